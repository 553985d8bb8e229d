//! The tests' own PostgreSQL: real, private, durable, and gone when it is no longer needed.

use portal_harness::{Outcome, Postgres};

#[tokio::test]
async fn it_is_a_real_one_that_keeps_what_it_commits() -> Outcome {
    let postgres = Postgres::shared().await?;
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        assert_eq!(
            postgres.run("postgres", &format!("SHOW {setting}"))?,
            "on",
            "{setting} is as in production"
        );
    }
    assert!(postgres.run("postgres", "SELECT version()")?.starts_with("PostgreSQL "));
    Ok(())
}

#[tokio::test]
async fn each_database_is_new_and_empty() -> Outcome {
    let postgres = Postgres::shared().await?;
    let (one, other) = (postgres.database()?, postgres.database()?);
    assert_ne!(one, other);
    postgres.run(&one, "CREATE TABLE notes (text TEXT)")?;
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!((postgres.run(&one, tables)?, postgres.run(&other, tables)?), ("1".into(), "0".into()));
    let wrong = postgres.run(&one, "SELECT * FROM missing").unwrap_err().to_string();
    assert!(wrong.contains("does not exist"), "what it refuses is said in its words: {wrong}");
    Ok(())
}

#[tokio::test]
async fn what_was_committed_is_there_after_the_power_went() -> Outcome {
    let postgres = Postgres::start().await?;
    let database = postgres.database()?;
    postgres.run(&database, "CREATE TABLE notes (text TEXT)")?;
    postgres.run(&database, "INSERT INTO notes VALUES ('kept')")?;
    postgres.kill()?;
    assert!(postgres.run(&database, "SELECT 1").is_err(), "it is gone");
    postgres.start_again().await?;
    assert_eq!(postgres.run(&database, "SELECT text FROM notes")?, "kept");
    Ok(())
}

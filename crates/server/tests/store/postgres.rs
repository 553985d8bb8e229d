//! What only a database on a server of its own can do: go away in the middle, come back, be set up wrongly, and give up
//! one of two transactions that wait for each other.

use portal_harness::{Postgres, until};
use portal_server::store::{Database, OpenError, Store, StoreError, streams};
use tokio::sync::watch;

use crate::attempts::one_more;
use crate::stage::{ONE, OTHER, Stage, events};

async fn append(store: &Store, expected: u64) -> Result<bool, StoreError> {
    let work = store.write(move |db| {
        Box::pin(async move { streams::append(db, ONE, expected, &events(expected, 1)).await })
    });
    work.await
}

async fn version(store: &Store) -> u64 {
    streams::version(&mut store.read().await.unwrap(), ONE).await.unwrap()
}

async fn fresh(postgres: &Postgres) -> (String, Stage) {
    let url = postgres.database().unwrap();
    let stage = Stage::on(url.parse().unwrap(), tempfile::tempdir().unwrap()).await;
    (url, stage)
}

/// Ends all connections of the database but the one that does it.
fn end_connections(postgres: &Postgres, url: &str) {
    let ending = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    postgres.run(url, ending).unwrap();
}

#[tokio::test]
async fn a_connection_that_is_lost_in_the_middle_leaves_nothing_half_done() {
    let postgres = Postgres::shared().await.unwrap();
    let (url, stage) = fresh(postgres).await;
    assert!(append(&stage.store, 0).await.unwrap());
    let (begin, mut begun) = watch::channel(false);
    let (go_on, may_go_on) = watch::channel(false);
    let store = stage.store.clone();
    let writing = tokio::spawn(async move {
        let work = store.write(move |db| {
            let mut may_go_on = may_go_on;
            Box::pin(async move {
                streams::append(db, ONE, 1, &events(1, 3)).await?;
                begin.send_replace(true);
                may_go_on.wait_for(|go_on| *go_on).await.unwrap();
                streams::append(db, OTHER, 0, &events(0, 1)).await
            })
        });
        work.await
    });
    begun.wait_for(|begun| *begun).await.unwrap();
    end_connections(postgres, &url);
    go_on.send_replace(true);
    let lost = writing.await.unwrap();
    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    assert_eq!(version(&stage.store).await, 1, "nothing of it is kept, and readers have new connections");
    assert!(append(&stage.store, 1).await.unwrap(), "the next one is written");
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_database_that_loses_power_and_the_server_goes_on() {
    let postgres = Postgres::start().await.unwrap();
    let (_, stage) = fresh(&postgres).await;
    for round in 0..3 {
        let mut acknowledged = version(&stage.store).await;
        let store = stage.store.clone();
        let (told, mut hears) = watch::channel(acknowledged);
        let writing = tokio::spawn(async move {
            loop {
                match append(&store, acknowledged).await {
                    Ok(true) => acknowledged += 1,
                    Ok(false) | Err(_) => return,
                }
                told.send_replace(acknowledged);
            }
        });
        let enough = *hears.borrow() + 20;
        hears.wait_for(|acknowledged| *acknowledged >= enough).await.unwrap();
        postgres.kill().unwrap();
        writing.await.unwrap();
        let acknowledged = *hears.borrow();
        postgres.start_again().await.unwrap();
        let kept = until("the store to go on", portal_harness::PATIENCE, async || {
            let Ok(mut db) = stage.store.read().await else { return Ok(None) };
            Ok(streams::version(&mut db, ONE).await.ok())
        });
        let kept = kept.await.unwrap();
        // The last one may have been committed without its answer.
        assert!(
            (acknowledged..=acknowledged + 1).contains(&kept),
            "round {round}: {acknowledged} were acknowledged, {kept} are kept"
        );
        assert!(append(&stage.store, kept).await.unwrap(), "and it writes again");
    }
}

#[tokio::test]
async fn one_of_two_that_wait_for_each_other_is_given_up_and_done_anew() {
    let postgres = Postgres::shared().await.unwrap();
    let (_, stage) = fresh(postgres).await;
    // Each takes its first lock and waits until the other has, the first time; then each wants the other's.
    let (held, hears) = watch::channel(0);
    let one = |first: &'static str, then: &'static str| {
        let (store, held, hears) = (stage.store.clone(), held.clone(), hears.clone());
        tokio::spawn(async move {
            let work = store.write(move |db| {
                let mut hears = hears;
                Box::pin(async move {
                    one_more(db, first, 1).await?;
                    held.send_modify(|held| *held += 1);
                    hears.wait_for(|held| *held >= 2).await.unwrap();
                    one_more(db, then, 1).await
                })
            });
            work.await
        })
    };
    let (one, other) = (one("a", "b"), one("b", "a"));
    one.await.unwrap().unwrap();
    other.await.unwrap().unwrap();
    assert!(*hears.borrow() > 2, "one of them began a second time");
    for subject in ["a", "b"] {
        let counted = stage.write(move |db| Box::pin(one_more(db, subject, 1))).await;
        assert_eq!(counted, 3, "each of them counted once: {subject}");
    }
}

#[tokio::test]
async fn servers_that_start_at_once_on_an_empty_database_make_its_tables_once() {
    let database: Database = Postgres::shared().await.unwrap().database().unwrap().parse().unwrap();
    let opened = tokio::join!(Store::open(&database), Store::open(&database), Store::open(&database));
    let stores = [opened.0.unwrap(), opened.1.unwrap(), opened.2.unwrap()];
    assert!(append(&stores[0], 0).await.unwrap());
    assert!(!append(&stores[1], 0).await.unwrap(), "it is the same stream");
    assert_eq!(version(&stores[2]).await, 1);
}

#[tokio::test]
async fn a_database_that_does_not_keep_what_it_commits_is_not_used() {
    let postgres = Postgres::shared().await.unwrap();
    let url = postgres.database().unwrap();
    let name = url.rsplit('/').next().unwrap();
    postgres.run("postgres", &format!("ALTER DATABASE {name} SET synchronous_commit = off")).unwrap();
    let refused = Store::open(&url.parse().unwrap()).await;
    assert!(matches!(refused, Err(OpenError::NotDurable { setting: "synchronous_commit" })), "{refused:?}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_as_such() {
    let postgres = Postgres::shared().await.unwrap();
    let refused = Store::open(&postgres.url("missing").parse().unwrap()).await;
    assert!(matches!(refused, Err(OpenError::Database(_))), "{refused:?}");
}

//! The tables, by version: one list for both databases, with a text for each. A released migration is never changed:
//! the checksum that is kept in the database would no longer match, and the server would refuse to start.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::Connection;

/// Version, name and text of each migration.
pub(super) type Migrations = &'static [(i64, &'static str, &'static str)];

macro_rules! migrations {
    ($database:literal) => {
        migrations!($database:
            1 "accounts", "0001_accounts";
            2 "sessions", "0002_sessions";
            3 "streams", "0003_streams";
            4 "drafts", "0004_drafts";
            5 "commands", "0005_commands";
            6 "payments", "0006_payments";
            7 "sandbox", "0007_sandbox";
            8 "register", "0008_register";
            9 "mails", "0009_mails";
        )
    };
    ($database:literal: $($version:literal $name:literal, $file:literal;)*) => {
        &[$((
            $version,
            $name,
            include_str!(concat!("../../migrations/", $database, "/", $file, ".sql")),
        )),*]
    };
}

pub(super) const SQLITE: Migrations = migrations!("sqlite");
pub(super) const POSTGRES: Migrations = migrations!("postgres");

pub(super) async fn run(connection: &mut Connection, migrations: Migrations) -> Result<(), MigrateError> {
    let migrations = migrations
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql.into_sql_str(), false)
        })
        .collect();
    Migrator::with_migrations(migrations).run(connection).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// The files of a folder, as the list would name them.
    fn files(database: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database);
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn both_databases_have_the_same_migrations_and_none_is_left_out() {
        let listed = |migrations: Migrations| -> Vec<String> {
            migrations.iter().map(|(version, name, _)| format!("{version:04}_{name}.sql")).collect()
        };
        assert_eq!(listed(SQLITE), files("sqlite"), "every file of SQLite's is run, in order");
        assert_eq!(listed(POSTGRES), files("postgres"), "every file of PostgreSQL's is run, in order");
        assert_eq!(files("sqlite"), files("postgres"), "what one database has, the other has too");
    }

    /// Words that are the same tables in both texts.
    #[test]
    fn both_databases_have_the_same_tables_and_columns() {
        let same = |sql: &str| -> Vec<String> {
            let code = sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>();
            let code = code.join(" ").replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
            let code = code.replace("COLLATE \"C\"", "").replace("STRICT", "");
            code.replace(" ;", ";").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        for ((_, name, sqlite), (_, _, postgres)) in SQLITE.iter().zip(POSTGRES) {
            assert_eq!(same(sqlite).concat(), same(postgres).concat(), "{name}");
        }
    }
}

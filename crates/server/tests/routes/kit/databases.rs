//! The database that the College under test is on: one for each test, which the test may also look into.

use std::collections::BTreeMap;
use std::path::Path;

use portal_server::{Clock, Database, demo};
use sqlx::{AnyConnection, Connection};
use tokio::sync::Mutex;

/// Which database a suite is run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A SQLite file in the data folder.
    Embedded,
    /// A database of the tests' own PostgreSQL.
    #[cfg(target_os = "linux")]
    Postgres,
}

/// A database with the demonstration college of this instant, and its address.
pub async fn seeded(kind: Kind, data: &Path, clock: &Clock, instant: &str) -> (Database, String) {
    match kind {
        Kind::Embedded => {
            let database = Database::Embedded(data.to_owned());
            demo::seed(&database, clock).await.unwrap();
            (database, format!("sqlite://{}", data.join("college.sqlite").display()))
        }
        #[cfg(target_os = "linux")]
        Kind::Postgres => {
            let url = copy_of_seeded(clock, instant).await;
            (url.parse().unwrap(), url)
        }
    }
}

/// Seeding is a thousand statements, each sent and answered: it is done once for an instant, and then copied.
#[cfg(target_os = "linux")]
async fn copy_of_seeded(clock: &Clock, instant: &str) -> String {
    static SEEDED: Mutex<BTreeMap<String, String>> = Mutex::const_new(BTreeMap::new());
    let postgres = portal_harness::Postgres::shared().await.unwrap();
    let mut seeded = SEEDED.lock().await;
    if !seeded.contains_key(instant) {
        let url = postgres.database().unwrap();
        demo::seed(&url.parse().unwrap(), clock).await.unwrap();
        seeded.insert(instant.to_owned(), url);
    }
    postgres.copy(&seeded[instant]).unwrap()
}

/// A connection past the server, to a database that it has opened before.
pub async fn look_into(url: &str) -> AnyConnection {
    AnyConnection::connect(url).await.unwrap()
}

/// All that the database keeps, to search in. Nobody else has it open.
pub async fn everything(kind: Kind, data: &Path, url: &str) -> Vec<u8> {
    match kind {
        Kind::Embedded => {
            let mut bytes = std::fs::read(data.join("college.sqlite")).unwrap();
            bytes.extend(std::fs::read(data.join("college.sqlite-wal")).unwrap_or_default());
            bytes
        }
        #[cfg(target_os = "linux")]
        Kind::Postgres => portal_harness::Postgres::shared().await.unwrap().dump(url).unwrap(),
    }
}

//! Storage, on SQLite or on PostgreSQL, by one SQL text (`$1`, TEXT ids, BIGINT instants, bytes). One file per area: its
//! rows, reads and writes; the tables themselves are in `migrations`. Nothing here decides anything.
//!
//! SQLite has one writer that commits in groups, PostgreSQL as many transactions as there are connections. Work that is
//! right on both locks what it read before it writes by it, lets a conflict fall to nothing (`ON CONFLICT DO NOTHING`, then
//! `rows_affected`), and hands a failed statement's error on.

pub mod accounts;
pub mod allowances;
pub mod attempts;
pub mod cases;
pub mod checkouts;
pub mod codes;
pub mod commands;
pub mod credentials;
mod database;
pub mod drafts;
pub mod grants;
pub mod mails;
mod migrations;
mod postgres;
pub mod receipts;
pub mod register;
pub mod snapshots;
mod sqlite;
pub mod streams;
pub mod tasks;
mod wal;
pub mod webhooks;
pub mod write_probe;
mod writer;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};

pub use database::{Database, NotADatabase};
use postgres::Transactions;
pub use writer::Work;
use writer::{WhenFull, Writer};

/// Using the store failed. Nothing of the write that failed is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// More work waits than is taken on; try again a little later.
    #[error("the store has more work than it takes on")]
    Overloaded,
    /// The writer has ended because the server is stopping.
    #[error("the store is closed")]
    Closed,
    /// The database can take nothing now: it can't be reached or went away in the middle, its disk is full or fails, somebody else holds
    /// it, or it may only be read. It is the same for everybody, and passes.
    #[error("the database can't take it now: {0}")]
    Unavailable(String),
    /// The database refused.
    #[error("the database refused: {0}")]
    Database(sqlx::Error),
    /// A stored payload cannot be read back.
    #[error("a stored {what} cannot be read: {why}")]
    Damaged {
        /// The kind of payload: an event, a command, a draft.
        what: &'static str,
        /// What does not fit.
        why: serde_json::Error,
    },
    /// A stored payload is sound, and says what this program does not know: a newer one wrote it, and this one took its place.
    #[error("a stored {what} is of a newer program: {why}")]
    Newer {
        /// Which payload.
        what: &'static str,
        /// What is not known.
        why: serde_json::Error,
    },
    /// A stored value is not what is stored there: it is damaged, and stands for nothing else.
    #[error("a stored {0} is none")]
    Misshapen(&'static str),
    /// A credential got neither an id nor a place in the status list.
    #[error("a credential cannot be issued: {0}")]
    NotIssued(&'static str),
}

impl StoreError {
    /// Why a stored payload cannot be read.
    pub(crate) fn unread(what: &'static str, why: serde_json::Error) -> Self {
        if why.is_data() { Self::Newer { what, why } } else { Self::Damaged { what, why } }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Overloaded,
            sqlx::Error::PoolClosed => Self::Closed,
            now if is_for_now(&now) => Self::Unavailable(now.to_string()),
            other => Self::Database(other),
        }
    }
}

/// Whether it is the state of the database, rather than the statement, that is wrong.
fn is_for_now(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code {
        Some(code) if code.len() == POSTGRES_CODE => postgres::is_for_now(&code),
        Some(code) => sqlite::is_for_now(&code),
        None => matches!(error, sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed),
    }
}

/// So long is a code of PostgreSQL; those of SQLite are shorter.
const POSTGRES_CODE: usize = 5;

/// Opening the store failed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database file cannot be made or written.
    #[error("the database file can't be used: {0}")]
    File(io::Error),
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// What is said to be saved could be lost with the power.
    #[error("the database does not keep what it commits: its setting {setting} is off")]
    NotDurable {
        /// The setting.
        setting: &'static str,
    },
    /// Its tables cannot be brought up to date.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// A connection; within a transaction when it is one of [`Store::write`].
pub type Connection = sqlx::AnyConnection;

/// What somebody is about to do with the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Look.
    Read,
    /// A transaction.
    Write,
}

/// Says when somebody may go on. A simulation lets requests do so one at a time, in an order of its own.
pub trait Turns: fmt::Debug + Send + Sync {
    /// Ends when it is the turn of whoever waits.
    fn wait(&self, access: Access) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The College's database.
#[derive(Debug, Clone)]
pub struct Store {
    readers: AnyPool,
    writes: Writes,
    turns: Option<Arc<dyn Turns>>,
}

/// How work is made durable.
#[derive(Debug, Clone)]
enum Writes {
    /// SQLite: one writer, many pieces in a transaction.
    Grouped(Writer),
    /// PostgreSQL: a transaction each.
    Each(Transactions),
}

impl Store {
    /// Opens the database and brings its tables up to date; SQLite's file is made when missing.
    ///
    /// # Errors
    /// [`OpenError`] when the database or its tables can't be used.
    pub async fn open(database: &Database) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let (readers, writes) = match database {
            Database::Embedded(folder) => {
                let (readers, writer) = sqlite::open(folder).await?;
                (readers, Writes::Grouped(writer))
            }
            Database::Postgres(place) => {
                let (readers, transactions) = postgres::open(place).await?;
                (readers, Writes::Each(transactions))
            }
        };
        Ok(Self { readers, writes, turns: None })
    }

    /// A new database in memory, which is gone when it is closed.
    ///
    /// # Errors
    /// [`OpenError`] when its tables can't be made.
    pub async fn in_memory() -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let (readers, writer) = sqlite::open_in_memory().await?;
        Ok(Self { readers, writes: Writes::Grouped(writer), turns: None })
    }

    /// The same database, used in turns.
    #[must_use]
    pub fn in_turns(&self, turns: Arc<dyn Turns>) -> Self {
        Self { turns: Some(turns), ..self.clone() }
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// [`StoreError::Overloaded`] when none is free in time.
    pub async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        if let Some(turns) = &self.turns {
            turns.wait(Access::Read).await;
        }
        Ok(self.readers.acquire().await?)
    }

    /// Does this work in a transaction; returns once it is durable. When the work fails, nothing of it is kept. It may be
    /// begun more than once, and only one of the times counts.
    ///
    /// # Errors
    /// [`StoreError::Overloaded`] when too much waits already; otherwise what the work or the database says.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Clone + Send + 'static,
    {
        self.write_or(WhenFull::Sheds, work).await
    }

    /// The same for work that was taken on already: it waits for its place and is not shed.
    ///
    /// # Errors
    /// What the work or the database says.
    pub async fn write_taken_on<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Clone + Send + 'static,
    {
        self.write_or(WhenFull::Waits, work).await
    }

    async fn write_or<T, F>(&self, when_full: WhenFull, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Clone + Send + 'static,
    {
        if let Some(turns) = &self.turns {
            turns.wait(Access::Write).await;
        }
        match &self.writes {
            Writes::Grouped(writer) => writer.write(when_full, work).await,
            Writes::Each(transactions) => transactions.write(when_full, work).await,
        }
    }

    /// Finishes what is queued and closes the database.
    pub async fn close(&self) {
        match &self.writes {
            Writes::Grouped(writer) => writer.close().await,
            Writes::Each(transactions) => transactions.close().await,
        }
        self.readers.close().await;
    }
}

/// A count or version as the database keeps it.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or version as it was stored.
///
/// # Errors
/// [`StoreError::Misshapen`] when it is negative.
pub(crate) fn counted(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Misshapen("count"))
}

/// An id as it was stored.
///
/// # Errors
/// [`StoreError::Misshapen`] when it is none.
pub(crate) fn id(text: &str) -> Result<uuid::Uuid, StoreError> {
    uuid::Uuid::parse_str(text).map_err(|_| StoreError::Misshapen("id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_from_what_is_wrong() {
        for (code, passes) in [
            ("13", true),
            ("5", true),
            ("517", true),
            ("778", true),
            ("1032", true),
            ("14", true),
            ("1", false),
            ("787", false),
            ("1555", false),
            ("2067", false),
            ("11", false),
        ] {
            assert_eq!(sqlite::is_for_now(code), passes, "SQLite {code}");
        }
        for (code, passes) in [
            ("08006", true),
            ("57P01", true),
            ("57014", true),
            ("53100", true),
            ("58030", true),
            ("25006", true),
            ("25P03", true),
            ("55P03", true),
            ("23505", false),
            ("40001", false),
            ("42601", false),
        ] {
            assert_eq!(postgres::is_for_now(code), passes, "PostgreSQL {code}");
        }
    }

    #[test]
    fn what_is_no_id_or_count_is_damage_and_nobody_elses() {
        let known = uuid::Uuid::from_u128(7);
        assert_eq!(id(&known.to_string()).unwrap(), known);
        for damaged in ["", "0000", "{}", "01900000-0000-7000-8000-00000000000g"] {
            assert!(matches!(id(damaged), Err(StoreError::Misshapen("id"))), "{damaged}");
        }
        assert_eq!(counted(i64::MAX).unwrap(), i64::MAX.unsigned_abs());
        for damaged in [-1, i64::MIN] {
            assert!(matches!(counted(damaged), Err(StoreError::Misshapen("count"))), "{damaged}");
        }
    }
}

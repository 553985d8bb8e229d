//! Storage: one SQLite database, many readers, one writer that commits in groups. SQL is written so that PostgreSQL
//! takes it too (`$1`, TEXT ids, integer instants, bytes). One file per area: its rows, reads and writes; the tables
//! themselves are in `migrations/sqlite`. Nothing here decides anything.

pub mod accounts;
pub mod attempts;
pub mod checkouts;
pub mod codes;
pub mod commands;
pub mod drafts;
pub mod grants;
mod migrations;
pub mod receipts;
pub mod streams;
pub mod webhooks;
mod writer;

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, SqlitePool, pool::PoolConnection};

pub use writer::Work;
use writer::Writer;

/// Connections that read at the same time.
const READERS_MAX: u32 = 4;
/// How long a read waits for a connection before the request is shed.
const READER_WAIT_MAX: Duration = Duration::from_secs(2);
/// How long a statement waits for another process that holds the database, such as `portal-server demo`.
const BUSY_WAIT_MAX: Duration = Duration::from_secs(5);
/// The database's file name within the data folder.
const FILE: &str = "college.sqlite";

/// Using the store failed. Nothing of the write that failed is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// More work waits than is taken on; try again a little later.
    #[error("the store has more work than it takes on")]
    Overloaded,
    /// The writer has ended because the server is stopping.
    #[error("the store is closed")]
    Closed,
    /// The database refused.
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
    /// A stored payload cannot be read back.
    #[error("a stored {what} cannot be read: {why}")]
    Damaged {
        /// Which payload.
        what: &'static str,
        /// Why.
        why: serde_json::Error,
    },
}

/// Opening the store failed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database file cannot be made or written.
    #[error("the database file can't be used: {0}")]
    File(io::Error),
    /// The database file cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// Its tables cannot be brought up to date.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// A connection, within a transaction when it is one of `Store::write`.
pub type Connection = sqlx::SqliteConnection;

/// The College's database.
#[derive(Debug, Clone)]
pub struct Store {
    readers: SqlitePool,
    writer: Writer,
}

impl Store {
    /// Opens the database in this folder, creating and migrating it.
    ///
    /// # Errors
    /// [`OpenError`] when the file or its tables can't be used.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        let file = folder.join(FILE);
        // Made here so that only its owner reads it; what SQLite puts beside it takes the same rights.
        OpenOptions::new().append(true).create(true).mode(0o600).open(&file).map_err(OpenError::File)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_WAIT_MAX)
            .disable_statement_logging();
        let mut connection = options.clone().connect().await?;
        migrations::run(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS_MAX)
            .acquire_timeout(READER_WAIT_MAX)
            .connect_lazy_with(options.read_only(true));
        Ok(Self { readers, writer: Writer::start(connection) })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// [`StoreError::Overloaded`] when none is free in time.
    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        self.readers.acquire().await.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => StoreError::Overloaded,
            sqlx::Error::PoolClosed => StoreError::Closed,
            other => StoreError::Database(other),
        })
    }

    /// Does this work in a transaction; returns once it is durable. When the work fails, nothing of it is kept.
    ///
    /// # Errors
    /// [`StoreError::Overloaded`] when too much waits already; otherwise what the work or the database says.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// Finishes what is queued and closes the file.
    pub async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

/// A count or version as the database keeps it.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or version as it was stored; never negative.
pub(crate) fn counted(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// An id as it was stored; the nil id when it is none, which is no one's.
pub(crate) fn id(text: &str) -> uuid::Uuid {
    uuid::Uuid::parse_str(text).unwrap_or_default()
}

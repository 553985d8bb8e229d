//! One account's encrypted file: opening it, its schema, one module per table, and the port (`File`) behind which the desk
//! sees it.
//!
//! Here: pragmas, migrations, what can go wrong with a file. Not here: where the key comes from (`keys`) and what the
//! rows mean (`desk`). Every write has been committed and synced to the disk when its function returns.

mod contents;
mod error;
mod file;
mod schema;

pub mod credentials;
pub mod drafts;
pub mod edits;
pub mod events;
pub mod meta;
pub mod outbox;
pub mod receipts;

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction};

use tokio::sync::OnceCell;

use crate::files;
use crate::keys::DataKey;

pub use contents::Contents;
pub use error::{OpenError, StoreError};
pub use file::{File, UnderWay, Write};

/// Size to which the write-ahead log is cut back after a checkpoint: more than it holds between two of them, because
/// writing over it is faster than letting it grow again.
const WAL_BYTES_KEPT: &str = "8388608";

/// An open, encrypted file. One connection, and this process is the only one that has it.
pub struct Store {
    connection: SqliteConnection,
    path: PathBuf,
}

impl Store {
    /// Creates the file of a new account. Refused when there is one already: nothing is ever overwritten.
    pub async fn create(path: &Path, key: &DataKey) -> Result<Store, OpenError> {
        if path.exists() {
            return Err(OpenError::Exists);
        }
        let mut connection = connect(path, key, true).await?;
        schema::bring_up_to_date(&mut connection).await?;
        files::keep_private(path)?;
        Ok(Store { connection, path: path.to_owned() })
    }

    /// Opens an account's file. Before an older file is migrated, an encrypted copy of it is kept beside it.
    pub async fn open(path: &Path, key: &DataKey) -> Result<Store, OpenError> {
        if !path.exists() {
            return Err(OpenError::Missing);
        }
        // A log is left by an application that was killed, perhaps after the disk had failed it.
        files::write_again(&log_of(path))?;
        let mut connection = connect(path, key, false).await?;
        let version = schema::version(&mut connection).await?;
        if version < schema::CURRENT {
            // Closing first folds the write-ahead log into the file, so that the copy is whole.
            connection.close().await?;
            files::copy(path, &path.with_extension(format!("before-v{}.db", schema::CURRENT)))?;
            connection = connect(path, key, false).await?;
            schema::bring_up_to_date(&mut connection).await?;
        }
        Ok(Store { connection, path: path.to_owned() })
    }

    /// For reads and single writes.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// Several writes that stand or fall together.
    pub async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        Ok(self.connection.begin().await?)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Folds the write-ahead log into the file.
    pub async fn fold(&mut self) -> Result<(), StoreError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut self.connection).await?;
        Ok(())
    }

    /// Folds the write-ahead log into the file and lets go of it.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }
}

/// The write-ahead log beside a file, as SQLite names it.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

async fn connect(path: &Path, key: &DataKey, create: bool) -> Result<SqliteConnection, OpenError> {
    keep_quiet().await?;
    let mut connection = options(path, key).create_if_missing(create).connect().await?;
    // Without SQLCipher the key would be ignored and the answers written in plain text.
    let cipher: Option<String> =
        sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(&mut connection).await?;
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(OpenError::NotEncrypting);
    }
    Ok(connection)
}

/// SQLCipher writes what it thinks of a wrong key to standard error by itself; here that is an error like others. The
/// setting holds for the whole process, and must be made before any file is opened.
async fn keep_quiet() -> Result<(), OpenError> {
    static QUIET: OnceCell<()> = OnceCell::const_new();
    let made = QUIET.get_or_try_init(|| async {
        let mut nowhere = SqliteConnectOptions::new().in_memory(true).connect().await?;
        sqlx::query("PRAGMA cipher_log_level = NONE").execute(&mut nowhere).await?;
        nowhere.close().await
    });
    made.await?;
    Ok(())
}

fn options(path: &Path, key: &DataKey) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        // The first pragma; a raw key, so that no time is spent deriving one.
        .pragma("key", key.pragma().as_str().to_owned())
        // Exclusive, so that the log's index stays in this process's memory instead of a mapped file.
        .locking_mode(SqliteLockingMode::Exclusive)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("fullfsync", "ON")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY")
        .pragma("journal_size_limit", WAL_BYTES_KEPT)
        // Statements carry answers, and the first one the key: never to a log.
        .disable_statement_logging()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn before_a_migration_an_encrypted_copy_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.db");
        let key = DataKey::random().unwrap();
        // A file of a version before the first: encrypted, with nothing in it.
        let mut connection = connect(&path, &key, true).await.unwrap();
        sqlx::query("CREATE TABLE early (x)").execute(&mut connection).await.unwrap();
        sqlx::query("DROP TABLE early").execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let mut store = Store::open(&path, &key).await.unwrap();
        assert_eq!(schema::version(store.connection()).await.unwrap(), schema::CURRENT);
        let copy = folder.path().join(format!("portal.before-v{}.db", schema::CURRENT));
        assert!(!std::fs::read(&copy).unwrap().starts_with(b"SQLite format 3"), "the copy is encrypted");
        let mut copied = connect(&copy, &key, false).await.unwrap();
        assert_eq!(schema::version(&mut copied).await.unwrap(), 0, "as it was before");
    }
}

//! One account's encrypted file: opening it, its schema, one module per table, and the port (`File`) behind which the replica
//! sees it.
//!
//! Here: pragmas, migrations, what can go wrong with a file. Not here: where the key comes from (`keys`) and what the
//! rows mean (`replica`). Every write has been committed and synced to the disk when its function returns.

mod contents;
mod error;
mod file;
mod regained;
mod schema;
mod unsent;
mod witness;

pub mod credentials;
pub mod drafts;
pub mod edits;
pub mod events;
pub mod meta;
pub mod outbox;
pub mod receipts;
pub mod streams;

use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use tokio::sync::OnceCell;

use crate::files;
use crate::keys::DataKey;

pub use contents::Contents;
pub use error::{OpenError, StoreError};
pub use file::{File, UnderWay, Write};
pub use regained::Regained;
pub use unsent::Unsent;
pub use witness::Seen;
use witness::Witness;

/// Size to which the write-ahead log is cut back after a checkpoint: more than it holds between two of them, because
/// writing over it is faster than letting it grow again.
const WAL_BYTES_KEPT: &str = "8388608";
/// Pages in the log at which SQLite would fold it into the file within a commit: as many as are kept, so that no key press
/// waits for that unless nobody ever rests.
const WAL_PAGES_MAX: &str = "2000";
/// Commits in the log after which it is folded as soon as there is time: far fewer pages than that.
const COMMITS_BEFORE_REST: u32 = 200;

/// An open, encrypted file. One connection, and this process is the only one that has it.
pub struct Store {
    connection: SqliteConnection,
    path: PathBuf,
    /// What it has been so far.
    seen: Seen,
    unsent: Unsent,
    /// Without one (nothing may be written beside the file) damage is not noticed, and all else goes on.
    witness: Option<Witness>,
    /// Nothing may be in the log.
    is_folded: bool,
    /// Commits since the log was last folded.
    commits_in_log: u32,
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
        Ok(Store::of(connection, path, Seen::default()))
    }

    /// Opens an account's file, unless it is damaged or less than its witness saw; then it is as it was. Before an older file is
    /// migrated, an encrypted copy of it is kept beside it.
    pub async fn open(path: &Path, key: &DataKey) -> Result<Store, OpenError> {
        // SQLite takes an empty file for a new one, and throws away the log beside it.
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.len() == 0 => return Err(OpenError::Unreadable),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(OpenError::Missing),
            Err(error) => return Err(error.into()),
            Ok(_) => {}
        }
        // A log is left by an application that was killed, perhaps after the disk had failed it.
        let is_left = files::write_again(&log_of(path))?;
        if is_left {
            // To open a file is to fold its log into it. Whether it is damaged is found out on a copy.
            try_out(path, key).await?;
        }
        let mut connection = connect(path, key, false).await?;
        let seen = match examine(&mut connection, Seen::of(path)).await {
            Ok(seen) => seen,
            Err(error) => {
                // Whoever is told may move the file: nobody must still be at it.
                let closed = connection.close().await;
                tracing::warn!(closed = closed.is_ok(), %error, "an account's file is not opened");
                return Err(error);
            }
        };
        let version = schema::version(&mut connection).await?;
        if version < schema::CURRENT {
            // Closing first folds the write-ahead log into the file, so that the copy is whole.
            connection.close().await?;
            files::copy(path, &path.with_extension(format!("before-v{}.db", schema::CURRENT)))?;
            connection = connect(path, key, false).await?;
            schema::bring_up_to_date(&mut connection).await?;
        }
        Ok(Store::of(connection, path, seen))
    }

    fn of(connection: SqliteConnection, path: &Path, seen: Seen) -> Store {
        let witness = Witness::beside(path, seen)
            .inspect_err(|error| tracing::warn!(%error, "an account's file has no witness"))
            .ok();
        let (path, unsent) = (path.to_owned(), Unsent::default());
        Store { connection, path, seen, unsent, witness, is_folded: false, commits_in_log: 0 }
    }

    /// For reads and single writes.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.is_folded = false;
        &mut self.connection
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps an encrypted copy of the file as it is now beside it, under a name that no other has.
    pub async fn keep_copy(&mut self) -> Result<(), StoreError> {
        let named = |number: u32| self.path.with_extension(format!("before-history-{number}.db"));
        let free = (1..)
            .map(named)
            .find(|path| !path.exists())
            .ok_or_else(|| std::io::Error::from(std::io::ErrorKind::AlreadyExists))?;
        let place = free.to_str().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::InvalidFilename))?;
        let written = sqlx::query("VACUUM INTO $1").bind(place).execute(&mut self.connection).await;
        let kept = match written {
            Ok(_) => files::keep_private(&free).and_then(|()| std::fs::File::open(&free)?.sync_all()),
            Err(error) => {
                // Half a copy helps nobody; that it may already be gone is fine.
                let _ = std::fs::remove_file(&free);
                return Err(error.into());
            }
        };
        Ok(kept?)
    }

    /// Folds the write-ahead log into the file, if there is anything in it.
    pub async fn fold(&mut self) -> Result<(), StoreError> {
        if self.is_folded {
            return Ok(());
        }
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut self.connection).await?;
        self.is_folded = true;
        self.folded().await;
        Ok(())
    }

    /// Folds a log that has become long, which keeps its length to be written over: no key press has to wait for that.
    pub async fn rest(&mut self) -> Result<(), StoreError> {
        if self.commits_in_log >= COMMITS_BEFORE_REST {
            sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&mut self.connection).await?;
            self.folded().await;
        }
        Ok(())
    }

    async fn folded(&mut self) {
        self.commits_in_log = 0;
        if let Some(witness) = &mut self.witness
            && let Err(error) = witness.folded().await
        {
            tracing::warn!(%error, "the witness of an account's file is not durable");
        }
    }

    /// Folds the write-ahead log into the file and lets go of it.
    pub async fn close(mut self) -> Result<(), StoreError> {
        self.fold().await?;
        Ok(self.connection.close().await?)
    }

    /// Remembers a commit that is durable.
    fn committed(&mut self) {
        self.commits_in_log += 1;
        self.seen = Seen { commits: self.seen.commits + 1, unsent: self.unsent.count() };
        if let Some(witness) = &mut self.witness
            && let Err(error) = witness.note(self.seen)
        {
            tracing::warn!(%error, "the witness of an account's file was not told");
        }
    }
}

/// Opens copies of a file and its log as they lie there.
async fn try_out(path: &Path, key: &DataKey) -> Result<(), OpenError> {
    let trial = path.with_extension("trial.db");
    let copies = [(path.to_owned(), trial.clone()), (log_of(path), log_of(&trial))];
    let tried = async {
        for (from, to) in &copies {
            std::fs::copy(from, to)?;
        }
        let mut connection = connect(&trial, key, false).await?;
        let examined = examine(&mut connection, Seen::of(path)).await;
        connection.close().await?;
        examined.map(drop)
    };
    let tried = tried.await;
    for (_, copy) in &copies {
        // Closing has removed the log; what cannot be removed is written over by the next trial.
        let _ = std::fs::remove_file(copy);
    }
    tried
}

/// What the file has been, if it is whole, and no less than was seen of it before.
async fn examine(connection: &mut SqliteConnection, seen: Option<Seen>) -> Result<Seen, OpenError> {
    let seen = seen.unwrap_or_default();
    // Whoever is created is never without a schema.
    if schema::version(connection).await? == 0 {
        return Err(OpenError::Unreadable);
    }
    let whole: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut *connection).await?;
    if whole != "ok" {
        return Err(OpenError::Unreadable);
    }
    let commits: u64 = meta::get(connection, meta::Name::Commits).await?.unwrap_or(0);
    if commits < seen.commits {
        return Err(OpenError::Older { found: commits, seen: seen.commits });
    }
    Ok(Seen { commits, unsent: seen.unsent })
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
        .pragma("wal_autocheckpoint", WAL_PAGES_MAX)
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
        let mut store = Store::create(&path, &key).await.unwrap();
        for step in [
            "DROP TABLE stream_events",
            "DROP TABLE streams",
            "ALTER TABLE outbox DROP COLUMN typed",
            "ALTER TABLE drafts DROP COLUMN history",
            "DROP TABLE credentials",
            "PRAGMA user_version = 1",
        ] {
            sqlx::query(step).execute(store.connection()).await.unwrap();
        }
        store.close().await.unwrap();
        let mut store = Store::open(&path, &key).await.unwrap();
        assert_eq!(schema::version(store.connection()).await.unwrap(), schema::CURRENT);
        let copy = folder.path().join(format!("portal.before-v{}.db", schema::CURRENT));
        assert!(!std::fs::read(&copy).unwrap().starts_with(b"SQLite format 3"), "the copy is encrypted");
        let mut copied = connect(&copy, &key, false).await.unwrap();
        assert_eq!(schema::version(&mut copied).await.unwrap(), 1, "as it was before");
    }
}

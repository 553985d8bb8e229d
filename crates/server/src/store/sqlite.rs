//! The embedded database: one file, many readers, one writer.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyPool, ConnectOptions};

use super::writer::Writer;
use super::{OpenError, migrations, wal};
use crate::secrets::make_folder;

/// Connections that read at the same time.
const READERS_MAX: u32 = 4;
/// How long a read waits for a connection before the request is shed.
const READER_WAIT_MAX: Duration = Duration::from_secs(2);
/// What the writer is told. A statement waits five seconds for another process that holds the file, such as
/// `portal-server demo`.
const WRITER: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON";
/// The database's file name within the data folder.
const FILE: &str = "college.sqlite";
/// Its write-ahead log, as SQLite names it.
const LOG: &str = "college.sqlite-wal";

pub(super) async fn open(folder: &Path) -> Result<(AnyPool, Writer), OpenError> {
    make_folder(folder).map_err(OpenError::File)?;
    let file = folder.join(FILE);
    // Made here so that only its owner reads it; what SQLite puts beside it takes the same rights.
    OpenOptions::new().append(true).create(true).mode(0o600).open(&file).map_err(OpenError::File)?;
    let options = SqliteConnectOptions::new().filename(&file);
    let mut connection = any(&options)?.connect().await?;
    sqlx::raw_sql(WRITER).execute(&mut connection).await?;
    wal::write_again(&mut connection, folder.join(LOG)).await?;
    migrations::run(&mut connection, migrations::Dialect::Sqlite).await?;
    let opened = Opened::at(file).map_err(OpenError::File)?;
    let readers = AnyPoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(READER_WAIT_MAX)
        .connect_lazy_with(any(&options.read_only(true))?);
    Ok((readers, Writer::start(connection, Some(opened))))
}

/// The file that was opened. SQLite would go on writing into it after it was moved away or another was put in its place, and nobody would
/// find what was written.
#[derive(Debug)]
pub(super) struct Opened {
    path: PathBuf,
    /// Its device and its number there.
    is: (u64, u64),
}

impl Opened {
    fn at(path: PathBuf) -> io::Result<Self> {
        let is = identity(&path)?;
        Ok(Self { path, is })
    }

    /// Whether it is still there.
    pub(super) fn require(&self) -> Result<(), sqlx::Error> {
        if identity(&self.path)? == self.is {
            Ok(())
        } else {
            Err(io::Error::other("another file was put in the place of the database").into())
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::metadata(path).map(|there| (there.dev(), there.ino()))
}

/// A database of its own in memory, for as long as somebody is connected to it.
pub(super) async fn open_in_memory() -> Result<(AnyPool, Writer), OpenError> {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    let number = OPENED.fetch_add(1, Ordering::Relaxed);
    let options: AnyConnectOptions =
        format!("sqlite:file:college-{number}?mode=memory&cache=shared").parse()?;
    let options = options.disable_statement_logging();
    let mut connection = options.connect().await?;
    migrations::run(&mut connection, migrations::Dialect::Sqlite).await?;
    let readers = AnyPoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(READER_WAIT_MAX)
        .connect_lazy_with(options);
    Ok((readers, Writer::start(connection, None)))
}

/// Whether a code says that nothing can be read or written for now. The lowest byte names the kind: held by another (BUSY, LOCKED), out of
/// memory (NOMEM), only to be read (READONLY), a failing disk (IOERR), a full one (FULL), no file to open (CANTOPEN), a lock that was
/// lost (PROTOCOL).
pub(super) fn is_for_now(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 7 | 8 | 10 | 13 | 14 | 15))
}

fn any(options: &SqliteConnectOptions) -> Result<AnyConnectOptions, sqlx::Error> {
    Ok(AnyConnectOptions::from_url(&options.to_url_lossy())?.disable_statement_logging())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_another_took_the_place_of_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&path, b"one").unwrap();
        let opened = Opened::at(path.clone()).unwrap();
        fs::write(&path, b"grown").unwrap();
        assert!(opened.require().is_ok());
        fs::write(&other, b"grown").unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(opened.require().is_err(), "the same name and content, and another file");
        fs::remove_file(&path).unwrap();
        assert!(opened.require().is_err());
    }
}

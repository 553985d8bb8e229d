//! The embedded database: one file, many readers, one writer.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
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
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = any(&options)?.connect().await?;
    sqlx::raw_sql(WRITER).execute(&mut connection).await?;
    wal::write_again(&mut connection, folder.join(LOG)).await?;
    migrations::run(&mut connection, migrations::SQLITE).await?;
    let readers = AnyPoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(READER_WAIT_MAX)
        .connect_lazy_with(any(&options.read_only(true))?);
    Ok((readers, Writer::start(connection)))
}

/// A database of its own in memory, for as long as somebody is connected to it.
pub(super) async fn open_in_memory() -> Result<(AnyPool, Writer), OpenError> {
    static OPENED: AtomicU64 = AtomicU64::new(0);
    let number = OPENED.fetch_add(1, Ordering::Relaxed);
    let options: AnyConnectOptions =
        format!("sqlite:file:college-{number}?mode=memory&cache=shared").parse()?;
    let options = options.disable_statement_logging();
    let mut connection = options.connect().await?;
    migrations::run(&mut connection, migrations::SQLITE).await?;
    let readers = AnyPoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(READER_WAIT_MAX)
        .connect_lazy_with(options);
    Ok((readers, Writer::start(connection)))
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

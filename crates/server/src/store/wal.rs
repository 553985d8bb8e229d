//! SQLite's write-ahead log as an earlier process left it. When it could not be made durable, Linux keeps what was written in
//! memory, where SQLite reads it as if it had been saved, and never tries again to bring it to the disk. Whatever is saved
//! next stands behind it in the log, and would be lost with it when the power goes. So the log is written once more, byte
//! for byte, before anything is built on it. (A process that met the failure itself writes over what failed.)

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::{Connection, OpenError};

const CHUNK_BYTES: usize = 1024 * 1024;

/// Brings all of the log to the disk. Nobody else writes to it meanwhile: the database is held for writing.
pub(super) async fn write_again(connection: &mut Connection, log: PathBuf) -> Result<(), OpenError> {
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let written = tokio::task::spawn_blocking(move || write_file_again(&log)).await;
    sqlx::raw_sql("ROLLBACK").execute(connection).await?;
    written.map_err(io::Error::other).and_then(|written| written).map_err(OpenError::File)
}

fn write_file_again(log: &Path) -> io::Result<()> {
    let file = match OpenOptions::new().read(true).write(true).open(log) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    if rewrite(&file)? == 0 { Ok(()) } else { file.sync_all() }
}

/// Says how many bytes there are.
fn rewrite(file: &File) -> io::Result<u64> {
    let (mut chunk, mut at) = (vec![0; CHUNK_BYTES], 0);
    loop {
        let length = file.read_at(&mut chunk, at)?;
        if length == 0 {
            return Ok(at);
        }
        file.write_all_at(&chunk[..length], at)?;
        at += u64::try_from(length).unwrap_or_default();
    }
}

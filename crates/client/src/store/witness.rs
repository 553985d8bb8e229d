//! The witness beside an account's file: how many commits the file has taken, and how much in it the College had not.
//!
//! A file that was emptied, shortened or replaced by an older one is in order by itself; only who saw it before can tell. The
//! witness is written after the commit that it tells of is durable, so whatever a crash or a power cut leaves of it, it never
//! claims more than the file has. It is written into the system's memory for each commit and made durable out of the way of
//! the key press (docs/decisions/015).

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::files;

/// One record of one length: what is written over it lies in one sector, so that the old or the new one is there.
const RECORD_BYTES: usize = 96;

/// What a file has been.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Commits that it has taken.
    pub commits: u64,
    /// Changes in it that had not reached the College.
    pub unsent: u64,
}

impl Seen {
    /// What the witness of this file tells; nothing when there is none, or it is damaged itself.
    pub fn of(database: &Path) -> Option<Seen> {
        let record = std::fs::read_to_string(beside(database)).ok()?;
        let (seen, sum) = record.trim_end().rsplit_once(' ')?;
        (sum == checksum(seen)).then(|| serde_json::from_str(seen).ok())?
    }

    fn record(&self) -> io::Result<String> {
        let seen = serde_json::to_string(self)?;
        let written = format!("{seen} {}", checksum(&seen));
        Ok(format!("{written:<width$}\n", width = RECORD_BYTES - 1))
    }
}

/// The witness of the file that is open.
pub(super) struct Witness {
    file: Arc<File>,
    /// Whether it was made durable since the log was last folded into the file.
    is_durable: bool,
}

impl Witness {
    /// Goes on with the witness that is there, or begins one.
    pub fn beside(database: &Path, seen: Seen) -> io::Result<Witness> {
        let path = beside(database);
        if Seen::of(database) != Some(seen) {
            files::write_whole(&path, seen.record()?.as_bytes())?;
        }
        Ok(Witness { file: Arc::new(OpenOptions::new().write(true).open(path)?), is_durable: false })
    }

    /// Tells of a commit that is durable. The first one after a fold is what a lost log would take away: that there is one is
    /// made durable too, by and by.
    pub fn note(&mut self, seen: Seen) -> io::Result<()> {
        let record = seen.record()?;
        let mut file = self.file.as_ref();
        file.rewind()?;
        file.write_all(record.as_bytes())?;
        if !self.is_durable {
            self.is_durable = true;
            let file = Arc::clone(&self.file);
            // Nobody waits for it: without it the witness tells less, never something wrong.
            drop(tokio::task::spawn_blocking(move || file.sync_data()));
        }
        Ok(())
    }

    /// The log was folded into the file: what is told now is durable when this returns.
    pub async fn folded(&mut self) -> io::Result<()> {
        self.is_durable = false;
        let file = Arc::clone(&self.file);
        tokio::task::spawn_blocking(move || file.sync_data()).await.map_err(io::Error::other)?
    }
}

fn beside(database: &Path) -> PathBuf {
    database.with_extension("witness")
}

fn checksum(text: &str) -> String {
    let sum = digest(&SHA256, text.as_bytes());
    sum.as_ref().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Seen = Seen { commits: 12, unsent: 3 };

    #[test]
    fn it_is_written_the_same_in_every_version() {
        let record = SEEN.record().unwrap();
        assert_eq!(record.trim_end(), r#"{"commits":12,"unsent":3} cf8a8a0d"#);
        let largest = Seen { commits: u64::MAX, unsent: u64::MAX };
        for seen in [SEEN, Seen::default(), largest] {
            assert_eq!(seen.record().unwrap().len(), RECORD_BYTES, "one is written over another");
        }
    }

    #[tokio::test]
    async fn what_it_tells_last_is_read_and_a_damaged_one_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("portal.db");
        assert_eq!(Seen::of(&database), None, "there is none");
        let mut witness = Witness::beside(&database, Seen::default()).unwrap();
        witness.note(SEEN).unwrap();
        assert_eq!(Seen::of(&database), Some(SEEN));
        let record = std::fs::read(beside(&database)).unwrap();
        for at in 0..record.trim_ascii_end().len() {
            let mut damaged = record.clone();
            damaged[at] ^= 1;
            std::fs::write(beside(&database), damaged).unwrap();
            assert_eq!(Seen::of(&database), None, "byte {at}");
        }
    }
}

//! An account's file in memory. A commit is all or nothing; a full disk or a failing one refuses it; the machine may stop
//! before or after it, and what was committed is there again afterwards.

use std::sync::Arc;

use portal_client::store::{Contents, File, StoreError, UnderWay, Write};
use tokio::sync::Mutex;

/// What is to happen at the next commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The disk refuses one write (EIO).
    Fails,
    /// The machine stops before anything is written.
    StopsBefore,
    /// The machine stops when all is written and nobody has heard of it.
    StopsAfter,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Disk {
    /// What would be read after a crash.
    pub contents: Contents,
    /// Nothing more fits.
    pub is_full: bool,
    /// What is to happen at the next commit.
    pub fault: Option<Fault>,
    /// The machine stopped in the middle of a commit.
    pub has_stopped: bool,
    /// Refused because it was full.
    pub refused_full: u64,
    /// Refused with EIO.
    pub refused_io: u64,
    /// Says "written" without writing through; a crash then loses what is in here. Only a mutation asks for it.
    pub unsynced: Option<Vec<Write>>,
}

/// A file that the replica and the simulation both hold.
pub type Shared = Arc<Mutex<Disk>>;

impl Disk {
    fn write(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        if self.is_full {
            self.refused_full += 1;
            return Err(StoreError::Full);
        }
        match self.fault.take() {
            Some(Fault::Fails) => {
                self.refused_io += 1;
                return Err(StoreError::Other("input/output error".to_owned()));
            }
            Some(Fault::StopsBefore) => return Err(self.stop()),
            Some(Fault::StopsAfter) => {
                self.keep(writes)?;
                return Err(self.stop());
            }
            None => {}
        }
        if let Some(unsynced) = &mut self.unsynced {
            let earlier = std::mem::replace(unsynced, writes);
            return self.keep(earlier);
        }
        self.keep(writes)
    }

    fn keep(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        if writes.len() < 2 {
            return writes.into_iter().try_for_each(|write| self.contents.take(write));
        }
        let mut after = self.contents.clone();
        for write in writes {
            after.take(write)?;
        }
        self.contents = after;
        Ok(())
    }

    fn stop(&mut self) -> StoreError {
        self.has_stopped = true;
        StoreError::Other("the machine stopped".to_owned())
    }
}

impl File for Disk {
    fn load(&mut self) -> UnderWay<'_, Contents> {
        let contents = self.contents.clone();
        Box::pin(async move { Ok(contents) })
    }

    fn commit(&mut self, writes: Vec<Write>) -> UnderWay<'_, ()> {
        let written = self.write(writes);
        Box::pin(async move { written })
    }
}

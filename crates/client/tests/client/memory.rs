//! An account's file in memory, which can be full at any commit and copied at any time.

use std::sync::Arc;

use portal_client::store::{Contents, File, StoreError, UnderWay, Write};
use tokio::sync::Mutex;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    pub contents: Contents,
    /// Commits that still succeed; nothing when all do.
    pub room: Option<usize>,
    /// How many were asked for.
    pub commits: usize,
}

impl Memory {
    pub fn with(contents: Contents) -> Arc<Mutex<Memory>> {
        Arc::new(Mutex::new(Memory { contents, ..Memory::default() }))
    }
}

impl File for Memory {
    fn load(&mut self) -> UnderWay<'_, Contents> {
        let contents = self.contents.clone();
        Box::pin(async { Ok(contents) })
    }

    fn commit(&mut self, writes: Vec<Write>) -> UnderWay<'_, ()> {
        Box::pin(async {
            self.commits += 1;
            if let Some(room) = &mut self.room {
                *room = room.checked_sub(1).ok_or(StoreError::Full)?;
            }
            let mut after = self.contents.clone();
            writes.into_iter().try_for_each(|write| after.take(write))?;
            self.contents = after;
            Ok(())
        })
    }
}

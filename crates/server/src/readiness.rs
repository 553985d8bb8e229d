//! Whether the database takes what is written: tried out, and not more often than it has to be.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::store::{Store, StoreError, write_probe};

/// For so long it counts that something could be written: who asks all the time does not write all the time.
const WRITTEN_COUNTS: Duration = Duration::from_secs(1);
/// A database that takes longer is not one to serve with.
const WRITING_MAX: Duration = Duration::from_secs(2);

/// When something was written last to try it, and whether that could be done.
#[derive(Default)]
pub struct Tried(Mutex<Option<(Instant, bool)>>);

impl Tried {
    /// Whether the database takes what is written. One request tries it, the others wait for what it finds.
    pub async fn takes_writes(&self, store: &Store) -> bool {
        let mut tried = self.0.lock().await;
        if let Some((at, taken)) = *tried
            && at.elapsed() < WRITTEN_COUNTS
        {
            return taken;
        }
        let work = store.write(|db| Box::pin(write_probe::try_out(db)));
        let taken = match timeout(WRITING_MAX, work).await {
            // More work than is taken on is work that is being done.
            Ok(Ok(()) | Err(StoreError::Overloaded)) => true,
            Ok(Err(error)) => {
                tracing::error!(%error, "nothing can be written");
                false
            }
            Err(_) => {
                tracing::error!("what is written is not taken in time");
                false
            }
        };
        *tried = Some((Instant::now(), taken));
        taken
    }
}

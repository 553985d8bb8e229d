//! Waiting for a condition, never for time: the one place of the harness that looks at a clock.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{Failure, Outcome};

/// How long a condition may take before it counts as failed. Generous: a busy machine is not a fault.
pub const PATIENCE: Duration = Duration::from_secs(30);

const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Looks again and again until `look` finds something; an error of `look` ends the waiting at once. A patience too
/// long for the clock is one without end.
pub async fn until<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> Outcome<Option<T>>,
) -> Outcome<T> {
    let deadline = Instant::now().checked_add(patience);
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Failure::Waited {
                what: what.to_owned(),
                seconds: patience.as_secs(),
                seen: String::new(),
            });
        }
        sleep(LOOK_EVERY).await;
    }
}

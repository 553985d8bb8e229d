//! How many commands are worked for at the same time. A place is taken before a command is taken in: what cannot be decided in good time
//! is refused while nothing of it is stored. Those of one registrant are decided one after another, since each builds on what the
//! one before it left.

use std::time::Duration;

use portal_record::RegistrantId;
use tokio::sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// Commands that are worked for at the same time.
const PLACES_MAX: usize = 256;
/// Commands of one registrant that wait for each other.
const OF_ONE_MAX: usize = 64;
/// How long one waits for those before it: less than its caller waits for an answer.
const WAITING_MAX: Duration = Duration::from_secs(10);
/// Rows in which registrants wait. Some share one, and wait for each other too.
const ROWS: u128 = 1_024;

/// See the module.
pub struct Places {
    all: Semaphore,
    rows: Vec<Row>,
}

/// Where the commands of one registrant wait.
struct Row {
    places: Semaphore,
    turn: Mutex<()>,
}

/// A place, until it is dropped.
pub struct Place<'p> {
    _place: SemaphorePermit<'p>,
    _turn: MutexGuard<'p, ()>,
    _waits: SemaphorePermit<'p>,
}

impl Default for Places {
    fn default() -> Self {
        Self::of(PLACES_MAX, OF_ONE_MAX)
    }
}

impl Places {
    fn of(all: usize, of_one: usize) -> Self {
        let row = || Row { places: Semaphore::new(of_one), turn: Mutex::new(()) };
        Self { all: Semaphore::new(all), rows: (0..ROWS).map(|_| row()).collect() }
    }

    /// A place for a command of this registrant, when it is their turn; none when too many wait already.
    pub async fn take(&self, registrant: RegistrantId) -> Option<Place<'_>> {
        let row = self.rows.get(usize::try_from(registrant.0.as_u128() % ROWS).ok()?)?;
        let waits = row.places.try_acquire().ok()?;
        let turn = timeout(WAITING_MAX, row.turn.lock()).await.ok()?;
        let place = self.all.try_acquire().ok()?;
        Some(Place { _place: place, _turn: turn, _waits: waits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn registrant(number: u128) -> RegistrantId {
        RegistrantId(Uuid::from_u128(number))
    }

    #[tokio::test]
    async fn one_registrant_waits_for_themselves_and_takes_no_place_from_others() {
        let places = Places::of(2, 2);
        let first = places.take(registrant(1)).await.unwrap();
        let mut second = Box::pin(places.take(registrant(1)));
        let polled =
            std::future::poll_fn(|context| std::task::Poll::Ready(second.as_mut().poll(context))).await;
        assert!(polled.is_pending(), "the first is not decided yet");
        assert!(places.take(registrant(1)).await.is_none(), "so many may wait");
        let other = places.take(registrant(2)).await;
        assert!(other.is_some(), "nobody waits for another");
        let third = timeout(WAITING_MAX, places.take(registrant(3))).await;
        assert!(third.is_ok_and(|place| place.is_none()), "all places are taken, and none is waited for");
        drop(first);
        assert!(second.await.is_some(), "it is their turn");
        drop(other);
        assert!(places.take(registrant(3)).await.is_some());
    }
}

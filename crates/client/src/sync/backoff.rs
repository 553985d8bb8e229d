//! How long to wait after a failure: quickly at first, then every minute, for ever. The jitter comes from a seed, so
//! that a simulation runs the same way twice.

use std::time::Duration;

use crate::seeded::Seeded;

/// The first wait.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait that the engine chooses by itself.
const LONGEST: Duration = Duration::from_secs(60);
/// The longest wait that the College may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(600);
/// Waits vary by this share up and down, so that a thousand desktops don't return at once.
const JITTER_PERCENT: u64 = 25;

/// Counts failures since the last success.
#[derive(Debug, Clone)]
pub(super) struct Backoff {
    failures: u32,
    seeded: Seeded,
}

impl Backoff {
    pub(super) fn new(seed: u64) -> Backoff {
        Backoff { failures: 0, seeded: Seeded::new(seed) }
    }

    /// Something worked.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// Something failed: how long to wait now.
    pub(super) fn next(&mut self, asked: Option<Duration>) -> Duration {
        let doubled = FIRST.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX));
        self.failures = self.failures.saturating_add(1);
        let wait = self.vary(doubled.min(LONGEST));
        wait.max(asked.unwrap_or_default().min(LONGEST_ASKED))
    }

    fn vary(&mut self, wait: Duration) -> Duration {
        let percent = 100 - JITTER_PERCENT + self.seeded.draw() % (2 * JITTER_PERCENT + 1);
        let micros = u64::try_from(wait.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(micros.saturating_mul(percent) / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_minute_and_never_end() {
        let mut backoff = Backoff::new(7);
        for seconds in [1_u64, 2, 4, 8, 16, 32, 60, 60, 60] {
            let wait = backoff.next(None);
            let (low, high) = (seconds * 750, seconds * 1250);
            assert!((low..=high).contains(&(wait.as_millis() as u64)), "{wait:?} is about {seconds} s");
        }
        for _ in 0..100 {
            assert!(backoff.next(None) <= Duration::from_secs(75), "no number of failures overflows");
        }
        backoff.reset();
        assert!(backoff.next(None) < Duration::from_secs(2), "a success starts anew");
    }

    #[test]
    fn the_college_may_ask_for_more_within_reason() {
        let mut backoff = Backoff::new(7);
        assert_eq!(backoff.next(Some(Duration::from_secs(30))), Duration::from_secs(30));
        assert_eq!(backoff.next(Some(Duration::from_secs(86_400))), LONGEST_ASKED);
    }

    #[test]
    fn the_same_seed_gives_the_same_waits() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (0..8).map(|_| backoff.next(None)).collect::<Vec<_>>()
        };
        assert_eq!(waits(1), waits(1));
        assert_ne!(waits(1), waits(2), "two computers don't return at the same moment");
    }
}

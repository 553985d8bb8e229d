//! The server's clock: the machine's time, or an instant given in `PORTAL_CLOCK` at which it started, running on; or one that
//! stands still until it is set.
//! Nothing else in this crate asks the machine for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use portal_forms::Micros;

/// The environment variable with the instant at which the process believes to start (RFC 3339).
pub const VARIABLE: &str = "PORTAL_CLOCK";

/// By how much a clock may be set back without anybody seeing it: as much as servers' clocks may differ (`rules::instant`).
const STANDS_STILL_MICROS: i64 = 2 * 60 * SECOND;

/// A running clock, shared by its clones.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Ahead of the machine's time, in microseconds; of the epoch, when it stands still.
    ahead: Arc<AtomicI64>,
    /// What it showed last.
    shown: Arc<AtomicI64>,
    runs: Runs,
}

/// What moves a clock on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Runs {
    /// It shows the machine's time.
    #[default]
    AsTheMachine,
    /// It was told when it starts.
    FromAnInstant,
    /// Nothing does.
    Not,
}

/// `PORTAL_CLOCK` is not an instant.
#[derive(Debug, thiserror::Error)]
#[error("{VARIABLE} is '{given}', which is not an instant like 2027-05-20T14:00:00Z: {why}")]
pub struct NotAnInstant {
    given: String,
    why: jiff::Error,
}

impl Clock {
    /// The clock that the environment asks for.
    ///
    /// # Errors
    /// [`NotAnInstant`] when `PORTAL_CLOCK` is set to something else.
    pub fn from_environment() -> Result<Self, NotAnInstant> {
        let Ok(given) = std::env::var(VARIABLE) else { return Ok(Self::default()) };
        match given.parse() {
            Ok(instant) => Ok(Self::starting_at(instant)),
            Err(why) => Err(NotAnInstant { given, why }),
        }
    }

    /// A clock that shows this instant now.
    pub fn starting_at(instant: Timestamp) -> Self {
        let clock = Self { runs: Runs::FromAnInstant, ..Self::default() };
        clock.advance(instant.as_microsecond() - Timestamp::now().as_microsecond());
        clock
    }

    /// A clock that shows this instant until it is set.
    pub fn standing_at(instant: Micros) -> Self {
        Self { ahead: Arc::new(AtomicI64::new(instant.0)), runs: Runs::Not, ..Self::default() }
    }

    /// Sets one that stands still.
    pub fn set(&self, instant: Micros) {
        if self.runs == Runs::Not {
            self.ahead.store(instant.0, Ordering::Relaxed);
        }
    }

    /// The instant now. A clock that is set right by a little stands still until it is as late as it was: what came later is never
    /// told an earlier time. One that is set back further was wrong, and is followed.
    pub fn now(&self) -> Micros {
        let ahead = self.ahead.load(Ordering::Relaxed);
        if self.runs == Runs::Not {
            return Micros(ahead);
        }
        let now = Timestamp::now().as_microsecond() + ahead;
        let kept =
            self.shown.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |shown| Some(later(shown, now)));
        Micros(later(kept.unwrap_or(now), now))
    }

    /// A clock that was told when it starts goes on from what was stamped last, as if it had never stood still: so a
    /// demonstration can be stopped and started again. The machine's time is what it is.
    pub fn go_on_from(&self, newest: Micros) {
        let behind = newest.0 - self.now().0;
        if self.runs == Runs::FromAnInstant && behind > 0 {
            self.advance(behind);
        }
    }

    /// Moves it on, for all its clones: how tests let a token run out or a deadline pass.
    pub fn advance(&self, micros: i64) {
        self.ahead.fetch_add(micros, Ordering::Relaxed);
    }
}

/// What is shown after this, when it is now.
fn later(shown: i64, now: i64) -> i64 {
    if (0..=STANDS_STILL_MICROS).contains(&shown.saturating_sub(now)) { shown } else { now }
}

/// Microseconds in a second.
pub(crate) const SECOND: i64 = 1_000_000;

/// An instant later than this one by whole seconds.
pub(crate) fn after(instant: Micros, seconds: i64) -> Micros {
    Micros(instant.0.saturating_add(seconds.saturating_mul(SECOND)))
}

/// As a calendar instant; one outside the calendar's range is taken as the epoch.
pub(crate) fn timestamp(instant: Micros) -> Timestamp {
    Timestamp::from_microsecond(instant.0).unwrap_or_default()
}

/// As a calendar instant without parts of a second, as signed claims have it.
pub(crate) fn to_the_second(instant: Micros) -> Timestamp {
    Timestamp::from_second(timestamp(instant).as_second()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_shows_less_than_before_unless_it_was_wrong_by_minutes() {
        for (shown, now, expected) in [
            (100, 100, 100),
            (100, 101, 101),
            (100, 99, 100),
            (STANDS_STILL_MICROS, 0, STANDS_STILL_MICROS),
            (STANDS_STILL_MICROS + 1, 0, 0),
            (0, i64::MAX, i64::MAX),
            (i64::MAX, 0, 0),
        ] {
            assert_eq!(later(shown, now), expected, "{now} after {shown}");
        }
        let clock = Clock::starting_at("2027-05-20T14:00:00Z".parse().unwrap());
        let first = clock.now();
        clock.advance(-60 * SECOND);
        assert_eq!(clock.now(), first, "it stands still");
        clock.advance(61 * SECOND);
        assert!(clock.now() > first, "and goes on");
        clock.advance(-3_600 * SECOND);
        assert!(clock.now() < first, "it was an hour ahead");
    }

    #[test]
    fn it_starts_where_it_is_told_and_runs_on() {
        let start: Timestamp = "2027-05-20T14:00:00Z".parse().unwrap();
        let clock = Clock::starting_at(start);
        let first = clock.now();
        assert!((first.0 - start.as_microsecond()).abs() < SECOND, "it shows the instant it was given");
        assert!(clock.now() >= first, "it never runs back by itself");
        let shared = clock.clone();
        shared.advance(60 * SECOND);
        assert!(clock.now() >= after(first, 60), "a clone moves the same clock: {shared:?}");
        clock.go_on_from(after(first, 30));
        assert!(clock.now() < after(first, 90), "it is further on already");
        clock.go_on_from(after(first, 600));
        assert!(clock.now() >= after(first, 600), "started anew, it goes on from there");
        let machine = Clock::default();
        machine.go_on_from(after(machine.now(), 600));
        assert!(
            machine.now().0 < Timestamp::now().as_microsecond() + SECOND,
            "the machine's time is what it is"
        );
    }
}

//! The time, from one place, so that it can be set: for trials of deadlines and for tests.

use jiff::{SignedDuration, Timestamp, civil::Time};
use portal_forms::Micros;

/// A clock that runs as fast as the computer's, perhaps from another beginning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    ahead: SignedDuration,
}

impl Clock {
    /// The computer's clock.
    pub fn system() -> Clock {
        Clock::default()
    }

    /// A clock that shows this instant now and goes on from there.
    pub fn starting_at(instant: Timestamp) -> Clock {
        Clock { ahead: instant.duration_since(Timestamp::now()) }
    }

    /// What the clock shows now.
    pub fn now(&self) -> Micros {
        let now = Timestamp::now();
        Micros(now.checked_add(self.ahead).unwrap_or(now).as_microsecond())
    }
}

/// An instant for `jiff`; one outside the calendar's range becomes 1970.
pub(crate) fn timestamp(instant: Micros) -> Timestamp {
    Timestamp::from_microsecond(instant.0).unwrap_or_default()
}

/// The time of day on this computer's own clock, `14:02`: for "saved at".
pub(crate) fn local_time(instant: Micros) -> String {
    let time: Time = timestamp(instant).to_zoned_datetime(jiff::tz::TimeZone::system()).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

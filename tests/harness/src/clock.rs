//! The time that a test chooses for application and server. It runs on from the moment it is set, so a program that
//! is started again later is told a later time and nobody's clock jumps back.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

use crate::{Failure, Outcome};

/// The environment variable that application and server read at their start.
const VARIABLE: &str = "PORTAL_CLOCK";

/// Thursday, 20 May 2027, 10:00 Eastern: the renewal is open, and its deadline near.
const DEMONSTRATION: &str = "2027-05-20T14:00:00Z";

/// A clock that was set to an instant and runs on.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    set_at: Instant,
    stood_at: Timestamp,
}

impl Clock {
    /// Sets a clock to an instant, in the form of RFC 3339.
    pub fn standing_at(instant: &str) -> Outcome<Self> {
        let stood_at = instant
            .parse()
            .map_err(|error| Failure::Unexpected(format!("{instant} is not an instant: {error}")))?;
        Ok(Self { set_at: Instant::now(), stood_at })
    }

    /// Sets a clock to the day of the demonstration.
    pub fn demonstration() -> Outcome<Self> {
        Self::standing_at(DEMONSTRATION)
    }

    /// What it shows now.
    pub fn now(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.set_at.elapsed()).unwrap_or(SignedDuration::MAX);
        self.stood_at.saturating_add(elapsed).unwrap_or(Timestamp::MAX)
    }

    /// The variable with the present reading, for a program that starts now.
    pub(crate) fn variable(&self) -> (&'static str, String) {
        (VARIABLE, self.now().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_started_later_is_never_told_an_earlier_time() -> Outcome {
        let clock = Clock::demonstration()?;
        let first = clock.now();
        assert!(first >= "2027-05-20T14:00:00Z".parse().expect("an instant"), "it starts where it was set");
        assert!(clock.now() > first, "and runs on");
        let told: Timestamp = clock.variable().1.parse().expect("programs can parse what they are told");
        assert!(told >= first, "a later start hears a later time");
        Ok(())
    }

    #[test]
    fn what_is_not_an_instant_is_refused_with_its_text() {
        let refused = Clock::standing_at("next Thursday").expect_err("no instant").to_string();
        assert!(refused.contains("next Thursday"), "the slip is shown: {refused}");
    }
}

//! The time, from one place: the College's, as far as it is known.
//!
//! Every reply of the College tells its time. From then on the time runs with a counter that nobody sets and that goes on while the
//! computer sleeps, so that a clock that is set while the application runs changes nothing. What the College's clock is ahead of this
//! computer's is kept: after a start without a connection it is added to the computer's clock, and the time is never
//! earlier than the College's last word.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use boot_time::Instant;
use jiff::{SignedDuration, Timestamp, civil::Time, tz::TimeZone};
use portal_forms::Micros;
use portal_texts::Texts;
use serde::{Deserialize, Serialize};

/// A smaller difference between the two clocks is nothing that a person need know.
const DIFFERENCE_TOLD_MICROS: i64 = 5 * 60 * 1_000_000;
/// A reply that took longer says too little about the time.
const ROUND_TRIP_MAX: Duration = Duration::from_secs(20);
/// What is known as well as this is not corrected: replies take their time to arrive.
const ACCURACY_MICROS: i64 = 1_000_000;

/// A clock that shows the College's time, or, before that is known, the computer's. Clones show the same.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The computer's clock is taken to be ahead by this, for trials and tests.
    ahead: SignedDuration,
    running: Instant,
    reckoning: Arc<Mutex<Reckoning>>,
}

/// What is known of the College's time between two starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollegeTime {
    /// The College's clock was ahead of this computer's by this.
    pub ahead_micros: i64,
    /// The College's time when it was last told.
    pub told: Micros,
}

/// The rules of it, without clocks: readings are given.
#[derive(Debug, Clone, Copy, Default)]
struct Reckoning {
    kept: CollegeTime,
    /// The College's time and, of the same moment, how long this process had run.
    anchor: Option<(Micros, Duration)>,
}

/// What the two clocks of this computer show at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// What it takes the time to be; anybody may set it.
    wall: Micros,
    /// How long this process has run, sleep included.
    running: Duration,
}

impl Default for Clock {
    fn default() -> Clock {
        Clock { ahead: SignedDuration::ZERO, running: Instant::now(), reckoning: Arc::default() }
    }
}

impl Clock {
    /// The computer's clock, until the College has told its time.
    pub fn system() -> Clock {
        Clock::default()
    }

    /// A computer whose clock shows this instant now.
    pub fn starting_at(instant: Timestamp) -> Clock {
        Clock { ahead: instant.duration_since(Timestamp::now()), ..Clock::default() }
    }

    /// The same computer's clock for another run of the application, which has heard nothing yet.
    #[must_use]
    pub fn restarted(&self) -> Clock {
        Clock { ahead: self.ahead, ..Clock::default() }
    }

    /// What time it is.
    pub fn now(&self) -> Micros {
        self.reckoning().now(self.read())
    }

    /// The difference between this computer's clock and the time in use, when it is worth telling: positive when the
    /// computer's is behind.
    pub(crate) fn difference(&self) -> Option<SignedDuration> {
        let reading = self.read();
        let behind = self.reckoning().now(reading).0 - reading.wall.0;
        (behind.abs() >= DIFFERENCE_TOLD_MICROS).then(|| SignedDuration::from_micros(behind))
    }

    /// For [`Clock::hear`], when a request goes out.
    pub(crate) fn read(&self) -> Reading {
        let now = Timestamp::now();
        let wall = Micros(now.checked_add(self.ahead).unwrap_or(now).as_microsecond());
        Reading { wall, running: self.running.elapsed() }
    }

    /// The College told its time in a reply to what was asked at this reading.
    pub(crate) fn hear(&self, told: Micros, asked: Reading) {
        let reading = self.read();
        self.with(|reckoning| reckoning.hear(told, asked, reading));
    }

    /// Goes on with what was known when the application ended.
    pub(crate) fn restore(&self, kept: CollegeTime) {
        self.with(|reckoning| {
            if reckoning.anchor.is_none() {
                reckoning.kept = kept;
            }
        });
    }

    /// What is to be kept, once the College has told its time.
    pub(crate) fn college_time(&self) -> Option<CollegeTime> {
        let Reckoning { kept, anchor } = self.reckoning();
        anchor.map(|_| kept)
    }

    fn reckoning(&self) -> Reckoning {
        *self.reckoning.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(&self, change: impl FnOnce(&mut Reckoning)) {
        change(&mut self.reckoning.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Reckoning {
    fn now(&self, reading: Reading) -> Micros {
        match self.anchor {
            Some((told, at)) => later(told, reading.running.saturating_sub(at)),
            None => {
                let reckoned = reading.wall.0.saturating_add(self.kept.ahead_micros);
                Micros(reckoned.max(self.kept.told.0))
            }
        }
    }

    fn hear(&mut self, told: Micros, asked: Reading, reading: Reading) {
        let round_trip = reading.running.saturating_sub(asked.running);
        if round_trip > ROUND_TRIP_MAX {
            return;
        }
        // On its way back for half of the time, as far as can be known.
        let told = later(told, round_trip / 2);
        let known = self.anchor.map(|_| self.now(reading)).filter(|known| {
            let uncertain = i64::try_from(round_trip.as_micros()).unwrap_or(i64::MAX);
            (known.0 - told.0).abs() <= ACCURACY_MICROS.saturating_add(uncertain)
        });
        let now = known.unwrap_or(told);
        if known.is_none() {
            self.anchor = Some((told, reading.running));
        }
        self.kept = CollegeTime { ahead_micros: now.0.saturating_sub(reading.wall.0), told: now };
    }
}

fn later(instant: Micros, by: Duration) -> Micros {
    Micros(instant.0.saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
}

/// An instant for `jiff`; one outside the calendar's range becomes 1970.
pub(crate) fn timestamp(instant: Micros) -> Timestamp {
    Timestamp::from_microsecond(instant.0).unwrap_or_default()
}

/// The time of day in this computer's time zone, `14:02`: for "saved at".
pub(crate) fn local_time(instant: Micros) -> String {
    let time: Time = timestamp(instant).to_zoned_datetime(TimeZone::system()).time();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `14:02` today, `20 May 2027, 14:02` on other days, by this computer's clock.
pub(crate) fn moment(texts: &Texts, instant: Micros, now: Micros) -> String {
    let day = |at: Micros| timestamp(at).to_zoned_datetime(TimeZone::system()).date();
    let clock = local_time(instant);
    if day(instant) == day(now) {
        return clock;
    }
    texts.format("format-instant", &[("date", texts.date(day(instant))), ("clock", clock)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60 * 1_000_000;
    const DAY: i64 = 24 * 60 * MINUTE;

    /// What the clocks show: minutes on the wall, minutes that the process has run.
    fn at(wall: i64, running: u64) -> Reading {
        Reading { wall: Micros(wall * MINUTE), running: Duration::from_secs(60 * running) }
    }

    fn minutes(reckoning: &Reckoning, reading: Reading) -> i64 {
        reckoning.now(reading).0 / MINUTE
    }

    #[test]
    fn before_the_college_spoke_the_computers_clock_is_all_there_is() {
        assert_eq!(minutes(&Reckoning::default(), at(500, 3)), 500);
    }

    #[test]
    fn the_college_tells_the_time_whatever_the_computer_shows_or_is_set_to() {
        let mut reckoning = Reckoning::default();
        reckoning.hear(Micros(10_000 * MINUTE), at(500, 3), at(500, 3));
        assert_eq!(minutes(&reckoning, at(507, 10)), 10_007, "it runs on");
        assert_eq!(minutes(&reckoning, at(90_000, 10)), 10_007, "somebody set the clock");
        assert_eq!(minutes(&reckoning, at(1, 10)), 10_007, "or set it back");
        assert_eq!(minutes(&reckoning, at(987, 490)), 10_487, "eight hours of sleep are over");
    }

    #[test]
    fn a_start_without_a_connection_goes_on_with_what_was_known() {
        let mut before = Reckoning::default();
        before.hear(Micros(2 * DAY), at(0, 0), at(0, 0));
        let kept: CollegeTime = serde_json::from_str(&serde_json::to_string(&before.kept).unwrap()).unwrap();
        let reckoning = Reckoning { kept, anchor: None };
        assert_eq!(reckoning.now(at(60, 0)), Micros(2 * DAY + 60 * MINUTE), "two days ahead of the computer");
        assert_eq!(reckoning.now(at(-9_000, 0)), Micros(2 * DAY), "never before the College's last word");
    }

    #[test]
    fn what_is_kept_is_written_the_same_in_every_version() {
        let kept = CollegeTime { ahead_micros: -5, told: Micros(7) };
        let json = r#"{"ahead_micros":-5,"told":7}"#;
        assert_eq!(serde_json::to_string(&kept).unwrap(), json);
        assert_eq!(serde_json::from_str::<CollegeTime>(json).unwrap(), kept);
    }

    #[test]
    fn half_of_the_round_trip_is_added_and_small_doubts_move_nothing() {
        let seconds = |wall: i64, running: u64| Reading {
            wall: Micros(wall * 1_000_000),
            running: Duration::from_secs(running),
        };
        let mut reckoning = Reckoning::default();
        reckoning.hear(Micros(1_000_000_000), seconds(0, 0), seconds(8, 8));
        assert_eq!(reckoning.now(seconds(8, 8)), Micros(1_004_000_000));
        reckoning.hear(Micros(1_008_500_000), seconds(10, 10), seconds(10, 10));
        assert_eq!(reckoning.now(seconds(10, 10)), Micros(1_008_500_000), "a quick reply knows better");
        reckoning.hear(Micros(1_008_900_000), seconds(10, 10), seconds(10, 10));
        assert_eq!(reckoning.now(seconds(10, 10)), Micros(1_008_500_000), "and no clock trembles");
        reckoning.hear(Micros(5_000_000_000), seconds(11, 11), seconds(40, 40));
        assert_eq!(reckoning.now(seconds(40, 40)), Micros(1_038_500_000), "half a minute late is no time");
    }

    #[test]
    fn a_difference_of_five_minutes_is_told_and_less_is_not() {
        for (wall, told) in [("10:10:00", false), ("10:06:00", false), ("10:04:00", true), ("10:16:00", true)]
        {
            let clock = Clock::starting_at(format!("2027-05-20T{wall}Z").parse().unwrap());
            let college: Timestamp = "2027-05-20T10:10:00Z".parse().unwrap();
            clock.hear(Micros(college.as_microsecond()), clock.read());
            assert_eq!(clock.difference().is_some(), told, "{wall}");
            let now = timestamp(clock.now()).duration_since(college);
            assert!(now.as_secs() < 60, "whatever the computer shows: {now}");
        }
    }
}

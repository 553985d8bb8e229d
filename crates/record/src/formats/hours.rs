//! Hours of a location.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::rejection::Reason;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say all")]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Open on a day of the week from one time to another, local to the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenHours {
    /// The day.
    pub day: Weekday,
    /// The time of opening.
    pub from: Time,
    /// Until, the same day.
    pub to: Time,
}

/// The hours in the order of the week.
///
/// # Errors
/// The first row (as it was given) that is wrong: [`Reason::NotAMinute`], [`Reason::ClosesBeforeOpening`], [`Reason::Overlap`]
/// with an earlier one.
pub fn hours(given: &[OpenHours]) -> Result<Vec<OpenHours>, (usize, Reason)> {
    for (row, span) in given.iter().enumerate() {
        let is_minute = |time: Time| time.second() == 0 && time.subsec_nanosecond() == 0;
        if !is_minute(span.from) || !is_minute(span.to) {
            return Err((row, Reason::NotAMinute));
        }
        if span.from >= span.to {
            return Err((row, Reason::ClosesBeforeOpening));
        }
        let meets = |other: &OpenHours| other.day == span.day && other.from < span.to && span.from < other.to;
        if given[..row].iter().any(meets) {
            return Err((row, Reason::Overlap));
        }
    }
    let mut week = given.to_vec();
    week.sort_unstable();
    Ok(week)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(day: Weekday, from: &str, to: &str) -> OpenHours {
        OpenHours { day, from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn hours_are_put_in_the_order_of_the_week() {
        let (late, early) =
            (open(Weekday::Friday, "13:00", "17:00"), open(Weekday::Friday, "09:00", "13:00"));
        let monday = open(Weekday::Monday, "09:00", "17:00");
        assert_eq!(
            hours(&[late, monday, early]),
            Ok(vec![monday, early, late]),
            "closing and opening may meet"
        );
        assert_eq!(hours(&[]), Ok(Vec::new()));
    }

    #[test]
    fn hours_that_cannot_be_are_refused_at_their_row() {
        let good = open(Weekday::Monday, "09:00", "17:00");
        for (wrong, reason) in [
            (open(Weekday::Monday, "16:59", "18:00"), Reason::Overlap),
            (open(Weekday::Monday, "08:00", "18:00"), Reason::Overlap),
            (good, Reason::Overlap),
            (open(Weekday::Tuesday, "17:00", "09:00"), Reason::ClosesBeforeOpening),
            (open(Weekday::Tuesday, "09:00", "09:00"), Reason::ClosesBeforeOpening),
            (open(Weekday::Tuesday, "09:00:30", "17:00"), Reason::NotAMinute),
            (open(Weekday::Tuesday, "09:00", "17:00:00.5"), Reason::NotAMinute),
        ] {
            assert_eq!(hours(&[good, wrong]), Err((1, reason)), "{wrong:?}");
        }
    }
}

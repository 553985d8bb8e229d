//! Dates and times as FHIR writes them: partial dates, no time zone on dates, written form kept.
//!
//! Values of different precision compare only as far as both are given; where that does not decide, the
//! comparison has no answer (`None`), and a condition built on it is false.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not a date, time or instant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not a {kind}")]
pub struct NotADate {
    kind: &'static str,
    text: String,
}

/// A calendar date of the year (`2027`), the month (`2027-01`) or the day (`2027-01-31`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A full date; nothing when there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let known = (1..=9999).contains(&year) && (1..=12).contains(&month);
        (known && (1..=days_in_month(year, month)).contains(&day)).then_some(Date { year, month, day })
    }

    /// The first day there is.
    pub(crate) fn least() -> Date {
        Date { year: 1, month: 1, day: 1 }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, when given.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, when given.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Compares as far as both are given; `None` where that does not decide.
    pub fn compare(self, other: Date) -> Option<Ordering> {
        let (ours, theirs) = ((self.year, self.month, self.day), (other.year, other.month, other.day));
        let by_year = ours.0.cmp(&theirs.0);
        if by_year.is_ne() {
            return Some(by_year);
        }
        match parts(ours.1, theirs.1)? {
            Ordering::Equal if ours.1 == 0 => Some(Ordering::Equal),
            Ordering::Equal => parts(ours.2, theirs.2),
            decided => Some(decided),
        }
    }

    /// The day this many years later, as exactly as this one is given; at the end of February where there is no such day.
    /// Nothing outside the years that there are.
    pub(crate) fn years_later(self, years: i64) -> Option<Date> {
        let year = u16::try_from(i64::from(self.year).checked_add(years)?)
            .ok()
            .filter(|y| (1..=9999).contains(y))?;
        Some(Date { year, day: self.day.min(days_in_month(year, self.month)), ..self })
    }

    /// Days since 1970-01-01 of a full date (a missing month or day counts as the first).
    pub(crate) fn day_number(self) -> i64 {
        let (month, day) = (i64::from(self.month.max(1)), i64::from(self.day.max(1)));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }
}

/// Two parts of a date, of which zero stands for "not given".
fn parts(ours: u8, theirs: u8) -> Option<Ordering> {
    match (ours, theirs) {
        (0, 0) => Some(Ordering::Equal),
        (0, _) | (_, 0) => None,
        _ => Some(ours.cmp(&theirs)),
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        read_date(text).ok_or_else(|| NotADate { kind: "date", text: text.to_owned() })
    }
}

fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|month| digits(month, 2)).transpose_some()?;
    let day = parts.next().map(|day| digits(day, 2)).transpose_some()?;
    if parts.next().is_some() {
        return None;
    }
    let year = u16::try_from(year).ok()?;
    let narrow = |part: Option<u32>| part.map_or(Some(0), |part| u8::try_from(part).ok().filter(|p| *p > 0));
    let (month, day) = (narrow(month)?, narrow(day)?);
    Date::new(year, month.max(1), day.max(1))?;
    Some(Date { year, month, day })
}

/// `Option<Option<T>>`: not given stays `Some(None)`, badly given becomes `None`.
trait TransposeSome<T> {
    fn transpose_some(self) -> Option<Option<T>>;
}

impl<T> TransposeSome<T> for Option<Option<T>> {
    fn transpose_some(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(given) => Some(given),
        }
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// A time of day, `hh:mm:ss` with an optional fraction, as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Time {
    written: Box<str>,
    nanos: u64,
}

impl Time {
    /// Nanoseconds since midnight.
    pub(crate) fn nanos(&self) -> u64 {
        self.nanos
    }

    /// Compares times of day.
    pub fn compare(&self, other: &Time) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}

impl FromStr for Time {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let nanos = read_time(text).ok_or_else(|| NotADate { kind: "time", text: text.to_owned() })?;
        Ok(Time { written: text.into(), nanos })
    }
}

/// Nanoseconds since midnight. A leap second (`:60`) is allowed, as in FHIR.
fn read_time(text: &str) -> Option<u64> {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let mut next = |limit: u32| digits(parts.next()?, 2).filter(|part| *part < limit).map(u64::from);
    let (hour, minute, second) = (next(24)?, next(60)?, next(61)?);
    if parts.next().is_some() {
        return None;
    }
    let nanos = match fraction {
        None => 0,
        Some(fraction) => {
            let count = u32::try_from(fraction.len()).ok().filter(|count| (1..=9).contains(count))?;
            u64::from(digits(fraction, fraction.len())?) * 10_u64.pow(9 - count)
        }
    };
    Some((hour * 3600 + minute * 60 + second) * 1_000_000_000 + nanos)
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A date, partial date, or an instant with its offset, as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateTime {
    written: Box<str>,
    date: Date,
    /// Nanoseconds since midnight and the offset from UTC in minutes.
    clock: Option<(u64, i64)>,
}

impl DateTime {
    /// The calendar date, in the offset it was written with.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Instants compare as instants; where one side is only a date, the dates as written are compared.
    pub fn compare(&self, other: &DateTime) -> Option<Ordering> {
        match (self.clock, other.clock) {
            (Some(_), Some(_)) => Some(self.instant().cmp(&other.instant())),
            (None, None) => self.date.compare(other.date),
            _ => self.date.compare(other.date).filter(|order| order.is_ne()),
        }
    }

    /// Nanoseconds since 1970, where it is more than a date.
    pub(crate) fn instant(&self) -> Option<i128> {
        let (nanos, offset_minutes) = self.clock?;
        let seconds = i128::from(self.date.day_number() * 86_400 - offset_minutes * 60);
        Some(seconds * 1_000_000_000 + i128::from(nanos))
    }
}

impl FromStr for DateTime {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate { kind: "dateTime", text: text.to_owned() };
        let (date, clock) = match text.split_once('T') {
            None => (text, None),
            Some((date, clock)) => (date, Some(read_clock(clock).ok_or_else(wrong)?)),
        };
        let date = read_date(date).filter(|d| clock.is_none() || d.day > 0).ok_or_else(wrong)?;
        Ok(DateTime { written: text.into(), date, clock })
    }
}

/// `hh:mm:ss(.fff)?(Z|±hh:mm)`
fn read_clock(text: &str) -> Option<(u64, i64)> {
    if let Some(time) = text.strip_suffix('Z') {
        return Some((read_time(time)?, 0));
    }
    let at = text.rfind(['+', '-'])?;
    let (time, offset) = (text.get(..at)?, text.get(at..)?);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let hours = digits(hours, 2).filter(|h| *h <= 14)?;
    let minutes = digits(minutes, 2).filter(|m| *m < 60)?;
    Some((read_time(time)?, sign * i64::from(hours * 60 + minutes)))
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl From<Date> for DateTime {
    fn from(date: Date) -> Self {
        DateTime { written: date.to_string().into(), date, clock: None }
    }
}

macro_rules! as_text {
    ($($kind:ty),*) => {$(
        impl TryFrom<String> for $kind {
            type Error = NotADate;
            fn try_from(text: String) -> Result<Self, NotADate> {
                text.parse()
            }
        }
        impl From<$kind> for String {
            fn from(value: $kind) -> String {
                value.to_string()
            }
        }
    )*};
}

as_text!(Date, Time, DateTime);

#[cfg(test)]
mod tests {
    use super::*;
    use Ordering::{Equal, Greater, Less};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn dates_of_different_precision_compare_as_far_as_both_are_given() {
        let cases = [
            ("2027-01-31", "2027-02-01", Some(Less)),
            ("2027", "2026-12-31", Some(Greater)),
            ("2027", "2027-05", None),
            ("2027-05", "2027-05-01", None),
            ("2027-05", "2027-06-01", Some(Less)),
            ("2027-05", "2027-05", Some(Equal)),
            ("2027", "2027", Some(Equal)),
        ];
        for (a, b, expected) in cases {
            assert_eq!(date(a).compare(date(b)), expected, "{a} against {b}");
            assert_eq!(date(b).compare(date(a)), expected.map(Ordering::reverse), "{b} against {a}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in
            ["2027-02-29", "2027-13", "2027-00-01", "0000", "27-01-01", "2027-1-1", "2027-01-01-01", ""]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!(date("2028-02-29").to_string(), "2028-02-29");
        assert_eq!(date("1970-01-01").day_number(), 0);
        assert_eq!(date("2000-03-01").day_number(), 11_017);
    }

    #[test]
    fn instants_compare_across_offsets_and_stay_as_written() {
        let at = |text: &str| text.parse::<DateTime>().unwrap();
        let eastern = at("2027-06-01T17:00:00-04:00");
        assert_eq!(eastern.compare(&at("2027-06-01T21:00:00Z")), Some(Equal));
        assert_eq!(eastern.compare(&at("2027-06-01T21:00:00.001Z")), Some(Less));
        assert_eq!(
            eastern.compare(&at("2027-06-01")),
            None,
            "a day is neither before nor after its own hours"
        );
        assert_eq!(eastern.compare(&at("2027-05")), Some(Greater));
        assert_eq!(eastern.to_string(), "2027-06-01T17:00:00-04:00");
        for text in ["2027-06-01T17:00", "2027-06-01T17:00:00", "2027-06T17:00:00Z", "2027-06-01T24:00:00Z"] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        let at = |text: &str| text.parse::<Time>().unwrap();
        assert_eq!(at("09:30:00").compare(&at("09:30:00.5")), Less);
        assert_eq!(at("09:30:00.50").to_string(), "09:30:00.50");
        assert!("9:30:00".parse::<Time>().is_err());
        assert!("25:00:00".parse::<Time>().is_err());
    }
}

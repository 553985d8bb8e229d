//! Dates and times as people type them: `2027-05-20`, `20 May 2027`, `9:30`, `9:30 p.m.`. Instants without an offset are
//! Eastern, as everywhere at the College.

use jiff::civil;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use portal_forms::{Date, DateTime, Time};

const EASTERN: &str = "America/Toronto";
/// With the month in words, day before month and month before day.
const WORDED: [&str; 8] =
    ["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y", "%d %b, %Y"];

/// Years have four digits.
const YEAR_MIN: i16 = 1000;

/// A date; also only a month or a year.
pub(crate) fn date(text: &str) -> Option<Date> {
    numeric_date(text).or_else(|| worded_date(text))
}

/// An instant with its offset, or a date alone.
pub(super) fn date_time(text: &str) -> Option<DateTime> {
    if let Ok(exact) = text.parse() {
        return Some(exact);
    }
    let Some((day, clock)) = text.split_once(['T', ' ']) else { return Some(date(text)?.into()) };
    let (day, clock) = (date(day)?, time(clock)?);
    let local: civil::DateTime = format!("{day}T{clock}").parse().ok()?;
    let zoned = local.to_zoned_datetime(TimeZone::get(EASTERN).ok()?).ok()?;
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().parse().ok()
}

/// A time of day.
pub(crate) fn time(text: &str) -> Option<Time> {
    let lower = text.trim().to_lowercase().replace(['.', ' ', '\u{a0}'], "");
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (lower.as_str(), None),
    };
    let mut parts = clock.split(':').map(|part| part.parse::<u8>().ok().filter(|_| part.len() <= 2));
    let (hour, minute) = (parts.next()??, parts.next().unwrap_or(half.map(|_| 0))?);
    let second = parts.next().unwrap_or(Some(0))?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
    };
    if parts.next().is_some() {
        return None;
    }
    format!("{hour:02}:{minute:02}:{second:02}").parse().ok()
}

/// `09:30` for `09:30:00`.
pub(super) fn without_zero_seconds(time: &str) -> String {
    time.strip_suffix(":00").filter(|rest| rest.len() == 5).unwrap_or(time).to_owned()
}

/// An instant as the field shows it: Eastern, without its offset. What has no clock stays as it is.
pub(super) fn local(instant: &str) -> String {
    let zone = TimeZone::get(EASTERN).ok();
    let shown = instant
        .parse::<jiff::Timestamp>()
        .ok()
        .zip(zone)
        .map(|(instant, zone)| instant.to_zoned_datetime(zone).strftime("%Y-%m-%dT%H:%M").to_string());
    shown.unwrap_or_else(|| instant.to_owned())
}

/// Year first, as the College writes dates: `2027-05-20`, `2027/5/20`, `2027-05`, `2027`.
fn numeric_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let digits = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    let (year, rest) = parts.split_first()?;
    if year.len() != 4 || !digits(year, 4) || rest.len() > 2 || !rest.iter().all(|part| digits(part, 2)) {
        return None;
    }
    let padded = rest.iter().fold((*year).to_owned(), |date, part| format!("{date}-{part:0>2}"));
    padded.parse().ok()
}

fn worded_date(text: &str) -> Option<Date> {
    let plain = text.replace('.', "");
    let read = |format: &&str| strtime::parse(format, &plain).ok()?.to_date().ok();
    // A month with a year is no day, though "June 2027" could be read as 20 June 27.
    let day = WORDED.iter().filter_map(read).find(|day| day.year() >= YEAR_MIN)?;
    Date::new(u16::try_from(day.year()).ok()?, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_type_them() {
        let cases = [
            ("2027-05-20", Some("2027-05-20")),
            ("2027/5/2", Some("2027-05-02")),
            ("20 May 2027", Some("2027-05-20")),
            ("2 Jul 2026", Some("2026-07-02")),
            ("May 20, 2027", Some("2027-05-20")),
            ("Sep. 3, 2026", Some("2026-09-03")),
            ("september 3 2026", Some("2026-09-03")),
            ("2027-05", Some("2027-05")),
            ("2027", Some("2027")),
            ("2027-02-29", None),
            ("June 2027", None),
            ("20 May 27", None),
            ("05/06/2027", None),
            ("27-05-20", None),
            ("yesterday", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(date(typed).map(|date| date.to_string()).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn times_as_people_type_them() {
        let cases = [
            ("9:30", Some("09:30:00")),
            ("09:30:15", Some("09:30:15")),
            ("9:30 p.m.", Some("21:30:00")),
            ("12:05 AM", Some("00:05:00")),
            ("12 pm", Some("12:00:00")),
            ("5pm", Some("17:00:00")),
            ("13 pm", None),
            ("24:00", None),
            ("9", None),
            ("9:5:0:1", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(time(typed).map(|time| time.to_string()).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn instants_without_an_offset_are_eastern_and_shown_so() {
        let cases = [
            ("2027-05-20T17:00", "2027-05-20T17:00:00-04:00"),
            ("2027-01-20 9:30 am", "2027-01-20T09:30:00-05:00"),
            ("2027-05-20T21:00:00Z", "2027-05-20T21:00:00Z"),
            ("2027-05-20", "2027-05-20"),
        ];
        for (typed, expected) in cases {
            assert_eq!(date_time(typed).map(|at| at.to_string()).as_deref(), Some(expected), "{typed:?}");
        }
        assert_eq!(local("2027-05-20T21:00:00Z"), "2027-05-20T17:00", "the field shows Toronto's clock");
        assert_eq!(local("2027-05-20"), "2027-05-20");
    }
}

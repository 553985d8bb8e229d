//! The days on which the College works, and when something counted in them is due.
//!
//! A business day ends when the office closes. What arrives at or after that, or on another day, belongs to the next business day: day 0.
//! Day n is the n-th business day after it, and what is due then is due when the office closes. A clock that is stopped while the office
//! closes does not count that day.

use std::collections::BTreeMap;

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};
use portal_forms::Micros;
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    code::Code,
    eastern::{at_eastern, eastern_day},
};

/// What a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Days on which the College works.
    BusinessDays,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
}

/// When the College works.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessDays {
    /// When the office closes, Eastern.
    closes: Time,
    holidays: Vec<Holiday>,
    /// Days on which the office is closed besides.
    closures: Vec<Closure>,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Holiday {
    code: Code,
    on: Rule,
    /// Whether it is kept on the next day of work when it falls on a weekend.
    #[serde(default)]
    is_moved_from_weekend: bool,
    #[serde(default = "yes")]
    is_kept: bool,
}

fn yes() -> bool {
    true
}

/// On which day of a year a holiday falls.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    Nth {
        nth: i8,
        #[serde(deserialize_with = "weekday")]
        weekday: Weekday,
        month: i8,
    },
    /// The last such weekday before a day.
    Before {
        #[serde(deserialize_with = "weekday")]
        weekday: Weekday,
        month: i8,
        day: i8,
    },
    /// Days from Easter Sunday.
    Easter {
        days: i8,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closure {
    day: Date,
    code: Code,
}

/// A time in which a clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// From when.
    pub from: Micros,
    /// Until when; it still does when none.
    pub until: Option<Micros>,
}

impl Stopped {
    /// Whether the clock stands still as the office closes. What happens just then belongs to the next day.
    fn spans(&self, close: Micros) -> bool {
        self.from < close && self.until.is_none_or(|until| close <= until)
    }
}

impl BusinessDays {
    /// Whether the College works on this day.
    pub fn is_business_day(&self, day: Date) -> bool {
        !is_weekend(day) && self.holiday_on(day).is_none()
    }

    /// Why the office is closed on this day, weekends aside. Its name is `holiday-<code>`.
    pub fn holiday_on(&self, day: Date) -> Option<Code> {
        let closure = self.closures.iter().find(|closure| closure.day == day);
        closure.map(|closure| closure.code.clone()).or_else(|| self.holidays_of(day.year()).remove(&day))
    }

    /// The business day to which something that arrives then belongs: day 0.
    pub fn day_of(&self, received_at: Micros) -> Option<Date> {
        self.closes_after(received_at).find(|(day, _)| self.is_business_day(*day)).map(|(day, _)| day)
    }

    /// When an answer is promised in so many of a unit, from the instant at which its clock starts: none while it stands still.
    pub fn promised(&self, n: u16, unit: Unit, starts_at: Micros, stopped: &[Stopped]) -> Option<Micros> {
        let days = match unit {
            Unit::BusinessDays => return self.due(starts_at, n, stopped),
            Unit::Days => n,
            Unit::Weeks => n.saturating_mul(7),
        };
        let first = self.day_of(starts_at)?;
        let days_on = self.closes_after(starts_at).skip_while(|(day, _)| *day < first);
        let (last, _) = counted(days_on, stopped).nth(usize::from(days))?;
        let mut from_there = self.closes_after(starts_at).skip_while(|(day, _)| *day < last);
        from_there.find(|(day, _)| self.is_business_day(*day)).map(|(_, close)| close)
    }

    /// When something that arrived then is due in so many business days: none while the clock stands still.
    pub fn due(&self, received_at: Micros, days: u16, stopped: &[Stopped]) -> Option<Micros> {
        let days_on = self.closes_after(received_at).filter(|(day, _)| self.is_business_day(*day));
        counted(days_on, stopped).nth(usize::from(days)).map(|(_, close)| close)
    }

    /// Every day that ends after an instant, and when it does.
    fn closes_after(&self, instant: Micros) -> impl Iterator<Item = (Date, Micros)> + Clone {
        let days = eastern_day(instant).series(1.day());
        let ends = days.filter_map(|day| Some((day, at_eastern(day, self.closes)?)));
        ends.skip_while(move |(_, close)| *close <= instant)
    }

    /// The holidays of a year, each also on the day on which it is kept instead.
    fn holidays_of(&self, year: i16) -> BTreeMap<Date, Code> {
        let kept = self.holidays.iter().filter(|holiday| holiday.is_kept);
        let dated = kept.filter_map(|holiday| Some((holiday.on.in_year(year)?, holiday)));
        let mut days: BTreeMap<Date, Code> =
            dated.clone().map(|(day, holiday)| (day, holiday.code.clone())).collect();
        for (day, holiday) in dated.filter(|(day, holiday)| holiday.is_moved_from_weekend && is_weekend(*day))
        {
            let is_free = |day: &Date| !is_weekend(*day) && !days.contains_key(day);
            if let Some(instead) = day.series(1.day()).find(is_free) {
                days.insert(instead, holiday.code.clone());
            }
        }
        days
    }
}

/// The days that count: those on which the clock runs as the office closes, up to where it was stopped for good.
fn counted(
    days: impl Iterator<Item = (Date, Micros)>,
    stopped: &[Stopped],
) -> impl Iterator<Item = (Date, Micros)> {
    let halted = stopped.iter().filter(|span| span.until.is_none()).map(|span| span.from).min();
    days.take_while(move |(_, close)| halted.is_none_or(|from| *close <= from))
        .filter(|(_, close)| !stopped.iter().any(|span| span.spans(*close)))
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

impl Rule {
    fn in_year(&self, year: i16) -> Option<Date> {
        match *self {
            Rule::Fixed { month, day } => Date::new(year, month, day).ok(),
            Rule::Nth { nth, weekday, month } => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Rule::Before { weekday, month, day } => {
                Date::new(year, month, day).ok()?.nth_weekday(-1, weekday).ok()
            }
            Rule::Easter { days } => easter_sunday(year)?.checked_add(i64::from(days).days()).ok(),
        }
    }
}

/// Easter Sunday in the Gregorian calendar, by Oudin's rule.
fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century) = (y % 19, y / 100);
    let correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = correction - (correction / 28) * (1 - (29 / (correction + 1)) * ((21 - golden) / 11));
    let weekday = (y + y / 4 + moon + 2 - century + century / 4) % 7;
    let from_march = moon - weekday + 28;
    let (month, day) = if from_march > 31 { (4, from_march - 31) } else { (3, from_march) };
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

fn weekday<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
    let days = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let name = String::deserialize(deserializer)?;
    let found = days.iter().find(|(known, _)| *known == name).map(|(_, day)| *day);
    found.ok_or_else(|| D::Error::custom(format!("'{name}' is not a day of the week")))
}

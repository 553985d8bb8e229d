//! What a text is filled with when it is shown: told as it is, so that whoever has the text says it in words of their own.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use portal_forms::Micros;
use portal_texts::Texts;
use serde::{Deserialize, Serialize};

use crate::eastern_day;

/// Parameters by the names that a text has for them.
pub type Parameters = BTreeMap<String, Parameter>;

/// What a text is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Parameter {
    /// Words as they are: a name, a number.
    Words(String),
    /// A day.
    Day(Date),
    /// An instant, to the minute of the College's day.
    Instant(Micros),
    /// Texts by their ids, one after another.
    Texts(Vec<String>),
}

impl Parameter {
    fn shown(&self, texts: &Texts) -> String {
        match self {
            Parameter::Words(words) => words.clone(),
            Parameter::Day(day) => texts.date(*day),
            Parameter::Instant(instant) => day_and_clock(texts, *instant),
            Parameter::Texts(ids) => ids.iter().map(|id| texts.get(id)).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// A text, filled.
pub fn filled(texts: &Texts, id: &str, with: &Parameters) -> String {
    let with: Vec<(&str, String)> =
        with.iter().map(|(name, parameter)| (name.as_str(), parameter.shown(texts))).collect();
    texts.format(id, &with)
}

/// `Tuesday 1 Jun 2027, 5:00 p.m. EDT`.
pub(crate) fn day_and_clock(texts: &Texts, instant: Micros) -> String {
    let day = texts.date_with_weekday(eastern_day(instant));
    let clock = texts.clock_eastern(Timestamp::from_microsecond(instant.0).unwrap_or_default());
    texts.format("format-instant", &[("date", day), ("clock", clock)])
}

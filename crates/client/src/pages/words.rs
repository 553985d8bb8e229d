//! Answers and instants in words.

use jiff::tz::TimeZone;
use portal_forms::{Item, Kind, Micros, Quantity, Value};
use portal_texts::Texts;

use crate::clock::{local_time, timestamp};
use crate::drafts::entry;

/// The language of the window. French follows when its texts are there.
pub(crate) const LANGUAGE: &str = "en-CA";

/// Each value of an answer as a person reads it.
pub(crate) fn answer(item: &Item, values: &[Value]) -> Vec<String> {
    values.iter().map(|value| self::value(item, value)).collect()
}

/// One value as a person reads it.
pub(crate) fn value(item: &Item, value: &Value) -> String {
    let texts = Texts::english();
    let options = item.options.as_ref().map(|options| &*options.list).unwrap_or_default();
    if let Some(option) = options.iter().find(|option| entry::same(&option.value, value)) {
        return option.text.in_language(LANGUAGE).to_owned();
    }
    match value {
        Value::Boolean(true) => texts.get("answer-yes"),
        Value::Boolean(false) => texts.get("answer-no"),
        Value::Date(date) => day(&date.to_string()),
        Value::Time(_) | Value::DateTime(_) => match entry::show(item, value) {
            portal_wire::window::Entry::Text { text } => text.replace('T', " "),
            portal_wire::window::Entry::Option { key } => key,
        },
        Value::Coding(coding) => coding.display.clone().unwrap_or_else(|| coding.code.clone()),
        Value::Quantity(Quantity { value: Some(number), unit: Some(unit), .. }) => format!("{number} {unit}"),
        other => entry::plain(other),
    }
}

/// A whole date in the College's writing; a month or a year stays as it is.
fn day(date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |date| Texts::english().date(date))
}

/// The words of an item, with its number.
pub(crate) fn label(item: &Item) -> String {
    match &item.prefix {
        Some(prefix) => format!("{prefix} {}", item.text(LANGUAGE)),
        None => item.text(LANGUAGE).to_owned(),
    }
}

/// The help of an item: its help texts, each a paragraph.
pub(crate) fn help(item: &Item) -> Option<String> {
    let paragraphs: Vec<&str> = item.help.iter().map(|text| text.in_language(LANGUAGE)).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// What the button that adds an instance says, and how instances are numbered.
pub(crate) fn instance(item: &Item, number: usize) -> String {
    let name = item.text(LANGUAGE).trim_end_matches(['.', ':']).to_owned();
    Texts::english().format("survey-instance", &[("name", name), ("number", number.to_string())])
}

/// Whether a boolean is asked as yes or no.
pub(crate) fn is_yes_or_no(item: &Item) -> bool {
    item.kind == Kind::Boolean && item.options.is_none()
}

/// `14:02` today, `20 May 2027, 14:02` on other days, by this computer's clock.
pub(crate) fn moment(instant: Micros, now: Micros) -> String {
    let day = |at: Micros| timestamp(at).to_zoned_datetime(TimeZone::system()).date();
    let clock = local_time(instant);
    if day(instant) == day(now) {
        return clock;
    }
    Texts::english()
        .format("format-instant", &[("date", Texts::english().date(day(instant))), ("clock", clock)])
}

//! Answers of a form in words.

use jiff::{Timestamp, tz::TimeZone};
use portal_forms::{Decimal, Item, Quantity, Value};
use portal_texts::Texts;

/// Each value of an answer as a person reads it, in the language of the texts where the form has it.
pub fn answer(texts: &Texts, item: &Item, values: &[Value]) -> Vec<String> {
    values.iter().map(|it| option(texts, item, it).unwrap_or_else(|| value(texts, it))).collect()
}

/// A value as a person reads it, without the words that its question has for it.
pub fn value(texts: &Texts, value: &Value) -> String {
    match value {
        Value::Boolean(true) => texts.get("answer-yes"),
        Value::Boolean(false) => texts.get("answer-no"),
        Value::Date(date) => day(texts, &date.to_string()),
        Value::Time(time) => without_zero_seconds(&time.to_string()).to_owned(),
        Value::DateTime(instant) => local(&instant.to_string()),
        Value::Coding(coding) => coding.display.clone().unwrap_or_else(|| coding.code.clone()),
        Value::Quantity(Quantity { value: Some(number), unit: Some(unit), .. }) => format!("{number} {unit}"),
        other => plain(other),
    }
}

/// The words of the option that was chosen.
fn option(texts: &Texts, item: &Item, value: &Value) -> Option<String> {
    let mut options = item.options.iter().flat_map(|options| &*options.list);
    let chosen = options.find(|option| is_same_option(&option.value, value))?;
    Some(chosen.text.in_language(texts.language().tag()).to_owned())
}

/// The same option: codes are compared, not the words for them; where there is no code, the words are.
pub fn is_same_option(option: &Value, value: &Value) -> bool {
    match (option, value) {
        (Value::Coding(one), Value::Coding(other)) => one.is_same_concept(other),
        _ => option == value,
    }
}

/// A value as plain text, without words around it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Boolean(is) => is.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(instant) => instant.to_string(),
        Value::Time(time) => time.to_string(),
        Value::String(text) | Value::Url(text) => text.clone(),
        Value::Coding(coding) => coding.code.clone(),
        Value::Attachment(file) => file.title.clone().or_else(|| file.url.clone()).unwrap_or_default(),
        Value::Quantity(quantity) => quantity.value.as_ref().map(Decimal::to_string).unwrap_or_default(),
        Value::Reference(reference) => {
            reference.display.clone().or_else(|| reference.reference.clone()).unwrap_or_default()
        }
    }
}

/// How the instances of a repeating item are numbered: "Charge 2".
pub fn repeat(texts: &Texts, item: &Item, number: usize) -> String {
    let name = item.text(texts.language().tag()).trim_end_matches(['.', ':']).to_owned();
    texts.format("survey-instance", &[("name", name), ("number", number.to_string())])
}

/// A whole date in the College's writing; a month or a year stays as it is.
fn day(texts: &Texts, date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |date| texts.date(date))
}

/// `09:30` for `09:30:00`.
fn without_zero_seconds(time: &str) -> &str {
    time.strip_suffix(":00").filter(|rest| rest.len() == 5).unwrap_or(time)
}

/// An instant in Toronto, without its offset. What has no clock stays as it is.
fn local(instant: &str) -> String {
    let zone = TimeZone::get("America/Toronto").ok();
    let zoned = instant.parse::<Timestamp>().ok().zip(zone);
    let shown =
        zoned.map(|(instant, zone)| instant.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M").to_string());
    shown.unwrap_or_else(|| instant.to_owned())
}

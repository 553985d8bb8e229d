//! What was typed or chosen, as a value of the question's type, and back.
//!
//! Text that cannot be read as the type is kept as text: nothing is lost, and the engine says what is wrong with it.

use portal_forms::{Answer, Coding, Item, Kind, Quantity, Value, typed};
use portal_record::words::{is_same_option, plain};

use super::{numbers, times};

/// One value as the person entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// A chosen option.
    Option {
        /// Its [`key()`].
        key: String,
    },
    /// Typed text.
    Text {
        /// As typed.
        text: String,
    },
}

/// Keys of the two options of a yes-or-no question.
pub const YES: &str = "true";
/// See [`YES`].
pub const NO: &str = "false";

/// Most characters of one text of an answer, whatever the form allows. The interface holds the same (`ui/src/kit/limit.ts`).
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Most characters of all the texts of one answer: with the longest way of writing them, less than the College takes at once.
const ANSWER_CHARS_MAX: usize = 100_000;

/// Whether an answer can hold as much as was entered.
pub fn fits(entries: &[Entered]) -> bool {
    let length = |entry: &Entered| match entry {
        Entered::Option { key } => key.chars().count(),
        Entered::Text { text } => text.chars().count(),
    };
    let lengths = || entries.iter().map(length);
    // An entry weighs something even when it is empty.
    lengths().all(|length| length <= TEXT_CHARS_MAX)
        && lengths().map(|length| length + 1).sum::<usize>() <= ANSWER_CHARS_MAX
}

/// The answer that these entries mean for this item. Empty text is no answer.
pub fn read(item: &Item, entries: &[Entered]) -> Answer {
    entries.iter().filter_map(|entry| read_one(item, entry)).collect()
}

/// How a value is shown in the item's field.
pub fn show(item: &Item, value: &Value) -> Entered {
    if has_option(item, value) {
        return Entered::Option { key: key(value) };
    }
    match value {
        Value::Boolean(_) if item.kind == Kind::Boolean => Entered::Option { key: key(value) },
        Value::Quantity(Quantity { value: Some(number), .. }) => Entered::Text { text: number.to_string() },
        Value::Time(time) => Entered::Text { text: times::without_zero_seconds(&time.to_string()) },
        Value::DateTime(instant) => Entered::Text { text: times::local(&instant.to_string()) },
        Value::Coding(coding) => {
            Entered::Text { text: coding.display.clone().unwrap_or_else(|| coding.code.clone()) }
        }
        other => Entered::Text { text: plain(other) },
    }
}

/// The key of an option: the same in every version of the form that has the same code.
pub fn key(value: &Value) -> String {
    match value {
        Value::Coding(Coding { system, code, display }) if code.is_empty() => {
            // Never the key of an option that has the same text as its code.
            format!("{}||{}", system.as_deref().unwrap_or_default(), display.as_deref().unwrap_or_default())
        }
        Value::Coding(Coding { system: Some(system), code, .. }) => format!("{system}|{code}"),
        other => plain(other),
    }
}

fn has_option(item: &Item, value: &Value) -> bool {
    item.options
        .as_ref()
        .is_some_and(|options| options.list.iter().any(|option| is_same_option(&option.value, value)))
}

fn read_one(item: &Item, entry: &Entered) -> Option<Value> {
    match entry {
        Entered::Option { key } => Some(chosen(item, key)),
        Entered::Text { text } if typed::is_blank(text) => None,
        Entered::Text { text } => Some(read_text(item, text)),
    }
}

fn chosen(item: &Item, wanted: &str) -> Value {
    let options = item.options.as_ref().map(|options| &*options.list).unwrap_or_default();
    let option = options.iter().find(|option| key(&option.value) == wanted);
    match (item.kind, wanted, option) {
        (_, _, Some(option)) => option.value.clone(),
        (Kind::Boolean, YES, None) => Value::Boolean(true),
        (Kind::Boolean, NO, None) => Value::Boolean(false),
        _ => Value::text(wanted),
    }
}

fn read_text(item: &Item, text: &str) -> Value {
    let (trimmed, code) = (typed::line(text), typed::code(text));
    let read = match item.kind {
        Kind::Integer => numbers::integer(&code).map(Value::Integer),
        Kind::Decimal => numbers::decimal(&code).map(Value::Decimal),
        Kind::Quantity => quantity(item, &code).map(Value::Quantity),
        Kind::Date => times::date(&code).map(Value::Date),
        Kind::DateTime => times::date_time(&code).map(Value::DateTime),
        Kind::Time => times::time(&code).map(Value::Time),
        Kind::Url => Some(Value::Url(code)),
        Kind::Choice | Kind::OpenChoice => worded(item, trimmed),
        Kind::Boolean => [(YES, true), (NO, false)]
            .into_iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(trimmed))
            .map(|(_, value)| Value::Boolean(value)),
        Kind::Text => Some(Value::text(text.trim_end())),
        _ => None,
    };
    read.unwrap_or_else(|| Value::text(trimmed))
}

/// An option whose words were typed instead of chosen.
fn worded(item: &Item, text: &str) -> Option<Value> {
    let options = item.options.as_ref()?;
    let lower = text.to_lowercase();
    let option = options.list.iter().find(|option| option.text.as_str().to_lowercase() == lower)?;
    Some(option.value.clone())
}

/// A number, perhaps with one of the question's units after it; without one, the question's own unit.
fn quantity(item: &Item, text: &str) -> Option<Quantity> {
    let units = item.unit.iter().chain(&item.unit_options);
    let named = units.clone().find_map(|unit| {
        [unit.display.as_deref(), Some(unit.code.as_str())]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .find_map(|name| text.strip_suffix(name))
            .map(|number| (number.trim_end(), Some(unit)))
    });
    let (number, unit) = named.unwrap_or_else(|| (text, units.clone().next()));
    let value = Some(numbers::decimal(number)?);
    Some(match unit {
        None => Quantity { value, ..Quantity::default() },
        Some(unit) => Quantity {
            value,
            comparator: None,
            unit: unit.display.clone().or_else(|| Some(unit.code.clone())),
            system: unit.system.clone(),
            code: Some(unit.code.clone()).filter(|code| !code.is_empty()),
        },
    })
}

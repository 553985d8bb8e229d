//! Whether the values of one answer are what the question takes. Knows nothing of other answers.

mod address;
mod reference;

use crate::compare;
use crate::issue::{Found, IssueCode};
use crate::item::options::OptionSource;
use crate::item::{Item, Kind};
use crate::typed;
use crate::unit;
use crate::value::{Attachment, Coding, Decimal, Quantity, Value};

/// Adds what is wrong with each value, and with their number.
pub(crate) fn check_answer(item: &Item, values: &[Value], found: &mut Vec<Found>) {
    if item.required && values.is_empty() {
        found.push(Found::whole(IssueCode::Required));
    }
    if values.len() > 1 && !item.repeats {
        found.push(Found::whole(IssueCode::Repeats));
    }
    check_occurs(item, values.len(), &mut |code| found.push(Found::whole(code)));
    check_values(item, values, found);
}

/// The same for one instance of a repeating question with children: it has one value, and how many instances there
/// are is no matter of its own.
pub(crate) fn check_instance(item: &Item, values: &[Value], found: &mut Vec<Found>) {
    if values.len() > 1 {
        found.push(Found::whole(IssueCode::Repeats));
    }
    check_values(item, values, found);
}

fn check_values(item: &Item, values: &[Value], found: &mut Vec<Found>) {
    for (index, value) in values.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(Found::WHOLE);
        let mut add = |code| found.push(Found { code, index });
        if item.accepts(value) {
            check_value(item, value, &mut add);
        } else {
            add(IssueCode::InvalidAnswerType);
        }
        check_exclusive(item, value, values.len(), &mut add);
    }
}

/// `minOccurs` and `maxOccurs`, for answers and instances alike.
pub(crate) fn check_occurs(item: &Item, count: usize, add: &mut impl FnMut(IssueCode)) {
    if item.constraints.min_occurs.is_some_and(|min| count < min) {
        add(IssueCode::MinCount);
    }
    if item.constraints.max_occurs.is_some_and(|max| count > max) {
        add(IssueCode::MaxCount);
    }
}

fn check_value(item: &Item, value: &Value, add: &mut impl FnMut(IssueCode)) {
    if value.texts().any(typed::has_control) {
        add(IssueCode::InvalidCharacter);
    }
    match value {
        Value::String(text) => check_text(item, text, add),
        Value::Url(url) => {
            if !address::is_well_formed(url) {
                add(IssueCode::InvalidUrlValue);
            }
            check_text(item, url, add);
        }
        Value::Decimal(number) => check_places(item, number, add),
        Value::Attachment(file) => check_attachment(item, file, add),
        Value::Quantity(quantity) => check_quantity(item, quantity, add),
        Value::Reference(to) => reference::check(item, to, add),
        _ => {}
    }
    check_range(item, value, add);
    check_option(item, value, add);
}

fn check_places(item: &Item, number: &Decimal, add: &mut impl FnMut(IssueCode)) {
    if item.constraints.max_decimal_places.is_some_and(|max| number.places() > max) {
        add(IssueCode::MaxDecimalPlaces);
    }
}

fn check_text(item: &Item, text: &str, add: &mut impl FnMut(IssueCode)) {
    let constraints = &item.constraints;
    if item.kind != Kind::Text && text.bytes().any(|byte| matches!(byte, b'\r' | b'\n')) {
        add(IssueCode::InvalidNewLine);
    }
    let length = if text.is_ascii() { text.len() } else { text.chars().count() };
    if constraints.min_length.is_some_and(|min| length < min) {
        add(IssueCode::MinLength);
    }
    if constraints.max_length.is_some_and(|max| length > max) {
        add(IssueCode::MaxLength);
    }
    if constraints.pattern.as_ref().is_some_and(|pattern| !pattern.matches(text)) {
        add(IssueCode::Regex);
    }
}

/// A comparison that does not decide (a year against a day of it) breaks no bound.
fn check_range(item: &Item, value: &Value, add: &mut impl FnMut(IssueCode)) {
    let below = |min: &Value| compare::order(value, min).is_some_and(std::cmp::Ordering::is_lt);
    if item.constraints.min_value.as_ref().is_some_and(below) {
        add(IssueCode::MinValue);
    }
    let above = |max: &Value| compare::order(value, max).is_some_and(std::cmp::Ordering::is_gt);
    if item.constraints.max_value.as_ref().is_some_and(above) {
        add(IssueCode::MaxValue);
    }
}

/// An open choice takes words of one's own; everything else with options takes only those.
fn check_option(item: &Item, value: &Value, add: &mut impl FnMut(IssueCode)) {
    let Some(options) = &item.options else { return };
    let own_words = item.kind == Kind::OpenChoice && matches!(value, Value::String(_));
    if own_words || options.contains(value) {
        return;
    }
    match options.source {
        OptionSource::Listed => add(IssueCode::InvalidAnswerOption),
        OptionSource::ValueSet => add(IssueCode::InvalidCoding),
    }
}

fn check_exclusive(item: &Item, value: &Value, count: usize, add: &mut impl FnMut(IssueCode)) {
    let Some(options) = item.options.as_ref().filter(|_| count > 1) else { return };
    if options.is_exclusive(value) {
        add(IssueCode::ExclusiveAnswerOption);
    }
}

fn check_attachment(item: &Item, file: &Attachment, add: &mut impl FnMut(IssueCode)) {
    let content = file.data.as_deref().map(content_size);
    if let (Some(stated), Some(content)) = (file.size, content)
        && stated != content
    {
        add(IssueCode::AttachmentSizeInconsistent);
    }
    let size = content.or(file.size);
    if let (Some(max), Some(size)) = (item.constraints.max_size_bytes, size)
        && size > max
    {
        add(IssueCode::MaxAttachmentSize);
    }
    let accepted = &item.constraints.mime_types;
    let kind = file.content_type.as_deref().unwrap_or_default();
    if !accepted.is_empty() && !accepted.iter().any(|accepted| is_media_type(kind, accepted)) {
        add(IssueCode::InvalidAttachmentType);
    }
}

/// The size of what base64 text stands for, in bytes.
fn content_size(base64: &str) -> u64 {
    let signs = base64.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=').count() as u64;
    signs * 3 / 4
}

/// `image/png; q=1` is an `image/png`, and an `image/*`.
fn is_media_type(kind: &str, accepted: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match accepted.strip_suffix('*') {
        Some(family) => kind.to_ascii_lowercase().starts_with(&family.to_ascii_lowercase()),
        None => kind.eq_ignore_ascii_case(accepted),
    }
}

fn check_quantity(item: &Item, quantity: &Quantity, add: &mut impl FnMut(IssueCode)) {
    if let Some(number) = &quantity.value {
        check_places(item, number, add);
    }
    // A unit without a code is what its words say.
    let is_unit = |unit: &Coding| match &*unit.code {
        "" => quantity.unit == unit.display,
        code => {
            (unit.system.is_none() || unit.system == quantity.system)
                && quantity.code.as_deref() == Some(code)
        }
    };
    if !item.unit_options.is_empty() && !item.unit_options.iter().any(is_unit) {
        add(IssueCode::InvalidUnit);
    }
    if let Some(set) = &item.unit_value_set {
        let known =
            set.list.iter().any(|option| matches!(&option.value, Value::Coding(unit) if is_unit(unit)));
        if !known {
            add(IssueCode::InvalidUnitValueSet);
        }
    }
    if let Some(min) = &item.constraints.min_quantity {
        match unit::compare(quantity, min) {
            _ if !unit::is_compatible(quantity, min) => add(IssueCode::MinValueIncompatUnits),
            Some(order) if order.is_lt() => add(IssueCode::MinValue),
            _ => {}
        }
    }
    if let Some(max) = &item.constraints.max_quantity {
        match unit::compare(quantity, max) {
            _ if !unit::is_compatible(quantity, max) => add(IssueCode::MaxValueIncompatUnits),
            Some(order) if order.is_gt() => add(IssueCode::MaxValue),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_sizes_and_media_types() {
        for (base64, size) in [("", 0), ("YQ==", 1), ("YWI=", 2), ("YWJj", 3), ("YWJj\nYQ==", 4)] {
            assert_eq!(content_size(base64), size, "{base64}");
        }
        assert!(is_media_type("image/png; q=1", "image/PNG"));
        assert!(is_media_type("image/png", "image/*"));
        assert!(!is_media_type("application/pdf", "image/*"));
        assert!(!is_media_type("", "image/png"), "no type is not an accepted type");
    }
}

//! Answers in words.

use portal_forms::{Item, Kind, Value};
use portal_texts::Texts;

/// Each value of an answer as a person reads it.
pub(crate) fn answer(texts: &Texts, item: &Item, values: &[Value]) -> Vec<String> {
    portal_record::words::answer(texts, item, values)
}

/// The words of an item, with its number.
pub(crate) fn label(texts: &Texts, item: &Item) -> String {
    match &item.prefix {
        Some(prefix) => format!("{prefix} {}", item.text(texts.language().tag())),
        None => item.text(texts.language().tag()).to_owned(),
    }
}

/// The help of an item: its help texts, each a paragraph.
pub(crate) fn help(texts: &Texts, item: &Item) -> Option<String> {
    let paragraphs: Vec<&str> =
        item.help.iter().map(|text| text.in_language(texts.language().tag())).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// What the button that adds an instance says, and how instances are numbered.
pub(crate) fn instance(texts: &Texts, item: &Item, number: usize) -> String {
    portal_record::words::repeat(texts, item, number)
}

/// Whether a boolean is asked as yes or no.
pub(crate) fn is_yes_or_no(item: &Item) -> bool {
    item.kind == Kind::Boolean && item.options.is_none()
}

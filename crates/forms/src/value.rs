//! One value of an answer, as FHIR R4 types it.
//!
//! Here: the plain data and its JSON form between window, desktop and server. Not here: the FHIR JSON of a
//! response (`response`), or what a question allows (`check`).

use serde::{Deserialize, Serialize};

pub use crate::date::{Date, DateTime, NotADate, Time};
pub use crate::decimal::{Decimal, NotADecimal};

/// An answer: no value (unanswered), one, or several for a repeating question without children.
pub type Answer = Vec<Value>;

/// One value. In JSON `{"type":"coding","value":{…}}`; decimals, dates and times are strings, so that nothing
/// is rounded on the way through a browser.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
pub enum Value {
    /// Yes or no.
    Boolean(bool),
    /// An exact number, precision as written.
    Decimal(Decimal),
    /// A whole number.
    Integer(i64),
    /// A date, possibly only month or year.
    Date(Date),
    /// A date or an instant with its offset.
    DateTime(DateTime),
    /// A time of day.
    Time(Time),
    /// Text, of one line or many.
    String(String),
    /// An absolute or relative web address.
    Url(String),
    /// A choice from a list of codes.
    Coding(Coding),
    /// A file.
    Attachment(Attachment),
    /// A number with its unit.
    Quantity(Quantity),
    /// A pointer to another resource.
    Reference(Reference),
}

/// A code of a code system, with the words that were shown for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coding {
    /// The code system's URI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code; empty when only words were given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The words shown to the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Coding {
    /// The same concept: same code and same system; the words don't matter. Without a code it is what its words say.
    pub fn is_same_concept(&self, other: &Coding) -> bool {
        self.system == other.system && self.is_same_code(other)
    }

    /// Whether it is what a condition asks for: a code without a system is asked for in any, as HL7's validator has it.
    pub(crate) fn is_asked_for(&self, asked: &Coding) -> bool {
        (asked.system.is_none() || self.system == asked.system) && self.is_same_code(asked)
    }

    fn is_same_code(&self, other: &Coding) -> bool {
        self.code == other.code && (!self.code.is_empty() || self.display == other.display)
    }

    /// What it is told by among others of its system: its code, else its words.
    pub(crate) fn mark(&self) -> (&str, &str) {
        let words = if self.code.is_empty() { self.display.as_deref() } else { None };
        (&self.code, words.unwrap_or_default())
    }
}

/// A file: by content (`data`) or by address (`url`, with `hash`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Media type, for example `application/pdf`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Where the content is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The content itself, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// Size of the content in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Digest of the content, base64 (FHIR: SHA-1; ours: SHA-256, told apart by length).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The file's name or title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A number with its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
    /// `<`, `<=`, `>=` or `>` when the number is a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparator: Option<String>,
    /// The unit in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit's code system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The unit's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A pointer to another resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// `Type/id`, an absolute address or `#contained`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The resource type pointed at.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Value {
    /// A coding without words.
    pub fn coding(system: &str, code: &str) -> Value {
        Value::Coding(Coding { system: Some(system.to_owned()), code: code.to_owned(), display: None })
    }

    /// A text.
    pub fn text(text: &str) -> Value {
        Value::String(text.to_owned())
    }

    /// The FHIR type name, as in `valueDecimal` without `value`, lower-case first.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Boolean(_) => "boolean",
            Value::Decimal(_) => "decimal",
            Value::Integer(_) => "integer",
            Value::Date(_) => "date",
            Value::DateTime(_) => "dateTime",
            Value::Time(_) => "time",
            Value::String(_) => "string",
            Value::Url(_) => "uri",
            Value::Coding(_) => "coding",
            Value::Attachment(_) => "attachment",
            Value::Quantity(_) => "quantity",
            Value::Reference(_) => "reference",
        }
    }
}

impl Value {
    /// Every text that it holds.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let texts: [Option<&String>; 4] = match self {
            Value::String(text) | Value::Url(text) => [Some(text), None, None, None],
            Value::Coding(Coding { system, code, display }) => {
                [system.as_ref(), Some(code), display.as_ref(), None]
            }
            Value::Attachment(file) => {
                [file.content_type.as_ref(), file.url.as_ref(), file.hash.as_ref(), file.title.as_ref()]
            }
            Value::Quantity(Quantity { comparator, unit, system, code, .. }) => {
                [comparator.as_ref(), unit.as_ref(), system.as_ref(), code.as_ref()]
            }
            Value::Reference(Reference { reference, kind, display }) => {
                [reference.as_ref(), kind.as_ref(), display.as_ref(), None]
            }
            _ => [None; 4],
        };
        texts.into_iter().flatten().map(String::as_str)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Integer(number)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Value {
        Value::Date(date)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_every_digit() {
        let values: Answer = vec![
            Value::Boolean(true),
            Value::Decimal("0.10".parse().unwrap()),
            Value::Integer(-7),
            Value::Date("2027-01".parse().unwrap()),
            Value::DateTime("2027-06-01T17:00:00-04:00".parse().unwrap()),
            Value::Time("09:30:00.50".parse().unwrap()),
            Value::text("Zoé ᐃᓄᒃ"),
            Value::Url("https://example.org".to_owned()),
            Value::coding("urn:x", "a"),
            Value::Attachment(Attachment { size: Some(3), ..Attachment::default() }),
            Value::Quantity(Quantity { value: Some("2.50".parse().unwrap()), ..Quantity::default() }),
            Value::Reference(Reference { kind: Some("Patient".into()), ..Reference::default() }),
        ];
        let json = serde_json::to_string(&values).unwrap();
        assert!(json.contains(r#"{"type":"decimal","value":"0.10"}"#), "{json}");
        assert!(json.contains(r#"{"type":"coding","value":{"system":"urn:x","code":"a"}}"#), "{json}");
        assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), values, "what was written is read back");
    }
}

//! The options of a choice: listed one by one, or as a value set.
//!
//! A value set must come with the form (`form::value_set`) or be one of the few that FHIR R4 itself publishes and
//! questionnaires commonly name; there is no terminology server behind this engine.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fhir::{self, Object};
use crate::item::extension::{self, RawExtension};
use crate::item::text::{RawElement, Text};
use crate::refused::{OPTIONS_MAX, Reason};
use crate::value::{Coding, Reference, Value};

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOption {
    /// The value that choosing it gives.
    pub value: Value,
    /// The words for it.
    pub text: Text,
    /// Choosing it excludes every other.
    pub exclusive: bool,
    /// Chosen from the beginning.
    pub initial_selected: bool,
}

/// Where the options come from, which decides the code of an answer outside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionSource {
    /// `answerOption`: an answer outside is an `invalidAnswerOption`.
    Listed,
    /// `answerValueSet`: an answer outside is an `invalidCoding`.
    ValueSet,
}

/// The options of a question, shared where several items name the same value set.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where they come from.
    pub source: OptionSource,
    /// In the form's order.
    pub list: Arc<[AnswerOption]>,
    /// Which of them exclude every other.
    exclusive: Arc<[usize]>,
    index: Arc<HashSet<Marked>>,
}

/// A coding by system, code and, without a code, its words.
pub(crate) type Marked = (Option<String>, String, String);

pub(crate) fn marked(coding: &Coding) -> Marked {
    let (code, words) = coding.mark();
    (coding.system.clone(), code.to_owned(), words.to_owned())
}

impl Options {
    pub(crate) fn new(source: OptionSource, list: Vec<AnswerOption>) -> Options {
        let codings = list.iter().filter_map(|option| match &option.value {
            Value::Coding(coding) => Some(marked(coding)),
            _ => None,
        });
        let exclusive = list.iter().enumerate().filter(|(_, option)| option.exclusive);
        let exclusive = exclusive.map(|(place, _)| place).collect();
        Options { exclusive, source, index: Arc::new(codings.collect()), list: list.into() }
    }

    /// Whether the value is one of the options; a coding by system and code, anything else by its text.
    pub fn contains(&self, value: &Value) -> bool {
        match value {
            // Short lists are read faster than hashed, and need no copy.
            Value::Coding(coding) if self.list.len() > 32 => self.index.contains(&marked(coding)),
            _ => self.find(value).is_some(),
        }
    }

    /// The option that this value chooses.
    pub fn find(&self, value: &Value) -> Option<&AnswerOption> {
        self.list.iter().find(|option| is_same_choice(&option.value, value))
    }

    /// Whether the value is an option that excludes every other.
    pub(crate) fn is_exclusive(&self, value: &Value) -> bool {
        self.exclusive.iter().any(|place| is_same_choice(&self.list[*place].value, value))
    }

    /// Whether any option has this value's type.
    pub(crate) fn has_type_of(&self, value: &Value) -> bool {
        self.list.iter().any(|o| std::mem::discriminant(&o.value) == std::mem::discriminant(value))
    }
}

fn is_same_choice(option: &Value, value: &Value) -> bool {
    match (option, value) {
        (Value::Coding(option), Value::Coding(value)) => option.is_same_concept(value),
        (Value::Time(option), Value::Time(value)) => option.compare(value).is_eq(),
        (Value::Reference(option), Value::Reference(value)) => option.reference == value.reference,
        _ => option == value,
    }
}

/// What an option is told by; two with the same are one.
fn choice(value: &Value) -> Value {
    match value {
        Value::Coding(coding) if !coding.code.is_empty() => {
            Value::Coding(Coding { display: None, ..coding.clone() })
        }
        Value::Reference(to) => {
            Value::Reference(Reference { reference: to.reference.clone(), ..Reference::default() })
        }
        other => other.clone(),
    }
}

/// Reads `answerOption`.
pub(crate) fn read_listed(raw: &[Object<'_>]) -> Result<Options, Reason> {
    check_count("answer options", raw.len())?;
    let list = raw.iter().map(read_option).collect::<Result<Vec<_>, _>>()?;
    let mut seen = HashSet::new();
    for option in &list {
        if !seen.insert(choice(&option.value)) {
            return Err(Reason::Twice(format!("answerOption {}", words_of(&option.value))));
        }
    }
    Ok(Options::new(OptionSource::Listed, list))
}

fn read_option(object: &Object<'_>) -> Result<AnswerOption, Reason> {
    let bad = |element: &str, detail: String| Reason::BadValue { element: element.to_owned(), detail };
    let value = fhir::read_choice(object, "value").map_err(|e| bad(&e.element, e.detail))?;
    let value = value.filter(|value| !fhir::is_blank(value));
    let value = value.ok_or_else(|| bad("answerOption", "it has no value".to_owned()))?;
    let extensions: Vec<RawExtension<'_>> = match object.get("extension") {
        Some(raw) => fhir::from_json(raw).map_err(|detail| bad("answerOption.extension", detail))?,
        None => Vec::new(),
    };
    let mut exclusive = false;
    for extension in extensions.iter().filter(|e| e.url == extension::OPTION_EXCLUSIVE) {
        exclusive = extension.boolean().map_err(|detail| bad(&extension.url, detail))?;
    }
    let initial_selected = match object.get("initialSelected") {
        Some(raw) => fhir::from_json(raw).map_err(|detail| bad("initialSelected", detail))?,
        None => false,
    };
    let words = words_element(object).map_err(|detail| bad("answerOption", detail))?;
    let text = Text::read(Some(words_of(&value)), words.as_ref());
    Ok(AnswerOption { value, text, exclusive, initial_selected })
}

/// What stands beside the words of an option: of a coding, beside its display.
fn words_element<'a>(object: &Object<'a>) -> Result<Option<RawElement<'a>>, String> {
    if let Some(raw) = object.get("_valueString") {
        return fhir::from_json(raw).map(Some);
    }
    let coding = object.get("valueCoding").map(|raw| fhir::from_json::<RawDisplay<'_>>(raw)).transpose()?;
    Ok(coding.and_then(|coding| coding.display))
}

/// The translations beside a coding's display.
#[derive(Deserialize)]
struct RawDisplay<'a> {
    #[serde(borrow, rename = "_display", default)]
    display: Option<RawElement<'a>>,
}

pub(crate) fn words_of(value: &Value) -> String {
    match value {
        Value::Coding(coding) => coding.display.clone().unwrap_or_else(|| coding.code.clone()),
        Value::String(text) | Value::Url(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(at) => at.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Reference(to) => to.display.clone().or_else(|| to.reference.clone()).unwrap_or_default(),
        Value::Boolean(_) | Value::Attachment(_) | Value::Quantity(_) => String::new(),
    }
}

pub(crate) fn check_count(what: &'static str, found: usize) -> Result<(), Reason> {
    if found > OPTIONS_MAX { Err(Reason::TooLarge { what, found, max: OPTIONS_MAX }) } else { Ok(()) }
}

/// The url of the first modifier extension, for the author.
pub(crate) fn first_url(raw: &RawValue) -> String {
    let extensions: Result<Vec<RawExtension<'_>>, _> = fhir::from_json(raw);
    extensions.ok().and_then(|list| list.first().map(|e| e.url.to_string())).unwrap_or_default()
}

/// Value sets of FHIR R4 itself that are small, fixed and commonly named.
pub(crate) fn published(canonical: &str) -> Option<Options> {
    let name = canonical.strip_prefix("http://hl7.org/fhir/ValueSet/")?;
    // R4 is versions 4.0.0 and 4.0.1 of FHIR.
    let name = name.strip_suffix("|4.0.0").or_else(|| name.strip_suffix("|4.0.1")).unwrap_or(name);
    let (system, codes): (&str, &[&str]) = match name {
        "administrative-gender" => {
            ("http://hl7.org/fhir/administrative-gender", &["male", "female", "other", "unknown"])
        }
        "item-type" => (
            "http://hl7.org/fhir/item-type",
            &[
                "group",
                "display",
                "question",
                "boolean",
                "decimal",
                "integer",
                "date",
                "dateTime",
                "time",
                "string",
                "text",
                "url",
                "choice",
                "open-choice",
                "attachment",
                "reference",
                "quantity",
            ],
        ),
        _ => return None,
    };
    let option = |code: &&str| {
        let display = Some(code.to_string());
        let coding = Coding { system: Some(system.to_owned()), code: code.to_string(), display };
        let text = Text::from(*code);
        AnswerOption { value: Value::Coding(coding), text, exclusive: false, initial_selected: false }
    };
    Some(Options::new(OptionSource::ValueSet, codes.iter().map(option).collect()))
}

//! The options of a choice: listed one by one, or as a value set.
//!
//! A value set must be contained in the form (enumerated, not filtered) or be one of the few that FHIR R4 itself
//! publishes and questionnaires commonly name; there is no terminology server behind this engine.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fhir::{self, Object};
use crate::form::extension::{self, RawExtension};
use crate::form::text::{RawElement, Text};
use crate::refused::{OPTIONS_MAX, Reason};
use crate::value::{Coding, Value};

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
type Marked = (Option<String>, String, String);

fn marked(coding: &Coding) -> Marked {
    let (code, words) = coding.mark();
    (coding.system.clone(), code.to_owned(), words.to_owned())
}

impl Options {
    fn new(source: OptionSource, list: Vec<AnswerOption>) -> Options {
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

/// Reads `answerOption`.
pub(crate) fn read_listed(raw: &[Object<'_>]) -> Result<Options, Reason> {
    check_count("answer options", raw.len())?;
    let list = raw.iter().map(read_option).collect::<Result<Vec<_>, _>>()?;
    Ok(Options::new(OptionSource::Listed, list))
}

fn read_option(object: &Object<'_>) -> Result<AnswerOption, Reason> {
    let bad = |element: &str, detail: String| Reason::BadValue { element: element.to_owned(), detail };
    if let Some(raw) = object.get("modifierExtension") {
        return Err(Reason::ModifierExtension(first_url(raw)));
    }
    let value = fhir::read_choice(object, "value").map_err(|e| bad(&e.element, e.detail))?;
    let value = value.ok_or_else(|| bad("answerOption", "it has no value".to_owned()))?;
    let extensions: Vec<RawExtension<'_>> = match object.get("extension") {
        Some(raw) => fhir::from_json(raw).map_err(|detail| bad("answerOption.extension", detail))?,
        None => Vec::new(),
    };
    if let Some(expression) = extensions.iter().find(|e| e.is_expression()) {
        return Err(Reason::Expression(expression.url.to_string()));
    }
    let mut exclusive = false;
    for extension in extensions.iter().filter(|e| e.url == extension::OPTION_EXCLUSIVE) {
        exclusive = extension.boolean().map_err(|detail| bad(&extension.url, detail))?;
    }
    let initial_selected = match object.get("initialSelected") {
        Some(raw) => fhir::from_json(raw).map_err(|detail| bad("initialSelected", detail))?,
        None => false,
    };
    let element = object.get("valueCoding").map(|raw| fhir::from_json::<RawDisplay<'_>>(raw));
    let element = element.transpose().map_err(|detail| bad("valueCoding", detail))?;
    let text = Text::read(Some(words_of(&value)), element.as_ref().and_then(|e| e.display.as_ref()));
    Ok(AnswerOption { value, text, exclusive, initial_selected })
}

/// The translations beside a coding's display.
#[derive(Deserialize)]
struct RawDisplay<'a> {
    #[serde(borrow, rename = "_display", default)]
    display: Option<RawElement<'a>>,
}

fn words_of(value: &Value) -> String {
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

/// The value sets that a form may name.
#[derive(Default)]
pub(crate) struct ValueSets(HashMap<String, Result<Options, String>>);

impl ValueSets {
    /// Takes up a contained resource; what is no value set is left alone.
    pub(crate) fn add_contained(&mut self, raw: &RawValue) -> Result<(), Reason> {
        let bad = |detail: String| Reason::BadValue { element: "contained".to_owned(), detail };
        let kind: RawContained = fhir::from_json(raw).map_err(bad)?;
        if kind.resource_type != "ValueSet" {
            return Ok(());
        }
        let set: RawValueSet<'_> = fhir::from_json(raw).map_err(bad)?;
        let options = set.enumerate();
        if let Ok(options) = &options {
            check_count("concepts of a value set", options.list.len())?;
        }
        if let Some(url) = set.url {
            self.0.insert(url, options.clone());
        }
        if let Some(id) = kind.id {
            self.0.insert(format!("#{id}"), options);
        }
        Ok(())
    }

    /// The options of the value set with this canonical or `#id`.
    pub(crate) fn find(&mut self, canonical: &str) -> Result<Options, Reason> {
        let known = self.0.get(canonical).cloned();
        let known = known.or_else(|| self.0.get(canonical.split('|').next().unwrap_or_default()).cloned());
        match known.or_else(|| published(canonical).map(Ok)) {
            Some(Ok(options)) => Ok(options),
            Some(Err(detail)) => Err(Reason::BadValue { element: canonical.to_owned(), detail }),
            None => Err(Reason::UnknownValueSet(canonical.to_owned())),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawContained {
    #[serde(default)]
    resource_type: String,
    #[serde(default)]
    id: Option<String>,
}

#[derive(Deserialize)]
struct RawValueSet<'a> {
    #[serde(default)]
    url: Option<String>,
    #[serde(borrow, default)]
    compose: Option<RawCompose<'a>>,
    #[serde(borrow, default)]
    expansion: Option<RawExpansion<'a>>,
}

#[derive(Deserialize)]
struct RawCompose<'a> {
    #[serde(borrow, default)]
    include: Vec<RawInclude<'a>>,
    #[serde(borrow, default)]
    exclude: Vec<Object<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawInclude<'a> {
    #[serde(default)]
    system: Option<String>,
    #[serde(borrow, default)]
    concept: Vec<RawConcept<'a>>,
    #[serde(borrow, default)]
    filter: Vec<Object<'a>>,
    #[serde(default)]
    value_set: Vec<String>,
}

#[derive(Deserialize)]
struct RawExpansion<'a> {
    #[serde(borrow, default)]
    contains: Vec<RawConcept<'a>>,
}

#[derive(Deserialize)]
struct RawConcept<'a> {
    #[serde(default)]
    system: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    display: Option<String>,
    #[serde(borrow, rename = "_display", default)]
    display_element: Option<RawElement<'a>>,
    #[serde(default, rename = "abstract")]
    not_selectable: bool,
    #[serde(borrow, default)]
    designation: Vec<RawDesignation<'a>>,
    #[serde(borrow, default)]
    contains: Vec<RawConcept<'a>>,
}

#[derive(Deserialize)]
struct RawDesignation<'a> {
    #[serde(borrow, default)]
    language: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    value: std::borrow::Cow<'a, str>,
}

impl RawValueSet<'_> {
    /// Every concept, where they can be told without a terminology server.
    fn enumerate(&self) -> Result<Options, String> {
        let mut list = Vec::new();
        if let Some(expansion) = &self.expansion {
            expansion.contains.iter().for_each(|concept| concept.add_to(&mut list, None));
            return Ok(Options::new(OptionSource::ValueSet, list));
        }
        let compose = self.compose.as_ref().ok_or("it has neither compose nor expansion")?;
        if !compose.exclude.is_empty() {
            return Err("it excludes concepts".to_owned());
        }
        for include in &compose.include {
            if !include.filter.is_empty() || !include.value_set.is_empty() || include.concept.is_empty() {
                return Err("its concepts are not listed one by one".to_owned());
            }
            include.concept.iter().for_each(|concept| concept.add_to(&mut list, include.system.as_ref()));
        }
        Ok(Options::new(OptionSource::ValueSet, list))
    }
}

impl RawConcept<'_> {
    fn add_to(&self, list: &mut Vec<AnswerOption>, system: Option<&String>) {
        if let (Some(code), false) = (&self.code, self.not_selectable) {
            let system = self.system.as_ref().or(system).cloned();
            let coding = Coding { system, code: code.clone(), display: self.display.clone() };
            let value = Value::Coding(coding);
            let words = Some(words_of(&value));
            let translations = self.designation.iter().filter_map(|d| {
                d.language.as_ref().map(|language| (language.to_string(), d.value.to_string()))
            });
            let text = Text::read(words, self.display_element.as_ref()).with(translations);
            list.push(AnswerOption { value, text, exclusive: false, initial_selected: false });
        }
        self.contains.iter().for_each(|concept| concept.add_to(list, system));
    }
}

fn check_count(what: &'static str, found: usize) -> Result<(), Reason> {
    if found > OPTIONS_MAX { Err(Reason::TooLarge { what, found, max: OPTIONS_MAX }) } else { Ok(()) }
}

/// The url of the first modifier extension, for the author.
pub(crate) fn first_url(raw: &RawValue) -> String {
    let extensions: Result<Vec<RawExtension<'_>>, _> = fhir::from_json(raw);
    extensions.ok().and_then(|list| list.first().map(|e| e.url.to_string())).unwrap_or_default()
}

/// Value sets of FHIR R4 itself that are small, fixed and commonly named.
fn published(canonical: &str) -> Option<Options> {
    let name = canonical.split('|').next()?.strip_prefix("http://hl7.org/fhir/ValueSet/")?;
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

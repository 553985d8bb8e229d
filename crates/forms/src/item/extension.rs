//! The extensions that are read, by name, and how one is read.
//!
//! Not here: where each may stand, and what becomes of all others (`form::profile`).

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fhir::{self, RawQuantity};
use crate::item::text::RawElement;
use crate::value::{Coding, Date, DateTime, Decimal, Quantity, Time, Value};

pub(crate) const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
pub(crate) const MIN_OCCURS: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs";
pub(crate) const MAX_OCCURS: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs";
pub(crate) const MIN_LENGTH: &str = "http://hl7.org/fhir/StructureDefinition/minLength";
pub(crate) const REGEX: &str = "http://hl7.org/fhir/StructureDefinition/regex";
pub(crate) const MIN_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/minValue";
pub(crate) const MAX_VALUE: &str = "http://hl7.org/fhir/StructureDefinition/maxValue";
pub(crate) const MAX_DECIMAL_PLACES: &str = "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
pub(crate) const MAX_SIZE: &str = "http://hl7.org/fhir/StructureDefinition/maxSize";
pub(crate) const MIME_TYPE: &str = "http://hl7.org/fhir/StructureDefinition/mimeType";
pub(crate) const ENTRY_FORMAT: &str = "http://hl7.org/fhir/StructureDefinition/entryFormat";
pub(crate) const OPTION_EXCLUSIVE: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
pub(crate) const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
pub(crate) const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
pub(crate) const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
pub(crate) const UNIT_OPTION: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
pub(crate) const UNIT_VALUE_SET: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitValueSet";
pub(crate) const REFERENCE_RESOURCE: &str =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-referenceResource";
pub(crate) const MIN_QUANTITY: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-minQuantity";
pub(crate) const MAX_QUANTITY: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-maxQuantity";
/// Ours: the name of the fact of the record that answers this question beforehand.
pub const PREFILL: &str = "urn:portal:forms:prefill";
/// Ours: a cross-field rule.
pub const RULE: &str = "urn:portal:forms:rule";
/// Ours: a linkId that this item had in an earlier version of the form.
pub const FORMER: &str = "urn:portal:forms:former";

/// Ours: the linkId of the question whose answer this one belongs to. What was known or said for one answer does not
/// stand for another.
pub const BELONGS_TO: &str = "urn:portal:forms:belongs-to";
/// Ours: what a read-only question is calculated from, in the language of rules.
pub const CALCULATED: &str = "urn:portal:forms:calculated";
/// Ours: what a question starts with, in the language of rules. It follows what it is made of until a person answers.
pub const INITIAL: &str = "urn:portal:forms:initial";
/// Ours: a question whose tick says that what was filled in beforehand in its section was looked at.
pub const CONFIRMS: &str = "urn:portal:forms:confirms";

/// An extension as it stands in the JSON; of `value[x]`, what the profile reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RawExtension<'a> {
    #[serde(borrow)]
    pub(crate) url: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(crate) extension: Vec<RawExtension<'a>>,
    /// A value of any type that is written as a text.
    #[serde(borrow, default, rename = "valueString")]
    #[serde(alias = "valueCode", alias = "valueId", alias = "valueUri", alias = "valueUrl")]
    #[serde(alias = "valueCanonical", alias = "valueMarkdown")]
    value_text: Option<Cow<'a, str>>,
    #[serde(default)]
    value_boolean: Option<bool>,
    #[serde(default)]
    value_integer: Option<i64>,
    #[serde(borrow, default)]
    value_decimal: Option<&'a RawValue>,
    #[serde(default)]
    value_date: Option<Date>,
    #[serde(default)]
    value_date_time: Option<DateTime>,
    #[serde(default)]
    value_time: Option<Time>,
    #[serde(default)]
    value_coding: Option<Coding>,
    #[serde(default)]
    value_codeable_concept: Option<RawConcept>,
    #[serde(borrow, default)]
    value_quantity: Option<&'a RawValue>,
    #[serde(borrow, rename = "_valueString", default)]
    value_string_element: Option<RawElement<'a>>,
}

#[derive(Deserialize)]
struct RawConcept {
    #[serde(default)]
    coding: Vec<Coding>,
    #[serde(default)]
    text: Option<String>,
}

impl<'a> RawExtension<'a> {
    /// The nested extension of this name.
    pub(crate) fn part(&self, url: &str) -> Option<&RawExtension<'a>> {
        self.extension.iter().find(|part| part.url == url)
    }

    /// The value, where it is any kind of text.
    pub(crate) fn text(&self) -> Option<&str> {
        self.value_text.as_deref()
    }

    /// The translations beside a `valueString`.
    pub(crate) fn translations(&self) -> Option<&RawElement<'a>> {
        self.value_string_element.as_ref()
    }

    /// Yes or no.
    pub(crate) fn boolean(&self) -> Result<bool, String> {
        self.value_boolean.ok_or_else(|| "a boolean is needed".to_owned())
    }

    /// A count: not negative.
    pub(crate) fn count(&self) -> Result<usize, String> {
        self.value_integer
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| "a count is needed".to_owned())
    }

    /// A number, whole or decimal.
    pub(crate) fn number(&self) -> Result<Decimal, String> {
        match (self.value_integer, self.value_decimal) {
            (Some(whole), _) => Ok(whole.into()),
            (None, Some(raw)) => raw.get().parse().map_err(|e: crate::NotADecimal| e.to_string()),
            (None, None) => Err("a number is needed".to_owned()),
        }
    }

    /// A quantity.
    pub(crate) fn quantity(&self) -> Result<Quantity, String> {
        let needed = || "a quantity is needed".to_owned();
        let quantity = fhir::from_json::<RawQuantity<'_>>(self.value_quantity.ok_or_else(needed)?)?.read()?;
        if quantity.value.is_some() { Ok(quantity) } else { Err(needed()) }
    }

    /// A coding.
    pub(crate) fn coding(&self) -> Result<Coding, String> {
        let coding = self.value_coding.clone().filter(|coding| coding.mark() != ("", ""));
        coding.ok_or_else(|| "a coding is needed".to_owned())
    }

    /// The first code of a codeable concept, its text, or a plain code.
    pub(crate) fn concept_code(&self) -> Option<&str> {
        match &self.value_codeable_concept {
            Some(concept) => concept.coding.first().map(|c| c.code.as_str()).or(concept.text.as_deref()),
            None => self.text(),
        }
    }

    /// A bound for `minValue` and `maxValue`.
    pub(crate) fn bound(&self) -> Result<Value, String> {
        if let Some(date) = self.value_date {
            return Ok(Value::Date(date));
        }
        if let Some(at) = &self.value_date_time {
            return Ok(Value::DateTime(at.clone()));
        }
        if let Some(time) = &self.value_time {
            return Ok(Value::Time(time.clone()));
        }
        if self.value_quantity.is_some() {
            return self.quantity().map(Value::Quantity);
        }
        self.number().map(Value::Decimal)
    }
}

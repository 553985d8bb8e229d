//! FHIR's JSON of a Questionnaire, as it stands: shapes only, no meaning.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::fhir::Object;
use crate::item::extension::RawExtension;
use crate::item::text::RawElement;
use crate::value::DateTime;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawQuestionnaire<'a> {
    #[serde(default)]
    pub(super) resource_type: String,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) version: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(borrow, rename = "_title", default)]
    pub(super) title_element: Option<RawElement<'a>>,
    #[serde(default)]
    pub(super) status: Option<String>,
    #[serde(default)]
    pub(super) effective_period: Option<RawPeriod>,
    #[serde(borrow, default)]
    pub(super) contained: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) extension: Vec<RawExtension<'a>>,
    #[serde(borrow, default)]
    pub(super) item: Vec<RawItem<'a>>,
}

#[derive(Deserialize)]
pub(super) struct RawPeriod {
    #[serde(default)]
    pub(super) start: Option<DateTime>,
    #[serde(default)]
    pub(super) end: Option<DateTime>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawItem<'a> {
    #[serde(default)]
    pub(super) link_id: String,
    #[serde(default)]
    pub(super) prefix: Option<String>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(borrow, rename = "_text", default)]
    pub(super) text_element: Option<RawElement<'a>>,
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    #[serde(borrow, default)]
    pub(super) enable_when: Vec<Object<'a>>,
    #[serde(default)]
    pub(super) enable_behavior: Option<String>,
    #[serde(default)]
    pub(super) required: Option<bool>,
    #[serde(default)]
    pub(super) repeats: Option<bool>,
    #[serde(default)]
    pub(super) read_only: Option<bool>,
    #[serde(default)]
    pub(super) max_length: Option<i64>,
    #[serde(default)]
    pub(super) answer_value_set: Option<String>,
    #[serde(borrow, default)]
    pub(super) answer_option: Vec<Object<'a>>,
    #[serde(borrow, default)]
    pub(super) initial: Vec<Object<'a>>,
    #[serde(borrow, default)]
    pub(super) extension: Vec<RawExtension<'a>>,
    #[serde(borrow, default)]
    pub(super) item: Vec<RawItem<'a>>,
    /// Only whether there is one.
    #[serde(default)]
    pub(super) code: Option<IgnoredAny>,
}

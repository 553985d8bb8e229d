//! Reading a response's JSON.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::{Given, Response, ResponseAnswer, ResponseItem, ResponseMeta, ResponseStatus};
use crate::fhir::{self, Object};
use crate::path::InstanceId;
use crate::refused::DEPTH_MAX;
use crate::value::{DateTime, Reference};

/// Largest response that is read, in bytes.
pub const RESPONSE_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Why a text is not a response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAResponse {
    /// Not JSON, or not of a QuestionnaireResponse's shape.
    #[error("not a FHIR R4 QuestionnaireResponse: {0}")]
    Malformed(String),
    /// Larger than [`RESPONSE_BYTES_MAX`].
    #[error("a response of {0} bytes is too large")]
    TooLarge(usize),
    /// Nested deeper than any form.
    #[error("items are nested too deeply")]
    TooDeep,
    /// A modifier extension or implicit rules: by definition not to be ignored.
    #[error("'{0}' is not understood and may not be ignored")]
    Modifier(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawResponse<'a> {
    #[serde(default)]
    resource_type: String,
    #[serde(default)]
    implicit_rules: Option<String>,
    #[serde(borrow, default)]
    modifier_extension: Option<&'a RawValue>,
    #[serde(default)]
    questionnaire: String,
    #[serde(default)]
    status: ResponseStatus,
    #[serde(default)]
    subject: Option<Reference>,
    #[serde(default)]
    authored: Option<DateTime>,
    #[serde(default)]
    author: Option<Reference>,
    #[serde(borrow, default)]
    item: Vec<RawItem<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawItem<'a> {
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    link_id: Cow<'a, str>,
    #[serde(borrow, default)]
    modifier_extension: Option<&'a RawValue>,
    #[serde(borrow, default)]
    answer: Vec<Object<'a>>,
    #[serde(borrow, default)]
    item: Vec<RawItem<'a>>,
}

pub(super) fn parse(json: &[u8]) -> Result<Response, NotAResponse> {
    if json.len() > RESPONSE_BYTES_MAX {
        return Err(NotAResponse::TooLarge(json.len()));
    }
    let raw: RawResponse<'_> =
        serde_json::from_slice(json).map_err(|error| NotAResponse::Malformed(error.to_string()))?;
    if raw.resource_type != "QuestionnaireResponse" {
        return Err(NotAResponse::Malformed(format!("it is a '{}'", raw.resource_type)));
    }
    if let Some(rules) = raw.implicit_rules {
        return Err(NotAResponse::Modifier(rules));
    }
    refuse_modifier(raw.modifier_extension)?;
    let meta =
        ResponseMeta { status: raw.status, subject: raw.subject, authored: raw.authored, author: raw.author };
    Ok(Response { questionnaire: raw.questionnaire, meta, items: read_items(raw.item, 1)? })
}

fn read_items(raw: Vec<RawItem<'_>>, depth: usize) -> Result<Vec<ResponseItem>, NotAResponse> {
    if depth > DEPTH_MAX && !raw.is_empty() {
        return Err(NotAResponse::TooDeep);
    }
    // With the room that they need: most items have one answer.
    let mut items = Vec::with_capacity(raw.len());
    for raw in raw {
        refuse_modifier(raw.modifier_extension)?;
        let mut answers = Vec::with_capacity(raw.answer.len());
        for answer in &raw.answer {
            answers.push(read_answer(answer, depth)?);
        }
        let instance = raw.id.as_deref().and_then(read_instance);
        let link_id = raw.link_id.into_owned();
        items.push(ResponseItem { instance, link_id, answers, items: read_items(raw.item, depth + 1)? });
    }
    Ok(items)
}

fn read_answer(object: &Object<'_>, depth: usize) -> Result<ResponseAnswer, NotAResponse> {
    refuse_modifier(object.get("modifierExtension").copied())?;
    let value = match fhir::read_choice(object, "value") {
        Ok(Some(value)) if fhir::is_blank(&value) => Given::Unreadable("it says nothing".to_owned()),
        Ok(Some(value)) => Given::Value(value),
        Ok(None) => Given::Nothing,
        Err(unreadable) => Given::Unreadable(format!("{}: {}", unreadable.element, unreadable.detail)),
    };
    let malformed = NotAResponse::Malformed;
    let id: Option<String> =
        object.get("id").map(|raw| fhir::from_json(raw)).transpose().map_err(malformed)?;
    let below: Vec<RawItem<'_>> = match object.get("item") {
        Some(_) if depth >= DEPTH_MAX => return Err(NotAResponse::TooDeep),
        Some(raw) => fhir::from_json(raw).map_err(malformed)?,
        None => Vec::new(),
    };
    let instance = id.as_deref().and_then(read_instance);
    Ok(ResponseAnswer { instance, value, items: read_items(below, depth + 1)? })
}

/// An element id that is no UUID is someone else's; the instance gets an id of our own.
fn read_instance(id: &str) -> Option<InstanceId> {
    Uuid::parse_str(id).ok().map(InstanceId)
}

fn refuse_modifier(raw: Option<&RawValue>) -> Result<(), NotAResponse> {
    match raw {
        Some(raw) => Err(NotAResponse::Modifier(crate::form::options::first_url(raw))),
        None => Ok(()),
    }
}

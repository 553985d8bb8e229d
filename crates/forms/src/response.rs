//! A QuestionnaireResponse: what is sent, with one canonical JSON and its hash.
//!
//! Here: the model and its JSON. How it is made from an evaluation stands in `build`, how it is read against a form in
//! `reading`, how it is validated in `validate`.

mod build;
mod parse;
mod reading;
mod validate;

pub use build::Filed;
pub use parse::{NotAResponse, RESPONSE_BYTES_MAX};
pub use validate::{prefill_differences, validate};

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::draft::Answers;
use crate::evaluation::{Context, Evaluation};
use crate::fhir;
use crate::form::Form;
use crate::path::InstanceId;
use crate::value::{DateTime, Reference, Value};

/// Where a response is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseStatus {
    /// Still being filled in: what is missing is only a warning.
    InProgress,
    /// Filled in.
    #[default]
    Completed,
    /// Changed after completion.
    Amended,
    /// Given in error.
    EnteredInError,
    /// Given up.
    Stopped,
}

impl ResponseStatus {
    fn as_str(self) -> &'static str {
        match self {
            ResponseStatus::InProgress => "in-progress",
            ResponseStatus::Completed => "completed",
            ResponseStatus::Amended => "amended",
            ResponseStatus::EnteredInError => "entered-in-error",
            ResponseStatus::Stopped => "stopped",
        }
    }
}

/// What a response says besides the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseMeta {
    /// Where it is in its life.
    pub status: ResponseStatus,
    /// Whom it is about.
    pub subject: Option<Reference>,
    /// When it was filled in.
    pub authored: Option<DateTime>,
    /// Who filled it in.
    pub author: Option<Reference>,
}

/// A QuestionnaireResponse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The form, `url|version`.
    pub questionnaire: String,
    /// What it says besides the answers.
    pub meta: ResponseMeta,
    /// The answers.
    pub items: Vec<ResponseItem>,
}

/// One item of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseItem {
    /// The instance of a repeating group; travels as the element's `id`.
    pub instance: Option<InstanceId>,
    /// Which item of the form.
    pub link_id: String,
    /// The answers of a question.
    pub answers: Vec<ResponseAnswer>,
    /// The items of a group.
    pub items: Vec<ResponseItem>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseAnswer {
    /// The instance of a repeating question with children; travels as the element's `id`.
    pub instance: Option<InstanceId>,
    /// The value.
    pub value: Given,
    /// The items below the answer.
    pub items: Vec<ResponseItem>,
}

/// A value as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// It can be read.
    Value(Value),
    /// It can't be read, and why; it is never written.
    Unreadable(String),
    /// There is none.
    Nothing,
}

impl Response {
    /// Its answers as they were given, evaluated.
    pub fn evaluated(&self, form: &Arc<Form>, context: Context) -> Evaluation {
        reading::read(form, self, context).given
    }

    /// Reads a response. What can't be read of a single answer is kept as such, for validation to name.
    pub fn parse(json: &[u8]) -> Result<Response, NotAResponse> {
        parse::parse(json)
    }

    /// The canonical JSON: members in FHIR's order, no spaces, decimals as written. The same answers always give the
    /// same bytes.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\"resourceType\":\"QuestionnaireResponse\"");
        fhir::member(&mut out, "questionnaire", &self.questionnaire);
        fhir::member(&mut out, "status", self.meta.status.as_str());
        if let Some(subject) = &self.meta.subject {
            fhir::object(&mut out, "subject", |out| fhir::write_reference(out, subject));
        }
        if let Some(authored) = &self.meta.authored {
            fhir::member(&mut out, "authored", &authored.to_string());
        }
        if let Some(author) = &self.meta.author {
            fhir::object(&mut out, "author", |out| fhir::write_reference(out, author));
        }
        write_items(&mut out, &self.items);
        out.push('}');
        out
    }

    /// The SHA-256 of the canonical JSON, in lower-case hexadecimal.
    pub fn hash(&self) -> String {
        hash(&self.to_json())
    }

    /// The answers that it holds, such that evaluating them (with any prefill) gives this response again. What the form
    /// has no place for is left out; [`validate`] names it.
    pub fn answers(&self, form: &Arc<Form>) -> Answers {
        reading::answers(form, self)
    }
}

fn hash(json: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(json.as_bytes()) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

fn write_items(out: &mut String, items: &[ResponseItem]) {
    write_list(out, "item", items, |out, item| {
        write_instance(out, item.instance);
        fhir::member(out, "linkId", &item.link_id);
        write_list(out, "answer", &item.answers, |out, answer| {
            write_instance(out, answer.instance);
            if let Given::Value(value) = &answer.value {
                fhir::write_value(out, value);
            }
            write_items(out, &answer.items);
        });
        write_items(out, &item.items);
    });
}

fn write_list<T>(out: &mut String, name: &str, list: &[T], write: impl Fn(&mut String, &T)) {
    if list.is_empty() {
        return;
    }
    fhir::array(out, name, |out| {
        for element in list {
            fhir::separate(out);
            out.push('{');
            write(out, element);
            out.push('}');
        }
    });
}

fn write_instance(out: &mut String, instance: Option<InstanceId>) {
    if let Some(InstanceId(id)) = instance {
        fhir::member(out, "id", &id.to_string());
    }
}

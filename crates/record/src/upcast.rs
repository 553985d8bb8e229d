//! Old versions of events, upcast to the next: pure, one function per step, never changed once shipped.
//!
//! A step takes the data as it was stored and gives it as the next version has it. What it cannot find it leaves out; reading the
//! current version then says what is missing.

use portal_forms::Micros;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{EntryId, Json, cases, ledger::InvoiceFor, services::renewal};

/// A version's data to that of the next.
pub(crate) type Step = fn(&Value) -> Value;

/// The next version only has members that may be absent.
pub(crate) fn as_it_was(data: &Value) -> Value {
    data.clone()
}

/// `addresses.address-set` 1 had no id; telephone, hours and what it replaces came with 2.
pub(crate) fn address_set(data: &Value) -> Value {
    let address = &data["address"];
    let lines = address["lines"].as_array().into_iter().flatten().map(text);
    let place = ["city", "province", "postal_code", "country"].map(|member| text(&address[member]));
    let content: Vec<&str> =
        [text(&data["kind"]), text(&data["effective"])].into_iter().chain(place).chain(lines).collect();
    with_id("addresses.address-set", &content, data)
}

/// `addresses.not-in-practice` 1 had no id.
pub(crate) fn not_in_practice(data: &Value) -> Value {
    with_id("addresses.not-in-practice", &[text(&data["effective"])], data)
}

/// `practice.activity-added` 1 had no id, and no code.
pub(crate) fn activity_added(data: &Value) -> Value {
    with_id("practice.activity-added", &[text(&data["name"]), text(&data["effective"])], data)
}

/// `practice.privilege-added` 1 had no id, no code, no last day, and called its first day `effective`.
pub(crate) fn privilege_added(data: &Value) -> Value {
    let content = [text(&data["hospital"]), text(&data["kind"]), text(&data["effective"])];
    let mut upcast = with_id("practice.privilege-added", &content, data);
    if let Some(members) = upcast.as_object_mut()
        && let Some(first) = members.remove("effective")
    {
        members.insert("from".to_owned(), first);
    }
    upcast
}

/// `ledger.invoice-issued` 1 was for a renewal year.
pub(crate) fn invoice_issued(data: &Value) -> Value {
    let mut members: Map<String, Value> = data.as_object().cloned().unwrap_or_default();
    let year = members.remove("year").and_then(|year| year.as_u64()).and_then(|year| year.try_into().ok());
    if let Some(year) = year {
        members.insert("for".to_owned(), json!(InvoiceFor::Case { case: renewal::case(year) }));
    }
    Value::Object(members)
}

/// `renewal.survey-filed`: the survey was filed, before a renewal was a case like all others.
#[derive(Deserialize)]
pub(crate) struct SurveyFiled {
    year: u16,
    form: String,
    form_version: String,
    response_hash: String,
    /// To the letter: what the person reviewed.
    response: Json,
    claimed_at: Micros,
}

impl From<SurveyFiled> for cases::Filed {
    fn from(survey: SurveyFiled) -> Self {
        let SurveyFiled { year, form, form_version, response_hash, response, claimed_at } = survey;
        let (case, definition, files) = (renewal::case(year), renewal::FIRST_DEFINITION, Vec::new());
        Self { case, definition, form, form_version, response_hash, response, claimed_at, files }
    }
}

/// `messages.sent` 1 knew no threads: each message is one of its own.
pub(crate) fn message_sent(data: &Value) -> Value {
    let mut members: Map<String, Value> = data.as_object().cloned().unwrap_or_default();
    if let Some(id) = members.get("id").cloned() {
        members.insert("thread".to_owned(), id);
    }
    Value::Object(members)
}

/// `messages.sent` 2 was always in words that somebody wrote, or that were written down as if.
pub(crate) fn message_words(data: &Value) -> Value {
    let mut members: Map<String, Value> = data.as_object().cloned().unwrap_or_default();
    let subject = members.remove("subject").unwrap_or_default();
    let text = members.remove("text").unwrap_or_default();
    members.insert("words".to_owned(), json!({ "are": "written", "subject": subject, "text": text }));
    Value::Object(members)
}

/// The same content gives the same id, on every device and at every reading.
fn with_id(kind: &str, content: &[&str], data: &Value) -> Value {
    let name = std::iter::once(kind).chain(content.iter().copied()).collect::<Vec<_>>().join("\n");
    let mut members: Map<String, Value> = data.as_object().cloned().unwrap_or_default();
    members.insert("id".to_owned(), json!(EntryId::derived(&name)));
    Value::Object(members)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

//! The survey as somebody filed it who has nothing to report.

use std::{error::Error, sync::Arc};

use portal_forms::{Answers, Change, Context, Evaluation, Form, Item, Kind, Micros, ResponseMeta, Value};
use portal_record::{College, Json, Record, cases::Filed, services::renewal};

use crate::TODAY;

/// Questions to which *Yes* is the answer of somebody with nothing to report; *No* is, to all others.
const AFFIRMED: [&str; 10] = [
    "A.1.correct",
    "A.contact.correct",
    "G.3",
    "H.5",
    "H.7.correct",
    "H.8.correct",
    "I.3",
    "J.1",
    "J.2",
    "J.3",
];
/// The first of five shares of the working time, which together are all of it.
const PATIENT_CARE: &str = "H.4.clinical";
/// Need not be answered.
const VOLUNTARY: &str = "I.4";
/// Typed by the person who signs.
const SIGNATURE: &str = "J.5";

/// A published form by url and version.
pub fn published(url: &str, version: &str) -> Option<Arc<Form>> {
    forms().find(|form| form.url() == Some(url) && form.version() == Some(version))
}

fn forms() -> impl Iterator<Item = Arc<Form>> {
    College::forms().iter().filter_map(|(.., text)| Form::parse(text.as_bytes()).ok()).map(Arc::new)
}

/// Answers open further questions, so that the form is gone through until there is none.
pub fn filed(record: &Record) -> Result<Filed, Box<dyn Error>> {
    let college = College::published()?;
    let form = forms().next().ok_or("no form is published")?;
    let prefill = record.prefill(&form, &college, TODAY);
    let context = Context { today: TODAY.to_string().parse()? };
    let name = record.identity.as_ref().map(|identity| identity.name_on(TODAY).full()).unwrap_or_default();
    let mut survey = Evaluation::new(&form, context, &prefill, &Answers::default());
    loop {
        let open = survey.walk().filter(|visit| visit.is_enabled() && visit.answer().is_empty());
        let next: Vec<_> = open
            .filter(|visit| !visit.item().read_only && !visit.item().hidden)
            .filter(|visit| !visit.item().link_id.starts_with(VOLUNTARY))
            .filter_map(|visit| Some((visit.path(), answer(visit.item(), &name)?)))
            .collect();
        if next.is_empty() {
            break;
        }
        for (path, answer) in next {
            survey.set(&path, Change::Answer(vec![answer]));
        }
    }
    let response = survey.response(ResponseMeta::default());
    Ok(Filed {
        case: renewal::case(2027),
        definition: 1,
        form: form.url().unwrap_or_default().to_owned(),
        form_version: form.version().unwrap_or_default().to_owned(),
        response_hash: response.hash(),
        response: Json(response.to_json().into()),
        claimed_at: Micros(0),
        files: Vec::new(),
    })
}

fn answer(item: &Item, name: &str) -> Option<Value> {
    let link_id = item.link_id.as_ref();
    match item.kind {
        Kind::Boolean => Some(Value::Boolean(AFFIRMED.contains(&link_id) || link_id.ends_with(".checked"))),
        Kind::Choice | Kind::OpenChoice => {
            item.options.as_ref()?.list.first().map(|option| option.value.clone())
        }
        Kind::Integer => Some(Value::Integer(if link_id == PATIENT_CARE { 100 } else { 5 })),
        Kind::Decimal => "36.5".parse().ok().map(Value::Decimal),
        Kind::Date => "2027-03-31".parse().ok().map(Value::Date),
        Kind::String if link_id == SIGNATURE => Some(Value::text(name)),
        Kind::String => Some(Value::text("512345")),
        Kind::Text => Some(Value::text(
            "Two mornings a week in a community clinic, the rest in the hospital, with the residents.",
        )),
        _ => None,
    }
}

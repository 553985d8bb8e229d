//! The survey as somebody filed it who answers each question in the plainest way.

use std::{error::Error, sync::Arc};

use portal_forms::{Answers, Change, Context, Evaluation, Form, Item, Kind, Micros, ResponseMeta, Value};
use portal_record::{College, Json, Record, renewal::SurveyFiled};

use crate::TODAY;

/// A published form by url and version.
pub fn published(url: &str, version: &str) -> Option<Arc<Form>> {
    forms().find(|form| form.url() == Some(url) && form.version() == Some(version))
}

fn forms() -> impl Iterator<Item = Arc<Form>> {
    College::forms().iter().filter_map(|(.., text)| Form::parse(text.as_bytes()).ok()).map(Arc::new)
}

/// Answers open further questions, so that the form is gone through until there is none.
pub fn filed(record: &Record) -> Result<SurveyFiled, Box<dyn Error>> {
    let college = College::published()?;
    let form = forms().next().ok_or("no form is published")?;
    let prefill = record.prefill(&form, &college, TODAY);
    let context = Context { today: TODAY.to_string().parse()? };
    let mut survey = Evaluation::new(&form, context, &prefill, &Answers::default());
    loop {
        let open = survey.walk().filter(|visit| visit.is_enabled() && visit.answer().is_empty());
        let next: Vec<_> = open
            .filter(|visit| !visit.item().read_only && !visit.item().hidden)
            .filter_map(|visit| Some((visit.path(), answer(visit.item())?)))
            .collect();
        if next.is_empty() {
            break;
        }
        for (path, answer) in next {
            survey.set(&path, Change::Answer(vec![answer]));
        }
    }
    let response = survey.response(ResponseMeta::default());
    Ok(SurveyFiled {
        year: 2027,
        form: form.url().unwrap_or_default().to_owned(),
        form_version: form.version().unwrap_or_default().to_owned(),
        response_hash: response.hash(),
        response: Json(response.to_json().into()),
        claimed_at: Micros(0),
    })
}

fn answer(item: &Item) -> Option<Value> {
    match item.kind {
        Kind::Boolean => Some(Value::Boolean(false)),
        Kind::Choice | Kind::OpenChoice => {
            item.options.as_ref()?.list.first().map(|option| option.value.clone())
        }
        Kind::Integer => Some(Value::Integer(24)),
        Kind::Decimal => "36.5".parse().ok().map(Value::Decimal),
        Kind::Date => "2027-03-31".parse().ok().map(Value::Date),
        Kind::String => Some(Value::text("512345")),
        Kind::Text => Some(Value::text(
            "Two mornings a week in a community clinic, the rest in the hospital, with the residents.",
        )),
        _ => None,
    }
}

//! From a stored draft to what is filed: the merge of its edits, the response that follows from it and from the record,
//! and how many of its answers are wrong. Decides nothing.

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{Context, Edit, Evaluation, Form, Merged, Micros, ResponseMeta};
use portal_record::{College, Command, DraftId, Filing, Json, Record, eastern_day};

use super::exchange::Draft;
use super::forms::Forms;

/// A draft with all its edits, as it was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The draft; its sequence is the number of the last of these edits.
    pub draft: Draft,
    /// In the order of their numbers.
    pub edits: Vec<Edit>,
}

/// What a draft merges to, and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The draft.
    pub id: DraftId,
    /// Number of the last edit that was merged.
    pub sequence: u64,
    /// The filing; absent when the draft is of no form that is filed now.
    pub filing: Option<Filing>,
}

/// What the draft merges to for this command, on the day that binds.
pub fn prepare(
    college: &College,
    forms: &Forms,
    record: &Record,
    loaded: Loaded,
    command: &Command,
    received_at: Micros,
) -> Prepared {
    let Loaded { draft, edits } = loaded;
    let (id, sequence) = (draft.key.id(), draft.sequence);
    let form = filed_form(college, forms, &draft, command);
    let filing = form.and_then(|form| filing(college, &form, record, edits, eastern_day(received_at)));
    Prepared { id, sequence, filing }
}

/// The form that the command files this draft in: the one of its year and of the version that was reviewed.
fn filed_form(college: &College, forms: &Forms, draft: &Draft, command: &Command) -> Option<Arc<Form>> {
    let Command::SubmitSurvey { year, form_version, .. } = command else { return None };
    let window = college.renewal_year(*year)?;
    let is_of_year = draft.key.subject == year.to_string() && draft.key.form == window.form.url;
    forms.find(&draft.key.form, form_version).filter(|_| is_of_year).cloned()
}

fn filing(
    college: &College,
    form: &Arc<Form>,
    record: &Record,
    edits: Vec<Edit>,
    day: Date,
) -> Option<Filing> {
    let context = Context { today: form_date(day)? };
    let mut draft = portal_forms::Draft::default();
    for edit in edits {
        if let Merged::Refused(why) = draft.merge(edit) {
            tracing::warn!(%why, "a stored edit is no part of its draft");
        }
    }
    let prefill = record.prefill(form, college, day);
    let evaluation = Evaluation::new(form, context, &prefill, &draft.answers());
    let filed = evaluation.filed(ResponseMeta::default());
    Some(Filing {
        edits: draft.head_ids(),
        response_hash: filed.hash,
        response: Json(filed.json.into()),
        errors: u32::try_from(filed.errors).unwrap_or(u32::MAX),
    })
}

/// A civil day, as forms have it; none outside the years that forms know.
pub fn form_date(day: Date) -> Option<portal_forms::Date> {
    let (year, month, day) =
        (day.year().try_into().ok()?, day.month().try_into().ok()?, day.day().try_into().ok()?);
    portal_forms::Date::new(year, month, day)
}

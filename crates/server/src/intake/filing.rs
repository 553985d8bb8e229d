//! From a stored draft to what is filed: the merge of its edits, the response that follows from it and from the record,
//! and how many of its answers are wrong. Decides nothing.

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{
    Context, Draft, Edit, Evaluation, Form, Merged, Micros, Response, ResponseMeta, prefill_differences,
    validate,
};
use portal_record::{Command, DraftId, Filing, Json, Record, RegistrantId, eastern_day};
use sqlx::SqliteConnection;

use crate::app::App;
use crate::problem::{self, Refusal};
use crate::store::{StoreError, drafts};

/// A draft with all its edits, as it was read.
pub struct Loaded {
    draft: drafts::Draft,
    edits: Vec<Edit>,
}

/// What a draft merges to, and where it stood.
pub struct Prepared {
    /// The draft.
    pub id: DraftId,
    /// Number of the last edit that was merged.
    pub sequence: u64,
    /// The filing; absent when the draft is of no form that is filed now.
    pub filing: Option<Filing>,
}

/// Refuses a submission that names edits which have not arrived: they come first, so that the instant that binds is
/// that of the whole.
pub async fn require_edits(app: &App, registrant: RegistrantId, command: &Command) -> Result<(), Refusal> {
    let Command::SubmitSurvey { draft, edits, .. } = command else { return Ok(()) };
    let mut db = app.store.read().await?;
    if drafts::find(&mut db, registrant, *draft).await?.is_none() {
        return Err(problem::out_of_order());
    }
    let known = drafts::edit_ids(&mut db, registrant, *draft).await?;
    if !edits.iter().all(|edit| known.contains(edit)) {
        return Err(problem::out_of_order());
    }
    Ok(())
}

/// The draft that a command submits.
pub async fn load(
    db: &mut SqliteConnection,
    registrant: RegistrantId,
    command: &Command,
) -> Result<Option<Loaded>, StoreError> {
    let Command::SubmitSurvey { draft: id, .. } = command else { return Ok(None) };
    let Some(draft) = drafts::find(db, registrant, *id).await? else { return Ok(None) };
    let edits = drafts::edits_after(db, registrant, *id, 0, usize::MAX).await?;
    // The count that goes with these edits: one more may have arrived since the draft was read.
    let sequence = edits.last().map_or(0, |(sequence, _)| *sequence);
    let edits = edits.into_iter().map(|(_, edit)| edit).collect();
    Ok(Some(Loaded { draft: drafts::Draft { sequence, ..draft }, edits }))
}

/// What the draft merges to for this command, on the day that binds.
pub fn prepare(
    app: &App,
    record: &Record,
    loaded: Loaded,
    command: &Command,
    received_at: Micros,
) -> Prepared {
    let Loaded { draft, edits } = loaded;
    let (id, sequence) = (draft.key.id(), draft.sequence);
    let form = filed_form(app, &draft, command);
    let filing = form.and_then(|form| filing(app, &form, record, edits, eastern_day(received_at)));
    Prepared { id, sequence, filing }
}

/// The form that the command files this draft in: the one of its year and of the version that was reviewed.
fn filed_form(app: &App, draft: &drafts::Draft, command: &Command) -> Option<Arc<Form>> {
    let Command::SubmitSurvey { year, form_version, .. } = command else { return None };
    let window = app.college.renewal_year(*year)?;
    let is_of_year = draft.key.subject == year.to_string() && draft.key.form == window.form.url;
    app.forms.find(&draft.key.form, form_version).filter(|_| is_of_year).cloned()
}

fn filing(app: &App, form: &Arc<Form>, record: &Record, edits: Vec<Edit>, day: Date) -> Option<Filing> {
    let context = Context { today: form_date(day)? };
    let mut draft = Draft::default();
    for edit in edits {
        if let Merged::Refused(why) = draft.merge(edit) {
            tracing::warn!(%why, "a stored edit is no part of its draft");
        }
    }
    let prefill = record.prefill(form, &app.college, day);
    let response =
        Evaluation::new(form, context, &prefill, &draft.answers()).response(ResponseMeta::default());
    let errors = wrong(form, &response, context) + prefill_differences(form, &response, &prefill).len();
    Some(Filing {
        edits: draft.head_ids(),
        response_hash: response.hash(),
        response: Json(response.to_json().into()),
        errors: u32::try_from(errors).unwrap_or(u32::MAX),
    })
}

/// How many answers are wrong or missing, as the response stands by itself: what is not asked must not be in it.
fn wrong(form: &Arc<Form>, response: &Response, context: Context) -> usize {
    validate(form, response, context).iter().filter(|issue| issue.is_error()).count()
}

/// A civil day, as forms have it; none outside the years that forms know.
pub fn form_date(day: Date) -> Option<portal_forms::Date> {
    let (year, month, day) =
        (day.year().try_into().ok()?, day.month().try_into().ok()?, day.day().try_into().ok()?);
    portal_forms::Date::new(year, month, day)
}

//! Drafts: edits go up and come down in one exchange.

use std::sync::Arc;

use axum::extract::{Path, State};
use portal_forms::{Edit, EditId, Form, Micros};
use portal_record::{DraftId, DraftKey};
use portal_wire::sync::{
    DraftList, DraftSummary, EditsPage, EditsPush, PAGE_EDITS, RefusedEdit, SequencedEdit,
};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::store::{StoreError, drafts};

/// Most edits that one draft may have.
const DRAFT_EDITS_MAX: u64 = 50_000;
/// Most earlier edits that one edit may name.
const BASE_MAX: usize = 1_000;

/// `GET /v1/drafts`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<axum::Json<DraftList>, Refusal> {
    let mut db = app.store.read().await?;
    let drafts = drafts::all(&mut db, caller.registrant).await?;
    let summary = |draft: drafts::Draft| DraftSummary {
        key: draft.key,
        form_version: draft.form_version,
        sequence: draft.sequence,
    };
    Ok(axum::Json(DraftList { drafts: drafts.into_iter().map(summary).collect() }))
}

/// `POST /v1/drafts/{id}/edits`
pub async fn exchange(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(draft): Path<String>,
    Json(push): Json<EditsPush>,
) -> Result<axum::Json<EditsPage>, Refusal> {
    let id = Uuid::parse_str(&draft).map(DraftId).map_err(|_| problem::not_found())?;
    if push.key.registrant != caller.registrant {
        return Err(problem::not_found());
    }
    if push.key.id() != id {
        return Err(problem::malformed("the id in the address is not that of the key"));
    }
    if push.edits.len() > PAGE_EDITS {
        return Err(problem::too_many_entries(PAGE_EDITS));
    }
    let form = form_of(&app, &push)?;
    let (taken, mut refused) = sorted(&form, push.edits);
    let round =
        Round { key: push.key, form_version: push.form_version, taken, after: push.after, now: app.now() };
    let exchanged = app.store.write(move |db| Box::pin(async move { round.run(db).await })).await?;
    let Some((mut page, reused)) = exchanged else { return Err(problem::out_of_order()) };
    refused.extend(reused);
    page.refused = refused;
    Ok(axum::Json(page))
}

/// The form that these edits are of: published, and the one of the subject.
fn form_of(app: &App, push: &EditsPush) -> Result<Arc<Form>, Refusal> {
    let year = push.key.subject.parse().ok().and_then(|year| app.college.renewal_year(year));
    year.filter(|year| year.form.url == push.key.form)
        .and_then(|_| app.forms.find(&push.key.form, &push.form_version))
        .cloned()
        .ok_or_else(problem::form_unknown)
}

/// The edits that belong to the form, and those that don't with the reason.
fn sorted(form: &Form, edits: Vec<Edit>) -> (Vec<Edit>, Vec<RefusedEdit>) {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for edit in edits {
        let code = if form.item(&edit.path.link_id).is_none() {
            Some("unknown-item")
        } else if edit.base.len() > BASE_MAX || edit.base.contains(&edit.id) {
            Some("base-invalid")
        } else {
            None
        };
        match code {
            Some(code) => refused.push(RefusedEdit { id: edit.id, code: code.to_owned() }),
            None => taken.push(edit),
        }
    }
    (taken, refused)
}

/// One exchange, within one transaction.
struct Round {
    key: DraftKey,
    form_version: String,
    taken: Vec<Edit>,
    after: u64,
    now: Micros,
}

impl Round {
    /// The page and the edits whose id was used for something else; nothing when the device is ahead of the draft.
    async fn run(
        self,
        db: &mut SqliteConnection,
    ) -> Result<Option<(EditsPage, Vec<RefusedEdit>)>, StoreError> {
        let (registrant, id) = (self.key.registrant, self.key.id());
        let stands = drafts::find(db, registrant, id).await?;
        if self.after > stands.as_ref().map_or(0, |draft| draft.sequence) {
            return Ok(None);
        }
        if stands.is_none_or(|draft| draft.form_version != self.form_version) {
            drafts::pin(db, &self.key, &self.form_version, self.now).await?;
        }
        let mut refused = Vec::new();
        for edit in &self.taken {
            if let Some(code) = self.take(db, id, edit).await? {
                refused.push(RefusedEdit { id: edit.id, code: code.to_owned() });
            }
        }
        let edits = drafts::edits_after(db, registrant, id, self.after, PAGE_EDITS).await?;
        let edits = edits.into_iter().map(|(sequence, edit)| SequencedEdit { sequence, edit }).collect();
        let stands = drafts::find(db, registrant, id).await?;
        let sequence = stands.map_or(0, |draft| draft.sequence);
        Ok(Some((
            EditsPage { form_version: self.form_version, edits, sequence, refused: Vec::new() },
            refused,
        )))
    }

    /// Stores an edit unless it is known; says why it is refused.
    async fn take(
        &self,
        db: &mut SqliteConnection,
        draft: DraftId,
        edit: &Edit,
    ) -> Result<Option<&'static str>, StoreError> {
        let registrant = self.key.registrant;
        let sent = Edit { received: None, ..edit.clone() };
        if let Some(known) = drafts::edit(db, registrant, draft, EditId(edit.id.0)).await? {
            let same = Edit { received: None, ..known } == sent;
            return Ok((!same).then_some("id-reused"));
        }
        let stands = drafts::find(db, registrant, draft).await?;
        let sequence = stands.as_ref().map_or(0, |draft| draft.sequence);
        if stands.is_some_and(|draft| draft.is_filed) {
            return Ok(Some("draft-filed"));
        }
        if sequence >= DRAFT_EDITS_MAX {
            return Ok(Some("draft-full"));
        }
        let stamped = Edit { received: Some(self.now), ..sent };
        drafts::add_edit(db, registrant, draft, sequence + 1, &stamped).await?;
        Ok(None)
    }
}

//! Drafts: edits go up and come down in one exchange.

use std::sync::Arc;

use axum::extract::{Path, State};
use portal_forms::Micros;
use portal_record::DraftId;
use portal_wire::sync::{DraftList, DraftSummary, EditsPage, EditsPush, PAGE_EDITS};
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::rules::Refused;
use crate::rules::compaction;
use crate::rules::exchange::{Draft, Round};
use crate::store::{Connection, StoreError, drafts, streams};

/// `GET /v1/drafts`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<axum::Json<DraftList>, Refusal> {
    let mut db = app.store.read().await?;
    let drafts = drafts::all(&mut db, caller.registrant).await?;
    let summary = |draft: Draft| DraftSummary {
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
    let round = Round::of(caller.registrant, id, push, &app.college, &app.forms)?;
    let now = app.now();
    let page = app.store.write(move |db| Box::pin(async move { write(db, round, now).await })).await??;
    Ok(axum::Json(page))
}

/// One exchange, within one transaction.
async fn write(
    db: &mut Connection,
    round: Round,
    now: Micros,
) -> Result<Result<EditsPage, Refused>, StoreError> {
    let (registrant, id) = (round.key.registrant, round.key.id());
    // Who only asks writes nothing, and waits for nobody.
    if round.offered().next().is_some() {
        streams::lock(db, registrant).await?;
    }
    let mut draft = drafts::find(db, registrant, id).await?;
    let offered = round.offered().count();
    if let Some(held) = draft.take_if(|held| offered > 0 && compaction::is_due(held, offered)) {
        draft = Some(compacted(db, held).await?);
    }
    let known = drafts::edits(db, registrant, id, &round.concerned(draft.as_ref())).await?;
    let exchanged = match round.exchange(draft.as_ref(), &known, now) {
        Ok(exchanged) => exchanged,
        Err(refused) => return Ok(Err(refused)),
    };
    if exchanged.pins {
        drafts::pin(db, &round.key, &round.form_version, now).await?;
    }
    drafts::add_edits(db, registrant, id, &exchanged.added).await?;
    let edits = drafts::edits_after(db, registrant, id, round.after, PAGE_EDITS).await?;
    Ok(Ok(round.page(exchanged, edits)))
}

/// The draft after what others took the place of in it was marked.
async fn compacted(db: &mut Connection, draft: Draft) -> Result<Draft, StoreError> {
    let (registrant, id) = (draft.key.registrant, draft.key.id());
    let edits = drafts::live(db, registrant, id).await?;
    let before = drafts::held(db, registrant, id, &compaction::named_before(&edits)).await?;
    let replaced = compaction::replaced(&edits, &before);
    let live = draft.live.saturating_sub(u64::try_from(replaced.len()).unwrap_or(u64::MAX));
    drafts::compact(db, registrant, id, &replaced).await?;
    Ok(Draft { live, looked: live, ..draft })
}

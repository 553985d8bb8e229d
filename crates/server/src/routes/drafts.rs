//! Drafts: edits go up and come down in one exchange.

use std::sync::Arc;

use axum::extract::{Path, State};
use portal_forms::Micros;
use portal_protocol::{DraftList, DraftSummary, EditsPage, EditsPush};
use portal_record::{DraftId, RegistrantId};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::rules::allowance::{Of, Use};
use crate::rules::exchange::{Draft, Round};
use crate::rules::instant::stamp;
use crate::rules::{Refused, compaction, edit_kind, history};
use crate::store::{Connection, StoreError, allowances, drafts, streams};

/// `GET /v1/drafts`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<axum::Json<DraftList>, Refusal> {
    listed(&app, caller.registrant).await.map(axum::Json)
}

/// The drafts of a registrant.
pub async fn listed(app: &App, registrant: RegistrantId) -> Result<DraftList, Refusal> {
    let mut db = app.store.read().await?;
    let mut list = Vec::new();
    for Draft { key, form_version, sequence, .. } in drafts::all(&mut db, registrant).await? {
        let history = drafts::history(&mut db, registrant, key.id(), sequence).await?;
        list.push(DraftSummary { key, form_version, sequence, history });
    }
    Ok(DraftList { drafts: list })
}

/// `POST /v1/drafts/{id}/edits`
pub async fn exchange(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(draft): Path<String>,
    Json(sent): Json<Box<RawValue>>,
) -> Result<axum::Json<Page>, Refusal> {
    let id = Uuid::parse_str(&draft).map(DraftId).map_err(|_| problem::not_found())?;
    exchanged(&app, caller.registrant, id, read(&sent)?).await.map(axum::Json)
}

/// A page of edits as they were stored.
pub type Page = EditsPage<Box<RawValue>>;

/// The push. One with an edit that this server does not know is sound, and not for this server.
fn read(sent: &RawValue) -> Result<EditsPush, Refusal> {
    serde_json::from_str(sent.get()).map_err(|why| {
        if edit_kind::is_sound_push(sent.get()) { problem::edit_unknown() } else { problem::malformed(why) }
    })
}

/// One exchange of a registrant.
pub async fn exchanged(
    app: &App,
    registrant: RegistrantId,
    id: DraftId,
    push: EditsPush,
) -> Result<Page, Refusal> {
    let round = Round::of(registrant, id, push, &app.college, &app.forms)?;
    let now = app.now();
    let counts = app.counts;
    Ok(app.store.write(move |db| Box::pin(async move { write(db, round, counts, now).await })).await??)
}

/// One exchange, within one transaction.
async fn write(
    db: &mut Connection,
    round: Round,
    counts: bool,
    now: Micros,
) -> Result<Result<Page, Refused>, StoreError> {
    let (registrant, id) = (round.key.registrant, round.key.id());
    // Who only asks writes nothing, and waits for nobody.
    let mut now = now;
    if round.offered().next().is_some() {
        streams::lock(db, registrant).await?;
        match stamp(now, streams::newest(db, registrant).await?) {
            Ok(instant) => now = instant,
            Err(refused) => return Ok(Err(refused)),
        }
    }
    let mut draft = drafts::find(db, registrant, id).await?;
    let offered = round.offered().count();
    if let Some(held) = draft.take_if(|held| offered > 0 && compaction::is_due(held, offered, round.bytes)) {
        draft = Some(compacted(db, held).await?);
    }
    let mut known = drafts::edits(db, registrant, id, &round.concerned(draft.as_ref())).await?;
    known.extend(drafts::made(db, registrant, id, round.places()).await?);
    let exchanged = match round.exchange(draft.as_ref(), &known, now) {
        Ok(exchanged) => exchanged,
        Err(refused) => return Ok(Err(refused)),
    };
    let held = drafts::history(db, registrant, id, round.after).await?;
    if let Err(refused) = history::require_same(round.history.as_ref(), held.as_ref()) {
        return Ok(Err(refused));
    }
    if counts {
        let used = [(Of::Edits, exchanged.added.len()), (Of::Bytes, exchanged.bytes())];
        let used = used.map(|(of, amount)| Use::of_registrant(registrant, of, amount));
        if let Err(refused) =
            allowances::take(db, if exchanged.added.is_empty() { &[] } else { &used }, now).await?
        {
            return Ok(Err(refused));
        }
    }
    if exchanged.pins {
        drafts::pin(db, &round.key, &round.form_version, now).await?;
    }
    drafts::add_edits(db, registrant, id, &exchanged.added).await?;
    let edits = drafts::page(db, registrant, id, round.after).await?;
    let history = match edits.last() {
        Some(last) => drafts::history(db, registrant, id, last.sequence).await?,
        None => held,
    };
    Ok(Ok(EditsPage { history, ..round.page(exchanged, edits) }))
}

/// The draft after what others took the place of in it was marked.
async fn compacted(db: &mut Connection, draft: Draft) -> Result<Draft, StoreError> {
    let (registrant, id) = (draft.key.registrant, draft.key.id());
    let edits = drafts::live(db, registrant, id).await?;
    let before = drafts::held(db, registrant, id, &compaction::named_before(&edits)).await?;
    let replaced = compaction::replaced(&edits, &before);
    let live = draft.live.saturating_sub(u64::try_from(replaced.len()).unwrap_or(u64::MAX));
    let bytes = drafts::compact(db, registrant, id, &replaced).await?;
    Ok(Draft { live, bytes, looked: live, ..draft })
}

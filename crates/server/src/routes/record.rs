//! The registrant's own events.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use portal_protocol::{History, PAGE_EVENTS, Place, RecordPage};
use portal_record::{Event, RegistrantId, Verbatim};
use serde::Deserialize;

use crate::app::App;
use crate::body::Query;
use crate::issuer::bearer::Caller;
use crate::problem::Refusal;
use crate::rules::{self, Refused};
use crate::store::{Connection, StoreError, streams};

/// Where a page begins.
#[derive(Debug, Deserialize)]
pub struct After {
    #[serde(default)]
    after: u64,
    /// What was told with that place.
    history: Option<History>,
}

/// `GET /v1/record?after=N&history=H`
pub async fn page(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(After { after, history }): Query<After>,
) -> Result<Json<RecordPage<Verbatim<Event>>>, Refusal> {
    page_after(&app, caller.registrant, after, history).await.map(Json)
}

/// A page of a registrant's events, for who was told this history of the place after which it begins.
pub async fn page_after(
    app: &App,
    registrant: RegistrantId,
    after: u64,
    told: Option<History>,
) -> Result<RecordPage<Verbatim<Event>>, Refusal> {
    let place = Place { stream: registrant.stream(), after, history: told };
    Ok(page_of(&mut *app.store.read().await?, &place, PAGE_EVENTS).await??)
}

/// At most so many events of a stream, from this place on.
pub async fn page_of(
    db: &mut Connection,
    place: &Place,
    most: usize,
) -> Result<Result<RecordPage<Verbatim<Event>>, Refused>, StoreError> {
    let Place { stream, after, history: told } = place;
    let version = streams::version(db, *stream).await?;
    let events = streams::page(db, *stream, *after, most).await?;
    let held = streams::history(db, *stream, *after).await?;
    let page = match rules::page::page(*after, version, events) {
        Ok(page) => page,
        Err(refused) => return Ok(Err(refused)),
    };
    if let Err(refused) = rules::history::require_same(told.as_ref(), held.as_ref()) {
        return Ok(Err(refused));
    }
    let history = match page.events.last() {
        Some(last) => streams::history(db, *stream, last.version).await?,
        None => held,
    };
    Ok(Ok(RecordPage { history, ..page }))
}

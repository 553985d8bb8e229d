//! The registrant's own events.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use portal_protocol::{History, RecordPage};
use portal_record::{Event, RegistrantId, Verbatim};
use serde::Deserialize;

use crate::app::App;
use crate::body::Query;
use crate::issuer::bearer::Caller;
use crate::problem::Refusal;
use crate::rules;
use crate::store::streams;

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
    let mut db = app.store.read().await?;
    let version = streams::version(&mut db, registrant).await?;
    let events = streams::page(&mut db, registrant, after).await?;
    let page = rules::page::page(after, version, events)?;
    let held = streams::history(&mut db, registrant, after).await?;
    rules::history::require_same(told.as_ref(), held.as_ref())?;
    let history = match page.events.last() {
        Some(last) => streams::history(&mut db, registrant, last.version).await?,
        None => held,
    };
    Ok(RecordPage { history, ..page })
}

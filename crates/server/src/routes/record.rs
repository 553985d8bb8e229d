//! The registrant's own events.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use portal_wire::sync::{PAGE_EVENTS, RecordPage};
use serde::Deserialize;

use crate::app::App;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::store::streams;

/// Where a page begins.
#[derive(Debug, Deserialize)]
pub struct After {
    #[serde(default)]
    after: u64,
}

/// `GET /v1/record?after=N`
pub async fn page(
    State(app): State<Arc<App>>,
    caller: Caller,
    query: Result<Query<After>, QueryRejection>,
) -> Result<Json<RecordPage>, Refusal> {
    let Query(After { after }) = query.map_err(problem::malformed)?;
    let mut db = app.store.read().await?;
    let version = streams::version(&mut db, caller.registrant).await?;
    if after > version {
        return Err(problem::out_of_order());
    }
    let events = streams::after(&mut db, caller.registrant, after, PAGE_EVENTS).await?;
    // An event may have been appended between the two reads: the page says what it has.
    let version = events.last().map_or(version, |last| version.max(last.version));
    Ok(Json(RecordPage { events, version }))
}

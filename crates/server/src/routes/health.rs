//! Whether the server serves.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::problem::Refusal;
use crate::rules::instant::{Newest, stamp};
use crate::store::streams;

/// It serves.
#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// `GET /healthz`: well when the database answers and the clock is not behind what was stamped.
pub async fn show(State(app): State<Arc<App>>) -> Result<Json<Health>, Refusal> {
    let mut db = app.store.read().await?;
    let of_all = streams::newest_of_all(&mut db).await?;
    stamp(app.now(), Newest { of_all, ..Newest::default() })?;
    Ok(Json(Health { status: "well" }))
}

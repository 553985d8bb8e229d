//! Whether the server lives, and whether it serves. These answer outside of load shedding: a server that is busy lives, and serves.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::App;
use crate::problem::{self, Refusal};
use crate::rules::instant::{Newest, stamp};
use crate::store::streams;

/// What is said when all is well.
#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// `GET /livez`, `GET /readyz`; and `GET /healthz`, by which monitors of before ask whether it serves.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/livez", get(async || Json(Health { status: "alive" })))
        .route("/readyz", get(ready))
        .route("/healthz", get(ready))
}

/// It serves when the database answers and takes what is written, and the clock is not behind what was stamped.
async fn ready(State(app): State<Arc<App>>) -> Result<Json<Health>, Refusal> {
    let of_all = {
        let mut db = app.store.read().await?;
        streams::newest_of_all(&mut db).await?
    };
    stamp(app.now(), Newest { of_all, ..Newest::default() })?;
    if app.tried.takes_writes(&app.store).await {
        Ok(Json(Health { status: "well" }))
    } else {
        Err(problem::unavailable())
    }
}

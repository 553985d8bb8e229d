//! Whether the server serves.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::problem::Refusal;

/// It serves.
#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// `GET /healthz`: well when the database answers.
pub async fn show(State(app): State<Arc<App>>) -> Result<Json<Health>, Refusal> {
    let mut db = app.store.read().await?;
    sqlx::query("SELECT 1").execute(&mut *db).await.map_err(crate::store::StoreError::from)?;
    Ok(Json(Health { status: "well" }))
}

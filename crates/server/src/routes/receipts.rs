//! Signed receipts, and the keys that they are checked with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use portal_credentials::keys::KeySet;
use portal_wire::sync::Signed;

use crate::app::App;
use crate::issuer::bearer::Caller;
use crate::problem::Refusal;
use crate::store::receipts;

/// `GET /v1/signed`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Signed>, Refusal> {
    let mut db = app.store.read().await?;
    Ok(Json(Signed { receipts: receipts::all(&mut db, caller.registrant).await?, credentials: Vec::new() }))
}

/// `GET /.well-known/jwks.json`
pub async fn keys(State(app): State<Arc<App>>) -> Response {
    let keys = KeySet::default().with(app.keys.receipts.verifying_key());
    let headers =
        [(header::CONTENT_TYPE, "application/jwk-set+json"), (header::CACHE_CONTROL, "max-age=3600")];
    (headers, keys.to_jwks()).into_response()
}

//! What the College signed: receipts and credentials for their registrant, and for anybody which credentials hold.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use portal_credentials::registration::status::STATUS_LIST_TYPE;
use portal_protocol::Signed;

use crate::app::App;
use crate::issuer::bearer::Caller;
use crate::problem::Refusal;
use crate::store::receipts;

/// `GET /v1/signed`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Signed>, Refusal> {
    let receipts = {
        let mut db = app.store.read().await?;
        receipts::all(&mut db, caller.registrant).await?
    };
    let credentials = app.credentials().of(caller.registrant).await?;
    let credentials = credentials.into_iter().map(|credential| credential.signed).collect();
    Ok(Json(Signed { receipts, credentials }))
}

/// `GET /v1/credentials/status`
pub async fn status(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let list = app.credentials().status_list(&app.status_lists).await?;
    let max_age = format!("public, max-age={}", list.fresh_seconds(app.now()));
    let headers = [(header::CONTENT_TYPE, STATUS_LIST_TYPE.to_owned()), (header::CACHE_CONTROL, max_age)];
    Ok((headers, list.signed.clone()).into_response())
}

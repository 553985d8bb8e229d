//! Whose token this is.

use axum::Json;
use portal_protocol::Me;

use crate::issuer::bearer::Caller;

/// `GET /v1/me`
pub async fn show(caller: Caller) -> Json<Me> {
    Json(Me { registrant: caller.registrant, email: caller.email, device: caller.device })
}

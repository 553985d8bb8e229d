//! The public register, open to anybody.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use portal_record::CpsoNumber;

use crate::app::App;
use crate::problem::{self, Refusal};
use crate::register;

/// `GET /v1/register/{cpso-number}`
pub async fn show(State(app): State<Arc<App>>, Path(number): Path<String>) -> Result<Response, Refusal> {
    let number: CpsoNumber = number.parse().map_err(|_| problem::not_found())?;
    let entry = register::entry(&app.store, app.now(), number).await?.ok_or_else(problem::not_found)?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, entry).into_response())
}

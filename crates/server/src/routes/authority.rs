//! The certificate that trusts what the College signs as PDF.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::problem::{self, Refusal};

/// `GET /.well-known/portal-authority.pem`
pub async fn show(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let pem = app.document_signer.authority_pem().map_err(|error| {
        tracing::error!(%error, "the authority's certificate cannot be written");
        problem::overloaded()
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pem-certificate-chain"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    Ok((headers, pem).into_response())
}

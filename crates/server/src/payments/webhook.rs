//! Messages of the payment provider. A message is a reason to ask the provider, never news in itself, so that its
//! order and its repetition don't matter.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::{MESSAGE_BYTES_MAX, settle};
use crate::app::App;
use crate::problem::{self, Refusal};
use crate::store::webhooks;

/// `POST /webhooks/payments`
pub async fn receive(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let body = body.map_err(|_| problem::too_large(MESSAGE_BYTES_MAX))?;
    let now = app.now();
    let signature = headers.get(app.provider.signature_header()).and_then(|value| value.to_str().ok());
    let message = signature.and_then(|signature| app.provider.read_message(signature, &body, now));
    let message = message.ok_or_else(problem::signature_invalid)?;
    let id = message.id.clone();
    let processed = app
        .store
        .write(move |db| Box::pin(async move { webhooks::take_in(db, &id, &body, now).await }))
        .await?;
    if processed {
        return Ok(StatusCode::NO_CONTENT);
    }
    settle::settle(&app, message.checkout).await.map_err(|error| {
        // Not processed: the provider sends it again, and the background asks by itself.
        tracing::warn!(%error, "a message of the payment provider could not be processed");
        problem::provider_unavailable()
    })?;
    let id = message.id;
    app.store.write(move |db| Box::pin(async move { webhooks::mark_processed(db, &id, now).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}

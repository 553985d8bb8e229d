//! Where the browser comes back to after the provider's page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use portal_record::CheckoutId;
use uuid::Uuid;

use super::settle;
use crate::app::App;
use crate::payments::pages;
use crate::problem::{self, Refusal};
use crate::store::checkouts;

/// `GET /payments/{checkout}`: says what happened, nothing about whom.
pub async fn show(State(app): State<Arc<App>>, Path(checkout): Path<String>) -> Result<Response, Refusal> {
    let id = CheckoutId(Uuid::parse_str(&checkout).map_err(|_| problem::not_found())?);
    let known = {
        let mut db = app.store.read().await?;
        checkouts::find(&mut db, id).await?.ok_or_else(problem::not_found)?
    };
    let state = match settle::settle(&app, id).await {
        Ok(state) => state.unwrap_or(known.state),
        Err(error) => {
            tracing::warn!(%error, "a checkout could not be looked up for its page");
            known.state
        }
    };
    Ok(pages::returned(state))
}

//! Payments: opening a hosted page for an invoice and taking in what became of it. Card data never comes here. The
//! provider's own word, asked for, is the only truth: messages are a reason to ask, their order means nothing.

mod open;
mod pages;
pub mod poll;
mod return_page;
pub mod sandbox;
pub mod settle;
mod webhook;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::app::App;

pub use open::open;

/// Largest message of the provider.
const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// What the provider and the person's browser reach.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/webhooks/payments", post(webhook::receive).layer(DefaultBodyLimit::max(MESSAGE_BYTES_MAX)))
        .route("/payments/{checkout}", get(return_page::show))
}

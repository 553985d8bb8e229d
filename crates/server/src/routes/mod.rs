//! What the desktop reaches, as `portal_protocol` describes it: one file per resource. A handler reads in one order:
//! authorize, load, act, answer.

mod authority;
mod commands;
mod devices;
pub mod drafts;
pub mod health;
mod invoices;
mod keys;
mod me;
pub mod record;
mod register;
mod signed;
pub mod streams;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use portal_protocol::{VERSION, VERSION_HEADER};

use crate::app::App;
use crate::credentials::STATUS_LIST_PATH;
use crate::problem;

/// Everything for the desktop, behind the check of its protocol version; and what anybody may ask.
pub fn routes() -> Router<Arc<App>> {
    let desktop = Router::new()
        .route("/v1/me", get(me::show))
        .route("/v1/record", get(record::page))
        .route("/v1/streams", post(streams::pull))
        .route("/v1/drafts", get(drafts::list))
        .route("/v1/drafts/{draft}/edits", post(drafts::exchange))
        .route("/v1/commands/{command}", put(commands::receive).get(commands::show))
        .route("/v1/signed", get(signed::list))
        .route("/v1/invoices/{invoice}/checkout", post(invoices::checkout))
        .route("/v1/devices", get(devices::list))
        .route("/v1/devices/{device}", delete(devices::revoke))
        .layer(from_fn(served_version));
    desktop
        .route("/.well-known/jwks.json", get(keys::jwks))
        .route("/.well-known/cose-keys", get(keys::cose))
        .route("/.well-known/portal-authority.pem", get(authority::show))
        .route(STATUS_LIST_PATH, get(signed::status))
        .route("/v1/register/{number}", get(register::show))
}

/// Refuses programs that speak another version of the protocol, before anything of theirs is read.
async fn served_version(request: Request, next: Next) -> Response {
    let given = request.headers().get(VERSION_HEADER).and_then(|value| value.to_str().ok());
    match given.map(str::parse::<u32>) {
        Some(Ok(VERSION)) => next.run(request).await,
        Some(Ok(_)) => problem::version_unsupported().into_response(),
        Some(Err(_)) | None => problem::malformed("Portal-Version is missing").into_response(),
    }
}

//! The server as its own OAuth 2.1 issuer: authorization code with PKCE for one public client, the desktop, which
//! listens on a loopback address of its own (RFC 8252). Here: the endpoints' table and what the issuer says of itself.

mod authorize;
pub mod bearer;
mod cookies;
mod device_cookies;
pub mod proof;
mod request;
mod rotation;
pub mod sign_in_page;
mod token;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use portal_forms::Micros;
use serde::Serialize;

use crate::app::App;
use crate::body::FORM_BYTES_MAX;
use crate::clock::after;
use crate::store::{StoreError, attempts, codes, grants};

pub use request::Parameters;

/// The only client: the desktop.
pub const CLIENT_ID: &str = "portal-desktop";
/// How long an authorization code can be used.
const CODE_SECONDS: i64 = 60;
/// How long an access token can be used.
const ACCESS_SECONDS: i64 = 15 * 60;
/// How long a refresh token can be used after it was given out: a desktop may stay offline as long.
const REFRESH_SECONDS: i64 = 180 * 24 * 60 * 60;
/// How long a sign-in page can be left open.
const PAGE_SECONDS: i64 = 30 * 60;

/// The issuer's endpoints.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/.well-known/oauth-authorization-server", get(metadata))
        .route("/authorize", get(authorize::show).post(authorize::sign_in))
        .route("/token", post(token::token))
        .route("/revoke", post(token::revoke))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// What the issuer says of itself (RFC 8414).
#[derive(Serialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    revocation_endpoint: String,
    response_types_supported: &'static [&'static str],
    grant_types_supported: &'static [&'static str],
    code_challenge_methods_supported: &'static [&'static str],
    token_endpoint_auth_methods_supported: &'static [&'static str],
    revocation_endpoint_auth_methods_supported: &'static [&'static str],
    authorization_response_iss_parameter_supported: bool,
}

async fn metadata(State(app): State<Arc<App>>) -> Json<Metadata> {
    Json(Metadata {
        issuer: app.public_url.clone(),
        authorization_endpoint: app.url("/authorize"),
        token_endpoint: app.url("/token"),
        revocation_endpoint: app.url("/revoke"),
        response_types_supported: &["code"],
        grant_types_supported: &["authorization_code", "refresh_token"],
        code_challenge_methods_supported: &["S256"],
        token_endpoint_auth_methods_supported: &["none"],
        revocation_endpoint_auth_methods_supported: &["none"],
        authorization_response_iss_parameter_supported: true,
    })
}

/// Forgets codes, tokens and attempts that count no more: some at a time, so that what others write is never behind all of them.
///
/// # Errors
/// [`StoreError`] when the store is busy; it is tried again.
pub async fn sweep(app: &App, now: Micros) -> Result<(), StoreError> {
    let ran_out = after(now, -REFRESH_SECONDS);
    while app.store.write(move |db| Box::pin(codes::sweep(db, now))).await? == codes::SWEPT_MAX {}
    while app.store.write(move |db| Box::pin(grants::sweep(db, ran_out))).await? == grants::SWEPT_MAX {}
    while app.store.write(move |db| Box::pin(attempts::sweep(db, now))).await? == attempts::SWEPT_MAX {}
    Ok(())
}

//! The keys that everything signed by the College is checked with: the one that signs now, and those before it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;

/// How long others may keep the set: after a rotation, what the new key signed is not trusted for as long.
const CACHED: &str = "public, max-age=300";

/// `GET /.well-known/jwks.json`
pub async fn jwks(State(app): State<Arc<App>>) -> Response {
    set("application/jwk-set+json", app.keys.signing.now().published.to_jwks())
}

/// `GET /.well-known/cose-keys`
pub async fn cose(State(app): State<Arc<App>>) -> Response {
    set("application/cose-key-set", app.keys.signing.now().published.to_cose())
}

fn set(media_type: &'static str, keys: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, CACHED)], keys).into_response()
}

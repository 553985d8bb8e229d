//! Request bodies and queries: read within their limit, understood in full, or refused with a problem document.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use portal_protocol::BODY_BYTES_MAX;
use serde::de::DeserializeOwned;

use crate::problem::{self, Refusal};

/// Largest form; the routes that take one set it as their limit.
pub const FORM_BYTES_MAX: usize = 16 * 1024;

/// What the address says after its question mark.
pub struct Query<T>(pub T);

/// A body in JSON.
pub struct Json<T>(pub T);

/// A body of `application/x-www-form-urlencoded`.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(query)| Self(query)).map_err(problem::malformed)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !has_media_type(&request, "application/json") {
            return Err(problem::wrong_media_type());
        }
        let bytes = read(request, state, BODY_BYTES_MAX).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(problem::malformed)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let form = axum::extract::Form::<T>::from_request(request, state).await;
        form.map(|axum::extract::Form(form)| Self(form)).map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => problem::too_large(FORM_BYTES_MAX),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => problem::wrong_media_type(),
            _ => problem::malformed(rejection.body_text()),
        })
    }
}

/// The whole body, within the limit.
pub async fn read<S: Send + Sync>(request: Request, state: &S, bytes_max: usize) -> Result<Bytes, Refusal> {
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            problem::too_large(bytes_max)
        } else {
            problem::malformed("the body broke off")
        }
    })?;
    if bytes.len() > bytes_max { Err(problem::too_large(bytes_max)) } else { Ok(bytes) }
}

fn has_media_type(request: &Request, expected: &str) -> bool {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case(expected))
}

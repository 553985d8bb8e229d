//! The gate every request passes: how many at once, how long, and one line in the log about it. The log has the
//! route's pattern, never the address that was asked, a name, or a body.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::problem;

/// Requests that are served at the same time; more are shed.
const REQUESTS_MAX: usize = 2_048;
/// How long one request may take.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Counts the requests that are being served.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(REQUESTS_MAX)))
    }
}

/// Serves the request, or sheds it.
pub async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = match gate.0.try_acquire() {
        Ok(_permit) => tokio::time::timeout(REQUEST_TIME_MAX, next.run(request))
            .await
            .unwrap_or_else(|_| problem::overloaded().into_response()),
        Err(_) => problem::overloaded().into_response(),
    };
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    tracing::info!(
        %method,
        route = route.as_ref().map_or("-", MatchedPath::as_str),
        status = response.status().as_u16(),
        micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        "served"
    );
    response
}

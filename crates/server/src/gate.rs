//! The gate every request passes: how many at once, how long, and one line in the log about it. The log has the
//! route's pattern, never the address that was asked, a name, or a body.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use portal_wire::sync::TIME_HEADER;
use tokio::sync::Semaphore;

use crate::clock::Clock;
use crate::problem;

/// Requests that are served at the same time; more are shed.
const REQUESTS_MAX: usize = 2_048;
/// How long one request may take.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Counts the requests that are being served.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    fn of(requests_max: usize) -> Self {
        Self(Arc::new(Semaphore::new(requests_max)))
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::of(REQUESTS_MAX)
    }
}

/// Tells the College's time in every reply, so that no program goes by a clock of its own.
pub async fn tell_time(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(TIME_HEADER, HeaderValue::from(clock.now().0));
    response
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections;
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use reqwest::StatusCode;
    use tokio::net::TcpListener;
    use tokio::sync::{Notify, watch};

    #[tokio::test]
    async fn what_is_too_much_is_shed_with_the_time_to_come_back() {
        let (arrived, leave) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (said, told) = (Arc::clone(&arrived), Arc::clone(&leave));
        let router = Router::new()
            .route(
                "/",
                get(async move || {
                    said.notify_one();
                    told.notified().await;
                }),
            )
            .layer(from_fn_with_state(Gate::of(1), pass));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (_running, stopping) = watch::channel(false);
        tokio::spawn(connections::serve(listener, router, 8, stopping));
        let first = tokio::spawn(reqwest::get(url.clone()));
        arrived.notified().await;
        let second = reqwest::get(&url).await.unwrap();
        assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(second.headers()[header::RETRY_AFTER.as_str()], "2");
        assert_eq!(second.headers()[header::CONTENT_TYPE.as_str()], "application/problem+json");
        leave.notify_one();
        assert_eq!(first.await.unwrap().unwrap().status(), StatusCode::OK, "who was inside is served");
    }
}

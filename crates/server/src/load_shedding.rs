//! Load shedding, which every request passes: how many at once, how long, and one line in the log about it. The log has the
//! route's pattern, never the address that was asked, a name, or a body.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use portal_protocol::TIME_HEADER;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Clock;
use crate::problem;

/// Requests that are served at the same time; more are shed.
const REQUESTS_MAX: usize = 2_048;
/// How long a caller waits for one request. What was begun is brought to its end all the same.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Counts the requests that are being served.
#[derive(Clone)]
pub struct LoadShedder {
    places: Arc<Semaphore>,
    requests_max: usize,
}

impl LoadShedder {
    fn of(requests_max: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(requests_max)), requests_max }
    }

    /// Ends when nothing is being served, and lets nothing in any more.
    pub async fn emptied(&self) {
        let all = u32::try_from(self.requests_max).unwrap_or(u32::MAX);
        if let Ok(all) = self.places.acquire_many(all).await {
            all.forget();
        }
    }
}

impl Default for LoadShedder {
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
pub async fn serve_or_shed(State(shedder): State<LoadShedder>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = match Arc::clone(&shedder.places).try_acquire_owned() {
        Ok(place) => to_its_end(place, next.run(request)).await,
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

/// On a task of its own: a caller who hangs up, or has waited too long, leaves nothing half done.
async fn to_its_end(
    place: OwnedSemaphorePermit,
    serving: impl Future<Output = Response> + Send + 'static,
) -> Response {
    let task = tokio::spawn(async move {
        let response = serving.await;
        drop(place);
        response
    });
    match tokio::time::timeout(REQUEST_TIME_MAX, task).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            tracing::error!(%error, "a request broke off");
            problem::internal().into_response()
        }
        Err(_) => problem::overloaded().into_response(),
    }
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

    /// A server that serves one request at a time: it says when a request has come, and answers when it is told to.
    struct OneByOne {
        url: String,
        shedder: LoadShedder,
        arrived: Arc<Notify>,
        leave: Arc<Notify>,
        /// Requests that were brought to their end.
        ended: watch::Receiver<usize>,
        _running: watch::Sender<bool>,
    }

    async fn one_by_one() -> OneByOne {
        let (arrived, leave, shedder) =
            (Arc::new(Notify::new()), Arc::new(Notify::new()), LoadShedder::of(1));
        let (said, told) = (Arc::clone(&arrived), Arc::clone(&leave));
        let (end, ended) = watch::channel(0);
        let router = Router::new()
            .route(
                "/",
                get(async move || {
                    said.notify_one();
                    told.notified().await;
                    end.send_modify(|ended| *ended += 1);
                }),
            )
            .layer(from_fn_with_state(shedder.clone(), serve_or_shed));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (_running, stopping) = watch::channel(false);
        tokio::spawn(connections::serve(listener, router, 8, stopping));
        OneByOne { url, shedder, arrived, leave, ended, _running }
    }

    #[tokio::test]
    async fn who_hangs_up_leaves_nothing_half_done() {
        let OneByOne { url, shedder, arrived, leave, mut ended, _running } = one_by_one().await;
        let asked = tokio::spawn(reqwest::get(url));
        arrived.notified().await;
        asked.abort();
        assert!(asked.await.is_err(), "the caller is gone");
        let emptied = tokio::spawn(async move { shedder.emptied().await });
        leave.notify_one();
        let served = async {
            ended.wait_for(|ended| *ended == 1).await.unwrap();
            emptied.await.unwrap();
        };
        tokio::time::timeout(Duration::from_secs(20), served).await.expect("it is brought to its end");
    }

    #[tokio::test]
    async fn what_is_too_much_is_shed_with_the_time_to_come_back() {
        let OneByOne { url, arrived, leave, _running, .. } = one_by_one().await;
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

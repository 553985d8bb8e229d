//! What every answer has, whoever gave it: nothing of a person is kept by browsers or proxies on the way, nothing is guessed at or
//! shown inside another page, and over TLS it stays TLS. A refusal is a problem document, or the College's plain page where a person
//! looks at it; also where the framework itself refuses, which knows only its own few words.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, Entry};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::app::App;
use crate::pages::whole;
use crate::problem::{self, Explanation};

/// What an answer has unless it says otherwise.
const USUAL: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
/// A year, in which browsers come by TLS only.
const STRICT_TRANSPORT: &str = "max-age=31536000";

/// Sees every answer before it leaves.
pub async fn finish(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_looked_at = asks_for_a_page(request.headers());
    let mut response = next.run(request).await;
    if is_the_frameworks(&response) {
        let refusal = problem::of_status(response.status());
        response = with_headers_of(&response, refusal.into_response());
    }
    if is_looked_at && let Some(said) = response.extensions().get::<Explanation>() {
        let mut page = page(said);
        *page.status_mut() = response.status();
        response = with_headers_of(&response, page);
    }
    let headers = response.headers_mut();
    for (name, value) in USUAL {
        if let Entry::Vacant(vacant) = headers.entry(name) {
            vacant.insert(HeaderValue::from_static(value));
        }
    }
    if app.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT));
    }
    response
}

/// Browsers name it; programs take anything, or JSON.
fn asks_for_a_page(headers: &HeaderMap) -> bool {
    let asked = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    asked.flat_map(|value| value.split(',')).any(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("text/html")
    })
}

/// A refusal without a kind, or in plain text, is nobody's of this server.
fn is_the_frameworks(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_refusal = response.status().is_client_error() || response.status().is_server_error();
    is_refusal && kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// The same answer in other words: what it says besides its content stays.
fn with_headers_of(former: &Response, mut response: Response) -> Response {
    for (name, value) in former.headers() {
        let is_of_content = [header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name);
        if !is_of_content && !response.headers().contains_key(name) {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

fn page(said: &Explanation) -> Response {
    let main = html! {
        div class="sheet" {
            h1 { (said.title) }
            p { (said.detail) }
        }
    };
    whole(&said.title, &main, "")
}

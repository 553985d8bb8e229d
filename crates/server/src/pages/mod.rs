//! What the pages that a browser sees share in frame, style and safety. No scripts, nothing from elsewhere,
//! never inside another page. All their words come from Fluent.

use crate::language;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");
const SANS: &[u8] = include_bytes!("../../../../assets/fonts/source-sans-3/SourceSans3-Regular.ttf");
const SANS_STRONG: &[u8] = include_bytes!("../../../../assets/fonts/source-sans-3/SourceSans3-Semibold.ttf");
const SERIF: &[u8] = include_bytes!("../../../../assets/fonts/source-serif-4/SourceSerif4-Semibold.ttf");
const MARK: &str = include_str!("../../../../assets/college/mark.svg");

/// The files that pages refer to.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/pages/style.css", get(|| file("text/css; charset=utf-8", STYLE.as_bytes())))
        .route("/pages/mark.svg", get(|| file("image/svg+xml", MARK.as_bytes())))
        .route("/pages/sans.ttf", get(|| file("font/ttf", SANS)))
        .route("/pages/sans-strong.ttf", get(|| file("font/ttf", SANS_STRONG)))
        .route("/pages/serif.ttf", get(|| file("font/ttf", SERIF)))
}

async fn file(media_type: &'static str, bytes: &'static [u8]) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, bytes).into_response()
}

/// A sentence by its id.
pub(crate) fn text(id: &str) -> String {
    language::of_pages().get(id)
}

/// A whole page. `form_targets` are the origins, besides this server, that a form's answer may lead to.
pub(crate) fn whole(title: &str, main: &Markup, form_targets: &str) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en-CA" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " - " (text("college-short-name")) }
                @for font in ["sans", "sans-strong", "serif"] {
                    link rel="preload" as="font" type="font/ttf" crossorigin href={ "/pages/" (font) ".ttf" };
                }
                link rel="stylesheet" href="/pages/style.css";
                link rel="icon" type="image/svg+xml" href="/pages/mark.svg";
            }
            body {
                header class="college" {
                    img src="/pages/mark.svg" alt="" width="36" height="36";
                    p { (text("college-name")) }
                }
                main { (main) }
                footer { p { (help()) } }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self' {form_targets}; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    let mut response = Html(page.into_string()).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(policy.trim()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A notice above a form; screen readers read it at once.
pub(crate) fn alert(kind: &str, title: &str, sentence: &str) -> Markup {
    html! {
        div class={ "notice " (kind) } role="alert" {
            p class="notice-title" { (title) }
            p { (sentence) }
        }
    }
}

/// Markup that draws nothing.
pub(crate) fn nothing() -> Markup {
    PreEscaped(String::new())
}

fn help() -> String {
    language::of_pages().format("page-help", &[("phone", text("college-phone"))])
}

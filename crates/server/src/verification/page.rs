//! The page on which anybody checks a credential, made for a telephone: whether it is genuine, whether it is valid now, and of
//! its holder no more than the public register shows.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect as SeeOther, Response};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;

use super::lookup::{Found, Issued, Question, Registered, look_up};
use crate::app::App;
use crate::body::{FORM_BYTES_MAX, Form};
use crate::clock::timestamp;
use crate::language;
use crate::origin::Origin;
use crate::pages::{alert, nothing, text, whole};
use crate::problem::Refusal;
use crate::rules::validity::Validity;
use crate::throttle::Attempt;

/// What the form sends.
#[derive(Debug, Deserialize)]
struct Typed {
    #[serde(default)]
    credential: String,
}

/// What a browser reaches.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/verify", get(ask).post(read).layer(DefaultBodyLimit::max(FORM_BYTES_MAX)))
        .route("/verify/{credential}", get(show))
}

/// `GET /verify`
async fn ask() -> Response {
    whole(&text("verification-title"), &form("", &nothing()), "")
}

/// `POST /verify`: an id leads to its page, which may be passed on; the text of a code is checked here.
async fn read(
    State(app): State<Arc<App>>,
    origin: Origin,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    match Question::read(&typed.credential) {
        Some(Question::Id(id)) => Ok(SeeOther::to(&format!("/verify/{id}")).into_response()),
        Some(question) => answer(&app, origin, &question).await,
        None => {
            let notice =
                alert("problem", &text("verification-unreadable"), &text("verification-unreadable.detail"));
            let page = whole(&text("verification-title"), &form(&typed.credential, &notice), "");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `GET /verify/{credential-id}`
async fn show(
    State(app): State<Arc<App>>,
    origin: Origin,
    Path(credential): Path<String>,
) -> Result<Response, Refusal> {
    match credential.parse() {
        Ok(id) => answer(&app, origin, &Question::Id(id)).await,
        Err(_) => Ok(refused(StatusCode::NOT_FOUND, "verification-unknown")),
    }
}

async fn answer(app: &App, origin: Origin, question: &Question) -> Result<Response, Refusal> {
    if let Err(seconds) = Attempt::lookup(origin.0).count(&app.store, app.now()).await? {
        tracing::warn!("too many credentials were looked at from one network");
        return Ok(too_often(seconds));
    }
    let found = look_up(app, question).await?;
    let validity = match &found {
        Found::Issued(issued) => issued.validity.code(),
        Found::Unknown => "unknown",
        Found::NotGenuine => "not-genuine",
    };
    tracing::info!(standing = validity, "a credential was looked at");
    Ok(match found {
        Found::Issued(issued) => {
            let title = text(&format!("verification-{validity}"));
            whole(&title, &verdict(app, &issued), "")
        }
        Found::Unknown => refused(StatusCode::NOT_FOUND, "verification-unknown"),
        Found::NotGenuine => refused(StatusCode::OK, "verification-not-genuine"),
    })
}

fn form(typed: &str, notice: &Markup) -> Markup {
    html! {
        div class="sheet" {
            h1 { (text("verification-title")) }
            p class="lead" { (text("verification-lead")) }
            (notice)
            form method="post" action="/verify" {
                div class="field" {
                    label for="credential" { (text("verification-field")) }
                    p class="hint" id="credential-hint" { (text("verification-field-hint")) }
                    textarea id="credential" name="credential" rows="3" required maxlength="4296" spellcheck="false"
                        autocapitalize="characters" autocomplete="off" aria-describedby="credential-hint" { (typed) }
                }
                button type="submit" { (text("verification-button")) }
            }
        }
    }
}

fn verdict(app: &App, issued: &Issued) -> Markup {
    let texts = language::of_pages();
    let said = &issued.said;
    let code = issued.validity.code();
    let detail =
        texts.format(&format!("verification-{code}.detail"), &[("from", texts.date(said.valid_from))]);
    let as_of =
        texts.format("verification-as-of", &[("instant", texts.instant_eastern(timestamp(issued.at)))]);
    let from = ("from", texts.date(said.valid_from));
    let days = match said.valid_until {
        Some(last) => texts.format("verification-days-from-until", &[from, ("until", texts.date(last))]),
        None => texts.format("verification-days-from", &[from]),
    };
    let class = |code: &str| app.college.class(code).map_or(code.to_owned(), |class| class.name.clone());
    html! {
        div class="sheet verdict" {
            (headline(kind(issued.validity), &text(&format!("verification-{code}")), &detail))
            p class="as-of" { (as_of) }
            h2 class="holder" { bdi { (said.name) } }
            dl class="facts" {
                (fact("verification-number", &said.cpso_number.to_string()))
                (fact("verification-class", &class(&said.class)))
                (fact("verification-days", &days))
                @if let Some(now) = &issued.now { (standing_now(now)) }
            }
            @if let Some(now) = issued.now.as_ref().filter(|now| differs(now, issued)) {
                h2 { (text("verification-now")) }
                dl class="facts" {
                    (fact("verification-name", &now.name))
                    @if let Some(held) = &now.class { (fact("verification-class", &class(held))) }
                }
            }
            @if issued.is_signed { p class="signed" { (text("verification-signed")) } }
            p class="aside" { (text("verification-compare")) }
            p class="credential-id" { (text("verification-id")) " " span { (issued.id) } }
        }
        (another())
    }
}

/// What the register says of the registration as a whole, which a credential's own days are not.
fn standing_now(now: &Registered) -> Markup {
    let texts = language::of_pages();
    let status = now.status.map(|(status, since)| {
        let status = text(&format!("status-{}", status.code()));
        texts.format("verification-status-since", &[("status", status), ("day", texts.date(since))])
    });
    html! { @if let Some(status) = &status { (fact("verification-status", status)) } }
}

fn differs(now: &Registered, issued: &Issued) -> bool {
    now.name != issued.said.name || now.class.as_ref() != Some(&issued.said.class)
}

fn refused(status: StatusCode, id: &str) -> Response {
    let main = html! {
        div class="sheet verdict" {
            (headline("problem", &text(id), &text(&format!("{id}.detail"))))
        }
        (another())
    };
    (status, whole(&text(id), &main, "")).into_response()
}

fn too_often(seconds: i64) -> Response {
    let minutes = seconds.div_euclid(60) + i64::from(seconds % 60 > 0);
    let detail = language::of_pages().format("verification-too-often.detail", &[("minutes", minutes)]);
    let main = html! {
        div class="sheet" {
            h1 { (text("verification-title")) }
            (alert("attention", &text("verification-too-often"), &detail))
        }
    };
    let page = whole(&text("verification-too-often"), &main, "");
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], page).into_response()
}

/// The word that counts, with a sign that needs no colour to be understood.
fn headline(kind: &str, title: &str, detail: &str) -> Markup {
    let stroke = match kind {
        "positive" => "M8 16.5 13.5 22 24 11",
        "problem" => "M10.5 10.5l11 11M21.5 10.5l-11 11",
        _ => "M16 8.5v9.5M16 22.6v.4",
    };
    html! {
        div class={ "headline " (kind) } {
            svg viewBox="0 0 32 32" width="44" height="44" aria-hidden="true" focusable="false" {
                circle cx="16" cy="16" r="15" {}
                path d=(stroke) {}
            }
            h1 { (title) }
        }
        p class="detail" { (detail) }
    }
}

fn kind(validity: Validity) -> &'static str {
    match validity {
        Validity::Valid => "positive",
        Validity::NotYet | Validity::Superseded | Validity::Expired => "attention",
        Validity::Suspended | Validity::Resigned => "problem",
    }
}

fn fact(id: &str, value: &str) -> Markup {
    html! { div { dt { (text(id)) } dd { bdi { (value) } } } }
}

fn another() -> Markup {
    html! { p class="another" { a href="/verify" { (text("verification-another")) } } }
}

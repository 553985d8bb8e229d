//! The pages behind the links: who asked for what, the password where something is confirmed, and a button; then what came of it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use portal_texts::Argument;
use serde::Deserialize;

use super::undo::{self, UndoState};
use super::{Asked, ConfirmationState};
use crate::app::App;
use crate::body::{FORM_BYTES_MAX, Form, Query};
use crate::issuer::proof::{Proof, Trial};
use crate::issuer::sign_in_page::{Notice, password};
use crate::language;
use crate::origin::Origin;
use crate::pages::{alert, text, whole};
use crate::problem::Refusal;
use crate::store::accounts;

/// What a link and its button carry.
#[derive(Debug, Deserialize)]
struct Carried {
    #[serde(default)]
    token: String,
    /// Asked for where something is confirmed.
    #[serde(default)]
    password: String,
}

/// What the browser reaches.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/confirm", get(show).post(confirm))
        .route("/undo", get(show_undo).post(undo))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// `GET /confirm?token=…`: changes nothing.
async fn show(State(app): State<Arc<App>>, Query(carried): Query<Carried>) -> Result<Response, Refusal> {
    let state = super::state(&app, &carried.token).await?;
    Ok(page(&app, &state, &carried.token))
}

/// `POST /confirm`
async fn confirm(
    State(app): State<Arc<App>>,
    origin: Origin,
    headers: HeaderMap,
    Form(carried): Form<Carried>,
) -> Result<Response, Refusal> {
    let waiting = super::state(&app, &carried.token).await?;
    let ConfirmationState::Waiting(asked) = &waiting else { return Ok(page(&app, &waiting, &carried.token)) };
    let again = |notice| Ok(asking(asked, &carried.token, Some(notice)));
    if carried.password.is_empty() {
        return again(Notice::Incomplete);
    }
    let account = {
        let mut db = app.store.read().await?;
        accounts::of(&mut db, asked.registrant).await?
    };
    let (what, email) = ("new e-mail address", asked.now.as_str());
    let trial = Trial { what, email, account, headers: &headers, desktop: None, origin };
    match trial.prove(&app, &carried.password).await? {
        Proof::Given(_) => {}
        Proof::Wrong => return again(Notice::NoMatch),
        Proof::TooOften { seconds } => return again(Notice::TooOften { seconds }),
        Proof::Busy => return again(Notice::Busy),
    }
    let state = super::confirm(&app, &carried.token).await?;
    Ok(page(&app, &state, &carried.token))
}

/// `GET /undo?token=…`: changes nothing.
async fn show_undo(State(app): State<Arc<App>>, Query(carried): Query<Carried>) -> Result<Response, Refusal> {
    let state = undo::state(&app, &carried.token).await?;
    Ok(undo_page(&app, &state, &carried.token))
}

/// `POST /undo`
async fn undo(State(app): State<Arc<App>>, Form(carried): Form<Carried>) -> Result<Response, Refusal> {
    let state = undo::undo(&app, &carried.token).await?;
    Ok(undo_page(&app, &state, &carried.token))
}

fn page(app: &App, state: &ConfirmationState, token: &str) -> Response {
    let texts = language::of_pages();
    let days = || i64::from(app.college.profile().confirm_email_within_days);
    let (id, kind, detail) = match state {
        ConfirmationState::Waiting(asked) => return asking(asked, token, None),
        ConfirmationState::Confirmed(asked) => {
            let detail = texts.format("confirm-done.detail", &[("address", asked.address.as_str())]);
            ("confirm-done", "positive", detail)
        }
        ConfirmationState::Used => ("confirm-used", "positive", text("confirm-used.detail")),
        ConfirmationState::Withdrawn => ("confirm-withdrawn", "attention", text("confirm-withdrawn.detail")),
        ConfirmationState::Superseded => {
            ("confirm-superseded", "attention", text("confirm-superseded.detail"))
        }
        ConfirmationState::Expired => {
            ("confirm-expired", "attention", texts.format("confirm-expired.detail", &[("days", days())]))
        }
        ConfirmationState::Taken => {
            let detail = texts.format("confirm-taken.detail", &[("phone", text("college-phone"))]);
            ("confirm-taken", "problem", detail)
        }
        ConfirmationState::Invalid => ("confirm-invalid", "problem", text("confirm-invalid.detail")),
        ConfirmationState::Busy => ("confirm-busy", "attention", text("confirm-busy.detail")),
    };
    came_of_it("confirm-title", id, kind, &detail)
}

fn came_of_it(title: &str, id: &str, kind: &str, detail: &str) -> Response {
    let main = html! {
        div class="sheet" {
            h1 { (text(title)) }
            (alert(kind, &text(id), detail))
        }
    };
    whole(&text(id), &main, "")
}

fn asking(asked: &Asked, token: &str, notice: Option<Notice>) -> Response {
    let mut response = whole(&text("confirm-title"), &question(asked, token, notice), "");
    if let Some(notice) = notice {
        notice.tell(&mut response);
    }
    response
}

fn question(asked: &Asked, token: &str, notice: Option<Notice>) -> Markup {
    let arguments = [("name", asked.name.as_str()), ("address", asked.address.as_str())];
    html! {
        div class="sheet" {
            h1 { (text("confirm-title")) }
            p class="lead" { (language::of_pages().format("confirm-question", &arguments)) }
            p { (text("confirm-consequence")) }
            @if let Some(notice) = notice { (notice.shown("confirm")) }
            form method="post" action="/confirm" {
                input type="hidden" name="token" value=(token);
                (password(true))
                button type="submit" { (text("confirm-button")) }
            }
            p class="aside" { (text("confirm-not-you")) }
        }
    }
}

fn undo_page(app: &App, state: &UndoState, token: &str) -> Response {
    let phone = || text("college-phone");
    let said = |id: &str, argument: (&str, String)| {
        language::of_pages().format(&format!("{id}.detail"), &[argument])
    };
    let (id, kind, detail) = match state {
        UndoState::Waiting => return undo_asking("undo-waiting", token),
        UndoState::Changed => return undo_asking("undo-changed", token),
        UndoState::Stopped => ("undo-stopped", "positive", said("undo-stopped", ("phone", phone()))),
        UndoState::Undone(_) => ("undo-done", "positive", said("undo-done", ("phone", phone()))),
        UndoState::Over => {
            let hours = app.college.profile().undo_email_within_hours;
            let arguments: [(&str, Argument<'_>); 2] =
                [("hours", i64::from(hours).into()), ("phone", phone().into())];
            ("undo-over", "attention", language::of_pages().format("undo-over.detail", &arguments))
        }
        UndoState::Taken => ("undo-taken", "problem", said("undo-taken", ("phone", phone()))),
        UndoState::Invalid => ("confirm-invalid", "problem", text("confirm-invalid.detail")),
        UndoState::Busy => ("undo-busy", "attention", text("undo-busy.detail")),
    };
    came_of_it("undo-title", id, kind, &detail)
}

fn undo_asking(id: &str, token: &str) -> Response {
    let main = html! {
        div class="sheet" {
            h1 { (text("undo-title")) }
            p class="lead" { (text(id)) }
            p { (text("undo-consequence")) }
            form method="post" action="/undo" {
                input type="hidden" name="token" value=(token);
                button type="submit" { (text("undo-button")) }
            }
            p class="aside" { (text("undo-not-needed")) }
        }
    };
    whole(&text("undo-title"), &main, "")
}

//! The page behind the link: who asked for what and a button, then what came of it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use portal_texts::Texts;
use serde::Deserialize;

use super::{Asked, Standing};
use crate::app::App;
use crate::body::{FORM_BYTES_MAX, Form};
use crate::pages::{alert, text, whole};
use crate::problem::Refusal;

/// What the link and the button carry.
#[derive(Debug, Deserialize)]
struct Carried {
    #[serde(default)]
    token: String,
}

/// What the browser reaches.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/confirm", get(show).post(confirm).layer(DefaultBodyLimit::max(FORM_BYTES_MAX)))
}

/// `GET /confirm?token=…`: changes nothing.
async fn show(State(app): State<Arc<App>>, Query(carried): Query<Carried>) -> Result<Response, Refusal> {
    let standing = super::look(&app, &carried.token).await?;
    Ok(page(&app, &standing, &carried.token))
}

/// `POST /confirm`
async fn confirm(State(app): State<Arc<App>>, Form(carried): Form<Carried>) -> Result<Response, Refusal> {
    let standing = super::confirm(&app, &carried.token).await?;
    Ok(page(&app, &standing, &carried.token))
}

fn page(app: &App, standing: &Standing, token: &str) -> Response {
    let texts = Texts::english();
    let days = || i64::from(app.college.profile().confirm_email_within_days);
    let (id, kind, detail) = match standing {
        Standing::Waiting(asked) => return whole(&text("confirm-title"), &question(asked, token), ""),
        Standing::Confirmed(asked) => {
            let detail = texts.format("confirm-done.detail", &[("address", asked.address.as_str())]);
            ("confirm-done", "positive", detail)
        }
        Standing::Used => ("confirm-used", "positive", text("confirm-used.detail")),
        Standing::Withdrawn => ("confirm-withdrawn", "attention", text("confirm-withdrawn.detail")),
        Standing::Superseded => ("confirm-superseded", "attention", text("confirm-superseded.detail")),
        Standing::Expired => {
            ("confirm-expired", "attention", texts.format("confirm-expired.detail", &[("days", days())]))
        }
        Standing::Taken => {
            let detail = texts.format("confirm-taken.detail", &[("phone", text("college-phone"))]);
            ("confirm-taken", "problem", detail)
        }
        Standing::Invalid => ("confirm-invalid", "problem", text("confirm-invalid.detail")),
        Standing::Busy => ("confirm-busy", "attention", text("confirm-busy.detail")),
    };
    let main = html! {
        div class="sheet" {
            h1 { (text("confirm-title")) }
            (alert(kind, &text(id), &detail))
        }
    };
    whole(&text(id), &main, "")
}

fn question(asked: &Asked, token: &str) -> Markup {
    let arguments = [("name", asked.name.as_str()), ("address", asked.address.as_str())];
    html! {
        div class="sheet" {
            h1 { (text("confirm-title")) }
            p class="lead" { (Texts::english().format("confirm-question", &arguments)) }
            p { (text("confirm-consequence")) }
            form method="post" action="/confirm" {
                input type="hidden" name="token" value=(token);
                button type="submit" { (text("confirm-button")) }
            }
            p class="aside" { (text("confirm-not-you")) }
        }
    }
}

//! The sign-in page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};

use super::Parameters;
use crate::language;
use crate::pages::{alert, text, whole};
use crate::problem::RETRY_SECONDS;

/// Why the page is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It was open for too long, or not opened by this browser.
    GrownOld,
    /// Something was left empty.
    Incomplete,
    /// No such address and password. Which of the two is not said.
    NoMatch,
    /// Too many sign in at the same time.
    Busy,
    /// Too many attempts.
    TooOften {
        /// Until when to wait.
        seconds: i64,
    },
}

impl Notice {
    /// Gives the answer its status, and the time to come back.
    pub fn tell(self, response: &mut Response) {
        let mut retry_after = |seconds: i64| {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        };
        *response.status_mut() = match self {
            Notice::GrownOld => StatusCode::FORBIDDEN,
            Notice::Incomplete | Notice::NoMatch => StatusCode::UNPROCESSABLE_ENTITY,
            Notice::Busy => {
                retry_after(RETRY_SECONDS);
                StatusCode::SERVICE_UNAVAILABLE
            }
            Notice::TooOften { seconds } => {
                retry_after(seconds);
                StatusCode::TOO_MANY_REQUESTS
            }
        };
    }

    /// Why the page is shown again; what is about the account differs from page to page.
    pub fn shown(self, page: &str) -> Markup {
        let said = |id: &str| alert("problem", &text(id), &text(&format!("{id}.detail")));
        let counted = |attribute: &str, name: &str, number: i64| {
            let sentence =
                language::of_pages().format(&format!("sign-in-too-often.{attribute}"), &[(name, number)]);
            alert("problem", &text("sign-in-too-often"), &sentence)
        };
        match self {
            Notice::GrownOld => said("sign-in-grown-old"),
            Notice::Incomplete => said(&format!("{page}-incomplete")),
            Notice::NoMatch => said(&format!("{page}-no-match")),
            Notice::Busy => said("sign-in-busy"),
            Notice::TooOften { seconds } if seconds <= 60 => counted("soon", "seconds", seconds),
            Notice::TooOften { seconds } => counted("detail", "minutes", (seconds + 59) / 60),
        }
    }
}

/// What the page shows and carries.
pub struct Page<'a> {
    /// The request that it was opened with.
    pub parameters: &'a Parameters,
    /// The computer that asks.
    pub device_name: &'a str,
    /// When it was shown.
    pub shown_at: &'a str,
    /// Ties the form to the browser.
    pub csrf: &'a str,
    /// What was typed before.
    pub email: &'a str,
    /// Why it is shown again.
    pub notice: Option<Notice>,
}

/// The page; its form may lead back to the desktop's own address.
pub fn page(page: &Page<'_>, desktop: &str) -> Response {
    let computer = language::of_pages().format("sign-in-computer", &[("name", page.device_name)]);
    let main = html! {
        div class="sheet" {
            h1 { (text("sign-in-title")) }
            p class="lead" { (text("sign-in-lead")) }
            @if !page.device_name.is_empty() { p class="computer" { (computer) } }
            @if let Some(notice) = page.notice { (notice.shown("sign-in")) }
            form method="post" action="/authorize" {
                (carried(page))
                (email(page))
                (password(!page.email.is_empty()))
                button type="submit" { (text("sign-in-button")) }
            }
            p class="aside" { (text("sign-in-any-address")) }
        }
    };
    whole(&text("sign-in-title"), &main, desktop)
}

/// Shown when the request names no client that may be answered.
pub fn untrusted() -> Response {
    let main = html! {
        div class="sheet" {
            h1 { (text("sign-in-untrusted")) }
            p { (text("sign-in-untrusted.detail")) }
        }
    };
    whole(&text("sign-in-untrusted"), &main, "")
}

fn carried(page: &Page<'_>) -> Markup {
    let asked = page.parameters;
    let fields = [
        ("response_type", asked.response_type.as_str()),
        ("client_id", &asked.client_id),
        ("redirect_uri", &asked.redirect_uri),
        ("code_challenge", &asked.code_challenge),
        ("code_challenge_method", &asked.code_challenge_method),
        ("state", &asked.state),
        ("device_id", &asked.device_id),
        ("device_name", &asked.device_name),
        ("shown_at", page.shown_at),
        ("csrf", page.csrf),
    ];
    html! {
        @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
    }
}

fn email(page: &Page<'_>) -> Markup {
    html! {
        div class="field" {
            label for="email" { (text("sign-in-email")) }
            input id="email" name="email" type="email" inputmode="email" autocomplete="username" spellcheck="false"
                autocapitalize="none" required maxlength="254" value=(page.email) autofocus[page.email.is_empty()];
        }
    }
}

/// Asks for the password of the account.
pub fn password(autofocus: bool) -> Markup {
    html! {
        div class="field" {
            label for="password" { (text("sign-in-password")) }
            input id="password" name="password" type="password" autocomplete="current-password" required
                maxlength="256" autofocus[autofocus];
        }
    }
}

//! The sign-in page.

use axum::response::Response;
use maud::{Markup, html};
use portal_texts::Texts;

use super::{alert, nothing, text, whole};
use crate::issuer::Parameters;

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

/// What the page shows and carries.
pub struct Page<'a> {
    /// The request that it was opened with.
    pub parameters: &'a Parameters,
    /// The computer that asks.
    pub device_name: &'a str,
    /// When it was shown.
    pub shown_at: &'a str,
    /// Ties the form to the browser.
    pub seal: &'a str,
    /// What was typed before.
    pub email: &'a str,
    /// Why it is shown again.
    pub notice: Option<Notice>,
}

/// The page; its form may lead back to the desktop's own address.
pub fn page(page: &Page<'_>, desktop: &str) -> Response {
    let computer = Texts::english().format("sign-in-computer", &[("name", page.device_name)]);
    let main = html! {
        div class="sheet" {
            h1 { (text("sign-in-title")) }
            p class="lead" { (text("sign-in-lead")) }
            @if !page.device_name.is_empty() { p class="computer" { (computer) } }
            @if let Some(notice) = page.notice { (self::notice(notice)) }
            form method="post" action="/authorize" {
                (carried(page))
                (email(page))
                (password(page))
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
        ("seal", page.seal),
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

fn password(page: &Page<'_>) -> Markup {
    html! {
        div class="field" {
            label for="password" { (text("sign-in-password")) }
            input id="password" name="password" type="password" autocomplete="current-password" required
                maxlength="256" autofocus[!page.email.is_empty()];
        }
    }
}

fn notice(notice: Notice) -> Markup {
    let (id, sentence) = match notice {
        Notice::GrownOld => ("sign-in-grown-old", None),
        Notice::Incomplete => ("sign-in-incomplete", None),
        Notice::NoMatch => ("sign-in-no-match", None),
        Notice::Busy => ("sign-in-busy", None),
        Notice::TooOften { seconds } if seconds <= 60 => {
            let sentence = Texts::english().format("sign-in-too-often.soon", &[("seconds", seconds)]);
            ("sign-in-too-often", Some(sentence))
        }
        Notice::TooOften { seconds } => {
            let minutes = seconds.div_euclid(60) + i64::from(seconds % 60 > 0);
            let sentence = Texts::english().format("sign-in-too-often.detail", &[("minutes", minutes)]);
            ("sign-in-too-often", Some(sentence))
        }
    };
    let sentence = sentence.unwrap_or_else(|| text(&format!("{id}.detail")));
    if sentence.is_empty() { nothing() } else { alert("problem", &text(id), &sentence) }
}

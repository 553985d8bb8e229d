//! The page after a payment, and the sandbox provider's hosted page.

use axum::response::Response;
use maud::{Markup, html};

use super::sandbox::{Session, TEST_CARDS, TestCard};
use crate::language;
use crate::pages::{alert, text, whole};
use crate::store::checkouts::State;

/// What happened, and that the person goes on in the application.
pub fn returned(state: State) -> Response {
    let (id, kind) = match state {
        State::Settled => ("payment-settled", "positive"),
        State::Uncertain => ("payment-uncertain", "attention"),
        State::Declined => ("payment-declined", "problem"),
        State::Abandoned => ("payment-abandoned", "attention"),
        State::Disputed => ("payment-disputed", "attention"),
        State::Returned => ("payment-returned", "positive"),
        State::Open => ("payment-open", "attention"),
    };
    let main = html! {
        div class="sheet" {
            h1 { (text("payment-title")) }
            (alert(kind, &text(id), &text(&format!("{id}.detail"))))
            p { (text("payment-return")) }
        }
    };
    whole(&text(id), &main, "")
}

/// The sandbox's hosted page: a choice of test cards, while the session is open. `action` is where it is sent.
pub fn hosted(session: &Session, action: &str) -> Response {
    let main = html! {
        div class="sheet" {
            p class="sandbox" { (text("sandbox-label")) }
            h1 { (text("sandbox-title")) }
            p class="lead" { (text("sandbox-lead")) }
            dl class="amount" {
                dt { (language::of_pages().format("sandbox-invoice", &[("invoice", session.reference.as_str())])) }
                dd { (language::of_pages().money(session.amount.0)) }
            }
            form method="post" action=(action) {
                fieldset {
                    legend { (text("sandbox-choose")) }
                    @for card in TEST_CARDS { (test_card(card)) }
                }
                div class="actions" {
                    button type="submit" {
                        (language::of_pages().format("sandbox-pay", &[("amount", language::of_pages().money(session.amount.0))]))
                    }
                    button type="submit" class="quiet" name="leave" value="yes" formnovalidate { (text("sandbox-leave")) }
                }
            }
            p class="aside" { (text("sandbox-accepted")) }
        }
    };
    whole(&text("sandbox-title"), &main, "")
}

fn test_card(card: &TestCard) -> Markup {
    let name = language::of_pages().format(
        "sandbox-card",
        &[
            ("method", text(&format!("payment-method-{}", card.method))),
            ("digits", card.last_four.to_owned()),
        ],
    );
    html! {
        label class="card" {
            input type="radio" name="card" value=(card.code) required;
            span {
                span class="name" { (name) }
                span class="what" { (text(&format!("sandbox-outcome-{}", card.outcome.code()))) }
            }
        }
    }
}

/// The hosted page after it was used: paying again is not offered.
pub fn used(return_url: &str) -> Response {
    let main = html! {
        div class="sheet" {
            p class="sandbox" { (text("sandbox-label")) }
            h1 { (text("sandbox-used")) }
            p { (text("sandbox-used.detail")) }
            p { a class="button" href=(return_url) { (text("sandbox-return")) } }
        }
    };
    whole(&text("sandbox-used"), &main, "")
}

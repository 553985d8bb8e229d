//! Paying on the hosted page in the browser: a declined card, then a good one.

use super::looks::look;
use super::portal::go_to;
use crate::{Browser, Display, Journal, Outcome, Page, Window, by, css, text};

/// A card of the sandbox, by the words beside it.
#[derive(Debug, Clone, Copy)]
pub struct Card(pub &'static str);

/// Charged, and said so.
pub const GOOD: Card = Card("Visa ending in 4242");
/// Declined.
pub const DECLINED: Card = Card("Visa ending in 0002");
/// The page is left before anything is charged.
pub const ABANDONED: Card = Card("Mastercard ending in 0069");
/// Charged, and nobody is told.
pub const SILENT: Card = Card("Visa ending in 0259");

/// Opens the hosted page from the window.
pub async fn open_checkout(window: &Window, display: &Display) -> Outcome<Browser> {
    window.click(&by("button", "Proceed to payment")).await?;
    window.click(&by("button", "Open the payment page")).await?;
    let browser = Browser::follow(display).await?;
    browser.see(&by("heading", "Pay your College fee")).await?;
    Ok(browser)
}

/// Pays with a card, and returns when the College's page says what became of it.
pub async fn pay(browser: &Page, card: Card, outcome: &str) -> Outcome {
    browser.take(&by("radio", card.0).partly()).await?;
    browser.click(&by("button", "Pay $").partly()).await?;
    browser.see(&text(outcome)).await
}

pub(super) async fn be_declined(journal: &mut Journal, window: &Window, display: &Display) -> Outcome {
    window.click(&by("button", "Proceed to payment")).await?;
    window.see(&by("heading", "Open the payment page?")).await?;
    look(journal, window, "payment-asked").await?;
    window.click(&by("button", "Open the payment page")).await?;
    let browser = Browser::follow(display).await?;
    browser.see(&by("heading", "Pay your College fee")).await?;
    look(journal, &browser, "payment-page").await?;
    window.see(&text("The payment page is open in your browser.")).await?;
    look(journal, window, "payment-open").await?;
    pay(&browser, DECLINED, "The card was declined").await?;
    look(journal, &browser, "payment-page-declined").await?;
    window.see(&text("The card was declined. Nothing was charged.").partly().within(css("main"))).await?;
    window.see(&by("button", "Proceed to payment")).await?;
    journal.checked("the window says that the card was declined, and offers to pay again");
    look(journal, window, "payment-declined").await?;
    go_to(window, "Home").await?;
    window.see(&by("link", "Pay the fee")).await?;
    look(journal, window, "home-declined").await?;
    window.click(&by("link", "Pay the fee")).await
}

pub(super) async fn be_complete(journal: &mut Journal, window: &Window, display: &Display) -> Outcome {
    let browser = open_checkout(window, display).await?;
    pay(&browser, GOOD, "The payment went through").await?;
    look(journal, &browser, "payment-page-accepted").await?;
    window.see(&text("Your renewal is complete.")).await?;
    window.see(&text("$1,725.00").within(css("main"))).await?;
    journal.checked("survey and fee are in: the renewal is complete");
    look(journal, window, "complete").await?;
    go_to(window, "Home").await?;
    window.see(&text("Complete").within(css("main"))).await?;
    look(journal, window, "home-complete").await
}

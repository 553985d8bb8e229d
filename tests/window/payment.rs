//! Payments that do not end as they should: a page that is left, and a charge of which nobody is told.

use std::time::Duration;

use portal_harness::journey::filing::{receipt_code, submit};
use portal_harness::journey::payment::{ABANDONED, SILENT, open_checkout, pay};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::go_to;
use portal_harness::journey::survey::fill;
use portal_harness::{Outcome, Page, by, css, text};

use crate::scene::Scene;

/// The College asks the provider again after some seconds, and the desktop asks the College.
const ASKING_MAX: Duration = Duration::from_secs(90);

#[tokio::test]
async fn an_abandoned_payment_can_be_made_again_and_an_unanswered_one_is_never_offered_twice() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let Scene { window, display, .. } = &scene;
    fill(window).await?;
    submit(window).await?;
    receipt_code(window).await?;

    let browser = open_checkout(window, display).await?;
    pay(&browser, ABANDONED, "Nothing was paid").await?;
    drop(browser);
    window.see(&text("The payment was not finished. Nothing was charged.").partly()).await?;
    window.see(&by("button", "Proceed to payment")).await?;

    let browser = open_checkout(window, display).await?;
    pay(&browser, SILENT, "The bank has not answered yet").await?;
    drop(browser);
    window.see(&text("Your payment is being confirmed.")).await?;
    window.must_be_accessible().await?;
    go_to(window, "Home").await?;
    window.see(&text("Being confirmed")).await?;
    assert_eq!(offers(window).await?, 0, "Home does not offer to pay what may be paid");
    window.must_be_accessible().await?;
    go_to(window, "Renewal").await?;
    let complete = text("Your renewal is complete.");
    window
        .patient(ASKING_MAX)
        .wait_until("the College to learn of the payment", async |page| {
            assert_eq!(offers(page).await?, 0, "while the outcome is unknown, paying again is not offered");
            Ok(page.count(&complete).await? == 1)
        })
        .await?;
    window.see(&text("$1,725.00, Visa ending in 0259").partly().within(css("main"))).await
}

/// How many ways to pay are offered.
async fn offers(page: &Page) -> Outcome<usize> {
    let buttons = page.count(&by("button", "Proceed to payment")).await?;
    let again = page.count(&by("button", "Open the page again")).await?;
    Ok(buttons + again + page.count(&by("link", "Pay the fee")).await?)
}

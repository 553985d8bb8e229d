//! A computer without a keychain: the person's own passphrase locks what is stored there.

use portal_harness::journey::looks::must_be_well;
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{enter_password, leave_tour, open_section, see_title};
use portal_harness::journey::questions::{answer, question};
use portal_harness::{Browser, Keychain, Outcome, Page, by, text};

use crate::scene::Scene;

const PASSPHRASE: &str = "seven loons on Ramsey Lake";

#[tokio::test]
async fn without_a_keychain_a_passphrase_opens_the_portal_and_a_wrong_one_does_not() -> Outcome {
    let scene = Scene::signed_out(Keychain::Absent).await?;
    let Scene { window, display, .. } = &scene;
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    enter_password(&browser, &LAVOIE).await?;
    drop(browser);

    see_title(window, "Choose a passphrase for this computer").await?;
    must_be_well(window, "choosing a passphrase").await?;
    choose(window, "short", "short").await?;
    window.see(&text("Use at least 10 characters").partly()).await?;
    choose(window, PASSPHRASE, "seven loons on Ramsay Lake").await?;
    window.see(&text("Type the same passphrase in both fields").partly()).await?;
    window.must_be_accessible().await?;
    choose(window, PASSPHRASE, PASSPHRASE).await?;
    leave_tour(window).await?;
    see_title(window, "Where you stand").await?;
    open_section(window, 'B').await?;
    answer(window, ("B.1", &["Yes, in Ontario only"])).await?;
    question(window, "B.5").await?;
    window.click(&by("button", "Save and close")).await?;
    see_title(window, "Annual Renewal Survey").await?;

    scene.server.link().cut().await?;
    let scene = scene.reopened().await?;
    let window = &scene.window;
    see_title(window, "Unlock your portal").await?;
    must_be_well(window, "unlocking").await?;
    window.fill(&by("field", "Passphrase"), "seven loons on another lake").await?;
    window.click(&by("button", "Unlock")).await?;
    window.see(&text("This is not the passphrase").partly()).await?;
    see_title(window, "Unlock your portal").await?;
    window.must_be_accessible().await?;
    window.fill(&by("field", "Passphrase"), PASSPHRASE).await?;
    window.click(&by("button", "Unlock")).await?;
    see_title(window, "Where you stand").await?;
    open_section(window, 'B').await?;
    let practising = question(window, "B.1").await?;
    assert_eq!(practising.answer, ["Yes, in Ontario only"], "what was stored is there, without a network");
    Ok(())
}

#[tokio::test]
async fn a_forgotten_passphrase_and_somebody_else_have_a_way_out() -> Outcome {
    let scene = Scene::signed_out(Keychain::Absent).await?;
    scene.window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(&scene.display).await?;
    enter_password(&browser, &LAVOIE).await?;
    drop(browser);
    choose(&scene.window, PASSPHRASE, PASSPHRASE).await?;
    leave_tour(&scene.window).await?;
    see_title(&scene.window, "Where you stand").await?;

    let scene = scene.reopened().await?;
    let Scene { window, display, .. } = &scene;
    see_title(window, "Unlock your portal").await?;
    window.click(&by("button", "Sign in as somebody else")).await?;
    see_title(window, "Finish signing in in your browser").await?;
    // The page that was opened is nobody's.
    display.opened_link().await?;
    window.click(&by("button", "Cancel")).await?;
    see_title(window, "Unlock your portal").await?;

    window.click(&by("button", "I forgot the passphrase")).await?;
    window.see(&text("all of it is at the College.").partly()).await?;
    window.must_be_accessible().await?;
    window.click(&by("button", "Go on without it")).await?;
    see_title(window, "Sign in to your portal").await?;
    window.see(&text("set-aside-1").partly()).await?;
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    enter_password(&browser, &LAVOIE).await?;
    see_title(window, "Choose a passphrase for this computer").await?;
    Ok(())
}

async fn choose(page: &Page, first: &str, again: &str) -> Outcome {
    page.fill(&by("field", "Passphrase"), first).await?;
    page.fill(&by("field", "Passphrase, once more"), again).await?;
    page.click(&by("button", "Use this passphrase")).await
}

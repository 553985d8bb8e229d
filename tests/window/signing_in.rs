//! A sign-in that is given up, and one that follows it.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{see_title, sign_in};
use portal_harness::{Browser, Keychain, Outcome, by};

use crate::scene::Scene;

#[tokio::test]
async fn a_cancelled_sign_in_leaves_nothing_behind_and_the_next_one_works() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let Scene { window, display, .. } = &scene;
    window.click(&by("button", "Sign in")).await?;
    see_title(window, "Finish signing in in your browser").await?;
    let given_up = display.opened_link().await?;
    window.click(&by("button", "Cancel")).await?;
    see_title(window, "Sign in to your portal").await?;

    let browser = Browser::open(display).await?;
    browser.go(&given_up).await?;
    browser.fill(&by("textbox", "E-mail address"), LAVOIE.email).await?;
    browser.fill(&by("field", "Password"), "not the password").await?;
    browser.click(&by("button", "Sign in")).await?;
    browser.see(&by("heading", "Sign in")).await?;
    assert_eq!(
        window.count(&by("button", "Sign in")).await?,
        1,
        "what happens on the page of a sign-in that was given up does not reach the window"
    );
    drop(browser);

    sign_in(window, display, &LAVOIE).await?;
    see_title(window, "Where you stand").await
}

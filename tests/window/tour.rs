//! The tour, the first time that somebody signs in on a computer, and never by itself again; and Help, where it is found.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{enter_password, go_to, see_title};
use portal_harness::{Browser, Keychain, Outcome, by, css, text};

use crate::focus::see_focus;
use crate::scene::Scene;

#[tokio::test]
async fn the_tour_is_gone_through_by_the_keyboard_once_and_found_again_in_help() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let Scene { window, display, .. } = &scene;
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    enter_password(&browser, &LAVOIE).await?;
    drop(browser);

    window.see(&text("Step 1 of 5")).await?;
    window.must_be_accessible().await?;
    see_focus(window, "button Next").await?;
    for step in 2..=5 {
        window.press("Enter").await?;
        window.see(&text(&format!("Step {step} of 5"))).await?;
    }
    see_focus(window, "button Done").await?;
    window.press("Enter").await?;
    window.see_gone(&css("dialog[open]")).await?;
    see_focus(window, "heading Where you stand").await?;

    let scene = scene.reopened().await?;
    let window = &scene.window;
    see_title(window, "Where you stand").await?;
    see_focus(window, "heading Where you stand").await?;
    go_to(window, "Help").await?;
    see_title(window, "The tour in words").await?;
    window.must_be_accessible().await?;
    assert_eq!(window.count(&css("dialog[open]")).await?, 0, "it does not come by itself again");
    window.click(&by("button", "Start the tour")).await?;
    window.see(&text("Step 1 of 5")).await?;
    window.press("Escape").await?;
    window.see_gone(&css("dialog[open]")).await?;

    window.click(&by("link", "(416) 967-2678").within(css(".side"))).await?;
    assert_eq!(scene.display.opened_link().await?, "tel:+14169672678", "the system dials");
    window.click(&by("link", "Open the College’s website").within(css(".side"))).await?;
    assert_eq!(scene.display.opened_link().await?, "https://www.cpso.on.ca/");
    see_title(window, "Help").await
}

//! One whole address change without a mouse, from Home to saved; the focus is always somewhere, and seen.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::profile::{CHANGES, see, see_result};
use portal_harness::{Outcome, Page};

use crate::focus::{must_show_focus, see_focus, tab_to};
use crate::scene::Scene;

#[tokio::test]
async fn an_address_is_changed_from_home_to_saved_by_the_keyboard_alone() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let page: &Page = &scene.window;
    see_focus(page, "heading Where you stand").await?;
    tab_to(page, "link Profile", "Shift+Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "heading Profile").await?;
    tab_to(page, "link Addresses", "Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "heading Addresses").await?;
    tab_to(page, "button Change Mailing address", "Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "heading New mailing address").await?;
    must_show_focus(page).await?;

    retype(page, "textbox Number and street", "5 Ester Court").await?;
    retype(page, "textbox City or town", "Ottawa").await?;
    tab_to(page, "combobox Province or territory", "Tab").await?;
    retype(page, "textbox Postal code", "K1G 4M4").await?;
    // A day that is too early is told where it stands, and the way back to it is one key.
    retype(page, "textbox Effective from", "2027-05-20").await?;
    tab_to(page, "button Save the change", "Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "region There is 1 thing to put right").await?;
    tab_to(page, "link Effective from", "Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "textbox Effective from").await?;
    page.press("Control+a").await?;
    write(page, "2027-06-01").await?;
    see_result(page, "From 1 Jun 2027 the College writes to you at 5 Ester Court, Ottawa ON K1G 4M4.")
        .await?;
    tab_to(page, "button Save the change", "Tab").await?;
    page.press("Enter").await?;
    see(page, CHANGES, "Mailing address from 1 Jun 2027", &["At the College"]).await?;
    page.wait_until("the focus on the change", async |page| {
        Ok(page.focused().await?.starts_with("listitem Mailing address from 1 Jun 2027"))
    })
    .await?;
    must_show_focus(page).await?;

    // Escape leaves a form as it was found, and the focus goes back to what opened it.
    tab_to(page, "button Add a location", "Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "heading New location").await?;
    page.press("Escape").await?;
    see_focus(page, "button Add a location").await?;
    page.press("Alt+ArrowLeft").await?;
    see_focus(page, "heading Profile").await
}

/// Goes to a field and types over what is in it.
async fn retype(page: &Page, field: &str, text: &str) -> Outcome {
    tab_to(page, field, "Tab").await?;
    page.press("Control+a").await?;
    write(page, text).await
}

async fn write(page: &Page, text: &str) -> Outcome {
    for letter in text.chars() {
        page.press(&if letter == ' ' { "Space".to_owned() } else { letter.to_string() }).await?;
    }
    Ok(())
}

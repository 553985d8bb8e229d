//! The portal without a mouse.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::see_section;
use portal_harness::journey::questions::see_answer;
use portal_harness::{Outcome, Page, text};

use crate::focus::{see_focus, tab_to};
use crate::scene::Scene;

#[tokio::test]
async fn a_section_is_reached_filled_mended_and_left_by_the_keyboard_alone() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let page: &Page = &scene.window;
    see_focus(page, "heading Where you stand").await?;
    tab_to(page, "link Renewal", "Shift+Tab").await?;
    page.press("Enter").await?;
    see_focus(page, "heading Annual Renewal Survey").await?;
    tab_to(page, "link B. Practice status", "Tab").await?;
    page.press("Enter").await?;
    see_section(page, 'B').await?;
    see_focus(page, "heading B. Practice status").await?;

    tab_to(page, "radio Yes, in Ontario only", "Tab").await?;
    page.press("Space").await?;
    see_answer(page, "B.1", "Yes, in Ontario only").await?;
    page.press("ArrowDown").await?;
    see_answer(page, "B.1", "Yes, in Ontario and elsewhere").await?;
    page.press("ArrowUp").await?;
    see_answer(page, "B.1", "Yes, in Ontario only").await?;
    tab_to(page, "radio No", "Tab").await?;
    page.press("Space").await?;
    see_answer(page, "B.4", "No").await?;
    page.press("Control+s").await?;
    page.see(&text("Saved on this computer")).await?;

    tab_to(page, "button Save and continue", "Tab").await?;
    page.press("Enter").await?;
    page.see(&text("There is 1 thing to put right")).await?;
    tab_to(
        page,
        "link B.5 Do you plan a parental leave of more than four months in the coming registration year?",
        "Tab",
    )
    .await?;
    page.press("Enter").await?;
    see_focus(page, "radio Yes").await?;
    page.press("ArrowDown").await?;
    see_answer(page, "B.5", "No").await?;
    tab_to(page, "button Save and continue", "Tab").await?;
    page.press("Enter").await?;
    see_section(page, 'C').await?;
    see_focus(page, "heading C. Continuing professional development").await?;

    page.press("Alt+ArrowLeft").await?;
    see_section(page, 'B').await?;
    page.press("F1").await?;
    see_focus(page, "heading Help").await?;
    page.press("Control+,").await?;
    see_focus(page, "heading Preferences").await
}

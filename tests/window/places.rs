//! Every page keeps its place in the smallest window, everything drawn twice as large: the wheel turned past the end leaves no grey
//! window, and nothing has to be scrolled sideways. The same is looked at in other sizes wherever pages are looked at.

use portal_harness::journey::documents::{begin_printing, open_document, open_documents};
use portal_harness::journey::looks::{SMALLEST, must_stay, resize};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, open_section, see_status, see_title};
use portal_harness::journey::profile::{PAGES, begin, cancel, open_page};
use portal_harness::journey::questions::answer;
use portal_harness::{Outcome, Page, by, css};
use serde_json::json;

use crate::scene::Scene;

/// How everything is made twice as large.
#[derive(Clone, Copy)]
enum Doubled {
    /// Letters are, by the preference: all is laid out anew around them.
    Letters,
    /// All is, by zooming in: what is left is a window of half the size.
    All,
}

#[tokio::test]
async fn every_page_keeps_its_place_at_800_by_600_and_200_percent() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let page: &Page = &scene.window;
    resize(page, SMALLEST).await?;
    look_at_pages(page, Doubled::All).await?;
    look_at_survey(page, Doubled::All).await?;
    go_to(page, "Preferences").await?;
    page.take(&by("radio", "200%")).await?;
    // The letters grow once the choice is kept, and the rail with them: a click on its way would land beside its entry.
    page.see(&css(":root[data-text-size='largest']")).await?;
    look_at_pages(page, Doubled::Letters).await?;
    look_at_survey(page, Doubled::Letters).await?;
    scene.server.link().cut().await?;
    open_section(page, 'B').await?;
    answer(page, ("B.1", &["Yes, in Ontario and elsewhere"])).await?;
    see_status(page, "Offline").await?;
    page.click(&by("link", "to reach the College").partly().within(css(".rail"))).await?;
    see_title(page, "Waiting to reach the College").await?;
    must_stay(page, "the outbox").await
}

/// Looks at a page as it stands. The driver's mouse misses its aim while everything is zoomed, so that zoom is there only for the
/// look.
async fn look(page: &Page, name: &str, doubled: Doubled) -> Outcome {
    const STEPS_TO_200_PERCENT: usize = 5;
    match doubled {
        Doubled::Letters => must_stay(page, name).await,
        Doubled::All => {
            for _ in 0..STEPS_TO_200_PERCENT {
                page.press("Control+=").await?;
            }
            see_width(page, SMALLEST.0 / 2).await?;
            must_stay(page, name).await?;
            page.press("Control+0").await?;
            see_width(page, SMALLEST.0).await
        }
    }
}

async fn see_width(page: &Page, width: u32) -> Outcome {
    page.wait_until(&format!("a page {width} wide"), async |page| {
        Ok(page.script("return innerWidth", json!([])).await? == json!(width))
    })
    .await
}

async fn look_at_pages(page: &Page, doubled: Doubled) -> Outcome {
    for (entry, title) in [
        ("Home", "Where you stand"),
        ("Renewal", "Annual Renewal Survey"),
        ("Preferences", "Preferences"),
        ("Help", "Help"),
    ] {
        go_to(page, entry).await?;
        see_title(page, title).await?;
        look(page, entry, doubled).await?;
    }
    page.click(&by("link", "About Portal Desktop")).await?;
    see_title(page, "About Portal Desktop").await?;
    look(page, "about", doubled).await?;
    for name in PAGES {
        open_page(page, name).await?;
        look(page, name, doubled).await?;
    }
    open_page(page, "Addresses").await?;
    begin(page, "Add a location").await?;
    look(page, "a form", doubled).await?;
    cancel(page).await?;
    open_documents(page).await?;
    look(page, "the documents", doubled).await?;
    open_document(page, "Certificate of registration").await?;
    look(page, "a document", doubled).await?;
    begin_printing(page).await?;
    look(page, "printing", doubled).await?;
    page.press("Escape").await?;
    page.see_gone(&css("dialog[open]")).await
}

async fn look_at_survey(page: &Page, doubled: Doubled) -> Outcome {
    for letter in 'A'..='J' {
        open_section(page, letter).await?;
        look(page, &format!("section {letter}"), doubled).await?;
    }
    open_section(page, 'B').await?;
    // What has not been started cannot be checked.
    answer(page, ("B.1", &["Yes, in Ontario only"])).await?;
    go_to(page, "Renewal").await?;
    page.click(&by("link", "Check your answers").within(css("main"))).await?;
    see_title(page, "Check your answers").await?;
    look(page, "check your answers", doubled).await
}

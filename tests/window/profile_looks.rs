//! Every page of the profile and every form, as assistive technology is told it: light and dark, in the smallest window, and in
//! letters of twice the size. Nothing needs to be scrolled sideways.

use portal_harness::journey::looks::{OPENING, SMALLEST, must_be_well, resize};
use portal_harness::journey::people::{LAVOIE, Person};
use portal_harness::journey::portal::{go_to, see_title};
use portal_harness::journey::profile::{PAGES, begin, cancel, open_page, turn_to};
use portal_harness::{Outcome, Page, by, css};

use serde_json::json;

use crate::scene::Scene;

/// The forms of each page by the buttons that open them.
const FORMS: [(&str, &[&str]); 4] = [
    ("About me", &["Change gender identity and languages of care", "Change MINC"]),
    (
        "Contact",
        &[
            "Change College e-mail",
            "Change Business e-mail",
            "Change Business telephone",
            "Change Mobile telephone",
            "Change Communication preferences",
        ],
    ),
    (
        "Addresses",
        &[
            "Change Primary business address",
            "Not in practice",
            "Change Mailing address",
            "Add a location",
            "Change Manitoulin Health Centre",
        ],
    ),
    (
        "Practice",
        &[
            "Add an activity",
            "Add a privilege",
            "Add a registration",
            "Change Professional liability protection",
            "Change Continuing professional development",
        ],
    ),
];

/// Whose profile has something on every page.
const PERSON: &Person = &LAVOIE;

#[tokio::test]
async fn every_page_and_form_is_accessible_in_light_and_dark_small_and_large() -> Outcome {
    let scene = Scene::signed_in(PERSON).await?;
    let page: &Page = &scene.window;
    look_at_pages(page).await?;
    look_at_forms(page).await?;
    go_to(page, "Preferences").await?;
    see_title(page, "Preferences").await?;
    page.take(&by("radio", "Dark")).await?;
    look_at_pages(page).await?;
    look_at_forms(page).await?;
    go_to(page, "Preferences").await?;
    page.take(&by("radio", "Light")).await?;
    page.take(&by("radio", "200%")).await?;
    // The rail moves when the letters grow.
    page.wait_until("letters of twice the size", async |page| {
        Ok(page.script("return document.documentElement.dataset.textSize", json!([])).await? != "normal")
    })
    .await?;
    resize(page, SMALLEST).await?;
    look_at_pages(page).await?;
    look_at_forms(page).await?;
    resize(page, OPENING).await
}

async fn look_at_pages(page: &Page) -> Outcome {
    go_to(page, "Profile").await?;
    see_title(page, "Profile").await?;
    page.see(&css("main .parts")).await?;
    must_be_well(page, "the overview").await?;
    for name in PAGES {
        turn_to(page, name).await?;
        must_be_well(page, name).await?;
    }
    turn_to(page, "About me").await?;
    page.click(&by("button", "As the public register shows it")).await?;
    must_be_well(page, "the public register's view").await
}

async fn look_at_forms(page: &Page) -> Outcome {
    for (name, forms) in FORMS {
        open_page(page, name).await?;
        for form in forms {
            begin(page, form).await?;
            must_be_well(page, form).await?;
            cancel(page).await?;
        }
    }
    Ok(())
}

//! The documents as assistive technology is told them: the list, one of them, the chosen ones and the dialog for printing; light and
//! dark, in the smallest window, and in letters of twice the size.

use portal_harness::journey::documents::{begin_printing, open_document, open_documents};
use portal_harness::journey::looks::{OPENING, SMALLEST, must_be_well, resize};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, see_title};
use portal_harness::{Outcome, Page, Printers, by, css};

use crate::scene::Scene;

#[tokio::test]
async fn documents_are_accessible_in_light_and_dark_small_and_large() -> Outcome {
    let mut printers = Printers::start().await?;
    printers.add("Office", "Office, 2nd floor")?;
    printers.stop("Office", "Out of order until Monday")?;
    let scene = Scene::signed_in_with(&LAVOIE, vec![printers.environment()]).await?;
    let page: &Page = &scene.window;
    look_at_all(page).await?;
    prefer(page, "Dark").await?;
    look_at_all(page).await?;
    prefer(page, "Light").await?;
    prefer(page, "200%").await?;
    resize(page, SMALLEST).await?;
    look_at_all(page).await?;
    resize(page, OPENING).await
}

async fn prefer(page: &Page, choice: &str) -> Outcome {
    go_to(page, "Preferences").await?;
    see_title(page, "Preferences").await?;
    page.take(&by("radio", choice)).await
}

async fn look_at_all(page: &Page) -> Outcome {
    open_documents(page).await?;
    must_be_well(page, "the documents").await?;
    page.click(&by("button", "Choose all Registration")).await?;
    page.see(&by("button", "as PDF").partly()).await?;
    must_be_well(page, "the chosen documents").await?;
    open_document(page, "Certificate of registration").await?;
    must_be_well(page, "a document").await?;
    begin_printing(page).await?;
    must_be_well(page, "printing").await?;
    page.press("Escape").await?;
    page.see_gone(&css("dialog[open]")).await
}

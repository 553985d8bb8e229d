//! Printing from the window to a real CUPS: what comes out has the size it was made in and the code can be read; a printer that says no,
//! one that is gone, no printer and no CUPS each have their sentence, and the viewer is the way that is left.

use portal_harness::journey::documents::{begin_printing, in_dialog, open_document, save};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::see_status;
use portal_harness::{Failure, Outcome, Page, Pdf, Printers, by, css, text};

use crate::scene::Scene;

const OFFICE: &str = "Office, 2nd floor";
const WARD: &str = "Ward 4";
/// What a printer's own rounding may move.
const OFF_MAX: usize = 1;

#[tokio::test]
async fn a_document_comes_out_of_the_printer_in_the_size_in_which_it_was_made() -> Outcome {
    let mut printers = Printers::start().await?;
    printers.add("Office", OFFICE)?;
    printers.add("Ward", WARD)?;
    printers.stop("Ward", "Out of order until Monday")?;
    let scene = Scene::signed_in_with(&LAVOIE, vec![printers.environment()]).await?;
    let window = &scene.window;
    open_document(window, "Registration card").await?;
    window.see_gone(&text("no verification code").partly()).await?;
    scene.server.link().cut().await?;
    let saved = save(window).await?;
    let codes = saved.codes(1, 150)?;
    assert!(codes.iter().any(|code| code.starts_with("PC2:")), "the card proves itself: {codes:?}");

    window.press("Control+p").await?;
    window.see(&css("dialog[open] .copies")).await?;
    window.must_be_accessible().await?;
    window.see(&in_dialog(by("option", &format!("{OFFICE} (usual)")))).await?;
    window.choose(&in_dialog(by("field", "Printer")), WARD).await?;
    window.see(&in_dialog(text("Stopped: Out of order until Monday"))).await?;
    window.choose(&in_dialog(by("field", "Printer")), &format!("{OFFICE} (usual)")).await?;
    window.fill(&in_dialog(by("field", "Copies")), "0").await?;
    window.click(&in_dialog(by("button", "Print"))).await?;
    window.see(&in_dialog(text("Enter a number from 1 to 99").partly())).await?;
    window.fill(&in_dialog(by("field", "Copies")), "2").await?;
    window.click(&in_dialog(by("button", "Print"))).await?;
    window.see(&text(&format!("Sent to {OFFICE}, 2 copies."))).await?;
    window.see_gone(&css("dialog[open]")).await?;

    let printed = printers.printed(1).await?;
    let printed = Pdf::open(&printed[0])?;
    must_be_the_same_size(&saved, &printed)?;
    assert_eq!(
        printed.codes(1, 150)?,
        codes,
        "the code on the printed card says what the one on the page says"
    );
    assert!(
        printed.path().to_string_lossy().contains("Registration_card"),
        "the job has the document's title"
    );
    Ok(())
}

#[tokio::test]
async fn a_printer_that_says_no_is_told_from_one_that_is_gone_and_from_none_at_all() -> Outcome {
    let mut printers = Printers::start().await?;
    printers.add("Office", OFFICE)?;
    let scene = Scene::signed_in_with(&LAVOIE, vec![printers.environment()]).await?;
    let window = &scene.window;
    open_document(window, "Profile").await?;
    begin_printing(window).await?;
    // Only once the dialog has seen it.
    printers.reject("Office")?;
    refused(window, &format!("{OFFICE} takes no jobs now, so nothing was printed.")).await?;
    window.must_be_accessible().await?;
    window.press("Escape").await?;
    begin_printing(window).await?;
    window.see(&in_dialog(text("Takes no jobs"))).await?;
    printers.remove("Office")?;
    refused(window, "The printer Office isn’t there any more.").await?;
    window.press("Escape").await?;
    begin_printing(window).await?;
    window.see(&in_dialog(text("No printer is set up on this computer.").partly())).await?;
    window.must_be_accessible().await?;
    view(&scene).await?;
    assert!(printers.printed(0).await?.is_empty(), "nothing came out");
    drop(printers);
    begin_printing(&scene.window).await?;
    scene.window.see(&in_dialog(text("CUPS) isn’t running").partly())).await?;
    view(&scene).await
}

async fn refused(page: &Page, sentence: &str) -> Outcome {
    page.click(&in_dialog(by("button", "Print"))).await?;
    page.see(&in_dialog(text(sentence).partly())).await
}

/// The viewer gets the file that was saved.
async fn view(scene: &Scene) -> Outcome {
    scene.window.click(&in_dialog(by("button", "Open in viewer"))).await?;
    scene.window.see_gone(&css("dialog[open]")).await?;
    let opened = scene.display.opened_link().await?;
    Pdf::open(opened.trim_start_matches("file://").as_ref())?
        .must_say(&[LAVOIE.name])
        .map_err(|failure| Failure::Unexpected(format!("the viewer was given {opened}: {failure}")))?;
    see_status(&scene.window, "").await
}

/// Of the page, and of what is on it, within a pixel at 100 dots to the inch.
fn must_be_the_same_size(made: &Pdf, printed: &Pdf) -> Outcome {
    let (made, printed) = (made.picture(1, 100)?, printed.picture(1, 100)?);
    assert_eq!((printed.width, printed.height), (made.width, made.height), "the sheet is as large");
    let (made, printed) = (made.inked().expect("a page"), printed.inked().expect("a printed page"));
    assert!(made.off(&printed) <= OFF_MAX, "the card lies where it was made: {made:?}, printed {printed:?}");
    Ok(())
}

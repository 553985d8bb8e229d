//! Several documents at once: saved by the keyboard alone, refused one by one when the folder cannot be written to, and printed one
//! after the other.

use std::fs;
use std::path::Path;

use portal_harness::journey::documents::{in_dialog, listed, open_documents};
use portal_harness::journey::people::LAVOIE;
use portal_harness::{Outcome, Page, Pdf, Printers, by, css, text};

use crate::scene::Scene;

/// What the list calls its first group.
const GROUP: &str = "Registration";
const ACTS: &str = "main section.bar";

#[tokio::test]
async fn several_are_saved_and_printed_and_each_that_fails_is_named() -> Outcome {
    let mut printers = Printers::start().await?;
    printers.add("Office", "Office, 2nd floor")?;
    let scene = Scene::signed_in_with(&LAVOIE, vec![printers.environment()]).await?;
    let window = &scene.window;
    scene.server.link().cut().await?;
    open_documents(window).await?;
    let all = listed(window).await?;
    window.click(&by("button", &format!("Choose all {GROUP}"))).await?;
    let own = own_count(window).await?;
    assert!(own >= 3, "there are several to save: {all:?}");
    window.must_be_accessible().await?;

    // The button is reached and pressed, and the result read, without a mouse.
    let save = by("button", &format!("Save {own} as PDF"));
    tab_to(window, &format!("button Save {own} as PDF")).await?;
    window.press("Enter").await?;
    window.see(&text(&format!("{own} of {own} saved.")).within(css(ACTS))).await?;
    window.must_be_accessible().await?;
    let folder = scene.documents();
    let saved = files(&folder);
    assert_eq!(saved.len(), own, "each is a file: {saved:?}");
    for file in &saved {
        Pdf::open(file)?.must_say(&[LAVOIE.number])?;
    }

    // The folder goes; a file of its name is in the way.
    let aside = folder.with_extension("aside");
    fs::rename(&folder, &aside).expect("the folder can be moved");
    fs::write(&folder, "in the way").expect("a file can be there");
    window.click(&save).await?;
    window.see(&text(&format!("0 of {own} saved.")).within(css(ACTS))).await?;
    let said = window.text_of(&css(ACTS)).await?;
    let named = all.iter().filter(|(title, _)| said.contains(title.as_str())).count();
    assert_eq!(named, own, "each is named with its reason: {said}");
    window.must_be_accessible().await?;
    assert_eq!(
        fs::read_to_string(&folder).expect("it is still a file"),
        "in the way",
        "nothing was overwritten"
    );
    fs::remove_file(&folder).expect("the file can be removed");
    fs::rename(&aside, &folder).expect("the folder comes back");
    window.click(&save).await?;
    window.see(&text(&format!("{own} of {own} saved.")).within(css(ACTS))).await?;
    assert_eq!(files(&folder), saved, "what is there already is not saved twice");

    window.click(&by("button", &format!("Print {own}…"))).await?;
    window.see(&css("dialog[open] .copies")).await?;
    window.must_be_accessible().await?;
    window.click(&in_dialog(by("button", "Print"))).await?;
    window.see(&text(&format!("{own} of {own} sent to the printer.")).within(css(ACTS))).await?;
    assert_eq!(printers.printed(own).await?.len(), own, "each comes out");
    Ok(())
}

/// How many of the chosen can be saved here, as the button says.
async fn own_count(page: &Page) -> Outcome<usize> {
    let said = page.text_of(&by("button", "as PDF").partly().within(css(ACTS))).await?;
    Ok(said.split(' ').find_map(|word| word.parse().ok()).unwrap_or_default())
}

async fn tab_to(page: &Page, wanted: &str) -> Outcome {
    page.wait_until(wanted, async |page| {
        if page.focused().await? == wanted {
            return Ok(true);
        }
        page.press("Tab").await?;
        Ok(false)
    })
    .await
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|file| file.extension().is_some_and(|end| end == "pdf")).collect();
    files.sort();
    files
}

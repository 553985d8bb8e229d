//! Another folder for documents: chosen in the system's own dialog, remembered, and never made anew when it is gone.

use std::fs;
use std::path::Path;

use portal_harness::journey::documents::open_document;
use portal_harness::journey::people::LAVOIE;
use portal_harness::{Failure, Outcome, PATIENCE, Processes, by, css, text, until};

use crate::scene::Scene;

#[tokio::test]
async fn documents_are_saved_in_the_folder_that_was_chosen() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let folder = scene.display.home().join("College papers");
    fs::create_dir(&folder).map_err(Failure::system("making a folder"))?;
    let window = &scene.window;
    open_document(window, "Profile").await?;
    window.click(&by("button", "Save in another folder…")).await?;
    choose(&scene, &folder).await?;
    window.see(&text(&format!("PDF files are saved in {}", folder.display()))).await?;
    window.see(&by("button", "Show in folder")).await?;
    assert_eq!(files(&folder), 1, "it is saved at once");
    assert_eq!(files(&scene.documents()), 0, "and nowhere else");

    let scene = scene.reopened().await?;
    let window = &scene.window;
    open_document(window, "Certificate of registration").await?;
    window.click(&by("button", "Save as PDF")).await?;
    window.see(&by("button", "Show in folder")).await?;
    assert_eq!(files(&folder), 2, "the folder is remembered");

    fs::remove_dir_all(&folder).map_err(Failure::system("taking the folder away"))?;
    window.click(&by("button", "Save as PDF")).await?;
    window.see(&text("is not there any more").partly().within(css("main"))).await?;
    assert!(!folder.exists(), "a drive may be mounted there later");
    Ok(())
}

/// Types the folder's path into the system's dialog, as a person may.
async fn choose(scene: &Scene, folder: &Path) -> Outcome {
    let hands = Processes::start()?;
    let press = |words: &[&str]| -> Outcome<bool> {
        let mut tool = scene.display.command(Path::new("/usr/bin/xdotool"), "xdotool.log")?;
        tool.args(words);
        hands.adopt(&mut tool);
        Ok(tool.status().map_err(Failure::system("pressing keys"))?.success())
    };
    let title = "Choose a folder for your documents";
    until("the system's dialog", PATIENCE, async || {
        Ok(press(&["search", "--onlyvisible", "--name", title, "windowfocus"])?.then_some(()))
    })
    .await?;
    // A path that begins with / opens the line for it.
    let path = folder.display().to_string();
    press(&["type", "--delay", "20", &path])?;
    press(&["key", "Return"])?;
    until("the dialog to be gone", PATIENCE, async || {
        if press(&["search", "--onlyvisible", "--name", title])? {
            press(&["key", "Return"])?;
            return Ok(None);
        }
        Ok(Some(()))
    })
    .await
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, |entries| entries.flatten().count())
}

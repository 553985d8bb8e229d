//! What can keep the portal from opening, what can be wrong with what it finds, and what must not take its window away. Each is
//! said in the window, with what to do.

use std::fs;
use std::process::Command;

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{open_section, see_title};
use portal_harness::journey::questions::{answer, question};
use portal_harness::{Application, Display, Keychain, Outcome, PATIENCE, Programs, Window, by, text, until};
use serde_json::json;

use crate::scene::{Scene, data};

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_said_in_the_window_and_mended_from_there() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let Scene { window, display, application, .. } = scene;
    window.close().await?;
    let (lock, aside) = (data(&display).join("lock"), data(&display).join("elsewhere"));
    // A folder has the lock's name: nobody can write there, whoever they are.
    fs::remove_file(&lock).expect("it was there");
    fs::create_dir(&lock).expect("its name is free");
    let window = Window::open(&display, &application).await?;
    see_title(&window, "The portal could not be opened").await?;
    window.see(&text("cannot write in its folder").partly()).await?;
    window.must_be_accessible().await?;
    let log = display.home().join(".local/state/ca.portal-desktop.app/portal.log");
    window.see(&text(&log.display().to_string()).partly()).await?;
    assert!(log.exists(), "what is said to be there is there");
    fs::rename(&lock, &aside).expect("it is ours");
    window.click(&by("button", "Try again")).await?;
    see_title(&window, "Sign in to your portal").await?;
    Ok(())
}

#[tokio::test]
async fn an_address_that_is_none_is_said_and_corrected_in_preferences() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let Scene { window, display, application, server, .. } = scene;
    window.close().await?;
    let malformed = Application { server: Some("portal,cpso".to_owned()), ..application };
    let window = Window::open(&display, &malformed).await?;
    see_title(&window, "The portal could not be opened").await?;
    window.see(&text("“portal,cpso” is not the address of a College server").partly()).await?;
    window.click(&by("link", "Preferences")).await?;
    window.fill(&by("field", "The College’s server"), &server.url()).await?;
    window.click(&by("button", "Use this address")).await?;
    window.see(&text("Address saved").partly()).await?;
    window.click(&by("link", "Back to sign-in")).await?;
    window.click(&by("button", "Try again")).await?;
    see_title(&window, "Sign in to your portal").await?;
    Ok(())
}

/// Without any window system: nothing can be shown, so it is said where the program was started, and it does not end well.
#[test]
fn without_a_screen_it_says_so_and_fails() {
    let home = tempfile::tempdir().unwrap();
    let program = Programs::built().application;
    let ended = Command::new(program).env_clear().env("HOME", home.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains("Portal Desktop could not open a window."), "{said}");
    let log = home.path().join(".local/state/ca.portal-desktop.app/portal.log");
    assert!(said.contains(log.to_str().unwrap()), "{said}");
    assert!(fs::read_to_string(log).unwrap().contains("there is no window"));
}

#[tokio::test]
async fn a_log_that_is_gone_is_said_with_what_was_lost() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    scene.server.link().cut().await?;
    open_section(&scene.window, 'B').await?;
    answer(&scene.window, ("B.1", &["Yes, in Ontario only"])).await?;
    // Once this one is asked, the answer before it is in the file.
    question(&scene.window, "B.5").await?;
    let Scene { window, display, application, server, .. } = scene;
    window.kill()?;
    let accounts = fs::read_dir(data(&display).join("accounts")).expect("somebody signed in");
    let account = accounts.flatten().next().expect("one account").path();
    fs::remove_file(account.join("portal.db-wal")).expect("the answer was in the log");
    server.link().mend().await?;
    let window = Window::open(&display, &application).await?;
    see_title(&window, "Sign in to your portal").await?;
    window.see(&text("could not be opened").partly()).await?;
    window.see(&text("had not reached the College").partly()).await?;
    window.see(&text("set-aside-1").partly()).await?;
    Ok(())
}

#[tokio::test]
async fn nothing_takes_the_applications_pages_out_of_its_window() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let window = &scene.window;
    let letter = scene.display.home().join("letter.html");
    fs::write(&letter, "<h1>Not the portal</h1>").expect("a home can be written to");
    for elsewhere in
        [format!("file://{}", letter.display()), scene.server.url(), "data:text/html,hello".to_owned()]
    {
        window.script("window.location.href = arguments[0];", json!([elsewhere])).await?;
        see_title(window, "Sign in to your portal").await?;
        assert!(window.url().await?.starts_with("tauri://localhost"), "{elsewhere}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_whose_process_dies_is_drawn_again() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    open_section(&scene.window, 'B').await?;
    see_on_screen(&scene.display, "^B. ").await?;
    scene.window.kill_page()?;
    // The driver lost its page with the process: what is seen is the title that the new page gives the window.
    see_on_screen(&scene.display, "^Where you stand ").await?;
    assert!(scene.window.is_running(), "the application went on");
    Ok(())
}

/// Waits for a window by how its title begins.
async fn see_on_screen(display: &Display, title: &str) -> Outcome {
    until(&format!("a window with the title {title}"), PATIENCE, async || {
        Ok((!display.at_screen(&["search", "--onlyvisible", "--name", title])?.is_empty()).then_some(()))
    })
    .await
}

//! The application's own window can be opened, looked at, killed and opened again. What it shows is the
//! business of the window tests at the root.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use portal_harness::{Application, Display, Keychain, Outcome, Programs, Window};

/// Takes a moment to fail, as a program does that reads its files first.
const BROKEN: &str = "#!/bin/sh
echo the local file is from the future >&2
timeout 0.5 tail -f /dev/null
exit 3
";

fn application() -> Application {
    Application { programs: Programs::built(), server: None, clock: None, environment: Vec::new() }
}

#[tokio::test]
async fn the_window_is_opened_pictured_and_checked() -> Outcome {
    let display = Display::start(Keychain::Unlocked).await?;
    let window = Window::open(&display, &application()).await?;
    window
        .wait_until("the page to be loaded", async |page| Ok(page.outline().await?.contains("heading")))
        .await?;
    assert!(window.url().await?.starts_with("tauri:"), "the interface comes out of the application itself");
    let picture = display.home().join("window.png");
    window.screenshot(&picture).await?;
    let picture = fs::read(&picture).expect("the picture was saved");
    assert!(picture.starts_with(b"\x89PNG"), "the picture is a PNG");
    let width = u32::from_be_bytes(picture[16..20].try_into().expect("a PNG header"));
    assert!(width >= 800, "the window is as wide as a desktop's: {width}");
    // A frozen prototype or the content policy must not stand in axe's way: it has to find a planted fault.
    let plant = "document.body.append(Object.assign(document.createElement('img'), { src: 'data:,' }))";
    window.script(plant, serde_json::json!([])).await?;
    let found: Vec<String> = window.axe().await?.into_iter().map(|violation| violation.id).collect();
    assert!(found.contains(&"image-alt".to_owned()), "axe works in the application's page: {found:?}");
    Ok(())
}

#[tokio::test]
async fn a_killed_application_is_gone_and_comes_back_in_the_same_home() -> Outcome {
    let display = Display::start(Keychain::Unlocked).await?;
    let window = Window::open(&display, &application()).await?;
    assert!(window.is_running(), "the driven process is the application itself");
    window.kill()?;
    let again = Window::open(&display, &application()).await?;
    assert!(again.is_running(), "a killed application does not hold the next one back");
    let homes = fs::read_dir(display.home().join(".local/share")).into_iter().flatten().count();
    assert!(homes > 0, "its data is in the display's home");
    again.close().await
}

#[tokio::test]
async fn an_application_that_ends_at_once_is_reported_with_its_last_words() -> Outcome {
    let display = Display::start(Keychain::Absent).await?;
    let broken = display.home().join("broken");
    fs::write(&broken, BROKEN).expect("a writable home");
    fs::set_permissions(&broken, fs::Permissions::from_mode(0o755)).expect("it can be made runnable");
    let mut application = application();
    application.programs.application = broken;
    let Err(failure) = Window::open(&display, &application).await else { panic!("it has no window") };
    let failure = failure.to_string();
    assert!(failure.contains("the local file is from the future"), "its output is shown: {failure}");
    Ok(())
}

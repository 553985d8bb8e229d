//! A display brings all that a desktop has, and leaves nothing behind, however its test ends.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use portal_harness::{Browser, Display, Keychain, Outcome, Processes, until};

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_link_given_to_the_system_is_read_in_order() -> Outcome {
    let display = Display::start(Keychain::Absent).await?;
    for link in ["http://127.0.0.1:1/first?a=1&b=2", "http://127.0.0.1:1/second"] {
        let mut open = display.command(Path::new("xdg-open"), "open.log")?;
        open.arg(link);
        let status = open.status().expect("xdg-open is first in the display's PATH");
        assert!(status.success(), "the link is taken");
        assert_eq!(display.opened_link().await?, link, "each link is read once, in order");
    }
    Ok(())
}

#[tokio::test]
async fn an_unlocked_keychain_keeps_a_secret_and_an_absent_one_answers_nobody() -> Outcome {
    let unlocked = Display::start(Keychain::Unlocked).await?;
    let ask = |display: &Display| -> Outcome<bool> {
        let mut ask = display.command(Path::new("dbus-send"), "ask.log")?;
        ask.args([
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets",
        ])
        .args(["org.freedesktop.DBus.Properties.Get"])
        .args(["string:org.freedesktop.Secret.Service", "string:Collections"]);
        Ok(ask.status().expect("dbus-send runs").success())
    };
    assert!(ask(&unlocked)?, "the secret service answers");
    let locked = "org.freedesktop.Secret.Collection";
    let mut state = unlocked.command(Path::new("dbus-send"), "ask.log")?;
    state
        .args(["--session", "--print-reply=literal", "--dest=org.freedesktop.secrets"])
        .args(["/org/freedesktop/secrets/aliases/default", "org.freedesktop.DBus.Properties.Get"])
        .args([format!("string:{locked}"), "string:Locked".to_owned()])
        .stdout(Stdio::piped());
    let answer = state.output().expect("dbus-send runs");
    let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert!(answer.contains("boolean false"), "the default collection is unlocked: {answer}");
    let absent = Display::start(Keychain::Absent).await?;
    assert!(!ask(&absent)?, "no secret service is started on demand");
    Ok(())
}

#[tokio::test]
async fn all_is_ended_with_the_display_and_its_browser() -> Outcome {
    let display = Display::start(Keychain::Unlocked).await?;
    let browser = Browser::open(&display).await?;
    let home = display.home();
    assert!(those_with(&home).len() >= 5, "screen, bus, keychain, driver and browser run in this home");
    drop(browser);
    drop(display);
    assert_eq!(those_with(&home), Vec::<PathBuf>::new(), "none of them is left");
    assert!(!home.exists(), "nor is the home");
    Ok(())
}

/// The test runs itself once more as a child that opens a display and then waits to be killed.
#[tokio::test]
async fn nothing_survives_a_test_that_is_killed() -> Outcome {
    const TOLD: &str = "PORTAL_TEST_VICTIM";
    if let Some(told) = std::env::var_os(TOLD) {
        let display = Display::start(Keychain::Absent).await?;
        fs::write(told, display.home().as_os_str().as_encoded_bytes()).expect("the parent can read it");
        return std::future::pending().await;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = folder.path().join("home");
    let mut victim = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "nothing_survives_a_test_that_is_killed"])
        .env(TOLD, &told)
        .stdout(Stdio::null())
        .spawn()
        .expect("the test can run itself");
    let home = until("the victim's display", PATIENCE, async || {
        let home = fs::read_to_string(&told).unwrap_or_default();
        Ok((!home.is_empty()).then(|| PathBuf::from(home)))
    })
    .await;
    let ran = home.as_ref().is_ok_and(|home| !those_with(home).is_empty());
    victim.kill().expect("kill -9");
    victim.wait().expect("it is dead");
    let home = home?;
    assert!(ran, "the victim's display ran when it was killed");
    until("the end of the victim's programs", PATIENCE, async || {
        Ok(those_with(&home).is_empty().then_some(()))
    })
    .await?;
    // A killed test cannot remove its folder; this one does it for it.
    fs::remove_dir_all(home.parent().expect("the display's folder")).expect("its folder can be removed");
    Ok(())
}

#[tokio::test]
async fn a_program_that_left_its_parent_and_session_is_ended_all_the_same() -> Outcome {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let told = folder.path().join("pid");
    let company = Processes::start()?;
    let script = format!("setsid sh -c 'echo $$ > {}; exec tail -f /dev/null' &", told.display());
    company.command("sh").args(["-c", &script]).status().expect("sh runs");
    let pid = until("the strayed program", PATIENCE, async || {
        let pid = fs::read_to_string(&told).unwrap_or_default();
        Ok(pid.ends_with('\n').then(|| pid.trim().to_owned()))
    })
    .await?;
    drop(company);
    let left = fs::read(Path::new("/proc").join(&pid).join("environ")).unwrap_or_default();
    assert!(left.is_empty(), "the strayed program {pid} has ended");
    Ok(())
}

/// The programs whose home is this folder.
fn those_with(home: &Path) -> Vec<PathBuf> {
    let wanted = format!("HOME={}", home.display());
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            fs::read(entry.path().join("environ"))
                .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == wanted.as_bytes()))
        })
        .map(|entry| fs::read_link(entry.path().join("exe")).unwrap_or_default())
        .collect()
}

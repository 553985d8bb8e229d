//! The reminder of the deadline, as the system is asked to show it: what it says, that it comes once, and that it can be switched off.

use std::fs;
use std::path::Path;

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, see_title, sign_in};
use portal_harness::{Failure, Keychain, Outcome, PATIENCE, Page, Processes, by, until};

use crate::scene::Scene;

const LOG: &str = "notifications.log";

#[tokio::test]
async fn the_deadline_is_reminded_of_without_a_word_about_the_person() -> Outcome {
    let scene = Scene::signed_out(Keychain::Unlocked).await?;
    let listening = Processes::start()?;
    let mut monitor = scene.display.command(Path::new("/usr/bin/dbus-monitor"), LOG)?;
    monitor.arg("interface='org.freedesktop.Notifications',member='Notify'");
    listening.adopt(&mut monitor);
    monitor.spawn().map_err(Failure::system("listening to the bus"))?;
    heard(&scene, "NameAcquired").await?;

    sign_in(&scene.window, &scene.display, &LAVOIE).await?;
    // 20 May 2027: the step of 14 days is reached, and 12 are left.
    heard(&scene, "Annual renewal: 12 days left").await?;
    let said = heard(&scene, "Tuesday 1 Jun 2027, 5:00 p.m. EDT").await?;
    for private in ["Lavoie", "Zoé", LAVOIE.number, "$"] {
        assert!(!said.contains(private), "others may see the screen: {said}");
    }

    let window = &scene.window;
    go_to(window, "Preferences").await?;
    see_title(window, "Preferences").await?;
    let remind = by("checkbox", "Remind me of the deadline with a notification");
    window.click(&remind).await?;
    is_off(window, "switched off").await?;
    scene.see_kept("reminders", &false.into()).await?;
    let scene = scene.reopened().await?;
    go_to(&scene.window, "Preferences").await?;
    is_off(&scene.window, "off after a restart").await
}

async fn is_off(page: &Page, when: &str) -> Outcome {
    let remind = by("checkbox", "Remind me of the deadline with a notification");
    page.wait_until(&format!("the reminder to be {when}"), async |page| Ok(!page.is_checked(&remind).await?))
        .await
}

async fn heard(scene: &Scene, words: &str) -> Outcome<String> {
    let log = scene.display.logs().join(LOG);
    until(&format!("the bus to carry \u{201c}{words}\u{201d}"), PATIENCE, async || {
        let heard = fs::read_to_string(&log).unwrap_or_default();
        Ok(heard.contains(words).then_some(heard))
    })
    .await
}

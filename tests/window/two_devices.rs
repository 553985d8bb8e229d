//! One registrant at two computers, both without a network: nothing is lost, and who disagrees is asked.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{
    go_to, open_section, see_sent, see_status, see_title, send_now, sign_in,
};
use portal_harness::journey::questions::{answer, see_answer};
use portal_harness::{Display, Keychain, Outcome, Window, by, css, text};

use crate::scene::Scene;

const QUESTION: &str = "B.4";
const CONFLICT: &str = "Two devices answered this differently.";

#[tokio::test]
async fn two_devices_that_answered_differently_offline_show_both_answers_and_agree_on_the_chosen_one()
-> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let office = &scene.window;
    let other = Display::start(Keychain::Unlocked).await?;
    let home = &Window::open(&other, &scene.application).await?;
    sign_in(home, &other, &LAVOIE).await?;
    see_title(home, "Where you stand").await?;
    scene.server.link().cut().await?;

    open_section(office, 'B').await?;
    answer(office, (QUESTION, &["No"])).await?;
    open_section(home, 'B').await?;
    answer(home, (QUESTION, &["I plan to"])).await?;
    answer(home, ("What has changed, or will change, and when?", &["Nerve blocks, from September 2027."]))
        .await?;
    for device in [office, home] {
        see_status(device, "Offline. Saved on this computer").await?;
    }

    scene.server.link().mend().await?;
    send_now(office).await?;
    send_now(home).await?;
    // Whoever came first learns of the other with the next answer.
    open_section(home, 'B').await?;
    answer(home, ("B.5", &["No"])).await?;
    home.see(&text(CONFLICT).within(css("main form"))).await?;
    home.see(&by("button", "Use this answer No")).await?;
    home.see(&by("button", "Use this answer I plan to")).await?;
    home.must_be_accessible().await?;
    go_to(home, "Renewal").await?;
    home.see(&text("One question was answered differently on two devices.").partly()).await?;
    open_section(home, 'B').await?;
    home.click(&by("button", "Use this answer No")).await?;
    home.see_gone(&text(CONFLICT)).await?;
    see_answer(home, QUESTION, "No").await?;
    see_sent(home).await?;

    open_section(office, 'B').await?;
    answer(office, ("B.1", &["Yes, in Ontario only"])).await?;
    // What only the other device answered comes, and with it the answer that was chosen there.
    see_answer(office, "B.5", "No").await?;
    see_answer(office, QUESTION, "No").await?;
    office.see_gone(&text(CONFLICT)).await
}

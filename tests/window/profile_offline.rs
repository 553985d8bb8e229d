//! Changes of the profile without a network: they wait, they are still there after the application was closed, and each can
//! be taken back until it is sent.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, see_status, see_title, send_now};
use portal_harness::journey::profile::{
    CHANGES, ENTRIES, FACTS, begin, confirm, enter, open_page, save, see, see_in, see_none, turn_to,
};
use portal_harness::{Outcome, by, text};

use crate::scene::Scene;

const LOCATION: &str = "Additional location from 1 Jun 2027";
const PHONE: &str = "Mobile telephone";
const WAITING: &str = "Waiting to be sent";

#[tokio::test]
async fn changes_made_offline_outlive_a_restart_can_be_taken_back_and_reach_the_other_computer() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    scene.server.link().cut().await?;
    let window = &scene.window;
    open_page(window, "Addresses").await?;
    begin(window, "Add a location").await?;
    let location = [
        ("Number and street", &["40 Cedar Street"][..]),
        ("City or town", &["Sudbury"]),
        ("Province or territory", &["Ontario"]),
        ("Postal code", &["P3E 1A5"]),
        ("Effective from", &["2027-06-01"]),
    ];
    enter(window, &location).await?;
    save(window).await?;
    see(window, CHANGES, LOCATION, &[WAITING]).await?;
    see_in(window, ENTRIES, Some("Scheduled"), "Additional location", &["40 Cedar Street", WAITING]).await?;
    turn_to(window, "Contact").await?;
    begin(window, "Change Mobile telephone").await?;
    enter(window, &[("Telephone number", &["705-555-0199"])]).await?;
    save(window).await?;
    see(window, CHANGES, PHONE, &[WAITING]).await?;
    see(window, FACTS, PHONE, &["(705) 555-0199", WAITING]).await?;
    window.must_be_accessible().await?;

    let scene = scene.reopened().await?;
    let window = &scene.window;
    see_title(window, "Where you stand").await?;
    see_status(window, "Offline").await?;
    go_to(window, "Profile").await?;
    see(window, CHANGES, LOCATION, &[WAITING, "sent automatically when this computer has a connection"])
        .await?;
    see(window, CHANGES, PHONE, &[WAITING]).await?;
    window.must_be_accessible().await?;
    confirm(window, &format!("Take back {PHONE}"), "Take back").await?;
    see_none(window, CHANGES, PHONE).await?;
    turn_to(window, "Contact").await?;
    see(window, FACTS, PHONE, &["(705) 555-0171"]).await?;
    see_none(window, CHANGES, PHONE).await?;

    scene.server.link().mend().await?;
    send_now(window).await?;
    open_page(window, "Addresses").await?;
    see(window, CHANGES, LOCATION, &["At the College since"]).await?;
    assert_eq!(
        window.count(&by("button", &format!("Take back {LOCATION}"))).await?,
        0,
        "what was sent stays sent"
    );

    let other = scene.another_computer(&LAVOIE).await?;
    let home = &other.window;
    open_page(home, "Addresses").await?;
    see_in(home, ENTRIES, Some("Scheduled"), "Additional location", &["40 Cedar Street", "From 1 Jun 2027"])
        .await?;
    turn_to(home, "Contact").await?;
    see(home, FACTS, PHONE, &["(705) 555-0171"]).await?;
    home.see_gone(&text("(705) 555-0199")).await
}

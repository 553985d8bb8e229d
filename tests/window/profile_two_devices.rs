//! One registrant changes the profile at two computers, both without a network: whoever comes second is told both sides and
//! decides.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, see_title, send_now};
use portal_harness::journey::profile::{
    CHANGES, ENTRIES, FACTS, begin, enter, open_page, press_save, save, see, see_in, see_none, see_problem,
    turn_to,
};
use portal_harness::{Outcome, Page, Window, by, css};

use crate::scene::{Device, Scene};

const PHONE: &str = "Mobile telephone";
const OFFICE_NUMBER: &str = "(705) 555-0111";
const HOME_NUMBER: &str = "(705) 555-0122";
const DAY: &str = "2027-06-14";
const ADDRESS: &str = "Primary business address from 14 Jun 2027";

#[tokio::test]
async fn a_change_that_met_another_one_shows_both_sides_until_the_person_decides_and_then_both_agree()
-> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let office = &scene.window;
    let Device { window: home, display } = scene.another_computer(&LAVOIE).await?;
    scene.server.link().cut().await?;
    change(&home, HOME_NUMBER, "99 Durham Street").await?;
    home.close().await?;
    change(office, OFFICE_NUMBER, "12 Larch Street").await?;
    scene.server.link().mend().await?;
    send_now(office).await?;
    open_page(office, "Contact").await?;
    see(office, CHANGES, PHONE, &["At the College"]).await?;

    let home = &Window::open(&display, &scene.application).await?;
    see_title(home, "Where you stand").await?;
    go_to(home, "Profile").await?;
    let both = ["Needs attention", OFFICE_NUMBER, HOME_NUMBER];
    see(home, CHANGES, PHONE, &both).await?;
    see(home, CHANGES, ADDRESS, &["Needs attention", "Another change takes effect on 14 Jun 2027"]).await?;
    home.must_be_accessible().await?;
    home.click(&by("button", &format!("Change and send again {PHONE}"))).await?;
    home.see(&css("section.panel")).await?;
    assert_eq!(
        home.value_of(&by("field", "Telephone number").partly())
            .await?
            .replace(|c: char| !c.is_ascii_digit(), ""),
        "7055550122",
        "the form has what was entered then"
    );
    save(home).await?;
    see(home, FACTS, PHONE, &[HOME_NUMBER, "At the College"]).await?;

    turn_to(home, "Addresses").await?;
    home.click(&by("button", &format!("Change and send again {ADDRESS}"))).await?;
    home.see(&css("section.panel")).await?;
    press_save(home).await?;
    see_problem(home, "Effective from", "Another change takes effect on 14 Jun 2027").await?;
    home.must_be_accessible().await?;
    enter(home, &[("Effective from", &["2027-06-15"])]).await?;
    save(home).await?;
    let later = ["99 Durham Street", "From 15 Jun 2027", "At the College"];
    see_in(home, ENTRIES, Some("Scheduled"), "Primary business address", &later).await?;
    see_none(home, CHANGES, ADDRESS).await?;

    // Whoever came first learns of it with the next thing that is sent.
    begin(office, "Change Business telephone").await?;
    enter(office, &[("Extension", &["4"])]).await?;
    save(office).await?;
    see(office, FACTS, "Business telephone", &["ext. 4", "At the College"]).await?;
    see(office, FACTS, PHONE, &[HOME_NUMBER]).await?;
    for device in [office, home] {
        open_page(device, "Addresses").await?;
        let first = ["12 Larch Street", "From 14 Jun 2027"];
        see_in(device, ENTRIES, Some("Scheduled"), "Primary business address", &first).await?;
        see_in(device, ENTRIES, Some("Scheduled"), "Primary business address", &["99 Durham Street"]).await?;
    }
    Ok(())
}

/// Another telephone, and another primary address from the same day.
async fn change(device: &Page, number: &str, street: &str) -> Outcome {
    open_page(device, "Contact").await?;
    begin(device, &format!("Change {PHONE}")).await?;
    enter(device, &[("Telephone number", &[number])]).await?;
    save(device).await?;
    see(device, CHANGES, PHONE, &["Waiting to be sent"]).await?;
    turn_to(device, "Addresses").await?;
    begin(device, "Change Primary business address").await?;
    enter(device, &[("Number and street", &[street]), ("Effective from", &[DAY])]).await?;
    save(device).await?;
    see(device, CHANGES, ADDRESS, &["Waiting to be sent"]).await
}

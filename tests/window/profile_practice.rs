//! Practice: activities, privileges and registrations are added and become historical; cover and development are told.

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::profile::{
    CHANGES, ENTRIES, FACTS, HAPPENED, answer_question, begin, enter, open_page, save, see, see_in,
    see_result, turn_to,
};
use portal_harness::{Outcome, Page, by};

use crate::scene::Scene;

const ACTIVITIES: Option<&str> = Some("Clinical activities");
const PRIVILEGES: Option<&str> = Some("Hospital privileges");
const ELSEWHERE: Option<&str> = Some("Registrations with other regulators");

#[tokio::test]
async fn what_is_added_to_the_practice_takes_its_place_and_what_is_removed_becomes_historical() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_page(window, "Practice").await?;
    see(window, ENTRIES, "Family Medicine", &["Source: College of Family Physicians of Canada"]).await?;
    begin(window, "Add an activity").await?;
    enter(window, &[("Clinical activity", &["Travel medicine"])]).await?;
    see_result(window, "\u{201c}Travel medicine\u{201d} becomes one of your clinical activities today.")
        .await?;
    save(window).await?;
    see_in(window, ENTRIES, ACTIVITIES, "Travel medicine", &["Since 20 May 2027", "At the College"]).await?;
    begin(window, "Add an activity").await?;
    let own = [("Where is it?", &["Other"][..]), ("Describe it", &["Medicine of ice roads"])];
    enter(window, &own).await?;
    save(window).await?;
    see_in(window, ENTRIES, ACTIVITIES, "Medicine of ice roads", &["Since 20 May 2027"]).await?;
    window.click(&by("button", "Remove Prenatal care")).await?;
    see_result(window, "Prenatal care becomes historical on the day the College receives this.").await?;
    answer_question(window, "Remove").await?;
    see(window, CHANGES, "Removal: Clinical activity: Prenatal care", &["At the College"]).await?;
    see_in(window, ENTRIES, ACTIVITIES, "Prenatal care", &["Historical", "to 19 May 2027"]).await?;

    privileges_and_registrations(window).await?;

    begin(window, "Change Professional liability protection").await?;
    let cover = [
        ("Your protection", &["A policy with another insurer"][..]),
        ("Membership or policy number", &["ML 77-1"]),
    ];
    enter(window, &cover).await?;
    save(window).await?;
    see(
        window,
        FACTS,
        "Professional liability protection",
        &["A policy with another insurer", "Number ML 77-1"],
    )
    .await?;
    begin(window, "Change Continuing professional development").await?;
    let tracker = [
        ("Organization", &["Royal College (Maintenance of Certification)"][..]),
        ("Your number there", &["771204"]),
        ("Last day of your cycle", &["2031-12-31"]),
    ];
    enter(window, &tracker).await?;
    window.must_be_accessible().await?;
    save(window).await?;
    let told = ["Royal College (Maintenance of Certification)", "Number 771204", "Cycle until 31 Dec 2031"];
    see(window, FACTS, "Continuing professional development", &told).await?;
    window.must_be_accessible().await?;

    turn_to(window, "History").await?;
    let day = Some("20 May 2027");
    see_in(window, HAPPENED, day, "Clinical activity removed", &["Prenatal care", "(this computer)"]).await?;
    see_in(window, HAPPENED, day, "Hospital privilege added", &["Espanola General Hospital"]).await
}

async fn privileges_and_registrations(window: &Page) -> Outcome {
    begin(window, "Add a privilege").await?;
    let privilege = [
        ("Hospital", &["Espanola General Hospital"][..]),
        ("Kind of privilege", &["Courtesy staff"]),
        ("First day", &["2027-06-01"]),
        ("Last day", &["2029-05-31"]),
    ];
    enter(window, &privilege).await?;
    see_result(window, "Espanola General Hospital: Courtesy staff. 1 Jun 2027 to 31 May 2029.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see_in(window, ENTRIES, PRIVILEGES, "Espanola General Hospital", &["Courtesy staff", "At the College"])
        .await?;
    window.click(&by("button", "Remove Health Sciences North, Sudbury")).await?;
    answer_question(window, "Remove").await?;
    see_in(window, ENTRIES, PRIVILEGES, "Health Sciences North, Sudbury", &["Active staff", "Historical"])
        .await?;

    begin(window, "Add a registration").await?;
    let registration = [
        ("Regulator", &["Yukon Medical Council"][..]),
        ("Province or country", &["Yukon"]),
        ("Registration number there", &["Y-2027-18"]),
        ("First day", &["2027-05-01"]),
    ];
    enter(window, &registration).await?;
    see_result(window, "Yukon Medical Council, Yukon, number Y-2027-18").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see_in(window, ENTRIES, ELSEWHERE, "Yukon Medical Council", &["Number Y-2027-18", "At the College"]).await
}

//! `GET /v1/register/{cpso-number}`

use jiff::civil::date;
use portal_record::register::{RegisterEntry, entry};
use portal_record::{Record, eastern_day};
use reqwest::{StatusCode, header};
use serde_json::json;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::computer::Computer;
use crate::profile::accepted;

const LAVOIES: u32 = 900_001;

async fn shown(college: &College, number: u32) -> String {
    let reply = college.http.get(college.url(&format!("/v1/register/{number}"))).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK, "anybody may ask");
    assert_eq!(reply.headers()[header::CONTENT_TYPE], "application/json");
    reply.text().await.unwrap()
}

/// The entry that follows from the registrant's own events, as of the College's day.
async fn followed(college: &College, computer: &Computer) -> RegisterEntry {
    let events = computer.events().await;
    entry(&Record::replay(&events), eastern_day(college.clock.now())).expect("they are enrolled")
}

async fn must_follow(college: &College, computer: &Computer, why: &str) -> RegisterEntry {
    let read: RegisterEntry = serde_json::from_str(&shown(college, LAVOIES).await).unwrap();
    assert_eq!(read, followed(college, computer).await, "{why}");
    read
}

#[tokio::test]
async fn it_says_what_the_stream_says_after_every_command_and_on_every_day() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    must_follow(&college, &computer, "as it was seeded, on a later day").await;
    let moving = json!({
        "command": "set-address", "id": uuid::Uuid::now_v7(), "kind": "primary", "effective": "2027-06-14",
        "address": { "lines": ["9 Cedar Street"], "city": "Sudbury", "province": "ON", "postal_code": "P3E 1B1",
                     "country": "CA" },
    });
    accepted(&college, &computer, moving).await;
    let before = must_follow(&college, &computer, "a scheduled address is not shown yet").await;
    assert_eq!(before.primary.unwrap().address.lines[0], "Lavoie Family Medicine");
    let activity = json!({
        "command": "add-activity", "id": uuid::Uuid::now_v7(), "code": "psychotherapy", "effective": "2027-05-20",
    });
    accepted(&college, &computer, activity).await;
    must_follow(&college, &computer, "what is private moves the stream on as well").await;
    college.pass(25 * 24 * 60 * 60);
    let mut computer = computer;
    computer.refresh(&college).await;
    let moved = must_follow(&college, &computer, "the day has come").await;
    assert_eq!(moved.primary.unwrap().address.lines[0], "9 Cedar Street");
    assert_eq!(eastern_day(college.clock.now()), date(2027, 6, 14));
}

#[tokio::test]
async fn nothing_private_is_in_it() {
    let college = College::open().await;
    let computer = college.sign_in(OKAFOR).await;
    let record = computer.record().await;
    let shown = shown(&college, 900_002).await;
    let profile = record.profile_on(eastern_day(college.clock.now()));
    assert!(shown.contains("OKAFOR Medicine Professional Corporation"), "{shown}");
    for (what, value) in [
        ("the College e-mail", OKAFOR),
        ("a home address", "Wellesley"),
        ("the mobile telephone", "+16475550192"),
        ("the MINC", "CAMD90000029"),
        ("the membership of the CMPA", "7100159"),
        ("the number at the Royal College", "552981"),
        ("the number at another regulator", "M-20917"),
        ("a scheduled address", "401 King Street"),
        ("a message", "Please remove this additional practice location"),
        ("an invoice", "INV-2025"),
        ("the stream", &computer.me.registrant.0.to_string()),
    ] {
        assert!(!shown.contains(value), "{what} is shown: {shown}");
    }
    assert!(profile.identity.unwrap().minc.is_some(), "the record has what the register does not show");
}

#[tokio::test]
async fn numbers_that_nobody_has_are_not_found() {
    let college = College::open().await;
    for number in ["900099", "12345", "9", "none", "900001%20", "-900001", "0900001"] {
        let reply = college.http.get(college.url(&format!("/v1/register/{number}"))).send().await.unwrap();
        refused(reply, 404, "not-found").await;
    }
}

#[tokio::test]
async fn a_register_that_was_lost_is_made_anew_from_the_streams() {
    let mut college = College::open().await;
    college.stop().await;
    sqlx::query("DELETE FROM register").execute(&mut college.look_into().await).await.unwrap();
    college.start().await;
    let asked = async || {
        let reply = college.http.get(college.url("/v1/register/900012")).send().await.unwrap();
        (reply.status() == StatusCode::OK).then_some(())
    };
    college.until("the register", asked).await;
    let computer = college.sign_in(LAVOIE).await;
    must_follow(&college, &computer, "as before").await;
}

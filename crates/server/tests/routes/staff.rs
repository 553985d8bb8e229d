//! What the College's staff does while the server runs: the registrant's desktop and the register see it.

use portal_record::identity::Name;
use portal_record::ledger::InvoiceState;
use portal_record::messages::Author;
use portal_record::registration::Status;
use portal_record::{Actor, Cents, CpsoNumber, InvoiceId, Outcome, Rejection, Role, StaffId};
use portal_server::Clock;
use portal_server::rules::Refused;
use portal_server::staff::{Act, StaffError, act, tasks};
use portal_server::store::tasks::Task;
use reqwest::StatusCode;
use serde_json::json;

use crate::college::{College, LATE, LAVOIE, OKAFOR};
use crate::profile::envelope;
use crate::survey;

fn number(number: u32) -> CpsoNumber {
    number.try_into().unwrap()
}

fn staff() -> StaffId {
    StaffId::named("m.roy")
}

async fn entry(college: &College, number: u32) -> String {
    let reply = college.http.get(college.url(&format!("/v1/register/{number}"))).send().await.unwrap();
    reply.text().await.unwrap()
}

#[tokio::test]
async fn acts_of_the_staff_are_events_of_whoever_did_them() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.record().await.version;
    let (given, family) = ("Zoé Marguerite".to_owned(), "Lavoie-Roy".to_owned());
    let effective = "2027-05-20".parse().unwrap();
    let acts = [
        Act::GrantClass {
            class: "restricted".to_owned(),
            effective,
            expires: None,
            terms: vec!["A term.".to_owned()],
        },
        Act::SetStatus { status: Status::Suspended, effective },
        Act::ChangeName { name: Name { given, family }, effective },
        Act::Write { subject: "A subject".to_owned(), text: "A text.".to_owned() },
    ];
    for (done, version) in acts.iter().zip(before + 1..) {
        let stands = act(&college.database, &college.clock, staff(), number(900_001), done).await.unwrap();
        assert_eq!(stands, version, "{done:?}");
    }
    let events = computer.events().await;
    let added: Vec<Actor> =
        events.iter().filter(|event| event.version > before).map(|event| event.actor).collect();
    let by = |role| Actor::Staff { person: staff(), role };
    let roles = [Role::Membership, Role::Membership, Role::Records, Role::Membership];
    assert_eq!(added, roles.map(by));
    let record = computer.record().await;
    assert_eq!(record.messages.last().unwrap().sent.by, Author::College);
    let shown = entry(&college, 900_001).await;
    for said in ["Lavoie-Roy", "restricted", "suspended", "A term."] {
        assert!(shown.contains(said), "{said} is on the register: {shown}");
    }
    let change = json!({ "command": "describe-self", "gender": "woman", "languages": ["fr"] });
    let reply = computer.command(&envelope(&college, &computer, change).await).await;
    assert!(
        matches!(reply.outcome, Outcome::Accepted { .. }),
        "the registrant goes on from there: {reply:?}"
    );
}

#[tokio::test]
async fn a_penalty_is_taken_back_and_what_was_paid_of_it_is_a_task_until_it_is_returned() {
    let college = College::open_at(LATE).await;
    let computer = college.sign_in(LAVOIE).await;
    survey::file(&college, &computer).await;
    let invoice = InvoiceId("INV-2027-900001".to_owned());
    let page = computer.checkout(&invoice).await;
    let sent = college.http.post(page).form(&[("card", "visa")]).send().await.unwrap();
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let held = async || computer.record().await.ledger.invoices[&invoice].clone();
    college
        .until("the payment", async || matches!(held().await.state, InvoiceState::Paid { .. }).then_some(()))
        .await;
    let open = async || {
        let tasks = tasks(&college.database).await.unwrap();
        tasks.iter().map(Task::id).collect::<Vec<_>>()
    };
    assert_eq!(open().await, [""; 0]);

    let back = Act::TakePenaltyBack { invoice: invoice.clone() };
    act(&college.database, &college.clock, staff(), number(900_001), &back).await.unwrap();
    assert_eq!(held().await.credit, Cents(43_125));
    assert_eq!(open().await, ["credit:INV-2027-900001"]);
    let again = act(&college.database, &college.clock, staff(), number(900_001), &back).await;
    assert!(matches!(again, Err(StaffError::Rejected(Rejection::SameAsNow))), "{again:?}");

    let returned = Act::ReturnCredit { invoice: invoice.clone() };
    act(&college.database, &college.clock, staff(), number(900_001), &returned).await.unwrap();
    assert_eq!(held().await.credit, Cents(0));
    assert_eq!(open().await, [""; 0], "seen to");
    let again = act(&college.database, &college.clock, staff(), number(900_001), &returned).await;
    assert!(matches!(again, Err(StaffError::Rejected(Rejection::SameAsNow))), "{again:?}");
}

#[tokio::test]
async fn the_staff_acts_by_a_clock_that_is_right() {
    let college = College::open().await;
    survey::file(&college, &college.sign_in(LAVOIE).await).await;
    let machine = Clock::default();
    machine.advance(-20 * 366 * 24 * 60 * 60 * 1_000_000);
    let write = Act::Write { subject: "A subject".to_owned(), text: "A text.".to_owned() };
    let behind = act(&college.database, &machine, staff(), number(900_001), &write).await;
    assert!(
        matches!(behind, Err(StaffError::Refused(Refused::ClockBehind { .. }))),
        "the machine's time is years behind what is stamped: {behind:?}"
    );
}

#[tokio::test]
async fn the_location_whose_removal_was_asked_for_is_removed() {
    let college = College::open().await;
    let asked = "3030 Lawrence Avenue East";
    assert!(entry(&college, 900_002).await.contains(asked));
    let effective = "2027-05-20".parse().unwrap();
    let remove = Act::RemoveLocation { location: None, effective };
    act(&college.database, &college.clock, staff(), number(900_002), &remove).await.unwrap();
    assert!(!entry(&college, 900_002).await.contains(asked), "it no longer counts");
    let again = act(&college.database, &college.clock, staff(), number(900_002), &remove).await;
    assert!(matches!(again, Err(StaffError::NoSuchLocation)), "{again:?}");
    let computer = college.sign_in(OKAFOR).await;
    let kept = computer.record().await.addresses.entries.iter().any(|entry| {
        entry.fact.at().is_some_and(|set| set.address.lines.iter().any(|line| line.contains("3030 Lawrence")))
    });
    assert!(kept, "it stays in the history");
}

#[tokio::test]
async fn what_makes_no_sense_is_not_done() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let events = computer.events().await.len();
    let effective = "2027-05-20".parse().unwrap();
    let empty = Act::Write { subject: " ".to_owned(), text: "A text.".to_owned() };
    let class = Act::GrantClass { class: "wizard".to_owned(), effective, expires: None, terms: Vec::new() };
    let location = Act::RemoveLocation { location: None, effective };
    let (class_of, name_of) = (
        |terms: &[&str]| Act::GrantClass {
            class: "restricted".to_owned(),
            effective,
            expires: None,
            terms: terms.iter().map(ToString::to_string).collect(),
        },
        |given: &str| Act::ChangeName {
            name: Name { given: given.to_owned(), family: "Lavoie".to_owned() },
            effective,
        },
    );
    let (term, name) = (class_of(&["A term.", " "]), name_of("Zoé 🩺"));
    let senseless = [
        (&empty, "empty"),
        (&class, "no class wizard"),
        (&location, "no such additional"),
        (&term, "empty"),
        (&name, "can't be certified: no typeface has '🩺'"),
    ];
    for (done, why) in senseless {
        let error = act(&college.database, &college.clock, staff(), number(900_001), done).await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    let nobody = act(&college.database, &college.clock, staff(), number(900_099), &empty).await;
    assert!(matches!(nobody, Err(StaffError::NoSuchRegistrant(_))), "{nobody:?}");
    assert_eq!(computer.events().await.len(), events);
}

//! What the College's staff does while the server runs: the registrant's desktop and the register see it.

use portal_record::identity::Name;
use portal_record::messages::Author;
use portal_record::registration::Status;
use portal_record::{Actor, CpsoNumber, Outcome};
use portal_server::staff::{Act, StaffError, act};
use serde_json::json;

use crate::college::{College, LAVOIE, OKAFOR};
use crate::profile::envelope;

fn number(number: u32) -> CpsoNumber {
    number.try_into().unwrap()
}

async fn entry(college: &College, number: u32) -> String {
    let reply = college.http.get(college.url(&format!("/v1/register/{number}"))).send().await.unwrap();
    reply.text().await.unwrap()
}

#[tokio::test]
async fn acts_of_the_staff_are_events_of_the_college() {
    let college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    let before = desk.record().await.version;
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
        let stands = act(&college.database, &college.clock, number(900_001), done).await.unwrap();
        assert_eq!(stands, version, "{done:?}");
    }
    let events = desk.events().await;
    let added: Vec<Actor> =
        events.iter().filter(|event| event.version > before).map(|event| event.actor).collect();
    assert_eq!(added, [Actor::College; 4]);
    let record = desk.record().await;
    assert_eq!(record.messages.last().unwrap().sent.by, Author::College);
    let shown = entry(&college, 900_001).await;
    for said in ["Lavoie-Roy", "restricted", "suspended", "A term."] {
        assert!(shown.contains(said), "{said} is on the register: {shown}");
    }
    let change = json!({ "command": "describe-self", "gender": "woman", "languages": ["fr"] });
    let reply = desk.command(&envelope(&college, &desk, change).await).await;
    assert!(
        matches!(reply.outcome, Outcome::Accepted { .. }),
        "the registrant goes on from there: {reply:?}"
    );
}

#[tokio::test]
async fn the_location_whose_removal_was_asked_for_is_removed() {
    let college = College::open().await;
    let asked = "3030 Lawrence Avenue East";
    assert!(entry(&college, 900_002).await.contains(asked));
    let effective = "2027-05-20".parse().unwrap();
    let remove = Act::RemoveLocation { location: None, effective };
    act(&college.database, &college.clock, number(900_002), &remove).await.unwrap();
    assert!(!entry(&college, 900_002).await.contains(asked), "it no longer counts");
    let again = act(&college.database, &college.clock, number(900_002), &remove).await;
    assert!(matches!(again, Err(StaffError::NoSuchLocation)), "{again:?}");
    let desk = college.sign_in(OKAFOR).await;
    let kept = desk.record().await.addresses.entries.iter().any(|entry| {
        entry.fact.at().is_some_and(|set| set.address.lines.iter().any(|line| line.contains("3030 Lawrence")))
    });
    assert!(kept, "it stays in the history");
}

#[tokio::test]
async fn what_makes_no_sense_is_not_done() {
    let college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    let events = desk.events().await.len();
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
        let error = act(&college.database, &college.clock, number(900_001), done).await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    let nobody = act(&college.database, &college.clock, number(900_099), &empty).await;
    assert!(matches!(nobody, Err(StaffError::NoSuchRegistrant(_))), "{nobody:?}");
    assert_eq!(desk.events().await.len(), events);
}

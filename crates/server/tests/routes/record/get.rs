//! The registrant's own events, in pages.

use portal_protocol::{CommandEnvelope, History, PAGE_EVENTS, RecordPage};
use portal_record::{Command, CommandId, Verbatim};
use serde_json::json;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};

#[tokio::test]
async fn events_come_without_gaps_from_where_the_device_stands() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let all = computer.events().await;
    assert!(all.len() > 10, "the demonstration has a history");
    let versions: Vec<u64> = all.iter().map(|event| event.version).collect();
    assert_eq!(versions, (1..=u64::try_from(all.len()).unwrap()).collect::<Vec<_>>());
    let page: RecordPage = computer.get("/v1/record?after=4").await.json().await.unwrap();
    assert_eq!(page.events, all[4..], "the rest of the same log");
    assert_eq!(page.version, versions[versions.len() - 1]);
    let other = college.sign_in(OKAFOR).await.record().await;
    assert_ne!(other.identity, computer.record().await.identity, "each sees their own");
}

#[tokio::test]
async fn each_page_names_the_place_where_it_ends() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    for number in 0..PAGE_EVENTS {
        let number = format!("+1416967{number:04}");
        let command =
            json!({ "command": "set-phone", "kind": "business", "number": number, "seen": u64::MAX });
        let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
        let (id, claimed_at) = (CommandId(Uuid::now_v7()), college.clock.now());
        computer.command(&CommandEnvelope { id, claimed_at, command, seen: None }).await;
    }
    let page: RecordPage = computer.get("/v1/record?after=0").await.json().await.unwrap();
    assert_eq!(page.events.len(), PAGE_EVENTS);
    assert!(page.version > page.events.len() as u64, "there is more");
    let History(place) = page.history.unwrap();
    let rest = format!("/v1/record?after={PAGE_EVENTS}&history={place}");
    let rest: RecordPage = computer.get(&rest).await.json().await.unwrap();
    assert_eq!(rest.events.last().map(|last| last.version), Some(page.version), "it goes on from there");
    assert_ne!(rest.history, Some(History(place)));
}

#[tokio::test]
async fn a_device_that_is_ahead_of_the_server_is_told_so() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    refused(computer.get("/v1/record?after=100000").await, 409, "out-of-order").await;
    for bad in ["after=-1", "after=x", "after=99999999999999999999999"] {
        refused(computer.get(&format!("/v1/record?{bad}")).await, 400, "malformed").await;
    }
}

#[tokio::test]
async fn a_device_that_was_told_another_history_is_told_so() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let all: RecordPage = computer.get("/v1/record?after=0").await.json().await.unwrap();
    let History(last) = all.history.clone().expect("each page says where it ends");
    let at_end = format!("/v1/record?after={}", all.version);
    let none: RecordPage = computer.get(&format!("{at_end}&history={last}")).await.json().await.unwrap();
    assert_eq!((none.events.len(), none.history), (0, all.history), "the device stands there");
    let first: RecordPage = computer.get("/v1/record?after=0&history=any").await.json().await.unwrap();
    assert_eq!(first.events, all.events, "whoever begins has no history");
    refused(computer.get(&format!("/v1/record?after=4&history={last}")).await, 409, "other-history").await;
    let older: RecordPage = computer.get("/v1/record?after=4").await.json().await.unwrap();
    assert_eq!(older.events, all.events[4..], "a program that tells none is served as ever");
}

//! The College's clock: nothing is stamped before what stands on the stream, and nothing at all while the clock is minutes
//! behind what was stamped.

use portal_record::{InvoiceId, Outcome};
use reqwest::{StatusCode, header};
use serde_json::json;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::profile::envelope;
use crate::survey::{self, Survey};

#[tokio::test]
async fn a_clock_that_is_set_back_a_little_stamps_nothing_before_the_last_event() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let says = |gender: &str| json!({ "command": "describe-self", "gender": gender, "languages": ["fr"] });
    computer.command(&envelope(&college, &computer, says("woman")).await).await;
    let last = computer.events().await.last().unwrap().recorded_at;
    college.pass(-100);
    let reply = computer.command(&envelope(&college, &computer, says("man")).await).await;
    assert!(reply.received_at >= last, "received {:?}, after {last:?}", reply.received_at);
    let instants: Vec<_> = computer.events().await.iter().map(|event| event.recorded_at).collect();
    assert!(instants.is_sorted(), "{instants:?}");

    // Another registrant's stream does not move this one on.
    let other = college.sign_in(OKAFOR).await;
    let reply = other.command(&envelope(&college, &other, says("woman")).await).await;
    assert!(reply.received_at <= college.clock.now(), "it is stamped with what the clock shows");
}

#[tokio::test]
async fn a_clock_that_is_minutes_behind_stamps_nothing_and_says_so() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let survey = Survey::filled(&college, &computer).await;
    let invoice = InvoiceId("INV-2027-900001".to_owned());
    survey::file(&college, &college.sign_in(OKAFOR).await).await;
    let version = computer.record().await.version;

    college.pass(-200);
    let command = survey.envelope(&college, &computer);
    let sent = computer.send_command(&command).await;
    assert_eq!(sent.headers()[header::RETRY_AFTER], "30");
    refused(sent, 503, "clock-behind").await;
    refused(computer.get(&format!("/v1/commands/{}", command.id.0)).await, 404, "not-found").await;
    let health = async || college.http.get(college.url("/healthz")).send().await.unwrap();
    refused(health().await, 503, "clock-behind").await;
    assert_eq!(computer.record().await.version, version, "what is there is still given out");

    college.pass(200);
    assert_eq!(health().await.status(), StatusCode::OK);
    let reply = computer.command(&command).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "the same command again: {reply:?}");

    college.pass(-200);
    refused(computer.open_checkout(&invoice).await, 503, "clock-behind").await;
    college.pass(200);
    computer.checkout(&invoice).await;
}

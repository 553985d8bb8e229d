//! Two registrants at one computer, and a computer that was signed out from afar: nobody sees another's work, and
//! nobody's work is lost.

use portal_client::Portal;
use portal_harness::{PATIENCE, until};
use portal_ipc::{Session, SignOut, SyncState};
use portal_protocol::DeviceList;
use reqwest::{Method, StatusCode};

use crate::caller::Caller;
use crate::college::{AMARA, College, ZOE};
use crate::computer::{Computer, close, in_step};
use crate::survey::{answer, text, value};

const SECRET: &str = "Only Zoé may read this";

async fn name(portal: &Portal) -> String {
    match portal.session().await {
        Session::SignedIn { registrant, .. } => registrant.name,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unsent_work_waits_for_its_own_registrant_and_no_other_sees_it() {
    let college = College::open().await;
    let computer = Computer::new(&college, "The clinic's computer").await;
    let portal = computer.signed_in(ZOE).await;
    computer.link.cut().await.unwrap();
    answer(&portal, "J.5", text(SECRET)).await;
    let warned = portal.sign_out(SignOut { leave_unsent: false }).await.unwrap_err();
    assert!(warned.sentence.contains("has not reached the College"), "{}", warned.sentence);
    assert_eq!(portal.status().await.waiting, 1, "the person is asked before anything happens");
    portal.sign_out(SignOut { leave_unsent: true }).await.unwrap();
    computer.link.mend().await.unwrap();

    computer.sign_in(&portal, AMARA).await;
    in_step(&portal).await;
    assert!(name(&portal).await.ends_with("Okafor"), "{}", name(&portal).await);
    assert_eq!(value(&portal, "J.5").await, [], "Amara's survey has no answer of Zoé's");
    assert!(portal.outbox().await.unwrap().is_empty(), "and nothing of hers is sent in Amara's name");
    answer(&portal, "J.5", text("Amara’s own")).await;
    in_step(&portal).await;
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    let zoe = Caller::signed_in(&college, ZOE).await;
    let amara = Caller::signed_in(&college, AMARA).await;
    assert_eq!(
        (zoe.edits().await.len(), amara.edits().await.len()),
        (0, 1),
        "each has her own at the College"
    );

    close(portal).await;
    let portal = computer.start().await;
    assert_eq!(portal.session().await, Session::SignedOut { notice: None }, "nothing opens by itself");
    computer.sign_in(&portal, ZOE).await;
    assert_eq!(value(&portal, "J.5").await, text(SECRET), "her work is where she left it");
    in_step(&portal).await;
    let edits = zoe.edits().await;
    assert_eq!(edits.len(), 1, "and now it is sent");
    assert_eq!(edits[0].path.to_string(), "J.5");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_signed_out_from_afar_keeps_everything_and_sends_it_after_signing_in() {
    let college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let list: DeviceList = caller.get("/v1/devices").await;
    let laptop = list.devices.iter().find(|device| device.name == "Zoé’s laptop").unwrap();
    let ended = caller.request(Method::DELETE, &format!("/v1/devices/{}", laptop.id)).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);

    answer(&portal, "J.5", text(SECRET)).await;
    until("the application to ask for a sign-in", PATIENCE, async || {
        Ok((portal.status().await.sync == SyncState::SignInNeeded).then_some(()))
    })
    .await
    .unwrap();
    answer(&portal, "A.1.correction", text("Work goes on")).await;
    assert_eq!(portal.status().await.waiting, 2, "nothing is sent");
    assert_eq!(caller.edits().await, [], "and nothing arrived");
    close(portal).await;

    let portal = computer.start().await;
    assert_eq!(value(&portal, "J.5").await, text(SECRET), "it opens without any sign-in");
    assert_eq!(portal.status().await.waiting, 2);
    computer.sign_in(&portal, ZOE).await;
    in_step(&portal).await;
    let mut paths: Vec<String> = caller.edits().await.iter().map(|edit| edit.path.to_string()).collect();
    paths.sort();
    assert_eq!(paths, ["A.1.correction", "J.5"], "everything arrives");
}

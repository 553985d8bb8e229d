//! A College that is newer than this application: what it says and this does not know is kept and named, is never taken for a lost
//! connection, and holds nothing else up.

use portal_client::Obstacle;
use portal_client::Portal;
use portal_client::keys::DataKey;
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::store::{File as _, Store, Write, events};
use portal_client::sync::{Failed, Input, Persist, Phase, Reply, Restored};
use portal_ipc::{AnswerRequest, ChangeState, Entry, OutboxState, PhoneKind, ProfileEdit, Status, SyncState};
use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::{CommandId, Event, Outcome, Unknown, Verbatim};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desktop::{Desktop, answered, in_step, name, phone, submission, submitted};
use crate::peer::Peer;
use crate::surroundings::{Computer, eventually, see, sign_in};
use portal_testkit::zoe::{ZOE, events as record};

#[test]
fn what_cannot_be_read_is_no_lost_connection_and_the_rest_of_the_round_goes_on() {
    let requests = ["record", "drafts", "edits", "command", "devices", "keys", "receipts"];
    let unreadable = Some(Phase::Obstructed(Obstacle::Unreadable));
    for unread in requests {
        let mut desktop = Desktop::new(Restored { record: 5, ..Restored::default() });
        desktop.hear(answered(1));
        let envelope = CommandEnvelope { command: phone().into(), ..submission(200).into_value() }.into();
        desktop.hear(Input::Submitted { envelope, draft: None });
        desktop.hear(Input::Wake);
        let mut asked = Vec::new();
        while let Some((_, request)) = desktop.sent.clone() {
            asked.push(name(&request));
            let answer =
                if name(&request) == unread { Err(Failed::Unreadable) } else { Ok(desktop.quiet(&request)) };
            desktop.answer(answer);
            assert!(asked.len() < 20, "{unread}: asked again and again: {asked:?}");
        }
        for other in requests {
            assert!(asked.contains(&other), "without {unread}, {other} is asked all the same: {asked:?}");
        }
        assert_eq!(desktop.phase, unreadable, "{unread}");
        assert!(!desktop.kept.contains(&Persist::InStep), "{unread}: not all that is there is here");
        desktop.wait();
        assert!(desktop.finish_round().contains(&unread), "{unread} is asked again with the next round");
        assert_eq!(desktop.phase, Some(Phase::InStep), "{unread}");
    }
}

#[test]
fn new_work_is_sent_while_something_else_cannot_be_read() {
    let mut desktop = in_step();
    desktop.hear(Input::Wake);
    desktop.answer(Err(Failed::Unreadable));
    desktop.finish_round();
    assert_eq!(desktop.phase, Some(Phase::Obstructed(Obstacle::Unreadable)));
    desktop.hear(answered(1));
    assert_eq!(name(&desktop.sent.clone().unwrap().1), "edits", "at once");
}

#[test]
fn an_outcome_that_is_not_known_leaves_its_command_waiting() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.until("command");
    let id = submission(100).id;
    let reply: CommandReply = CommandReply {
        id,
        received_at: portal_forms::Micros(1),
        outcome: Outcome::Unknown(Unknown),
        receipt: None,
    };
    desktop.answer(Ok(Reply::Command(reply.into())));
    assert!(!desktop.finish_round().contains(&"command"), "not again in this round");
    assert_eq!(desktop.count(|kept| matches!(kept, Persist::Unread(_))), 1);
    assert_eq!(desktop.count(|kept| matches!(kept, Persist::Outcome(_) | Persist::Refused { .. })), 0);
    assert!(!desktop.engine.needs_attention(), "nobody refused it");
    desktop.wait();
    assert!(desktop.finish_round().contains(&"command"), "the answer is asked for again, by the same id");
}

#[tokio::test]
async fn events_are_kept_to_the_letter_whoever_wrote_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut store =
        Store::create(&folder.path().join("portal.db"), &DataKey::random().unwrap()).await.unwrap();
    let texts = [
        r#"{"version":1,"received_at":1,"recorded_at":1,"actor":{"who":"robot","model":7.50},"body":{"type":"contact.phone-set","v":1,"data":{"kind":"satellite","number":"+1"}}}"#,
        r#"{"version":2,"received_at":1,"recorded_at":1,"actor":{"who":"college"},"body":{"type":"of.the-future","v":1,"data":{ "exact":1.50 }},"more":[]}"#,
    ];
    for text in texts {
        let event: Verbatim<Event> = serde_json::from_str(text).unwrap();
        store.commit(vec![Write::Event(event)]).await.unwrap();
    }
    let kept = events::all(store.connection()).await.unwrap();
    let written: Vec<String> = kept.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    assert_eq!(written, texts);
}

#[tokio::test]
async fn a_command_that_a_newer_version_gave_stays_in_the_file_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut store =
        Store::create(&folder.path().join("portal.db"), &DataKey::random().unwrap()).await.unwrap();
    let state = CommandState::Waiting { attempted: false };
    let known = OutboxRow { envelope: submission(1), draft: None, state, typed: None };
    store.commit(vec![Write::PutOut(known.clone())]).await.unwrap();
    let later = |number: u128, command: Value, state: Value| {
        let id = Uuid::from_u128(number).to_string();
        (id.clone(), json!({"id": id, "claimed_at": 1, "command": command}).to_string(), state.to_string())
    };
    let waits = json!({"state": "waiting", "attempted": false});
    let phone = json!({"command": "set-minc", "minc": "x", "seen": 1});
    for (id, envelope, state) in [
        later(2, json!({"command": "of-the-future", "more": 1}), waits),
        later(3, phone, json!({"state": "of-the-future"})),
    ] {
        sqlx::query("INSERT INTO outbox (id, envelope, standing) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(envelope.into_bytes())
            .bind(state.into_bytes())
            .execute(store.connection())
            .await
            .unwrap();
    }
    let contents = store.load().await.unwrap();
    assert_eq!(contents.outbox, [known], "what is known goes on");
    let [two, three] = [2, 3].map(|number| CommandId(Uuid::from_u128(number)));
    assert_eq!(contents.unread_commands, [two, three], "and nothing is taken for damage");
}

/// Signed in at a College that tells its time with every reply, as its server does.
async fn signed_in() -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    peer.tell("2027-05-20T14:10:00Z");
    peer.enrol(ZOE, record());
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    see(&portal, SyncState::UpToDate).await;
    (peer, computer, portal)
}

async fn change_phone(portal: &Portal) {
    let (number, extension) = ("705 555 0100".into(), String::new());
    crate::profile::change(portal, &ProfileEdit::Phone { kind: PhoneKind::Mobile, number, extension }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_read_is_told_as_that_and_answers_are_sent_all_the_same() {
    let (peer, _computer, portal) = signed_in().await;
    peer.instead(|head, _| head.contains("/v1/record").then(|| (200, r#"{"events":"elsewhere"}"#.into())));
    portal.sync_now().await.unwrap();
    let status = see(&portal, SyncState::NewerNeeded).await;
    assert!(status.sentence.contains("needs a newer version of Portal Desktop"), "{}", status.sentence);
    let value = vec![Entry::Text { text: "Zoé Lavoie".into() }];
    portal.answer(AnswerRequest { draft: "renewal/2027".into(), path: "J.5".into(), value }).await.unwrap();
    eventually(&portal, |status: Status| status.waiting == 0, Portal::status).await;
    assert_eq!(peer.edits(), 1, "the answer is at the College");
    assert_eq!(portal.status().await.sync, SyncState::NewerNeeded);
    peer.itself();
    portal.sync_now().await.unwrap();
    see(&portal, SyncState::UpToDate).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rejection_of_tomorrow_is_a_rejection_with_its_code() {
    let (peer, computer, portal) = signed_in().await;
    peer.instead(|head, body| {
        let envelope: Value = head.starts_with("PUT").then(|| serde_json::from_str(body).ok())??;
        let rejection = json!({"code": "moon-in-the-way", "until": "2027-06-01"});
        let outcome = json!({"outcome": "rejected", "rejection": rejection});
        let reply = json!({"id": envelope["id"], "received_at": 1, "outcome": outcome, "receipt": null});
        Some((200, reply.to_string()))
    });
    change_phone(&portal).await;
    see(&portal, SyncState::NeedsAttention).await;
    for portal in [portal, computer.start_in(computer.copied().path()).await] {
        let outbox = portal.outbox().await.unwrap();
        let [refused] = outbox.as_slice() else { panic!("{outbox:?}") };
        assert_eq!(refused.state, OutboxState::NeedsAttention);
        let reason = refused.reason.clone().unwrap();
        assert!(reason.contains("newer version of Portal Desktop"), "{reason}");
        assert!(reason.contains("moon-in-the-way"), "{reason}");
        assert!(refused.can_dismiss, "whoever has read it can put it away");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_of_tomorrow_is_said_to_be_at_the_college_and_is_asked_for_again() {
    let (peer, _computer, portal) = signed_in().await;
    peer.instead(|head, body| {
        let envelope: Value = head.starts_with("PUT").then(|| serde_json::from_str(body).ok())??;
        let outcome = json!({"outcome": "put-before-the-council"});
        let reply = json!({"id": envelope["id"], "received_at": 1, "outcome": outcome, "receipt": null});
        Some((200, reply.to_string()))
    });
    change_phone(&portal).await;
    see(&portal, SyncState::NewerNeeded).await;
    let change = portal.profile().await.unwrap().changes.remove(0);
    assert_eq!(change.state, ChangeState::NeedsAttention);
    assert!(change.sentence.contains("The College has this"), "{}", change.sentence);
    let listed = portal.outbox().await.unwrap().remove(0);
    assert_eq!(listed.state, OutboxState::NeedsAttention, "it does not wait to be sent");
    let reason = listed.reason.unwrap_or_default();
    assert!(reason.contains("newer version of Portal Desktop"), "{reason}");
    peer.itself();
    portal.sync_now().await.unwrap();
    see(&portal, SyncState::UpToDate).await;
    let change = portal.profile().await.unwrap().changes.remove(0);
    assert_eq!(change.state, ChangeState::AtCollege);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_tomorrow_keeps_its_draft_for_a_newer_version() {
    let (peer, computer, portal) = signed_in().await;
    let value = vec![Entry::Text { text: "Zoé Lavoie".into() }];
    portal
        .answer(AnswerRequest { draft: "renewal/2027".into(), path: "J.5".into(), value: value.clone() })
        .await
        .unwrap();
    eventually(&portal, |status: Status| status.waiting == 0, Portal::status).await;
    peer.instead(|head, body| {
        if head.contains("/v1/drafts HTTP") {
            return None;
        }
        let push: Value = head.contains("/edits").then(|| serde_json::from_str(body).ok())??;
        let edit = json!({"id": Uuid::from_u128(7), "change": {"type": "dictated"}});
        let edits = json!([{"sequence": 2, "edit": edit}]);
        let page =
            json!({"form_version": push["form_version"], "edits": edits, "sequence": 2, "refused": []});
        Some((200, page.to_string()))
    });
    let text = vec![Entry::Text { text: "another".into() }];
    portal
        .answer(AnswerRequest { draft: "renewal/2027".into(), path: "A.6".into(), value: text })
        .await
        .unwrap();
    let status = see(&portal, SyncState::NewerNeeded).await;
    assert!(status.sentence.contains("Update this one to go on"), "{}", status.sentence);
    for portal in [portal, computer.start_in(computer.copied().path()).await] {
        assert_eq!(portal.status().await.sync, SyncState::NewerNeeded, "also after a start");
        assert!(
            portal
                .answer(AnswerRequest {
                    draft: "renewal/2027".into(),
                    path: "J.5".into(),
                    value: value.clone()
                })
                .await
                .is_err()
        );
        assert!(portal.profile().await.is_ok(), "all else works");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_here_is_sent_although_another_device_is_newer() {
    let (peer, computer, portal) = signed_in().await;
    let elsewhere = Computer::new(&peer);
    let other = elsewhere.start().await;
    sign_in(&other, &peer, ZOE).await;
    see(&other, SyncState::UpToDate).await;
    let text = |text: &str| vec![Entry::Text { text: text.into() }];
    other
        .answer(AnswerRequest { draft: "renewal/2027".into(), path: "J.5".into(), value: text("Zoé") })
        .await
        .unwrap();
    eventually(&other, |status: Status| status.waiting == 0, Portal::status).await;
    // That answer comes here as one of tomorrow, before what is answered here has gone.
    peer.instead(|head, body| {
        if head.contains("/v1/drafts HTTP") {
            return None;
        }
        let push: Value = head.contains("/edits").then(|| serde_json::from_str(body).ok())??;
        let edit = json!({"id": Uuid::from_u128(7), "change": {"type": "dictated"}});
        let edits = json!([{"sequence": 1, "edit": edit}]);
        let page =
            json!({"form_version": push["form_version"], "edits": edits, "sequence": 1, "refused": []});
        Some((200, if push["after"] == 0 { page.to_string() } else { "{}".to_owned() }))
    });
    portal
        .answer(AnswerRequest { draft: "renewal/2027".into(), path: "A.6".into(), value: text("another") })
        .await
        .unwrap();
    see(&portal, SyncState::NewerNeeded).await;
    assert_eq!((portal.status().await.waiting, peer.edits()), (1, 1), "it has not arrived");
    let listed = portal.outbox().await.unwrap();
    assert_eq!(listed[0].title, "Answers: 2027", "and stands on the list");
    portal.close().await;
    drop(portal);
    peer.itself();
    let portal = computer.start().await;
    eventually(&portal, |status: Status| status.waiting == 0, Portal::status).await;
    assert_eq!(peer.edits(), 2, "it has arrived");
    assert_eq!(
        portal.status().await.sync,
        SyncState::NewerNeeded,
        "and the survey waits for a newer version"
    );
    assert_eq!(portal.outbox().await.unwrap(), []);
}

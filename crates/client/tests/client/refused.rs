//! What the College does not take, and what only seems to be its word: the first is listed with its reason and a way to mend it,
//! the second is never taken for a refusal.

use std::sync::Arc;

use jiff::civil::date;
use portal_client::Portal;
use portal_forms::Change;
use portal_ipc::{
    AnswerRequest, ChangeKey, Entry, FailureCode, OutboxItem, OutboxPlace, OutboxState, PhoneKind,
    ProfileEdit, SyncState,
};
use portal_record::registration::ClassGranted;

use crate::peer::{Peer, refusal};
use crate::surroundings::{Computer, eventually, see, sign_in};
use portal_testkit::zoe::{ZOE, events};

/// A text that this College does not take.
const BAD: &str = "that one";

async fn signed_in() -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    see(&portal, SyncState::UpToDate).await;
    (peer, computer, portal)
}

async fn type_in(portal: &Portal, path: &str, text: &str) {
    let request = AnswerRequest {
        draft: "renewal/2027".into(),
        path: path.into(),
        value: vec![Entry::Text { text: text.into() }],
    };
    portal.answer(request).await.unwrap();
}

async fn change_phone(portal: &Portal) {
    let (number, extension) = ("705 555 0100".into(), String::new());
    crate::profile::change(portal, &ProfileEdit::Phone { kind: PhoneKind::Mobile, number, extension }).await;
}

async fn needing(portal: &Portal) -> Vec<OutboxItem> {
    let outbox = portal.outbox().await.unwrap();
    outbox.into_iter().filter(|item| item.state == OutboxState::NeedsAttention).collect()
}

/// Answers, one of which this College does not take, given without a connection.
async fn with_a_bad_answer(status: u16, code: &'static str) -> (Peer, Computer, Portal) {
    let (peer, computer, portal) = signed_in().await;
    peer.online(false);
    portal.sync_now().await.unwrap();
    see(&portal, SyncState::Offline).await;
    for (path, text) in [("A.6", "one"), ("J.5", BAD), ("B.1", "three")] {
        let request = AnswerRequest {
            draft: "renewal/2027".into(),
            path: path.into(),
            value: vec![Entry::Text { text: text.into() }],
        };
        let _ = portal.answer(request).await;
    }
    peer.instead(move |head, body| {
        (head.contains("/edits") && body.contains(BAD)).then(|| refusal(status, code))
    });
    peer.online(true);
    portal.sync_now().await.unwrap();
    (peer, computer, portal)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_too_long_is_refused_where_it_is_entered_and_what_stood_there_stays() {
    let (peer, _computer, portal) = signed_in().await;
    type_in(&portal, "J.5", "Zoé Lavoie").await;
    for (count, length) in [(1, 2_400_000), (1, 20_001), (6, 20_000), (200_000, 0)] {
        let value = vec![Entry::Text { text: "x".repeat(length) }; count];
        let failure = portal
            .answer(AnswerRequest { draft: "renewal/2027".into(), path: "J.5".into(), value })
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::Refused, "{count} of {length}");
        assert!(failure.sentence.contains("20,000 characters"), "{}", failure.sentence);
    }
    type_in(&portal, "J.5", &"é".repeat(20_000)).await;
    type_in(&portal, "J.5", "Zoé Lavoie").await;
    see(&portal, SyncState::UpToDate).await;
    let answers = peer.arrived().into_iter().filter(|edit| &*edit.path.link_id == "J.5");
    let longest = answers.map(|edit| serde_json::to_vec(&edit).unwrap().len()).max();
    assert!(longest.unwrap() < 45_000, "what the core takes the College takes");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_the_college_refuses_holds_up_no_other_and_is_listed_until_it_is_mended() {
    for (status, code, reason) in [
        (413, "too-large", "longer than the College can take"),
        (400, "malformed", "could not take this answer"),
        (422, "unheard-of", "could not take this answer"),
        (403, "forbidden", "could not take this answer"),
    ] {
        let (peer, computer, portal) = with_a_bad_answer(status, code).await;
        see(&portal, SyncState::NeedsAttention).await;
        eventually(&portal, |status| status.waiting == 0, Portal::status).await;
        let others = peer.arrived();
        assert!(!others.is_empty(), "{code}: the others have arrived");
        assert!(others.iter().all(|edit| !serde_json::to_string(edit).unwrap().contains(BAD)), "{code}");
        let here = needing(&portal).await;
        portal.close().await;
        drop(portal);
        let portal = computer.start().await;
        let listed = needing(&portal).await;
        assert_eq!(listed, here, "{code}: after a new start as before");
        let [item] = listed.as_slice() else { panic!("{code}: {listed:#?}") };
        assert_eq!(item.title, "J.5 Type your full name to sign", "{code}: the question");
        assert!(item.reason.as_ref().unwrap().contains(reason), "{code}: {:?}", item.reason);
        assert_eq!(item.entered.as_deref(), Some(BAD), "{code}: what was entered");
        let place = OutboxPlace::Question {
            draft: "renewal/2027".into(),
            section: "J".into(),
            path: Some("J.5".into()),
        };
        assert_eq!(item.place, place, "{code}: the way to mend it");
        type_in(&portal, "J.5", "Zoé Lavoie").await;
        see(&portal, SyncState::UpToDate).await;
        assert_eq!(portal.outbox().await.unwrap(), [], "{code}: it is mended");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_answer_can_be_put_away_for_good() {
    let (_peer, computer, portal) = with_a_bad_answer(413, "too-large").await;
    see(&portal, SyncState::NeedsAttention).await;
    let item = needing(&portal).await.remove(0);
    assert!(item.can_dismiss);
    portal.dismiss_change(ChangeKey { id: item.id.clone() }).await.unwrap();
    see(&portal, SyncState::UpToDate).await;
    let again = portal.dismiss_change(ChangeKey { id: item.id }).await.unwrap_err();
    assert_eq!(again.code, FailureCode::Refused);
    portal.close().await;
    drop(portal);
    let portal = computer.start().await;
    see(&portal, SyncState::UpToDate).await;
    assert_eq!(portal.outbox().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_that_the_college_takes_nothing_of_waits_whole_and_says_why() {
    for (status, code, reason) in [
        (422, "form-unknown", "this version of the form"),
        (422, "edit-unknown", "does not know one of these answers yet"),
        (422, "malformed", "for now"),
        (429, "too-many-edits", "tomorrow at the latest"),
        (429, "too-many-bytes", "tomorrow at the latest"),
    ] {
        let (peer, computer, portal) = signed_in().await;
        peer.instead(move |head, _| head.contains("/edits").then(|| refusal(status, code)));
        type_in(&portal, "J.5", "Zoé Lavoie").await;
        see(&portal, SyncState::NeedsAttention).await;
        let [item] = needing(&portal).await.try_into().unwrap();
        assert!(item.title.starts_with("Answers: "), "{code}: {}", item.title);
        assert!(item.reason.as_ref().unwrap().contains(reason), "{code}: {:?}", item.reason);
        assert_eq!(portal.status().await.waiting, 1, "{code}: nothing is given up");
        peer.online(false);
        portal.close().await;
        drop(portal);
        let portal = computer.start().await;
        let [kept] = needing(&portal).await.try_into().unwrap();
        assert_eq!(
            (kept.title, kept.reason),
            (item.title, item.reason),
            "{code}: it is known without the College"
        );
        peer.online(true);
        peer.itself();
        portal.sync_now().await.unwrap();
        eventually(
            &portal,
            |status| status.sync == SyncState::UpToDate && status.waiting == 0,
            Portal::status,
        )
        .await;
        assert_eq!(peer.edits(), 1, "{code}: it has arrived");
        assert_eq!(portal.outbox().await.unwrap(), [], "{code}: the notice has ended by itself");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_another_device_that_the_college_does_not_give_out_are_on_the_list() {
    let (peer, _laptop, portal) = signed_in().await;
    let desktop = Computer::new(&peer);
    let other = desktop.start().await;
    sign_in(&other, &peer, ZOE).await;
    see(&other, SyncState::UpToDate).await;
    type_in(&portal, "J.5", "Zoé Lavoie").await;
    eventually(&portal, |status| status.waiting == 0, Portal::status).await;
    peer.instead(|head, _| head.contains("/edits").then(|| refusal(418, "unheard-of")));
    other.sync_now().await.unwrap();
    see(&other, SyncState::NeedsAttention).await;
    let [item] = needing(&other).await.try_into().unwrap();
    assert_eq!(item.title, "Answers from your other devices");
    assert!(item.reason.unwrap().contains("does not give out the answers"));
    peer.itself();
    other.sync_now().await.unwrap();
    see(&other, SyncState::UpToDate).await;
    assert_eq!(other.outbox().await.unwrap(), []);
    type_in(&portal, "J.5", "Zoé Tremblay").await;
    eventually(&portal, |status| status.waiting == 0, Portal::status).await;
    peer.instead(|head, _| head.contains("/edits").then(|| refusal(418, "unheard-of")));
    other.sync_now().await.unwrap();
    see(&other, SyncState::NeedsAttention).await;
    let [item] = needing(&other).await.try_into().unwrap();
    assert!(item.title.starts_with("Answers: "), "now the draft is here: {}", item.title);
    assert!(item.reason.unwrap().contains("does not give out the answers"), "nothing here waits to be sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_college_does_not_answer_is_told_with_its_number_and_goes_on_by_itself() {
    for (path, status) in [("/v1/record", 403), ("/v1/drafts ", 404), ("/v1/signed", 400)] {
        let (peer, _computer, portal) = signed_in().await;
        peer.instead(move |head, _| head.contains(path).then(|| refusal(status, "any")));
        // What is signed is asked for after something happened.
        let (class, effective) = ("academic".to_owned(), date(2027, 5, 20));
        peer.decree(ZOE, ClassGranted { class, effective, expires: None, terms: Vec::new() });
        portal.sync_now().await.unwrap();
        let status_now = see(&portal, SyncState::Obstructed).await;
        let said = format!("error {status}");
        assert!(status_now.sentence.contains(&said), "{path}: {}", status_now.sentence);
        peer.itself();
        portal.sync_now().await.unwrap();
        see(&portal, SyncState::UpToDate).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_the_college_refuses_is_listed_until_it_is_put_away() {
    for (status, code) in [
        (400, "malformed"),
        (413, "too-large"),
        (422, "command-unknown"),
        (403, "forbidden"),
        (429, "too-many-commands"),
        (429, "too-many-bytes"),
        (429, "too-many-mails"),
    ] {
        let (peer, _computer, portal) = signed_in().await;
        peer.instead(move |head, _| head.starts_with("PUT").then(|| refusal(status, code)));
        change_phone(&portal).await;
        see(&portal, SyncState::NeedsAttention).await;
        let [item] = needing(&portal).await.try_into().unwrap();
        assert_eq!(item.place, OutboxPlace::Profile, "{code}");
        let reason = item.reason.as_ref().unwrap();
        assert!(reason.contains("Nothing was changed"), "{code}, of a telephone: {reason}");
        assert!(item.can_dismiss, "{code}");
        portal.dismiss_change(ChangeKey { id: item.id }).await.unwrap();
        see(&portal, SyncState::UpToDate).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_answers_is_never_a_refusal_and_has_its_own_sentence() {
    let page = "<!DOCTYPE html><title>Welcome</title>";
    let cases = [
        (200, page, SyncState::Obstructed, "Something other than the College answers"),
        (200, "{}", SyncState::Obstructed, "Something other than the College answers"),
        (302, "", SyncState::Obstructed, "This network asks you to sign in"),
        (511, page, SyncState::Obstructed, "This network asks you to sign in"),
        (407, page, SyncState::Obstructed, "asks for a name and a password"),
        (502, page, SyncState::Obstructed, "A proxy or gateway"),
        (503, page, SyncState::Obstructed, "A proxy or gateway"),
        (400, page, SyncState::Obstructed, "Something other than the College answers"),
        (401, page, SyncState::Obstructed, "Something other than the College answers"),
        (
            403,
            r#"{"error":"blocked by policy"}"#,
            SyncState::Obstructed,
            "Something other than the College answers",
        ),
        (404, page, SyncState::Obstructed, "Something other than the College answers"),
        (413, page, SyncState::Obstructed, "Something other than the College answers"),
        (426, page, SyncState::Obstructed, "Something other than the College answers"),
        (
            403,
            r#"{"type":"about:blank","title":"No","status":403,"detail":"No","code":"no"}"#,
            SyncState::Obstructed,
            "Something other than the College answers",
        ),
    ];
    for (status, content, state, sentence) in cases {
        let (peer, _computer, portal) = signed_in().await;
        let told = Arc::new(content.to_owned());
        peer.instead(move |_, _| Some((status, told.to_string())));
        type_in(&portal, "J.5", "Zoé Lavoie").await;
        change_phone(&portal).await;
        let seen = see(&portal, state).await;
        assert!(seen.sentence.contains(sentence), "{status} {content}: {}", seen.sentence);
        assert!(seen.sentence.contains("not yet at the College"), "{status}: {}", seen.sentence);
        assert!(!seen.sentence.contains("Offline"), "{status}: {}", seen.sentence);
        assert_eq!((seen.waiting, needing(&portal).await), (2, vec![]), "{status} {content}: all is kept");
        peer.itself();
        portal.sync_now().await.unwrap();
        eventually(
            &portal,
            |status| status.sync == SyncState::UpToDate && status.waiting == 0,
            Portal::status,
        )
        .await;
        let answered = peer.arrived().into_iter().any(|edit| matches!(edit.change, Change::Answer(_)));
        assert!(answered, "{status} {content}: and arrives");
    }
}

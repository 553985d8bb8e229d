//! What the window is told at different moments and with different records.

use jiff::civil::date;
use portal_client::Portal;
use portal_forms::Micros;
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::renewal::SurveyFiled;
use portal_record::{Body, Event, Json};
use portal_wire::window::{
    AnswerRequest, Entry, FeeState, LinkIdRequest, NextStep, RenewalStage, SurveyState, SyncState,
};

use crate::peer::Peer;
use crate::registrant::{ZOE, event, events};
use crate::surroundings::{Computer, eventually, sign_in};

/// Signed in at this moment, with these events after the usual ones.
async fn signed_in(instant: &str, more: Vec<Body>) -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    let all: Vec<Event> =
        events().into_iter().chain(more.into_iter().zip(6..).map(|(body, at)| event(at, body))).collect();
    peer.enrol(ZOE, all);
    let computer = Computer::at(&peer, instant);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    (peer, computer, portal)
}

#[tokio::test(flavor = "multi_thread")]
async fn home_says_where_the_year_stands() {
    let cases = [
        ("2026-03-01T15:00:00Z", SurveyState::NotAvailable, "$1,725.00", None, NextStep::Wait),
        (
            "2027-05-31T14:59:00Z",
            SurveyState::NotStarted,
            "$1,725.00",
            Some("1 day 6 hours"),
            NextStep::Start,
        ),
        ("2027-06-01T20:50:30Z", SurveyState::NotStarted, "$1,725.00", Some("9 minutes"), NextStep::Start),
        ("2027-06-01T21:00:01Z", SurveyState::NotStarted, "$2,156.25", None, NextStep::Start),
    ];
    for (instant, survey, amount, left, next) in cases {
        let (_peer, _computer, portal) = signed_in(instant, Vec::new()).await;
        let home = portal.home().await.unwrap();
        let fee = FeeState::NotDue { amount: amount.into() };
        assert_eq!((home.survey, home.fee, home.next), (survey, fee, next), "at {instant}");
        if instant < "2027" {
            assert!(home.opens.is_some(), "at {instant}");
        } else {
            assert_eq!(home.time_left.as_deref(), left, "at {instant}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_deadline_the_review_says_what_it_costs() {
    let (_peer, _computer, portal) = signed_in("2027-06-02T15:00:00Z", Vec::new()).await;
    portal.renewal().await.unwrap();
    let review = portal.review().await.unwrap();
    assert!(review.consequence.contains("$2,156.25, late penalty included"), "{}", review.consequence);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_renew_here_is_told_why() {
    let suspended = StatusSet { status: Status::Suspended, effective: date(2027, 1, 1) };
    let unknown: Body =
        serde_json::from_str(r#"{"type":"registration.of-the-future","v":1,"data":{}}"#).unwrap();
    let other_class = ClassGranted {
        class: "no-such-class".into(),
        effective: date(2027, 1, 1),
        expires: None,
        terms: Vec::new(),
    };
    let cases: [(Body, &str); 3] = [
        (suspended.into(), "Your registration is not active"),
        (other_class.into(), "Your class of registration is not renewed with this survey"),
        (unknown, "This version of Portal Desktop is too old"),
    ];
    for (body, start) in cases {
        let peer = Peer::start().await;
        let all: Vec<Event> = events().into_iter().chain([event(6, body)]).collect();
        peer.enrol(ZOE, all);
        let portal = Computer::new(&peer).start().await;
        sign_in(&portal, &peer, ZOE).await;
        let stage = async |portal: &Portal| portal.renewal().await.unwrap().stage;
        let is_told = |seen: RenewalStage| matches!(seen, RenewalStage::NotAvailable { sentence } if sentence.starts_with(start));
        eventually(&portal, is_told, stage).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_answer_stands_beside_one_that_changed() {
    let response = r#"{"resourceType":"QuestionnaireResponse",
      "questionnaire":"https://portal.cpso.on.ca/forms/annual-renewal|2027.1","status":"completed",
      "item":[{"linkId":"I","item":[{"linkId":"I.3","answer":[{"valueBoolean":true}]}]}]}"#;
    let filed = SurveyFiled {
        year: 2026,
        form: "https://portal.cpso.on.ca/forms/annual-renewal".into(),
        form_version: "2027.1".into(),
        response_hash: "hash".into(),
        response: Json(response.replace('\n', "").into()),
        claimed_at: Micros(0),
    };
    let (_peer, _computer, portal) = signed_in("2027-05-20T14:00:00Z", vec![filed.into()]).await;
    let last_year = async |value: &str| {
        let value = vec![Entry::Option { key: value.into() }];
        let request = AnswerRequest { path: "I.3".into(), value };
        let section = portal.answer(request).await.unwrap().section;
        section.items.into_iter().find(|item| item.path == "I.3").unwrap().last_year
    };
    assert_eq!(last_year("true").await, None, "the same as last year");
    assert_eq!(last_year("false").await.as_deref(), Some("Yes"));
    let review = portal.review().await.unwrap();
    let section = review.sections.iter().find(|section| section.link_id == "I").unwrap();
    let answer = section.answers.iter().find(|answer| answer.path == "I.3").unwrap();
    assert_eq!(
        (answer.answer.as_slice(), answer.last_year.as_deref()),
        (["No".to_owned()].as_slice(), Some(["Yes".to_owned()].as_slice()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sections_that_do_not_apply_say_so() {
    let postgraduate = ClassGranted {
        class: "postgraduate".into(),
        effective: date(2027, 1, 1),
        expires: Some(date(2027, 6, 30)),
        terms: Vec::new(),
    };
    let (_peer, _computer, portal) = signed_in("2027-05-20T14:00:00Z", vec![postgraduate.into()]).await;
    let renewal = portal.renewal().await.unwrap();
    let left_out: Vec<_> = renewal
        .sections
        .iter()
        .filter(|section| !section.applies)
        .map(|section| section.link_id.as_str())
        .collect();
    assert_eq!(left_out, ["C", "H"], "a resident is not asked for CPD and a practice description");
    let before = portal.section(LinkIdRequest { link_id: "B".into() }).await.unwrap();
    assert_eq!(before.next.as_deref(), Some("D"), "going on passes over what does not apply");
    assert_eq!(portal.home().await.unwrap().fee, FeeState::NotDue { amount: "$345.00".into() });
}

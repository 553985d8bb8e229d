//! Requests of any service on the person's computer: found, begun, filled in, filed, asked about, answered, decided, withdrawn.

use jiff::civil::date;
use portal_client::Portal;
use portal_ipc::{
    ActRequest, AnswerRequest, Availability, Case, CaseRequest, CaseStage, DocumentRequest, DraftRequest,
    EnteredAct, Entry, Filed, Happened, LinkIdRequest, OutboxPlace, PageForm, RequestState, RequestSummary,
    ServiceRequest, ServiceSummary, SubmitRequest, SyncState,
};
use portal_record::cases::{CaseAct, Ruling, Withdrawn};
use portal_record::registration::{Status, StatusSet};
use portal_record::{Body, Role};

use crate::pages::{MAY, completed, invoiced, paid, signed_in};
use crate::peer::Peer;
use crate::profile::offline;
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{ZOE, filed};

const RENEWAL: &str = "renewal/2027";
const ADA: (&str, Role) = ("ada", Role::Membership);
const FINN: (&str, Role) = ("finn", Role::Finance);

async fn begin(portal: &Portal, key: &str) -> Case {
    portal.begin(ServiceRequest { key: key.into() }).await.unwrap()
}

async fn case(portal: &Portal, case: &str) -> Case {
    portal.case(CaseRequest { case: case.into() }).await.unwrap()
}

async fn summary(portal: &Portal, key: &str) -> ServiceSummary {
    let page = portal.services().await.unwrap();
    page.groups.into_iter().flat_map(|group| group.services).find(|it| it.key == key).unwrap()
}

/// Where the request stands that was made of this service, as its line in the list says it.
async fn asked(portal: &Portal, key: &str) -> RequestSummary {
    match summary(portal, key).await.availability {
        Availability::Asked { request } => request,
        other => panic!("{other:?}"),
    }
}

async fn answer(portal: &Portal, draft: &str, path: &str, value: Vec<Entry>) {
    let request = AnswerRequest { draft: draft.into(), path: path.into(), value };
    portal.answer(request).await.unwrap_or_else(|failure| panic!("{path}: {failure}"));
}

fn text(text: &str) -> Vec<Entry> {
    vec![Entry::Text { text: text.into() }]
}

fn option(key: &str) -> Vec<Entry> {
    vec![Entry::Option { key: key.into() }]
}

fn coded(system: &str, codes: &[&str]) -> Vec<Entry> {
    let key = |code: &&str| format!("https://portal.cpso.on.ca/codes/{system}|{code}");
    codes.iter().map(|code| Entry::Option { key: key(code) }).collect()
}

/// What every request ends with.
async fn declare(portal: &Portal, draft: &str) {
    for (path, key) in [("true-complete", "true"), ("is-me", "true"), ("helped", "false")] {
        answer(portal, draft, path, option(key)).await;
    }
    answer(portal, draft, "name", text("Zoé Lavoie")).await;
}

/// A resignation in the renewal period, of somebody without patients.
async fn fill_in_resignation(portal: &Portal, draft: &str) {
    answer(portal, draft, "reason", coded("resignation-reason", &["retired"])).await;
    answer(portal, draft, "stopped", option("true")).await;
    answer(portal, draft, "patients", coded("patients-informed", &["none"])).await;
    answer(portal, draft, "director", option("false")).await;
    answer(portal, draft, "after.address", text("7 Elm Avenue, Toronto")).await;
    answer(portal, draft, "after.phone", text("416 555 0100")).await;
    let all = ["no-practice", "no-refund", "new-application", "earlier-conduct"];
    answer(portal, draft, "understand", coded("resignation-understood", &all)).await;
    declare(portal, draft).await;
}

async fn submit(portal: &Portal, draft: &str) -> Case {
    let review = portal.review(DraftRequest { draft: draft.into() }).await.unwrap();
    assert!(review.ready, "{:?}", review.problems);
    assert!(review.consequence.starts_with("Submitting files your request"), "{}", review.consequence);
    let request = SubmitRequest { draft: draft.into(), response_hash: review.response_hash };
    portal.submit(request).await.unwrap()
}

/// The case at the College, once it stands so and nothing of it waits.
async fn stands(portal: &Portal, name: &str, state: RequestState) -> Filed {
    portal.sync_now().await.unwrap();
    let is_so = |seen: Case| matches!(seen.stage, CaseStage::Filed { filed } if filed.state == state && filed.pending.is_none());
    let seen = eventually(portal, is_so, async |portal| case(portal, name).await).await;
    let CaseStage::Filed { filed } = seen.stage else { panic!("it is filed") };
    *filed
}

fn decide(kind: &str) -> CaseAct {
    CaseAct::Decide { ruling: Ruling::plain(kind.parse().unwrap()) }
}

async fn act(portal: &Portal, name: &str, act: EnteredAct) -> Filed {
    let seen = portal.act(ActRequest { case: name.into(), act }).await.unwrap();
    let CaseStage::Filed { filed } = seen.stage else { panic!("it is filed") };
    *filed
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_stands_with_its_state_and_is_opened() {
    let withdrawn = || Withdrawn { case: RENEWAL.parse().unwrap(), why: None }.into();
    for (events, state_name) in [
        (vec![filed(), invoiced()], "Fee due"),
        (vec![filed(), invoiced(), paid(), completed()], "Closed"),
        (vec![filed(), invoiced(), withdrawn()], "Withdrawn"),
    ] {
        let (_peer, _computer, portal) = signed_in(MAY, events).await;
        let request = asked(&portal, "renewal").await;
        assert_eq!((&*request.case, &*request.state_name), (RENEWAL, state_name));
        let page = portal.services().await.unwrap();
        let listed = page.requests.iter().chain(&page.earlier).find(|it| it.case == RENEWAL);
        assert_eq!(listed, Some(&request), "as under one's own requests");
        let opened = begin(&portal, "renewal").await;
        assert!(matches!(opened.stage, CaseStage::Filed { .. }), "nothing is begun a second time");
        let resign = summary(&portal, "resign").await.availability;
        assert_eq!(resign, Availability::Available { note: None }, "it is one of its own kind only");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resignation_is_filed_accepted_and_withdrawn_before_its_day() {
    let (peer, _computer, portal) = signed_in(MAY, Vec::new()).await;
    let service = portal.service(ServiceRequest { key: "resign".into() }).await.unwrap();
    assert_eq!((service.name.as_str(), service.fee.as_str()), ("Resign your membership", "None."));
    assert_eq!(service.availability, Availability::Available { note: None });
    let time =
        "The College answers within 4 weeks: by Thursday 17 Jun 2027, if it receives your request today.";
    assert_eq!(service.time.as_deref(), Some(time));
    assert!(service.withdraw.is_some());

    offline(&peer, &portal).await;
    let begun = begin(&portal, "resign").await;
    assert_eq!((begun.case.as_str(), begun.title.as_str()), ("resign/1", "Resign your membership"));
    assert_eq!((begun.stage, begun.sections.len()), (CaseStage::Draft, 4));
    assert!(portal.services().await.unwrap().requests.is_empty(), "nothing was answered yet");
    fill_in_resignation(&portal, "resign/1").await;
    assert_eq!(
        summary(&portal, "resign").await.availability,
        Availability::Begun { case: "resign/1".into() }
    );
    let home = portal.home().await.unwrap();
    assert_eq!(home.requests[0].state_name, "Draft");
    let queued = submit(&portal, "resign/1").await;
    assert!(
        matches!(&queued.stage, CaseStage::Queued { sentence, .. } if sentence.starts_with("Queued is not filed."))
    );
    assert_eq!(asked(&portal, "resign").await.state_name, "Waiting to be sent");
    let waiting = portal.outbox().await.unwrap();
    let place = OutboxPlace::Case { case: "resign/1".into() };
    assert!(waiting.iter().all(|item| item.place == place), "{waiting:?}");
    assert!(waiting.iter().any(|item| item.title == "Resign your membership"), "{waiting:?}");

    peer.online(true);
    let filed = stands(&portal, "resign/1", RequestState::Filed).await;
    assert!(filed.receipt.code.starts_with("R27-"), "{}", filed.receipt.code);
    assert!(filed.expected.is_some() && filed.checkout.is_none() && filed.paid.is_none());
    assert!(filed.submitted.iter().any(|section| section.link_id == "practice"));

    peer.rules(ZOE, "resign/1", CaseAct::Check {});
    peer.staff(ZOE, "resign/1", ADA, CaseAct::Take {}).unwrap();
    peer.staff(ZOE, "resign/1", ADA, decide("accept")).unwrap();
    let decided = stands(&portal, "resign/1", RequestState::Decided).await;
    assert!(decided.sentence.ends_with("takes effect on Tuesday 1 Jun 2027."), "{}", decided.sentence);
    let outcome = decided.outcome.unwrap();
    assert_eq!(outcome.sentence, "The College has accepted your resignation.");
    assert_eq!(outcome.facts, [("Takes effect".to_owned(), "Tuesday 1 Jun 2027".to_owned())]);
    assert!(
        outcome.letter[0].contains("Zoé") && outcome.letter[0].contains("1 Jun 2027"),
        "{:?}",
        outcome.letter
    );
    assert_eq!(outcome.letter.len(), 3);
    let letter = "letter-1-resign/1";
    let [(key, title)] = &outcome.documents[..] else { panic!("{:?}", outcome.documents) };
    assert_eq!(key, letter);
    assert!(title.starts_with("Confirmation of resignation, "), "{title}");
    assert_eq!(decided.messages[0].subject, "Your resignation");
    assert!(decided.happened.len() >= 3, "{:?}", decided.happened);

    offline(&peer, &portal).await;
    let groups = portal.documents().await.unwrap().groups;
    let letters = groups.iter().find(|group| group.title == "Letters").unwrap();
    let [listed] = &letters.documents[..] else { panic!("{letters:?}") };
    assert_eq!((listed.key.as_str(), listed.own, listed.mailable), (letter, true, true));
    assert!(listed.detail.starts_with("Resign your membership, decided "), "{}", listed.detail);
    let asked = DocumentRequest { key: letter.into(), form: PageForm::A4 };
    assert!(portal.document(asked).await.is_ok(), "its pages are made here");

    let withdrawn = act(&portal, "resign/1", EnteredAct::Withdraw { why: " ".into() }).await;
    assert_eq!(withdrawn.state, RequestState::Withdrawn, "as it will be");
    assert!(withdrawn.pending.unwrap().starts_with("Your withdrawal is saved on this computer"));
    assert!(withdrawn.withdraw.is_none());
    peer.online(true);
    stands(&portal, "resign/1", RequestState::Withdrawn).await;
    let status = peer.record(ZOE).registration.status_on(date(2027, 6, 1));
    assert_eq!(status, Some(Status::Active), "what was to come does not come");
    // Accepted first, then fetched: nor is there a letter that says it would.
    let has_letters = async |portal: &Portal| {
        let groups = portal.documents().await.unwrap().groups;
        groups.iter().any(|group| group.title == "Letters")
    };
    eventually(&portal, |has_letters| !has_letters, has_letters).await;
    let page = portal.services().await.unwrap();
    assert!(page.earlier.iter().any(|it| it.case == "resign/1" && it.state == RequestState::Withdrawn));
    assert_eq!(begin(&portal, "resign").await.case, "resign/2", "one may ask again");
}

fn is_my_answer(happened: &Happened) -> bool {
    happened.sentence == "You answered the College’s question" && happened.details == ["The application fee."]
}

const RECEIPTS: &str = "old-receipt/1";

/// A request for old receipts about which the College asks something.
async fn asked_about(peer: &Peer, portal: &Portal) -> Filed {
    let draft = RECEIPTS;
    begin(portal, "old-receipt").await;
    answer(portal, draft, "years", [text("2009"), text("2011")].concat()).await;
    answer(portal, draft, "for", coded("paid-fee", &["annual"])).await;
    declare(portal, draft).await;
    submit(portal, draft).await;
    stands(portal, draft, RequestState::Filed).await;
    peer.rules(ZOE, draft, CaseAct::Check {});
    let reviewed = stands(portal, draft, RequestState::InReview).await;
    assert_eq!(reviewed.sentence, "The College is reviewing your request. You have nothing to do.");
    assert!(reviewed.withdraw.is_some());

    peer.staff(ZOE, draft, FINN, CaseAct::Take {}).unwrap();
    let (items, said) =
        (vec!["years".to_owned()], "Which fee was it?\n\nThe year alone does not say.".to_owned());
    peer.staff(ZOE, draft, FINN, CaseAct::Ask { items, text: said, due: date(2027, 6, 2) }).unwrap();
    stands(portal, draft, RequestState::ActionNeeded).await
}

/// What is written of an answer, as its one field shows it.
async fn written(portal: &Portal, draft: &str) -> Vec<Entry> {
    let request = LinkIdRequest { draft: draft.into(), link_id: "answer".into() };
    portal.section(request).await.unwrap().items.remove(0).value
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_being_written_outlives_a_crash_and_is_on_the_other_device() {
    let (peer, computer, portal) = signed_in(MAY, Vec::new()).await;
    let draft = asked_about(&peer, &portal).await.asked.unwrap().draft;
    offline(&peer, &portal).await;
    answer(&portal, &draft, "text", text("The applic")).await;
    let crashed = computer.copied();
    drop(portal);
    let portal = computer.start_in(crashed.path()).await;
    assert_eq!(written(&portal, &draft).await, text("The applic"), "as it was typed");
    let waiting = portal.outbox().await.unwrap();
    let place = OutboxPlace::Case { case: RECEIPTS.into() };
    let told = waiting.iter().map(|item| (&*item.title, &item.place)).collect::<Vec<_>>();
    assert_eq!(told, [("Answer that you are writing: Older fee receipts", &place)]);

    peer.online(true);
    portal.sync_now().await.unwrap();
    eventually(&portal, |status| status.sync == SyncState::UpToDate && status.waiting == 0, Portal::status)
        .await;
    let other = Computer::at(&peer, MAY).start().await;
    sign_in(&other, &peer, ZOE).await;
    let there = stands(&other, RECEIPTS, RequestState::ActionNeeded).await.asked.unwrap().draft;
    assert_eq!(there, draft, "the same question is answered");
    eventually(&other, |seen| seen == text("The applic"), async |other| written(other, &draft).await).await;
    let seen = other.services().await.unwrap();
    assert_eq!(seen.requests.len(), 1, "it is no request of its own");
    act(&other, RECEIPTS, EnteredAct::Answer { text: "The application fee.".into() }).await;
    assert!(stands(&other, RECEIPTS, RequestState::InReview).await.asked.is_none());

    let again = CaseAct::Ask { items: Vec::new(), text: "In which year?".into(), due: date(2027, 6, 2) };
    peer.staff(ZOE, RECEIPTS, FINN, again).unwrap();
    let next = stands(&other, RECEIPTS, RequestState::ActionNeeded).await.asked.unwrap().draft;
    assert_ne!(next, draft);
    assert_eq!(written(&other, &next).await, [], "another question begins with nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_for_old_receipts_is_asked_about_answered_and_decided() {
    let (peer, _computer, portal) = signed_in(MAY, Vec::new()).await;
    let draft = RECEIPTS;
    let asked = asked_about(&peer, &portal).await;
    assert!(asked.expected.is_none(), "the clock stands still");
    let question = asked.asked.unwrap();
    assert_eq!(question.text.len(), 2);
    assert_eq!(question.about, ["For which years do you need a receipt?"]);
    assert_eq!(question.due, "Wednesday 2 Jun 2027");
    let home = portal.home().await.unwrap().requests;
    assert!(home[0].is_yours && home[0].sentence.contains("by Wednesday 2 Jun 2027"), "{home:?}");

    let nothing = EnteredAct::Answer { text: " \n".into() };
    assert!(
        portal.act(ActRequest { case: draft.into(), act: nothing }).await.is_err(),
        "an answer has words"
    );
    let answered = act(&portal, draft, EnteredAct::Answer { text: "The application fee.".into() }).await;
    assert_eq!((answered.state, answered.asked), (RequestState::InReview, None));
    // Accepted first, then fetched with what else happened.
    let is_told = |seen: Case| matches!(seen.stage, CaseStage::Filed { filed } if filed.happened.iter().any(is_my_answer));
    eventually(&portal, is_told, async |portal| case(portal, draft).await).await;

    let ruling = Ruling {
        reasons: vec!["no-payment".parse().unwrap()],
        letter: Some("Nothing was found for 2009.".into()),
        ..Ruling::plain("sent-in-part".parse().unwrap())
    };
    peer.staff(ZOE, draft, FINN, CaseAct::Decide { ruling }).unwrap();
    let closed = stands(&portal, draft, RequestState::Closed).await;
    let outcome = closed.outcome.unwrap();
    assert_eq!(outcome.reasons, ["The College has no record of a payment by you in that year."]);
    assert_eq!(outcome.letter, ["Nothing was found for 2009."]);
    assert!(closed.withdraw.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_ask_is_told_why_and_nothing_is_begun() {
    let resigned: Body = StatusSet { status: Status::Resigned, effective: date(2027, 1, 1) }.into();
    let (_peer, _computer, portal) = signed_in(MAY, vec![resigned]).await;
    let Availability::NotForYou { why } = summary(&portal, "resign").await.availability else { panic!() };
    assert_eq!(why[0].sentence, "Only an active or suspended registration can be resigned.");
    let refused = portal.begin(ServiceRequest { key: "resign".into() }).await.unwrap_err();
    assert_eq!(refused.sentence, "Only an active or suspended registration can be resigned.");
    assert!(portal.begin(ServiceRequest { key: "no-such".into() }).await.is_err());
    assert!(portal.case(CaseRequest { case: "resign/7".into() }).await.is_err(), "none is left out");
    assert!(matches!(summary(&portal, "old-receipt").await.availability, Availability::Available { .. }));
    assert!(matches!(summary(&portal, "renewal").await.availability, Availability::NotForYou { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_whose_audience_no_longer_holds_is_kept_and_says_why() {
    let (peer, _computer, portal) = signed_in(MAY, Vec::new()).await;
    begin(&portal, "resign").await;
    answer(&portal, "resign/1", "stopped", option("true")).await;
    peer.decree(ZOE, StatusSet { status: Status::Expired, effective: date(2027, 1, 1) });
    portal.sync_now().await.unwrap();
    let is_told = |seen: Case| matches!(seen.stage, CaseStage::NotAvailable { .. });
    eventually(&portal, is_told, async |portal| case(portal, "resign/1").await).await;
    let page = portal.services().await.unwrap();
    let request = page.requests.iter().find(|it| it.case == "resign/1").unwrap();
    assert_eq!((request.state, request.is_yours), (RequestState::NeedsAttention, false));
    assert_eq!(request.sentence, "Only an active or suspended registration can be resigned.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_on_another_device_is_among_ones_requests() {
    let (peer, _computer, first) = signed_in(MAY, Vec::new()).await;
    begin(&first, "old-receipt").await;
    answer(&first, "old-receipt/1", "why", text("For my taxes")).await;
    eventually(&first, |status| status.sync == SyncState::UpToDate && status.waiting == 0, Portal::status)
        .await;
    let other = Computer::at(&peer, MAY);
    let second = other.start().await;
    sign_in(&second, &peer, ZOE).await;
    let begun = async |portal: &Portal| {
        let page = portal.services().await.unwrap();
        page.requests.into_iter().map(|it| it.case).collect::<Vec<_>>()
    };
    eventually(&second, |seen| seen == ["old-receipt/1"], begun).await;
    let gone_on = begin(&second, "old-receipt").await;
    assert_eq!(gone_on.case, "old-receipt/1", "it is gone on with");
    assert!(gone_on.percent > 0 || !gone_on.sections.is_empty());
}

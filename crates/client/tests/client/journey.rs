//! The main job without a window: fill offline, crash, go on, submit offline, connect, pay, print.

use std::fs;

use portal_client::Portal;
use portal_ipc::{
    AnswerRequest, CaseRequest, CaseStage, CheckoutState, ChoiceRequest, Conflict, ConflictingAnswer,
    Control, DocumentRequest, DraftRequest, Entry, FailureCode, FeeState, Filed, InstanceRequest,
    LinkIdRequest, NextStep, PageForm, PathRequest, RequestState, Review, Section, SectionState,
    SubmitRequest, SurveyState, SyncState,
};
use portal_record::ledger::InvoiceState;
use portal_record::ledger::PaymentOutcome;
use portal_record::{Cents, CheckoutId, Command, InvoiceId};
use portal_testkit::survey::{SECTIONS, find, next_answer, option, text};

use crate::peer::{Peer, count};
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{ZOE, events};

async fn signed_in() -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    in_step(&portal).await;
    (peer, computer, portal)
}

pub async fn in_step(portal: &Portal) {
    eventually(portal, |status| status.sync == SyncState::UpToDate && status.waiting == 0, Portal::status)
        .await;
}

async fn section(portal: &Portal, link_id: &str) -> Section {
    portal.section(LinkIdRequest { draft: "renewal/2027".into(), link_id: link_id.into() }).await.unwrap()
}

async fn answer(portal: &Portal, path: &str, value: Vec<Entry>) -> Section {
    let request = AnswerRequest { draft: "renewal/2027".into(), path: path.into(), value };
    portal.answer(request).await.unwrap_or_else(|failure| panic!("{path}: {failure}")).section
}

/// Answers whatever is missing, until the review is ready.
pub async fn fill(portal: &Portal) {
    for link_id in SECTIONS {
        let mut page = section(portal, link_id).await;
        let mut left = 200;
        while let Some((path, value)) = next_answer(&page) {
            page = answer(portal, &path, value).await;
            left -= 1;
            assert!(left > 0, "section {link_id} never ends");
        }
        assert_eq!(page.state, SectionState::Complete, "section {link_id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_answer_to_the_card() {
    let (peer, computer, portal) = signed_in().await;
    let home = portal.home().await.unwrap();
    assert_eq!((home.survey, home.next), (SurveyState::NotStarted, NextStep::Start));
    assert_eq!(home.fee, FeeState::NotDue { amount: "$1,725.00".into() });
    assert_eq!(home.time_left.as_deref(), Some("12 days 6 hours"));
    assert_eq!(home.deadline, "Tuesday 1 Jun 2027, 5:00 p.m. EDT");

    peer.online(false);
    fill(&portal).await;
    eventually(&portal, |status| status.sync == SyncState::Offline, Portal::status).await;
    let home = portal.home().await.unwrap();
    assert_eq!(home.next, NextStep::Review, "{:?}", home.survey);

    // The power goes; the files are as they lie.
    let crashed = computer.copied();
    drop(portal);
    let portal = computer.start_in(crashed.path()).await;
    eventually(&portal, |status| status.sync == SyncState::Offline, Portal::status).await;
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    assert!(review.ready, "every answer is there: {:?}", review.problems);
    assert!(review.offline.as_deref().unwrap().starts_with("Queued is not filed."));
    assert!(review.consequence.contains("$1,725.00"), "{}", review.consequence);

    let request = SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash.clone() };
    let queued = portal.submit(request.clone()).await.unwrap();
    assert!(matches!(queued.stage, CaseStage::Queued { .. }), "{:?}", queued.stage);
    let again = portal.review(DraftRequest { draft: "renewal/2027".into() }).await;
    assert!(again.is_err() || !again.unwrap().ready, "what waits is not submitted once more");
    let home = portal.home().await.unwrap();
    assert!(home.queued.unwrap().contains("12 days"), "the time that is left is said");
    let locked = portal
        .answer(AnswerRequest { draft: "renewal/2027".into(), path: "J.5".into(), value: text("x") })
        .await
        .unwrap_err();
    assert_eq!(locked.code, FailureCode::Refused, "{}", locked.sentence);
    assert_eq!(portal.submit(request).await.unwrap_err().code, FailureCode::Refused, "not twice");

    peer.state.lock().unwrap().lose_reply = true;
    peer.online(true);
    portal.sync_now().await.unwrap();
    let is_payable = |renewal: &CaseStage| {
        matches!(renewal, CaseStage::Filed { filed } if filed.receipt.verified
            && filed.checkout.as_ref().is_some_and(|fee| fee.state == CheckoutState::Payable))
    };
    let stage = async |portal: &Portal| portal.renewal().await.unwrap().stage;
    eventually(&portal, |seen| is_payable(&seen), stage).await;
    assert_eq!(count(&peer, ZOE, "cases.filed"), 1, "a lost reply gives one filing");
    assert_eq!(count(&peer, ZOE, "ledger.invoice-issued"), 1);
    assert_eq!(peer.asked("v1/commands"), 2, "sent twice, with the same id");

    pay(&peer, &portal, PaymentOutcome::Declined).await;
    let declined = eventually(&portal, |seen| is_payable(&seen), stage).await;
    let CaseStage::Filed { filed } = declined else { panic!() };
    assert_eq!(filed.state, RequestState::FeeDue);
    assert!(
        filed.checkout.unwrap().notice.unwrap().starts_with("The card was declined. Nothing was charged.")
    );

    let settled =
        PaymentOutcome::Settled { amount: Cents(172_500), method: "visa".into(), last_four: "4242".into() };
    pay(&peer, &portal, settled).await;
    let is_complete =
        |seen| matches!(seen, CaseStage::Filed { filed } if filed.state == RequestState::Closed);
    let done = eventually(&portal, is_complete, stage).await;
    let CaseStage::Filed { filed } = done else { panic!() };
    must_be_complete(*filed);
    assert_eq!(portal.home().await.unwrap().next, NextStep::Card);

    let documents = portal.documents().await.unwrap();
    let all: Vec<_> = documents.groups.iter().flat_map(|group| &group.documents).collect();
    let names: Vec<&str> = all.iter().map(|document| document.key.as_str()).collect();
    assert_eq!(names.first(), Some(&"card-2027"));
    for name in ["certificate", "diploma", "conduct", "receipt-INV-2027-900001", "survey-2027", "profile"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    for document in all.iter().filter(|document| document.own) {
        let request = DocumentRequest { key: document.key.clone(), form: PageForm::Letter };
        let saved = portal.save_document(request, None).await;
        let saved = saved.unwrap_or_else(|failure| panic!("{}: {failure:?}", document.key));
        assert!(fs::read(&saved.path).unwrap().starts_with(b"%PDF-"), "{}", saved.path);
    }
    let key = DocumentRequest { key: "card-2027".into(), form: PageForm::Letter };
    let saved = portal.save_document(key.clone(), None).await.unwrap();
    assert!(fs::read(&saved.path).unwrap().starts_with(b"%PDF-"), "{}", saved.path);
    assert_eq!(portal.save_document(key, None).await.unwrap(), saved, "the same card is saved once");
}

/// The renewal with survey and fee.
fn must_be_complete(filed: Filed) {
    let outcome = filed.outcome.unwrap();
    assert_eq!(outcome.sentence, "Your renewal is complete.");
    assert_eq!(outcome.facts, [("Valid until".to_owned(), "31 May 2028".to_owned())]);
    assert_eq!(outcome.documents[0].0, "card-2027");
    let paid = filed.paid.unwrap();
    assert!(paid.how.starts_with("Visa ending in 4242"), "{}", paid.how);
    assert!(filed.checkout.is_none() && filed.withdraw.is_none());
    assert!(filed.submitted.iter().any(|section| section.link_id == "J"), "what was filed is shown");
    let happened: Vec<&str> = filed.happened.iter().map(|it| it.sentence.as_str()).collect();
    assert!(happened.len() >= 4, "{happened:?}");
}

/// Opens the payment page; the provider says this of it.
async fn pay(peer: &Peer, portal: &Portal, outcome: PaymentOutcome) {
    let page = portal.pay(CaseRequest { case: "renewal/2027".into() }).await.unwrap();
    assert_eq!(page.state, CheckoutState::Open);
    assert_eq!(page.link.as_deref(), Some("https://pay.example.org/checkout"));
    let invoice = InvoiceId(page.invoice);
    let state = peer.record(ZOE).ledger.invoices[&invoice].state.clone();
    let InvoiceState::Open { checkout } = state else { panic!("{state:?}") };
    let checkout: CheckoutId = checkout;
    peer.happen(ZOE, &Command::RecordPayment { invoice, checkout, outcome });
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_readable_on_the_disk() {
    let (_peer, computer, portal) = signed_in().await;
    answer(&portal, "J.5", text("Zoé-Amélie-signs-here")).await;
    for file in computer.files() {
        let bytes = fs::read(&file).unwrap();
        let needle = "Zoé-Amélie-signs-here".as_bytes();
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_even_when_it_is_wrong() {
    let (_peer, _computer, portal) = signed_in().await;
    answer(&portal, "B.1", option_of(&section(&portal, "B").await, "B.1", 0)).await;
    let page = answer(&portal, "H.3.hours", text("forty")).await;
    let item = find(&page.items, "H.3.hours").unwrap();
    assert_eq!(item.value, text("forty"), "nothing is lost");
    assert_eq!(item.problems[0].sentence, "Enter a number, for example 37.5");
    let page = answer(&portal, "H.3.hours", text("37,5")).await;
    let item = find(&page.items, "H.3.hours").unwrap();
    assert_eq!((item.value.clone(), item.problems.len()), (text("37.5"), 0));
}

fn option_of(page: &Section, path: &str, index: usize) -> Vec<Entry> {
    option(&find(&page.items, path).unwrap().options[index].key)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_opens_details_that_can_be_added_and_removed() {
    let (_peer, _computer, portal) = signed_in().await;
    let page = section(&portal, "E").await;
    assert!(find(&page.items, "E.1.details").is_none(), "not asked before");
    let page = answer(&portal, "E.1", option("true")).await;
    let repeat = find(&page.items, "E.1.details").unwrap();
    assert_eq!((repeat.control, repeat.items.len()), (Control::Repeat, 1), "required: one is there");
    let added = portal
        .add_instance(InstanceRequest { draft: "renewal/2027".into(), path: "E.1.details".into() })
        .await
        .unwrap();
    let path = added.added.unwrap();
    let instance = find(&added.section.items, &path).unwrap();
    assert_eq!((instance.control, instance.text.as_str()), (Control::Instance, "Charge 2"));
    let place = instance.items.iter().find(|item| item.path.starts_with("E.1.place@")).unwrap().path.clone();
    answer(&portal, &place, text("Sudbury")).await;
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    let charges = review.sections.iter().find(|section| section.link_id == "E").unwrap();
    let sudbury = charges.answers.iter().find(|answer| answer.answer == ["Sudbury"]).unwrap();
    assert_eq!(sudbury.within.as_deref(), Some("Charge 2"));
    let removed = portal.remove_instance(PathRequest { draft: "renewal/2027".into(), path }).await.unwrap();
    assert!(find(&removed.section.items, &place).is_none());

    answer(&portal, "E.1", option("false")).await;
    answer(&portal, "E.1", option("true")).await;
    let page = answer(&portal, "E.1", option("false")).await;
    assert!(find(&page.items, "E.1.details").is_none(), "hidden again");
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_answers_are_listed_as_not_sent() {
    let (_peer, _computer, portal) = signed_in().await;
    answer(&portal, "J.4", option("true")).await;
    answer(&portal, "J.4.name", text("My assistant")).await;
    answer(&portal, "J.4", option("false")).await;
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    let not_sent: Vec<_> = review.not_sent.iter().map(|answer| answer.answer.clone()).collect();
    assert_eq!(not_sent, [vec!["My assistant".to_owned()]]);
    let mut sent = review.sections.iter().flat_map(|section| &section.answers);
    assert!(sent.all(|answer| !answer.path.starts_with("J.4.name")), "what is not asked is not reviewed");
    assert!(!review.ready && !review.problems.is_empty());
    let refused = portal
        .submit(SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash })
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::NotReady);
    let refused = portal
        .submit(SubmitRequest { draft: "renewal/2027".into(), response_hash: "other".into() })
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::ReviewAgain);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_that_disagree_are_both_shown_and_one_is_chosen() {
    let (peer, _computer, first) = signed_in().await;
    let other = Computer::new(&peer);
    let second = other.start().await;
    sign_in(&second, &peer, ZOE).await;
    in_step(&second).await;
    peer.online(false);
    answer(&first, "J.5", text("Zoé Tremblay")).await;
    answer(&second, "J.5", text("Z. Tremblay")).await;
    answer(&second, "A.7", option_of(&section(&second, "A").await, "A.7", 0)).await;
    peer.online(true);
    for portal in [&first, &second, &first] {
        portal.sync_now().await.unwrap();
        in_step(portal).await;
    }
    let conflict = async |portal: &Portal| {
        let page = section(portal, "J").await;
        find(&page.items, "J.5").unwrap().conflict.clone()
    };
    let is_named = |side: &ConflictingAnswer| side.device != "Another device";
    let named = |seen: Option<Conflict>| {
        seen.is_some_and(|conflict| is_named(&conflict.winner) && conflict.losers.iter().all(is_named))
    };
    let shown = eventually(&first, named, conflict).await.unwrap();
    let mut answers = vec![shown.winner.answer.clone(), shown.losers[0].answer.clone()];
    answers.sort();
    assert_eq!(answers, ["Z. Tremblay", "Zoé Tremblay"], "both are kept");
    let mut devices = [shown.winner.device.as_str(), shown.losers[0].device.as_str()];
    devices.sort_unstable();
    assert_eq!(devices, ["This computer", "Zoé’s other laptop"]);
    assert!(!section(&first, "A").await.items.is_empty());
    assert_eq!(first.renewal().await.unwrap().conflicts, 1);
    let review = first.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    assert_eq!(review.conflicts, 1, "and are counted where it is submitted");
    assert_eq!(section(&first, "J").await.state, SectionState::NeedsAttention);

    let choice = ChoiceRequest {
        draft: "renewal/2027".into(),
        path: "J.5".into(),
        edit: shown.losers[0].edit.clone(),
    };
    let chosen = first.choose_answer(choice).await.unwrap().section;
    let item = find(&chosen.items, "J.5").unwrap();
    assert_eq!((item.value.clone(), item.conflict.clone()), (text(&shown.losers[0].answer), None));
    in_step(&first).await;
    second.sync_now().await.unwrap();
    eventually(&second, |seen| seen.is_none(), conflict).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_devices_disagree_about_is_settled_before_it_is_submitted() {
    let (peer, _computer, first) = signed_in().await;
    fill(&first).await;
    in_step(&first).await;
    let other = Computer::new(&peer);
    let second = other.start().await;
    sign_in(&second, &peer, ZOE).await;
    in_step(&second).await;
    let reviewed =
        async |portal: &Portal| portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    eventually(&second, |review: Review| review.ready, reviewed).await;
    peer.online(false);
    answer(&first, "J.5", text("Zoé Tremblay")).await;
    answer(&second, "J.5", text("Z. Tremblay")).await;
    peer.online(true);
    for portal in [&first, &second, &first] {
        portal.sync_now().await.unwrap();
        in_step(portal).await;
    }
    for portal in [&first, &second] {
        let review = eventually(portal, |review: Review| review.conflicts == 1, reviewed).await;
        assert!(review.problems.is_empty() && !review.ready, "all is answered, and not agreed: {review:?}");
        let request = SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash };
        assert_eq!(portal.submit(request).await.unwrap_err().code, FailureCode::NotReady);
    }
    let page = section(&first, "J").await;
    let conflict = find(&page.items, "J.5").unwrap().conflict.clone().unwrap();
    let (draft, path, edit) = ("renewal/2027".into(), "J.5".into(), conflict.winner.edit);
    first.choose_answer(ChoiceRequest { draft, path, edit }).await.unwrap();
    let review = reviewed(&first).await;
    assert_eq!((review.conflicts, review.ready), (0, true), "what was chosen can be submitted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_that_was_overtaken_asks_to_review_again() {
    let (peer, computer, first) = signed_in().await;
    fill(&first).await;
    in_step(&first).await;
    let other = Computer::new(&peer);
    let second = other.start().await;
    sign_in(&second, &peer, ZOE).await;
    in_step(&second).await;
    peer.online(false);
    let review = first.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    first
        .submit(SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash })
        .await
        .unwrap();
    answer(&second, "J.5", text("Changed elsewhere")).await;
    // The first computer is shut down with its submission queued.
    first.close().await;
    drop(first);
    peer.online(true);
    second.sync_now().await.unwrap();
    in_step(&second).await;
    let first = computer.start().await;
    let stage = async |portal: &Portal| portal.renewal().await.unwrap().stage;
    let seen = eventually(&first, |seen| matches!(seen, CaseStage::NeedsAttention { .. }), stage).await;
    let CaseStage::NeedsAttention { sentence } = seen else { panic!() };
    assert!(sentence.starts_with("Your answers were changed on another computer"), "{sentence}");
    assert_eq!(first.outbox().await.unwrap().len(), 1, "nothing is deleted by itself");
    let again = async |portal: &Portal| {
        let page = section(portal, "J").await;
        find(&page.items, "J.5").unwrap().value.clone()
    };
    eventually(&first, |seen| seen == text("Changed elsewhere"), again).await;
    let review = first.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    first
        .submit(SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash })
        .await
        .unwrap();
    eventually(&first, |seen| matches!(seen, CaseStage::Filed { .. }), stage).await;
    assert_eq!(count(&peer, ZOE, "cases.filed"), 1);
    assert!(first.outbox().await.unwrap().is_empty());
}

//! What the window is told at different moments and with different records.

use jiff::civil::date;
use portal_client::{Portal, Reminder};
use portal_forms::Micros;
use portal_ipc::{
    AnswerRequest, CaseStage, DocumentRequest, DraftRequest, Entry, FeeState, Home, LinkIdRequest, NextStep,
    PageForm, PointState, SectionState, Session, SignOut, SurveyState, SyncState, YearPoint,
};
use portal_record::cases::Filed;
use portal_record::ledger::{
    CreditReturned, InvoiceFor, InvoiceIssued, Line, PaymentSettled, PaymentUncertain, PenaltyAdded,
    PenaltyTakenBack,
};
use portal_record::practice::CpdSet;
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{Body, Cents, CheckoutId, Event, InvoiceId, Json};
use uuid::Uuid;

use crate::peer::Peer;
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{BELA, DRAFT, ZOE, event, events, filed};

/// Recorded on 1 May 2027, while the renewal was open.
fn in_may(version: u64, body: Body) -> Event {
    let minute = 60_000_000 * i64::try_from(version).unwrap();
    let at = Micros(1_809_180_600_000_000 + minute);
    Event { received_at: at, recorded_at: at, ..event(version, body) }
}

/// Signed in at this moment, with these events after the usual ones.
pub async fn signed_in(instant: &str, more: Vec<Body>) -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    let all: Vec<Event> =
        events().into_iter().chain(more.into_iter().zip(6..).map(|(body, at)| in_may(at, body))).collect();
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

/// The line as a person reads it: "Opened | *Today | Submitted | …", with a star where the person is and `!` at what was missed.
fn line(home: &Home) -> String {
    let point = |point: &YearPoint| match point.state {
        PointState::Here => format!("*{}", point.title),
        PointState::Missed => format!("!{}", point.title),
        PointState::Done | PointState::Ahead => point.title.clone(),
    };
    home.line.iter().map(point).collect::<Vec<_>>().join(" | ")
}

pub fn invoiced() -> Body {
    let line = Line { fee: "annual".into(), amount: Cents(172_500), tax: Cents(0) };
    let (invoice, due) = (InvoiceId("INV-2027-900001".into()), Micros(1_811_970_000_000_000));
    let cause = InvoiceFor::Case { case: renewal::case(2027) };
    InvoiceIssued { invoice, cause, lines: vec![line], due }.into()
}

pub fn paid() -> Body {
    let (invoice, checkout) = (InvoiceId("INV-2027-900001".into()), CheckoutId(Uuid::from_u128(7)));
    let (method, last_four) = ("visa".into(), "4242".into());
    PaymentSettled { invoice, checkout, amount: Cents(172_500), method, last_four }.into()
}

fn uncertain() -> Body {
    let (invoice, checkout) = (InvoiceId("INV-2027-900001".into()), CheckoutId(Uuid::from_u128(7)));
    PaymentUncertain { invoice, checkout }.into()
}

pub fn completed() -> Body {
    RenewalCompleted { year: 2027, valid_from: date(2027, 6, 1), valid_to: date(2028, 5, 31) }.into()
}

fn suspended() -> Body {
    StatusSet { status: Status::Suspended, effective: date(2027, 1, 1) }.into()
}

pub const MAY: &str = "2027-05-20T14:10:00Z";
const JUNE: &str = "2027-06-09T14:10:00Z";
const OCTOBER: &str = "2027-10-01T14:10:00Z";

/// What Home says at this moment, after these events: how the sentence begins, how what is due begins, the line, the next step.
async fn home_says(
    instant: &str,
    more: Vec<Body>,
    (sentence, due, drawn): (&str, Option<&str>, &str),
    next: NextStep,
) {
    let case = format!("{} more events at {instant}", more.len());
    let (_peer, _computer, portal) = signed_in(instant, more).await;
    let home = portal.home().await.unwrap();
    assert!(home.sentence.starts_with(sentence), "{case}: {}", home.sentence);
    assert_eq!(home.due.is_some(), due.is_some(), "{case}: {:?}", home.due);
    assert!(home.due.clone().unwrap_or_default().starts_with(due.unwrap_or_default()), "{case}");
    assert_eq!(line(&home), drawn, "{case}");
    assert_eq!(home.next, next, "{case}");
    for point in &home.line {
        assert!(home.line_in_words.contains(&point.title), "{case}: {}", home.line_in_words);
        assert!(!point.details.is_empty() && point.details.len() <= 2, "{case}: {point:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn home_tells_and_draws_a_renewal_that_is_to_be_done() {
    let opens = "The renewal opens on Monday 1";
    let later = Some("The survey and the fee will be due ");
    let line = "*Today | Opens | Submitted | Paid | Deadline | Valid until";
    home_says("2026-03-01T15:00:00Z", vec![], (opens, later, line), NextStep::Wait).await;

    let open = "Your annual renewal is open. You have not started the survey.";
    let due = Some("The survey and the fee are due Tuesday 1 Jun 2027, 5:00 p.m. EDT, in 12 days 6 hours.");
    let line = "Opened | *Today | Submitted | Paid | Deadline | Valid until";
    home_says(MAY, vec![], (open, due, line), NextStep::Start).await;

    let late = Some(
        "The deadline was Tuesday 1 Jun 2027, 5:00 p.m. EDT. The fee now includes a late penalty of $431.25.",
    );
    let line = "Opened | !Deadline | *Today | Submitted | Paid | Valid until";
    home_says(JUNE, vec![], (open, late, line), NextStep::Start).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn home_tells_and_draws_what_was_filed_and_paid() {
    let unpaid = "Your renewal survey is filed. The fee of $1,725.00 has not been paid.";
    let due = Some("The fee is due Tuesday 1 Jun 2027, 5:00 p.m. EDT, in 12 days 6 hours.");
    let line = "Opened | Submitted | *Today | Paid | Deadline | Valid until";
    home_says(MAY, vec![filed(), invoiced()], (unpaid, due, line), NextStep::Pay).await;

    let under_way =
        "Your renewal survey is filed and your payment is being confirmed. You do not need to pay again.";
    let line = "Opened | Submitted | *Payment started | Paid | Deadline | Valid until";
    home_says(MAY, vec![filed(), invoiced(), uncertain()], (under_way, None, line), NextStep::Wait).await;

    let paid_first = "Your fee is paid, but your renewal is not complete: the survey has not been submitted.";
    let due = Some("The survey is due Tuesday 1 Jun 2027, 5:00 p.m. EDT, in 12 days 6 hours.");
    let line = "Opened | Paid | *Today | Submitted | Deadline | Valid until";
    home_says(MAY, vec![invoiced(), paid()], (paid_first, due, line), NextStep::Start).await;

    let complete = "Your renewal is complete. Your registration is valid until 31 May 2028.";
    let line = "Opened | Submitted | Paid | Deadline | *Today | Valid until";
    let whole = vec![filed(), invoiced(), paid(), completed()];
    home_says(OCTOBER, whole, (complete, None, line), NextStep::Card).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn home_promises_nothing_to_somebody_who_is_suspended() {
    let told = ("Your registration is not active", None, "");
    home_says(MAY, vec![suspended()], told, NextStep::Wait).await;
    let whole = vec![filed(), invoiced(), paid(), completed(), suspended()];
    home_says(OCTOBER, whole, told, NextStep::Wait).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn home_leads_to_a_card_only_where_there_is_one() {
    let whole = vec![filed(), invoiced(), paid(), completed()];
    let later = "Your card will be here when your renewal is complete.";
    let none = "You have no registration card at the moment.";
    let cases = [
        ("2027-05-20T14:10:00Z", vec![], None, none, Some(later)),
        (
            "2027-05-22T14:10:00Z",
            whole.clone(),
            Some("card-2027"),
            "Valid from 1 Jun 2027 to 31 May 2028",
            None,
        ),
        ("2027-10-01T14:10:00Z", whole.clone(), Some("card-2027"), "Valid until 31 May 2028", None),
        ("2027-10-01T14:10:00Z", [whole, vec![suspended()]].concat(), None, none, None),
    ];
    for (instant, more, document, sentence, note) in cases {
        let (_peer, _computer, portal) = signed_in(instant, more).await;
        let card = portal.home().await.unwrap().card;
        let seen = (card.document.as_deref(), card.sentence.as_str(), card.note.as_deref());
        assert_eq!(seen, (document, sentence, note), "at {instant}");
        if let Some(key) = card.document {
            let request = DocumentRequest { key, form: PageForm::Letter };
            portal.document(request).await.expect("what Home leads to is there");
        }
    }
}

/// Registered in July 2027, after the renewal of that year had closed.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_renews_into_the_year_of_their_first_registration() {
    let peer = Peer::start().await;
    let mut first: Vec<Event> = events();
    first[1].body = ClassGranted {
        class: "independent".into(),
        effective: date(2027, 7, 5),
        expires: None,
        terms: Vec::new(),
    }
    .into();
    peer.enrol(ZOE, first);
    let portal = Computer::at(&peer, "2027-10-01T14:10:00Z").start().await;
    sign_in(&portal, &peer, ZOE).await;
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    let home = portal.home().await.unwrap();
    assert!(home.sentence.starts_with("You were first registered on 5 Jul 2027"), "{}", home.sentence);
    assert_eq!((home.due, home.line, home.next), (None, Vec::new(), NextStep::Wait));
    assert_eq!(portal.reminder().await, None);
}

/// The reminder that is owed, once the College was asked and says nothing new.
async fn owed(portal: &Portal) -> Reminder {
    loop {
        match portal.reminder().await {
            Some(reminder) => return reminder,
            None => tokio::task::yield_now().await,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_owed_once_and_only_while_the_renewal_is_not_complete() {
    let near = "2027-05-27T15:00:00Z";
    let (_peer, mut computer, portal) = signed_in(near, Vec::new()).await;
    // 5 days before, the step of 7 days is owed.
    let reminder = owed(&portal).await;
    assert_eq!(reminder.title, "Annual renewal: 5 days left");
    assert!(reminder.text.contains("Tuesday 1 Jun 2027, 5:00 p.m. EDT"), "{}", reminder.text);
    for private in ["Zoé", "Tremblay", "900001", "$"] {
        assert!(!format!("{} {}", reminder.title, reminder.text).contains(private), "others see the screen");
    }
    assert_eq!(portal.reminder().await, Some(reminder.clone()), "until it was shown");
    portal.reminded(&reminder).await;
    assert_eq!(portal.reminder().await, None, "once");
    portal.close().await;
    drop(portal);

    computer.clock = portal_client::Clock::starting_at("2027-05-29T15:00:00Z".parse().unwrap());
    let portal = computer.start().await;
    let next = owed(&portal).await;
    assert_eq!(next.title, "Annual renewal: 3 days left");

    let (_peer, _computer, done) = signed_in(near, vec![filed(), invoiced(), paid(), completed()]).await;
    assert_eq!(done.reminder().await, None, "everything is done");
    let (_peer, _computer, stopped) = signed_in(near, vec![suspended()]).await;
    assert_eq!(stopped.reminder().await, None, "there is nothing to renew");
}

/// A line of an invoice's penalty, so much more or less.
fn penalty_line(fee: &str, cents: i64) -> Line {
    Line { fee: fee.into(), amount: Cents(cents), tax: Cents(0) }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_too_much_is_told_until_it_is_returned() {
    let invoice = || InvoiceId("INV-2027-900001".into());
    let again = || {
        let (checkout, amount) = (CheckoutId(Uuid::from_u128(8)), Cents(172_500));
        let (method, last_four) = ("amex".into(), "0005".into());
        PaymentSettled { invoice: invoice(), checkout, amount, method, last_four }.into()
    };
    let late = || PenaltyAdded { invoice: invoice(), line: penalty_line("late-penalty", 43_125) }.into();
    let back = || {
        let line = penalty_line("late-penalty-taken-back", -43_125);
        PenaltyTakenBack { invoice: invoice(), line }.into()
    };
    let returned = || CreditReturned { invoice: invoice(), amount: Cents(172_500) }.into();
    for (events, total, owed) in [
        (vec![filed(), invoiced(), paid()], "$1,725.00", None),
        (vec![filed(), invoiced(), paid(), again()], "$1,725.00", Some("$1,725.00")),
        (vec![filed(), invoiced(), paid(), again(), returned()], "$1,725.00", None),
        (vec![filed(), invoiced(), late(), back(), paid()], "$1,725.00", None),
        (vec![filed(), invoiced(), late(), back(), paid(), again()], "$1,725.00", Some("$1,725.00")),
    ] {
        // After the deadline: what is paid costs no penalty any more.
        let (_peer, _computer, portal) = signed_in(JUNE, events).await;
        let told = portal.transactions().await.unwrap().paid.remove(0);
        assert_eq!(told.total, total);
        let expected =
            owed.map(|owed| format!("You paid {owed} more than was due. The College returns it to you."));
        let said = told.when.split_once(". ").map(|(_, said)| said.to_owned());
        assert_eq!(said, expected, "{}", told.when);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_is_owed_once_to_a_person_on_a_computer() {
    let owed = async |portal: &Portal| match portal.session().await {
        Session::SignedIn { tour, .. } => tour,
        other => panic!("{other:?}"),
    };
    let (peer, computer, portal) = signed_in("2027-05-20T14:10:00Z", Vec::new()).await;
    assert!(owed(&portal).await, "nobody was toured yet");
    portal.leave_tour().await.unwrap();
    assert!(!owed(&portal).await);
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    sign_in(&portal, &peer, ZOE).await;
    assert!(!owed(&portal).await, "signing out does not make it new");
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    peer.enrol(BELA, events());
    sign_in(&portal, &peer, BELA).await;
    assert!(owed(&portal).await, "another person on the same computer");
    drop(computer);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_deadline_the_review_says_what_it_costs() {
    let (_peer, _computer, portal) = signed_in("2027-06-02T15:00:00Z", Vec::new()).await;
    portal.renewal().await.unwrap();
    let review = portal.review(DraftRequest { draft: DRAFT.into() }).await.unwrap();
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
        (other_class.into(), "Your class of registration (unknown) is not renewed with this survey"),
        (unknown, "This version of Portal Desktop is too old"),
    ];
    for (body, start) in cases {
        let peer = Peer::start().await;
        let all: Vec<Event> = events().into_iter().chain([event(6, body)]).collect();
        peer.enrol(ZOE, all);
        let portal = Computer::new(&peer).start().await;
        sign_in(&portal, &peer, ZOE).await;
        let stage = async |portal: &Portal| portal.renewal().await.unwrap().stage;
        let is_told = |seen: CaseStage| matches!(seen, CaseStage::NotAvailable { why } if why[0].sentence.starts_with(start));
        eventually(&portal, is_told, stage).await;
    }
}

/// The survey of last year with these sections.
fn filed_last_year(sections: &str) -> Body {
    let response = format!(
        r#"{{"resourceType":"QuestionnaireResponse","status":"completed",
        "questionnaire":"https://portal.cpso.on.ca/forms/annual-renewal|2027.1","item":[{sections}]}}"#
    );
    let response = Json(response.replace('\n', "").into());
    let Body::Filed(filed) = filed() else { panic!("it is filed") };
    Filed { case: renewal::case(2026), response, ..filed }.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_over_from_last_year_is_a_state_of_its_own() {
    let answer = r#"{"linkId":"G","item":[{"linkId":"G.1","answer":[{"valueCoding":
        {"system":"https://portal.cpso.on.ca/codes/liability-cover","code":"employer"}}]}]}"#;
    let cpd =
        CpdSet { organization: "royal-college".into(), member_number: "512345".into(), cycle_end: None };
    let more = vec![filed_last_year(answer), cpd.into()];
    let (_peer, _computer, portal) = signed_in("2027-05-20T14:00:00Z", more).await;
    let state = async |link_id: &str| {
        let renewal = portal.renewal().await.unwrap();
        renewal.sections.into_iter().find(|section| section.link_id == link_id).unwrap().state
    };
    assert_eq!(state("G").await, SectionState::FromLastYear);
    assert_eq!(state("C").await, SectionState::FromProfile, "what the record knows");
    assert_eq!(state("D").await, SectionState::NotStarted);
    let value = vec![Entry::Option { key: "true".into() }];
    portal.answer(AnswerRequest { draft: DRAFT.into(), path: "G.checked".into(), value }).await.unwrap();
    assert_eq!(state("G").await, SectionState::InProgress, "somebody looked at it");
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_answer_stands_beside_one_that_changed() {
    let answer = r#"{"linkId":"I","item":[{"linkId":"I.3","answer":[{"valueBoolean":true}]}]}"#;
    let more = vec![filed_last_year(answer)];
    let (_peer, _computer, portal) = signed_in("2027-05-20T14:00:00Z", more).await;
    let last_year = async |value: &str| {
        let value = vec![Entry::Option { key: value.into() }];
        let request = AnswerRequest { draft: DRAFT.into(), path: "I.3".into(), value };
        let section = portal.answer(request).await.unwrap().section;
        section.items.into_iter().find(|item| item.path == "I.3").unwrap().last_year
    };
    assert_eq!(last_year("true").await, None, "the same as last year");
    assert_eq!(last_year("false").await.as_deref(), Some("Yes"));
    let review = portal.review(DraftRequest { draft: DRAFT.into() }).await.unwrap();
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
    let before = portal.section(LinkIdRequest { draft: DRAFT.into(), link_id: "B".into() }).await.unwrap();
    assert_eq!(before.next.as_deref(), Some("D"), "going on passes over what does not apply");
    let home = portal.home().await.unwrap();
    assert_eq!(home.fee, FeeState::NotDue { amount: "$345.00".into() });
    let end = home.line.last().unwrap();
    assert_eq!(end.details, ["30 Jun 2027", "once complete"], "the certificate ends before the year does");
}

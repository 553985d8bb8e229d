//! A resignation that takes effect: the renewal is no longer asked for, and what was to be paid of it no longer is.

use portal_record::{
    Body, Cents, CheckoutId, InvoiceId, Rejection,
    cases::{Case, CaseAct, Ruling, State},
    ledger::{InvoiceFor, InvoiceIssued, Line, PaymentSettled},
    messages::{MessageSent, Parameter, Words},
    registration::Status,
    services::renewal::{self, RenewalCompleted},
    words,
};
use portal_texts::{Language, Texts};
use uuid::Uuid;

use super::{
    made_up::offering,
    world::{ALICE, RULES, World, code},
};
use crate::builder::{REGISTRANT, at, day, submission};

const FEE: Cents = Cents(172_500);

/// Somebody whose resignation is looked at, and who has filed the renewal of 2027.
fn resigning() -> World {
    let college = offering([]);
    let definition = college.services().newest(&"resign".parse().unwrap()).unwrap();
    let mut world = World::standing(college, definition, State::InReview);
    let (case, mut filed) = (renewal::case(2027), world.case().filed.clone());
    (filed.case, filed.definition) = (case.clone(), 1);
    world.happen(filed);
    let line = Line { fee: "annual-independent".into(), amount: FEE, tax: Cents(0) };
    let (invoice, cause) = (InvoiceId("INV-2027-900001".into()), InvoiceFor::Case { case });
    world.happen(InvoiceIssued { invoice, cause, lines: vec![line], due: at("2027-06-01T21:00:00Z") });
    world
}

fn accept(world: &mut World, on: &str) -> Vec<Body> {
    let mut ruling = Ruling::plain(code("accept-another-day"));
    ruling.fields.insert(code("effective"), on.to_owned());
    world.act(ALICE, &CaseAct::Decide { ruling }).unwrap()
}

fn renewal_stands(world: &World) -> State {
    let record = &world.stream.record;
    record.case_state(record.cases.get(&renewal::case(2027)).unwrap())
}

#[test]
fn on_its_day_the_renewal_that_was_to_come_is_given_up() {
    for (on, instant) in [("2027-06-01", "2027-06-01T04:00:00Z"), ("2027-03-15", "2027-03-15T04:00:00Z")] {
        let mut world = resigning();
        let bodies = accept(&mut world, on);
        assert!(
            matches!(bodies[..], [Body::Decided(_), Body::StatusSet(_), Body::MessageSent(_)]),
            "{bodies:?}"
        );
        assert_eq!(renewal_stands(&world), State::FeeDue, "until then the resignation can be withdrawn");
        world.at(instant);
        let bodies = world.act(RULES, &CaseAct::Close {}).unwrap();
        assert!(
            matches!(bodies[..], [Body::Closed(_), Body::Withdrawn(_), Body::InvoiceVoided(_)]),
            "{bodies:?}"
        );
        assert_eq!((world.state(), renewal_stands(&world)), (State::Closed, State::Withdrawn));
        let status = world.stream.record.registration.status_on(day(on));
        assert_eq!(status, Some(Status::Resigned));
    }
}

#[test]
fn a_year_that_has_begun_is_still_to_be_paid() {
    let mut world = resigning();
    accept(&mut world, "2027-09-01");
    world.at("2027-09-01T04:00:00Z");
    let bodies = world.act(RULES, &CaseAct::Close {}).unwrap();
    assert!(
        matches!(bodies[..], [Body::Closed(_)]),
        "no refund of the running year, nor is it forgiven: {bodies:?}"
    );
}

#[test]
fn what_was_paid_for_the_year_to_come_is_owed_back() {
    let mut world = resigning();
    let (invoice, checkout) = (InvoiceId("INV-2027-900001".into()), CheckoutId(Uuid::from_u128(9)));
    let (method, last_four) = ("visa".to_owned(), "4242".to_owned());
    world.happen(PaymentSettled { invoice: invoice.clone(), checkout, amount: FEE, method, last_four });
    world.happen(RenewalCompleted { year: 2027, valid_from: day("2027-06-01"), valid_to: day("2028-05-31") });
    accept(&mut world, "2027-06-01");
    world.at("2027-06-01T04:00:00Z");
    let bodies = world.act(RULES, &CaseAct::Close {}).unwrap();
    assert!(
        matches!(bodies[..], [Body::Closed(_), Body::InvoiceVoided(_)]),
        "it stays completed: {bodies:?}"
    );
    assert_eq!(world.stream.record.ledger.invoices[&invoice].credit, FEE);
}

#[test]
fn a_resignation_that_is_withdrawn_before_its_day_leaves_the_renewal_as_it_was() {
    let mut world = resigning();
    accept(&mut world, "2027-06-01");
    world.act(REGISTRANT, &CaseAct::Withdraw { why: None }).unwrap();
    assert_eq!((world.state(), renewal_stands(&world)), (State::Withdrawn, State::FeeDue));
    world.at("2027-06-01T04:00:00Z");
    assert_eq!(world.refuses(RULES, &CaseAct::Close {}), Rejection::NotNow { state: State::Withdrawn });
    let status = world.stream.record.registration.status_on(day("2027-06-01"));
    assert_eq!(status, Some(Status::Active));
}

#[test]
fn whoever_has_resigned_from_the_first_day_of_a_year_does_not_renew_it() {
    let college = offering([]);
    let definition = college.services().newest(&"resign".parse().unwrap()).unwrap();
    let renews = |on: &str| {
        let mut world = World::standing(college, definition, State::InReview);
        accept(&mut world, on);
        world.stream.ask(at("2027-05-20T12:00:00Z"), REGISTRANT, &submission()).map(drop)
    };
    assert_eq!(renews("2027-06-01"), Err(Rejection::NotActive));
    assert_eq!(renews("2027-06-02"), Ok(()), "the year begins with them");
}

#[test]
fn its_letter_and_its_message_say_whose_it_is_and_from_when() {
    let mut world = resigning();
    let bodies = accept(&mut world, "2027-06-01");
    let (texts, record) = (Texts::of(Language::English), &world.stream.record);
    let letter = |case: &Case| {
        let decided = case.progress.decision();
        decided.map(|decided| words::letter(texts, world.stream.college, record, case, decided).join("\n"))
    };
    let of_this = letter(world.case()).unwrap();
    for said in ["Zoé Tremblay", "900001", "1 Jun 2027"] {
        assert!(of_this.contains(said), "{of_this} does not say {said}");
    }
    let [_, _, Body::MessageSent(sent)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(sent.subject(texts), "Your resignation");
    let Words::Text { text, with } = &sent.words else { panic!("no sentence is stored: {sent:?}") };
    assert_eq!(text, "service-resign-message-accepted");
    assert_eq!(with["effective"], Parameter::Day(day("2027-06-01")));
    let newer =
        MessageSent { words: Words::Text { text: "of-tomorrow".into(), with: with.clone() }, ..sent.clone() };
    assert_eq!(newer.text(texts), "Update Portal Desktop to read this message.");
    assert_eq!(letter(record.cases.get(&renewal::case(2027)).unwrap()), None);
}

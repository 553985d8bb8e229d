//! Renewal and its fee, as sentences of the by-law.

use crate::builder::{REGISTRANT, STAFF, Stream, at, filing, submission};
use portal_forms::Micros;
use portal_record::{
    Actor, Body, Cents, CheckoutId, Command, Context, InvoiceId, Rejection, decide,
    ledger::PaymentOutcome,
    ledger::{Closed, InvoiceState},
    registration::{Status, StatusSet},
};
use uuid::Uuid;

const IN_MAY: &str = "2027-05-20T14:00:00Z";
const AFTER_THE_DEADLINE: &str = "2027-06-01T21:00:01Z";

fn invoice() -> InvoiceId {
    InvoiceId("INV-2027-900001".into())
}

fn try_number(n: u128) -> CheckoutId {
    CheckoutId(Uuid::from_u128(n))
}

fn open(n: u128) -> Command {
    Command::OpenCheckout { invoice: invoice(), checkout: try_number(n) }
}

fn says(n: u128, outcome: PaymentOutcome) -> Command {
    Command::RecordPayment { invoice: invoice(), checkout: try_number(n), outcome }
}

fn settled(cents: i64) -> PaymentOutcome {
    PaymentOutcome::Settled { amount: Cents(cents), method: "visa".into(), last_four: "4242".into() }
}

fn kinds(bodies: &[Body]) -> Vec<&'static str> {
    bodies.iter().map(Body::kind).collect()
}

#[test]
fn renewal_is_complete_only_when_survey_and_fee_are_both_in() {
    let mut stream = Stream::of_class("independent");
    let filed = stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    assert_eq!(kinds(&filed), ["cases.filed", "ledger.invoice-issued"]);
    assert!(stream.record.renewal(2027).completed.is_none(), "the survey alone does not renew");

    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    let paid = stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert_eq!(kinds(&paid), ["ledger.payment-settled", "renewal.completed"]);
    let completed = stream.record.renewal(2027).completed.unwrap().clone();
    assert_eq!(
        (completed.valid_from.to_string(), completed.valid_to.to_string()),
        ("2027-06-01".into(), "2028-05-31".into())
    );
}

#[test]
fn the_fee_depends_on_class_and_day() {
    for (class, received, cents) in [
        ("independent", IN_MAY, 172_500),
        ("restricted", IN_MAY, 172_500),
        ("academic", IN_MAY, 172_500),
        ("postgraduate", IN_MAY, 34_500),
        ("independent", "2027-06-01T21:00:00Z", 172_500),
        ("independent", AFTER_THE_DEADLINE, 172_500 + 43_125),
        ("postgraduate", AFTER_THE_DEADLINE, 34_500 + 8_625),
    ] {
        let mut stream = Stream::of_class(class);
        stream.ask(at(received), REGISTRANT, &submission()).unwrap();
        let total = stream.record.ledger.invoices[&invoice()].total();
        assert_eq!(
            total,
            Cents(cents),
            "{class} filed at {received}: the deadline is 1 June 5 p.m. Eastern, to the second"
        );
    }
}

#[test]
fn a_fee_left_unpaid_past_the_deadline_gets_the_penalty_once() {
    let mut stream = Stream::of_class("independent");
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    let opened = stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &open(1)).unwrap();
    assert_eq!(kinds(&opened), ["ledger.penalty-added", "ledger.checkout-opened"]);
    stream.ask(at(AFTER_THE_DEADLINE), Actor::Provider, &says(1, PaymentOutcome::Declined)).unwrap();
    let again = stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &open(2)).unwrap();
    assert_eq!(kinds(&again), ["ledger.checkout-opened"], "the penalty is not added twice");
    assert_eq!(stream.record.ledger.invoices[&invoice()].total(), Cents(215_625));
}

#[test]
fn a_submission_is_refused_with_its_reason() {
    let case = |change: fn(&mut Stream), received: &str, expected: Rejection| {
        let mut stream = Stream::of_class("independent");
        change(&mut stream);
        let before = stream.record.clone();
        assert_eq!(stream.ask(at(received), REGISTRANT, &submission()), Err(expected));
        assert_eq!(stream.record, before, "a rejection changes nothing");
    };
    let opens = at("2027-04-12T13:00:00Z");
    case(|_| (), "2027-04-12T12:59:59Z", Rejection::NotOpenYet { opens });
    case(
        |stream| {
            stream.happen(
                StatusSet { status: Status::Suspended, effective: "2027-01-01".parse().unwrap() }.into(),
            )
        },
        IN_MAY,
        Rejection::NotActive,
    );
    case(|stream| drop(stream.ask(at(IN_MAY), REGISTRANT, &submission())), IN_MAY, Rejection::AlreadyFiled);
    case(
        |stream| {
            let json = r#"{"type":"practice.of-the-future","v":1,"data":{"x":1}}"#;
            stream.happen(serde_json::from_str(json).unwrap());
        },
        IN_MAY,
        Rejection::UpdateNeeded,
    );
    let mut physician_assistant = Stream::of_class("physician-assistant");
    assert_eq!(physician_assistant.ask(at(IN_MAY), REGISTRANT, &submission()), Err(Rejection::NotAvailable));
    let mut stream = Stream::of_class("independent");
    assert_eq!(stream.ask(at(IN_MAY), Actor::Provider, &submission()), Err(Rejection::NotAllowed));
}

#[test]
fn what_was_reviewed_is_what_is_filed() {
    let stream = Stream::of_class("independent");
    for (change, expected) in [
        (
            (|filing| filing.response_hash = "other".into()) as fn(&mut portal_record::Filing),
            Rejection::DraftChanged,
        ),
        (|filing| filing.edits.push(portal_forms::EditId(Uuid::from_u128(5))), Rejection::DraftChanged),
        (|filing| filing.errors = 3, Rejection::AnswersInvalid { count: 3 }),
    ] {
        let mut merged = filing();
        change(&mut merged);
        let received_at: Micros = at(IN_MAY);
        let context = Context {
            received_at,
            claimed_at: received_at,
            actor: REGISTRANT,
            seen: None,
            college: stream.college,
            filing: Some(&merged),
            file: None,
        };
        assert_eq!(decide(&stream.record, &submission(), &context), Err(expected));
    }
}

#[test]
fn a_fee_is_never_offered_twice() {
    let mut stream = Stream::of_class("independent");
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    let under_way = Rejection::PaymentUnderWay { checkout: try_number(1) };
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &open(2)), Err(under_way.clone()), "the page is open");

    stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Uncertain)).unwrap();
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &open(2)), Err(under_way), "the outcome is not known");

    stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &open(2)), Err(Rejection::AlreadyPaid));
    let once_more = stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert_eq!(kinds(&once_more), Vec::<&str>::new(), "the provider may say it twice");
}

#[test]
fn a_second_charge_is_recorded_and_owed_back() {
    let mut stream = Stream::of_class("independent");
    let credit = |stream: &Stream| stream.record.ledger.invoices[&invoice()].credit;
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Abandoned)).unwrap();
    stream.ask(at(IN_MAY), REGISTRANT, &open(2)).unwrap();
    stream.ask(at(IN_MAY), Actor::Provider, &says(2, settled(172_500))).unwrap();
    assert_eq!(credit(&stream), Cents(0));

    let again = stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert_eq!(kinds(&again), ["ledger.payment-settled"], "money that was taken is on the record");
    assert_eq!(credit(&stream), Cents(172_500));
    let of = |number| stream.record.ledger.of_checkout(try_number(number)).is_some();
    assert!(of(1) && of(2), "both tries are the invoice's");
    for number in [1, 2] {
        let said = says(number, settled(172_500));
        assert_eq!(
            stream.ask(at(IN_MAY), Actor::Provider, &said),
            Ok(Vec::new()),
            "the provider says it twice"
        );
    }
    assert_eq!(
        stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Abandoned)),
        Ok(Vec::new()),
        "old news"
    );
    let state = &stream.record.ledger.invoices[&invoice()].state;
    assert!(matches!(state, InvoiceState::Paid { payment, .. } if payment.checkout == try_number(2)));

    let returned = Command::ReturnCredit { invoice: invoice() };
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &returned), Err(Rejection::NotAllowed));
    assert_eq!(stream.ask(at(IN_MAY), Actor::Provider, &returned), Err(Rejection::NotAllowed));
    let bodies = stream.ask(at(IN_MAY), STAFF, &returned).unwrap();
    assert_eq!(kinds(&bodies), ["ledger.credit-returned"]);
    assert_eq!(credit(&stream), Cents(0));
    let again = stream.ask(at(IN_MAY), STAFF, &returned);
    assert_eq!(again, Err(Rejection::SameAsNow), "nothing is returned twice");
}

#[test]
fn a_try_charges_what_it_was_opened_for() {
    for (first, second, charged, expected) in [
        (IN_MAY, IN_MAY, (1, 172_500), Ok(0)),
        (IN_MAY, IN_MAY, (2, 172_500), Ok(0)),
        (IN_MAY, IN_MAY, (1, 172_501), Err(Rejection::WrongAmount)),
        (IN_MAY, IN_MAY, (3, 172_500), Ok(0)),
        (IN_MAY, IN_MAY, (3, 1), Err(Rejection::WrongAmount)),
        // The first page was opened in time, the second with the penalty: the first does not pay what is due.
        (IN_MAY, AFTER_THE_DEADLINE, (1, 172_500), Err(Rejection::WrongAmount)),
        (IN_MAY, AFTER_THE_DEADLINE, (2, 215_625), Ok(0)),
        (IN_MAY, AFTER_THE_DEADLINE, (2, 172_500), Err(Rejection::WrongAmount)),
    ] {
        let mut stream = Stream::of_class("independent");
        stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
        stream.ask(at(first), REGISTRANT, &open(1)).unwrap();
        stream.ask(at(first), Actor::Provider, &says(1, PaymentOutcome::Abandoned)).unwrap();
        stream.ask(at(second), REGISTRANT, &open(2)).unwrap();
        let (number, cents) = charged;
        let said = stream.ask(at(AFTER_THE_DEADLINE), Actor::Provider, &says(number, settled(cents)));
        let invoice = &stream.record.ledger.invoices[&invoice()];
        let owed = said.map(|_| invoice.credit.0);
        assert_eq!(owed, expected, "the try {number} charged {cents}, second opened {second}");
        let paid = matches!(invoice.state, InvoiceState::Paid { .. });
        assert_eq!(paid, expected.is_ok());
    }
}

fn take_back() -> Command {
    Command::TakePenaltyBack { invoice: invoice() }
}

#[test]
fn the_college_takes_a_penalty_back_and_it_does_not_come_again() {
    let total = |stream: &Stream| stream.record.ledger.invoices[&invoice()].total();
    // Filed late; or filed in time, with the page opened late; or with no page opened yet.
    for (filed, opened) in [(AFTER_THE_DEADLINE, false), (IN_MAY, true), (IN_MAY, false)] {
        let mut stream = Stream::of_class("independent");
        stream.ask(at(filed), REGISTRANT, &submission()).unwrap();
        if opened {
            stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &open(1)).unwrap();
            stream.ask(at(AFTER_THE_DEADLINE), Actor::Provider, &says(1, PaymentOutcome::Declined)).unwrap();
        }
        assert_eq!(stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &take_back()), Err(Rejection::NotAllowed));
        let bodies = stream.ask(at(AFTER_THE_DEADLINE), STAFF, &take_back()).unwrap();
        assert_eq!(bodies.last().map(Body::kind), Some("ledger.penalty-taken-back"));
        assert_eq!(total(&stream), Cents(172_500));
        let again = stream.ask(at(AFTER_THE_DEADLINE), STAFF, &take_back());
        assert_eq!(again, Err(Rejection::SameAsNow));
        let page = stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &open(2)).unwrap();
        assert_eq!(kinds(&page), ["ledger.checkout-opened"], "it is not added again");
        stream.ask(at(AFTER_THE_DEADLINE), Actor::Provider, &says(2, settled(172_500))).unwrap();
        assert!(stream.record.renewal(2027).completed.is_some());
    }
    let mut in_time = Stream::of_class("independent");
    in_time.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    assert_eq!(in_time.ask(at(IN_MAY), STAFF, &take_back()), Err(Rejection::SameAsNow), "there is none");
    let none = Command::TakePenaltyBack { invoice: InvoiceId("INV-2027-900002".into()) };
    assert_eq!(in_time.ask(at(IN_MAY), STAFF, &none), Err(Rejection::NoSuchInvoice));
}

#[test]
fn a_penalty_that_was_paid_before_it_was_taken_back_is_owed_back() {
    for paid_first in [true, false] {
        let mut stream = Stream::of_class("independent");
        stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &submission()).unwrap();
        stream.ask(at(AFTER_THE_DEADLINE), REGISTRANT, &open(1)).unwrap();
        let charge = says(1, settled(215_625));
        let (actors, acts) = ([Actor::Provider, STAFF], [charge, take_back()]);
        let mut steps: Vec<_> = actors.into_iter().zip(acts).collect();
        if !paid_first {
            steps.reverse();
        }
        for (actor, act) in steps {
            stream.ask(at(AFTER_THE_DEADLINE), actor, &act).unwrap();
        }
        let invoice = &stream.record.ledger.invoices[&invoice()];
        assert_eq!(invoice.credit, Cents(43_125), "paid first: {paid_first}");
        assert!(stream.record.renewal(2027).completed.is_some());
    }
}

#[test]
fn messages_of_the_provider_may_come_late_and_in_any_order() {
    let mut stream = Stream::of_class("independent");
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Abandoned)).unwrap();
    let payable = InvoiceState::Payable { last: Some(Closed::Abandoned) };
    assert_eq!(stream.record.ledger.invoices[&invoice()].state, payable);

    assert_eq!(
        stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Uncertain)),
        Ok(Vec::new()),
        "old news"
    );
    assert_eq!(stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(1))), Err(Rejection::WrongAmount));
    stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert!(
        stream.record.renewal(2027).completed.is_some(),
        "money that was taken counts, also after the page was left"
    );
    assert_eq!(
        stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Declined)),
        Ok(Vec::new()),
        "paid stays paid"
    );
}

#[test]
fn where_provider_and_record_disagree_the_college_says_what_was_paid_or_that_nothing_was() {
    for (amount, credit) in [(172_500, 0), (180_000, 7_500)] {
        let mut stream = Stream::of_class("independent");
        stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
        stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
        let little = stream.ask(at(IN_MAY), STAFF, &says(1, settled(172_499)));
        assert_eq!(little, Err(Rejection::WrongAmount), "something would remain to be paid");
        stream.ask(at(IN_MAY), STAFF, &says(1, settled(amount))).unwrap();
        assert_eq!(stream.record.ledger.invoices[&invoice()].credit, Cents(credit));
        assert!(stream.record.renewal(2027).completed.is_some());
    }
    let mut stream = Stream::of_class("independent");
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    stream.ask(at(IN_MAY), STAFF, &says(1, PaymentOutcome::Abandoned)).unwrap();
    assert!(stream.ask(at(IN_MAY), REGISTRANT, &open(2)).is_ok(), "it may be paid again");
}

#[test]
fn payments_are_recorded_only_for_the_provider() {
    let mut stream = Stream::of_class("independent");
    stream.ask(at(IN_MAY), REGISTRANT, &submission()).unwrap();
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &says(1, settled(172_500))), Err(Rejection::NotAllowed));
    let other =
        Command::OpenCheckout { invoice: InvoiceId("INV-2027-900002".into()), checkout: try_number(1) };
    assert_eq!(stream.ask(at(IN_MAY), REGISTRANT, &other), Err(Rejection::NoSuchInvoice));
}

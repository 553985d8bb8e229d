//! Renewal and its fee, as sentences of the by-law.

use crate::builder::{REGISTRANT, Stream, at, filing, submission};
use portal_forms::Micros;
use portal_record::{
    Actor, Body, Cents, CheckoutId, Command, Context, InvoiceId, Rejection, decide,
    decide::PaymentOutcome,
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
    assert_eq!(kinds(&filed), ["renewal.survey-filed", "ledger.invoice-issued"]);
    assert!(stream.record.renewals[&2027].completed.is_none(), "the survey alone does not renew");

    stream.ask(at(IN_MAY), REGISTRANT, &open(1)).unwrap();
    let paid = stream.ask(at(IN_MAY), Actor::Provider, &says(1, settled(172_500))).unwrap();
    assert_eq!(kinds(&paid), ["ledger.payment-settled", "renewal.completed"]);
    let completed = stream.record.renewals[&2027].completed.clone().unwrap();
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
    let second = stream.ask(at(IN_MAY), Actor::Provider, &says(2, settled(172_500)));
    assert_eq!(second, Err(Rejection::AlreadyPaid), "a second charge is not hidden");
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
        stream.record.renewals[&2027].completed.is_some(),
        "money that was taken counts, also after the page was left"
    );
    assert_eq!(
        stream.ask(at(IN_MAY), Actor::Provider, &says(1, PaymentOutcome::Declined)),
        Ok(Vec::new()),
        "paid stays paid"
    );
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

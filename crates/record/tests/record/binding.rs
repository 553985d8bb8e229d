//! What binds is the instant at which the College received something, and the day that it is then in Toronto; a device's
//! clock is evidence and decides nothing. Each rule that looks at the time is asked just before its edge, on it and just
//! after it, by devices whose clocks are right, late, early and far away.

use jiff::{ToSpan, civil::Date};
use portal_forms::Micros;
use portal_record::{
    Actor, Body, Cents, CheckoutId, Command, EntryId, InvoiceId, ProfileCommand, Rejection,
    addresses::{Address, AddressKind, SetAddress, WithdrawAddress},
    cases::File,
    contact::{ConfirmEmail, RequestEmailChange},
    eastern_day,
    ledger::InvoiceState,
    ledger::PaymentOutcome,
    practice::AddActivity,
    registration::{ClassGranted, Status, StatusSet},
    services::renewal,
};
use uuid::Uuid;

use crate::builder::{COLLEGE, REGISTRANT, Stream, at, day, filing, submission};

const MILLISECOND: i64 = 1_000;
const MINUTE: i64 = 60_000 * MILLISECOND;
const DAY: i64 = 24 * 60 * MINUTE;

/// How far a device's clock may stand from the College's: right, a little, across midnight, days, years.
const CLOCKS: [i64; 9] =
    [0, MILLISECOND, -MILLISECOND, 10 * MINUTE, -10 * MINUTE, 3 * DAY, -3 * DAY, 400 * DAY, -400 * DAY];

/// Begins a stream, asks the command of it at this instant from a device with each clock, and hands over what came of it.
fn by_every_clock(
    begin: impl Fn() -> Stream,
    received: Micros,
    command: &Command,
    check: impl Fn(Result<Vec<Body>, Rejection>, i64),
) {
    for ahead in CLOCKS {
        let claimed = Micros(received.0 + ahead);
        let mut stream = begin();
        let asked = stream.ask_as(&filing(), (received, claimed), REGISTRANT, command);
        check(asked, ahead);
    }
}

fn active() -> Stream {
    Stream::of_class("independent")
}

fn survey(year: u16, version: &str) -> Command {
    let Command::File(file) = submission() else { unreachable!() };
    Command::File(File { case: renewal::case(year), form_version: version.into(), ..file })
}

fn invoice(year: u16) -> InvoiceId {
    InvoiceId(format!("INV-{year}-900001"))
}

fn open(year: u16, number: u128) -> Command {
    Command::OpenCheckout { invoice: invoice(year), checkout: CheckoutId(Uuid::from_u128(number)) }
}

fn paid(year: u16, number: u128, cents: i64) -> Command {
    let outcome =
        PaymentOutcome::Settled { amount: Cents(cents), method: "visa".into(), last_four: "4242".into() };
    Command::RecordPayment { invoice: invoice(year), checkout: CheckoutId(Uuid::from_u128(number)), outcome }
}

#[test]
fn the_window_opens_and_ends_when_the_college_says() {
    let opens = |year: u16| {
        let opens = if year == 2026 { "2026-04-13T13:00:00Z" } else { "2027-04-12T13:00:00Z" };
        Some(Rejection::NotOpenYet { opens: at(opens) })
    };
    let over = |last: &str| Some(Rejection::YearOver { last: day(last) });
    for (year, version, received, expected) in [
        (2027, "2027.2", "2027-04-12T12:59:59.999Z", opens(2027)),
        (2027, "2027.2", "2027-04-12T13:00:00Z", None),
        (2027, "2027.2", "2027-04-12T13:00:00.001Z", None),
        (2026, "2026.1", "2026-04-13T12:59:59.999Z", opens(2026)),
        (2026, "2026.1", "2026-04-13T13:00:00Z", None),
        // Both are open: who is late with one may file it beside the other.
        (2026, "2026.1", "2027-05-20T14:00:00Z", None),
        // The registration year ends with its last day in Toronto.
        (2026, "2026.1", "2027-06-01T03:59:59.999Z", None),
        (2026, "2026.1", "2027-06-01T04:00:00Z", over("2027-05-31")),
        (2027, "2027.2", "2028-06-01T03:59:59.999Z", None),
        (2027, "2027.2", "2028-06-01T04:00:00Z", over("2028-05-31")),
        (2027, "2027.2", "2031-01-01T00:00:00Z", over("2028-05-31")),
    ] {
        by_every_clock(active, at(received), &survey(year, version), |asked, ahead| {
            assert_eq!(asked.err(), expected, "{year} received at {received}, claimed {ahead} µs later");
        });
    }
}

#[test]
fn a_filing_is_late_by_the_instant_of_receipt_to_the_millisecond() {
    for (year, version, received, late) in [
        (2027, "2027.2", "2027-06-01T20:59:59.999Z", false),
        (2027, "2027.2", "2027-06-01T21:00:00Z", false),
        (2027, "2027.2", "2027-06-01T21:00:00.001Z", true),
        (2027, "2027.2", "2027-11-07T06:30:00Z", true),
        (2026, "2026.1", "2026-06-01T21:00:00Z", false),
        (2026, "2026.1", "2026-06-01T21:00:00.001Z", true),
        (2026, "2026.1", "2027-05-20T14:00:00Z", true),
    ] {
        by_every_clock(active, at(received), &survey(year, version), |asked, ahead| {
            let bodies = asked.unwrap();
            let [Body::Filed(filed), Body::InvoiceIssued(issued)] = &bodies[..] else { panic!("{bodies:?}") };
            let fees: Vec<&str> = issued.lines.iter().map(|line| line.fee.as_str()).collect();
            let expected: &[&str] = if late { &["annual", "late-penalty"] } else { &["annual"] };
            assert_eq!(fees, expected, "{year} received at {received}, claimed {ahead} µs later");
            assert_eq!(filed.claimed_at, Micros(at(received).0 + ahead), "what the device said is kept");
            let case = renewal::case(year);
            assert_eq!((&filed.case, issued.cause.case()), (&case, Some(&case)));
        });
    }
}

#[test]
fn an_unpaid_fee_gets_the_penalty_by_the_instant_of_receipt() {
    let filed = || {
        let mut stream = active();
        stream.ask(at("2027-05-20T14:00:00Z"), REGISTRANT, &submission()).unwrap();
        stream
    };
    for (received, amount) in [
        ("2027-06-01T20:59:59.999Z", 172_500),
        ("2027-06-01T21:00:00Z", 172_500),
        ("2027-06-01T21:00:00.001Z", 215_625),
        ("2028-01-01T04:59:59Z", 215_625),
    ] {
        by_every_clock(filed, at(received), &open(2027, 1), |asked, ahead| {
            let opened = asked.unwrap().pop();
            let Some(Body::CheckoutOpened(opened)) = opened else { panic!("{opened:?}") };
            assert_eq!(opened.amount, Cents(amount), "opened at {received}, claimed {ahead} µs later");
        });
    }
}

/// An instant around a midnight in Toronto, and the day that it is there. At both ends of daylight saving time midnight
/// moves by an hour.
const MIDNIGHTS: [(&str, &str); 16] = [
    ("2027-06-01T03:59:59.999Z", "2027-05-31"),
    ("2027-06-01T04:00:00Z", "2027-06-01"),
    ("2027-06-02T00:00:00Z", "2027-06-01"),
    ("2027-03-14T04:59:59.999Z", "2027-03-13"),
    ("2027-03-14T05:00:00Z", "2027-03-14"),
    ("2027-03-15T03:59:59.999Z", "2027-03-14"),
    ("2027-03-15T04:00:00Z", "2027-03-15"),
    ("2027-11-07T03:59:59.999Z", "2027-11-06"),
    ("2027-11-07T04:00:00Z", "2027-11-07"),
    ("2027-11-08T04:00:00Z", "2027-11-07"),
    ("2027-11-08T04:59:59.999Z", "2027-11-07"),
    ("2027-11-08T05:00:00Z", "2027-11-08"),
    ("2028-01-01T00:00:00Z", "2027-12-31"),
    ("2028-01-01T04:59:59.999Z", "2027-12-31"),
    ("2028-01-01T05:00:00Z", "2028-01-01"),
    ("2028-02-29T04:59:59.999Z", "2028-02-28"),
];

#[test]
fn the_day_of_an_instant_is_the_one_in_toronto() {
    for (received, expected) in MIDNIGHTS {
        assert_eq!(eastern_day(at(received)), day(expected), "{received}");
    }
}

#[test]
fn an_address_takes_effect_after_the_day_of_receipt_in_toronto() {
    for (received, today) in MIDNIGHTS {
        let today = day(today);
        let tomorrow = today.checked_add(1.day()).unwrap();
        let latest = today.checked_add(i64::from(active().college.profile().effective_days_ahead_max).days());
        let latest = latest.unwrap();
        for (effective, expected) in [
            (today, Some(Rejection::EffectiveNotAfterToday { earliest: tomorrow })),
            (tomorrow, None),
            (latest, None),
            (latest.checked_add(1.day()).unwrap(), Some(Rejection::EffectiveTooFar { latest })),
        ] {
            by_every_clock(active, at(received), &moves(effective), |asked, ahead| {
                assert_eq!(asked.err(), expected, "{effective} at {received}, claimed {ahead} µs later");
            });
        }
        let scheduled = || {
            let mut stream = active();
            let begun = Micros(at(received).0 - 2 * DAY);
            stream.ask(begun, REGISTRANT, &moves(tomorrow)).unwrap();
            stream
        };
        let withdraw = Command::Profile(ProfileCommand::WithdrawAddress(WithdrawAddress {
            id: EntryId(Uuid::from_u128(1)),
        }));
        by_every_clock(scheduled, at(received), &withdraw, |asked, ahead| {
            assert_eq!(asked.err(), None, "{received}: it takes effect tomorrow ({ahead})");
        });
        let begins = Micros(at(received).0 + DAY);
        by_every_clock(scheduled, begins, &withdraw, |asked, ahead| {
            let in_effect = eastern_day(begins) >= tomorrow;
            assert_eq!(asked.is_err(), in_effect, "{received}: a day later it counts ({ahead})");
        });
    }
}

fn moves(effective: Date) -> Command {
    Command::Profile(ProfileCommand::SetAddress(SetAddress {
        id: EntryId(Uuid::from_u128(1)),
        kind: AddressKind::Primary,
        address: Address {
            lines: vec!["80 College Street".into()],
            city: "Toronto".into(),
            province: Some("ON".into()),
            postal_code: Some("M5G 2E2".into()),
            country: "CA".into(),
        },
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective,
        replaces: None,
    }))
}

#[test]
fn a_filing_goes_by_the_class_and_standing_of_its_day_in_toronto() {
    for (received, today) in MIDNIGHTS.into_iter().filter(|(_, today)| *today >= "2027-05") {
        let tomorrow = day(today).checked_add(1.day()).unwrap();
        for (effective, holds) in [(day(today), true), (tomorrow, false)] {
            let begin = || {
                let mut stream = active();
                stream.happen(StatusSet { status: Status::Suspended, effective }.into());
                stream
            };
            by_every_clock(begin, at(received), &submission(), |asked, ahead| {
                let refused = holds.then_some(Rejection::NotActive);
                assert_eq!(asked.err(), refused, "suspended on {effective}, filed at {received} ({ahead})");
            });
            let begin = || {
                let (class, expires, terms) = ("postgraduate".into(), None, Vec::new());
                let mut stream = active();
                stream.happen(ClassGranted { class, effective, expires, terms }.into());
                stream
            };
            by_every_clock(begin, at(received), &submission(), |asked, ahead| {
                let bodies = asked.unwrap();
                let Some(Body::InvoiceIssued(issued)) = bodies.get(1) else { panic!("{bodies:?}") };
                let expected = if holds { "annual-postgraduate" } else { "annual" };
                let fee = &issued.lines[0].fee;
                assert_eq!(fee, expected, "granted on {effective}, filed at {received} ({ahead})");
            });
        }
    }
}

#[test]
fn what_can_be_chosen_and_confirmed_goes_by_the_instant_of_receipt() {
    let college = active().college;
    let begun = |effective: Date| {
        let id = EntryId(Uuid::from_u128(2));
        Command::Profile(ProfileCommand::AddActivity(AddActivity {
            id,
            code: None,
            name: "Wound care".into(),
            effective,
        }))
    };
    for (received, today) in MIDNIGHTS {
        let latest =
            day(today).checked_add(i64::from(college.profile().effective_days_ahead_max).days()).unwrap();
        by_every_clock(active, at(received), &begun(latest), |asked, ahead| {
            assert!(asked.is_ok(), "{latest} is the last day at {received} ({ahead}): {asked:?}");
        });
        let too_late = latest.checked_add(1.day()).unwrap();
        by_every_clock(active, at(received), &begun(too_late), |asked, ahead| {
            assert!(asked.is_err(), "{too_late} is too far ahead at {received} ({ahead})");
        });
    }
    let asked_at = at("2027-05-20T14:00:00Z");
    let request = EntryId(Uuid::from_u128(3));
    let held = i64::from(college.profile().confirm_email_within_days) * DAY;
    for (after, holds) in [(held, true), (held + 1, false)] {
        for ahead in CLOCKS {
            let mut stream = active();
            let change = RequestEmailChange { request, address: "zoe@new.example".into() };
            stream
                .ask(asked_at, REGISTRANT, &Command::Profile(ProfileCommand::RequestEmailChange(change)))
                .unwrap();
            let received = Micros(asked_at.0 + after);
            let confirm = Command::Profile(ProfileCommand::ConfirmEmail(ConfirmEmail { request }));
            let instants = (received, Micros(received.0 + ahead));
            let confirmed = stream.ask_as(&filing(), instants, COLLEGE, &confirm);
            assert_eq!(confirmed.is_ok(), holds, "confirmed {after} µs later ({ahead}): {confirmed:?}");
        }
    }
}

#[test]
fn a_year_is_filed_in_its_own_version_and_only_in_that() {
    let in_may = at("2027-05-20T14:00:00Z");
    for (year, version, expected) in [
        (2027, "2027.2", None),
        (2027, "2027.1", Some(Rejection::FormChanged)),
        (2027, "2026.1", Some(Rejection::FormChanged)),
        (2027, "2027.3", Some(Rejection::FormChanged)),
        (2027, "", Some(Rejection::FormChanged)),
        (2026, "2026.1", None),
        (2026, "2027.2", Some(Rejection::FormChanged)),
        (2025, "2026.1", Some(Rejection::NotAvailable)),
        (2028, "2027.2", Some(Rejection::NotAvailable)),
    ] {
        let asked = active().ask(in_may, REGISTRANT, &survey(year, version));
        assert_eq!(asked.err(), expected, "{year} in {version}");
    }
}

#[test]
fn nothing_is_filed_while_devices_disagree() {
    let instants = (at("2027-05-20T14:00:00Z"), at("2027-05-20T14:00:00Z"));
    for (errors, unsettled, expected) in [
        (0, 0, None),
        (0, 1, Some(Rejection::Unsettled { count: 1 })),
        (0, 3, Some(Rejection::Unsettled { count: 3 })),
        // What is not settled may be what is wrong: the person chooses first.
        (2, 1, Some(Rejection::Unsettled { count: 1 })),
        (2, 0, Some(Rejection::AnswersInvalid { count: 2 })),
    ] {
        let merged = portal_record::Filing { errors, unsettled, ..filing() };
        let asked = active().ask_as(&merged, instants, REGISTRANT, &submission());
        assert_eq!(asked.err(), expected, "{errors} wrong, {unsettled} unsettled");
    }
}

/// Both years filed on a day on which both are open; 2026 is late by then.
fn both_years_filed() -> Stream {
    let mut stream = active();
    for (year, version) in [(2026, "2026.1"), (2027, "2027.2")] {
        stream.ask(at("2027-05-20T14:00:00Z"), REGISTRANT, &survey(year, version)).unwrap();
    }
    stream
}

#[test]
fn each_year_has_its_own_invoice_penalty_and_completion() {
    let mut stream = both_years_filed();
    let total = |stream: &Stream, year| stream.record.renewal(year).invoice.map(|invoice| invoice.total());
    let of_year = |year| stream.record.renewal(year).invoice.map(|invoice| invoice.issued.invoice.clone());
    assert_eq!([2025, 2026, 2027, 2028].map(of_year), [None, Some(invoice(2026)), Some(invoice(2027)), None]);
    let years: Vec<u16> = stream.record.renewals().map(|renewal| renewal.year).collect();
    assert_eq!(years, [2026, 2027]);
    let penalized = |stream: &Stream, year| stream.record.ledger.invoices[&invoice(year)].penalty().is_some();
    assert!(penalized(&stream, 2026) && !penalized(&stream, 2027), "each by its own deadline");
    let in_may = at("2027-05-21T14:00:00Z");
    let late_fee = total(&stream, 2026).unwrap();
    stream.ask(in_may, REGISTRANT, &open(2026, 1)).unwrap();
    stream.ask(in_may, REGISTRANT, &open(2027, 2)).unwrap();
    let state = |stream: &Stream, year| stream.record.ledger.invoices[&invoice(year)].state.clone();
    let one = CheckoutId(Uuid::from_u128(1));
    assert_eq!(state(&stream, 2026), InvoiceState::Open { checkout: one }, "each has its own page");

    let wrong = stream.ask(in_may, Actor::Provider, &paid(2027, 2, late_fee.0));
    assert_eq!(wrong, Err(Rejection::WrongAmount), "the other year's amount does not pay it");
    stream.ask(in_may, Actor::Provider, &paid(2026, 1, late_fee.0)).unwrap();
    assert!(stream.record.renewal(2026).completed.is_some());
    assert!(stream.record.renewal(2027).completed.is_none(), "the other year's fee is not in");
    assert_eq!(
        state(&stream, 2027),
        InvoiceState::Open { checkout: CheckoutId(Uuid::from_u128(2)) },
        "nor is its page closed"
    );
    stream.ask(in_may, Actor::Provider, &paid(2027, 2, 172_500)).unwrap();
    let completed = stream.record.renewal(2027).completed.unwrap().clone();
    assert_eq!((completed.valid_from, completed.valid_to), (day("2027-06-01"), day("2028-05-31")));
}

#[test]
fn a_second_charge_completes_nothing_while_another_year_waits_for_its_fee() {
    let mut stream = both_years_filed();
    let in_may = at("2027-05-21T14:00:00Z");
    let fee = stream.record.renewal(2026).invoice.map(|invoice| invoice.total()).unwrap();
    stream.ask(in_may, REGISTRANT, &open(2026, 1)).unwrap();
    let (invoice, checkout) = (invoice(2026), CheckoutId(Uuid::from_u128(1)));
    let left = Command::RecordPayment { invoice, checkout, outcome: PaymentOutcome::Abandoned };
    stream.ask(in_may, Actor::Provider, &left).unwrap();
    stream.ask(in_may, REGISTRANT, &open(2026, 3)).unwrap();
    stream.ask(in_may, Actor::Provider, &paid(2026, 3, fee.0)).unwrap();
    let again = stream.ask(in_may, Actor::Provider, &paid(2026, 1, fee.0)).unwrap();
    let kinds: Vec<_> = again.iter().map(|body| body.kind()).collect();
    assert_eq!(kinds, ["ledger.payment-settled"], "the year that was paid twice is complete already");
}

#[test]
fn a_try_pays_the_invoice_that_it_was_opened_for() {
    let mut stream = both_years_filed();
    let in_may = at("2027-05-21T14:00:00Z");
    stream.ask(in_may, REGISTRANT, &open(2027, 2)).unwrap();
    for outcome in [PaymentOutcome::Declined, PaymentOutcome::Abandoned, PaymentOutcome::Uncertain] {
        let other = Command::RecordPayment {
            invoice: invoice(2026),
            checkout: CheckoutId(Uuid::from_u128(2)),
            outcome,
        };
        assert_eq!(stream.ask(in_may, Actor::Provider, &other), Ok(Vec::new()), "another invoice's try");
    }
    let of = |number| stream.record.ledger.of_checkout(CheckoutId(Uuid::from_u128(number)));
    assert_eq!(of(2).and_then(|invoice| invoice.issued.cause.case()), Some(&renewal::case(2027)));
    assert_eq!(of(1), None);
}

//! A record like those of the demonstration, made of events.

use std::error::Error;

use jiff::{Timestamp, civil::date};
use portal_forms::Micros;
use portal_record::{
    Actor, Body, CaseId, Cents, CheckoutId, CommandId, CpsoNumber, EntryId, Event, InvoiceId, Json, Record,
    Rule,
    addresses::{Address, AddressKind, AddressSet},
    cases::{Decided, Filed, Letter, Ruling},
    contact::{EmailKind, EmailSet, PhoneKind, PhoneSet},
    corporations::CorporationAuthorized,
    identity::{Enrolled, Name, NameChanged},
    ledger::{InvoiceFor, InvoiceIssued, Line, PaymentSettled},
    messages::Parameter,
    practice::{ActivityAdded, PrivilegeAdded},
    registration::{ClassGranted, Status, StatusSet},
    services::renewal::{self, RenewalCompleted},
};

use crate::survey;

/// A record with two classes, a practice, a completed renewal, a paid fee, a former name and a corporation.
pub fn practising(name: Name, terms: &[&str]) -> Result<Record, Box<dyn Error>> {
    let number = CpsoNumber::try_from(900_013)?;
    let invoice = InvoiceId("INV-2027-900013".into());
    let former = Name { given: name.given.clone(), family: "Bouchard".into() };
    let class = |class: &str, effective, expires, terms: &[&str]| {
        Body::from(ClassGranted {
            class: class.into(),
            effective,
            expires,
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        })
    };
    let status = |effective| Body::from(StatusSet { status: Status::Active, effective });
    let line = Line { fee: "annual".into(), amount: Cents(172_500), tax: Cents(0) };
    let cause = InvoiceFor::Case { case: renewal::case(2027) };
    let issued = InvoiceIssued { invoice: invoice.clone(), cause, lines: vec![line], due: Micros(0) };
    let paid = PaymentSettled {
        invoice,
        checkout: CheckoutId(uuid::Uuid::from_u128(9)),
        amount: Cents(172_500),
        method: "visa".into(),
        last_four: "4242".into(),
    };
    let completed =
        RenewalCompleted { year: 2027, valid_from: date(2027, 6, 1), valid_to: date(2028, 5, 31) };
    let corporation = CorporationAuthorized {
        number: "CA-10441".into(),
        name: format!("{} Medicine Professional Corporation", name.family.to_uppercase()),
        effective: date(2024, 3, 1),
        expires: date(2028, 2, 29),
    };
    let minc = Some("CAMD12345679".into());
    let bodies = [
        Enrolled { name: former, cpso_number: number, minc }.into(),
        class("postgraduate", date(2009, 7, 1), Some(date(2014, 6, 30)), &[]),
        status(date(2009, 7, 1)),
        class("independent", date(2014, 7, 2), None, terms),
        NameChanged { name, effective: date(2016, 9, 3) }.into(),
        corporation.into(),
    ];
    let renewed = [issued.into(), paid.into(), completed.into()];
    let bodies = bodies.into_iter().chain(practice()).chain(renewed);
    let at = Micros("2027-05-20T14:14:03Z".parse::<Timestamp>()?.as_microsecond());
    let events = (1..).zip(bodies).map(|(version, body)| event(version, at, body));
    let mut record = Record::replay(events.collect::<Vec<_>>().iter());
    let filed = survey::filed(&record)?;
    record.apply(&event(record.version + 1, at, filed.into()));
    let decided = Micros("2027-06-07T15:20:00Z".parse::<Timestamp>()?.as_microsecond());
    for body in resigning(&record)? {
        record.apply(&event(record.version + 1, decided, body));
    }
    Ok(record)
}

/// Somebody whose resignation is accepted for the end of August.
fn resigning(record: &Record) -> Result<[Body; 2], Box<dyn Error>> {
    let case: CaseId = "resign/1".parse()?;
    let filed = Filed {
        case: case.clone(),
        definition: 1,
        form: "https://portal.cpso.on.ca/forms/resign".into(),
        form_version: "1".into(),
        response_hash: String::new(),
        response: Json("{}".into()),
        claimed_at: Micros(0),
        files: Vec::new(),
    };
    let identity = record.identity.as_ref().ok_or("enrolled")?;
    let with = [
        ("name", Parameter::Words(identity.name_on(date(2027, 6, 7)).full())),
        ("number", Parameter::Words(identity.cpso_number.to_string())),
        ("effective", Parameter::Day(date(2027, 8, 31))),
    ];
    let letter = Letter {
        title: "service-resign-document-confirmation".into(),
        text: "service-resign-letter-accepted".into(),
        with: with.map(|(name, parameter)| (name.to_owned(), parameter)).into(),
        fee: None,
    };
    let besides = "You wrote that your patients’ records will be with Dr. Example in Kingston. Please tell us if that changes.";
    let decided = Decided {
        case,
        ruling: Ruling { letter: Some(besides.to_owned()), ..Ruling::plain("accept".parse()?) },
        is_final: true,
        effective: Some(date(2027, 8, 31)),
        proposed_by: None,
        letter: Some(letter),
    };
    Ok([filed.into(), decided.into()])
}

/// Where and how to be reached, what is done there, and in which hospital.
fn practice() -> [Body; 6] {
    let entry = |number| EntryId(uuid::Uuid::from_u128(number));
    let clinic = AddressSet {
        id: entry(1),
        kind: AddressKind::Primary,
        address: Address {
            lines: vec!["Example Family Health Team".into(), "100 Example Street, Suite 210".into()],
            city: "Kingston".into(),
            province: Some("ON".into()),
            postal_code: Some("K7L 1A1".into()),
            country: "CA".into(),
        },
        phone: Some("+16135550142".into()),
        extension: None,
        hours: Vec::new(),
        effective: date(2018, 9, 4),
        replaces: None,
    };
    let email =
        |kind, address: &str| EmailSet { kind, address: address.into(), public: kind == EmailKind::Business };
    let phone = PhoneSet { kind: PhoneKind::Business, number: "+16135550142".into(), extension: None };
    let activity = ActivityAdded {
        id: entry(2),
        code: None,
        name: "Family medicine with obstetrics".into(),
        effective: date(2018, 9, 4),
    };
    let privilege = PrivilegeAdded {
        id: entry(3),
        code: None,
        hospital: "Kingston Health Sciences Centre".into(),
        kind: "active".into(),
        from: date(2019, 1, 7),
        to: None,
    };
    [
        email(EmailKind::College, "s.nguyen-cote@example.org").into(),
        email(EmailKind::Business, "clinic@example.org").into(),
        phone.into(),
        clinic.into(),
        activity.into(),
        privilege.into(),
    ]
}

fn event(version: u64, at: Micros, body: Body) -> Event {
    let command = Some(CommandId(uuid::Uuid::from_u128(7)));
    Event {
        version,
        received_at: at,
        recorded_at: at,
        actor: Actor::System { rule: Rule::Register },
        command,
        body,
    }
}

//! A registrant for tests, as events: Dr. Zoé Amélie Tremblay, in independent practice.

use jiff::civil::date;
use portal_forms::Micros;
use portal_record::addresses::{Address, AddressKind, AddressSet};
use portal_record::contact::{EmailKind, EmailSet};
use portal_record::identity::{Enrolled, Name};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{Actor, Body, CpsoNumber, EntryId, Event, RegistrantId};
use uuid::Uuid;

/// Her stream.
pub const ZOE: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

/// Another registrant's stream.
pub const BELA: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002));

/// Her record before the renewal of 2027.
pub fn events() -> Vec<Event> {
    let bodies: Vec<Body> = vec![
        Enrolled {
            name: Name { given: "Zoé Amélie".into(), family: "Tremblay".into() },
            cpso_number: CpsoNumber::try_from(900_001).unwrap(),
            minc: Some("CAMD12345679".into()),
        }
        .into(),
        ClassGranted {
            class: "independent".into(),
            effective: date(2012, 6, 1),
            expires: Some(date(2027, 5, 31)),
            terms: Vec::new(),
        }
        .into(),
        StatusSet { status: Status::Active, effective: date(2012, 6, 1) }.into(),
        AddressSet {
            id: EntryId::derived("Zoé's practice"),
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
            effective: date(2012, 6, 1),
            replaces: None,
        }
        .into(),
        EmailSet { kind: EmailKind::College, address: "zoe@example.org".into(), public: false }.into(),
    ];
    bodies.into_iter().zip(1..).map(|(body, version)| event(version, body)).collect()
}

/// An event of the College.
pub fn event(version: u64, body: Body) -> Event {
    let at = Micros(1_800_000_000_000_000);
    Event { version, received_at: at, recorded_at: at, actor: Actor::College, command: None, body }
}

//! Events as the College records them, and how a registrant's stream begins.

use jiff::{Timestamp, civil::Date};
use portal_forms::Micros;
use portal_record::{
    Actor, Body, EntryId, Event, Record, Rule,
    addresses::{Address, AddressKind, AddressSet},
    identity::{Enrolled, Name},
    registration::{ClassGranted, Status, StatusSet},
};

/// This instant, from RFC 3339.
#[track_caller]
pub fn instant(text: &str) -> Micros {
    Micros(text.parse::<Timestamp>().expect("an instant").as_microsecond())
}

/// An event of the College's systems.
pub fn event(version: u64, at: Micros, body: impl Into<Body>) -> Event {
    let actor = Actor::System { rule: Rule::Register };
    Event { version, received_at: at, recorded_at: at, actor, command: None, body: body.into() }
}

/// Enters this person on the register.
pub fn enrolled((given, family): (&str, &str), number: u32) -> Enrolled {
    let name = Name { given: given.into(), family: family.into() };
    Enrolled { name, cpso_number: number.try_into().expect("a number"), minc: None }
}

/// Grants this class, without terms and for good.
pub fn class(class: &str, effective: Date) -> ClassGranted {
    ClassGranted { class: class.into(), effective, expires: None, terms: Vec::new() }
}

/// Enters this person on the register, active in this class since this day.
pub fn practising(name: (&str, &str), number: u32, in_class: &str, since: Date) -> Vec<Body> {
    let active = StatusSet { status: Status::Active, effective: since };
    vec![enrolled(name, number).into(), class(in_class, since).into(), active.into()]
}

/// The record of whoever all this happened to.
pub fn record(bodies: impl IntoIterator<Item = Body>) -> Record {
    let mut record = Record::default();
    for (version, body) in (1..).zip(bodies) {
        record.apply(&event(version, Micros(1), body));
    }
    record
}

/// An address in Toronto, with nothing beside it.
pub fn address(id: EntryId, kind: AddressKind, lines: &[&str], effective: Date) -> AddressSet {
    let address = Address {
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        city: "Toronto".into(),
        province: Some("ON".into()),
        postal_code: Some("M5G 2E2".into()),
        country: "CA".into(),
    };
    AddressSet {
        id,
        kind,
        address,
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective,
        replaces: None,
    }
}

//! The record seen on a day, and what it said on a day.

use portal_record::{
    Command, ProfileCommand,
    addresses::{Address, AddressKind, SetAddress},
    as_of,
    entries::State,
};

use crate::builder::{Stream, day, entry};

fn primary(number: u128, effective: &str) -> Command {
    Command::Profile(ProfileCommand::SetAddress(SetAddress {
        id: entry(number),
        kind: AddressKind::Primary,
        address: Address {
            lines: vec![format!("{number} Main Street")],
            city: "Toronto".into(),
            province: Some("ON".into()),
            postal_code: Some("M5G 2E2".into()),
            country: "CA".into(),
        },
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective: day(effective),
        replaces: None,
    }))
}

#[test]
fn what_it_said_is_not_what_was_true_by_what_is_known_now() {
    let mut stream = Stream::of_class("independent");
    stream.on("2027-01-04", primary(1, "2027-01-05")).unwrap();
    stream.on("2027-05-20", primary(2, "2027-06-03")).unwrap();
    let line = |on: &str| {
        let profile = as_of(&stream.events, day(on));
        let set = profile.location(AddressKind::Primary)?.held.fact.at()?.clone();
        Some(set.address.lines[0].clone())
    };
    for (on, expected) in [
        ("2026-12-31", None),
        ("2027-01-04", None),
        ("2027-01-05", Some("1 Main Street")),
        ("2027-06-02", Some("1 Main Street")),
        ("2027-06-03", Some("2 Main Street")),
    ] {
        assert_eq!(line(on).as_deref(), expected, "{on}");
    }
    let told = as_of(&stream.events, day("2027-05-19"));
    assert_eq!(told.addresses.len(), 1, "the change was not known the day before it was received");
    let known = as_of(&stream.events, day("2027-05-20"));
    assert_eq!(known.addresses[1].held.state, State::Scheduled, "and is known at the end of that day");
}

#[test]
fn before_enrolment_there_is_nothing() {
    let stream = Stream::of_class("independent");
    let profile = as_of(&stream.events, day("2026-01-04"));
    assert!(profile.identity.is_none() && profile.registration.classes.is_empty());
    assert!(as_of(&stream.events, day("2026-01-05")).identity.is_some());
}

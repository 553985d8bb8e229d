//! The public register shows what is public, and nothing else.

use std::collections::BTreeMap;

use portal_record::{
    Body, MessageId,
    addresses::{AddressKind, AddressSet, LocationRemoved, NotInPractice},
    contact::{EmailChangeRequested, EmailKind, EmailSet, PhoneKind, PhoneSet, PreferencesSet},
    corporations::CorporationAuthorized,
    files::FileName,
    formats::{OpenHours, Weekday},
    identity::{Described, MincSet, Name, NameChanged},
    messages::{Author, MessageSent},
    practice::{ActivityAdded, CpdSet, LiabilitySet, PrivilegeAdded, RegistrationAdded, SpecialtyRecognised},
    register::{HistoryLine, RegisterEntry, changes_on, entry as register_entry},
    registration::{Status, StatusSet},
};
use portal_testkit::events::address;
use proptest::prelude::{Strategy, prop, prop_oneof, proptest};
use uuid::Uuid;

use crate::builder::{Stream, day, entry};

const TODAY: &str = "2027-05-20";

fn set(number: u128, kind: AddressKind, line: &str, effective: &str) -> AddressSet {
    address(entry(number), kind, &[line], day(effective))
}

fn shown(stream: &Stream, on: &str) -> RegisterEntry {
    register_entry(&stream.record, day(on)).unwrap()
}

/// A registrant of whom everything is known; what is private begins with this mark.
fn known_in_full(mark: &str) -> Vec<Body> {
    let private = |what: &str| format!("{mark}{what}");
    let hours =
        OpenHours { day: Weekday::Monday, from: "07:11".parse().unwrap(), to: "17:13".parse().unwrap() };
    let practice = AddressSet {
        phone: Some("+14165550101".into()),
        hours: vec![hours],
        ..set(1, AddressKind::Primary, "Public Street", "2020-01-01")
    };
    vec![
        NameChanged {
            name: Name { given: "Zoé".into(), family: "Roy".into() },
            effective: day("2020-03-02"),
        }
        .into(),
        Described { gender: Some("woman".into()), languages: vec!["en".into(), "fr".into()] }.into(),
        MincSet { minc: private("minc") }.into(),
        practice.into(),
        set(2, AddressKind::Mailing, &private("mailing"), "2020-01-01").into(),
        set(3, AddressKind::Additional, "Second Street", "2021-01-01").into(),
        set(4, AddressKind::Additional, &private("to come"), "2030-01-01").into(),
        set(5, AddressKind::Additional, "Old Street", "2020-01-01").into(),
        LocationRemoved { id: entry(5), effective: day("2022-01-01") }.into(),
        EmailSet { kind: EmailKind::College, address: private("college"), public: false }.into(),
        EmailSet { kind: EmailKind::Business, address: private("business"), public: false }.into(),
        EmailChangeRequested { request: entry(6), address: private("new") }.into(),
        PhoneSet { kind: PhoneKind::Business, number: "+14165550100".into(), extension: Some("12".into()) }
            .into(),
        PhoneSet { kind: PhoneKind::Mobile, number: private("mobile"), extension: None }.into(),
        PreferencesSet { language: private("language"), dialogue: private("dialogue"), reminders: true }
            .into(),
        ActivityAdded { id: entry(7), code: None, name: private("activity"), effective: day("2020-01-01") }
            .into(),
        PrivilegeAdded {
            id: entry(8),
            code: Some(private("fac")),
            hospital: "Almonte General Hospital".into(),
            kind: private("kind"),
            from: day("2020-01-01"),
            to: None,
        }
        .into(),
        RegistrationAdded {
            id: entry(9),
            regulator: "Collège des médecins du Québec".into(),
            jurisdiction: "CA-QC".into(),
            number: private("number"),
            from: day("2012-01-01"),
            to: None,
        }
        .into(),
        SpecialtyRecognised {
            specialty: "Family Medicine".into(),
            body: "CFPC".into(),
            effective: day("2015-07-02"),
        }
        .into(),
        CpdSet { organization: private("tracker"), member_number: private("member"), cycle_end: None }.into(),
        LiabilitySet { protection: private("protection"), number: Some(private("policy")) }.into(),
        CorporationAuthorized {
            number: "CA-90000".into(),
            name: "ROY Medicine Professional Corporation".into(),
            effective: day("2016-05-02"),
            expires: day("2027-08-31"),
        }
        .into(),
        a_message(private).into(),
    ]
}

/// A message with a file, of which nothing is public.
fn a_message(private: impl Fn(&str) -> String) -> MessageSent {
    let file = FileName { sha256: private("hash"), name: private("file"), bytes: 7, mime: private("mime") };
    let id = MessageId(Uuid::from_u128(10));
    let alone = MessageSent::alone(id, Author::College, private("subject"), private("text"));
    MessageSent { files: vec![file], ..alone }
}

#[test]
fn the_register_shows_what_is_public() {
    let mut stream = Stream::of_class("independent");
    known_in_full("~").into_iter().for_each(|body| stream.happen(body));
    let shown = shown(&stream, TODAY);
    assert_eq!(
        (shown.name.full().as_str(), shown.former_names[0].full().as_str()),
        ("Zoé Roy", "Zoé Tremblay")
    );
    assert_eq!(u32::from(shown.cpso_number), 900_001);
    assert_eq!((shown.gender.as_deref(), shown.languages.len()), (Some("woman"), 2));
    assert_eq!(shown.class, Some(("independent".into(), day("2015-07-02"))));
    assert_eq!(shown.status, Some((Status::Active, day("2015-07-02"))));
    let primary = shown.primary.as_ref().unwrap();
    assert_eq!(primary.address.lines, ["Public Street"]);
    assert_eq!(primary.phone.as_ref().unwrap().number, "+14165550101");
    assert_eq!(shown.additional.len(), 1, "neither the one that is to come nor the one that was removed");
    assert_eq!(shown.phone.as_ref().unwrap().extension.as_deref(), Some("12"));
    assert_eq!(shown.business_email, None, "the registrant does not want it shown");
    assert_eq!(shown.hospitals, ["Almonte General Hospital"]);
    assert_eq!(shown.registrations, [("Collège des médecins du Québec".into(), "CA-QC".into())]);
    assert_eq!((shown.specialties.len(), shown.corporations.len()), (1, 1));
    assert!(matches!(shown.history[..], [HistoryLine::Class { .. }, HistoryLine::Status { .. }]));
}

#[test]
fn the_business_email_is_shown_when_the_registrant_wants_it() {
    let mut stream = Stream::of_class("independent");
    for (public, expected) in [(true, Some("office@example.org")), (false, None)] {
        let email = EmailSet { kind: EmailKind::Business, address: "office@example.org".into(), public };
        stream.happen(email.into());
        assert_eq!(shown(&stream, TODAY).business_email.as_deref(), expected);
    }
}

#[test]
fn what_was_not_told_is_not_shown() {
    let mut stream = Stream::of_class("independent");
    stream.happen(Described { gender: Some("undisclosed".into()), languages: vec!["en".into()] }.into());
    stream.happen(NotInPractice { id: entry(1), effective: day("2026-01-01") }.into());
    let shown = shown(&stream, TODAY);
    assert_eq!((shown.gender, shown.primary), (None, None));
    assert!(register_entry(&Stream::empty().record, day(TODAY)).is_none(), "nobody is enrolled");
}

#[test]
fn a_stored_entry_holds_until_the_next_day_that_changes_it() {
    let mut stream = Stream::of_class("independent");
    known_in_full("~").into_iter().for_each(|body| stream.happen(body));
    stream.happen(set(11, AddressKind::Primary, "New Street", "2027-06-03").into());
    stream.happen(StatusSet { status: Status::Suspended, effective: day("2027-07-01") }.into());
    let mut on = day(TODAY);
    let mut changes = BTreeMap::new();
    while let Some(next) = changes_on(&stream.record, on) {
        let eve = next.yesterday().unwrap();
        assert_eq!(
            register_entry(&stream.record, on),
            register_entry(&stream.record, eve),
            "nothing changes between {on} and {eve}"
        );
        changes.insert(next, register_entry(&stream.record, next));
        on = next;
    }
    let days: Vec<String> = changes.keys().map(ToString::to_string).collect();
    assert_eq!(days, ["2027-06-03", "2027-07-01", "2030-01-01"]);
}

/// A mark that no public value of these tests has.
fn mark() -> impl Strategy<Value = String> {
    prop_oneof!["~[a-z]{4,8}~", "~[0-9]{6,9}~", prop::sample::select(vec!["~zz\u{301}~".to_owned()])]
}

proptest! {
    #[test]
    fn nothing_private_is_ever_in_an_entry(
        mark in mark(),
        order in prop::sample::subsequence((0..23).collect::<Vec<usize>>(), 0..=23),
        days in 0i64..4_000,
    ) {
        let bodies = known_in_full(&mark);
        assert_eq!(bodies.len(), 23, "every fact is in it");
        let mut stream = Stream::of_class("independent");
        order.into_iter().for_each(|at| stream.happen(bodies[at].clone()));
        // Up to the day on which the location that is to come becomes public.
        let on = day("2019-01-01").checked_add(jiff::ToSpan::days(days)).unwrap();
        let json = serde_json::to_string(&register_entry(&stream.record, on).unwrap()).unwrap();
        assert!(!json.contains(&mark), "{json}");
        assert!(!json.contains("07:11"), "hours are for the College");
    }
}

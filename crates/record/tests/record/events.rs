//! Every event version ever shipped is read for ever: the golden files are never edited, only added to.
//!
//! `<kind>.v<n>.json` is an event as it was stored; `<kind>.v<n>.lifted.json` is what an older one is read as today, and
//! `<kind>.v<n>.<member>.json` one with a member that was added to that version, which programs of before do without.

use std::{collections::BTreeMap, fs, path::Path};

use portal_record::{Body, Event, Record, Side};

use crate::builder::{REGISTRANT, Stream, at};

/// Those with a member that was added.
const WITH_MORE: [&str; 1] = ["cases.decided.v1.letter"];

/// Every golden file by its name without the ending.
pub(crate) fn golden() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Every kind of event on a person's stream as it is written today.
pub(crate) fn current() -> Vec<Body> {
    of_side(Side::Person)
}

/// Every kind of event of this side as it is written today.
pub(crate) fn of_side(side: Side) -> Vec<Body> {
    let golden = golden();
    let text = |(kind, version): &(&str, u16)| &golden[&format!("{kind}.v{version}")];
    let bodies = Body::KINDS.iter().map(|kind| serde_json::from_str(text(kind)).unwrap());
    bodies.filter(|body: &Body| body.side() == side).collect()
}

#[test]
fn every_kind_has_a_golden_file_for_each_version() {
    let golden = golden();
    let mut expected = 0;
    for (kind, current) in Body::KINDS {
        for version in 1..=*current {
            let file = format!("{kind}.v{version}");
            assert!(golden.contains_key(&file), "tests/golden/{file}.json is missing");
            let upcast = golden.contains_key(&format!("{file}.lifted"));
            assert_eq!(upcast, version < *current, "{file}: what an older version is read as, and only that");
            expected += 1 + usize::from(upcast);
        }
    }
    for former in Body::FORMER {
        for file in [format!("{former}.v1"), format!("{former}.v1.lifted")] {
            assert!(golden.contains_key(&file), "tests/golden/{file}.json is missing");
            expected += 1;
        }
    }
    assert!(WITH_MORE.iter().all(|file| golden.contains_key(*file)));
    expected += WITH_MORE.len();
    assert_eq!(golden.len(), expected, "no golden file is of a kind or version that there never was");
}

#[test]
fn the_current_version_is_read_and_written_back_the_same() {
    let golden = golden();
    let current = Body::KINDS.iter().map(|(kind, version)| format!("{kind}.v{version}"));
    for file in current.chain(WITH_MORE.map(str::to_owned)) {
        let (kind, text) = (file.split(".v").next().unwrap(), &golden[&file]);
        let body: Body = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(body.kind(), kind, "it is known");
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&body).unwrap(), json, "{file}: nothing is lost on the way");
    }
}

#[test]
fn an_older_version_is_read_as_the_current_one() {
    let golden = golden();
    let upcast = golden.iter().filter_map(|(name, text)| Some((name.strip_suffix(".lifted")?, text)));
    let mut count = 0;
    for (stored, expected) in upcast {
        let body: Body = serde_json::from_str(&golden[stored]).unwrap();
        let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
        assert_eq!(serde_json::to_value(&body).unwrap(), expected, "{stored}");
        let again: Body = serde_json::from_value(expected.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), expected, "{stored}: it is not lifted again");
        count += 1;
    }
    assert!(count >= 4, "addresses, activities and privileges were upcast");
}

#[test]
fn what_was_reviewed_is_to_the_letter_what_was_filed_also_before_a_renewal_was_a_case() {
    let response = r#"{"b":1.50,"a":[ 1 ],"c":1e3}"#;
    let text = format!(
        r#"{{"type":"renewal.survey-filed","v":1,"data":{{"year":2026,"form":"f","form_version":"2026.1","response_hash":"ab","response":{response},"claimed_at":7}}}}"#
    );
    let Body::Filed(filed) = serde_json::from_str(&text).unwrap() else { panic!("it is known") };
    assert_eq!((&*filed.response.0, filed.case.to_string()), (response, "renewal/2026".to_owned()));
    let newer = text.replace(r#""v":1"#, r#""v":2"#);
    let body: Body = serde_json::from_str(&newer).unwrap();
    assert!(matches!(body, Body::Unknown { .. }), "there never was another version of it");
}

#[test]
fn the_same_old_event_has_the_same_id_at_every_reading_and_another_has_another() {
    let read = |day: &str| {
        let text = format!(
            r#"{{"type":"practice.activity-added","v":1,"data":{{"name":"A","effective":"{day}"}}}}"#
        );
        match serde_json::from_str(&text).unwrap() {
            Body::ActivityAdded(added) => added.id,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(read("2015-07-02"), read("2015-07-02"));
    assert_ne!(read("2015-07-02"), read("2015-07-03"));
}

#[test]
fn what_this_program_does_not_know_is_kept_as_it_came() {
    for text in [
        r#"{"type":"practice.of-the-future","v":3,"data":{"exact":1.50,"b":[ 1 ]}}"#,
        r#"{"type":"practice.activity-added","v":3,"data":{"name":"of a later version","exact":1.50}}"#,
        r#"{"type":"practice.activity-added","v":0,"data":{}}"#,
    ] {
        let body: Body = serde_json::from_str(text).unwrap();
        assert!(matches!(body, Body::Unknown { .. }), "{text}");
        assert_eq!(serde_json::to_string(&body).unwrap(), text, "to the letter");
    }
}

/// What ends something, or goes on with it, is tried on that below.
const NEEDS_ANOTHER: &[&str] = &[
    "contact.email-removed",
    "contact.email-change-withdrawn",
    "contact.phone-removed",
    "addresses.withdrawn",
    "addresses.removed",
    "practice.activity-removed",
    "practice.privilege-removed",
    "practice.registration-removed",
    "cases.routed",
    "cases.requirement-set",
    "cases.information-asked",
    "cases.information-given",
    "cases.clock-stopped",
    "cases.clock-started",
    "cases.decided",
    "cases.closed",
    "cases.delayed",
    "cases.withdrawn",
    "cases.cancelled",
    "cases.reopened",
    "ledger.invoice-voided",
    "ledger.penalty-added",
    "ledger.penalty-taken-back",
    "ledger.checkout-opened",
    "ledger.checkout-closed",
    "ledger.payment-uncertain",
    "ledger.payment-settled",
    "ledger.credit-returned",
];

#[test]
fn every_kind_of_event_leaves_its_trace_in_the_record() {
    for body in current().into_iter().filter(|body| !NEEDS_ANOTHER.contains(&body.kind())) {
        let kind = body.kind();
        let mut stream = Stream::of_class("independent");
        let mut before = stream.record.clone();
        stream.happen(body);
        before.version = stream.record.version;
        assert_ne!(stream.record, before, "{kind} is applied");
    }
}

#[test]
fn what_ends_something_is_applied_to_it() {
    let bodies: BTreeMap<&str, Body> = current().into_iter().map(|body| (body.kind(), body)).collect();
    let pairs: &[(&[&str], &str)] = &[
        (&["contact.email-set"], "contact.email-removed"),
        (&["contact.phone-set"], "contact.phone-removed"),
        (&["contact.email-change-requested"], "contact.email-change-withdrawn"),
        (&["contact.email-change-requested"], "contact.email-confirmed"),
        (&["addresses.address-set"], "addresses.withdrawn"),
        (&["addresses.address-set"], "addresses.removed"),
        (&["practice.activity-added"], "practice.activity-removed"),
        (&["practice.privilege-added"], "practice.privilege-removed"),
        (&["practice.registration-added"], "practice.registration-removed"),
        (&["cases.filed"], "cases.routed"),
        (&["cases.filed"], "cases.requirement-set"),
        (&["cases.filed"], "cases.information-asked"),
        (&["cases.filed", "cases.information-asked"], "cases.information-given"),
        (&["cases.filed"], "cases.clock-stopped"),
        (&["cases.filed", "cases.clock-stopped"], "cases.clock-started"),
        (&["cases.filed"], "cases.decided"),
        (&["cases.filed", "cases.decided"], "cases.closed"),
        (&["cases.filed"], "cases.delayed"),
        (&["cases.filed"], "cases.withdrawn"),
        (&["cases.filed"], "cases.cancelled"),
        (&["cases.filed", "cases.cancelled"], "cases.reopened"),
        (&["ledger.invoice-issued"], "ledger.invoice-voided"),
        (&["ledger.invoice-issued"], "ledger.penalty-added"),
        (&["ledger.invoice-issued"], "ledger.penalty-taken-back"),
        (&["ledger.invoice-issued"], "ledger.checkout-opened"),
        (&["ledger.invoice-issued"], "ledger.payment-uncertain"),
        (&["ledger.invoice-issued"], "ledger.checkout-closed"),
        (&["ledger.invoice-issued"], "ledger.payment-settled"),
        (
            &["ledger.invoice-issued", "ledger.payment-settled", "ledger.penalty-taken-back"],
            "ledger.credit-returned",
        ),
    ];
    for needed in NEEDS_ANOTHER {
        assert!(pairs.iter().any(|(_, ends)| ends == needed), "{needed} is tried");
    }
    for (begins, ends) in pairs {
        let mut stream = Stream::of_class("independent");
        begins.iter().for_each(|begins| stream.happen(bodies[*begins].clone()));
        let mut before = stream.record.clone();
        stream.happen(bodies[*ends].clone());
        before.version = stream.record.version;
        assert_ne!(stream.record, before, "{ends} is applied to {begins:?}");
    }
}

#[test]
fn an_end_of_nothing_and_a_second_end_change_nothing() {
    let bodies: BTreeMap<&str, Body> = current().into_iter().map(|body| (body.kind(), body)).collect();
    for ends in [
        "addresses.withdrawn",
        "addresses.removed",
        "practice.activity-removed",
        "practice.privilege-removed",
    ] {
        let mut stream = Stream::of_class("independent");
        let mut before = stream.record.clone();
        stream.happen(bodies[ends].clone());
        before.version = stream.record.version;
        assert_eq!(stream.record, before, "{ends} of nothing");
    }
    let mut stream = Stream::of_class("independent");
    stream.happen(bodies["addresses.address-set"].clone());
    stream.happen(bodies["addresses.withdrawn"].clone());
    let mut before = stream.record.clone();
    stream.happen(bodies["addresses.removed"].clone());
    before.version = stream.record.version;
    assert_eq!(stream.record, before, "what was withdrawn is not removed later");
}

#[test]
fn events_of_a_registrant_carry_the_device() {
    let text = serde_json::to_string(&REGISTRANT).unwrap();
    assert_eq!(text, r#"{"who":"registrant","device":"00000000-0000-0000-0000-000000000001"}"#);
    let mut stream = Stream::of_class("independent");
    stream.record_at(at("2027-05-20T14:00:00Z"), REGISTRANT, current().swap_remove(1));
    let event: &Event = stream.events.last().unwrap();
    assert_eq!(event.actor, REGISTRANT);
    assert_eq!(stream.record, Record::replay(&stream.events));
}

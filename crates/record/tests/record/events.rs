//! Every event version ever shipped is read for ever: the golden files are never edited, only added to.

use std::{collections::BTreeSet, fs, path::Path};

use crate::builder::Stream;
use portal_record::{Body, Event, Record};

fn golden() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_golden_event_is_read_and_written_back_the_same() {
    for (name, text) in golden() {
        let body: Body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_ne!(body.kind(), "", "{name} is known");
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&body).unwrap(), json, "{name}: nothing is lost on the way");
    }
}

#[test]
fn every_kind_has_a_golden_file_for_each_version() {
    let files: BTreeSet<String> = golden().into_iter().map(|(name, _)| name).collect();
    for (kind, version) in Body::KINDS {
        for version in 1..=*version {
            assert!(
                files.contains(&format!("{kind}.v{version}")),
                "tests/golden/{kind}.v{version}.json is missing"
            );
        }
    }
}

#[test]
fn an_unknown_event_is_kept_as_it_came() {
    let text = r#"{"type":"practice.of-the-future","v":3,"data":{"exact":1.50,"b":[ 1 ]}}"#;
    let body: Body = serde_json::from_str(text).unwrap();
    assert!(matches!(body, Body::Unknown { .. }));
    assert_eq!(serde_json::to_string(&body).unwrap(), text, "to the letter");
}

#[test]
fn a_snapshot_and_the_tail_make_the_same_record_as_all_events() {
    let stream = Stream::of_class("academic");
    for cut in 0..=stream.events.len() {
        let (head, tail) = stream.events.split_at(cut);
        let mut record = Record::replay(head);
        tail.iter().for_each(|event: &Event| record.apply(event));
        assert_eq!(record, Record::replay(&stream.events), "cut at {cut}");
    }
}

//! A snapshot with what follows is the record, and what is not exactly a snapshot of this program's is none.
//!
//! `tests/snapshots/<layout>.txt` is how a record that has seen every kind of event is kept. When it is no longer the same, something
//! of the record is written otherwise or made otherwise of events: `LAYOUT` is raised by one, and a new file is laid beside the old
//! ones (`PORTAL_GOLDEN=1 cargo test -p portal-record --test record snapshots`), which are never believed again.

use std::{fs, path::PathBuf};

use portal_record::{
    Body, Event, Record, RegistrantId,
    snapshot::{self, Base, LAYOUT},
};
use portal_testkit::golden;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use uuid::Uuid;

use crate::{
    builder::{REGISTRANT, Stream, at},
    events::current,
    properties::stream,
};

const ONE: RegistrantId = RegistrantId(Uuid::from_u128(1));
const OTHER: RegistrantId = RegistrantId(Uuid::from_u128(2));

/// The last event as it is stored.
fn stored(events: &[Event]) -> Vec<u8> {
    events.last().map(|event| serde_json::to_vec(event).unwrap()).unwrap_or_default()
}

/// Somebody to whom everything happened.
fn everything() -> Stream {
    let mut stream = Stream::of_class("independent");
    for body in current() {
        stream.record_at(at("2027-05-20T14:00:00Z"), REGISTRANT, body);
    }
    stream
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

#[test]
fn a_snapshot_is_written_as_the_golden_file_has_it() {
    let stream = everything();
    let event = stored(&stream.events);
    let base = Base { registrant: ONE, event: &event };
    let written = snapshot::write(&stream.record, base).unwrap();
    // Where snapshots are others now, LAYOUT is raised, and a golden file is added.
    let golden = golden::held(&folder().join(format!("{LAYOUT}.txt")), &written);
    assert_eq!(snapshot::read(&golden, base), Some(stream.record));
}

#[test]
fn a_snapshot_of_another_layout_is_never_believed() {
    let stream = everything();
    let event = stored(&stream.events);
    let base = Base { registrant: ONE, event: &event };
    let mut count = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let is_current = path.file_stem().unwrap().to_string_lossy() == LAYOUT.to_string();
        assert_eq!(
            snapshot::read(&fs::read(&path).unwrap(), base).is_some(),
            is_current,
            "{}",
            path.display()
        );
        count += 1;
    }
    assert_eq!(count, LAYOUT, "every layout there ever was");
}

#[test]
fn a_snapshot_is_of_one_stream_at_one_place() {
    let mut stream = everything();
    let event = stored(&stream.events);
    let kept = snapshot::write(&stream.record, Base { registrant: ONE, event: &event }).unwrap();
    assert_eq!(snapshot::read(&kept, Base { registrant: OTHER, event: &event }), None, "another's");
    stream.happen(current().swap_remove(1));
    let later = stored(&stream.events);
    assert_eq!(snapshot::read(&kept, Base { registrant: ONE, event: &later }), None, "another event");
    assert_eq!(snapshot::read(&kept, Base { registrant: ONE, event: b"" }), None, "no event");
}

#[test]
fn what_this_program_does_not_know_is_never_hidden_in_a_snapshot() {
    let mut stream = everything();
    stream.happen(serde_json::from_str(r#"{"type":"from.tomorrow","v":1,"data":{}}"#).unwrap());
    stream.happen(current().swap_remove(1));
    let event = stored(&stream.events);
    assert_eq!(stream.record.unknown, 1);
    assert_eq!(snapshot::write(&stream.record, Base { registrant: ONE, event: &event }), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_snapshot_and_the_tail_make_the_same_record_as_all_events(
        events in stream(),
        cut in any::<prop::sample::Index>(),
        knows_all in any::<bool>(),
    ) {
        // Otherwise few streams would have a snapshot at their end.
        let is_left = |event: &&Event| !(knows_all && matches!(event.body, Body::Unknown { .. }));
        let events: Vec<Event> = (1..)
            .zip(events.iter().filter(is_left))
            .map(|(version, event)| Event { version, ..event.clone() })
            .collect();
        let (before, tail) = events.split_at(cut.index(events.len() + 1));
        let (record, event) = (Record::replay(before), stored(before));
        let base = Base { registrant: ONE, event: &event };
        match snapshot::write(&record, base) {
            None => assert!(record.unknown > 0, "only what is not known has none"),
            Some(kept) => {
                assert_eq!(record.unknown, 0);
                let mut read = snapshot::read(&kept, base).unwrap();
                assert_eq!(read, record);
                assert_eq!(snapshot::write(&read, base), Some(kept), "the same bytes again");
                tail.iter().for_each(|event| read.apply(event));
                assert_eq!(read, Record::replay(&events));
            }
        }
    }

    #[test]
    fn a_snapshot_with_a_damaged_byte_is_never_believed(
        at in any::<prop::sample::Index>(),
        other in 1u8..=255,
        length in any::<prop::sample::Index>(),
    ) {
        let stream = everything();
        let event = stored(&stream.events);
        let base = Base { registrant: ONE, event: &event };
        let kept = snapshot::write(&stream.record, base).unwrap();
        let mut damaged = kept.clone();
        damaged[at.index(kept.len())] ^= other;
        assert_eq!(snapshot::read(&damaged, base), None);
        assert_eq!(snapshot::read(&kept[..length.index(kept.len())], base), None, "cut off");
        let longer = [&kept[..], &[other]].concat();
        assert_eq!(snapshot::read(&longer, base), None, "something more");
        let mut elsewhere = event.clone();
        elsewhere[at.index(event.len())] ^= other;
        assert_eq!(snapshot::read(&kept, Base { registrant: ONE, event: &elsewhere }), None);
    }
}

//! Drafts that are edited on several devices.

use portal_forms::{Change, DeviceId, Draft, Edit, EditId, EditRefused, Merged, Micros, Value};
use uuid::Uuid;

use crate::writing::{at, edit, number, text, within};

fn id(number: u128) -> EditId {
    EditId(Uuid::from_u128(number))
}

fn draft(edits: &[Edit]) -> Draft {
    edits.iter().cloned().collect()
}

/// The answer at `q`.
fn answer(draft: &Draft) -> Vec<Value> {
    draft.answers().values.get(&at("q")).cloned().unwrap_or_default()
}

#[test]
fn an_edit_replaces_what_its_device_had_seen() {
    let mut draft = draft(&[edit(1, at("q"), text("a"), &[]), edit(2, at("q"), text("b"), &[1])]);
    assert_eq!(answer(&draft), [Value::text("b")]);
    assert_eq!(draft.head_ids(), [id(2)], "a submission names exactly this edit");
    assert!(draft.conflicts().is_empty());
    // The device's clock went back: what it had seen still comes before.
    let earlier = Edit { at: Micros(0), ..edit(3, at("q"), text("c"), &[2]) };
    assert_eq!(draft.merge(earlier), Merged::Added);
    assert_eq!(answer(&draft), [Value::text("c")]);
}

#[test]
fn of_two_concurrent_edits_the_later_wins_and_the_other_is_shown() {
    let mut draft = draft(&[
        edit(1, at("q"), text("before"), &[]),
        edit(2, at("q"), text("on the laptop"), &[1]),
        edit(3, at("q"), text("on the desk"), &[1]),
    ]);
    assert_eq!(answer(&draft), [Value::text("on the desk")]);
    let [conflict] = &draft.conflicts()[..] else { panic!("one conflict") };
    assert_eq!((conflict.winner.id, conflict.losers[0].id), (id(3), id(2)));
    let choice = draft.propose(id(4), at("q"), text("on the laptop"), DeviceId(Uuid::nil()), 1, Micros(0));
    assert_eq!(choice.base, [id(2), id(3)], "the choice is made on top of both");
    let _ = draft.merge(choice);
    assert_eq!(answer(&draft), [Value::text("on the laptop")]);
    assert!(draft.conflicts().is_empty(), "choosing resolves it, on every device");
}

#[test]
fn concurrent_edits_that_say_the_same_are_no_conflict() {
    let same = draft(&[edit(1, at("q"), text("a"), &[]), edit(2, at("q"), text("a"), &[])]);
    assert!(same.conflicts().is_empty());
    let gone = draft(&[edit(1, at("q"), Change::Clear, &[]), edit(2, at("q"), Change::Answer(vec![]), &[])]);
    assert!(gone.conflicts().is_empty(), "clearing is answering with nothing");
    let written = |text: &str| Change::Answer(vec![Value::Decimal(text.parse().unwrap())]);
    let differ = draft(&[edit(1, at("q"), written("1.0"), &[]), edit(2, at("q"), written("1.00"), &[])]);
    assert_eq!(differ.conflicts().len(), 1, "precision is part of an answer");
}

#[test]
fn a_clock_that_runs_ahead_does_not_win_once_the_server_has_stamped() {
    let fast = Edit { at: Micros(9_000_000_000), ..edit(1, at("q"), text("from a fast clock"), &[]) };
    let mut draft = draft(&[fast, edit(2, at("q"), text("later in truth"), &[])]);
    assert_eq!(answer(&draft), [Value::text("from a fast clock")]);
    assert!(draft.stamp(id(1), Micros(1_000_000)));
    assert_eq!(answer(&draft), [Value::text("later in truth")]);
    assert!(draft.stamp(id(1), Micros(5_000_000_000)));
    assert_eq!(draft.edit(id(1)).unwrap().received, Some(Micros(1_000_000)), "the first receipt counts");
    assert!(!draft.stamp(id(7), Micros(0)), "an unknown edit can't be stamped");
}

#[test]
fn what_was_made_without_a_network_counts_from_when_it_was_made() {
    let stamped = |number, made, received, said| Edit {
        at: Micros(made),
        received: Some(Micros(received)),
        ..edit(number, at("q"), text(said), &[])
    };
    let arrived_last = stamped(1, 1_000, 9_000, "made first");
    let mut draft = draft(&[arrived_last, stamped(2, 2_000, 3_000, "made last")]);
    assert_eq!(answer(&draft), [Value::text("made last")]);
    let fast = stamped(3, 9_000, 1_500, "from a fast clock");
    assert_eq!(draft.merge(fast), Merged::Added);
    assert_eq!(answer(&draft), [Value::text("made last")]);
    assert!(draft.restamp(id(3), Micros(5_000)), "the College had lost it, and received it anew");
    assert_eq!(answer(&draft), [Value::text("from a fast clock")]);
    assert!(!draft.restamp(id(3), Micros(5_000)), "that is what it says already");
}

#[test]
fn the_same_edit_again_changes_nothing_and_a_changed_one_is_refused() {
    let mut draft = draft(&[edit(1, at("q"), text("a"), &[])]);
    assert_eq!(draft.merge(edit(1, at("q"), text("a"), &[])), Merged::Known);
    let other = edit(1, at("q"), text("b"), &[]);
    assert_eq!(draft.merge(other), Merged::Refused(EditRefused::OtherContent));
    let circular = edit(2, at("q"), text("b"), &[2]);
    assert_eq!(draft.merge(circular), Merged::Refused(EditRefused::NamesItself));
    let nowhere = edit(3, at("g"), Change::AddInstance, &[]);
    assert_eq!(draft.merge(nowhere), Merged::Refused(EditRefused::NotAnInstance));
    assert_eq!(answer(&draft), [Value::text("a")]);
}

#[test]
fn edits_that_replace_each_other_in_a_circle_all_stand() {
    let draft = draft(&[edit(1, at("q"), text("a"), &[2]), edit(2, at("q"), text("b"), &[1])]);
    assert_eq!(answer(&draft), [Value::text("b")], "no answer vanishes");
    assert_eq!(draft.conflicts().len(), 1);
}

/// Instance 1 of `g`, with an answer inside.
fn with_instance() -> Draft {
    draft(&[
        edit(1, within("g", &[1]), Change::AddInstance, &[]),
        edit(2, within("g.q", &[1]), text("a"), &[]),
    ])
}

fn inside(draft: &Draft) -> Option<Vec<Value>> {
    draft.answers().values.get(&within("g.q", &[1])).cloned()
}

#[test]
fn a_removal_takes_what_it_has_seen_and_adding_again_brings_it_back() {
    let mut draft = with_instance();
    let instance = within("g", &[1]);
    let device = DeviceId(Uuid::nil());
    let removal = draft.propose(id(3), instance.clone(), Change::RemoveInstance, device, 1, Micros(0));
    assert_eq!(removal.base, [id(1), id(2)], "a removal names all that it has seen");
    let _ = draft.merge(removal);
    assert_eq!(inside(&draft), None);
    assert!(draft.answers().removed.contains(&instance));
    assert!(draft.conflicts().is_empty());
    let again = draft.propose(id(4), instance, Change::AddInstance, device, 2, Micros(0));
    let _ = draft.merge(again);
    assert_eq!(inside(&draft), Some(vec![Value::text("a")]), "undone without loss");
}

#[test]
fn an_edit_inside_that_the_removal_did_not_know_keeps_the_instance() {
    let mut draft = with_instance();
    let removal = edit(3, within("g", &[1]), Change::RemoveInstance, &[1, 2]);
    let _ = draft.merge(removal);
    let _ = draft.merge(edit(4, within("g.q", &[1]), text("b"), &[2]));
    assert_eq!(inside(&draft), Some(vec![Value::text("b")]), "what was typed elsewhere is not lost");
    assert_eq!(draft.answers().added[&at("g")], [crate::writing::instance(1)]);
    let [conflict] = &draft.conflicts()[..] else { panic!("one conflict") };
    assert_eq!(
        (&conflict.path, conflict.winner.id, conflict.losers[0].id),
        (&within("g", &[1]), id(4), id(3))
    );
    let device = DeviceId(Uuid::nil());
    let mut removed = draft.clone();
    let removal = removed.propose(id(5), within("g", &[1]), Change::RemoveInstance, device, 1, Micros(0));
    let _ = removed.merge(removal);
    assert_eq!((inside(&removed), removed.conflicts().len()), (None, 0), "removed, now knowing of it");
    let keep = draft.propose(id(5), within("g", &[1]), Change::AddInstance, device, 1, Micros(0));
    let _ = draft.merge(keep);
    assert_eq!((inside(&draft).is_some(), draft.conflicts().len()), (true, 0), "or kept");
}

#[test]
fn an_edit_inside_an_inner_instance_counts_for_the_outer_one() {
    let draft = draft(&[
        edit(1, within("g", &[1]), Change::AddInstance, &[]),
        edit(2, within("h", &[1, 5]), Change::AddInstance, &[]),
        edit(3, within("g", &[1]), Change::RemoveInstance, &[1]),
        edit(4, within("h.q", &[1, 5]), number(1), &[]),
    ]);
    assert_eq!(draft.conflicts().len(), 1);
    assert_eq!(draft.answers().values.len(), 1);
    assert_eq!(draft.answers().added.len(), 2, "both instances stand");
}

#[test]
fn instances_stand_in_the_order_in_which_they_were_added() {
    let first = Edit { at: Micros(1), ..edit(9, within("g", &[2]), Change::AddInstance, &[]) };
    let draft = draft(&[edit(1, within("g", &[1]), Change::AddInstance, &[]), first]);
    assert_eq!(draft.answers().added[&at("g")], [crate::writing::instance(2), crate::writing::instance(1)]);
}

#[test]
fn an_edit_in_json() {
    let edit = edit(1, within("E.1.date", &[2]), Change::Answer(vec![true.into()]), &[7]);
    let json = serde_json::to_value(&edit).unwrap();
    let expected = serde_json::json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "path": "E.1.date@00000000-0000-0000-0000-000000000002",
        "change": {"type": "answer", "value": [{"type": "boolean", "value": true}]},
        "base": ["00000000-0000-0000-0000-000000000007"],
        "device": "00000000-0000-0000-0000-000000000001",
        "counter": 1,
        "at": 1_000_000,
    });
    assert_eq!(json, expected, "stored drafts and other devices depend on this form");
    assert_eq!(serde_json::from_value::<Edit>(json).unwrap(), edit);
    let clear = serde_json::to_value(Change::Clear).unwrap();
    assert_eq!(clear, serde_json::json!({"type": "clear"}));
}

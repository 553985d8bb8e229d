//! Which edits of a draft others took the place of, so that they need not be merged any more: what a draft costs follows what is
//! answered in it, and not how often it was changed.
//!
//! The others merge to the same answers, conflicts and heads, now and with whatever comes later. So an edit stays while anything
//! of what it replaces stays, or has not arrived yet: without it, that would be an answer again. And what is said of an instance
//! stays: where it stands among others goes by every time it was added. (Edits that name each other in a circle all stand. One that
//! is closed by naming an edit before it was made brings back nothing that was left out before.)

use std::collections::{BTreeMap, BTreeSet, HashSet};

use portal_forms::{Change, Edit, EditId};
use portal_protocol::SequencedEdit;

use super::exchange::{DRAFT_BYTES_MAX, DRAFT_LIVE_MAX, Draft};

/// Edits that are added until a draft is looked through again; where more than twice as many stay, half of those.
const EVERY: u64 = 1_000;
/// The same, where there may be no room for what is offered.
const EVERY_WHEN_FULL: u64 = 100;

/// Whether a draft is looked through before so many, of so many bytes, are added to it: what that costs is spread over those that made
/// it due.
pub fn is_due(draft: &Draft, offered: usize, bytes: u64) -> bool {
    let live = draft.live.saturating_add(u64::try_from(offered).unwrap_or(u64::MAX));
    let is_large = draft.bytes.saturating_add(bytes) > DRAFT_BYTES_MAX && draft.live > draft.looked;
    let is_long = live.saturating_sub(draft.looked) >= EVERY.max(draft.looked / 2);
    let is_full = live > DRAFT_LIVE_MAX && draft.live.saturating_sub(draft.looked) >= EVERY_WHEN_FULL;
    is_long || is_full || is_large
}

/// What the edits name that are not among these: those of them that are known were looked through before.
pub fn named_before(live: &[SequencedEdit]) -> Vec<EditId> {
    let here: BTreeSet<EditId> = live.iter().map(|numbered| numbered.edit.id).collect();
    let named = live.iter().flat_map(|numbered| &numbered.edit.base).copied();
    named.filter(|id| !here.contains(id)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The numbers of those that need not be merged any more. `live` are all that were merged so far, in the order of their numbers;
/// `replaced` are those that they name and that were looked through before.
pub fn replaced(live: &[SequencedEdit], replaced: &HashSet<EditId>) -> Vec<u64> {
    let by_id: BTreeMap<EditId, &Edit> =
        live.iter().map(|numbered| (numbered.edit.id, &numbered.edit)).collect();
    let named: BTreeSet<EditId> = live
        .iter()
        .flat_map(|SequencedEdit { edit, .. }| edit.base.iter().map(move |id| (edit, id)))
        .filter(|(edit, id)| by_id.get(id).is_some_and(|earlier| is_of_same(earlier, edit)))
        .map(|(_, id)| *id)
        .collect();
    // Where edits name each other in a circle all of them stand, unless another one names none of itself in it.
    let answered: BTreeSet<_> = live
        .iter()
        .filter(|numbered| is_answer(&numbered.edit) && !named.contains(&numbered.edit.id))
        .map(|numbered| &numbered.edit.path)
        .collect();
    let (mut gone, mut numbers) = (BTreeSet::new(), Vec::new());
    for SequencedEdit { sequence, edit } in live {
        let leaves_nothing = edit.base.iter().all(|id| match by_id.get(id) {
            Some(earlier) => !is_of_same(earlier, edit) || gone.contains(id),
            None => replaced.contains(id),
        });
        if is_answer(edit) && named.contains(&edit.id) && answered.contains(&edit.path) && leaves_nothing {
            gone.insert(edit.id);
            numbers.push(*sequence);
        }
    }
    numbers
}

/// Whether it says what the answer is, and not whether an instance exists.
fn is_answer(edit: &Edit) -> bool {
    matches!(edit.change, Change::Answer(_) | Change::Clear)
}

/// Whether both are about the same thing at the same path.
pub(super) fn is_of_same(one: &Edit, other: &Edit) -> bool {
    one.path == other.path && is_answer(one) == is_answer(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{DeviceId, Draft as Merge, InstanceId, ItemPath, Micros, Value};
    use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
    use uuid::Uuid;

    /// What a device does next.
    #[derive(Debug, Clone)]
    enum Step {
        /// Changes something, on top of all that it knows.
        Edit { path: usize, change: Change },
        /// The same, naming any that were made before, also those that have not arrived anywhere.
        Forge { path: usize, change: Change, base: Vec<u128> },
        /// Sends what was not sent, in its order or the other way round, and takes all that is there.
        Exchange { backwards: bool },
        /// The College looks the draft through.
        Look,
    }

    fn paths() -> [ItemPath; 6] {
        let inside = |link_id: &str, instances: &[u128]| ItemPath {
            link_id: link_id.into(),
            instances: instances.iter().map(|id| InstanceId(Uuid::from_u128(*id))).collect(),
        };
        [
            ItemPath::root("A"),
            ItemPath::root("B"),
            inside("G", &[1]),
            inside("G.1", &[1]),
            inside("G", &[2]),
            inside("G.1", &[2]),
        ]
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            4 => "[a-c]".prop_map(|text| Change::Answer(vec![Value::text(&text)])),
            1 => Just(Change::Clear),
            2 => Just(Change::AddInstance),
            2 => Just(Change::RemoveInstance),
        ]
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            6 => (0usize..6, change()).prop_map(|(path, change)| Step::Edit { path, change }),
            1 => (0usize..6, change(), prop::collection::vec(0u128..60, 0..4))
                .prop_map(|(path, change, base)| Step::Forge { path, change, base }),
            3 => prop::bool::weighted(0.2).prop_map(|backwards| Step::Exchange { backwards }),
            1 => Just(Step::Look),
        ]
    }

    /// A device: what it knows, and what it has not sent.
    #[derive(Default)]
    struct Device {
        draft: Merge,
        unsent: Vec<Edit>,
    }

    /// The College: every edit, and which are merged.
    #[derive(Default)]
    struct Held {
        all: Vec<SequencedEdit>,
        gone: BTreeSet<u64>,
        made: u128,
    }

    impl Held {
        fn live(&self) -> Vec<SequencedEdit> {
            self.all.iter().filter(|edit| !self.gone.contains(&edit.sequence)).cloned().collect()
        }

        fn look(&mut self) {
            let live = self.live();
            let named = named_before(&live);
            let before = self.all.iter().map(|numbered| numbered.edit.id).filter(|id| named.contains(id));
            let found = replaced(&live, &before.collect());
            assert!(found.iter().all(|number| self.gone.insert(*number)), "each is found once");
            self.must_agree();
        }

        fn take(&mut self, sent: Vec<Edit>) {
            for edit in sent {
                if !self.all.iter().any(|known| known.edit.id == edit.id) {
                    let sequence = u64::try_from(self.all.len()).unwrap() + 1;
                    let received = Some(Micros(i64::try_from(sequence).unwrap()));
                    self.all.push(SequencedEdit { sequence, edit: Edit { received, ..edit } });
                }
            }
            self.must_agree();
        }

        /// What is merged says what all say.
        fn must_agree(&self) {
            let merged = |edits: Vec<SequencedEdit>| -> Merge {
                edits.into_iter().map(|numbered| numbered.edit).collect()
            };
            let (all, live) = (merged(self.all.clone()), merged(self.live()));
            assert_eq!(live.answers(), all.answers(), "the same answers");
            assert_eq!(live.head_ids(), all.head_ids(), "the same edits are submitted");
            let shown = |draft: &Merge| {
                draft
                    .conflicts()
                    .into_iter()
                    .map(|conflict| (conflict.path, conflict.winner.id, conflict.losers))
                    .collect::<Vec<_>>()
            };
            assert_eq!(shown(&live), shown(&all), "the same is shown to disagree");
        }
    }

    fn act(held: &mut Held, devices: &mut [Device], index: usize, step: Step) {
        let device = &mut devices[index];
        let (path, change, forged) = match step {
            Step::Look => return held.look(),
            Step::Exchange { backwards } => {
                let mut sent = std::mem::take(&mut device.unsent);
                if backwards {
                    sent.reverse();
                }
                held.take(sent);
                for numbered in &held.all {
                    let _ = device.draft.merge(numbered.edit.clone());
                }
                return;
            }
            Step::Edit { path, change } => (path, change, None),
            Step::Forge { path, change, base } => (path, change, Some(base)),
        };
        let (path, of_instance) =
            (paths()[path].clone(), matches!(change, Change::AddInstance | Change::RemoveInstance));
        if of_instance && path.instances.is_empty() {
            return;
        }
        held.made += 1;
        let (id, at) = (EditId(Uuid::from_u128(held.made)), Micros(i64::try_from(held.made).unwrap()));
        let by = DeviceId(Uuid::from_u128(900 + index as u128));
        let mut edit = device.draft.propose(id, path, change, by, u64::try_from(held.made).unwrap(), at);
        if let Some(base) = forged {
            edit.base = base.into_iter().map(|id| EditId(Uuid::from_u128(id % held.made))).collect();
        }
        let _ = device.draft.merge(edit.clone());
        device.unsent.push(edit);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn what_is_merged_says_what_all_edits_say(
            steps in prop::collection::vec((0usize..3, step()), 1..120),
            ends_with_a_look in any::<bool>(),
        ) {
            let (mut held, mut devices) = (Held::default(), [Device::default(), Device::default(), Device::default()]);
            for (index, step) in steps {
                act(&mut held, &mut devices, index, step);
            }
            if ends_with_a_look {
                held.look();
            }
        }
    }

    /// One question that was answered so many times, each time instead of the time before.
    fn answered(times: u128) -> Vec<SequencedEdit> {
        let edit = |n: u128| Edit {
            id: EditId(Uuid::from_u128(n)),
            path: ItemPath::root("A"),
            change: Change::Clear,
            base: (n > 1).then(|| EditId(Uuid::from_u128(n - 1))).into_iter().collect(),
            device: DeviceId(Uuid::nil()),
            counter: u64::try_from(n).unwrap(),
            at: Micros(0),
            received: None,
        };
        (1..=times).map(|n| SequencedEdit { sequence: u64::try_from(n).unwrap(), edit: edit(n) }).collect()
    }

    #[test]
    fn of_an_answer_that_was_changed_often_the_last_is_merged() {
        let edits = answered(2_000);
        assert_eq!(replaced(&edits, &HashSet::new()), (1..2_000).collect::<Vec<_>>());
        let later = &edits[1_500..];
        let known = named_before(later);
        assert_eq!(known, [edits[1_499].edit.id]);
        assert_eq!(replaced(later, &known.into_iter().collect()), (1_501..2_000).collect::<Vec<_>>());
        assert_eq!(replaced(later, &HashSet::new()), [0; 0], "what it replaces may still arrive");
    }

    #[test]
    fn a_draft_is_looked_through_after_a_thousand_edits_and_before_it_is_full() {
        let of = |live, looked| {
            let key = portal_record::DraftKey {
                registrant: portal_record::RegistrantId(Uuid::nil()),
                form: "f".into(),
                subject: "2027".into(),
            };
            Draft { key, form_version: "1".into(), sequence: 90_000, live, bytes: 0, looked, is_filed: false }
        };
        for (live, looked, offered, expected, why) in [
            (0, 0, 999, false, "few"),
            (0, 0, 1_000, true, "a thousand"),
            (1_200, 700, 499, false, "less than that since it was looked through"),
            (1_200, 700, 500, true, "as many"),
            (49_999, 40_000, 1, false, "not half as many again as stayed, and room for all"),
            (60_000, 40_000, 0, true, "half as many"),
            (50_000, 49_900, 1, true, "no room"),
            (50_099, 50_000, 1, false, "full, and looked through just now"),
        ] {
            assert_eq!(is_due(&of(live, looked), offered, 9), expected, "{why}");
        }
        let large = |live| Draft { bytes: DRAFT_BYTES_MAX, ..of(live, 700) };
        assert!(is_due(&large(701), 1, 9), "no room for so many bytes");
        assert!(!is_due(&large(700), 1, 9), "large, and looked through just now");
    }
}

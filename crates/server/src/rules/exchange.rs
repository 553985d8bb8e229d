//! Which edits of a push a draft takes up, under which numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use portal_forms::draft::BASE_MAX;
use portal_forms::{DeviceId, Edit, EditId, Form, Micros};
use portal_protocol::{EditsPage, EditsPush, History, PAGE_EDITS, RefusedEdit, SequencedEdit};
use portal_record::{College, DraftId, DraftKey, RegistrantId};

use super::forms::Forms;
use super::{Refused, compaction, fields};

/// Most edits of one draft that are merged. Those that others took the place of don't count: answers can be changed for ever.
pub const DRAFT_LIVE_MAX: u64 = 50_000;

/// Most bytes of them. A survey with an answer to everything has a fiftieth of that.
pub const DRAFT_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// A draft as it is held.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What makes it the one it is.
    pub key: DraftKey,
    /// Version of the form that it is pinned to.
    pub form_version: String,
    /// Number of its last edit.
    pub sequence: u64,
    /// How many of its edits are merged.
    pub live: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How many were when it was last looked through for those that others took the place of.
    pub looked: u64,
    /// Whether it was filed: nothing is added to it any more.
    pub is_filed: bool,
}

/// A push that was looked at by itself: what of it may become part of the draft, and what never does.
#[derive(Debug, Clone)]
pub struct Round {
    /// The draft.
    pub key: DraftKey,
    /// The version of the form that the draft is pinned to with it.
    pub form_version: String,
    /// The last number that the device has.
    pub after: u64,
    /// The history that was told with it.
    pub history: Option<History>,
    /// Each edit, with what speaks against it by itself.
    sent: Vec<(Edit, Option<&'static str>)>,
    /// Of all of them.
    pub bytes: u64,
}

/// What a push does to a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchanged {
    /// Whether the draft is created, or pinned to another version of its form.
    pub pins: bool,
    /// What is added, stamped, in the order of their numbers and following on the draft without a gap.
    pub added: Vec<SequencedEdit>,
    /// What is not taken, with the reason.
    pub refused: Vec<RefusedEdit>,
    /// Number of the draft's last edit afterwards.
    pub sequence: u64,
}

impl Exchanged {
    /// The bytes of what is added.
    pub fn bytes(&self) -> usize {
        let bytes: u64 = self.added.iter().map(|added| size(&added.edit)).sum();
        usize::try_from(bytes).unwrap_or(usize::MAX)
    }
}

impl Round {
    /// Looks at a push to the draft with this id.
    ///
    /// # Errors
    /// [`Refused`] when the draft is not the caller's, the push is too large, or its form is none that is filled now.
    pub fn of(
        caller: RegistrantId,
        id: DraftId,
        push: EditsPush,
        college: &College,
        forms: &Forms,
    ) -> Result<Round, Refused> {
        if push.key.registrant != caller {
            return Err(Refused::NotFound);
        }
        if push.key.id() != id {
            return Err(Refused::Malformed("the id in the address is not that of the key"));
        }
        if push.edits.len() > PAGE_EDITS {
            return Err(Refused::TooManyEntries(PAGE_EDITS));
        }
        let form = form_of(&push, college, forms)?;
        let EditsPush { key, form_version, edits, after, history } = push;
        let bytes = edits.iter().map(size).sum();
        let sent = edits.into_iter().map(|edit| (against(&form, &edit), edit));
        let sent = sent.map(|(against, edit)| (edit, against)).collect();
        Ok(Round { key, form_version, after, history, sent, bytes })
    }

    /// The edits that may be added, unless they are known.
    pub fn offered(&self) -> impl Iterator<Item = EditId> {
        self.sent.iter().map(|(edit, _)| edit.id)
    }

    /// The devices' numbers under which those were made.
    pub fn places(&self) -> impl Iterator<Item = (DeviceId, u64)> {
        self.sent.iter().map(|(edit, _)| place(edit))
    }

    /// The edits that must be known to say what it does to this draft: those that are offered and, where there may be no room for
    /// all, those that they take the place of.
    pub fn concerned(&self, draft: Option<&Draft>) -> Vec<EditId> {
        let offered = u64::try_from(self.sent.len()).unwrap_or(u64::MAX);
        let is_tight = draft.is_some_and(|draft| {
            draft.live.saturating_add(offered) > DRAFT_LIVE_MAX
                || draft.bytes.saturating_add(self.bytes) > DRAFT_BYTES_MAX
        });
        let named = self.sent.iter().filter(|_| is_tight).flat_map(|(edit, _)| edit.base.iter().copied());
        self.offered().chain(named).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// What it does to the draft as it stands, of whose edits `known` are those that are concerned, and those with a device's number
    /// that is offered.
    ///
    /// # Errors
    /// [`Refused::OutOfOrder`] when the device is ahead of the draft.
    pub fn exchange(
        &self,
        draft: Option<&Draft>,
        known: &BTreeMap<EditId, Edit>,
        now: Micros,
    ) -> Result<Exchanged, Refused> {
        let (mut sequence, mut live, mut bytes) =
            draft.map_or((0, 0, 0), |draft| (draft.sequence, draft.live, draft.bytes));
        if self.after > sequence {
            return Err(Refused::OutOfOrder);
        }
        let is_filed = draft.is_some_and(|draft| draft.is_filed);
        let pins = draft.is_none_or(|draft| draft.form_version != self.form_version);
        let (mut added, mut refused) = (Vec::<SequencedEdit>::new(), Vec::new());
        let mut new = BTreeMap::<EditId, usize>::new();
        let mut used: BTreeMap<_, _> = known.values().map(|edit| (place(edit), edit.id)).collect();
        let mut copied = BTreeSet::new();
        for (edit, against) in &self.sent {
            let sent = Edit { received: None, ..edit.clone() };
            let again = || new.get(&edit.id).and_then(|place| added.get(*place)).map(|known| &known.edit);
            let earlier = known.get(&edit.id).or_else(again);
            let code = match earlier {
                // Also when it was taken under another version of the form, and its question is not asked any more.
                Some(known) if (Edit { received: None, ..known.clone() }) == sent => continue,
                Some(_) => Some("id-reused"),
                None if against.is_some() => *against,
                None if is_filed => Some("draft-filed"),
                // Another copy of the device's folder made an edit under this number: what this one made is made anew under an
                // id of its own, with all that builds on it.
                None if copied.contains(&edit.device)
                    || used.get(&place(edit)).is_some_and(|other| *other != edit.id) =>
                {
                    copied.insert(edit.device);
                    Some("counter-reused")
                }
                None if is_full(live, bytes, edit, known) => Some("draft-full"),
                None => None,
            };
            if let Some(code) = code {
                refused.push(RefusedEdit { id: edit.id, code: code.to_owned() });
                continue;
            }
            sequence += 1;
            live += 1;
            bytes += size(edit);
            new.insert(edit.id, added.len());
            used.insert(place(edit), edit.id);
            added.push(SequencedEdit { sequence, edit: Edit { received: Some(now), ..sent } });
        }
        Ok(Exchanged { pins, added, refused, sequence })
    }

    /// What is answered, with the edits that the draft holds after the number that the device has; whose history it is comes beside
    /// it.
    pub fn page<E>(&self, exchanged: Exchanged, edits: Vec<SequencedEdit<E>>) -> EditsPage<E> {
        let Exchanged { refused, sequence, .. } = exchanged;
        // Others may have added some since the draft was looked at, when nothing is offered: the page says what it has.
        let sequence = edits.last().map_or(sequence, |last| sequence.max(last.sequence));
        EditsPage { form_version: self.form_version.clone(), edits, sequence, refused, history: None }
    }
}

/// Whether a draft of this size has no room for it. One that takes the place of one that is there, and is no longer than that, always
/// has: then the draft does not grow.
fn is_full(live: u64, bytes: u64, edit: &Edit, known: &BTreeMap<EditId, Edit>) -> bool {
    let (is_many, is_much) = (live >= DRAFT_LIVE_MAX, bytes.saturating_add(size(edit)) > DRAFT_BYTES_MAX);
    if !is_many && !is_much {
        return false;
    }
    let mut replaced = edit.base.iter().filter_map(|id| known.get(id));
    !replaced.any(|earlier| {
        compaction::is_of_same(earlier, edit) && (!is_much || answer_size(edit) <= answer_size(earlier))
    })
}

/// The bytes of an edit as it crosses.
fn size(edit: &Edit) -> u64 {
    written(edit)
}

/// The bytes of what it says; what it builds on is small.
fn answer_size(edit: &Edit) -> u64 {
    written(&edit.change)
}

fn written(what: &impl serde::Serialize) -> u64 {
    serde_json::to_vec(what).map_or(u64::MAX, |json| u64::try_from(json.len()).unwrap_or(u64::MAX))
}

fn place(edit: &Edit) -> (DeviceId, u64) {
    (edit.device, edit.counter)
}

/// The form that these edits are of: published, and the one in which something is filled in.
fn form_of(push: &EditsPush, college: &College, forms: &Forms) -> Result<Arc<Form>, Refused> {
    let DraftKey { form, subject, .. } = &push.key;
    let found = forms.find(form, &push.form_version).filter(|_| college.takes_draft(form, subject));
    found.cloned().ok_or(Refused::FormUnknown)
}

/// Why an edit cannot become part of a draft of this form.
fn against(form: &Form, edit: &Edit) -> Option<&'static str> {
    let Some(item) = form.item(&edit.path.link_id) else { return Some("unknown-item") };
    if fields::is_too_long(item, edit, usize::try_from(size(edit)).unwrap_or(usize::MAX)) {
        Some("too-large")
    } else if edit.base.len() > BASE_MAX || edit.base.contains(&edit.id) {
        Some("base-invalid")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Change, DeviceId, ItemPath, Value};
    use uuid::Uuid;

    fn edit(id: u128, counter: u64) -> Edit {
        Edit {
            id: EditId(Uuid::from_u128(id)),
            path: ItemPath::root("A.1"),
            change: Change::Clear,
            base: Vec::new(),
            device: DeviceId(Uuid::from_u128(9)),
            counter,
            at: Micros(1),
            received: None,
        }
    }

    fn round(after: u64, taken: Vec<Edit>) -> Round {
        let key =
            DraftKey { registrant: RegistrantId(Uuid::nil()), form: "f".into(), subject: "2027".into() };
        let sent = taken.into_iter().map(|edit| (edit, None)).collect();
        Round { key, form_version: "1".into(), after, history: None, sent, bytes: 0 }
    }

    fn stands(sequence: u64, is_filed: bool) -> Draft {
        let key = round(0, Vec::new()).key;
        Draft { key, form_version: "1".into(), sequence, live: sequence, bytes: 0, looked: 0, is_filed }
    }

    /// The numbers that are given, and the codes of what is refused.
    fn check(round: &Round, draft: Option<&Draft>, known: &[Edit]) -> (Vec<u64>, Vec<String>) {
        let known = known.iter().map(|edit| (edit.id, edit.clone())).collect();
        let exchanged = round.exchange(draft, &known, Micros(7)).unwrap();
        let stamped = exchanged.added.iter().all(|added| added.edit.received == Some(Micros(7)));
        assert!(stamped, "the server stamps what it takes");
        let numbers = exchanged.added.iter().map(|added| added.sequence).collect();
        (numbers, exchanged.refused.into_iter().map(|refused| refused.code).collect())
    }

    #[test]
    fn edits_are_numbered_once_and_without_gaps() {
        let (first, second) = (edit(1, 1), edit(2, 2));
        let both = round(0, vec![first.clone(), second]);
        assert_eq!(check(&both, None, &[]), (vec![1, 2], vec![]));
        let stored = Edit { received: Some(Micros(3)), ..first.clone() };
        let held = stands(4, false);
        assert_eq!(
            check(&both, Some(&held), &[stored]),
            (vec![5], vec![]),
            "sent again it stays where it is"
        );
        let twice = round(0, vec![first.clone(), first]);
        assert_eq!(check(&twice, None, &[]), (vec![1], vec![]), "twice in one push is once");
    }

    #[test]
    fn a_draft_is_pinned_to_the_version_with_which_it_is_sent_and_once() {
        let pins = |draft: Option<&Draft>, version: &str| {
            let round = Round { form_version: version.into(), ..round(0, Vec::new()) };
            round.exchange(draft, &BTreeMap::new(), Micros(7)).unwrap().pins
        };
        assert!(pins(None, "1"), "it is new");
        assert!(!pins(Some(&stands(4, false)), "1"), "it stands there");
        assert!(pins(Some(&stands(4, false)), "2"), "the form has a new version");
    }

    #[test]
    fn a_devices_number_stands_for_one_edit() {
        let sent = round(0, vec![edit(1, 1), edit(2, 2), edit(3, 3)]);
        let held = stands(4, false);
        let reused = check(&sent, Some(&held), &[edit(9, 2)]);
        assert_eq!(
            reused,
            (vec![5], vec!["counter-reused".to_owned(), "counter-reused".to_owned()]),
            "nor is what builds on it taken"
        );
        let other = Edit { device: DeviceId(Uuid::from_u128(8)), ..edit(9, 2) };
        assert_eq!(check(&sent, Some(&held), &[other]).0, [5, 6, 7], "another device has numbers of its own");
        assert_eq!(check(&sent, Some(&held), &[edit(2, 2)]).0, [5, 6], "what is known stays where it is");
        let twice = round(0, vec![edit(1, 1), edit(2, 1)]);
        assert_eq!(check(&twice, None, &[]), (vec![1], vec!["counter-reused".to_owned()]), "in one push too");
    }

    #[test]
    fn what_is_not_taken_is_named_with_its_reason() {
        let sent = round(0, vec![edit(1, 1)]);
        assert_eq!(check(&sent, Some(&stands(4, false)), &[edit(1, 2)]).1, ["id-reused"]);
        assert_eq!(check(&sent, Some(&stands(4, true)), &[]).1, ["draft-filed"]);
        let gone = |held: &[Edit]| {
            let mut sent = round(0, vec![edit(1, 1)]);
            sent.sent[0].1 = Some("unknown-item");
            check(&sent, Some(&stands(4, false)), held).1
        };
        assert_eq!(gone(&[]), ["unknown-item"]);
        assert_eq!(
            gone(&[edit(1, 1)]),
            [""; 0],
            "what the College took under an earlier version of the form it has, and says so"
        );
        let ahead = round(5, Vec::new()).exchange(Some(&stands(4, false)), &BTreeMap::new(), Micros(7));
        assert_eq!(ahead, Err(Refused::OutOfOrder), "the server lost what the device has");
    }

    #[test]
    fn a_full_draft_takes_what_takes_the_place_of_something() {
        let (full, first) = (stands(DRAFT_LIVE_MAX, false), edit(1, 1));
        let again = Edit { base: vec![first.id], ..edit(2, 2) };
        let elsewhere = Edit { base: vec![first.id], path: ItemPath::root("A.2"), ..edit(3, 3) };
        let known = [first];
        let sent = |edit: &Edit| round(0, vec![edit.clone()]);
        let (almost, two) = (stands(DRAFT_LIVE_MAX - 1, false), round(0, vec![edit(4, 4), edit(5, 5)]));
        assert_eq!(check(&two, Some(&almost), &[]), (vec![DRAFT_LIVE_MAX], vec!["draft-full".to_owned()]));
        assert_eq!(check(&sent(&edit(4, 4)), Some(&full), &known).1, ["draft-full"], "one answer more");
        assert_eq!(
            check(&sent(&elsewhere), Some(&full), &known).1,
            ["draft-full"],
            "also when it names some"
        );
        assert_eq!(check(&sent(&again), Some(&full), &known), (vec![50_001], vec![]), "another instead");
        assert_eq!(check(&sent(&again), Some(&full), &[]).1, ["draft-full"], "of nothing that is here");
        let room = Draft { live: 1, ..full };
        let numbers = check(&sent(&elsewhere), Some(&room), &[]);
        assert_eq!(numbers, (vec![50_001], vec![]), "what was replaced takes no room");
    }

    #[test]
    fn a_draft_is_full_by_its_bytes_too_and_shorter_answers_make_room() {
        let long = Edit { change: Change::Answer(vec![Value::String("x".repeat(9_000))]), ..edit(1, 1) };
        let full = Draft { bytes: DRAFT_BYTES_MAX, ..stands(7, false) };
        let instead = |change: Change| Edit { base: vec![long.id], change, ..edit(2, 2) };
        let known = [long.clone()];
        let sent = |edit: Edit| round(0, vec![edit]);
        let longer = Change::Answer(vec![Value::String("x".repeat(9_001))]);
        assert_eq!(check(&sent(edit(4, 4)), Some(&full), &known).1, ["draft-full"], "one answer more");
        assert_eq!(check(&sent(instead(longer)), Some(&full), &known).1, ["draft-full"], "a longer one");
        assert_eq!(check(&sent(instead(long.change.clone())), Some(&full), &known).0, [8], "one as long");
        assert_eq!(check(&sent(instead(Change::Clear)), Some(&full), &known).0, [8], "none any more");
        let almost = Draft { bytes: DRAFT_BYTES_MAX - 20_000, ..stands(7, false) };
        let three =
            round(0, (1..=3).map(|n| Edit { change: long.change.clone(), ..edit(n, n as u64) }).collect());
        assert_eq!(check(&three, Some(&almost), &[]).1, ["draft-full"], "each counts for the next");
    }

    #[test]
    fn what_is_replaced_is_looked_up_only_where_room_is_scarce() {
        let sent = round(0, vec![Edit { base: vec![EditId(Uuid::from_u128(1))], ..edit(2, 2) }]);
        let ids =
            |numbers: &[u128]| numbers.iter().map(|id| EditId(Uuid::from_u128(*id))).collect::<Vec<_>>();
        assert_eq!(sent.concerned(None), ids(&[2]));
        assert_eq!(sent.concerned(Some(&stands(DRAFT_LIVE_MAX - 1, false))), ids(&[2]));
        assert_eq!(sent.concerned(Some(&stands(DRAFT_LIVE_MAX, false))), ids(&[1, 2]));
    }
}

//! Which edits of a push a draft takes up, under which numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use portal_forms::draft::BASE_MAX;
use portal_forms::{Edit, EditId, Form, Micros};
use portal_record::{College, DraftId, DraftKey, RegistrantId};
use portal_wire::sync::{EditsPage, EditsPush, PAGE_EDITS, RefusedEdit, SequencedEdit};

use super::Refused;
use super::forms::Forms;

/// Most edits that one draft may have.
const DRAFT_EDITS_MAX: u64 = 50_000;

/// A draft as it is held.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What makes it the one it is.
    pub key: DraftKey,
    /// Version of the form that it is pinned to.
    pub form_version: String,
    /// Number of its last edit.
    pub sequence: u64,
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
    taken: Vec<Edit>,
    refused: Vec<RefusedEdit>,
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
        let (taken, refused) = sorted(&form, push.edits);
        let (key, form_version, after) = (push.key, push.form_version, push.after);
        Ok(Round { key, form_version, after, taken, refused })
    }

    /// The edits that may be added, unless they are known.
    pub fn offered(&self) -> impl Iterator<Item = EditId> {
        self.taken.iter().map(|edit| edit.id)
    }

    /// What it does to the draft as it stands, of whose edits `known` are those with an id that is offered.
    ///
    /// # Errors
    /// [`Refused::OutOfOrder`] when the device is ahead of the draft.
    pub fn exchange(
        &self,
        draft: Option<&Draft>,
        known: &BTreeMap<EditId, Edit>,
        now: Micros,
    ) -> Result<Exchanged, Refused> {
        let mut sequence = draft.map_or(0, |draft| draft.sequence);
        if self.after > sequence {
            return Err(Refused::OutOfOrder);
        }
        let is_filed = draft.is_some_and(|draft| draft.is_filed);
        let pins = draft.is_none_or(|draft| draft.form_version != self.form_version);
        let (mut added, mut refused) = (Vec::<SequencedEdit>::new(), self.refused.clone());
        let mut new = BTreeMap::<EditId, usize>::new();
        for edit in &self.taken {
            let sent = Edit { received: None, ..edit.clone() };
            let again = || new.get(&edit.id).and_then(|place| added.get(*place)).map(|known| &known.edit);
            let earlier = known.get(&edit.id).or_else(again);
            let code = match earlier {
                Some(known) if (Edit { received: None, ..known.clone() }) == sent => continue,
                Some(_) => Some("id-reused"),
                None if is_filed => Some("draft-filed"),
                None if sequence >= DRAFT_EDITS_MAX => Some("draft-full"),
                None => None,
            };
            if let Some(code) = code {
                refused.push(RefusedEdit { id: edit.id, code: code.to_owned() });
                continue;
            }
            sequence += 1;
            new.insert(edit.id, added.len());
            added.push(SequencedEdit { sequence, edit: Edit { received: Some(now), ..sent } });
        }
        Ok(Exchanged { pins, added, refused, sequence })
    }

    /// What is answered, with the edits that the draft holds after the number that the device has.
    pub fn page(&self, exchanged: Exchanged, edits: Vec<SequencedEdit>) -> EditsPage {
        let Exchanged { refused, sequence, .. } = exchanged;
        // Others may have added some since the draft was looked at, when nothing is offered: the page says what it has.
        let sequence = edits.last().map_or(sequence, |last| sequence.max(last.sequence));
        EditsPage { form_version: self.form_version.clone(), edits, sequence, refused }
    }
}

/// The form that these edits are of: published, and the one of the subject.
fn form_of(push: &EditsPush, college: &College, forms: &Forms) -> Result<Arc<Form>, Refused> {
    let year = push.key.subject.parse().ok().and_then(|year| college.renewal_year(year));
    year.filter(|year| year.form.url == push.key.form)
        .and_then(|_| forms.find(&push.key.form, &push.form_version))
        .cloned()
        .ok_or(Refused::FormUnknown)
}

/// The edits that belong to the form, and those that don't with the reason.
fn sorted(form: &Form, edits: Vec<Edit>) -> (Vec<Edit>, Vec<RefusedEdit>) {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for edit in edits {
        let code = if form.item(&edit.path.link_id).is_none() {
            Some("unknown-item")
        } else if edit.base.len() > BASE_MAX || edit.base.contains(&edit.id) {
            Some("base-invalid")
        } else {
            None
        };
        match code {
            Some(code) => refused.push(RefusedEdit { id: edit.id, code: code.to_owned() }),
            None => taken.push(edit),
        }
    }
    (taken, refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Change, DeviceId, ItemPath};
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
        Round { key, form_version: "1".into(), after, taken, refused: Vec::new() }
    }

    fn stands(sequence: u64, is_filed: bool) -> Draft {
        Draft { key: round(0, Vec::new()).key, form_version: "1".into(), sequence, is_filed }
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
    fn what_is_not_taken_is_named_with_its_reason() {
        let sent = round(0, vec![edit(1, 1)]);
        assert_eq!(check(&sent, Some(&stands(4, false)), &[edit(1, 2)]).1, ["id-reused"]);
        assert_eq!(check(&sent, Some(&stands(4, true)), &[]).1, ["draft-filed"]);
        assert_eq!(check(&sent, Some(&stands(DRAFT_EDITS_MAX, false)), &[]).1, ["draft-full"]);
        let ahead = round(5, Vec::new()).exchange(Some(&stands(4, false)), &BTreeMap::new(), Micros(7));
        assert_eq!(ahead, Err(Refused::OutOfOrder), "the server lost what the device has");
    }
}

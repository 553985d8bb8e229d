//! A draft: a log of edits, merged per answer.
//!
//! Each path is a register. Its heads are the edits that no other edit of the same path names in its `base`, however
//! the edits arrived. One head: that is the answer. Several: the newest by (effective time, device, counter, id)
//! wins, and the others, where they say something else, are a [`Conflict`] until an edit whose base holds all heads
//! resolves it.
//!
//! **Instances.** An instance's existence is a register of its own at the instance's path. A removal removes only
//! what it has seen: it names in its base the heads of everything inside. Where another edit inside was made without
//! knowing of the removal, or an `AddInstance` says "keep it", the instance stays with all its answers and the
//! removal is the loser of a conflict that is shown. A removal hides the answers inside and does not replace them,
//! so that adding the instance again brings them back.
//!
//! Not here: what a form makes of the answers (`evaluation`).

mod answers;
mod conflict;

pub use answers::Answers;
pub(crate) use answers::split;
pub use conflict::Conflict;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::edit::{Change, DeviceId, Edit, EditId, Micros};
use crate::path::{InstanceId, ItemPath};

/// Most edits that one edit may name in its base, on every device and at the College.
pub const BASE_MAX: usize = 1_000;

/// What merging an edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Merged {
    /// It is new, and now part of the draft.
    Added,
    /// It was known already; nothing changed.
    Known,
    /// It is refused; nothing changed.
    Refused(EditRefused),
}

/// Why an edit is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// An edit with this id and other content is known.
    #[error("an edit with this id and other content is known")]
    OtherContent,
    /// It names itself in its base.
    #[error("it names itself in its base")]
    NamesItself,
    /// Its base is larger than [`BASE_MAX`].
    #[error("its base is too large")]
    BaseTooLarge,
    /// An instance is added or removed at a path that is no instance.
    #[error("its path is no instance")]
    NotAnInstance,
}

/// Which of the two things at a path an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Aspect {
    /// Whether the instance exists.
    Existence,
    /// What the answer is.
    Answer,
}

impl Aspect {
    fn of(change: &Change) -> Aspect {
        match change {
            Change::Answer(_) | Change::Clear => Aspect::Answer,
            Change::AddInstance | Change::RemoveInstance => Aspect::Existence,
        }
    }
}

type Register = (ItemPath, Aspect);

/// The edits of one register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entries {
    all: BTreeSet<EditId>,
    /// Those that no edit of the register names. Empty where edits name each other in a circle, which no honest device
    /// makes: then all of them stand, so that no answer vanishes.
    unnamed: BTreeSet<EditId>,
}

impl Entries {
    fn heads(&self) -> &BTreeSet<EditId> {
        if self.unnamed.is_empty() { &self.all } else { &self.unnamed }
    }
}

/// A log of edits with what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Edit>", into = "Vec<Edit>")]
pub struct Draft {
    edits: BTreeMap<EditId, Edit>,
    registers: BTreeMap<Register, Entries>,
    /// The registers within each sequence of instances, so that what is inside an instance stands together.
    inside: BTreeMap<Vec<InstanceId>, BTreeSet<Register>>,
    /// Edits that are named in a base and have not arrived, with the registers that they are replaced in.
    awaited: BTreeMap<EditId, BTreeSet<Register>>,
    /// The registers about which devices may disagree, so that nobody has to look through all of them: those with several
    /// heads, and those of instances that are removed.
    open: BTreeSet<Register>,
}

impl Draft {
    /// Takes up an edit. Merging the same edits in any order, any number of times, gives the same draft.
    pub fn merge(&mut self, edit: Edit) -> Merged {
        if let Some(known) = self.edits.get_mut(&edit.id) {
            if !known.is_same_edit(&edit) {
                return Merged::Refused(EditRefused::OtherContent);
            }
            known.received = earliest(known.received, edit.received);
            return Merged::Known;
        }
        if let Err(refused) = check(&edit) {
            return Merged::Refused(refused);
        }
        let register = (edit.path.clone(), Aspect::of(&edit.change));
        let is_replaced = self.awaited.remove(&edit.id).is_some_and(|by| by.contains(&register));
        if !edit.path.instances.is_empty() {
            let inside = self.inside.entry(edit.path.instances.clone()).or_default();
            inside.insert(register.clone());
        }
        for named in &edit.base {
            if !self.edits.contains_key(named) {
                self.awaited.entry(*named).or_default().insert(register.clone());
            }
        }
        let entries = self.registers.entry(register.clone()).or_default();
        entries.all.insert(edit.id);
        for named in &edit.base {
            entries.unnamed.remove(named);
        }
        if !is_replaced {
            entries.unnamed.insert(edit.id);
        }
        self.edits.insert(edit.id, edit);
        self.note_open(register);
        Merged::Added
    }

    fn note_open(&mut self, register: Register) {
        let heads = self.registers.get(&register).map(Entries::heads);
        let removes = |id| self.edits.get(id).is_some_and(|edit| edit.change == Change::RemoveInstance);
        if heads.is_some_and(|heads| heads.len() > 1 || heads.first().is_some_and(removes)) {
            self.open.insert(register);
        } else {
            self.open.remove(&register);
        }
    }

    /// Sets when the server first received a known edit; the earliest stamp stays. False when the edit is not known.
    pub fn stamp(&mut self, id: EditId, received: Micros) -> bool {
        let Some(edit) = self.edits.get_mut(&id) else { return false };
        edit.received = earliest(edit.received, Some(received));
        true
    }

    /// Sets when the server received a known edit anew, having lost it. Says whether that is another stamp than it had.
    pub fn restamp(&mut self, id: EditId, received: Micros) -> bool {
        let Some(edit) = self.edits.get_mut(&id) else { return false };
        let before = edit.received.replace(received);
        before.is_some_and(|before| before != received)
    }

    /// The edit with this id.
    pub fn edit(&self, id: EditId) -> Option<&Edit> {
        self.edits.get(&id)
    }

    /// Every edit, by id.
    pub fn edits(&self) -> impl ExactSizeIterator<Item = &Edit> {
        self.edits.values()
    }

    /// Whether nothing has been edited.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits at this path that no other replaces: what the next edit there names in its base.
    pub fn heads(&self, path: &ItemPath) -> Vec<EditId> {
        let of = |aspect| self.ranked_heads(&(path.clone(), aspect)).into_iter().map(|edit| edit.id);
        let mut heads: Vec<EditId> = of(Aspect::Existence).chain(of(Aspect::Answer)).collect();
        heads.sort_unstable();
        heads
    }

    /// What an edit with this change names in its base: the heads at its path and, for a removal, of all that is
    /// inside.
    pub fn base(&self, path: &ItemPath, change: &Change) -> Vec<EditId> {
        let mut base = self.heads(path);
        if *change == Change::RemoveInstance && !path.instances.is_empty() {
            base.extend(self.heads_inside(&path.instances).map(|edit| edit.id));
            base.sort_unstable();
            base.dedup();
        }
        base
    }

    /// A new edit on top of everything known here.
    pub fn propose(
        &self,
        id: EditId,
        path: ItemPath,
        change: Change,
        device: DeviceId,
        counter: u64,
        at: Micros,
    ) -> Edit {
        let base = self.base(&path, &change);
        Edit { id, path, change, base, device, counter, at, received: None }
    }

    /// Every head, sorted: the exact edits that a submission names.
    pub fn head_ids(&self) -> Vec<EditId> {
        let heads = self.registers.values().flat_map(Entries::heads);
        let mut ids: Vec<EditId> = heads.copied().collect();
        ids.sort_unstable();
        ids
    }

    /// The answers as merged.
    pub fn answers(&self) -> Answers {
        answers::of(self)
    }

    /// What concurrent edits disagree about, in path order.
    pub fn conflicts(&self) -> Vec<Conflict> {
        conflict::of(self)
    }

    /// The heads of a register, the winner first.
    fn ranked_heads(&self, register: &Register) -> Vec<&Edit> {
        let Some(entries) = self.registers.get(register) else { return Vec::new() };
        let mut edits: Vec<&Edit> = entries.heads().iter().filter_map(|id| self.edits.get(id)).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.rank()));
        edits
    }

    /// The heads of everything inside an instance, its own included.
    fn heads_inside(&self, instance: &[InstanceId]) -> impl Iterator<Item = &Edit> {
        let from = self.inside.range(instance.to_vec()..);
        let inside = from.take_while(move |(instances, _)| instances.starts_with(instance));
        let registers = inside.flat_map(|(_, registers)| registers);
        let heads = registers.filter_map(|register| self.registers.get(register)).flat_map(Entries::heads);
        heads.filter_map(|id| self.edits.get(id))
    }
}

fn check(edit: &Edit) -> Result<(), EditRefused> {
    if edit.base.contains(&edit.id) {
        return Err(EditRefused::NamesItself);
    }
    if edit.base.len() > BASE_MAX {
        return Err(EditRefused::BaseTooLarge);
    }
    if Aspect::of(&edit.change) == Aspect::Existence && edit.path.instances.is_empty() {
        return Err(EditRefused::NotAnInstance);
    }
    Ok(())
}

fn earliest(a: Option<Micros>, b: Option<Micros>) -> Option<Micros> {
    a.into_iter().chain(b).min()
}

impl From<Vec<Edit>> for Draft {
    fn from(edits: Vec<Edit>) -> Self {
        edits.into_iter().collect()
    }
}

impl FromIterator<Edit> for Draft {
    /// Edits that are refused are left out.
    fn from_iter<I: IntoIterator<Item = Edit>>(edits: I) -> Self {
        let mut draft = Draft::default();
        for edit in edits {
            let _ = draft.merge(edit);
        }
        draft
    }
}

impl From<Draft> for Vec<Edit> {
    fn from(draft: Draft) -> Self {
        draft.edits.into_values().collect()
    }
}

//! Answers without their history: what a form is evaluated on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Aspect, Draft, Register};
use crate::edit::{Change, Edit, EditId};
use crate::path::{InstanceId, ItemPath};
use crate::value::Answer;

/// The answers of a draft or of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The answer at each path; an empty one says that a prefilled answer was taken away.
    pub values: BTreeMap<ItemPath, Answer>,
    /// The instances added to each repeating item (by the path of the item as a whole), in order.
    pub added: BTreeMap<ItemPath, Vec<InstanceId>>,
    /// Instances that the form starts with and that were removed.
    pub removed: BTreeSet<ItemPath>,
}

impl Answers {
    /// Makes one change, as the next edit of a draft would.
    pub fn apply(&mut self, path: &ItemPath, change: &Change) {
        match change {
            Change::Answer(answer) => {
                self.values.insert(path.clone(), answer.clone());
            }
            Change::Clear => {
                self.values.insert(path.clone(), Answer::new());
            }
            Change::AddInstance => {
                if let Some((whole, id)) = split(path) {
                    self.removed.remove(path);
                    let added = self.added.entry(whole).or_default();
                    if !added.contains(&id) {
                        added.push(id);
                    }
                }
            }
            Change::RemoveInstance => {
                if let Some((whole, id)) = split(path) {
                    self.added.entry(whole).or_default().retain(|known| *known != id);
                    self.values.retain(|inside, _| !inside.is_inside(path));
                    self.added.retain(|inside, ids| !inside.is_inside(path) && !ids.is_empty());
                    self.removed.retain(|inside| !inside.is_inside(path));
                    self.removed.insert(path.clone());
                }
            }
        }
    }
}

/// The repeating item as a whole, and which instance of it the path is.
pub(crate) fn split(path: &ItemPath) -> Option<(ItemPath, InstanceId)> {
    let (id, outer) = path.instances.split_last()?;
    Some((ItemPath::within(path.link_id.clone(), outer), *id))
}

/// Whether an instance exists, and the place of its addition among others.
enum Existence<'a> {
    /// It was added (or brought back, or kept) by this edit.
    Added(&'a Edit),
    /// It exists without an edit that says so: from the form, or implied by an answer inside.
    Implied,
    Removed,
}

pub(super) fn of(draft: &Draft) -> Answers {
    let mut answers = Answers::default();
    let mut added: BTreeMap<ItemPath, Vec<&Edit>> = BTreeMap::new();
    let mut inside = Inside::of(draft);
    for register in draft.registers.keys().filter(|(_, aspect)| *aspect == Aspect::Existence) {
        let path = &register.0;
        match existence(&mut inside, register) {
            Existence::Added(edit) => {
                if let Some((whole, _)) = split(path) {
                    added.entry(whole).or_default().push(edit);
                }
            }
            Existence::Implied => {}
            Existence::Removed => {
                answers.removed.insert(path.clone());
            }
        }
    }
    for (whole, mut edits) in added {
        edits.sort_by_key(|edit| edit.rank());
        let ids = edits.iter().filter_map(|edit| edit.path.instances.last().copied());
        answers.added.insert(whole, ids.collect());
    }
    for register in draft.registers.keys().filter(|(_, aspect)| *aspect == Aspect::Answer) {
        let answer = draft.ranked_heads(register).first().map(|edit| match &edit.change {
            Change::Answer(answer) => answer.clone(),
            _ => Answer::new(),
        });
        answers.values.extend(answer.map(|answer| (register.0.clone(), answer)));
    }
    answers.leave_out_removed();
    answers
}

impl Answers {
    /// What lies inside a removed instance is hidden with it.
    fn leave_out_removed(&mut self) {
        if self.removed.is_empty() {
            return;
        }
        let removed: BTreeSet<_> = self.removed.iter().map(|path| path.instances.clone()).collect();
        let is_inside = |path: &ItemPath| {
            (1..=path.instances.len()).any(|length| removed.contains(&path.instances[..length]))
        };
        self.values.retain(|path, _| !is_inside(path));
        self.added.retain(|whole, _| !is_inside(whole));
        self.removed.retain(|path| {
            let outer = path.instances.len().saturating_sub(1);
            !(1..=outer).any(|length| removed.contains(&path.instances[..length]))
        });
    }
}

fn existence<'a>(inside: &mut Inside<'a>, register: &'a Register) -> Existence<'a> {
    let draft = inside.draft;
    let heads = draft.ranked_heads(register);
    if let Some(kept) = heads.iter().find(|edit| edit.change == Change::AddInstance) {
        return Existence::Added(kept);
    }
    if heads.is_empty() {
        return Existence::Implied;
    }
    if inside.newest_unseen(&register.0, &heads).is_none() {
        return Existence::Removed;
    }
    let all = draft.registers.get(register).into_iter().flat_map(|entries| &entries.all);
    let additions = all.filter_map(|id| draft.edits.get(id)).filter(|e| e.change == Change::AddInstance);
    additions.max_by_key(|edit| edit.rank()).map_or(Existence::Implied, Existence::Added)
}

/// The heads inside instances that say something, newest first; looked up once, whatever the names are under which an
/// instance is removed.
pub(super) struct Inside<'a> {
    draft: &'a Draft,
    said: HashMap<&'a [InstanceId], Vec<&'a Edit>>,
}

impl<'a> Inside<'a> {
    pub(super) fn of(draft: &'a Draft) -> Inside<'a> {
        Inside { draft, said: HashMap::new() }
    }

    /// The newest answer or addition inside that none of these removals has seen. They are all that is said of the
    /// instance itself.
    pub(super) fn newest_unseen(&mut self, path: &'a ItemPath, removals: &[&Edit]) -> Option<&'a Edit> {
        let draft = self.draft;
        let said = self.said.entry(&path.instances).or_insert_with(|| {
            let mut said: Vec<&Edit> =
                draft.heads_inside(&path.instances).filter(|edit| says_something(edit)).collect();
            said.sort_unstable_by_key(|edit| Reverse(edit.rank()));
            said
        });
        let seen: HashSet<EditId> = removals.iter().flat_map(|removal| &removal.base).copied().collect();
        let is_own = |edit: &Edit| edit.path == *path && Aspect::of(&edit.change) == Aspect::Existence;
        said.iter().copied().find(|edit| !seen.contains(&edit.id) && !is_own(edit))
    }
}

fn says_something(edit: &Edit) -> bool {
    match &edit.change {
        Change::Answer(answer) => !answer.is_empty(),
        Change::AddInstance => true,
        Change::Clear | Change::RemoveInstance => false,
    }
}

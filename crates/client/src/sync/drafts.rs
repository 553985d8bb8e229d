//! The engine's view of one draft: what has not been sent and how far the College's edits are known.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use portal_forms::{Edit, EditId};
use portal_protocol::{DraftSummary, EditsPush, History, PAGE_EDITS, RefusedEdit};
use portal_record::DraftKey;

use super::exchange::EditsPage;

/// Largest push in bytes of JSON, well below what the College takes, so that the envelope fits too.
const PUSH_BYTES_MAX: usize = 1024 * 1024;

/// What is known of one draft.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSync {
    /// Registrant, form and subject.
    pub key: DraftKey,
    /// The form's version that a draft created by the next push is pinned to.
    pub form_version: String,
    /// The last of the College's edits that is here.
    pub after: u64,
    /// What the College told with it.
    pub history: Option<History>,
    /// Edits made here that the College does not have.
    pub unsent: Unsent,
    /// What was unsent and is at the College now: the window may tell of an edit later than the file does.
    arrived: BTreeSet<EditId>,
    /// The last edit that the College was seen to have.
    pub(super) known: u64,
    /// The College tells histories, and none is here: it is asked for.
    lacks_history: bool,
    /// Edits per push; halved when a push was refused, doubled when one was taken.
    pub(super) batch: usize,
    /// The College refuses this draft for now; it is tried again with the next round.
    pub(super) blocked: bool,
    /// An edit that was refused when it was sent alone. It is given up if a push without edits is taken: then it was the edit,
    /// and not the draft.
    pub(super) suspect: Option<RefusedEdit>,
}

/// Edits in the order in which they were made, each once. Adding one and taking one out cost the same however many there are.
#[derive(Debug, Clone, Default)]
pub struct Unsent {
    in_order: BTreeMap<u64, Edit>,
    places: BTreeMap<EditId, u64>,
}

impl Unsent {
    /// Adds an edit at the end, unless it is there.
    pub fn push(&mut self, edit: Edit) {
        let place = self.in_order.last_key_value().map_or(0, |(last, _)| last + 1);
        if let Entry::Vacant(free) = self.places.entry(edit.id) {
            free.insert(place);
            self.in_order.insert(place, edit);
        }
    }

    /// Takes an edit out. Says whether it was there.
    pub fn remove(&mut self, id: EditId) -> bool {
        self.places.remove(&id).is_some_and(|place| self.in_order.remove(&place).is_some())
    }

    /// The edits, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Edit> {
        self.in_order.values()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }
}

impl PartialEq for Unsent {
    fn eq(&self, other: &Unsent) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<Edit> for Unsent {
    fn from_iter<I: IntoIterator<Item = Edit>>(edits: I) -> Unsent {
        let mut unsent = Unsent::default();
        edits.into_iter().for_each(|edit| unsent.push(edit));
        unsent
    }
}

/// What a page of edits did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing but what this device made.
    OwnOnly,
    /// Something that another device made.
    OfOthers,
    /// The page does not fit what was asked.
    Nonsense,
}

impl DraftSync {
    /// A draft as the store has it.
    pub fn new(
        key: DraftKey,
        form_version: String,
        after: u64,
        unsent: impl IntoIterator<Item = Edit>,
    ) -> Self {
        let unsent = unsent.into_iter().collect();
        let arrived = BTreeSet::new();
        DraftSync {
            key,
            form_version,
            after,
            history: None,
            unsent,
            arrived,
            known: after,
            lacks_history: false,
            batch: PAGE_EDITS,
            blocked: false,
            suspect: None,
        }
    }

    pub(super) fn has_work(&self) -> bool {
        !self.blocked && (!self.unsent.is_empty() || self.known > self.after || self.lacks_history)
    }

    /// Whether every edit made here has reached the College.
    pub(super) fn is_sent(&self) -> bool {
        self.unsent.is_empty()
    }

    /// Looks at what the College lists. False when it does not have what it had.
    pub(super) fn is_as(&mut self, summary: &DraftSummary) -> bool {
        let here = self.history.as_ref();
        let is_here = summary.sequence == self.after;
        let is_other = here.is_some_and(|here| summary.history.as_ref().is_some_and(|there| there != here));
        if summary.sequence < self.after || is_here && is_other {
            return false;
        }
        self.known = summary.sequence;
        self.lacks_history = is_here && self.after > 0 && here.is_none() && summary.history.is_some();
        true
    }

    pub(super) fn answered(&mut self, form_version: String, edit: Edit) {
        // A draft that was taken over to a new version of its form says so with its next edit.
        self.form_version = form_version;
        if !self.arrived.contains(&edit.id) {
            self.unsent.push(edit);
        }
    }

    pub(super) fn push(&self) -> EditsPush {
        let mut bytes = 0;
        let most = if self.suspect.is_some() { 0 } else { self.batch };
        let edits = self
            .unsent
            .iter()
            .take(most)
            .take_while(|edit| {
                let first = bytes == 0;
                bytes += serde_json::to_vec(edit).map_or(0, |json| json.len());
                first || bytes <= PUSH_BYTES_MAX
            })
            .cloned()
            .collect();
        EditsPush {
            key: self.key.clone(),
            form_version: self.form_version.clone(),
            edits,
            after: self.after,
            history: self.history.clone(),
        }
    }

    /// Takes a page in: what is in it is no longer unsent. The edits must follow on what is here without a gap.
    pub(super) fn take(&mut self, page: &EditsPage) -> Taken {
        let consecutive =
            page.edits.iter().zip(self.after + 1..).all(|(edit, number)| edit.sequence == number);
        if !consecutive {
            return Taken::Nonsense;
        }
        let there: HashSet<EditId> = page.edits.iter().map(|numbered| numbered.edit.id()).collect();
        let mut arrived = there.clone();
        arrived.retain(|id| self.unsent.remove(*id));
        let all_own = there.len() == arrived.len();
        self.arrived.extend(arrived);
        let refused = page.refused.iter().filter(|refused| self.unsent.remove(refused.id)).count();
        let moved = refused > 0 || !page.edits.is_empty();
        if moved {
            self.batch = self.batch.saturating_mul(2).min(PAGE_EDITS);
        }
        self.after = page.edits.last().map_or(self.after, |last| last.sequence);
        self.known = page.sequence.max(self.after);
        self.history.clone_from(&page.history);
        self.lacks_history = false;
        let behind = self.known > self.after;
        if !moved && (behind || !self.unsent.is_empty() && self.suspect.is_none()) {
            return Taken::Nonsense;
        }
        if all_own { Taken::OwnOnly } else { Taken::OfOthers }
    }

    /// The push was refused for what is in it: the next one is half of it. Nothing when it was a single edit already.
    pub(super) fn halve(&mut self) -> Option<()> {
        let sent = self.push().edits.len();
        self.batch = (sent / 2 > 0).then_some(sent / 2)?;
        Some(())
    }
}

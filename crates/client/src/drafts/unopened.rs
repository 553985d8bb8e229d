//! A draft that this version of the application cannot open: it does not have its form, or does not know one of its edits. It waits for a
//! newer one as it is. What was answered here before, and can be read, is sent all the same.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{Edit, EditId};
use portal_protocol::{AnyEdit, EditsPage, History};
use portal_record::{DraftKey, Verbatim};

use super::OpenDraft;
use crate::store::drafts::DraftRow;
use crate::store::edits::EditRow;

/// See the module.
pub struct Unopened {
    /// Registrant, form and subject.
    pub key: DraftKey,
    /// The form's version.
    pub form_version: String,
    /// The last of the College's edits that is here.
    pub sequence: u64,
    /// What the College told with it.
    pub history: Option<History>,
    /// All that the College has not refused.
    edits: BTreeMap<EditId, AnyEdit>,
    unsent: BTreeSet<EditId>,
}

impl Unopened {
    /// As it stands in the file.
    pub(crate) fn new(row: DraftRow, rows: Vec<EditRow>) -> Unopened {
        let DraftRow { key, form_version, sequence, history } = row;
        let rows: Vec<EditRow> = rows.into_iter().filter(|row| row.refused.is_none()).collect();
        let unsent = rows.iter().filter(|row| row.sequence.is_none()).map(|row| row.edit.id()).collect();
        let edits = rows.into_iter().map(|row| (row.edit.id(), row.edit.into_value())).collect();
        Unopened { key, form_version, sequence, history, edits, unsent }
    }

    /// One that was open until something came that is not known.
    pub(crate) fn of(open: OpenDraft) -> Unopened {
        let unsent = open.unsent_edits().map(|edit| edit.id).collect();
        let edits = open.draft.edits().map(|edit| (edit.id, edit.clone().into())).collect();
        let OpenDraft { key, form_version, sequence, history, .. } = open;
        Unopened { key, form_version, sequence, history, edits, unsent }
    }

    /// Takes a page of the College's edits in. Says whether something of this computer arrived or was refused.
    pub(crate) fn take(&mut self, page: &EditsPage<Verbatim<AnyEdit>>) -> bool {
        let before = self.unsent.len();
        for edit in page.edits.iter().map(|numbered| &*numbered.edit) {
            self.unsent.remove(&edit.id());
            self.edits.insert(edit.id(), edit.clone());
        }
        for refused in &page.refused {
            self.unsent.remove(&refused.id);
            self.edits.remove(&refused.id);
        }
        self.sequence = page.edits.last().map_or(self.sequence, |last| last.sequence);
        self.history.clone_from(&page.history);
        before != self.unsent.len()
    }

    /// Takes back that the College has any of it: all is sent again.
    pub(crate) fn offer_again(&mut self) {
        (self.sequence, self.history) = (0, None);
        self.unsent = self.ids().collect();
    }

    /// All of its edits that were not refused.
    pub(crate) fn ids(&self) -> impl Iterator<Item = EditId> {
        self.edits.keys().copied()
    }

    /// How many edits have not reached the College.
    pub fn unsent(&self) -> usize {
        self.unsent.len()
    }

    /// Those of them that this version can send, in the device's order.
    pub fn unsent_edits(&self) -> Vec<&Edit> {
        let unsent = self.unsent.iter().filter_map(|id| self.edits.get(id)?.known());
        let mut unsent: Vec<&Edit> = unsent.collect();
        unsent.sort_by_key(|edit| edit.counter);
        unsent
    }
}

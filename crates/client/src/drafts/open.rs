//! A draft that is open: its edits, merged, and the form evaluated on them.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil;
use portal_forms::{
    Change, Context, Date, DeviceId, Draft, Edit, EditId, Evaluation, Form, ItemPath, Merged, Micros,
};
use portal_record::{College, DraftKey, Record};
use portal_wire::sync::{History, RefusedEdit};

use super::previous::Previous;
use crate::store::drafts::DraftRow;
use crate::store::edits::EditRow;

/// The code of an edit under whose number the College has another one: it was made anew, under an id of its own.
pub(crate) const COUNTER_REUSED: &str = "counter-reused";

/// An edit that the College does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedAnswer {
    /// The edit.
    pub edit: Edit,
    /// Why: a code.
    pub code: String,
}

/// See the module.
pub struct OpenDraft {
    /// Registrant, form and subject.
    pub key: DraftKey,
    /// The form it is filled in with.
    pub form: Arc<Form>,
    /// Its version.
    pub form_version: String,
    /// The last of the College's edits that is here.
    pub sequence: u64,
    /// What the College told with it.
    pub history: Option<History>,
    /// Every edit that is part of it.
    pub draft: Draft,
    /// What is asked and what is wrong, up to date with the draft.
    pub evaluation: Evaluation,
    /// Last year's filed answers.
    pub(crate) previous: Previous,
    /// Edits that the College has not, by their place in their device's order.
    unsent: BTreeSet<(u64, EditId)>,
    /// What the College refused; kept in the file, not part of the draft.
    refused: Vec<RefusedAnswer>,
    /// What the evaluation was made for.
    basis: (civil::Date, u64),
}

impl OpenDraft {
    pub(crate) fn new(
        row: DraftRow,
        form: Arc<Form>,
        rows: Vec<EditRow>,
        record: &Record,
        college: &College,
        day: civil::Date,
    ) -> Option<OpenDraft> {
        let mut draft = Draft::default();
        let mut unsent = BTreeSet::new();
        let mut refused = Vec::new();
        for row in rows {
            if let Some(code) = row.refused {
                refused.push(RefusedAnswer { edit: row.edit, code });
                continue;
            }
            if row.sequence.is_none() {
                unsent.insert((row.edit.counter, row.edit.id));
            }
            merge(&mut draft, row.edit);
        }
        let evaluation = evaluate(&form, &draft, record, college, day)?;
        let previous = Previous::of(record, &row.key, &form);
        Some(OpenDraft {
            key: row.key,
            form,
            form_version: row.form_version,
            sequence: row.sequence,
            history: row.history,
            draft,
            evaluation,
            previous,
            unsent,
            refused,
            basis: (day, record.version),
        })
    }

    /// The edit that makes this change on top of all that is known here.
    pub(crate) fn propose(
        &self,
        path: ItemPath,
        change: Change,
        device: DeviceId,
        counter: u64,
        at: Micros,
        id: EditId,
    ) -> Edit {
        self.draft.propose(id, path, change, device, counter, at)
    }

    /// Takes in an edit that was made here and is in the file.
    pub(crate) fn take_own(&mut self, edit: Edit) {
        self.unsent.insert((edit.counter, edit.id));
        let (path, change) = (edit.path.clone(), edit.change.clone());
        merge(&mut self.draft, edit);
        self.evaluation.set(&path, change);
    }

    /// Takes in edits as the College has them. True when the answers may be others now: a new edit came, or the stamps
    /// may have decided between devices in another way.
    pub(crate) fn take_confirmed(&mut self, edits: impl IntoIterator<Item = Edit>) -> bool {
        let mut news = false;
        for edit in edits {
            self.unsent.retain(|(_, id)| *id != edit.id);
            self.refused.retain(|refused| refused.edit.id != edit.id);
            // Received anew: the College had lost it.
            news |= edit.received.is_some_and(|received| self.draft.restamp(edit.id, received));
            news |= merge(&mut self.draft, edit);
        }
        news || !self.draft.conflicts().is_empty()
    }

    /// Leaves out edits that the College refused.
    pub(crate) fn leave_out(&mut self, refused: &[RefusedEdit]) {
        let is_refused = |id: EditId| refused.iter().any(|refused| refused.id == id);
        if refused.is_empty() {
            return;
        }
        self.refused.extend(refused.iter().filter_map(|refused| {
            let edit = self.draft.edit(refused.id)?.clone();
            Some(RefusedAnswer { edit, code: refused.code.clone() })
        }));
        self.unsent.retain(|(_, id)| !is_refused(*id));
        self.draft = self.draft.edits().filter(|edit| !is_refused(edit.id)).cloned().collect();
    }

    /// Evaluates anew, after edits came from elsewhere or the record changed.
    pub(crate) fn evaluate(&mut self, record: &Record, college: &College, day: civil::Date) {
        // Nothing only on a day that no calendar has; what was evaluated before still stands then.
        if let Some(evaluation) = evaluate(&self.form, &self.draft, record, college, day) {
            self.evaluation = evaluation;
        }
        self.previous = Previous::of(record, &self.key, &self.form);
        self.basis = (day, record.version);
    }

    /// Evaluates anew when the day or the record is not the one it was evaluated for. Says whether it did.
    pub(crate) fn refresh(&mut self, record: &Record, college: &College, day: civil::Date) -> bool {
        let is_due = self.basis != (day, record.version);
        if is_due {
            self.evaluate(record, college, day);
        }
        is_due
    }

    /// Pins the draft to another version of its form; the migration's edits have been taken in.
    pub(crate) fn pin(&mut self, form: Arc<Form>, form_version: &str) {
        self.form = form;
        form_version.clone_into(&mut self.form_version);
    }

    /// Takes back that the College has any of it: all is sent again.
    pub(crate) fn offer_again(&mut self) {
        (self.sequence, self.history) = (0, None);
        self.unsent = self.draft.edits().map(|edit| (edit.counter, edit.id)).collect();
    }

    /// Whether the College had this edit when it was first sent, and has received it anew.
    pub(crate) fn is_regained(&self, edit: &Edit) -> bool {
        let before = self.draft.edit(edit.id).and_then(|known| known.received);
        before.is_some() && before != edit.received
    }

    /// How many edits have not reached the College.
    pub fn unsent(&self) -> usize {
        self.unsent.len()
    }

    /// The edits that have not reached the College, in the device's order.
    pub fn unsent_edits(&self) -> impl Iterator<Item = &Edit> {
        self.unsent.iter().filter_map(|(_, id)| self.draft.edit(*id))
    }

    /// What the College does not take and nobody has mended: the question was not answered since, nor its entry removed.
    pub fn refused(&self) -> impl Iterator<Item = &RefusedAnswer> {
        let of_the_person = self.refused.iter().filter(|refused| refused.code != COUNTER_REUSED);
        of_the_person.filter(|refused| !self.draft.edits().any(|later| mends(later, &refused.edit)))
    }
}

/// Whether an edit that stands makes a refused one needless.
fn mends(later: &Edit, refused: &Edit) -> bool {
    let is_later = if later.device == refused.device {
        later.counter > refused.counter
    } else {
        later.effective_time() > refused.at
    };
    let removes = later.change == Change::RemoveInstance
        && refused.path.instances.starts_with(&later.path.instances)
        && !later.path.instances.is_empty();
    is_later && (later.path == refused.path || removes)
}

/// True when the edit is new.
fn merge(draft: &mut Draft, edit: Edit) -> bool {
    let id = edit.id;
    match draft.merge(edit) {
        Merged::Added => true,
        Merged::Known => false,
        Merged::Refused(reason) => {
            tracing::error!(%reason, edit = %id.0, "an edit is left out");
            false
        }
    }
}

fn evaluate(
    form: &Arc<Form>,
    draft: &Draft,
    record: &Record,
    college: &College,
    day: civil::Date,
) -> Option<Evaluation> {
    let parts = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
    let (Ok(year), Ok(month), Ok(number)) = parts else { return None };
    let context = Context { today: Date::new(year, month, number)? };
    Some(Evaluation::new(form, context, &record.prefill(form, college, day), &draft.answers()))
}

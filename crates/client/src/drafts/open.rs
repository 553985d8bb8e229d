//! A draft that is open: its edits, merged, and the form evaluated on them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil;
use portal_forms::{
    Change, Context, Date, DeviceId, Draft, Edit, EditId, Evaluation, Form, InstanceId, ItemPath, Merged,
    Micros,
};
use portal_protocol::{History, RefusedEdit};
use portal_record::{College, DraftKey, Record};

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
    /// What the evaluation was made for; nothing when edits came in since.
    basis: Option<(civil::Date, u64)>,
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
            let edit = row.edit.into_value().into_known()?;
            if let Some(code) = row.refused {
                refused.push(RefusedAnswer { edit, code });
                continue;
            }
            let (is_unsent, counter, id) = (row.sequence.is_none(), edit.counter, edit.id);
            if merge(&mut draft, edit) && is_unsent {
                unsent.insert((counter, id));
            }
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
            basis: Some((day, record.version)),
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
        let mut confirmed = HashSet::new();
        for edit in edits {
            let id = edit.id;
            self.unsent.remove(&(edit.counter, id));
            confirmed.insert(id);
            let before = self.draft.edit(id).map(Edit::effective_time);
            // Received anew: the College had lost it.
            news |= edit.received.is_some_and(|received| self.draft.restamp(id, received));
            news |= merge(&mut self.draft, edit);
            news |= before != self.draft.edit(id).map(Edit::effective_time);
        }
        self.refused.retain(|refused| !confirmed.contains(&refused.edit.id));
        news
    }

    /// More of the College's edits are to come: it is evaluated when they are here, or when somebody looks at it.
    pub(crate) fn await_more(&mut self) {
        self.basis = None;
    }

    /// Whether edits came in on which it was not evaluated yet.
    pub(crate) fn is_behind(&self) -> bool {
        self.basis.is_none()
    }

    /// Leaves out edits that the College refused.
    pub(crate) fn leave_out(&mut self, refused: &[RefusedEdit]) {
        if refused.is_empty() {
            return;
        }
        let ids: HashSet<EditId> = refused.iter().map(|refused| refused.id).collect();
        let is_refused = |id: EditId| ids.contains(&id);
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
        self.basis = Some((day, record.version));
    }

    /// Evaluates anew when the day or the record is not the one it was evaluated for. Says whether it did.
    pub(crate) fn refresh(&mut self, record: &Record, college: &College, day: civil::Date) -> bool {
        let is_due = self.basis != Some((day, record.version));
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
        let mending = Mending::of(&self.draft, &self.refused);
        of_the_person.filter(move |refused| !mending.mends(&refused.edit))
    }
}

/// What makes refused edits needless: what was said later at their places, or removed around them.
#[derive(Default)]
struct Mending<'a> {
    at: HashMap<&'a ItemPath, Latest>,
    removed: HashMap<&'a [InstanceId], Latest>,
}

/// Of each device, its last number and time.
type Latest = HashMap<DeviceId, (u64, Micros)>;

impl<'a> Mending<'a> {
    fn of(draft: &'a Draft, refused: &'a [RefusedAnswer]) -> Mending<'a> {
        let mut mending = Mending::default();
        for path in refused.iter().map(|refused| &refused.edit.path) {
            mending.at.entry(path).or_default();
            (1..=path.instances.len()).for_each(|depth| {
                mending.removed.entry(&path.instances[..depth]).or_default();
            });
        }
        if refused.is_empty() {
            return mending;
        }
        for edit in draft.edits() {
            let removed = mending.removed.get_mut(&*edit.path.instances);
            let removed = removed.filter(|_| edit.change == Change::RemoveInstance);
            for latest in mending.at.get_mut(&edit.path).into_iter().chain(removed) {
                let (counter, at) =
                    latest.entry(edit.device).or_insert((edit.counter, edit.effective_time()));
                (*counter, *at) = ((*counter).max(edit.counter), (*at).max(edit.effective_time()));
            }
        }
        mending
    }

    fn mends(&self, refused: &Edit) -> bool {
        let is_later = |latest: &Latest| {
            latest.iter().any(|(device, (counter, at))| {
                if *device == refused.device { *counter > refused.counter } else { *at > refused.at }
            })
        };
        let instances = &refused.path.instances;
        let removed = (1..=instances.len()).filter_map(|depth| self.removed.get(&instances[..depth]));
        self.at.get(&refused.path).into_iter().chain(removed).any(is_later)
    }
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

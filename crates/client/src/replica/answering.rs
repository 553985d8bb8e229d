//! Answering: an edit is made, committed, and only then in memory.

use portal_forms::draft::BASE_MAX;
use portal_forms::{Change, Edit, EditId, Form, InstanceId, Item, ItemPath, Kind, Micros};
use portal_record::{CaseId, DraftId};

use super::{Ids, Replica};
use crate::drafts::OpenDraft;
use crate::drafts::entry::{self, Entered};
use crate::store::drafts::DraftRow;
use crate::store::meta::Value;
use crate::store::{StoreError, Write};
use crate::sync::Input;

/// Why an answer was not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The file does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such question in this form, or it can't be answered.
    #[error("there is no such question")]
    NoSuchItem,
    /// It was submitted and waits for the College.
    #[error("it is submitted")]
    Locked,
    /// Nothing that is offered is filled in so.
    #[error("there is nothing to fill in")]
    NoSurvey,
    /// More was entered than an answer can hold.
    #[error("the answer is too long")]
    TooLong,
    /// The survey holds as many entries as can be evaluated.
    #[error("there are too many entries")]
    TooManyEntries,
    /// The edit would replace more than [`BASE_MAX`] others, which nobody takes.
    #[error("it would replace too many answers at once")]
    TooMuchAtOnce,
}

/// What the person does at a path.
#[derive(Debug, Clone)]
pub enum Choice {
    /// Answers with what was entered; nothing clears it.
    Answer(Vec<Entered>),
    /// Adds an instance of a repeat.
    Add,
    /// Removes an instance.
    Remove,
    /// Lets this edit's change stand where several disagree.
    Settle(EditId),
}

/// A change that is in the file.
#[derive(Debug)]
pub struct Changed {
    /// Where: of an added instance, the instance.
    pub path: ItemPath,
    /// For the sync engine, in this order.
    pub inputs: Vec<Input>,
}

impl Replica {
    /// Does it in the draft of this case, which is begun if need be; what was said of the answer that it takes away is cleared
    /// with it. Returns once it is durable.
    ///
    /// # Errors
    /// [`AnswerError`]; nothing was changed.
    pub async fn answer(
        &mut self,
        case: &CaseId,
        path: &ItemPath,
        choice: Choice,
        now: Micros,
    ) -> Result<Changed, AnswerError> {
        let id = self.begin(case, now).await?;
        if self.is_locked(id) {
            return Err(AnswerError::Locked);
        }
        let draft = self.drafts.get(&id).ok_or(AnswerError::NoSurvey)?;
        let (path, change) = change(draft, path, choice, &mut self.ids, now)?;
        let outlived =
            draft.evaluation.outlived(&path, &change).into_iter().map(|path| (path, Change::Clear));
        let changes = std::iter::once((path.clone(), change)).chain(outlived);
        let made: Vec<Edit> = (self.counter + 1..)
            .zip(changes)
            .map(|(counter, (path, change))| {
                draft.propose(path, change, self.device, counter, now, EditId(self.ids.draw(now)))
            })
            .collect();
        if made.iter().any(|edit| edit.base.len() > BASE_MAX) {
            return Err(AnswerError::TooMuchAtOnce);
        }
        let (key, form_version) = (draft.key.clone(), draft.form_version.clone());
        let append = |edit: &Edit| Write::AppendEdit { draft: id, edit: edit.clone() };
        let mut writes: Vec<Write> = made.iter().map(append).collect();
        let is_read = self.notice_on(id).is_some();
        if is_read {
            // Whoever goes on answering has seen what the new version of the form did.
            writes.push(Write::Set(Value::Notice(None)));
        }
        self.keep(writes).await?;
        if is_read {
            self.notice = None;
        }
        self.counter += made.len() as u64;
        self.saved_at = Some(now);
        if let Some(draft) = self.drafts.get_mut(&id) {
            made.iter().for_each(|edit| draft.take_own(edit.clone()));
        }
        let (key, form_version) = (&key, &form_version);
        let inputs = made.into_iter().map(|edit| Input::Answered {
            key: key.clone(),
            form_version: form_version.clone(),
            edit,
        });
        Ok(Changed { path, inputs: inputs.collect() })
    }

    /// The draft that becomes this case; begun, in the file too, when there is none.
    ///
    /// # Errors
    /// [`AnswerError::NoSurvey`] when this version of the application has no form for it; [`AnswerError::Store`].
    pub async fn begin(&mut self, case: &CaseId, now: Micros) -> Result<DraftId, AnswerError> {
        let key = self.draft_key(case).ok_or(AnswerError::NoSurvey)?;
        let form = self.college.form_of_draft(case).ok_or(AnswerError::NoSurvey)?;
        let (id, form_version) = (key.id(), form.version.clone());
        if self.drafts.contains_key(&id) {
            return Ok(id);
        }
        let service = self.college.form_of(case).map(|(service, _)| service);
        let may_begin = service.is_none_or(|service| self.may_begin(case, service, now));
        if self.unopened.contains_key(&id) || !may_begin {
            return Err(AnswerError::NoSurvey);
        }
        let row = DraftRow { key, form_version, sequence: 0, history: None };
        let draft = self.opened(row.clone(), Vec::new(), now).map_err(|_| AnswerError::NoSurvey)?;
        self.keep(vec![Write::EnsureDraft(row)]).await?;
        self.drafts.insert(id, draft);
        Ok(id)
    }
}

fn change(
    draft: &OpenDraft,
    path: &ItemPath,
    choice: Choice,
    ids: &mut Ids,
    now: Micros,
) -> Result<(ItemPath, Change), AnswerError> {
    let item = draft.form.item(&path.link_id).ok_or(AnswerError::NoSuchItem)?;
    match choice {
        Choice::Answer(entries) => {
            let answerable =
                item.kind.is_question() && !item.read_only && fits(&draft.form, item, path, true);
            if !answerable || item.kind == Kind::Attachment || item.kind == Kind::Reference {
                return Err(AnswerError::NoSuchItem);
            }
            if !entry::fits(&entries) {
                return Err(AnswerError::TooLong);
            }
            let answer = entry::read(item, &entries);
            let change = if answer.is_empty() { Change::Clear } else { Change::Answer(answer) };
            Ok((path.clone(), change))
        }
        Choice::Add if item.has_instances() && fits(&draft.form, item, path, false) => {
            if !draft.evaluation.has_room(path) {
                return Err(AnswerError::TooManyEntries);
            }
            Ok((path.instance(InstanceId(ids.draw(now))), Change::AddInstance))
        }
        Choice::Remove if item.has_instances() && fits(&draft.form, item, path, true) => {
            Ok((path.clone(), Change::RemoveInstance))
        }
        Choice::Settle(id) => {
            let edit = draft.draft.edit(id).ok_or(AnswerError::NoSuchItem)?;
            Ok((path.clone(), settled(path, edit)))
        }
        Choice::Add | Choice::Remove => Err(AnswerError::NoSuchItem),
    }
}

/// Whether a path names as many instances as the form has repeats around the item, itself counted when `instance`.
fn fits(form: &Form, item: &Item, path: &ItemPath, instance: bool) -> bool {
    let around = std::iter::successors(form.parent(item), |item| form.parent(item));
    let repeats = around.filter(|item| item.has_instances()).count();
    path.instances.len() == repeats + usize::from(instance && item.has_instances())
}

/// Choosing an edit inside an instance that another device removed means: keep the instance.
fn settled(path: &ItemPath, edit: &Edit) -> Change {
    if edit.path == *path { edit.change.clone() } else { Change::AddInstance }
}

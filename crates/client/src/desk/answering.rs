//! Answering: an edit is made, committed, and only then in memory.

use portal_forms::{Change, Edit, EditId, Form, InstanceId, Item, ItemPath, Kind, Micros};
use portal_record::{DraftId, DraftKey};
use portal_wire::window::Entry;
use uuid::Uuid;

use super::Desk;
use crate::drafts::{OpenDraft, entry};
use crate::store::drafts::DraftRow;
use crate::store::{StoreError, drafts, edits, meta};
use crate::sync::Input;

/// Why an answer was not taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AnswerError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such question in this form, or it can't be answered.
    #[error("there is no such question")]
    NoSuchItem,
    /// The survey was submitted and waits for the College.
    #[error("the survey is submitted")]
    Locked,
    /// No renewal can be filled now.
    #[error("no renewal can be filled now")]
    NoSurvey,
}

/// What the person does at a path.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    /// Answers with what was entered; nothing clears it.
    Answer(Vec<Entry>),
    /// Adds an instance of a repeat.
    Add,
    /// Removes an instance.
    Remove,
    /// Lets this edit's change stand where several disagree.
    Settle(EditId),
}

/// A change that is in the file.
#[derive(Debug)]
pub(crate) struct Changed {
    /// Where: of an added instance, the instance.
    pub(crate) path: ItemPath,
    /// For the sync engine.
    pub(crate) input: Input,
}

impl Desk {
    /// Does it in the survey of the current year, which is begun if need be. Returns once it is durable.
    pub(crate) async fn answer(
        &mut self,
        path: &ItemPath,
        choice: Choice,
        now: Micros,
    ) -> Result<Changed, AnswerError> {
        let id = self.begin_survey(now).await?;
        if self.is_locked(id) {
            return Err(AnswerError::Locked);
        }
        let draft = self.drafts.get(&id).ok_or(AnswerError::NoSurvey)?;
        let (path, change) = change(draft, path, choice)?;
        let counter = self.counter + 1;
        let id_of_edit = EditId(Uuid::now_v7());
        let edit = draft.propose(path.clone(), change, self.device, counter, now, id_of_edit);
        self.commit(id, &edit).await?;
        self.notice_was_read().await?;
        let (key, form_version) = self.take_own(id, edit.clone(), now).ok_or(AnswerError::NoSurvey)?;
        Ok(Changed { path, input: Input::Answered { key, form_version, edit } })
    }

    /// The draft of the current year's survey; begun, in the file too, when there is none.
    pub(crate) async fn begin_survey(&mut self, now: Micros) -> Result<DraftId, AnswerError> {
        let year = self.year(now).cloned().ok_or(AnswerError::NoSurvey)?;
        let key = self.survey_key(&year);
        let id = key.id();
        if self.drafts.contains_key(&id) {
            return Ok(id);
        }
        self.forms.get(&year.form.url, &year.form.version).ok_or(AnswerError::NoSurvey)?;
        let row = DraftRow { key, form_version: year.form.version.clone(), sequence: 0 };
        drafts::ensure(self.store.lock().await.connection(), &row).await?;
        self.open_draft(row, Vec::new(), now).map_err(|_| AnswerError::NoSurvey)?;
        Ok(id)
    }

    async fn commit(&mut self, draft: DraftId, edit: &Edit) -> Result<(), StoreError> {
        edits::append(self.store.lock().await.connection(), draft, edit).await
    }

    /// Whoever goes on answering has seen what the new version of the form did.
    async fn notice_was_read(&mut self) -> Result<(), StoreError> {
        if self.notice.take().is_some() {
            meta::remove(self.store.lock().await.connection(), meta::Name::Notice).await?;
        }
        Ok(())
    }

    fn take_own(&mut self, id: DraftId, edit: Edit, now: Micros) -> Option<(DraftKey, String)> {
        self.counter = self.counter.max(edit.counter);
        self.saved_at = Some(now);
        let draft = self.drafts.get_mut(&id)?;
        draft.take_own(edit);
        Some((draft.key.clone(), draft.form_version.clone()))
    }
}

fn change(draft: &OpenDraft, path: &ItemPath, choice: Choice) -> Result<(ItemPath, Change), AnswerError> {
    let item = draft.form.item(&path.link_id).ok_or(AnswerError::NoSuchItem)?;
    match choice {
        Choice::Answer(entries) => {
            let answerable =
                item.kind.is_question() && !item.read_only && fits(&draft.form, item, path, true);
            if !answerable || item.kind == Kind::Attachment || item.kind == Kind::Reference {
                return Err(AnswerError::NoSuchItem);
            }
            let answer = entry::read(item, &entries);
            let change = if answer.is_empty() { Change::Clear } else { Change::Answer(answer) };
            Ok((path.clone(), change))
        }
        Choice::Add if item.has_instances() && fits(&draft.form, item, path, false) => {
            Ok((path.instance(InstanceId(Uuid::now_v7())), Change::AddInstance))
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

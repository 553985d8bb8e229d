//! A new version of a form: the draft is taken over with a report, and pinned to it.

use std::sync::Arc;

use portal_forms::{DeviceId, Edit, EditId, Fate, Form, Micros, Migration, migrate};
use portal_record::{DraftId, eastern_day};

use super::{Ids, Replica};
use crate::drafts::OpenDraft;
use crate::store::meta::{CarriedOver, Value};
use crate::store::{StoreError, Write};
use crate::sync::Input;

impl Replica {
    /// Takes drafts over to the versions of their forms that are filed now. A draft whose submission is on
    /// its way waits: the College's answer opens it again. What the file does not take is tried again with the next
    /// round; until then the draft can be filled in as it was. What comes of it is for the sync engine.
    pub(super) async fn migrate(&mut self, now: Micros) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (id, version) in self.outdated() {
            let Some(draft) = self.drafts.get(&id) else { continue };
            let key = draft.key.clone();
            let Some(form) = self.forms.get(&key.form, &version) else { continue };
            match self.migrate_draft(id, form, &version, now).await {
                Ok(made) => inputs.extend(made.into_iter().map(|edit| Input::Answered {
                    key: key.clone(),
                    form_version: version.clone(),
                    edit,
                })),
                Err(error) => {
                    tracing::error!(%error, "a draft stays with the old version of its form for now");
                }
            }
        }
        inputs
    }

    fn outdated(&self) -> Vec<(DraftId, String)> {
        let newer = self.drafts.iter().filter_map(|(id, draft)| {
            let (case, _) = self.college.case_of(&draft.key.form, &draft.key.subject)?;
            let (_, form) = self.college.form_of(&case)?;
            (form.version != draft.form_version).then(|| (*id, form.version.clone()))
        });
        newer.filter(|(id, _)| !self.is_locked(*id)).collect()
    }

    async fn migrate_draft(
        &mut self,
        id: DraftId,
        form: Arc<Form>,
        version: &str,
        now: Micros,
    ) -> Result<Vec<Edit>, StoreError> {
        let Some(draft) = self.drafts.get(&id) else { return Ok(Vec::new()) };
        let migration = migrate(&draft.form, &form, &draft.draft.answers());
        let made = edits_of(draft, &migration, &mut self.ids, (self.device, self.counter), now);
        let notice = report(&migration);
        let appended = made.iter().map(|edit| Write::AppendEdit { draft: id, edit: edit.clone() });
        let pinned = Write::PinDraft { draft: id, form_version: version.to_owned() };
        let said = notice.iter().flat_map(|notice| {
            [Write::Set(Value::Notice(Some(notice.clone()))), Write::Set(Value::NoticeOf(id))]
        });
        self.keep(appended.chain([pinned]).chain(said).collect()).await?;
        self.counter += made.len() as u64;
        if notice.is_some() {
            (self.notice, self.notice_of) = (notice, Some(id));
        }
        if let Some(draft) = self.drafts.get_mut(&id) {
            draft.pin(form, version);
            made.iter().for_each(|edit| draft.take_own(edit.clone()));
            draft.evaluate(&self.record, &self.college, eastern_day(now));
        }
        Ok(made)
    }
}

/// The migration's changes as edits of this device, each on top of what is known at its place.
fn edits_of(
    draft: &OpenDraft,
    migration: &Migration,
    ids: &mut Ids,
    (device, counter): (DeviceId, u64),
    now: Micros,
) -> Vec<Edit> {
    let mut merged = draft.draft.clone();
    let changes = migration.changes.iter().zip(counter + 1..);
    let made = changes.map(|(change, counter)| {
        let (path, change) = (change.path.clone(), change.change.clone());
        let edit = merged.propose(EditId(ids.draw(now)), path, change, device, counter, now);
        // What follows may build on it.
        let _ = merged.merge(edit.clone());
        edit
    });
    made.collect()
}

/// What became of the answers; nothing when all of them stand as they did.
fn report(migration: &Migration) -> Option<CarriedOver> {
    let count =
        |wanted: fn(&Fate) -> bool| migration.report.iter().filter(|moved| wanted(&moved.fate)).count();
    let changed = migration.report.iter().any(|moved| moved.fate != Fate::Kept);
    changed.then(|| CarriedOver::Counted {
        kept: count(|fate| matches!(fate, Fate::Kept)),
        moved: count(|fate| matches!(fate, Fate::Moved)),
        asked: count(|fate| matches!(fate, Fate::AskedAgain(_))),
        dropped: count(|fate| matches!(fate, Fate::Dropped(_))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::migrate::Reason;
    use portal_forms::{ItemPath, LinkId, Moved};

    fn moved(fate: Fate) -> Moved {
        Moved { path: ItemPath::root("A.1"), fate, link_id: Some(LinkId::from("A.1")), answer: Vec::new() }
    }

    #[test]
    fn what_a_new_version_did_is_said_only_when_it_did_something() {
        let migration = |report: Vec<Moved>| Migration { changes: Vec::new(), report };
        assert_eq!(report(&migration(vec![moved(Fate::Kept)])), None, "all answers stand as they did");
        let said = report(&migration(vec![
            moved(Fate::Kept),
            moved(Fate::Moved),
            moved(Fate::AskedAgain(Reason::OtherType)),
        ]));
        assert_eq!(said, Some(CarriedOver::Counted { kept: 1, moved: 1, asked: 1, dropped: 0 }));
    }
}

//! Requests that were begun and are not at the College, and which case comes next when a service is asked for.

use portal_forms::Micros;
use portal_record::services::{Definition, Many};
use portal_record::{CaseId, DraftKey};

use super::Replica;

impl Replica {
    /// The cases that drafts with an answer become, wherever they were begun; not those that are filed.
    pub fn begun(&self) -> impl Iterator<Item = CaseId> {
        let open = self.drafts.values().filter(|draft| !draft.draft.is_empty()).map(|draft| &draft.key);
        let unopened = self.unopened.values().map(|kept| &kept.key);
        open.chain(unopened).filter_map(|key| self.case_of(key))
    }

    /// Whether there is a draft of this case with an answer.
    pub fn is_begun(&self, case: &CaseId) -> bool {
        self.begun().any(|begun| begun == *case)
    }

    /// The case that asking for a service is now. Devices without a network come to the same, except where there may be any number of
    /// them: then it is the one that was begun here last, or none before one is drawn.
    pub fn next_case(&self, service: &Definition, now: Micros) -> Option<CaseId> {
        let key = service.key.clone();
        match service.many {
            Many::OneOpen => {
                let next = self.predicted(now).record.cases.next(&key);
                Some(CaseId::numbered(key, next))
            }
            Many::OnePerYear => Some(CaseId::numbered(key, self.year(now)?.year)),
            Many::Free => {
                let drafts = self.drafts.values().map(|draft| &draft.key);
                let cases = drafts.filter_map(|key| self.case_of(key));
                cases.filter(|case| *case.service() == key && !self.is_submitted(case)).last()
            }
        }
    }

    /// The same, drawn where it has to be.
    pub fn case_to_begin(&mut self, service: &Definition, now: Micros) -> Option<CaseId> {
        match self.next_case(service, now) {
            None if service.many == Many::Free => {
                let subject = self.new_id(now).to_string();
                CaseId::new(service.key.clone(), subject).ok()
            }
            next => next,
        }
    }

    /// Whether it can be begun now: of those that are numbered none is left out.
    pub(super) fn may_begin(&self, case: &CaseId, service: &Definition, now: Micros) -> bool {
        let next = || self.predicted(now).record.cases.next(case.service());
        service.many != Many::OneOpen || case.number().is_some_and(|number| number <= next())
    }

    /// The case that a draft becomes, where it is not filed.
    fn case_of(&self, key: &DraftKey) -> Option<CaseId> {
        let (case, _) = self.college.case_of(&key.form, &key.subject)?;
        self.record.cases.get(&case).is_none().then_some(case)
    }

    fn is_submitted(&self, case: &CaseId) -> bool {
        self.draft_key(case).is_some_and(|key| self.is_locked(key.id()))
    }
}

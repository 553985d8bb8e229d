//! What follows for cases from events on a person's stream: where they stand, and what the College's rules do with them, and when.

use portal_record::cases::{Case, CaseAct, Due as Next, State};
use portal_record::{CaseId, College, Record, RegistrantId};

use crate::store::cases::{Due, Row};

/// What follows for cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Following {
    /// Where those stand that changed.
    pub rows: Vec<Row>,
    /// What is no longer to be done with them.
    pub gone: Vec<(CaseId, CaseAct)>,
    /// What is to be done with them.
    pub dues: Vec<Due>,
}

impl Following {
    /// What follows when the record was so, and is so now.
    pub fn new(college: &College, registrant: RegistrantId, before: &Record, after: &Record) -> Following {
        let mut following = Following::default();
        for case in after.cases.iter() {
            let (id, was) = (case.id().clone(), before.cases.get(case.id()));
            let (stood, stands) = (was.map(|was| before.case_state(was)), after.case_state(case));
            if stood != Some(stands) {
                let filed_at = case.filed_at;
                following.rows.push(Row { registrant, case: id.clone(), state: stands, filed_at });
            }
            if !is_as_it_was(was.zip(stood), (case, stands)) {
                let next = |record: &Record, case| record.dues(case, college);
                let planned = was.map(|was| next(before, was)).unwrap_or_default();
                following.plan(registrant, &id, &planned, next(after, case));
            }
        }
        following
    }

    fn plan(&mut self, registrant: RegistrantId, case: &CaseId, planned: &[Next], next: Vec<Next>) {
        for was in planned {
            if !next.iter().any(|due| due.act == was.act) {
                self.gone.push((case.clone(), was.act.clone()));
            }
        }
        let new = next.into_iter().filter(|due| !planned.contains(due));
        self.dues.extend(new.map(|Next { act, at }| Due { registrant, case: case.clone(), act, at }));
    }
}

/// Nothing happened to it, and its fee stands as it stood.
fn is_as_it_was(was: Option<(&Case, State)>, is: (&Case, State)) -> bool {
    was.is_some_and(|(was, stood)| stood == is.1 && was.progress.changed == is.0.progress.changed)
}

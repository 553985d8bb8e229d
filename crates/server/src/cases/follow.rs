//! What follows for cases from events on a person's stream: where they stand, and what the College's rules do with them, and when.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_record::cases::{Case, CaseAct, Route, State};
use portal_record::{Record, RegistrantId, eastern};

use crate::store::cases::{Due, Row};

/// What follows for cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Following {
    /// Where those stand that changed.
    pub rows: Vec<Row>,
    /// What is to be done with them.
    pub dues: Vec<Due>,
}

impl Following {
    /// What follows when the record was so, and is so now.
    pub fn new(registrant: RegistrantId, before: &Record, after: &Record, now: Micros) -> Following {
        let mut following = Following::default();
        let standing = |record: &Record, case: &Case| (record.case_state(case), case.progress.route);
        for case in after.cases.iter() {
            let stands = standing(after, case);
            if before.cases.get(case.id()).map(|was| standing(before, was)) == Some(stands) {
                continue;
            }
            let (id, filed_at) = (case.id().clone(), case.filed_at);
            let due = due(case, stands.0, now);
            following.dues.extend(due.map(|(act, at)| Due { registrant, case: id.clone(), act, at }));
            following.rows.push(Row { registrant, case: id, state: stands.0, filed_at });
        }
        following
    }
}

/// What the rules do next with a case that stands here.
fn due(case: &Case, state: State, now: Micros) -> Option<(CaseAct, Micros)> {
    match state {
        State::Filed => Some((CaseAct::Check {}, now)),
        State::InReview if case.progress.route == Some(Route::Auto) => Some((CaseAct::Auto {}, now)),
        State::Decided => {
            let effective = case.progress.decision()?.what.effective?;
            Some((CaseAct::Close {}, begins(effective, now)?))
        }
        _ => None,
    }
}

/// When a day begins, Eastern.
fn begins(day: Date, now: Micros) -> Option<Micros> {
    let midnight = day.to_zoned_datetime(eastern(now).time_zone().clone()).ok()?;
    Some(Micros(midnight.timestamp().as_microsecond()))
}

//! What the College's rules do with a case, and when: what follows from the record alone, so that a server can keep it as a row and do it once.

use jiff::{ToSpan, civil::Date};
use portal_forms::Micros;
use uuid::Uuid;

use super::{Case, CaseAct, InformationAsked, Route, Said, State};
use crate::{College, MessageId, Record, eastern::start_of};

/// The namespace of the ids of reminders.
const REMINDERS: Uuid = Uuid::from_u128(0x2d90_6c1f_a84b_4e53_9b07_f3d1_58e2_c60a);

/// Something that is done with a case when it is time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub act: CaseAct,
    /// When.
    pub at: Micros,
}

impl Record {
    /// What the rules do next with a case as it stands.
    pub fn dues(&self, case: &Case, college: &College) -> Vec<Due> {
        let due = |act: CaseAct, at: Option<Micros>| at.map(|at| Due { act, at });
        let state = self.case_state(case);
        let at_once = match (state, case.progress.route) {
            (State::Filed, _) => Some(Due { act: CaseAct::Check {}, at: case.filed_at }),
            (State::InReview, Some(Route::Auto)) => Some(Due { act: CaseAct::Auto {}, at: case.filed_at }),
            _ => None,
        };
        let question = case.progress.question().filter(|_| state == State::ActionNeeded);
        let reminder = question.filter(|asked| !self.is_reminded(case, asked));
        let reminder = reminder.and_then(|asked| due(CaseAct::Remind {}, reminded_at(asked, college)));
        let lapse = question.and_then(|asked| due(CaseAct::Lapse {}, asked.what.lapses_at()));
        let delay = due(CaseAct::Delay {}, self.promised(case, college));
        let effective = case.progress.decision().and_then(|decided| decided.what.effective);
        let close = effective.filter(|_| state == State::Decided);
        let close = close.and_then(|day| due(CaseAct::Close {}, start_of(day)));
        [at_once, reminder, lapse, delay, close].into_iter().flatten().collect()
    }

    /// Whether the person was reminded of this question.
    fn is_reminded(&self, case: &Case, asked: &Said<InformationAsked>) -> bool {
        let id = asked.reminder(case);
        self.messages.iter().any(|message| message.sent.id == id)
    }
}

impl Said<InformationAsked> {
    /// The message that reminds of it: the same wherever it is decided.
    pub(crate) fn reminder(&self, case: &Case) -> MessageId {
        MessageId(Uuid::new_v5(&REMINDERS, format!("{}\n{}", case.id(), self.at.0).as_bytes()))
    }
}

impl InformationAsked {
    /// From when on the answer is late: the end of the day until which it is expected.
    pub fn lapses_at(&self) -> Option<Micros> {
        start_of(self.due.checked_add(1.day()).ok()?)
    }
}

/// As the day of the reminder begins; never where that is no later than the question.
fn reminded_at(asked: &Said<InformationAsked>, college: &College) -> Option<Micros> {
    let is_worked = |day: &Date| college.business_days().is_business_day(*day);
    let before = asked.what.due.yesterday().ok()?.series((-1).day()).filter(is_worked);
    let days = college.cases().reminded_business_days_before.get();
    start_of(before.take(days.into()).last()?).filter(|at| *at > asked.at)
}

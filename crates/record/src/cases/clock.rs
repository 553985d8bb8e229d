//! When an answer is promised.

use portal_forms::Micros;

use super::Case;
use crate::{
    College, Record,
    business_days::Stopped,
    ledger::InvoiceState,
    services::{Clock, Starts},
};

impl Record {
    /// When an answer about a case is promised, as things stand: at no time where the definition promises none, before its clock starts,
    /// while it stands still, and once nobody waits for an answer.
    pub fn promised(&self, case: &Case, college: &College) -> Option<Micros> {
        if !self.case_state(case).is_open() {
            return None;
        }
        let definition = college.services().at(case.id().service(), case.definition())?;
        let clock = definition.clock.as_ref()?;
        let pauses = case.progress.pauses.iter();
        let stopped: Vec<Stopped> =
            pauses.map(|pause| Stopped { from: pause.from, until: pause.to }).collect();
        let promised =
            college.business_days().promised(clock.n, clock.unit, self.started(case, clock)?, &stopped)?;
        Some(case.progress.delayed.map_or(promised, |delayed| promised.max(delayed)))
    }

    fn started(&self, case: &Case, clock: &Clock) -> Option<Micros> {
        let invoice = self.ledger.of_case(case.id());
        match clock.starts {
            Starts::Filed => Some(case.filed_at),
            Starts::Complete => case.progress.complete_at,
            Starts::Paid => match invoice.map(|invoice| &invoice.state) {
                None => Some(case.filed_at),
                Some(InvoiceState::Paid { at, .. }) => Some(*at),
                Some(_) => None,
            },
        }
    }
}

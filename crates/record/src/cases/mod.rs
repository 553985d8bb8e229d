//! What a person asks of the College: one filing of one service about one subject, and what becomes of it.

mod act;
mod acting;
mod clock;
mod dues;
mod events;
mod file;
mod filed;
mod filing;
mod letter;
mod progress;
mod ruling;
pub mod table;
mod waiting;

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_forms::Micros;
use serde::{Deserialize, Serialize};

pub use crate::case_id::{CaseId, NotACaseId};
pub use crate::case_state::State;
pub use act::{Act, CaseAct};
pub(crate) use acting::decide;
pub use dues::Due;
pub use events::{
    Cancelled, ClockStarted, ClockStopped, Closed, Decided, Delayed, InformationAsked, InformationGiven,
    Reopened, RequirementSet, Route, Routed, Stop, Withdrawn,
};
pub use file::{
    Assigned, CaseFile, CheckResult, Checked, Flagged, Lapse, Lapsed, Met, Note, Noted, Overridden, Override,
    Proposal, Proposed, Returned,
};
pub use filed::Filed;
pub use filing::File;
pub use letter::{Letter, LetterOf};
pub use progress::{End, Pause, Progress, Said};
pub use ruling::{Requirement, RequirementState, Ruling};
pub use table::Who;
pub use waiting::Waiting;

use crate::{
    Body, CommandId, Event, Record,
    ledger::Invoice,
    services::{self, ServiceKey},
};

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What was filed, by which version of the definition.
    pub filed: Filed,
    /// The binding instant.
    pub filed_at: Micros,
    /// The command that filed it: its receipt is derived from this.
    pub command: Option<CommandId>,
    /// How far it has come since.
    pub progress: Progress,
}

impl Case {
    /// Its name.
    pub fn id(&self) -> &CaseId {
        &self.filed.case
    }

    /// The version of its definition.
    pub fn definition(&self) -> u16 {
        self.filed.definition
    }
}

/// Every case of a stream. Nothing is removed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cases(BTreeMap<CaseId, Case>);

impl Cases {
    /// The case of this name.
    pub fn get(&self, id: &CaseId) -> Option<&Case> {
        self.0.get(id)
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Case> {
        self.0.values()
    }

    /// Those of a service.
    pub fn of<'a>(&'a self, service: &'a ServiceKey) -> impl DoubleEndedIterator<Item = &'a Case> {
        self.iter().filter(move |case| case.id().service() == service)
    }

    /// The ordinal of the next case of a service, where they are numbered: devices that begin it without a network begin the same.
    pub fn next(&self, service: &ServiceKey) -> u64 {
        self.of(service).zip(1..).last().map_or(1, |(_, last)| last + 1)
    }

    pub(crate) fn apply(&mut self, event: &Event) {
        if let Body::Filed(filed) = &event.body {
            // What was filed stays what was filed: `decide` lets no second one in.
            self.0.entry(filed.case.clone()).or_insert_with(|| Case {
                filed: filed.clone(),
                filed_at: event.received_at,
                command: event.command,
                progress: Progress::filed(event),
            });
        } else if let Some(case) = event.body.case().and_then(|id| self.0.get_mut(&id)) {
            case.progress.apply(event);
        }
    }
}

impl Record {
    /// Where a case of this record stands.
    pub fn case_state(&self, case: &Case) -> State {
        let is_owed = self.ledger.of_case(case.id()).is_some_and(Invoice::is_owed);
        let is_undecided = case.progress.decisions.is_empty();
        match case.progress.state(is_owed && is_undecided) {
            // A fee that falls due with a decision does not take the case back to before it: it is still to come.
            State::Closed if is_owed => State::Decided,
            state => state,
        }
    }
}

impl Body {
    /// The case whose progress it is.
    pub fn case(&self) -> Option<CaseId> {
        let case = match self {
            Body::Routed(body) => &body.case,
            Body::RequirementSet(body) => &body.case,
            Body::InformationAsked(body) => &body.case,
            Body::InformationGiven(body) => &body.case,
            Body::ClockStopped(body) => &body.case,
            Body::ClockStarted(body) => &body.case,
            Body::Decided(body) => &body.case,
            Body::Closed(body) => &body.case,
            Body::Delayed(body) => &body.case,
            Body::Withdrawn(body) => &body.case,
            Body::Cancelled(body) => &body.case,
            Body::Reopened(body) => &body.case,
            Body::MessageSent(body) => return body.case.clone(),
            of_a_service => return services::decided_by(of_a_service),
        };
        Some(case.clone())
    }

    /// The day on which it takes effect, where it does on a day.
    pub(crate) fn effective(&self) -> Option<Date> {
        match self {
            Body::StatusSet(body) => Some(body.effective),
            Body::ClassGranted(body) => Some(body.effective),
            Body::NameChanged(body) => Some(body.effective),
            _ => None,
        }
    }
}

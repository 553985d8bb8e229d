//! What a person asks of the College: one filing of one service about one subject, and what becomes of it.

mod filed;
mod filing;
mod id;

use std::collections::BTreeMap;

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

pub use filed::Filed;
pub use filing::File;
pub use id::{CaseId, NotACaseId};

use crate::{Body, CommandId, Event, services::ServiceKey};

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What was filed, by which version of the definition.
    pub filed: Filed,
    /// The binding instant.
    pub filed_at: Micros,
    /// The command that filed it: its receipt is derived from this.
    pub command: Option<CommandId>,
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
            });
        }
    }
}

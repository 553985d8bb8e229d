//! On whom an open case waits: on exactly one.

use serde::{Deserialize, Serialize};

use super::{CaseFile, Progress, Proposal, State};
use crate::StaffId;

/// On whom an open case waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "kebab-case")]
pub enum Waiting {
    /// The person: for the fee, or for an answer.
    Person,
    /// The College's rules, which have not looked yet.
    System,
    /// A second person of the staff, who did not propose what is to be decided.
    Second {
        /// Who did.
        proposer: StaffId,
    },
    /// Who has it.
    Desk {
        /// Who.
        person: StaffId,
    },
    /// Whoever takes it out of its queue.
    Queue,
}

impl CaseFile {
    /// The proposal, unless the case changed since it was made.
    pub fn proposal_on(&self, progress: &Progress) -> Option<&Proposal> {
        self.proposal.as_ref().filter(|proposal| proposal.on == progress.changed)
    }

    /// On whom the case waits that stands here; on nobody when it is decided or ended.
    pub fn waiting(&self, state: State, progress: &Progress) -> Option<Waiting> {
        Some(match state {
            State::FeeDue | State::ActionNeeded => Waiting::Person,
            State::Filed => Waiting::System,
            State::InReview => match (self.proposal_on(progress), self.assigned) {
                (Some(proposal), _) => Waiting::Second { proposer: proposal.by },
                (None, Some(person)) => Waiting::Desk { person },
                (None, None) => Waiting::Queue,
            },
            State::Decided | State::Closed | State::Withdrawn | State::Cancelled => return None,
        })
    }
}

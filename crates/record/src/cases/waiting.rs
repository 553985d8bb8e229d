//! On whom an open case waits: on exactly one.

use serde::{Deserialize, Serialize};

use super::{CaseFile, Lapse, Progress, Proposal, State};
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

    /// Whether the answer did not come in time that the person was asked for: then whoever has the case has to see to it.
    fn is_late(&self, progress: &Progress) -> bool {
        let due = progress.question().and_then(|asked| asked.what.lapses_at());
        due.is_some_and(|due| self.has_lapsed(Lapse::Answer, due))
    }

    /// On whom the case waits that stands here; on nobody when it is decided or ended.
    pub fn waiting(&self, state: State, progress: &Progress) -> Option<Waiting> {
        Some(match state {
            State::FeeDue => Waiting::Person,
            State::ActionNeeded if !self.is_late(progress) => Waiting::Person,
            State::Filed => Waiting::System,
            State::InReview | State::ActionNeeded => match (self.proposal_on(progress), self.assigned) {
                (Some(proposal), _) => Waiting::Second { proposer: proposal.by },
                (None, Some(person)) => Waiting::Desk { person },
                (None, None) => Waiting::Queue,
            },
            State::Decided | State::Closed | State::Withdrawn | State::Cancelled => return None,
        })
    }
}

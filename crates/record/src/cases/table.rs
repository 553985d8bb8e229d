//! What can be done in which state, and by whom: the closed table. A definition may allow less, nothing allows more.

use serde::{Deserialize, Serialize};

use super::{Act, State};
use crate::Actor;

/// Whose act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Whose case it is, or who may act for them.
    Person,
    /// The College's staff.
    Staff,
    /// The College's rules.
    System,
}

impl Who {
    /// All of them.
    pub const ALL: &[Who] = &[Who::Person, Who::Staff, Who::System];

    /// On whose behalf this actor does something with a case; none when on nobody's.
    pub fn of(actor: Actor) -> Option<Who> {
        match actor {
            Actor::Registrant { .. } | Actor::Applicant { .. } | Actor::Delegate { .. } => Some(Who::Person),
            Actor::Staff { .. } => Some(Who::Staff),
            Actor::System { .. } => Some(Who::System),
            Actor::Provider | Actor::Unknown(_) => None,
        }
    }
}

/// Not yet decided, nor ended.
const OPEN: &[State] = &[State::Filed, State::FeeDue, State::InReview, State::ActionNeeded];
/// With the staff.
const REVIEW: &[State] = &[State::InReview, State::ActionNeeded];

/// Whose act it is, and in which states it is possible.
pub fn row(act: Act) -> (Who, &'static [State]) {
    use State::{ActionNeeded, Cancelled, Closed, Decided, FeeDue, Filed, InReview};
    match act {
        Act::GiveInformation => (Who::Person, &[ActionNeeded]),
        Act::Withdraw => (Who::Person, &[Filed, FeeDue, InReview, ActionNeeded, Decided]),
        Act::Take | Act::GiveBack | Act::HandTo | Act::Flag | Act::Cancel => (Who::Staff, OPEN),
        Act::Note => (Who::Staff, State::ALL),
        Act::Ask | Act::SetRequirement | Act::StopClock | Act::StartClock => (Who::Staff, REVIEW),
        Act::Propose | Act::Return | Act::Decide | Act::Override => (Who::Staff, REVIEW),
        Act::Reopen => (Who::Staff, &[Decided, Closed, Cancelled]),
        Act::Check => (Who::System, &[Filed, InReview, ActionNeeded]),
        Act::Auto => (Who::System, &[InReview]),
        Act::Close => (Who::System, &[Decided]),
        Act::Remind | Act::Lapse => (Who::System, &[ActionNeeded]),
        Act::Delay => (Who::System, &[Filed, InReview, ActionNeeded]),
    }
}

/// Whether it can be done.
pub fn allows(state: State, act: Act, who: Who) -> bool {
    let (whose, states) = row(act);
    whose == who && states.contains(&state)
}

//! Where a case stands.

use serde::{Deserialize, Serialize};

/// Where a case stands: what happened to it, and whether its fee is paid. Its name is the text `case-state-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The College has it.
    Filed,
    /// Its fee has to be paid first.
    FeeDue,
    /// The College looks at it.
    InReview,
    /// The person was asked for something.
    ActionNeeded,
    /// A decision stands, and its day is still to come.
    Decided,
    /// A decision stands.
    Closed,
    /// The person took it back.
    Withdrawn,
    /// The College ended it without deciding it.
    Cancelled,
}

impl State {
    /// All of them.
    pub const ALL: &[State] = &[
        State::Filed,
        State::FeeDue,
        State::InReview,
        State::ActionNeeded,
        State::Decided,
        State::Closed,
        State::Withdrawn,
        State::Cancelled,
    ];

    /// The code, as in JSON and in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            State::Filed => "filed",
            State::FeeDue => "fee-due",
            State::InReview => "in-review",
            State::ActionNeeded => "action-needed",
            State::Decided => "decided",
            State::Closed => "closed",
            State::Withdrawn => "withdrawn",
            State::Cancelled => "cancelled",
        }
    }

    /// Nothing more is to come of it.
    pub fn is_finished(self) -> bool {
        matches!(self, State::Closed | State::Withdrawn | State::Cancelled)
    }

    /// Neither decided nor ended: somebody has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, State::Filed | State::FeeDue | State::InReview | State::ActionNeeded)
    }
}

//! What is proposed or decided, and how requirements stand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{files::FileName, services::Code};

/// What is proposed, or decided: a kind of decision of the definition, filled in. Two people decide the same when theirs are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Which kind of decision.
    pub kind: Code,
    /// Reasons, of those that the kind lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Code>,
    /// What whoever decides fills in, by the names of the kind's fields.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<Code, String>,
    /// What the letter says besides its template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
}

impl Ruling {
    /// This kind of decision, with nothing else to it.
    pub fn plain(kind: Code) -> Ruling {
        Ruling { kind, reasons: Vec::new(), fields: BTreeMap::new(), letter: None }
    }
}

/// Something that must be there before a case is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Names it within the case.
    pub id: Code,
    /// Which of the definition's requirements it is.
    pub kind: Code,
    /// How it stands.
    pub state: RequirementState,
    /// What the staff say to the person about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Until when it is expected, or the day for which its review is scheduled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What was sent for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileName>,
}

/// How a requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementState {
    /// The College does not have it.
    NotReceived,
    /// It is there, and is looked at.
    Received,
    /// It will do.
    Accepted,
    /// It will not do; the note says why.
    Rejected,
    /// It is not needed after all.
    Waived,
    /// It is looked at on a day.
    Scheduled,
}

impl RequirementState {
    /// The code, as in JSON and in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            RequirementState::NotReceived => "not-received",
            RequirementState::Received => "received",
            RequirementState::Accepted => "accepted",
            RequirementState::Rejected => "rejected",
            RequirementState::Waived => "waived",
            RequirementState::Scheduled => "scheduled",
        }
    }

    /// It is not there, or will not do.
    pub fn is_waited_for(self) -> bool {
        matches!(self, RequirementState::NotReceived | RequirementState::Rejected)
    }
}

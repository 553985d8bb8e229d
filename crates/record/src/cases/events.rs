//! What happens to a case after it was filed, as the person's stream says it.

use jiff::civil::Date;
use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use super::{CaseId, Letter, Requirement, Ruling};
use crate::{StaffId, files::FileName};

/// The checks were made: it is decided by the rule at once, or a person looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// Which case.
    pub case: CaseId,
    /// Where to.
    pub to: Route,
}

/// Who looks at a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// Nobody has to: all checks are met, and the definition says what follows.
    Auto,
    /// A person.
    Review,
}

/// A requirement of the case was added, or stands otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementSet {
    /// Which case.
    pub case: CaseId,
    /// How it stands.
    pub requirement: Requirement,
}

/// The person was asked for something. The newest question is the one that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationAsked {
    /// Which case.
    pub case: CaseId,
    /// Requirements and questions of the form that it is about, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// What is asked, in the words of the staff.
    pub text: String,
    /// Until when an answer is expected.
    pub due: Date,
}

/// The person answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationGiven {
    /// Which case.
    pub case: CaseId,
    /// In the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileName>,
}

/// Why the clock of a case stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// The person is asked for something.
    Asked,
    /// The College holds it.
    Held,
}

/// The clock was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStopped {
    /// Of which case.
    pub case: CaseId,
    /// Why.
    pub why: Stop,
    /// The same, in words for the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The clock goes on, unless it is stopped for another reason too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStarted {
    /// Of which case.
    pub case: CaseId,
    /// What no longer stops it.
    pub why: Stop,
}

/// The case was decided. What the decision changes are events of the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Which case.
    pub case: CaseId,
    /// What was decided.
    pub ruling: Ruling,
    /// Whether it ends the case.
    pub is_final: bool,
    /// The day on which it takes effect, where that is still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Date>,
    /// Who had proposed it, where two people decide; the event's actor is the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<StaffId>,
    /// Its letter, where it has one. Before there was this, it was made of the definition's template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
}

/// A decision has taken effect: nothing more is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Which case.
    pub case: CaseId,
}

/// The day for which an answer was promised has passed without one: it is promised for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delayed {
    /// Which case.
    pub case: CaseId,
    /// Until when an answer is promised now.
    pub until: Micros,
}

/// The person took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Which case.
    pub case: CaseId,
    /// Why, if the person says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The College ended it without deciding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Which case.
    pub case: CaseId,
    /// Why, in words for the person.
    pub why: String,
}

/// The College looks at it again. What was decided before stays on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// Which case.
    pub case: CaseId,
    /// Why, in words for the person.
    pub why: String,
}

//! What a decision changes: a closed list of the record's events, each with where its members come from.

use jiff::civil::Date;
use serde::Deserialize;

use super::Code;
use crate::registration::Status;

/// An event that follows from a decision, in the same transaction.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "event", deny_unknown_fields)]
pub enum Effect {
    /// The standing changes.
    #[serde(rename = "registration.status-set")]
    StatusSet {
        /// To what.
        status: Source<Status>,
        /// From when on.
        effective: Source<Date>,
    },
    /// The registrant is told: the text `message-<text>`.
    #[serde(rename = "messages.sent")]
    Message {
        /// Which text.
        text: Code,
    },
    /// The renewal is complete.
    #[serde(rename = "renewal.completed")]
    RenewalCompleted {},
}

/// Where a member of an event comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source<T> {
    /// It is always this.
    Constant(T),
    /// From the first of these questions that is asked and answered.
    Answer(Vec<String>),
    /// From a field of the decision.
    Field(Code),
}

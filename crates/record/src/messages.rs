//! Messages between the registrant and the College. They are caused by other acts; writing one freely comes later.

use serde::{Deserialize, Serialize};

use crate::{MessageId, entries::Recorded};

/// Who wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// To the College.
    Registrant,
    /// To the registrant.
    College,
}

/// A message was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSent {
    /// The id of the message, drawn by who wrote it.
    pub id: MessageId,
    /// Who wrote it.
    pub by: Author,
    /// What it is about.
    pub subject: String,
    /// Paragraphs, separated by line ends.
    pub text: String,
}

/// A message and when it was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it says.
    pub sent: MessageSent,
    /// The event that recorded it.
    pub recorded: Recorded,
}

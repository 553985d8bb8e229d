//! What a registrant may ask about addresses, and the College's rules of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Address, AddressKind};
use crate::{EntryId, MessageId, formats::OpenHours};

/// An address from a day on. It supersedes the one of its kind; an additional location stands beside the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAddress {
    /// The new entry.
    pub id: EntryId,
    /// What it is for.
    pub kind: AddressKind,
    /// Where, as written.
    pub address: Address,
    /// Telephone there, as written. Not for mailing addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// Hours there, in any order. Not for mailing addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpenHours>,
    /// First day: after today.
    pub effective: Date,
    /// The additional location that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryId>,
}

/// No practice address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetNotInPractice {
    /// The new entry.
    pub id: EntryId,
    /// First day: after today.
    pub effective: Date,
}

/// Takes back an address, or not being in practice, before it takes effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawAddress {
    /// Which.
    pub id: EntryId,
}

/// Asks the College, by a message with the address, to remove an additional location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveLocation {
    /// Which.
    pub id: EntryId,
    /// The message that asks.
    pub message: MessageId,
}

//! Registrations with other regulators, of this profession or another, anywhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::EntryId;

/// Adds a registration with another regulator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddRegistration {
    /// The new entry.
    pub id: EntryId,
    /// Name of the regulator, of the list or in own words.
    pub regulator: String,
    /// Where: code of a province (`CA-BC`) or of a country (`IE`).
    pub jurisdiction: String,
    /// The number there.
    pub number: String,
    /// First day.
    pub from: Date,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Makes a registration with another regulator historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveRegistration {
    /// Which.
    pub id: EntryId,
}

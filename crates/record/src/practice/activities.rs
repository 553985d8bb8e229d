//! Clinical activities: added from the College's list or in own words, removed into history.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::EntryId;

/// Adds a clinical activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddActivity {
    /// The new entry.
    pub id: EntryId,
    /// Code of the list; nothing for "Other".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// In own words, for "Other"; not read when there is a code.
    #[serde(default)]
    pub name: String,
    /// First day.
    pub effective: Date,
}

/// Makes a clinical activity historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveActivity {
    /// Which.
    pub id: EntryId,
}

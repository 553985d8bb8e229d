//! Hospital privileges: added from the list of hospitals, removed into history.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::EntryId;

/// Adds a hospital privilege.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddPrivilege {
    /// The new entry.
    pub id: EntryId,
    /// Code of the hospital.
    pub hospital: String,
    /// Code of the kind.
    pub kind: String,
    /// First day.
    pub from: Date,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Makes a hospital privilege historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovePrivilege {
    /// Which.
    pub id: EntryId,
}

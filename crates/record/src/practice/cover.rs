//! Professional liability protection, and the tracker of continuing professional development.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Professional liability protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetLiability {
    /// Code.
    pub protection: String,
    /// Membership or policy number, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// The organisation that tracks continuing professional development.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetCpd {
    /// Code.
    pub organization: String,
    /// Number there, as written; empty for no organisation.
    pub member_number: String,
    /// Last day of the cycle that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle_end: Option<Date>,
}

//! What can be chosen in the profile's forms.

use serde::{Deserialize, Serialize};

/// A code and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Coded {
    /// What is sent.
    pub code: String,
    /// What is shown.
    pub display: String,
}

/// Every list, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileLists {
    /// Gender identity: five.
    pub genders: Vec<Coded>,
    /// Languages of care.
    pub languages: Vec<Coded>,
    /// Languages in which the College writes.
    pub correspondence: Vec<Coded>,
    /// Ways in which the magazine is delivered.
    pub dialogue: Vec<Coded>,
    /// Canada's provinces and territories.
    pub provinces: Vec<Coded>,
    /// Countries, Canada first.
    pub countries: Vec<Coded>,
    /// Days of the week, 1 for Monday.
    pub weekdays: Vec<Coded>,
    /// Clinical activities.
    pub activities: Vec<Coded>,
    /// Hospitals where a privilege can be held now.
    pub hospitals: Vec<Coded>,
    /// Kinds of privilege.
    pub privilege_kinds: Vec<Coded>,
    /// Regulators of physicians elsewhere, and of other professions here; another may be typed.
    pub regulators: Vec<Coded>,
    /// Provinces, then countries.
    pub jurisdictions: Vec<Coded>,
    /// Kinds of liability protection.
    pub protections: Vec<Coded>,
    /// Organisations that track continuing professional development.
    pub cpd_organizations: Vec<Coded>,
}

//! What the registrant does, where, and how it is covered.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A clinical activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityAdded {
    /// As on the College's list, or in the registrant's own words.
    pub name: String,
    /// First day.
    pub effective: Date,
}

/// A hospital privilege.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivilegeAdded {
    /// Name of the hospital.
    pub hospital: String,
    /// Active, courtesy, locum, …
    pub kind: String,
    /// First day.
    pub effective: Date,
}

/// A specialty and who certified it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialtyRecognised {
    /// As on the register.
    pub specialty: String,
    /// Certifying body.
    pub body: String,
    /// First day.
    pub effective: Date,
}

/// The organisation that tracks continuing professional development.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpdSet {
    /// `rcpsc`, `cfpc` or `mdpac`.
    pub organization: String,
    /// Number there.
    pub member_number: String,
}

/// Professional liability protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilitySet {
    /// `cmpa`, `insurer`, `employer` or `exempt`.
    pub protection: String,
    /// Membership or policy number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// Practice as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practice {
    /// Clinical activities.
    pub activities: Vec<ActivityAdded>,
    /// Hospital privileges.
    pub privileges: Vec<PrivilegeAdded>,
    /// Specialties.
    pub specialties: Vec<SpecialtyRecognised>,
    /// Tracker of continuing professional development.
    pub cpd: Option<CpdSet>,
    /// Liability protection.
    pub liability: Option<LiabilitySet>,
}

//! The College's staff, as far as the rules ask who they are.

use serde::{Deserialize, Serialize};

use crate::Unknown;

/// What a member of the staff may do for the College. Its name is `role-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes in what arrives, and passes it on.
    Intake,
    /// Membership services.
    Membership,
    /// Records and copies of them.
    Records,
    /// Fees, refunds, receipts.
    Finance,
    /// Assesses applications.
    Assessor,
    /// Advises as a physician.
    MedicalAdviser,
    /// Prepares a committee's meetings and writes down its decisions.
    CommitteeSecretary,
    /// Votes in a panel, and sees its files only.
    CommitteeMember,
    /// Professional corporations.
    Corporations,
    /// Out-of-hospital premises.
    Premises,
    /// Inspects premises.
    Inspector,
    /// Quality improvement.
    Quality,
    /// Conduct: sets holds, and alone sees why.
    Conduct,
    /// Leads a team.
    Supervisor,
    /// The Registrar.
    Registrar,
    /// Reads everything, changes nothing.
    Auditor,
    /// People, queues and templates; opens no case.
    Administrator,
    /// One that this program does not know.
    #[serde(untagged)]
    Unknown(Unknown),
}

impl Role {
    /// The code, as in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            Role::Intake => "intake",
            Role::Membership => "membership",
            Role::Records => "records",
            Role::Finance => "finance",
            Role::Assessor => "assessor",
            Role::MedicalAdviser => "medical-adviser",
            Role::CommitteeSecretary => "committee-secretary",
            Role::CommitteeMember => "committee-member",
            Role::Corporations => "corporations",
            Role::Premises => "premises",
            Role::Inspector => "inspector",
            Role::Quality => "quality",
            Role::Conduct => "conduct",
            Role::Supervisor => "supervisor",
            Role::Registrar => "registrar",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
            Role::Unknown(_) => "unknown",
        }
    }
}

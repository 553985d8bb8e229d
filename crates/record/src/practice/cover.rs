//! Professional liability protection, and the tracker of continuing professional development.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CpdSet, LiabilitySet, Practice};
use crate::{
    Context, Rejection,
    rejection::{Field, Reason, invalid},
};

/// Professional liability protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetLiability {
    /// Code.
    pub protection: String,
    /// Membership or policy number, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
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
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// The Canadian Medical Protective Association: its numbers are digits.
const CMPA: &str = "cmpa";
/// A policy with another insurer.
const INSURER: &str = "insurer";
/// No cover, because no medical service is provided to anyone in Ontario.
const EXEMPT: &str = "exempt";
/// No organisation.
const NONE: &str = "none";

impl SetLiability {
    /// Membership and policy have a number; being exempt has none.
    pub(crate) fn decide(&self, record: &Practice, context: &Context<'_>) -> Result<LiabilitySet, Rejection> {
        let field = Field::ProtectionNumber;
        context.choice(Field::Protection, &context.lists().protections, &self.protection)?;
        let number = context.optional_line(field, self.number.as_deref())?;
        match (self.protection.as_str(), &number) {
            (CMPA | INSURER, None) => return Err(invalid(field, Reason::Missing)),
            (EXEMPT, Some(_)) => return Err(invalid(field, Reason::NotHere)),
            (CMPA, Some(number)) if !number.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Err(invalid(field, Reason::NotDigits));
            }
            _ => {}
        }
        let set = LiabilitySet { protection: self.protection.clone(), number };
        if record.liability.as_ref() == Some(&set) { Err(Rejection::SameAsNow) } else { Ok(set) }
    }
}

impl SetCpd {
    /// A membership has a number, and may have a cycle; no organisation has neither.
    pub(crate) fn decide(&self, record: &Practice, context: &Context<'_>) -> Result<CpdSet, Rejection> {
        let field = Field::MemberNumber;
        context.choice(Field::Organization, &context.lists().cpd_organizations, &self.organization)?;
        let number = context.optional_line(field, Some(&self.member_number))?;
        match (self.organization.as_str(), &number) {
            (NONE, Some(_)) => return Err(invalid(field, Reason::NotHere)),
            (NONE, None) if self.cycle_end.is_some() => {
                return Err(invalid(Field::CycleEnd, Reason::NotHere));
            }
            (NONE, None) | (_, Some(_)) => {}
            (_, None) => return Err(invalid(field, Reason::Missing)),
        }
        let earliest = context.rules().earliest_day;
        if self.cycle_end.is_some_and(|day| day < earliest) {
            return Err(invalid(Field::CycleEnd, Reason::TooEarly { earliest }));
        }
        let set = CpdSet {
            organization: self.organization.clone(),
            member_number: number.unwrap_or_default(),
            cycle_end: self.cycle_end,
        };
        if record.cpd.as_ref() == Some(&set) { Err(Rejection::SameAsNow) } else { Ok(set) }
    }
}

//! Registrations with other regulators, of this profession or another, anywhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Practice, RegistrationAdded, RegistrationRemoved, going_on, removable, require_new, require_room,
};
use crate::{Context, EntryId, Rejection, rejection::Field};

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
    /// The first day, which belongs to it.
    pub from: Date,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Makes a registration with another regulator historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveRegistration {
    /// The entry that it is about.
    pub id: EntryId,
}

impl AddRegistration {
    /// With any regulator, in Ontario too where it is another profession's.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<RegistrationAdded, Rejection> {
        let regulator = context.line(Field::Regulator, &self.regulator)?;
        let lists = context.lists();
        let list = if self.jurisdiction.contains('-') { &lists.provinces } else { &lists.countries };
        context.choice(Field::Jurisdiction, list, &self.jurisdiction)?;
        let number = context.line(Field::Number, &self.number)?;
        let from = context.first_day(Field::From, self.from)?;
        let to = context.last_day(from, self.to)?;
        require_new(&record.registrations, self.id)?;
        let standing = || going_on(&record.registrations, context.today());
        let same = |other: &RegistrationAdded| {
            other.regulator.to_lowercase() == regulator.to_lowercase() && other.number == number
        };
        if let Some(held) = standing().find(|other| same(other)) {
            let is_same = (&held.jurisdiction, held.from, held.to) == (&self.jurisdiction, from, to);
            return Err(if is_same { Rejection::SameAsNow } else { Rejection::HeldAlready });
        }
        require_room(standing().count(), context.rules().registrations_max)?;
        let jurisdiction = self.jurisdiction.clone();
        Ok(RegistrationAdded { id: self.id, regulator, jurisdiction, number, from, to })
    }
}

impl RemoveRegistration {
    /// It stays in the history.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<RegistrationRemoved, Rejection> {
        let effective = removable(&record.registrations, self.id, context.today())?;
        Ok(RegistrationRemoved { id: self.id, effective })
    }
}

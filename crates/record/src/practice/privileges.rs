//! Hospital privileges: added from the list of hospitals, removed into history.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Practice, PrivilegeAdded, PrivilegeRemoved, going_on, removable, require_new, require_room};
use crate::{Context, EntryId, Rejection, rejection::Field};

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
    /// The first day, which belongs to it.
    pub from: Date,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// Makes a hospital privilege historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovePrivilege {
    /// The entry that it is about.
    pub id: EntryId,
}

impl AddPrivilege {
    /// At a hospital that is on the list today; not one that stands already.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<PrivilegeAdded, Rejection> {
        let lists = context.lists();
        let hospital = context.choice(Field::Hospital, &lists.hospitals, &self.hospital)?.to_owned();
        context.choice(Field::PrivilegeKind, &lists.privilege_kinds, &self.kind)?;
        let from = context.first_day(Field::From, self.from)?;
        let to = context.last_day(from, self.to)?;
        require_new(&record.privileges, self.id)?;
        let (code, kind) = (Some(self.hospital.clone()), self.kind.clone());
        let added = PrivilegeAdded { id: self.id, code, hospital, kind, from, to };
        // What was removed, because it was wrong or is over, does not stand in the way.
        let mut stands = record.privileges.iter().filter(|entry| entry.ended.is_none());
        let held = stands.find(|entry| entry.fact.is_at_the_same_time(&added)).map(|entry| &entry.fact);
        if let Some(held) = held {
            let is_same = (held.from, held.to) == (from, to);
            return Err(if is_same { Rejection::SameAsNow } else { Rejection::HeldAlready });
        }
        let standing = going_on(&record.privileges, context.today()).count();
        require_room(standing, context.rules().privileges_max)?;
        Ok(added)
    }
}

impl PrivilegeAdded {
    /// The same kind at the same hospital, on days that meet.
    fn is_at_the_same_time(&self, other: &PrivilegeAdded) -> bool {
        let meets =
            other.to.is_none_or(|last| self.from <= last) && self.to.is_none_or(|last| other.from <= last);
        (&self.hospital, &self.kind) == (&other.hospital, &other.kind) && meets
    }
}

impl RemovePrivilege {
    /// It stays in the history.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<PrivilegeRemoved, Rejection> {
        let effective = removable(&record.privileges, self.id, context.today())?;
        Ok(PrivilegeRemoved { id: self.id, effective })
    }
}

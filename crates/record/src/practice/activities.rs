//! Clinical activities: added from the College's list or in own words, removed into history.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActivityAdded, ActivityRemoved, Practice, going_on, removable, require_new, require_room};
use crate::{Context, EntryId, Rejection, rejection::Field};

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
    /// The first day on which it counts.
    pub effective: Date,
}

/// Makes a clinical activity historical, on the day the College receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveActivity {
    /// The entry that it is about.
    pub id: EntryId,
}

impl AddActivity {
    /// From the list by its code, or in own words; not one that stands already.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<ActivityAdded, Rejection> {
        let name = match &self.code {
            Some(code) => context.choice(Field::Activity, &context.lists().activities, code)?.to_owned(),
            None => context.line(Field::Activity, &self.name)?,
        };
        let effective = context.first_day(Field::From, self.effective)?;
        require_new(&record.activities, self.id)?;
        let standing = || going_on(&record.activities, context.today());
        if standing().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            return Err(Rejection::SameAsNow);
        }
        require_room(standing().count(), context.rules().activities_max)?;
        Ok(ActivityAdded { id: self.id, code: self.code.clone(), name, effective })
    }
}

impl RemoveActivity {
    /// It stays in the history.
    pub(crate) fn decide(
        &self,
        record: &Practice,
        context: &Context<'_>,
    ) -> Result<ActivityRemoved, Rejection> {
        let effective = removable(&record.activities, self.id, context.today())?;
        Ok(ActivityRemoved { id: self.id, effective })
    }
}

//! What the registrant does, where, and how it is covered.
//!
//! Events, and what stands. What may be asked, and the rules of it, is in `activities`, `privileges`, `registrations` and `cover`.

mod activities;
mod cover;
mod privileges;
mod registrations;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use activities::{AddActivity, RemoveActivity};
pub use cover::{SetCpd, SetLiability};
pub use privileges::{AddPrivilege, RemovePrivilege};
pub use registrations::{AddRegistration, RemoveRegistration};

use crate::{
    Body, EntryId, Event, Rejection,
    entries::{Dated, End, Entries, Entry, State},
};

/// A clinical activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityAdded {
    /// The id of the entry, by which later events name it.
    pub id: EntryId,
    /// Code of `assets/lists/activities.json`; none for one in the registrant's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// As on the College's list that day, or in the registrant's own words.
    pub name: String,
    /// The first day on which it counts.
    pub effective: Date,
}

/// A clinical activity became historical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityRemoved {
    /// The entry that it is about.
    pub id: EntryId,
    /// First day on which it no longer counts.
    pub effective: Date,
}

/// A hospital privilege.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivilegeAdded {
    /// The id of the entry, by which later events name it.
    pub id: EntryId,
    /// Code of `assets/lists/hospitals.json`; none where only the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Name of the hospital, as on the list that day.
    pub hospital: String,
    /// Code of `assets/lists/privilege-kinds.json`, or in words.
    pub kind: String,
    /// The first day, which belongs to it.
    pub from: Date,
    /// Last day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

/// A hospital privilege became historical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivilegeRemoved {
    /// The entry that it is about.
    pub id: EntryId,
    /// First day on which it no longer counts.
    pub effective: Date,
}

/// A registration with another regulator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationAdded {
    /// The id of the entry, by which later events name it.
    pub id: EntryId,
    /// Name of the regulator, of `assets/lists/regulators.json` or in the registrant's own words.
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

/// A registration with another regulator became historical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationRemoved {
    /// The entry that it is about.
    pub id: EntryId,
    /// First day on which it no longer counts.
    pub effective: Date,
}

/// A specialty and who certified it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialtyRecognised {
    /// As on the register.
    pub specialty: String,
    /// Certifying body.
    pub body: String,
    /// The first day on which it counts.
    pub effective: Date,
}

/// The organisation that tracks continuing professional development.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CpdSet {
    /// Code of `assets/lists/cpd-organizations.json`.
    pub organization: String,
    /// Number there.
    pub member_number: String,
    /// Last day of the cycle that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle_end: Option<Date>,
}

/// Professional liability protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiabilitySet {
    /// Code of `assets/lists/liability-protections.json`.
    pub protection: String,
    /// Membership or policy number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl Dated for ActivityAdded {
    fn id(&self) -> EntryId {
        self.id
    }
    fn from(&self) -> Date {
        self.effective
    }
}

impl Dated for PrivilegeAdded {
    fn id(&self) -> EntryId {
        self.id
    }
    fn from(&self) -> Date {
        self.from
    }
    fn to(&self) -> Option<Date> {
        self.to
    }
}

impl Dated for RegistrationAdded {
    fn id(&self) -> EntryId {
        self.id
    }
    fn from(&self) -> Date {
        self.from
    }
    fn to(&self) -> Option<Date> {
        self.to
    }
}

/// Practice as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Clinical activities.
    pub activities: Entries<ActivityAdded>,
    /// Hospital privileges.
    pub privileges: Entries<PrivilegeAdded>,
    /// Registrations with other regulators.
    pub registrations: Entries<RegistrationAdded>,
    /// Specialties.
    pub specialties: Vec<SpecialtyRecognised>,
    /// Tracker of continuing professional development.
    pub cpd: Option<CpdSet>,
    /// Liability protection.
    pub liability: Option<LiabilitySet>,
}

impl Practice {
    pub(crate) fn apply(&mut self, event: &Event) {
        match &event.body {
            Body::ActivityAdded(body) => self.activities.add(body.clone(), event),
            Body::ActivityRemoved(body) => {
                self.activities.end(body.id, End::Removed { from: body.effective }, event);
            }
            Body::PrivilegeAdded(body) => self.privileges.add(body.clone(), event),
            Body::PrivilegeRemoved(body) => {
                self.privileges.end(body.id, End::Removed { from: body.effective }, event);
            }
            Body::RegistrationAdded(body) => self.registrations.add(body.clone(), event),
            Body::RegistrationRemoved(body) => {
                self.registrations.end(body.id, End::Removed { from: body.effective }, event);
            }
            Body::SpecialtyRecognised(body) => self.specialties.push(body.clone()),
            Body::CpdSet(body) => self.cpd = Some(body.clone()),
            Body::LiabilitySet(body) => self.liability = Some(body.clone()),
            _ => {}
        }
    }
}

/// An id names one entry for ever.
fn require_new<T: Dated>(entries: &Entries<T>, id: EntryId) -> Result<(), Rejection> {
    if entries.get(id).is_some() { Err(Rejection::EntryExists) } else { Ok(()) }
}

fn require_room(standing: usize, max: u16) -> Result<(), Rejection> {
    if standing >= usize::from(max) { Err(Rejection::TooMany { max }) } else { Ok(()) }
}

/// Entries that count on this day or later.
fn going_on<T: Dated>(entries: &Entries<T>, day: Date) -> impl Iterator<Item = &T> {
    let stands =
        move |entry: &&Entry<T>| matches!(entry.state(day, entry.until()), State::InForce | State::Scheduled);
    entries.iter().filter(stands).map(|entry| &entry.fact)
}

/// The day from which on an entry is historical when it is removed today.
fn removable<T: Dated>(entries: &Entries<T>, id: EntryId, today: Date) -> Result<Date, Rejection> {
    let entry = entries.get(id).ok_or(Rejection::NoSuchEntry)?;
    let is_over = entry.ended.is_some() || entry.state(today, entry.until()) == State::Historical;
    if is_over { Err(Rejection::AlreadyHistorical) } else { Ok(today) }
}

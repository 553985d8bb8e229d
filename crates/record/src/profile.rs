//! The record seen on a day: what is in force, what is to come, what was. Read from the record, never stored.
//!
//! `profile_on` asks what counts on a day, as the record stands now; `as_of` asks what the record said at the end of that day.

use jiff::civil::Date;

use crate::{
    Event, Record,
    addresses::{AddressKind, Place},
    contact::Contact,
    corporations::CorporationAuthorized,
    eastern_day,
    entries::{Dated, End, Entries, Entry, Recorded, State},
    identity::Name,
    ledger::Invoice,
    messages::Message,
    practice::{ActivityAdded, CpdSet, LiabilitySet, PrivilegeAdded, RegistrationAdded, SpecialtyRecognised},
    registration::RegistrationOn,
};

/// Everything the record says, seen on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The day on which the record is seen.
    pub day: Date,
    /// Absent before enrolment.
    pub identity: Option<IdentityOn>,
    /// Class and standing.
    pub registration: RegistrationOn,
    /// E-mail, telephone, preferences.
    pub contact: Contact,
    /// Every address and time of not being in practice, in the order they were recorded.
    pub addresses: Vec<Location>,
    /// Clinical activities, in the order they were recorded.
    pub activities: Vec<Held<ActivityAdded>>,
    /// Hospital privileges, in the order they were recorded.
    pub privileges: Vec<Held<PrivilegeAdded>>,
    /// Registrations with other regulators, in the order they were recorded.
    pub registrations: Vec<Held<RegistrationAdded>>,
    /// Specialties recognised by that day.
    pub specialties: Vec<SpecialtyRecognised>,
    /// Tracker of continuing professional development.
    pub cpd: Option<CpdSet>,
    /// Liability protection.
    pub liability: Option<LiabilitySet>,
    /// Corporations.
    pub corporations: Vec<CorporationAuthorized>,
    /// Invoices, by number.
    pub invoices: Vec<Invoice>,
    /// Messages.
    pub messages: Vec<Message>,
}

/// Who the registrant is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityOn {
    /// Legal name.
    pub name: Name,
    /// Names held before, the latest first.
    pub former_names: Vec<Name>,
    /// The number on the register.
    pub cpso_number: crate::CpsoNumber,
    /// Medical Identification Number for Canada, without hyphens.
    pub minc: Option<String>,
    /// Gender identity, if told: code.
    pub gender: Option<String>,
    /// Languages of care: codes.
    pub languages: Vec<String>,
}

/// An entry seen on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<T> {
    /// What was recorded.
    pub fact: T,
    /// Where it stands on the day.
    pub state: State,
    /// First day on which it no longer counts, if that is known.
    pub until: Option<Date>,
    /// The event that recorded it.
    pub recorded: Recorded,
    /// How it was ended by an act of its own, and by which event.
    pub ended: Option<(End, Recorded)>,
}

/// An address seen on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The entry.
    pub held: Held<Place>,
    /// The College was asked to remove it.
    pub removal_asked: Option<Recorded>,
}

impl<T: Dated + Clone> Held<T> {
    fn seen(entry: &Entry<T>, day: Date, until: Option<Date>) -> Self {
        Self {
            fact: entry.fact.clone(),
            state: entry.state(day, until),
            until,
            recorded: entry.recorded,
            ended: entry.ended,
        }
    }
}

impl Record {
    /// Everything the record says, seen on this day.
    pub fn profile_on(&self, day: Date) -> Profile {
        let locations = self.addresses.ends();
        Profile {
            day,
            identity: self.identity_on(day),
            registration: self.registration.seen_on(day),
            contact: self.contact.clone(),
            addresses: (self.addresses.entries.iter().zip(locations))
                .map(|(entry, until)| Location {
                    held: Held::seen(entry, day, until),
                    removal_asked: self.addresses.removal_asked.get(&entry.fact.id()).map(|(_, by)| *by),
                })
                .collect(),
            activities: seen(&self.practice.activities, day),
            privileges: seen(&self.practice.privileges, day),
            registrations: seen(&self.practice.registrations, day),
            specialties: (self.practice.specialties.iter())
                .filter(|specialty| specialty.effective <= day)
                .cloned()
                .collect(),
            cpd: self.practice.cpd.clone(),
            liability: self.practice.liability.clone(),
            corporations: self.corporations.clone(),
            invoices: self.ledger.invoices.values().cloned().collect(),
            messages: self.messages.clone(),
        }
    }

    fn identity_on(&self, day: Date) -> Option<IdentityOn> {
        let identity = self.identity.as_ref()?;
        Some(IdentityOn {
            name: identity.name_on(day).clone(),
            former_names: identity.former_names_on(day).into_iter().cloned().collect(),
            cpso_number: identity.cpso_number,
            minc: identity.minc.clone(),
            gender: identity.gender.clone(),
            languages: identity.languages.clone(),
        })
    }
}

/// What the record said at the end of this Eastern day: only what the College had received by then.
pub fn as_of<E: AsRef<Event>>(events: &[E], day: Date) -> Profile {
    Record::replay(events.iter().filter(|event| eastern_day(event.as_ref().received_at) <= day))
        .profile_on(day)
}

fn seen<T: Dated + Clone>(entries: &Entries<T>, day: Date) -> Vec<Held<T>> {
    entries.iter().map(|entry| Held::seen(entry, day, entry.until())).collect()
}

impl Profile {
    /// The location of this kind in force. For `Additional` the first; see [`Profile::in_force`].
    pub fn location(&self, kind: AddressKind) -> Option<&Location> {
        self.in_force(kind).next()
    }

    /// Locations of this kind in force.
    pub fn in_force(&self, kind: AddressKind) -> impl Iterator<Item = &Location> {
        self.addresses.iter().filter(move |it| it.held.state == State::InForce && it.held.fact.kind() == kind)
    }
}

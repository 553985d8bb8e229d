//! The timeline of a registrant: who did what when, in the record's own events. Everything that is named in it is
//! derived from its number and its name, so that the demonstration is the same whenever it is seeded.

use jiff::civil::{Date, Time};
use portal_forms::Micros;
use portal_record::addresses::{
    AddressKind, AddressSet, AddressWithdrawn, LocationRemoved, NotInPractice, RemovalAsked, removal_message,
};
use portal_record::formats::{OpenHours, Weekday};
use portal_record::lists::{List, Lists};
use portal_record::messages::{Author, MessageSent};
use portal_record::practice::{
    ActivityAdded, ActivityRemoved, PrivilegeAdded, PrivilegeRemoved, RegistrationAdded, RegistrationRemoved,
};
use portal_record::{Actor, Body, CpsoNumber, EntryId, Event, MessageId, Record, Rule};
use uuid::Uuid;

use super::DemoError;
use super::persona::{Place, address};
use crate::rules::judge::numbered;

/// The namespace of all that is named in a timeline.
const NAMES: Uuid = Uuid::from_u128(0x3e8d_50c2_97f1_4b6a_8d24_b07c_61e9_5fa3);

/// Who did it.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// The College's staff or systems.
    College,
    /// The payment provider.
    Provider,
    /// The registrant, at the computer of this name.
    Computer(&'static str),
}

/// Something that happened to one registrant.
#[derive(Debug, Clone)]
struct Act {
    at: Micros,
    by: By,
    body: Body,
}

/// What happened to one registrant, told in any order.
#[derive(Debug)]
pub struct Timeline<'a> {
    number: CpsoNumber,
    name: String,
    lists: &'a Lists,
    acts: Vec<Act>,
}

impl<'a> Timeline<'a> {
    /// Nothing yet.
    pub fn new(number: CpsoNumber, name: String, lists: &'a Lists) -> Self {
        Self { number, name, lists, acts: Vec::new() }
    }

    /// Whose it is.
    pub fn number(&self) -> CpsoNumber {
        self.number
    }

    /// It happened at this instant.
    pub fn happened(&mut self, at: Micros, by: By, body: impl Into<Body>) {
        self.acts.push(Act { at, by, body: body.into() });
    }

    /// The College did it, at this instant.
    pub fn recorded(&mut self, at: &str, body: impl Into<Body>) -> Result<(), DemoError> {
        self.happened(instant(at)?, By::College, body);
        Ok(())
    }

    /// The registrant did it, at this instant and at this computer.
    pub fn done(&mut self, at: &str, computer: &'static str, body: impl Into<Body>) -> Result<(), DemoError> {
        self.happened(instant(at)?, By::Computer(computer), body);
        Ok(())
    }

    /// The College wrote, at this instant.
    pub fn written(&mut self, at: &str, subject: &str, text: &str) -> Result<(), DemoError> {
        let sent = self.message(at, Author::College, subject, text);
        self.recorded(at, sent)
    }

    /// The registrant asked for the removal of a location, by the message that the application writes.
    pub fn removal_asked(
        &mut self,
        at: &str,
        computer: &'static str,
        location: &str,
    ) -> Result<(), DemoError> {
        let id = self.entry(location);
        let address = self.acts.iter().find_map(|act| match &act.body {
            Body::AddressSet(set) if set.id == id => Some(set.address.clone()),
            _ => None,
        });
        let address = address.ok_or_else(|| DemoError::Data(format!("there is no location {location}")))?;
        let message = MessageId(named(self.number, at));
        let sent = removal_message(message, self.name.clone(), self.number, &address);
        self.done(at, computer, RemovalAsked { id, message: sent.id })?;
        self.done(at, computer, sent)
    }

    fn message(&self, name: &str, by: Author, subject: &str, text: &str) -> MessageSent {
        let id = MessageId(named(self.number, name));
        MessageSent::alone(id, by, subject, text)
    }

    /// The entry of this name.
    pub fn entry(&self, name: &str) -> EntryId {
        EntryId(named(self.number, name))
    }

    /// An address from a day on.
    pub fn address(&self, name: &str, kind: AddressKind, place: Place, effective: Date) -> AddressSet {
        let (id, address) = (self.entry(name), address(place));
        let (phone, extension, hours, replaces) = (None, None, Vec::new(), None);
        AddressSet { id, kind, address, phone, extension, hours, effective, replaces }
    }

    /// The address was taken back before its first day.
    pub fn address_withdrawn(&self, name: &str) -> AddressWithdrawn {
        AddressWithdrawn { id: self.entry(name) }
    }

    /// No practice address from a day on.
    pub fn not_in_practice(&self, name: &str, effective: Date) -> NotInPractice {
        NotInPractice { id: self.entry(name), effective }
    }

    /// The College removed a location.
    pub fn location_removed(&self, name: &str, effective: Date) -> LocationRemoved {
        LocationRemoved { id: self.entry(name), effective }
    }

    /// A clinical activity, as on the College's list or in the registrant's own words.
    pub fn activity(&self, name: &str, effective: Date) -> ActivityAdded {
        ActivityAdded {
            id: self.entry(name),
            code: code(&self.lists.activities, name),
            name: name.to_owned(),
            effective,
        }
    }

    /// The activity became historical.
    pub fn activity_removed(&self, name: &str, effective: Date) -> ActivityRemoved {
        ActivityRemoved { id: self.entry(name), effective }
    }

    /// A privilege of this kind at a hospital.
    pub fn privilege(&self, hospital: &str, kind: &str, from: Date) -> PrivilegeAdded {
        let (id, code) = (self.entry(hospital), code(&self.lists.hospitals, hospital));
        PrivilegeAdded { id, code, hospital: hospital.to_owned(), kind: kind.to_owned(), from, to: None }
    }

    /// The privilege became historical.
    pub fn privilege_removed(&self, hospital: &str, effective: Date) -> PrivilegeRemoved {
        PrivilegeRemoved { id: self.entry(hospital), effective }
    }

    /// A registration with another regulator.
    pub fn elsewhere(
        &self,
        (regulator, jurisdiction): (&str, &str),
        number: &str,
        from: Date,
    ) -> RegistrationAdded {
        let (id, number) = (self.entry(regulator), number.to_owned());
        let (regulator, jurisdiction) = (regulator.to_owned(), jurisdiction.to_owned());
        RegistrationAdded { id, regulator, jurisdiction, number, from, to: None }
    }

    /// The registration elsewhere became historical.
    pub fn elsewhere_ended(&self, regulator: &str, effective: Date) -> RegistrationRemoved {
        RegistrationRemoved { id: self.entry(regulator), effective }
    }

    /// Puts the acts in the order of time; those of one instant stay as they were told.
    pub fn in_order(mut self) -> Self {
        self.acts.sort_by_key(|act| act.at);
        self
    }
}

/// A stream that is being made.
#[derive(Debug, Default)]
pub struct Stream {
    /// What happened so far.
    pub events: Vec<Event>,
    /// The record that follows from it.
    pub record: Record,
}

impl Stream {
    /// Adds these bodies, all recorded at this instant.
    pub fn add(&mut self, bodies: Vec<Body>, actor: Actor, at: Micros) {
        for event in numbered(self.record.version, bodies, actor, at, at, None) {
            self.record.apply(&event);
            self.events.push(event);
        }
    }

    /// Plays the timeline until (not including) this instant.
    pub fn play(&mut self, timeline: &mut Timeline<'_>, until: Micros) {
        let later = timeline.acts.partition_point(|act| act.at < until);
        for Act { at, by, body } in timeline.acts.drain(..later) {
            self.add(vec![body], actor(timeline.number, by), at);
        }
    }
}

/// Who did it, as events have it.
pub fn actor(number: CpsoNumber, by: By) -> Actor {
    match by {
        By::College => Actor::System { rule: Rule::Register },
        By::Provider => Actor::Provider,
        By::Computer(name) => Actor::Registrant { device: named(number, name) },
    }
}

/// Open at these times on these days, given as hours and minutes.
pub fn open(days: &[Weekday], (from, to): ((i8, i8), (i8, i8))) -> Vec<OpenHours> {
    let time = |(hour, minute)| Time::constant(hour, minute, 0, 0);
    days.iter().map(|&day| OpenHours { day, from: time(from), to: time(to) }).collect()
}

/// The code of what is called so, where it is on the list.
fn code(list: &List, name: &str) -> Option<String> {
    list.concepts().iter().find(|concept| concept.display == name).map(|concept| concept.code.clone())
}

/// Something of one registrant's, by its name.
fn named(number: CpsoNumber, name: &str) -> Uuid {
    Uuid::new_v5(&NAMES, format!("{number}\n{name}").as_bytes())
}

/// An instant of the demonstration.
pub fn instant(text: &str) -> Result<Micros, DemoError> {
    let parsed: Result<jiff::Timestamp, _> = text.parse();
    parsed.map(|at| Micros(at.as_microsecond())).map_err(|why| DemoError::Data(format!("{text}: {why}")))
}

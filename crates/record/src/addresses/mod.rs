//! Addresses, each from a day on; a later one supersedes, nothing is removed.
//!
//! Events, and what stands on a day. What may be asked, and the rules of it, is in `commands`.

mod address;
mod commands;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use address::Address;
pub use commands::{RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress, removal_message};

use crate::{
    Body, EntryId, Event, MessageId,
    entries::{Dated, End, Entries, Entry, Recorded, State},
    formats::OpenHours,
};

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressKind {
    /// Primary business address; public.
    Primary,
    /// For letters; private unless it is the practice's.
    Mailing,
    /// A further business location; public.
    Additional,
}

/// An address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressSet {
    /// The id of the entry, by which later events name it.
    pub id: EntryId,
    /// What it is for.
    pub kind: AddressKind,
    /// The postal address.
    pub address: Address,
    /// Telephone there, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its extension, digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// Hours there, in the order of the week; days that are not named are closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpenHours>,
    /// The first day on which it counts.
    pub effective: Date,
    /// The additional location that this one takes the place of on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryId>,
}

/// No practice address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotInPractice {
    /// The id of the entry, by which later events name it.
    pub id: EntryId,
    /// The first day on which it counts.
    pub effective: Date,
}

/// An address, or the time of not being in practice, was taken back before it took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressWithdrawn {
    /// The entry that it is about.
    pub id: EntryId,
}

/// The College was asked to remove an additional location; it stays until the College does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalAsked {
    /// The entry that it is about.
    pub id: EntryId,
    /// The message that asks.
    pub message: MessageId,
}

/// The College removed an additional location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationRemoved {
    /// The entry that it is about.
    pub id: EntryId,
    /// First day on which it no longer counts.
    pub effective: Date,
}

/// What the registrant said of where to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// At an address.
    At(Box<AddressSet>),
    /// Nowhere: not in practice. Of one timeline with primary business addresses.
    NotInPractice(NotInPractice),
}

impl Place {
    /// What it is an address for; not being in practice takes the place of a primary one.
    pub fn kind(&self) -> AddressKind {
        match self {
            Place::At(set) => set.kind,
            Place::NotInPractice(_) => AddressKind::Primary,
        }
    }

    /// The address; none when not in practice.
    pub fn at(&self) -> Option<&AddressSet> {
        match self {
            Place::At(set) => Some(set),
            Place::NotInPractice(_) => None,
        }
    }
}

impl Dated for Place {
    fn id(&self) -> EntryId {
        match self {
            Place::At(set) => set.id,
            Place::NotInPractice(stop) => stop.id,
        }
    }

    fn from(&self) -> Date {
        match self {
            Place::At(set) => set.effective,
            Place::NotInPractice(stop) => stop.effective,
        }
    }
}

/// All of them, in the order they were recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// Every address ever set, and every time of not being in practice.
    pub entries: Entries<Place>,
    /// Additional locations that the College was asked to remove: by which message, and when.
    pub removal_asked: BTreeMap<EntryId, (MessageId, Recorded)>,
}

impl Addresses {
    pub(crate) fn apply(&mut self, event: &Event) {
        match &event.body {
            Body::AddressSet(body) => self.entries.add(Place::At(Box::new(body.clone())), event),
            Body::NotInPractice(body) => self.entries.add(Place::NotInPractice(body.clone()), event),
            Body::AddressWithdrawn(body) => self.entries.end(body.id, End::Withdrawn, event),
            Body::RemovalAsked(body) => {
                self.removal_asked.entry(body.id).or_insert((body.message, event.into()));
            }
            Body::LocationRemoved(body) => {
                self.entries.end(body.id, End::Removed { from: body.effective }, event);
            }
            _ => {}
        }
    }

    /// The address of this kind on this day. Not for `Additional`, of which there may be several.
    pub fn on(&self, kind: AddressKind, day: Date) -> Option<&Address> {
        self.entry_on(kind, day)?.fact.at().map(|set| &set.address)
    }

    /// Additional locations on this day.
    pub fn locations_on(&self, day: Date) -> impl Iterator<Item = &AddressSet> {
        self.entries
            .iter()
            .zip(self.ends())
            .filter(|(entry, _)| entry.fact.kind() == AddressKind::Additional)
            .filter(move |(entry, until)| entry.state(day, *until) == State::InForce)
            .filter_map(|(entry, _)| entry.fact.at())
    }

    /// The entry of this timeline that counts on this day: an address, or not being in practice.
    pub fn entry_on(&self, kind: AddressKind, day: Date) -> Option<&Entry<Place>> {
        let begun = self.timeline(kind).filter(|entry| entry.fact.from() <= day);
        let latest = begun.max_by_key(|entry| entry.fact.from())?;
        latest.until().is_none_or(|until| day < until).then_some(latest)
    }

    /// First day on which each entry no longer counts, in their order: it is superseded, replaced or removed.
    pub fn ends(&self) -> Vec<Option<Date>> {
        let mut ends: Vec<Option<Date>> = self.entries.iter().map(Entry::until).collect();
        for kind in [AddressKind::Primary, AddressKind::Mailing] {
            let mut timeline: Vec<(Date, usize)> = self.counting(kind).collect();
            timeline.sort_unstable();
            for pair in timeline.windows(2) {
                let (end, next) = (&mut ends[pair[0].1], pair[1].0);
                *end = Some(end.map_or(next, |removed| removed.min(next)));
            }
        }
        let replaced = self.replacements();
        let additional = |entry: &Entry<Place>| entry.fact.kind() == AddressKind::Additional;
        for (end, entry) in ends.iter_mut().zip(&self.entries).filter(|(_, entry)| additional(entry)) {
            *end = end.iter().copied().chain(replaced.get(&entry.fact.id()).copied()).min();
        }
        ends
    }

    /// From when on an additional location is replaced by another that was not taken back.
    pub fn replacements(&self) -> BTreeMap<EntryId, Date> {
        let mut replaced = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| !entry.is_withdrawn()) {
            if let Some(set) = entry.fact.at()
                && let Some(id) = set.replaces
            {
                let from = replaced.entry(id).or_insert(set.effective);
                *from = set.effective.min(*from);
            }
        }
        replaced
    }

    /// First days of this timeline's entries that were not taken back, and their places.
    fn counting(&self, kind: AddressKind) -> impl Iterator<Item = (Date, usize)> {
        let places = self.entries.iter().enumerate();
        places
            .filter(move |(_, entry)| entry.fact.kind() == kind && !entry.is_withdrawn())
            .map(|(place, entry)| (entry.fact.from(), place))
    }

    /// Primary addresses with not being in practice, or mailing addresses: of those that were not taken back, one follows another.
    fn timeline(&self, kind: AddressKind) -> impl Iterator<Item = &Entry<Place>> {
        self.entries.iter().filter(move |entry| entry.fact.kind() == kind && !entry.is_withdrawn())
    }
}

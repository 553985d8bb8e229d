//! Facts that hold from a day on, and what became of each: nothing is removed, an end is added.
//!
//! What the facts say is the areas' own; here is only when they count.

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_forms::Micros;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Actor, CommandId, EntryId};

/// A fact that holds from a day on.
pub trait Dated {
    /// The id of the entry, by which later events name it.
    fn id(&self) -> EntryId;
    /// The first day on which it counts.
    fn from(&self) -> Date;
    /// Last day, where the fact itself has one.
    fn to(&self) -> Option<Date> {
        None
    }
}

/// The event that recorded something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its place in the stream.
    pub version: u64,
    /// The binding instant.
    pub received_at: Micros,
    /// Who did it.
    pub actor: Actor,
    /// The command that caused it, if one did.
    pub command: Option<CommandId>,
}

/// How an entry was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Taken back before it took effect: it never counted.
    Withdrawn,
    /// Historical from a day on.
    Removed {
        /// First day on which it no longer counts.
        from: Date,
    },
}

/// A fact and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// What was recorded.
    pub fact: T,
    /// The event that recorded it.
    pub recorded: Recorded,
    /// How it was ended, and by which event.
    pub ended: Option<(End, Recorded)>,
}

impl<T: Dated> Entry<T> {
    /// First day on which it no longer counts, as far as the entry itself says.
    pub fn until(&self) -> Option<Date> {
        let after = self.fact.to().map(|last| last.tomorrow().unwrap_or(Date::MAX));
        let removed = match self.ended {
            Some((End::Removed { from }, _)) => Some(from),
            Some((End::Withdrawn, _)) | None => None,
        };
        after.into_iter().chain(removed).min()
    }

    /// It was taken back before it took effect.
    pub fn is_withdrawn(&self) -> bool {
        matches!(self.ended, Some((End::Withdrawn, _)))
    }

    /// Where it stands on this day, when it counts until (not including) the other day.
    pub fn state(&self, day: Date, until: Option<Date>) -> State {
        let from = self.fact.from();
        if self.is_withdrawn() || until.is_some_and(|until| until <= from) {
            State::Withdrawn
        } else if day < from {
            State::Scheduled
        } else if until.is_some_and(|until| until <= day) {
            State::Historical
        } else {
            State::InForce
        }
    }
}

/// Where an entry stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It counts.
    InForce,
    /// It will count from a later day on.
    Scheduled,
    /// It counted before.
    Historical,
    /// It was taken back, or superseded, before its first day: it never counted.
    Withdrawn,
}

/// Entries in the order they were recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T> {
    list: Vec<Entry<T>>,
    index: BTreeMap<EntryId, usize>,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), index: BTreeMap::new() }
    }
}

impl<T: Dated> Entries<T> {
    /// Every entry ever recorded.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.list.iter()
    }

    /// The entry of this id.
    pub fn get(&self, id: EntryId) -> Option<&Entry<T>> {
        self.index.get(&id).and_then(|&at| self.list.get(at))
    }

    /// Entries that count on this day, as far as they themselves say.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &T> {
        self.list
            .iter()
            .filter(move |entry| entry.state(day, entry.until()) == State::InForce)
            .map(|entry| &entry.fact)
    }

    /// An id that is there already keeps naming what it named first.
    pub(crate) fn add(&mut self, fact: T, recorded: impl Into<Recorded>) {
        self.index.entry(fact.id()).or_insert(self.list.len());
        self.list.push(Entry { fact, recorded: recorded.into(), ended: None });
    }

    /// What has ended stays as it ended first; an end of nothing changes nothing.
    pub(crate) fn end(&mut self, id: EntryId, end: End, recorded: impl Into<Recorded>) {
        if let Some(entry) = self.index.get(&id).and_then(|&at| self.list.get_mut(at)) {
            entry.ended.get_or_insert_with(|| (end, recorded.into()));
        }
    }
}

impl<T: Dated> FromIterator<Entry<T>> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = Entry<T>>>(entries: I) -> Self {
        let list: Vec<Entry<T>> = entries.into_iter().collect();
        let mut index = BTreeMap::new();
        for (at, entry) in list.iter().enumerate() {
            index.entry(entry.fact.id()).or_insert(at);
        }
        Self { list, index }
    }
}

/// The list alone; what is where follows from it.
impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

impl<'de, T: Dated + Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Entry<T>>::deserialize(deserializer)?.into_iter().collect())
    }
}

impl<'a, T: Dated> IntoIterator for &'a Entries<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

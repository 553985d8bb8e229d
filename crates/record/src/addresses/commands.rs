//! What a registrant may ask about addresses, and the College's rules of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Address, AddressKind, AddressSet, AddressWithdrawn, Addresses, NotInPractice, Place, RemovalAsked,
};
use crate::{
    Body, Context, CpsoNumber, EntryId, MessageId, Rejection,
    context::after,
    entries::{Dated, End, Entry, State},
    formats::{OpenHours, Phone, extension, hours},
    identity::Identity,
    messages::{Author, MessageSent, Parameter},
    rejection::{Field, Reason, invalid},
};

/// An address from a day on. It supersedes the one of its kind; an additional location stands beside the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAddress {
    /// The new entry.
    pub id: EntryId,
    /// What it is for.
    pub kind: AddressKind,
    /// Where, as written.
    pub address: Address,
    /// Telephone there, as written. Not for mailing addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// Hours there, in any order. Not for mailing addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<OpenHours>,
    /// First day: after today.
    pub effective: Date,
    /// The additional location that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryId>,
}

/// No practice address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetNotInPractice {
    /// The new entry.
    pub id: EntryId,
    /// First day: after today.
    pub effective: Date,
}

/// Takes back an address, or not being in practice, before it takes effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawAddress {
    /// The entry that it is about.
    pub id: EntryId,
}

/// Asks the College, by a message with the address, to remove an additional location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveLocation {
    /// The entry that it is about.
    pub id: EntryId,
    /// The message that asks.
    pub message: MessageId,
}

impl SetAddress {
    /// A new primary or mailing address supersedes on its first day; a second change for the same day is refused.
    pub(crate) fn decide(&self, record: &Addresses, context: &Context<'_>) -> Result<AddressSet, Rejection> {
        let set = self.read(context)?;
        require_new(record, self.id)?;
        require_after_today(self.effective, context)?;
        if self.kind == AddressKind::Additional {
            if let Some(replaced) = self.replaces {
                require_replaceable(record, replaced, self.effective)?;
            } else {
                require_room(record, self.effective, context)?;
            }
        } else {
            require_free_day(record, self.kind, self.effective)?;
        }
        require_news(record, &set)?;
        Ok(set)
    }

    /// The event, in canonical form.
    fn read(&self, context: &Context<'_>) -> Result<AddressSet, Rejection> {
        let address = self.address.read(context)?;
        let written = self.phone.as_deref().filter(|phone| !phone.trim().is_empty());
        let phone = written.map(Phone::parse).transpose().map_err(|why| invalid(Field::Phone, why))?;
        let extension = extension(self.extension.as_deref()).map_err(|why| invalid(Field::Extension, why))?;
        let max = context.rules().hours_per_week_max;
        if self.hours.len() > usize::from(max) {
            return Err(invalid(Field::Hours, Reason::TooManyOf { max }));
        }
        let hours = hours(&self.hours).map_err(|(row, why)| invalid(Field::Hours, why).at(row))?;
        if extension.is_some() && phone.is_none() {
            return Err(invalid(Field::Phone, Reason::Missing));
        }
        if self.kind == AddressKind::Mailing && phone.is_some() {
            return Err(invalid(Field::Phone, Reason::NotHere));
        }
        if self.kind == AddressKind::Mailing && !hours.is_empty() {
            return Err(invalid(Field::Hours, Reason::NotHere));
        }
        if self.kind != AddressKind::Additional && self.replaces.is_some() {
            return Err(Rejection::NotAdditional);
        }
        Ok(AddressSet {
            id: self.id,
            kind: self.kind,
            address,
            phone: phone.map(|phone| phone.as_str().to_owned()),
            extension,
            hours,
            effective: self.effective,
            replaces: self.replaces,
        })
    }
}

impl SetNotInPractice {
    /// Not being in practice supersedes the primary address, and a later primary address supersedes it.
    pub(crate) fn decide(
        &self,
        record: &Addresses,
        context: &Context<'_>,
    ) -> Result<NotInPractice, Rejection> {
        require_new(record, self.id)?;
        require_after_today(self.effective, context)?;
        require_free_day(record, AddressKind::Primary, self.effective)?;
        match record.entry_on(AddressKind::Primary, self.effective).map(|entry| &entry.fact) {
            Some(Place::NotInPractice(_)) => Err(Rejection::SameAsNow),
            _ => Ok(NotInPractice { id: self.id, effective: self.effective }),
        }
    }
}

impl WithdrawAddress {
    /// Only what is still to come can be taken back.
    pub(crate) fn decide(
        &self,
        record: &Addresses,
        context: &Context<'_>,
    ) -> Result<AddressWithdrawn, Rejection> {
        let entry = record.entries.get(self.id).ok_or(Rejection::NoSuchEntry)?;
        match entry.ended {
            Some((End::Withdrawn, _)) => Err(Rejection::AlreadyWithdrawn),
            Some((End::Removed { .. }, _)) => Err(Rejection::AlreadyHistorical),
            None if entry.fact.from() <= context.today() => Err(Rejection::AlreadyInEffect),
            None => Ok(AddressWithdrawn { id: self.id }),
        }
    }
}

impl RemoveLocation {
    /// The location stays until the College removes it: what is caused is a message that asks for it.
    pub(crate) fn decide(
        &self,
        identity: &Identity,
        record: &Addresses,
        context: &Context<'_>,
    ) -> Result<Vec<Body>, Rejection> {
        let entry = record.entries.get(self.id).ok_or(Rejection::NoSuchEntry)?;
        let set = additional(entry)?;
        let today = context.today();
        if entry.is_withdrawn() {
            return Err(Rejection::AlreadyWithdrawn);
        }
        if record.removal_asked.contains_key(&self.id) {
            return Err(Rejection::RemovalAskedAlready);
        }
        if let Some(&effective) = record.replacements().get(&self.id) {
            let historical = effective <= today;
            let scheduled = Rejection::ReplacedAlready { effective };
            return Err(if historical { Rejection::AlreadyHistorical } else { scheduled });
        }
        if entry.until().is_some() {
            return Err(Rejection::AlreadyHistorical);
        }
        if set.effective > today {
            return Err(Rejection::NotInEffectYet);
        }
        let asked = RemovalAsked { id: self.id, message: self.message };
        Ok(vec![asked.into(), self.asks(identity, set, today).into()])
    }

    fn asks(&self, identity: &Identity, set: &AddressSet, today: Date) -> MessageSent {
        removal_message(self.message, identity.name_on(today).full(), identity.cpso_number, &set.address)
    }
}

/// What a registrant writes who asks for the removal of a location.
pub fn removal_message(id: MessageId, name: String, number: CpsoNumber, address: &Address) -> MessageSent {
    let with = [("name", name), ("number", number.to_string()), ("address", address.one_line())];
    let with = with.map(|(name, words)| (name.to_owned(), Parameter::Words(words)));
    MessageSent::of_text(id, Author::Registrant, "message-remove-location", with.into())
}

/// An id names one entry for ever.
fn require_new(record: &Addresses, id: EntryId) -> Result<(), Rejection> {
    if record.entries.get(id).is_some() { Err(Rejection::EntryExists) } else { Ok(()) }
}

/// "Effective from" is after today in Eastern time (Portal Resources), and not too far ahead.
fn require_after_today(effective: Date, context: &Context<'_>) -> Result<(), Rejection> {
    let (earliest, latest) = (after(context.today(), 1), context.latest());
    if effective < earliest {
        return Err(Rejection::EffectiveNotAfterToday { earliest });
    }
    if effective > latest {
        return Err(Rejection::EffectiveTooFar { latest });
    }
    Ok(())
}

/// Two changes for the same day would leave it to chance which counts.
fn require_free_day(record: &Addresses, kind: AddressKind, effective: Date) -> Result<(), Rejection> {
    match record.entry_on(kind, effective) {
        Some(entry) if entry.fact.from() == effective => Err(Rejection::ScheduledAlready { effective }),
        _ => Ok(()),
    }
}

/// Only an additional location that counts until then gives its place to another.
fn require_replaceable(record: &Addresses, id: EntryId, effective: Date) -> Result<(), Rejection> {
    let entry = record.entries.get(id).ok_or(Rejection::NoSuchEntry)?;
    let set = additional(entry)?;
    if entry.is_withdrawn() {
        return Err(Rejection::AlreadyWithdrawn);
    }
    if entry.until().is_some() || record.removal_asked.contains_key(&id) {
        return Err(Rejection::NotReplaceable);
    }
    if let Some(&effective) = record.replacements().get(&id) {
        return Err(Rejection::ReplacedAlready { effective });
    }
    if effective <= set.effective {
        return Err(Rejection::BeforeWhatItReplaces { earliest: after(set.effective, 1) });
    }
    Ok(())
}

fn require_room(record: &Addresses, effective: Date, context: &Context<'_>) -> Result<(), Rejection> {
    let max = context.rules().locations_max;
    let held = record.entries.iter().zip(record.ends()).filter(|(entry, until)| {
        entry.fact.kind() == AddressKind::Additional
            && matches!(entry.state(effective, *until), State::InForce | State::Scheduled)
    });
    if held.count() >= usize::from(max) { Err(Rejection::TooMany { max }) } else { Ok(()) }
}

/// An address that counts on that day anyhow is no change.
fn require_news(record: &Addresses, new: &AddressSet) -> Result<(), Rejection> {
    let says_the_same = |old: &AddressSet| {
        (&old.address, &old.phone, &old.extension, &old.hours)
            == (&new.address, &new.phone, &new.extension, &new.hours)
    };
    let known = if new.kind == AddressKind::Additional {
        record.locations_on(new.effective).any(says_the_same)
    } else {
        let current = record.entry_on(new.kind, new.effective);
        current.and_then(|entry| entry.fact.at()).is_some_and(says_the_same)
    };
    if known { Err(Rejection::SameAsNow) } else { Ok(()) }
}

fn additional(entry: &Entry<Place>) -> Result<&AddressSet, Rejection> {
    let set = entry.fact.at().filter(|set| set.kind == AddressKind::Additional);
    set.ok_or(Rejection::NotAdditional)
}

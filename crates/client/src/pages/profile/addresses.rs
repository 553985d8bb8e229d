//! Addresses: what is in force, what is to come, what was, and what can be done about each.

use std::cmp::Reverse;

use jiff::civil::Date;
use portal_ipc::{AddressEntry, Addresses, EntryState, ProfileEntry, ProfilePage, Visibility};
use portal_record::addresses::{AddressKind, Place, RemoveLocation, WithdrawAddress};
use portal_record::entries::{Dated as _, State};
use portal_record::profile::Location;
use portal_record::{Command, ProfileCommand};
use portal_record::{EntryId, MessageId};
use portal_texts::{Argument, Texts};
use uuid::Uuid;

use super::entries;
use super::facts::{Of, seen_by};
use crate::clock::timestamp;
use crate::profile::{View, places};

/// `addresses`.
pub(crate) fn addresses(view: &View<'_>) -> Addresses {
    let all = &view.profile.addresses;
    let in_force = |kind: AddressKind| {
        all.iter().filter(move |it| it.held.state == State::InForce && it.held.fact.kind() == kind)
    };
    let earliest = view.today.tomorrow().unwrap_or(view.today);
    Addresses {
        primary: in_force(AddressKind::Primary).next().map(|it| entry(view, it)),
        mailing: in_force(AddressKind::Mailing).next().map(|it| entry(view, it)),
        additional: in_force(AddressKind::Additional).map(|it| entry(view, it)).collect(),
        scheduled: ordered(view, all, &[State::Scheduled], |from| (Reverse(Date::MIN), from)),
        historical: ordered(view, all, &[State::Historical, State::Withdrawn], |from| (Reverse(from), from)),
        rule: rule(view, earliest),
        earliest: earliest.to_string(),
        reminder: reminder(view),
        changes: view.changes_of(ProfilePage::Addresses),
    }
}

/// `Tell the College of a change … within 30 days.`
pub(super) fn reminder(view: &View<'_>) -> String {
    let days = view.college().profile().report_within_days;
    view.texts.format("profile-reminder", &[("days", Argument::from(days))])
}

fn rule(view: &View<'_>, earliest: Date) -> String {
    let texts = view.texts;
    let ahead = view.college().profile().effective_days_ahead_max;
    texts.format(
        "profile-effective-rule",
        &[("earliest", Argument::from(texts.date(earliest))), ("ahead", Argument::from(ahead))],
    )
}

fn ordered<K: Ord>(
    view: &View<'_>,
    all: &[Location],
    states: &[State],
    key: impl Fn(Date) -> K,
) -> Vec<AddressEntry> {
    let mut found: Vec<&Location> = all.iter().filter(|it| states.contains(&it.held.state)).collect();
    found.sort_by_key(|it| key(it.held.fact.from()));
    found.into_iter().map(|it| entry(view, it)).collect()
}

fn entry(view: &View<'_>, location: &Location) -> AddressEntry {
    let texts = view.texts;
    let held = &location.held;
    let id = held.fact.id();
    let set = held.fact.at();
    let asked = location.removal_asked.filter(|_| held.state == State::InForce);
    let mut when = entries::when(texts, held, held.fact.from());
    if let Some(asked) = asked {
        let at = texts.date_eastern(timestamp(asked.received_at));
        when = texts.format("profile-removal-asked-at", &[("when", when), ("at", at)]);
    }
    AddressEntry {
        entry: ProfileEntry {
            id: id.0.to_string(),
            title: title(texts, &held.fact),
            lines: set.map(|set| places::lines(&set.address, view.college())).unwrap_or_default(),
            visibility: visibility(location),
            state: if asked.is_some() { EntryState::RemovalAsked } else { entries::state(held.state) },
            when,
            source: None,
            can_withdraw: held.state == State::Scheduled && view.allows(&withdrawal(id)),
            can_remove: held.state == State::InForce && view.allows(&removal(id)),
            change: view.change_to(id),
        },
        fields: set.map(|set| places::fields(view.texts, set)),
        phone: set
            .and_then(|set| Some(places::phone(texts, set.phone.as_deref()?, set.extension.as_deref()))),
        hours: set.map(|set| places::hours(texts, &set.hours)).unwrap_or_default(),
    }
}

pub(super) fn title(texts: &Texts, place: &Place) -> String {
    match place {
        Place::At(set) => places::kind(texts, set.kind),
        Place::NotInPractice(_) => texts.get("profile-not-in-practice"),
    }
}

/// What a place is a fact of.
pub(super) fn of(place: &Place) -> Of {
    match place.kind() {
        AddressKind::Primary => Of::PrimaryAddress,
        AddressKind::Additional => Of::AdditionalLocations,
        AddressKind::Mailing => Of::MailingAddress,
    }
}

/// The register shows what counts today; what is to come and what was is the registrant's own.
fn visibility(location: &Location) -> Visibility {
    match location.held.state {
        State::InForce => seen_by(of(&location.held.fact)),
        _ => seen_by(Of::AddressHistory),
    }
}

fn withdrawal(id: EntryId) -> Command {
    Command::Profile(ProfileCommand::WithdrawAddress(WithdrawAddress { id }))
}

/// Only asked of the rules: the message is never sent.
fn removal(id: EntryId) -> Command {
    Command::Profile(ProfileCommand::RemoveLocation(RemoveLocation { id, message: MessageId(Uuid::nil()) }))
}

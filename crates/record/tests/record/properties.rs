//! What holds for any commands and any events.

use std::collections::BTreeSet;

use jiff::ToSpan;
use portal_forms::Micros;
use portal_record::{
    Body, Command, EntryId, Event, Profile, ProfileCommand, Record, addresses::AddressKind, as_of,
    eastern_day, entries::Dated, entries::State,
};
use portal_texts::{Language, Texts};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use serde_json::json;

use crate::{
    arbitrary::{FIRST, a_day, body, command},
    builder::{COLLEGE, REGISTRANT, Stream, day},
};

const HOUR: i64 = 3_600_000_000;

/// When the days that are drawn begin.
pub(crate) fn start() -> Micros {
    crate::builder::at("2027-05-01T04:00:00Z")
}

/// Events at instants that do not go back.
pub(crate) fn stream() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((body(), 0i64..72), 0..40).prop_map(|bodies| {
        let mut received_at = start();
        let event = |(version, (body, hours)): (u64, (_, i64))| {
            received_at.0 += hours * HOUR;
            Event { version, received_at, recorded_at: received_at, actor: COLLEGE, command: None, body }
        };
        (1..).zip(bodies).map(event).collect()
    })
}

/// Ids of every entry with what it says, in order.
fn entries(record: &Record) -> Vec<(EntryId, String)> {
    let places = record.addresses.entries.iter().map(|it| (it.fact.id(), format!("{:?}", it.fact)));
    let activities = record.practice.activities.iter().map(|it| (it.fact.id, format!("{:?}", it.fact)));
    let privileges = record.practice.privileges.iter().map(|it| (it.fact.id, format!("{:?}", it.fact)));
    let elsewhere = record.practice.registrations.iter().map(|it| (it.fact.id, format!("{:?}", it.fact)));
    places.chain(activities).chain(privileges).chain(elsewhere).collect()
}

fn state(profile: &Profile, id: EntryId) -> Option<State> {
    let places = profile.addresses.iter().map(|it| (it.held.fact.id(), it.held.state));
    let activities = profile.activities.iter().map(|it| (it.fact.id, it.state));
    let privileges = profile.privileges.iter().map(|it| (it.fact.id, it.state));
    let elsewhere = profile.registrations.iter().map(|it| (it.fact.id, it.state));
    places
        .chain(activities)
        .chain(privileges)
        .chain(elsewhere)
        .find(|(other, _)| *other == id)
        .map(|(_, state)| state)
}

/// What a command that was done made true.
fn is_done(command: &Command, record: &Record, now: Micros) -> bool {
    let profile = record.profile_on(eastern_day(now));
    match command {
        Command::Profile(ProfileCommand::SetAddress(it)) => state(&profile, it.id) == Some(State::Scheduled),
        Command::Profile(ProfileCommand::SetNotInPractice(it)) => {
            state(&profile, it.id) == Some(State::Scheduled)
        }
        Command::Profile(ProfileCommand::WithdrawAddress(it)) => {
            state(&profile, it.id) == Some(State::Withdrawn)
        }
        Command::Profile(ProfileCommand::RemoveLocation(it)) => {
            record.addresses.removal_asked.contains_key(&it.id)
                && profile.messages.iter().any(|message| message.sent.id == it.message)
        }
        Command::Profile(ProfileCommand::AddActivity(it)) => record.practice.activities.get(it.id).is_some(),
        Command::Profile(ProfileCommand::AddPrivilege(it)) => record.practice.privileges.get(it.id).is_some(),
        Command::Profile(ProfileCommand::AddRegistration(it)) => {
            record.practice.registrations.get(it.id).is_some()
        }
        Command::Profile(ProfileCommand::RemoveActivity(it)) => {
            !record.practice.activities.on(profile.day).any(|other| other.id == it.id)
        }
        Command::Profile(ProfileCommand::RemovePrivilege(it)) => {
            !record.practice.privileges.on(profile.day).any(|other| other.id == it.id)
        }
        Command::Profile(ProfileCommand::RemoveRegistration(it)) => {
            !record.practice.registrations.on(profile.day).any(|other| other.id == it.id)
        }
        Command::Profile(ProfileCommand::RequestEmailChange(it)) => {
            record.contact.email_change.as_ref().is_some_and(|change| change.requested.request == it.request)
        }
        Command::Profile(ProfileCommand::WithdrawEmailChange(_)) => record.contact.email_change.is_none(),
        Command::Profile(ProfileCommand::SetEmail(it)) => {
            record.contact.emails.get(&it.kind).is_some_and(|set| set.public == it.public)
        }
        Command::Profile(ProfileCommand::RemoveEmail(it)) => !record.contact.emails.contains_key(&it.kind),
        Command::Profile(ProfileCommand::SetPhone(it)) => record.contact.phones.contains_key(&it.kind),
        Command::Profile(ProfileCommand::RemovePhone(it)) => !record.contact.phones.contains_key(&it.kind),
        Command::Profile(ProfileCommand::SetPreferences(it)) => {
            record.contact.preferences.as_ref().is_some_and(|set| set.language == it.language)
        }
        Command::Profile(ProfileCommand::SetLiability(it)) => {
            record.practice.liability.as_ref().is_some_and(|set| set.protection == it.protection)
        }
        Command::Profile(ProfileCommand::SetCpd(it)) => {
            record.practice.cpd.as_ref().is_some_and(|set| set.organization == it.organization)
        }
        Command::Profile(ProfileCommand::DescribeSelf(it)) => record
            .identity
            .as_ref()
            .is_some_and(|who| who.gender == it.gender && who.languages == it.languages),
        Command::Profile(ProfileCommand::SetMinc(_)) => {
            record.identity.as_ref().is_some_and(|who| who.minc.is_some())
        }
        other => panic!("{other:?} is not of the profile"),
    }
}

/// On every day there is at most one primary address (or not being in practice), and at most one mailing address.
fn one_address_a_day(record: &Record) {
    for days in 0..120 {
        let profile = record.profile_on(day(FIRST).checked_add(days.days()).unwrap());
        for kind in [AddressKind::Primary, AddressKind::Mailing] {
            let count = profile.in_force(kind).count();
            assert!(count <= 1, "{count} {kind:?} on {}", profile.day);
            let on = record.addresses.entry_on(kind, profile.day).map(|entry| entry.recorded.version);
            assert_eq!(profile.location(kind).map(|it| it.held.recorded.version), on, "both say the same");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_record_does_not_depend_on_where_its_events_are_cut(events in stream(), cut in any::<prop::sample::Index>()) {
        let whole = Record::replay(&events);
        let cut = cut.index(events.len() + 1);
        let mut begun = Record::replay(&events[..cut]);
        // The tail as it crosses a wire.
        let json = serde_json::to_string(&events[cut..]).unwrap();
        let tail: Vec<Event> = serde_json::from_str(&json).unwrap();
        tail.iter().for_each(|event| begun.apply(event));
        assert_eq!(begun, whole);
        assert_eq!(whole.version, events.len() as u64);
        one_address_a_day(&whole);
    }

    #[test]
    fn what_the_record_said_on_a_day_never_changes_by_what_comes_later(
        events in stream(),
        cut in any::<prop::sample::Index>(),
        on in a_day(),
    ) {
        let cut = cut.index(events.len() + 1);
        let last = events[..cut].last().map_or(day(FIRST), |event| eastern_day(event.received_at));
        let later = events[cut..].first().map(|event| eastern_day(event.received_at));
        // A day that was over when the first of the later events came.
        let on = on.min(last);
        if later.is_none_or(|later| on < later) {
            assert_eq!(as_of(&events[..cut], on), as_of(&events, on));
        }
    }

    #[test]
    fn any_commands_in_any_order_keep_the_record_whole(commands in prop::collection::vec((command(), 0i64..48), 1..30)) {
        let mut stream = Stream::of_class("independent");
        let mut now = start();
        for (command, hours) in commands {
            now.0 += hours * HOUR;
            let before = stream.record.clone();
            match stream.ask(now, REGISTRANT, &command) {
                Ok(bodies) => {
                    assert!(!bodies.is_empty(), "{command:?} said something new");
                    assert!(is_done(&command, &stream.record, now), "{command:?}");
                }
                Err(rejection) => {
                    assert_eq!(stream.record, before, "a rejection changes nothing");
                    assert!(!rejection.sentence(Texts::of(Language::English)).contains("rejection-"), "{rejection:?} has its sentence");
                    assert!(!rejection.sentence(Texts::of(Language::English)).contains("{$"), "{rejection:?} is filled in");
                }
            }
            let (old, new) = (entries(&before), entries(&stream.record));
            assert!(old.iter().all(|entry| new.contains(entry)), "history only grows");
            let ids: BTreeSet<EntryId> = stream.record.addresses.entries.iter().map(|it| it.fact.id()).collect();
            assert_eq!(ids.len(), stream.record.addresses.entries.iter().count(), "an id names one entry");
        }
        one_address_a_day(&stream.record);
        assert_eq!(stream.record, Record::replay(&stream.events));
    }

    #[test]
    fn a_command_is_the_same_after_a_wire(command in command()) {
        let json = serde_json::to_string(&command).unwrap();
        let read: Command = serde_json::from_str(&json).unwrap();
        assert_eq!(read, command, "{json}");
    }

    #[test]
    fn what_was_upcast_is_not_upcast_again(name in "\\PC{0,30}", line in any::<String>(), on in a_day()) {
        let v1 = |kind: &str, data: serde_json::Value| json!({ "type": kind, "v": 1, "data": data });
        for stored in [
            v1("practice.activity-added", json!({ "name": name, "effective": on })),
            v1("practice.privilege-added", json!({ "hospital": name, "kind": line, "effective": on })),
            v1("practice.cpd-set", json!({ "organization": name, "member_number": line })),
            v1("addresses.not-in-practice", json!({ "effective": on })),
            v1(
                "addresses.address-set",
                json!({ "kind": "mailing", "effective": on,
                    "address": { "lines": [line, name], "city": name, "country": "CA" } }),
            ),
        ] {
            let read: Body = serde_json::from_value(stored.clone()).unwrap();
            assert_ne!(read.kind(), "", "{stored}");
            let written = serde_json::to_value(&read).unwrap();
            assert_eq!(written["v"], 2, "{written}");
            assert_eq!(serde_json::from_value::<Body>(written).unwrap(), read, "{stored}");
            assert_eq!(serde_json::from_value::<Body>(stored).unwrap(), read, "the same at every reading");
        }
    }
}

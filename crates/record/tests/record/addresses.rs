//! Addresses: from after today on, one after another, withdrawn while they are to come, removed by the College alone.

use portal_record::{
    Actor, Body, Command, MessageId, ProfileCommand, Rejection,
    addresses::{
        Address, AddressKind, LocationRemoved, RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress,
    },
    entries::State,
    formats::{OpenHours, Weekday},
    messages::Author,
    rejection::{Field, Reason},
};
use uuid::Uuid;

use crate::builder::{COLLEGE, Stream, at, day, entry};

const TODAY: &str = "2027-05-20";

/// 80 College Street as an address of this kind from this day on.
fn set(number: u128, kind: AddressKind, effective: &str) -> SetAddress {
    SetAddress {
        id: entry(number),
        kind,
        address: Address {
            lines: vec![format!("{number} College Street")],
            city: "Toronto".into(),
            province: Some("ON".into()),
            postal_code: Some("M5G 2E2".into()),
            country: "CA".into(),
        },
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective: day(effective),
        replaces: None,
    }
}

fn primary(number: u128, effective: &str) -> Command {
    Command::Profile(ProfileCommand::SetAddress(set(number, AddressKind::Primary, effective)))
}

fn additional(number: u128, effective: &str) -> Command {
    Command::Profile(ProfileCommand::SetAddress(set(number, AddressKind::Additional, effective)))
}

fn not_in_practice(number: u128, effective: &str) -> Command {
    Command::Profile(ProfileCommand::SetNotInPractice(SetNotInPractice {
        id: entry(number),
        effective: day(effective),
    }))
}

fn withdraw(number: u128) -> Command {
    Command::Profile(ProfileCommand::WithdrawAddress(WithdrawAddress { id: entry(number) }))
}

fn remove(number: u128) -> Command {
    Command::Profile(ProfileCommand::RemoveLocation(RemoveLocation {
        id: entry(number),
        message: MessageId(Uuid::from_u128(1_000 + number)),
    }))
}

/// Another address, as if it were typed.
fn written(change: impl FnOnce(&mut SetAddress)) -> Command {
    let mut command = set(1, AddressKind::Primary, "2027-06-03");
    change(&mut command);
    Command::Profile(ProfileCommand::SetAddress(command))
}

fn states(stream: &Stream, on: &str) -> Vec<State> {
    stream.record.profile_on(day(on)).addresses.iter().map(|location| location.held.state).collect()
}

#[test]
fn effective_from_is_after_today_and_at_most_a_year_ahead() {
    for (effective, expected) in [
        ("2027-05-21", Ok(())),
        ("2028-05-19", Ok(())),
        ("2027-05-20", Err(Rejection::EffectiveNotAfterToday { earliest: day("2027-05-21") })),
        ("2027-05-19", Err(Rejection::EffectiveNotAfterToday { earliest: day("2027-05-21") })),
        ("1999-12-31", Err(Rejection::EffectiveNotAfterToday { earliest: day("2027-05-21") })),
        ("2028-05-20", Err(Rejection::EffectiveTooFar { latest: day("2028-05-19") })),
        ("2037-05-20", Err(Rejection::EffectiveTooFar { latest: day("2028-05-19") })),
        ("9999-12-31", Err(Rejection::EffectiveTooFar { latest: day("2028-05-19") })),
    ] {
        for command in [primary(1, effective), not_in_practice(1, effective), additional(1, effective)] {
            let mut stream = Stream::of_class("independent");
            assert_eq!(stream.on(TODAY, command).map(drop), expected, "{effective}");
        }
    }
}

#[test]
fn after_today_is_by_the_eastern_day_of_receipt() {
    for (received, earliest) in [
        ("2027-05-21T03:59:59Z", "2027-05-21"),
        ("2027-05-21T04:00:00Z", "2027-05-22"),
        // 9 p.m. in Vancouver is past midnight in Toronto.
        ("2027-05-20T21:00:00-07:00", "2027-05-22"),
        ("2027-05-20T20:59:59-07:00", "2027-05-21"),
        // The night in which clocks go forward, and the one in which they go back.
        ("2027-03-14T04:59:59Z", "2027-03-14"),
        ("2027-03-14T05:00:00Z", "2027-03-15"),
        ("2027-03-15T03:59:59Z", "2027-03-15"),
        ("2027-03-15T04:00:00Z", "2027-03-16"),
        ("2027-11-07T03:59:59Z", "2027-11-07"),
        ("2027-11-07T04:00:00Z", "2027-11-08"),
        ("2027-11-08T04:59:59Z", "2027-11-08"),
        ("2027-11-08T05:00:00Z", "2027-11-09"),
        ("2028-01-01T04:59:59Z", "2028-01-01"),
        ("2028-01-01T05:00:00Z", "2028-01-02"),
        ("2028-02-29T04:59:59Z", "2028-02-29"),
        ("2028-02-29T05:00:00Z", "2028-03-01"),
    ] {
        let mut stream = Stream::of_class("independent");
        let ask = |stream: &mut Stream, effective: &str| {
            stream.ask(at(received), crate::builder::REGISTRANT, &primary(1, effective)).map(drop)
        };
        let eve = day(earliest).yesterday().unwrap().to_string();
        let refused = Rejection::EffectiveNotAfterToday { earliest: day(earliest) };
        assert_eq!(ask(&mut stream, &eve), Err(refused), "{received}");
        assert_eq!(ask(&mut stream, earliest), Ok(()), "{received}");
    }
}

#[test]
fn a_new_primary_address_supersedes_on_its_first_day() {
    let mut stream = Stream::of_class("independent");
    stream.on("2027-01-04", primary(1, "2027-01-05")).unwrap();
    stream.on(TODAY, primary(2, "2027-06-03")).unwrap();
    assert_eq!(states(&stream, "2027-06-02"), [State::InForce, State::Scheduled]);
    assert_eq!(states(&stream, "2027-06-03"), [State::Historical, State::InForce]);
    let line = |on: &str| stream.record.addresses.on(AddressKind::Primary, day(on)).unwrap().lines[0].clone();
    assert_eq!(line("2027-06-02"), "1 College Street");
    assert_eq!(line("2027-06-03"), "2 College Street");
    let profile = stream.record.profile_on(day("2027-06-02"));
    assert_eq!(profile.addresses[0].held.until, Some(day("2027-06-03")), "its end is known before");
}

#[test]
fn not_in_practice_is_of_the_primary_timeline() {
    let mut stream = Stream::of_class("independent");
    stream.on("2027-01-04", primary(1, "2027-01-05")).unwrap();
    stream.on(TODAY, not_in_practice(2, "2027-06-03")).unwrap();
    assert!(stream.record.addresses.on(AddressKind::Primary, day("2027-06-03")).is_none());
    assert_eq!(stream.refuses(TODAY, not_in_practice(3, "2027-07-01")), Rejection::SameAsNow);
    stream.on(TODAY, primary(4, "2027-07-01")).unwrap();
    assert_eq!(
        states(&stream, "2027-07-01"),
        [State::Historical, State::Historical, State::InForce],
        "back in practice"
    );
    let mailing = Command::Profile(ProfileCommand::SetAddress(set(5, AddressKind::Mailing, "2027-06-03")));
    assert!(stream.on(TODAY, mailing).is_ok(), "letters are another timeline");
}

#[test]
fn a_second_change_for_the_same_day_is_refused_until_the_first_is_withdrawn() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, primary(1, "2027-06-03")).unwrap();
    let taken = Rejection::ScheduledAlready { effective: day("2027-06-03") };
    assert_eq!(stream.refuses(TODAY, primary(2, "2027-06-03")), taken);
    assert_eq!(stream.refuses(TODAY, not_in_practice(2, "2027-06-03")), taken);
    stream.on(TODAY, withdraw(1)).unwrap();
    stream.on(TODAY, primary(2, "2027-06-03")).unwrap();
    assert_eq!(
        states(&stream, "2027-06-03"),
        [State::Withdrawn, State::InForce],
        "the first stays in history"
    );
}

#[test]
fn only_what_is_still_to_come_can_be_withdrawn() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, primary(1, "2027-06-03")).unwrap();
    assert_eq!(stream.refuses(TODAY, withdraw(9)), Rejection::NoSuchEntry);
    assert_eq!(stream.refuses("2027-06-03", withdraw(1)), Rejection::AlreadyInEffect);
    stream.on("2027-06-02", withdraw(1)).unwrap();
    assert_eq!(stream.refuses("2027-06-02", withdraw(1)), Rejection::AlreadyWithdrawn);
    assert!(stream.record.addresses.on(AddressKind::Primary, day("2027-07-01")).is_none());
}

#[test]
fn an_additional_location_stands_beside_the_others() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, additional(1, "2027-06-03")).unwrap();
    stream.on(TODAY, additional(2, "2027-06-03")).unwrap();
    assert_eq!(stream.record.addresses.locations_on(day("2027-06-03")).count(), 2);
    let again = Command::Profile(ProfileCommand::SetAddress(SetAddress {
        id: entry(3),
        ..set(1, AddressKind::Additional, "2027-06-04")
    }));
    assert_eq!(stream.refuses(TODAY, again), Rejection::SameAsNow);
    assert_eq!(stream.refuses(TODAY, additional(2, "2027-06-05")), Rejection::EntryExists);
}

#[test]
fn a_location_is_replaced_on_the_first_day_of_the_other() {
    let replacing = |number: u128, old: u128, effective: &str| {
        Command::Profile(ProfileCommand::SetAddress(SetAddress {
            replaces: Some(entry(old)),
            ..set(number, AddressKind::Additional, effective)
        }))
    };
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, additional(1, "2027-06-03")).unwrap();
    stream.on(TODAY, primary(2, "2027-06-03")).unwrap();
    let early = Rejection::BeforeWhatItReplaces { earliest: day("2027-06-04") };
    assert_eq!(stream.refuses(TODAY, replacing(3, 1, "2027-06-03")), early);
    assert_eq!(stream.refuses(TODAY, replacing(3, 2, "2027-07-01")), Rejection::NotAdditional);
    assert_eq!(stream.refuses(TODAY, replacing(3, 9, "2027-07-01")), Rejection::NoSuchEntry);
    let of_primary = SetAddress { replaces: Some(entry(1)), ..set(3, AddressKind::Primary, "2027-07-01") };
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::SetAddress(of_primary))),
        Rejection::NotAdditional
    );

    stream.on(TODAY, replacing(3, 1, "2027-07-01")).unwrap();
    let taken = Rejection::ReplacedAlready { effective: day("2027-07-01") };
    assert_eq!(stream.refuses(TODAY, replacing(4, 1, "2027-08-01")), taken);
    assert_eq!(stream.refuses("2027-06-10", remove(1)), taken);
    assert_eq!(states(&stream, "2027-06-30"), [State::InForce, State::InForce, State::Scheduled]);
    assert_eq!(states(&stream, "2027-07-01"), [State::Historical, State::InForce, State::InForce]);
    assert_eq!(stream.refuses("2027-07-01", remove(1)), Rejection::AlreadyHistorical);

    stream.on(TODAY, withdraw(3)).unwrap();
    assert_eq!(
        states(&stream, "2027-07-01"),
        [State::InForce, State::InForce, State::Withdrawn],
        "without its replacement it goes on"
    );
}

#[test]
fn a_location_is_removed_by_the_college_after_it_was_asked() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, additional(1, "2027-06-03")).unwrap();
    stream.on(TODAY, primary(2, "2027-06-03")).unwrap();
    assert_eq!(stream.refuses(TODAY, remove(1)), Rejection::NotInEffectYet);
    assert_eq!(stream.refuses("2027-06-03", remove(2)), Rejection::NotAdditional);
    assert_eq!(stream.refuses("2027-06-03", remove(9)), Rejection::NoSuchEntry);

    let bodies = stream.on("2027-06-03", remove(1)).unwrap();
    let [Body::RemovalAsked(asked), Body::MessageSent(message)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((asked.id, asked.message), (entry(1), message.id));
    assert_eq!(message.by, Author::Registrant);
    let text = message.text(portal_texts::Texts::of(portal_texts::Language::English));
    assert!(text.contains("1 College Street, Toronto ON M5G 2E2"), "{text}");
    assert!(text.contains("Zoé Tremblay") && text.contains("900001"), "{text}");
    assert_eq!(stream.record.messages.len(), 1);

    assert_eq!(stream.refuses("2027-06-04", remove(1)), Rejection::RemovalAskedAlready);
    let moved = SetAddress { replaces: Some(entry(1)), ..set(5, AddressKind::Additional, "2027-07-01") };
    let moved = Command::Profile(ProfileCommand::SetAddress(moved));
    assert_eq!(stream.refuses("2027-06-04", moved), Rejection::NotReplaceable);
    let profile = stream.record.profile_on(day("2027-06-04"));
    assert_eq!(profile.addresses[0].held.state, State::InForce, "it stays until the College removes it");
    assert!(profile.addresses[0].removal_asked.is_some());

    stream.happen(LocationRemoved { id: entry(1), effective: day("2027-06-10") }.into());
    assert_eq!(states(&stream, "2027-06-09")[0], State::InForce);
    assert_eq!(states(&stream, "2027-06-10")[0], State::Historical);
    assert_eq!(stream.refuses("2027-06-10", withdraw(1)), Rejection::AlreadyHistorical);
    let again = Command::Profile(ProfileCommand::SetAddress(SetAddress {
        replaces: Some(entry(1)),
        ..set(4, AddressKind::Additional, "2027-07-01")
    }));
    assert_eq!(stream.refuses("2027-06-10", again), Rejection::NotReplaceable);
    assert!(!Rejection::NotReplaceable.is_met(), "the new address is not on the record: it is told");
}

#[test]
fn an_address_is_recorded_in_canonical_form() {
    let mut stream = Stream::of_class("independent");
    let noon = "12:00".parse().unwrap();
    let command = written(|command| {
        command.kind = AddressKind::Additional;
        command.address.lines = vec![" Clinic ".into(), String::new(), "210 Elm Street ".into()];
        command.address.city = " Sudbury".into();
        command.address.province = Some("ca-on".into());
        command.address.postal_code = Some("p3c1v3".into());
        command.address.country = "ca".into();
        command.phone = Some("(705) 555-0142".into());
        command.extension = Some(" 12 ".into());
        command.hours = vec![
            OpenHours { day: Weekday::Friday, from: "09:00".parse().unwrap(), to: noon },
            OpenHours { day: Weekday::Monday, from: noon, to: "17:00".parse().unwrap() },
        ];
    });
    let bodies = stream.on(TODAY, command).unwrap();
    let [Body::AddressSet(set)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(set.address.one_line(), "Clinic, 210 Elm Street, Sudbury ON P3C 1V3");
    assert_eq!((set.phone.as_deref(), set.extension.as_deref()), (Some("+17055550142"), Some("12")));
    assert_eq!(set.hours.iter().map(|span| span.day).collect::<Vec<_>>(), [Weekday::Monday, Weekday::Friday]);

    let abroad = written(|command| {
        command.id = entry(2);
        command.address.country = "GB".into();
        command.address.province = Some(" ".into());
        command.address.postal_code = Some("SW1A 1AA".into());
    });
    let bodies = stream.on(TODAY, abroad).unwrap();
    let [Body::AddressSet(set)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(
        (set.address.province.as_deref(), set.address.postal_code.as_deref()),
        (None, Some("SW1A 1AA"))
    );
}

/// A change of an address as it might be typed.
type Typed = fn(&mut SetAddress);

#[test]
fn what_cannot_be_read_is_refused_at_its_field() {
    let cases: [(Typed, Field, Option<u8>, Reason); 17] = [
        (|it| it.address.lines = Vec::new(), Field::Lines, None, Reason::Missing),
        (|it| it.address.lines = vec!["  ".into()], Field::Lines, None, Reason::Missing),
        (|it| it.address.lines = vec!["a".into(); 6], Field::Lines, None, Reason::TooManyOf { max: 5 }),
        (|it| it.address.lines.push("x".repeat(10_240)), Field::Lines, Some(1), Reason::TooLong { max: 200 }),
        (|it| it.address.lines.push("a\u{202e}b".into()), Field::Lines, Some(1), Reason::ControlCharacter),
        (|it| it.address.city.clear(), Field::City, None, Reason::Missing),
        (|it| it.address.city = "Tor\u{0}onto".into(), Field::City, None, Reason::ControlCharacter),
        (|it| it.address.province = None, Field::Province, None, Reason::Missing),
        (|it| it.address.province = Some("NY".into()), Field::Province, None, Reason::UnknownCode),
        (|it| it.address.postal_code = None, Field::PostalCode, None, Reason::Missing),
        (|it| it.address.postal_code = Some("90210".into()), Field::PostalCode, None, Reason::NotAPostalCode),
        (
            |it| it.address.postal_code = Some("M5G 2O2".into()),
            Field::PostalCode,
            None,
            Reason::ForbiddenLetter,
        ),
        (|it| it.address.country = "ZZ".into(), Field::Country, None, Reason::UnknownCode),
        (|it| it.address.country.clear(), Field::Country, None, Reason::Missing),
        (|it| it.phone = Some("967-2600".into()), Field::Phone, None, Reason::NotAPhone),
        (|it| it.extension = Some("12".into()), Field::Phone, None, Reason::Missing),
        (|it| it.extension = Some("twelve".into()), Field::Extension, None, Reason::NotAnExtension),
    ];
    for (change, field, at, reason) in cases {
        let mut stream = Stream::of_class("independent");
        let command = written(change);
        assert_eq!(stream.refuses(TODAY, command), Rejection::Invalid { field, at, reason });
    }
}

#[test]
fn letters_go_where_nobody_answers_the_telephone() {
    let mut stream = Stream::of_class("independent");
    let nine =
        OpenHours { day: Weekday::Monday, from: "09:00".parse().unwrap(), to: "17:00".parse().unwrap() };
    let not_here = |field| Rejection::Invalid { field, at: None, reason: Reason::NotHere };
    let mailing = set(1, AddressKind::Mailing, "2027-06-03");
    let with_phone = SetAddress { phone: Some("416 967 2600".into()), ..mailing.clone() };
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::SetAddress(with_phone))),
        not_here(Field::Phone)
    );
    let with_hours = SetAddress { hours: vec![nine], ..mailing.clone() };
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::SetAddress(with_hours))),
        not_here(Field::Hours)
    );
    let overlapping = SetAddress { hours: vec![nine, nine], kind: AddressKind::Primary, ..mailing };
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::SetAddress(overlapping))),
        Rejection::Invalid { field: Field::Hours, at: Some(1), reason: Reason::Overlap }
    );
}

#[test]
fn a_change_that_changes_nothing_is_refused() {
    let mut stream = Stream::of_class("independent");
    stream.on("2027-01-04", primary(1, "2027-01-05")).unwrap();
    let same = |number, effective: &str| {
        Command::Profile(ProfileCommand::SetAddress(SetAddress {
            id: entry(number),
            ..set(1, AddressKind::Primary, effective)
        }))
    };
    assert_eq!(stream.refuses(TODAY, same(2, "2027-06-03")), Rejection::SameAsNow);
    stream.on(TODAY, primary(3, "2027-06-10")).unwrap();
    assert!(stream.on(TODAY, same(4, "2027-06-20")).is_ok(), "back to what it was is a change");
}

#[test]
fn there_can_be_fifty_locations_at_a_time() {
    let mut stream = Stream::of_class("independent");
    for number in 1..=50 {
        stream.on(TODAY, additional(number, "2027-06-03")).unwrap();
    }
    assert_eq!(stream.refuses(TODAY, additional(51, "2027-06-03")), Rejection::TooMany { max: 50 });
    stream.on(TODAY, withdraw(1)).unwrap();
    assert!(stream.on(TODAY, additional(52, "2027-06-03")).is_ok());
}

#[test]
fn profile_commands_are_the_registrants_own() {
    let mut stream = Stream::of_class("independent");
    let noon = at("2027-05-20T16:00:00Z");
    for actor in [COLLEGE, Actor::Provider] {
        let asked = stream.ask(noon, actor, &primary(1, "2027-06-03"));
        assert_eq!(asked, Err(Rejection::NotAllowed));
    }
    let mut nobody = Stream::empty();
    assert_eq!(nobody.refuses(TODAY, primary(1, "2027-06-03")), Rejection::NotEnrolled);
}

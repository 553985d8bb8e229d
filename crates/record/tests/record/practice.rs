//! Activities, privileges, registrations elsewhere, cover and tracker: added freely, removed into history.

use portal_record::{
    Body, Command, ProfileCommand, Rejection,
    entries::State,
    practice::{
        AddActivity, AddPrivilege, AddRegistration, RemoveActivity, RemovePrivilege, RemoveRegistration,
        SetCpd, SetLiability,
    },
    rejection::{Field, Reason},
};

use crate::builder::{Stream, day, entry};

const TODAY: &str = "2027-05-20";

fn activity(number: u128, code: Option<&str>, name: &str, effective: &str) -> Command {
    Command::Profile(ProfileCommand::AddActivity(AddActivity {
        id: entry(number),
        code: code.map(str::to_owned),
        name: name.into(),
        effective: day(effective),
    }))
}

fn remove_activity(number: u128) -> Command {
    Command::Profile(ProfileCommand::RemoveActivity(RemoveActivity { id: entry(number) }))
}

fn privilege(number: u128, hospital: &str, kind: &str, from: &str, to: Option<&str>) -> Command {
    Command::Profile(ProfileCommand::AddPrivilege(AddPrivilege {
        id: entry(number),
        hospital: hospital.into(),
        kind: kind.into(),
        from: day(from),
        to: to.map(day),
    }))
}

fn registration(number: u128, regulator: &str, jurisdiction: &str) -> AddRegistration {
    AddRegistration {
        id: entry(number),
        regulator: regulator.into(),
        jurisdiction: jurisdiction.into(),
        number: "12345".into(),
        from: day("2012-01-01"),
        to: None,
    }
}

fn liability(protection: &str, number: Option<&str>) -> Command {
    Command::Profile(ProfileCommand::SetLiability(SetLiability {
        protection: protection.into(),
        number: number.map(str::to_owned),
        seen: u64::MAX,
    }))
}

fn cpd(organization: &str, number: &str, cycle_end: Option<&str>) -> Command {
    Command::Profile(ProfileCommand::SetCpd(SetCpd {
        seen: u64::MAX,
        organization: organization.into(),
        member_number: number.into(),
        cycle_end: cycle_end.map(day),
    }))
}

fn invalid(field: Field, reason: Reason) -> Rejection {
    Rejection::Invalid { field, at: None, reason }
}

#[test]
fn an_activity_is_of_the_list_or_in_own_words() {
    let mut stream = Stream::of_class("independent");
    let bodies = stream.on(TODAY, activity(1, Some("colonoscopy"), "not read", "2015-07-02")).unwrap();
    let [Body::ActivityAdded(added)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(added.name, "Colonoscopy", "a code has its name of the list");
    let bodies = stream.on(TODAY, activity(2, None, " Wilderness medicine ", TODAY)).unwrap();
    let [Body::ActivityAdded(added)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((added.code.as_deref(), added.name.as_str()), (None, "Wilderness medicine"));
    assert_eq!(stream.refuses(TODAY, activity(3, Some("colonoscopy"), "", TODAY)), Rejection::SameAsNow);
    assert_eq!(stream.refuses(TODAY, activity(3, None, "wilderness MEDICINE", TODAY)), Rejection::SameAsNow);
    assert_eq!(stream.refuses(TODAY, activity(1, None, "Another", TODAY)), Rejection::EntryExists);
}

#[test]
fn an_activity_that_cannot_be_read_is_refused() {
    let long = "x".repeat(10_240);
    for (command, field, reason) in [
        (activity(1, Some("sorcery"), "", TODAY), Field::Activity, Reason::UnknownCode),
        (activity(1, None, " ", TODAY), Field::Activity, Reason::Missing),
        (activity(1, None, &long, TODAY), Field::Activity, Reason::TooLong { max: 200 }),
        (activity(1, None, "a\u{2067}b", TODAY), Field::Activity, Reason::ControlCharacter),
        (activity(1, None, "A", "1899-12-31"), Field::From, Reason::TooEarly { earliest: day("1900-01-01") }),
        (activity(1, None, "A", "2028-05-20"), Field::From, Reason::TooLate { latest: day("2028-05-19") }),
    ] {
        let mut stream = Stream::of_class("independent");
        assert_eq!(stream.refuses(TODAY, command), invalid(field, reason));
    }
    let mut stream = Stream::of_class("independent");
    assert!(
        stream.on(TODAY, activity(1, None, "רפואת משפחה", TODAY)).is_ok(),
        "right-to-left letters are letters"
    );
}

#[test]
fn what_is_removed_becomes_historical_on_the_eastern_day_of_receipt() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, activity(1, None, "Endoscopy at home", "2015-07-02")).unwrap();
    stream.on(TODAY, activity(2, None, "To come", "2027-07-01")).unwrap();
    assert_eq!(stream.refuses(TODAY, remove_activity(9)), Rejection::NoSuchEntry);
    stream.on("2027-05-25", remove_activity(1)).unwrap();
    stream.on("2027-05-25", remove_activity(2)).unwrap();
    let states = |on: &str| {
        let seen = stream.record.profile_on(day(on)).activities;
        seen.iter().map(|held| held.state).collect::<Vec<_>>()
    };
    assert_eq!(states("2027-05-24"), [State::InForce, State::Withdrawn]);
    assert_eq!(states("2027-05-25"), [State::Historical, State::Withdrawn]);
    assert_eq!(stream.refuses("2027-05-26", remove_activity(1)), Rejection::AlreadyHistorical);
    assert!(
        stream.on("2027-05-26", activity(3, None, "Endoscopy at home", "2027-05-26")).is_ok(),
        "and can be taken up again"
    );
}

#[test]
fn a_privilege_is_at_a_hospital_of_today() {
    let mut stream = Stream::of_class("independent");
    let bodies = stream.on(TODAY, privilege(1, "597", "active", "2018-01-01", None)).unwrap();
    let [Body::PrivilegeAdded(added)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((added.code.as_deref(), added.hospital.as_str()), (Some("597"), "Almonte General Hospital"));
    for (command, field, reason) in [
        (privilege(2, "", "active", TODAY, None), Field::Hospital, Reason::Missing),
        (privilege(2, "1", "active", TODAY, None), Field::Hospital, Reason::UnknownCode),
        (
            privilege(2, "696", "active", "2018-01-01", None),
            Field::Hospital,
            Reason::LeftTheList { until: day("2021-03-31") },
        ),
        (privilege(2, "597", "owner", TODAY, None), Field::PrivilegeKind, Reason::UnknownCode),
        (privilege(2, "597", "courtesy", TODAY, Some("2027-05-19")), Field::To, Reason::BeforeFrom),
        (
            privilege(2, "597", "courtesy", "1850-01-01", None),
            Field::From,
            Reason::TooEarly { earliest: day("1900-01-01") },
        ),
    ] {
        assert_eq!(stream.refuses(TODAY, command), invalid(field, reason));
    }
    assert_eq!(
        stream.college.lists().hospitals.name("696"),
        Some("Kirkland and District Hospital, Kirkland Lake")
    );
}

#[test]
fn a_privilege_that_was_wrong_is_removed_and_given_anew() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, privilege(1, "684", "active", "2018-01-01", None)).unwrap();
    stream
        .on(TODAY, Command::Profile(ProfileCommand::RemovePrivilege(RemovePrivilege { id: entry(1) })))
        .unwrap();
    let mended = privilege(2, "684", "active", "2018-01-01", Some("2029-12-31"));
    assert!(stream.on(TODAY, mended).is_ok(), "what was removed does not stand in the way");
    assert_eq!(stream.record.practice.privileges.on(day(TODAY)).count(), 1);
}

#[test]
fn the_same_privilege_is_not_held_twice_at_a_time() {
    let mut stream = Stream::of_class("independent");
    stream.on(TODAY, privilege(1, "597", "active", "2018-01-01", Some("2027-12-31"))).unwrap();
    assert_eq!(
        stream.refuses(TODAY, privilege(2, "597", "active", "2027-12-31", None)),
        Rejection::HeldAlready,
        "other days are not what the record says already"
    );
    stream.on(TODAY, privilege(2, "597", "active", "2028-01-01", None)).unwrap();
    stream.on(TODAY, privilege(3, "597", "courtesy", "2018-01-01", None)).unwrap();
    let profile = stream.record.profile_on(day("2028-01-01"));
    assert_eq!(profile.privileges[0].state, State::Historical, "the day after its last");
    assert_eq!(profile.privileges[1].state, State::InForce);
    let remove =
        |number| Command::Profile(ProfileCommand::RemovePrivilege(RemovePrivilege { id: entry(number) }));
    assert_eq!(stream.refuses("2028-01-01", remove(1)), Rejection::AlreadyHistorical);
    stream.on("2028-01-01", remove(3)).unwrap();
    assert_eq!(stream.record.practice.privileges.on(day("2028-01-01")).count(), 1);
}

#[test]
fn a_registration_elsewhere_names_regulator_place_and_number() {
    let mut stream = Stream::of_class("independent");
    let quebec = registration(1, " Collège des médecins du Québec ", "CA-QC");
    stream.on(TODAY, Command::Profile(ProfileCommand::AddRegistration(quebec))).unwrap();
    stream
        .on(
            TODAY,
            Command::Profile(ProfileCommand::AddRegistration(registration(
                2,
                "A board of our own words",
                "NP",
            ))),
        )
        .unwrap();
    let again = registration(3, "collège des médecins du québec", "CA-QC");
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::AddRegistration(again))),
        Rejection::SameAsNow
    );
    let good = registration(3, "General Medical Council", "GB");
    for (command, field, reason) in [
        (AddRegistration { regulator: " ".into(), ..good.clone() }, Field::Regulator, Reason::Missing),
        (
            AddRegistration { jurisdiction: "Atlantis".into(), ..good.clone() },
            Field::Jurisdiction,
            Reason::UnknownCode,
        ),
        (
            AddRegistration { jurisdiction: "CA-XX".into(), ..good.clone() },
            Field::Jurisdiction,
            Reason::UnknownCode,
        ),
        (AddRegistration { number: "1\t2".into(), ..good.clone() }, Field::Number, Reason::ControlCharacter),
        (AddRegistration { to: Some(day("2011-12-31")), ..good }, Field::To, Reason::BeforeFrom),
    ] {
        assert_eq!(
            stream.refuses(TODAY, Command::Profile(ProfileCommand::AddRegistration(command))),
            invalid(field, reason)
        );
    }
    let remove = || Command::Profile(ProfileCommand::RemoveRegistration(RemoveRegistration { id: entry(2) }));
    stream.on(TODAY, remove()).unwrap();
    assert_eq!(stream.refuses(TODAY, remove()), Rejection::AlreadyHistorical);
}

#[test]
fn protection_has_a_number_where_there_is_one() {
    let field = Field::ProtectionNumber;
    for (command, expected) in [
        (liability("cmpa", Some("7654321")), Ok(())),
        (liability("insurer", Some("POL-9/27")), Ok(())),
        (liability("employer", None), Ok(())),
        (liability("exempt", Some("  ")), Ok(())),
        (liability("cmpa", None), Err(invalid(field, Reason::Missing))),
        (liability("cmpa", Some("76 54")), Err(invalid(field, Reason::NotDigits))),
        (liability("insurer", None), Err(invalid(field, Reason::Missing))),
        (liability("exempt", Some("1")), Err(invalid(field, Reason::NotHere))),
        (liability("none", None), Err(invalid(Field::Protection, Reason::UnknownCode))),
    ] {
        let mut stream = Stream::of_class("independent");
        assert_eq!(stream.on(TODAY, command.clone()).map(drop), expected, "{command:?}");
        if expected.is_ok() {
            assert_eq!(stream.refuses(TODAY, command), Rejection::SameAsNow);
        }
    }
}

#[test]
fn a_tracker_has_a_number_and_none_has_none() {
    for (command, expected) in [
        (cpd("cfpc", "614207", Some("2028-12-31")), Ok(())),
        (cpd("royal-college", "552981", None), Ok(())),
        (cpd("none", "", None), Ok(())),
        (cpd("cfpc", " ", None), Err(invalid(Field::MemberNumber, Reason::Missing))),
        (cpd("none", "1", None), Err(invalid(Field::MemberNumber, Reason::NotHere))),
        (cpd("none", "", Some("2028-12-31")), Err(invalid(Field::CycleEnd, Reason::NotHere))),
        (cpd("rotary", "1", None), Err(invalid(Field::Organization, Reason::UnknownCode))),
        (
            cpd("cfpc", "1", Some("1828-12-31")),
            Err(invalid(Field::CycleEnd, Reason::TooEarly { earliest: day("1900-01-01") })),
        ),
    ] {
        let mut stream = Stream::of_class("independent");
        assert_eq!(stream.on(TODAY, command.clone()).map(drop), expected, "{command:?}");
    }
}

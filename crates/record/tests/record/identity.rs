//! What a registrant says of themselves, and the legal name that the College alone changes.

use portal_record::{
    Body, Command, ProfileCommand, Rejection,
    identity::{DescribeSelf, Name, NameChanged, SetMinc},
    rejection::{Field, Reason},
};

use crate::builder::{Stream, day};

const TODAY: &str = "2027-05-20";

fn describe(gender: Option<&str>, languages: &[&str]) -> Command {
    let languages = languages.iter().map(|&code| code.to_owned()).collect();
    Command::Profile(ProfileCommand::DescribeSelf(DescribeSelf {
        gender: gender.map(str::to_owned),
        languages,
        seen: u64::MAX,
    }))
}

fn minc(text: &str) -> Command {
    Command::Profile(ProfileCommand::SetMinc(SetMinc { minc: text.into(), seen: u64::MAX }))
}

#[test]
fn gender_is_one_of_five_and_may_be_left_unsaid() {
    for gender in
        [Some("man"), Some("woman"), Some("non-binary"), Some("two-spirit"), Some("undisclosed"), None]
    {
        let mut stream = Stream::of_class("independent");
        stream.on(TODAY, describe(gender, &["en", "ase"])).unwrap();
        assert_eq!(stream.record.identity.as_ref().unwrap().gender.as_deref(), gender);
        assert_eq!(stream.refuses(TODAY, describe(gender, &["en", "ase"])), Rejection::SameAsNow);
    }
}

#[test]
fn what_is_not_on_the_lists_is_refused() {
    let many: Vec<&str> = ["en"].repeat(21);
    for (command, field, at, reason) in [
        (describe(Some("other"), &["en"]), Field::Gender, None, Reason::UnknownCode),
        (describe(None, &[]), Field::Languages, None, Reason::Missing),
        (describe(None, &["en", "qq"]), Field::Languages, Some(1), Reason::UnknownCode),
        (describe(None, &["en", "fr", "en"]), Field::Languages, Some(2), Reason::Twice),
        (describe(None, &many), Field::Languages, None, Reason::TooManyOf { max: 20 }),
        (minc(""), Field::Minc, None, Reason::Missing),
        (minc("CAMD-1234"), Field::Minc, None, Reason::NotAMinc),
    ] {
        let mut stream = Stream::of_class("independent");
        assert_eq!(stream.refuses(TODAY, command), Rejection::Invalid { field, at, reason });
    }
}

#[test]
fn a_minc_is_kept_without_hyphens_and_a_doubtful_one_is_taken() {
    let mut stream = Stream::of_class("independent");
    let bodies = stream.on(TODAY, minc("camd-1234-5678")).unwrap();
    let [Body::MincSet(set)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(set.minc, "CAMD12345678", "a wrong check digit is a warning only");
    assert_eq!(stream.refuses(TODAY, minc("CAMD12345678")), Rejection::SameAsNow);
    assert!(stream.on(TODAY, minc("CAMD-1234-5679")).is_ok(), "and can be corrected");
}

#[test]
fn former_names_stay_visible() {
    let name = |given: &str, family: &str| Name { given: given.into(), family: family.into() };
    let mut stream = Stream::of_class("independent");
    for (family, effective) in [("Roy", "2020-03-02"), ("Tremblay", "2022-05-01"), ("Roy", "2027-06-01")] {
        stream.happen(NameChanged { name: name("Zoé", family), effective: day(effective) }.into());
    }
    let identity = stream.record.identity.as_ref().unwrap();
    for (on, now, former) in [
        ("2019-01-01", "Tremblay", vec![]),
        ("2020-03-02", "Roy", vec!["Tremblay"]),
        ("2027-05-31", "Tremblay", vec!["Roy"]),
        ("2027-06-01", "Roy", vec!["Tremblay"]),
    ] {
        assert_eq!(identity.name_on(day(on)).family, now, "{on}");
        let held: Vec<&str> = identity.former_names_on(day(on)).iter().map(|name| &*name.family).collect();
        assert_eq!(held, former, "{on}");
    }
}

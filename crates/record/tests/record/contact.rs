//! E-mail, telephone and preferences: the College e-mail only after it was confirmed.

use portal_record::{
    Actor, Body, Command, ProfileCommand, Rejection,
    contact::{
        ConfirmEmail, EmailKind, EmailSet, PhoneKind, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail,
        SetPhone, SetPreferences, UndoEmailChange, WithdrawEmailChange,
    },
    rejection::{Field, Reason},
};
use uuid::Uuid;

use crate::builder::{COLLEGE, REGISTRANT, Stream, at, entry};

const TODAY: &str = "2027-05-20";

fn request(number: u128, address: &str) -> Command {
    Command::Profile(ProfileCommand::RequestEmailChange(RequestEmailChange {
        request: entry(number),
        address: address.into(),
    }))
}

fn confirm(number: u128) -> Command {
    Command::Profile(ProfileCommand::ConfirmEmail(ConfirmEmail { request: entry(number) }))
}

fn undo(number: u128) -> Command {
    Command::Profile(ProfileCommand::UndoEmailChange(UndoEmailChange { request: entry(number) }))
}

fn withdraw(number: u128) -> Command {
    Command::Profile(ProfileCommand::WithdrawEmailChange(WithdrawEmailChange { request: entry(number) }))
}

fn business(address: &str, public: bool) -> Command {
    Command::Profile(ProfileCommand::SetEmail(SetEmail {
        kind: EmailKind::Business,
        address: address.into(),
        public,
        seen: u64::MAX,
    }))
}

fn phone(kind: PhoneKind, number: &str, extension: Option<&str>) -> Command {
    Command::Profile(ProfileCommand::SetPhone(SetPhone {
        kind,
        number: number.into(),
        extension: extension.map(str::to_owned),
        seen: u64::MAX,
    }))
}

fn invalid(field: Field, reason: Reason) -> Rejection {
    Rejection::Invalid { field, at: None, reason }
}

/// A registrant whose College e-mail is known.
fn reachable() -> Stream {
    let mut stream = Stream::of_class("independent");
    let college = EmailSet { kind: EmailKind::College, address: "zoe@example.org".into(), public: false };
    stream.happen(college.into());
    stream
}

fn college(stream: &Stream) -> &str {
    &stream.record.contact.emails[&EmailKind::College].address
}

#[test]
fn the_college_email_changes_when_it_is_confirmed() {
    let mut stream = reachable();
    stream.on(TODAY, request(1, " new@example.org ")).unwrap();
    assert_eq!(college(&stream), "zoe@example.org", "until then mail goes to the old address");
    stream.ask(at("2027-05-21T12:00:00Z"), COLLEGE, &confirm(1)).unwrap();
    assert_eq!(college(&stream), "new@example.org");
    assert!(stream.record.contact.email_change.is_none());
    let again = stream.ask(at("2027-05-21T12:00:01Z"), COLLEGE, &confirm(1));
    assert_eq!(again, Err(Rejection::NotConfirmable), "a link holds once");
}

#[test]
fn a_link_holds_for_a_week_and_only_for_the_latest_request() {
    let mut stream = reachable();
    stream.ask(at("2027-05-20T16:00:00Z"), REGISTRANT, &request(1, "one@example.org")).unwrap();
    stream.ask(at("2027-05-20T17:00:00Z"), REGISTRANT, &request(2, "two@example.org")).unwrap();
    let mut confirmed =
        |received: &str, number| stream.ask(at(received), COLLEGE, &confirm(number)).map(drop);
    assert_eq!(
        confirmed("2027-05-20T18:00:00Z", 1),
        Err(Rejection::NotConfirmable),
        "a newer one was mailed"
    );
    assert_eq!(confirmed("2027-05-27T17:00:01Z", 2), Err(Rejection::NotConfirmable), "a second too late");
    assert_eq!(confirmed("2027-05-27T17:00:00Z", 2), Ok(()));
}

#[test]
fn a_request_can_be_withdrawn_while_it_waits() {
    let mut stream = reachable();
    assert_eq!(stream.refuses(TODAY, withdraw(1)), Rejection::NoSuchEntry);
    stream.on(TODAY, request(1, "new@example.org")).unwrap();
    assert_eq!(stream.refuses(TODAY, request(1, "other@example.org")), Rejection::EntryExists);
    stream.on(TODAY, withdraw(1)).unwrap();
    assert_eq!(stream.ask(at("2027-05-20T18:00:00Z"), COLLEGE, &confirm(1)), Err(Rejection::NotConfirmable));
    assert_eq!(college(&stream), "zoe@example.org");
}

/// Changes made one after the other, an hour apart.
fn changed(stream: &mut Stream, addresses: &[&str]) {
    for (number, address) in (1..).zip(addresses) {
        stream.on(TODAY, request(number, address)).unwrap();
        let at = at(&format!("2027-05-21T{:02}:00:00Z", 11 + number));
        stream.ask(at, COLLEGE, &confirm(number)).unwrap();
    }
}

#[test]
fn a_change_is_undone_from_the_former_address_for_seventy_two_hours_and_once() {
    for (received, undone) in [("2027-05-24T12:00:00Z", true), ("2027-05-24T12:00:01Z", false)] {
        let mut stream = reachable();
        changed(&mut stream, &["new@example.org"]);
        let asked = stream.ask(at(received), COLLEGE, &undo(1));
        assert_eq!(asked.is_ok(), undone, "{received}: {asked:?}");
        assert_eq!(college(&stream), if undone { "zoe@example.org" } else { "new@example.org" });
        let again = stream.ask(at(received), COLLEGE, &undo(1));
        assert_eq!(again, Err(Rejection::NoSuchEntry), "once");
    }
}

#[test]
fn what_was_changed_or_asked_after_it_is_undone_with_it() {
    let mut stream = reachable();
    changed(&mut stream, &["one@example.org", "two@example.org"]);
    stream.on("2027-05-21", request(3, "three@example.org")).unwrap();
    let events = stream.ask(at("2027-05-22T12:00:00Z"), COLLEGE, &undo(1)).unwrap();
    let kinds: Vec<_> = events.iter().map(Body::kind).collect();
    assert_eq!(kinds, ["contact.email-change-withdrawn", "contact.email-change-undone"]);
    assert_eq!(college(&stream), "zoe@example.org");
    assert!(stream.record.contact.email_change.is_none());
    let later = stream.ask(at("2027-05-22T12:00:01Z"), COLLEGE, &undo(2));
    assert_eq!(later, Err(Rejection::NoSuchEntry), "whoever has the address between has it back for good");
}

#[test]
fn the_latest_change_alone_can_be_undone() {
    let mut stream = reachable();
    changed(&mut stream, &["one@example.org", "two@example.org"]);
    stream.ask(at("2027-05-22T12:00:00Z"), COLLEGE, &undo(2)).unwrap();
    assert_eq!(college(&stream), "one@example.org");
    stream.ask(at("2027-05-22T12:00:01Z"), COLLEGE, &undo(1)).unwrap();
    assert_eq!(college(&stream), "zoe@example.org", "and then the one before");
}

#[test]
fn former_addresses_are_kept_for_a_month() {
    let mut stream = reachable();
    for (number, month) in [(1, "05"), (2, "06"), (3, "07")] {
        stream
            .ask(
                at(&format!("2027-{month}-20T12:00:00Z")),
                REGISTRANT,
                &request(number, &format!("{number}@example.org")),
            )
            .unwrap();
        stream.ask(at(&format!("2027-{month}-21T12:00:00Z")), COLLEGE, &confirm(number)).unwrap();
    }
    let former: Vec<_> = stream.record.contact.former.iter().map(|former| former.address.as_str()).collect();
    assert_eq!(former, ["1@example.org", "2@example.org"], "30 days before the last, and no longer");
}

#[test]
fn a_change_that_waits_is_undone_by_taking_it_back() {
    let mut stream = reachable();
    assert_eq!(stream.ask(at("2027-05-20T18:00:00Z"), COLLEGE, &undo(1)), Err(Rejection::NoSuchEntry));
    stream.on(TODAY, request(1, "new@example.org")).unwrap();
    stream.ask(at("2027-05-20T18:00:00Z"), COLLEGE, &undo(1)).unwrap();
    assert!(stream.record.contact.email_change.is_none());
    assert_eq!(college(&stream), "zoe@example.org");
    assert!(!undo(1).is_of_registrant(), "no device sends it");
    changed(&mut stream, &["new@example.org"]);
    for actor in [REGISTRANT, Actor::Provider] {
        assert_eq!(stream.ask(at("2027-05-21T18:00:00Z"), actor, &undo(1)), Err(Rejection::NotAllowed));
    }
}

#[test]
fn only_the_server_confirms() {
    let mut stream = reachable();
    stream.on(TODAY, request(1, "new@example.org")).unwrap();
    assert!(!confirm(1).is_of_registrant(), "no device sends it");
    for actor in [REGISTRANT, Actor::Provider] {
        let asked = stream.ask(at("2027-05-20T18:00:00Z"), actor, &confirm(1));
        assert_eq!(asked, Err(Rejection::NotAllowed));
    }
}

#[test]
fn the_college_email_is_neither_set_nor_removed_nor_asked_for_as_it_is() {
    let mut stream = reachable();
    let set = SetEmail {
        kind: EmailKind::College,
        address: "new@example.org".into(),
        public: false,
        seen: u64::MAX,
    };
    assert_eq!(
        stream.refuses(TODAY, Command::Profile(ProfileCommand::SetEmail(set))),
        Rejection::NeedsConfirmation
    );
    let remove = Command::Profile(ProfileCommand::RemoveEmail(RemoveEmail {
        kind: EmailKind::College,
        seen: u64::MAX,
    }));
    assert_eq!(stream.refuses(TODAY, remove), Rejection::NeedsConfirmation);
    assert_eq!(stream.refuses(TODAY, request(1, "zoe@example.org")), Rejection::SameAsNow);
}

#[test]
fn the_business_email_is_set_shown_hidden_and_removed() {
    let mut stream = reachable();
    stream.on(TODAY, business("office@example.org", true)).unwrap();
    assert_eq!(stream.refuses(TODAY, business("office@example.org", true)), Rejection::SameAsNow);
    stream.on(TODAY, business("office@example.org", false)).unwrap();
    let remove = || {
        Command::Profile(ProfileCommand::RemoveEmail(RemoveEmail {
            kind: EmailKind::Business,
            seen: u64::MAX,
        }))
    };
    stream.on(TODAY, remove()).unwrap();
    assert!(!stream.record.contact.emails.contains_key(&EmailKind::Business));
    assert_eq!(stream.refuses(TODAY, remove()), Rejection::SameAsNow);
}

#[test]
fn an_email_that_cannot_be_read_is_refused() {
    for (address, reason) in [
        ("", Reason::Missing),
        ("office", Reason::NotAnEmail),
        ("office@example", Reason::NotAnEmail),
        ("office@example.org\r\nBcc: everyone@example.org", Reason::ControlCharacter),
    ] {
        let mut stream = reachable();
        assert_eq!(stream.refuses(TODAY, business(address, true)), invalid(Field::Email, reason));
        assert_eq!(stream.refuses(TODAY, request(1, address)), invalid(Field::Email, reason));
    }
}

#[test]
fn telephones_are_kept_in_one_form() {
    let mut stream = reachable();
    let bodies = stream.on(TODAY, phone(PhoneKind::Business, "(416) 967-2600", Some("606"))).unwrap();
    let [Body::PhoneSet(set)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((set.number.as_str(), set.extension.as_deref()), ("+14169672600", Some("606")));
    let same = phone(PhoneKind::Business, "+1 416 967 2600", Some("606"));
    assert_eq!(stream.refuses(TODAY, same), Rejection::SameAsNow);
    stream.on(TODAY, phone(PhoneKind::Mobile, "+47 22 85 50 50", None)).unwrap();
    let remove = || {
        Command::Profile(ProfileCommand::RemovePhone(RemovePhone { kind: PhoneKind::Mobile, seen: u64::MAX }))
    };
    stream.on(TODAY, remove()).unwrap();
    assert_eq!(stream.refuses(TODAY, remove()), Rejection::SameAsNow);
}

#[test]
fn a_telephone_that_cannot_be_read_is_refused() {
    for (kind, number, extension, field, reason) in [
        (PhoneKind::Business, "", None, Field::Phone, Reason::Missing),
        (PhoneKind::Business, "116 967 2600", None, Field::Phone, Reason::NotAPhone),
        (PhoneKind::Business, "020 7946 0958", None, Field::Phone, Reason::NotAPhone),
        (PhoneKind::Business, "416 967 2600", Some("x1"), Field::Extension, Reason::NotAnExtension),
        (PhoneKind::Mobile, "416 967 2600", Some("1"), Field::Extension, Reason::NotHere),
    ] {
        let mut stream = reachable();
        assert_eq!(stream.refuses(TODAY, phone(kind, number, extension)), invalid(field, reason), "{number}");
    }
}

#[test]
fn preferences_are_codes_of_the_lists() {
    let prefer = |language: &str, dialogue: &str| {
        let (language, dialogue) = (language.to_owned(), dialogue.to_owned());
        Command::Profile(ProfileCommand::SetPreferences(SetPreferences {
            language,
            dialogue,
            reminders: true,
            seen: u64::MAX,
        }))
    };
    let mut stream = reachable();
    stream.on(TODAY, prefer("fr", "email")).unwrap();
    assert_eq!(stream.refuses(TODAY, prefer("fr", "email")), Rejection::SameAsNow);
    let unknown = |field| invalid(field, Reason::UnknownCode);
    assert_eq!(stream.refuses(TODAY, prefer("de", "email")), unknown(Field::Correspondence));
    assert_eq!(stream.refuses(TODAY, prefer("en", "pigeon")), unknown(Field::Dialogue));
}

#[test]
fn what_another_device_changed_is_not_undone_unseen() {
    let mut stream = Stream::of_class("independent");
    let now = at("2027-05-20T15:00:00Z");
    let on = |device: u128| Actor::Registrant { device: Uuid::from_u128(device) };
    let phone = |number: &str, seen| {
        let (kind, number) = (PhoneKind::Business, number.to_owned());
        Command::Profile(ProfileCommand::SetPhone(SetPhone { kind, number, extension: None, seen }))
    };
    let seen = stream.record.version;
    assert!(stream.ask(now, on(1), &phone("416 967 2600", seen)).is_ok());
    assert!(
        stream.ask(now, on(1), &phone("416 967 2601", seen)).is_ok(),
        "a device knows what it did itself"
    );
    let unseen = stream.ask(now, on(2), &phone("416 967 2602", seen));
    assert_eq!(unseen, Err(Rejection::ChangedMeanwhile), "the other device had not seen either");
    let same = stream.ask(now, on(2), &phone("416 967 2601", seen));
    assert_eq!(same, Err(Rejection::SameAsNow), "both said the same: there is nothing to choose");
    let mobile = Command::Profile(ProfileCommand::SetPhone(SetPhone {
        kind: PhoneKind::Mobile,
        number: "416 967 2602".into(),
        extension: None,
        seen,
    }));
    assert!(stream.ask(now, on(2), &mobile).is_ok(), "another telephone is another fact");
    let looked = stream.record.version;
    assert!(stream.ask(now, on(2), &phone("416 967 2602", looked)).is_ok(), "made anew over what is there");
}

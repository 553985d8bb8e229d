//! Any command and any event: ids and days from small pools, so that they meet, and text of every sort.

use jiff::{ToSpan, civil::Date};
use portal_record::{
    Body, Command, EntryId, MessageId, ProfileCommand,
    addresses::{
        Address, AddressKind, AddressSet, AddressWithdrawn, LocationRemoved, RemoveLocation, SetAddress,
        SetNotInPractice, WithdrawAddress,
    },
    contact::{
        EmailKind, PhoneKind, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail, SetPhone,
        SetPreferences, WithdrawEmailChange,
    },
    identity::{DescribeSelf, Name, NameChanged, SetMinc},
    practice::{
        AddActivity, AddPrivilege, AddRegistration, RemoveActivity, RemovePrivilege, RemoveRegistration,
        SetCpd, SetLiability,
    },
};
use proptest::prelude::{Strategy, any, prop, prop_oneof};
use uuid::Uuid;

use crate::{builder::day, events::current};

/// First day of the days that are drawn.
pub(crate) const FIRST: &str = "2027-05-01";

/// One of few ids, so that commands meet the entries of others.
fn id() -> impl Strategy<Value = EntryId> {
    (0u128..8).prop_map(|number| EntryId(Uuid::from_u128(number)))
}

/// A day in about three months, sometimes far off.
pub(crate) fn a_day() -> impl Strategy<Value = Date> {
    let near = (0i64..90).prop_map(|days| day(FIRST).checked_add(days.days()).unwrap());
    prop_oneof![9 => near, 1 => (1i16..9999).prop_map(|year| jiff::civil::date(year, 2, 28))]
}

/// Anything that can be typed or pasted; mostly what makes sense.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec![
            "Toronto", "ON", "ca-on", "M5G 2E2", "k1a0b1", "CA", "GB", "(416) 967-2600", "+442079460958", "12",
            "zoe@example.org", "CAMD-1234-5679", "en", "fr", "ase", "woman", "597", "696", "active", "cmpa",
            "exempt", "none", "cfpc", "colonoscopy", "CA-QC", "7654321", "email",
        ])
        .prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "\\PC{0,20}",
        1 => (190usize..210).prop_map(|length| "é".repeat(length)),
    ]
}

fn maybe<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(of)
}

fn address_kind() -> impl Strategy<Value = AddressKind> {
    prop::sample::select(vec![AddressKind::Primary, AddressKind::Mailing, AddressKind::Additional])
}

fn address() -> impl Strategy<Value = Address> {
    let sensible = prop::sample::select(vec!["1 Main", "2 Main", "3 Main"]).prop_map(|line| Address {
        lines: vec![line.to_owned()],
        city: "Toronto".into(),
        province: Some("ON".into()),
        postal_code: Some("M5G 2E2".into()),
        country: "CA".into(),
    });
    let odd = (prop::collection::vec(text(), 0..7), text(), maybe(text()), maybe(text()), text()).prop_map(
        |(lines, city, province, postal_code, country)| Address {
            lines,
            city,
            province,
            postal_code,
            country,
        },
    );
    prop_oneof![4 => sensible, 1 => odd]
}

fn set_address() -> impl Strategy<Value = Command> {
    let way = (maybe(text()), maybe(text()), maybe(id()));
    (id(), address_kind(), address(), a_day(), way).prop_map(|(id, kind, address, effective, way)| {
        let (phone, extension, replaces) = way;
        let plain = kind == AddressKind::Mailing;
        Command::Profile(ProfileCommand::SetAddress(SetAddress {
            id,
            kind,
            address,
            phone: phone.filter(|_| !plain),
            extension: extension.filter(|_| !plain),
            hours: Vec::new(),
            effective,
            replaces: replaces.filter(|_| kind == AddressKind::Additional),
        }))
    })
}

fn of_addresses() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => set_address(),
        1 => (id(), a_day()).prop_map(|(id, effective)| {
            Command::Profile(ProfileCommand::SetNotInPractice(SetNotInPractice { id, effective }))
        }),
        2 => id().prop_map(|id| Command::Profile(ProfileCommand::WithdrawAddress(WithdrawAddress { id }))),
        2 => (id(), any::<u128>()).prop_map(|(id, message)| {
            Command::Profile(ProfileCommand::RemoveLocation(RemoveLocation { id, message: MessageId(Uuid::from_u128(message)) }))
        }),
    ]
}

fn of_contact() -> impl Strategy<Value = Command> {
    let email = prop::sample::select(vec![EmailKind::College, EmailKind::Business]);
    let phone = prop::sample::select(vec![PhoneKind::Business, PhoneKind::Mobile]);
    prop_oneof![
        (email.clone(), text(), any::<bool>()).prop_map(|(kind, address, public)| Command::Profile(
            ProfileCommand::SetEmail(SetEmail { kind, address, public, seen: u64::MAX })
        )),
        email.prop_map(|kind| Command::Profile(ProfileCommand::RemoveEmail(RemoveEmail {
            kind,
            seen: u64::MAX
        }))),
        (id(), text()).prop_map(|(request, address)| {
            Command::Profile(ProfileCommand::RequestEmailChange(RequestEmailChange { request, address }))
        }),
        id().prop_map(|request| Command::Profile(ProfileCommand::WithdrawEmailChange(WithdrawEmailChange {
            request
        }))),
        (phone.clone(), text(), maybe(text())).prop_map(|(kind, number, extension)| Command::Profile(
            ProfileCommand::SetPhone(SetPhone { kind, number, extension, seen: u64::MAX })
        )),
        phone.prop_map(|kind| Command::Profile(ProfileCommand::RemovePhone(RemovePhone {
            kind,
            seen: u64::MAX
        }))),
        (text(), text(), any::<bool>()).prop_map(|(language, dialogue, reminders)| {
            Command::Profile(ProfileCommand::SetPreferences(SetPreferences {
                language,
                dialogue,
                reminders,
                seen: u64::MAX,
            }))
        }),
    ]
}

fn of_practice() -> impl Strategy<Value = Command> {
    prop_oneof![
        (id(), maybe(text()), text(), a_day()).prop_map(|(id, code, name, effective)| {
            Command::Profile(ProfileCommand::AddActivity(AddActivity { id, code, name, effective }))
        }),
        id().prop_map(|id| Command::Profile(ProfileCommand::RemoveActivity(RemoveActivity { id }))),
        (id(), text(), text(), a_day(), maybe(a_day())).prop_map(|(id, hospital, kind, from, to)| {
            Command::Profile(ProfileCommand::AddPrivilege(AddPrivilege { id, hospital, kind, from, to }))
        }),
        id().prop_map(|id| Command::Profile(ProfileCommand::RemovePrivilege(RemovePrivilege { id }))),
        (id(), text(), text(), text(), a_day(), maybe(a_day())).prop_map(
            |(id, regulator, jurisdiction, number, from, to)| {
                Command::Profile(ProfileCommand::AddRegistration(AddRegistration {
                    id,
                    regulator,
                    jurisdiction,
                    number,
                    from,
                    to,
                }))
            }
        ),
        id().prop_map(|id| Command::Profile(ProfileCommand::RemoveRegistration(RemoveRegistration { id }))),
        (text(), maybe(text())).prop_map(|(protection, number)| Command::Profile(
            ProfileCommand::SetLiability(SetLiability { protection, number, seen: u64::MAX })
        )),
        (text(), text(), maybe(a_day())).prop_map(|(organization, member_number, cycle_end)| {
            Command::Profile(ProfileCommand::SetCpd(SetCpd {
                organization,
                member_number,
                cycle_end,
                seen: u64::MAX,
            }))
        }),
    ]
}

fn of_identity() -> impl Strategy<Value = Command> {
    prop_oneof![
        (maybe(text()), prop::collection::vec(text(), 0..4)).prop_map(|(gender, languages)| {
            Command::Profile(ProfileCommand::DescribeSelf(DescribeSelf { gender, languages, seen: u64::MAX }))
        }),
        text().prop_map(|minc| Command::Profile(ProfileCommand::SetMinc(SetMinc { minc, seen: u64::MAX }))),
    ]
}

/// Any command that a registrant can give about the profile.
pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![4 => of_addresses(), 2 => of_practice(), 1 => of_contact(), 1 => of_identity()]
}

/// An address as it was recorded, of any id and day, also where the rules would not have let it in.
fn address_set() -> impl Strategy<Value = Body> {
    (id(), address_kind(), address(), a_day(), maybe(id())).prop_map(
        |(id, kind, address, effective, replaces)| {
            let (phone, extension, hours) = (None, None, Vec::new());
            AddressSet { id, kind, address, phone, extension, hours, effective, replaces }.into()
        },
    )
}

/// Any event: of every kind as the golden files have it, and those of the College that name entries.
pub(crate) fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        3 => prop::sample::select(current()),
        3 => address_set(),
        1 => id().prop_map(|id| AddressWithdrawn { id }.into()),
        1 => (id(), a_day()).prop_map(|(id, effective)| LocationRemoved { id, effective }.into()),
        1 => ("\\PC{1,12}", a_day()).prop_map(|(family, effective)| {
            NameChanged { name: Name { given: "Zoé".into(), family }, effective }.into()
        }),
        1 => prop::sample::select(vec![
            r#"{"type":"practice.of-the-future","v":1,"data":{"x":[1.50]}}"#,
            r#"{"type":"practice.activity-added","v":1,"data":{"name":"A","effective":"2015-07-02"}}"#,
            r#"{"type":"addresses.not-in-practice","v":1,"data":{"effective":"2027-05-10"}}"#,
        ])
        .prop_map(|text| serde_json::from_str(text).unwrap()),
    ]
}

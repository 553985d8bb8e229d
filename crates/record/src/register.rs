//! A registrant's entry in the public register: what is public of the record on a day, and nothing else.
//!
//! Which facts those are is said in `visibility`; here is only their form.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    CpsoNumber, Record,
    addresses::{Address, AddressKind, AddressSet},
    contact::{EmailKind, PhoneKind},
    corporations::CorporationAuthorized,
    entries::{Dated, Entries, Entry},
    identity::Name,
    practice::SpecialtyRecognised,
    profile::Profile,
    registration::{ClassGranted, Status, StatusSet},
    visibility::Fact,
};

/// The gender code that says nothing.
const UNDISCLOSED: &str = "undisclosed";

/// An entry of the public register, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterEntry {
    /// The number on the register.
    pub cpso_number: CpsoNumber,
    /// Legal name.
    pub name: Name,
    /// Names held before, the latest first.
    pub former_names: Vec<Name>,
    /// Code; none when it was not told.
    pub gender: Option<String>,
    /// Codes.
    pub languages: Vec<String>,
    /// Code of the class, and since when.
    pub class: Option<(String, Date)>,
    /// Standing, and since when.
    pub status: Option<(Status, Date)>,
    /// Last day of the certificate.
    pub expires: Option<Date>,
    /// Numbered terms, conditions and limitations.
    pub terms: Vec<String>,
    /// Primary business location; none when not in practice.
    pub primary: Option<PublicLocation>,
    /// Further business locations.
    pub additional: Vec<PublicLocation>,
    /// Business telephone.
    pub phone: Option<PublicPhone>,
    /// Business e-mail, when the registrant wants it shown.
    pub business_email: Option<String>,
    /// Specialties and who certified them.
    pub specialties: Vec<SpecialtyRecognised>,
    /// Hospitals at which a privilege is held, each once.
    pub hospitals: Vec<String>,
    /// Regulators elsewhere, with their jurisdiction.
    pub registrations: Vec<(String, String)>,
    /// Professional corporations.
    pub corporations: Vec<CorporationAuthorized>,
    /// Classes and standings, in order of their first days.
    pub history: Vec<HistoryLine>,
}

/// A business location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicLocation {
    /// The postal address.
    pub address: Address,
    /// Telephone there.
    pub phone: Option<PublicPhone>,
}

/// A telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicPhone {
    /// E.164.
    pub number: String,
    /// Digits.
    pub extension: Option<String>,
}

/// A line of the registration history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "what", rename_all_fields = "camelCase")]
pub enum HistoryLine {
    /// A class was granted.
    Class {
        /// Code.
        class: String,
        /// The first day on which it counts.
        effective: Date,
    },
    /// The standing changed.
    Status {
        /// The status from then on.
        status: Status,
        /// The first day on which it counts.
        effective: Date,
    },
}

/// The entry on this day; none before enrolment.
pub fn entry(record: &Record, day: Date) -> Option<RegisterEntry> {
    let profile = record.profile_on(day);
    let Profile { identity, registration, contact, .. } = &profile;
    let identity = identity.as_ref()?;
    let class = registration.class.as_ref();
    let email = contact.emails.get(&EmailKind::Business);
    let phone = contact.phones.get(&PhoneKind::Business);
    let told = identity.gender.clone().filter(|gender| gender != UNDISCLOSED);
    Some(RegisterEntry {
        cpso_number: identity.cpso_number,
        name: identity.name.clone(),
        former_names: all(Fact::FormerNames, || identity.former_names.clone()),
        gender: one(Fact::Gender, told),
        languages: all(Fact::Languages, || identity.languages.clone()),
        class: one(Fact::Class, class.map(|class| (class.class.clone(), class.effective))),
        status: one(Fact::Status, registration.status.as_ref().map(|set| (set.status, set.effective))),
        expires: one(Fact::Expiry, class.and_then(|class| class.expires)),
        terms: all(Fact::Terms, || class.map(|class| class.terms.clone()).unwrap_or_default()),
        primary: one(Fact::PrimaryAddress, locations(&profile, AddressKind::Primary).pop()),
        additional: all(Fact::AdditionalLocations, || locations(&profile, AddressKind::Additional)),
        phone: one(
            Fact::BusinessPhone,
            phone.map(|set| PublicPhone { number: set.number.clone(), extension: set.extension.clone() }),
        ),
        business_email: email
            .filter(|email| Fact::BusinessEmail { shown: email.public }.is_public())
            .map(|email| email.address.clone()),
        specialties: all(Fact::Specialties, || profile.specialties.clone()),
        hospitals: all(Fact::Privileges, || hospitals(record, day)),
        registrations: all(Fact::Registrations, || {
            let held = record.practice.registrations.on(day);
            held.map(|held| (held.regulator.clone(), held.jurisdiction.clone())).collect()
        }),
        corporations: all(Fact::Corporations, || {
            record.corporations.iter().filter(|held| held.effective <= day).cloned().collect()
        }),
        history: all(Fact::RegistrationHistory, || history(&registration.classes, &registration.statuses)),
    })
}

/// The next day on which the entry changes although nothing is recorded; a stored entry holds until then.
pub fn changes_on(record: &Record, day: Date) -> Option<Date> {
    let places = record.addresses.entries.iter().map(|entry| entry.fact.from());
    let ends = record.addresses.ends().into_iter().flatten();
    let names = record.identity.iter().flat_map(|identity| &identity.name_changes).map(|name| name.effective);
    let classes = record.registration.classes.iter().map(|class| class.effective);
    let statuses = record.registration.statuses.iter().map(|status| status.effective);
    let specialties = record.practice.specialties.iter().map(|specialty| specialty.effective);
    let corporations = record.corporations.iter().map(|corporation| corporation.effective);
    places
        .chain(ends)
        .chain(names)
        .chain(classes)
        .chain(statuses)
        .chain(specialties)
        .chain(corporations)
        .chain(bounds(&record.practice.privileges))
        .chain(bounds(&record.practice.registrations))
        .filter(|other| *other > day)
        .min()
}

fn bounds<T: Dated>(entries: &Entries<T>) -> impl Iterator<Item = Date> {
    entries.iter().flat_map(|entry: &Entry<T>| [Some(entry.fact.from()), entry.until()]).flatten()
}

fn one<T>(fact: Fact, value: Option<T>) -> Option<T> {
    value.filter(|_| fact.is_public())
}

fn all<T>(fact: Fact, values: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if fact.is_public() { values() } else { Vec::new() }
}

fn locations(profile: &Profile, kind: AddressKind) -> Vec<PublicLocation> {
    profile.in_force(kind).filter_map(|location| location.held.fact.at()).map(location).collect()
}

fn location(set: &AddressSet) -> PublicLocation {
    let extension = set.extension.clone();
    let phone = set.phone.clone().map(|number| PublicPhone { number, extension });
    PublicLocation { address: set.address.clone(), phone: one(Fact::LocationPhone, phone) }
}

fn hospitals(record: &Record, day: Date) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for privilege in record.practice.privileges.on(day) {
        if !names.contains(&privilege.hospital) {
            names.push(privilege.hospital.clone());
        }
    }
    names
}

fn history(classes: &[ClassGranted], statuses: &[StatusSet]) -> Vec<HistoryLine> {
    let classes = classes.iter().map(|class| {
        let line = HistoryLine::Class { class: class.class.clone(), effective: class.effective };
        (class.effective, line)
    });
    let statuses = statuses
        .iter()
        .map(|set| (set.effective, HistoryLine::Status { status: set.status, effective: set.effective }));
    let mut lines: Vec<(Date, HistoryLine)> = classes.chain(statuses).collect();
    lines.sort_by_key(|(effective, _)| *effective);
    lines.into_iter().map(|(_, line)| line).collect()
}

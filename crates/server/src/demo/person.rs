//! One of them: what is known, and the events of the record that say so.

use jiff::civil::Date;
use portal_record::addresses::{Address, AddressKind, AddressSet, NotInPractice};
use portal_record::contact::{EmailKind, EmailSet, PhoneKind, PhoneSet};
use portal_record::corporations::CorporationAuthorized;
use portal_record::identity::{Described, Enrolled, Name};
use portal_record::practice::{ActivityAdded, CpdSet, LiabilitySet, PrivilegeAdded, SpecialtyRecognised};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{Body, CpsoNumber, EntryId};

use super::DemoError;

/// How far last year's renewal went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastYear {
    /// Filed and paid.
    Complete,
    /// Filed, never paid.
    Overdue,
    /// Not yet registered.
    None,
}

/// A demonstration registrant.
#[derive(Debug, Clone)]
pub struct Person {
    pub given: &'static str,
    pub family: &'static str,
    pub what: &'static str,
    pub email: &'static str,
    pub business_email: Option<&'static str>,
    pub minc: Option<&'static str>,
    pub gender: &'static str,
    pub languages: &'static [&'static str],
    pub class: &'static str,
    pub since: &'static str,
    pub expires: Option<&'static str>,
    pub terms: &'static [&'static str],
    pub status: Status,
    pub phone: &'static str,
    /// Lines, city, province, postal code, country; nothing when not in practice.
    pub practice: Option<Place>,
    pub mailing: Place,
    pub activities: &'static [&'static str],
    pub privileges: &'static [&'static str],
    pub specialty: Option<(&'static str, &'static str)>,
    pub cpd: Option<(&'static str, &'static str)>,
    pub cmpa: Option<&'static str>,
    pub corporation: Option<&'static str>,
    pub last_year: LastYear,
}

/// A place: street lines, city, province, postal code, country.
pub type Place = (&'static [&'static str], &'static str, Option<&'static str>, &'static str, &'static str);

impl Person {
    /// Given names first.
    pub fn full_name(&self) -> String {
        self.name().full()
    }

    /// Every address that signs in.
    pub fn emails(&self) -> Vec<String> {
        std::iter::once(self.email).chain(self.business_email).map(str::to_owned).collect()
    }

    fn name(&self) -> Name {
        Name { given: self.given.to_owned(), family: self.family.to_owned() }
    }

    /// What the register knows, as events of the record; the College writes to `email`.
    pub fn bodies(&self, number: CpsoNumber, email: &str) -> Result<Vec<Body>, DemoError> {
        let since = day(self.since)?;
        let languages = self.languages.iter().map(|&code| code.to_owned()).collect();
        let mut bodies: Vec<Body> = vec![
            Enrolled { name: self.name(), cpso_number: number, minc: self.minc.map(str::to_owned) }.into(),
            Described { gender: Some(self.gender.to_owned()), languages }.into(),
            ClassGranted {
                class: self.class.to_owned(),
                effective: since,
                expires: self.expires.map(day).transpose()?,
                terms: self.terms.iter().map(|&term| term.to_owned()).collect(),
            }
            .into(),
            StatusSet { status: Status::Active, effective: since }.into(),
        ];
        if self.status != Status::Active {
            bodies.push(StatusSet { status: self.status, effective: day("2027-02-15")? }.into());
        }
        bodies.extend(self.contact(email));
        bodies.extend(self.addresses(since)?);
        bodies.extend(self.work(since)?);
        Ok(bodies)
    }

    fn contact(&self, email: &str) -> Vec<Body> {
        let college = EmailSet { kind: EmailKind::College, address: email.to_owned(), public: false };
        let business = self.business_email.map(|address| EmailSet {
            kind: EmailKind::Business,
            address: address.to_owned(),
            public: true,
        });
        let phone = PhoneSet { kind: PhoneKind::Business, number: self.phone.to_owned(), extension: None };
        let emails = std::iter::once(college).chain(business).map(Body::from);
        emails.chain([phone.into()]).collect()
    }

    fn addresses(&self, since: Date) -> Result<Vec<Body>, DemoError> {
        let practice: Body = match self.practice {
            Some(place) => self.address_set(AddressKind::Primary, place, since).into(),
            None => NotInPractice { id: self.entry("not in practice"), effective: day("2025-12-31")? }.into(),
        };
        let mailing = self.address_set(AddressKind::Mailing, self.mailing, since);
        Ok(vec![practice, mailing.into()])
    }

    fn address_set(&self, kind: AddressKind, place: Place, effective: Date) -> AddressSet {
        AddressSet {
            id: self.entry(&format!("{kind:?}")),
            kind,
            address: address(place),
            phone: None,
            extension: None,
            hours: Vec::new(),
            effective,
            replaces: None,
        }
    }

    /// The same at every seeding, and different for each person.
    fn entry(&self, what: &str) -> EntryId {
        EntryId::derived(&format!("demo\n{}\n{what}", self.email))
    }

    fn work(&self, since: Date) -> Result<Vec<Body>, DemoError> {
        let mut bodies: Vec<Body> = Vec::new();
        for &name in self.activities {
            let (id, name) = (self.entry(name), name.to_owned());
            bodies.push(ActivityAdded { id, code: None, name, effective: since }.into());
        }
        for &hospital in self.privileges {
            let (id, hospital, kind) = (self.entry(hospital), hospital.to_owned(), "active".to_owned());
            bodies.push(PrivilegeAdded { id, code: None, hospital, kind, from: since, to: None }.into());
        }
        if let Some((specialty, body)) = self.specialty {
            let (specialty, body) = (specialty.to_owned(), body.to_owned());
            bodies.push(SpecialtyRecognised { specialty, body, effective: since }.into());
        }
        if let Some((organization, member)) = self.cpd {
            let (organization, member_number) = (organization.to_owned(), member.to_owned());
            bodies.push(CpdSet { organization, member_number, cycle_end: None }.into());
        }
        if let Some(number) = self.cmpa {
            bodies
                .push(LiabilitySet { protection: "cmpa".to_owned(), number: Some(number.to_owned()) }.into());
        }
        if let Some(name) = self.corporation {
            bodies.push(
                CorporationAuthorized {
                    number: "CA-90000".to_owned(),
                    name: name.to_owned(),
                    effective: day("2016-05-02")?,
                    expires: day("2027-08-31")?,
                }
                .into(),
            );
        }
        Ok(bodies)
    }
}

fn address((lines, city, province, postal_code, country): Place) -> Address {
    Address {
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
        city: city.to_owned(),
        province: province.map(str::to_owned),
        postal_code: Some(postal_code.to_owned()),
        country: country.to_owned(),
    }
}

fn day(text: &str) -> Result<Date, DemoError> {
    text.parse().map_err(|why| DemoError::Data(format!("{text}: {why}")))
}

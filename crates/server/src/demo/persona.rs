//! A persona of the demonstration: who it is, and what the register knew when the record began, as events of the record.

use jiff::civil::Date;
use portal_record::addresses::{Address, AddressKind};
use portal_record::contact::{EmailKind, EmailSet, PhoneKind, PhoneSet};
use portal_record::corporations::CorporationAuthorized;
use portal_record::identity::{Described, Enrolled, Name};
use portal_record::practice::{CpdSet, LiabilitySet, SpecialtyRecognised};
use portal_record::registration::{ClassGranted, Status, StatusSet};

use super::DemoError;
use super::timeline::Timeline;

/// When the registers were taken over into records; who was registered later begins on that day.
const RECORDS_BEGAN: &str = "2016-11-07";

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
pub struct Persona {
    pub given: &'static str,
    pub family: &'static str,
    /// Given and family name when the record began, where that was another.
    pub formerly: Option<(&'static str, &'static str)>,
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
    pub phone: &'static str,
    pub practice: Place,
    pub mailing: Place,
    pub activities: &'static [&'static str],
    pub privileges: &'static [&'static str],
    pub specialty: Option<(&'static str, &'static str)>,
    pub cpd: Option<(&'static str, &'static str)>,
    pub cmpa: Option<&'static str>,
    /// Number of the certificate of authorization, and name.
    pub corporation: Option<(&'static str, &'static str)>,
    pub last_year: LastYear,
    /// The computer from which they paid, and how: kind of card and its last four digits.
    pub computer: &'static str,
    pub card: (&'static str, &'static str),
    /// What happened since.
    pub timeline: fn(&mut Timeline<'_>) -> Result<(), DemoError>,
}

/// A place: street lines, city, province, postal code, country.
pub type Place = (&'static [&'static str], &'static str, Option<&'static str>, &'static str, &'static str);

impl Persona {
    /// Given names first.
    pub fn full_name(&self) -> String {
        name((self.given, self.family)).full()
    }

    /// Every address that signs in.
    pub fn emails(&self) -> Vec<String> {
        std::iter::once(self.email).chain(self.business_email).map(str::to_owned).collect()
    }

    /// What the register knew, and what happened since; the College writes to `email`.
    pub fn fill(&self, timeline: &mut Timeline<'_>, email: &str) -> Result<(), DemoError> {
        let since = day(self.since)?;
        let at = format!("{}T14:30:00Z", since.max(day(RECORDS_BEGAN)?));
        self.enrol(timeline, &at, since)?;
        self.contact(timeline, &at, email)?;
        timeline.recorded(&at, timeline.address("practice", AddressKind::Primary, self.practice, since))?;
        timeline
            .recorded(&at, timeline.address("letters at first", AddressKind::Mailing, self.mailing, since))?;
        self.work(timeline, &at, since)?;
        (self.timeline)(timeline)
    }

    fn enrol(&self, timeline: &mut Timeline<'_>, at: &str, since: Date) -> Result<(), DemoError> {
        let name = name(self.formerly.unwrap_or((self.given, self.family)));
        let minc = self.minc.map(str::to_owned);
        timeline.recorded(at, Enrolled { name, cpso_number: timeline.number(), minc })?;
        let languages = self.languages.iter().map(|&code| code.to_owned()).collect();
        timeline.recorded(at, Described { gender: Some(self.gender.to_owned()), languages })?;
        let granted = ClassGranted {
            class: self.class.to_owned(),
            effective: since,
            expires: self.expires.map(day).transpose()?,
            terms: self.terms.iter().map(|&term| term.to_owned()).collect(),
        };
        timeline.recorded(at, granted)?;
        timeline.recorded(at, StatusSet { status: Status::Active, effective: since })
    }

    fn contact(&self, timeline: &mut Timeline<'_>, at: &str, email: &str) -> Result<(), DemoError> {
        let address = email.to_owned();
        timeline.recorded(at, EmailSet { kind: EmailKind::College, address, public: false })?;
        if let Some(address) = self.business_email.map(str::to_owned) {
            timeline.recorded(at, EmailSet { kind: EmailKind::Business, address, public: true })?;
        }
        let number = self.phone.to_owned();
        timeline.recorded(at, PhoneSet { kind: PhoneKind::Business, number, extension: None })
    }

    fn work(&self, timeline: &mut Timeline<'_>, at: &str, since: Date) -> Result<(), DemoError> {
        for name in self.activities {
            timeline.recorded(at, timeline.activity(name, since))?;
        }
        for hospital in self.privileges {
            timeline.recorded(at, timeline.privilege(hospital, "active", since))?;
        }
        if let Some((specialty, body)) = self.specialty {
            let (specialty, body) = (specialty.to_owned(), body.to_owned());
            timeline.recorded(at, SpecialtyRecognised { specialty, body, effective: since })?;
        }
        if let Some((organization, member)) = self.cpd {
            let (organization, member_number) = (organization.to_owned(), member.to_owned());
            timeline.recorded(at, CpdSet { organization, member_number, cycle_end: None })?;
        }
        if let Some(number) = self.cmpa {
            let (protection, number) = ("cmpa".to_owned(), Some(number.to_owned()));
            timeline.recorded(at, LiabilitySet { protection, number })?;
        }
        if let Some((number, name)) = self.corporation {
            let authorized = CorporationAuthorized {
                number: number.to_owned(),
                name: name.to_owned(),
                effective: day("2016-05-02")?,
                expires: day("2027-08-31")?,
            };
            timeline.recorded(at, authorized)?;
        }
        Ok(())
    }
}

/// A place as an address.
pub fn address((lines, city, province, postal_code, country): Place) -> Address {
    Address {
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
        city: city.to_owned(),
        province: province.map(str::to_owned),
        postal_code: Some(postal_code.to_owned()),
        country: country.to_owned(),
    }
}

fn name((given, family): (&str, &str)) -> Name {
    Name { given: given.to_owned(), family: family.to_owned() }
}

fn day(text: &str) -> Result<Date, DemoError> {
    text.parse().map_err(|why| DemoError::Data(format!("{text}: {why}")))
}

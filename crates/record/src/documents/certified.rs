//! What the College certifies of a registration: the least that a stranger needs to trust a document.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    CpsoNumber, Record,
    registration::{ClassGranted, Status},
    services::renewal::RenewalCompleted,
};

/// What a credential says. Two that say the same are the same credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Certified {
    /// Legal name.
    pub name: String,
    /// The number on the register.
    pub cpso_number: CpsoNumber,
    /// Code of the class.
    pub class: String,
    /// Standing: a credential is given for an active registration only.
    pub status: Status,
    /// The first day on which the credential is valid.
    pub valid_from: Date,
    /// Last day, where it has one: a diploma does not run out with a registration year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// What the paper says beside. Those that were issued before there was this have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

/// What a document of registration says beside name, number, class and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// What is certified.
    pub kind: Kind,
    /// First day of the class.
    pub effective: Date,
    /// Last day of the class, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// The day of the first class ever granted.
    pub first_registered: Date,
    /// Terms, conditions and limitations, as they are numbered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// What a credential is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A registration year: the card and the certificate.
    Year,
    /// That somebody is registered, and since when: the diploma.
    Diploma,
}

impl Certified {
    /// Whether it is about this.
    pub fn is_of(&self, kind: Kind) -> bool {
        self.details.as_ref().is_some_and(|details| details.kind == kind)
    }

    /// Whether what was once issued says nothing else than this. What it does not say at all does not count: what was issued before
    /// there were details stays as good as it was.
    pub fn bears_out(&self, issued: &Self) -> bool {
        let known =
            Self { details: self.details.clone().filter(|_| issued.details.is_some()), ..self.clone() };
        known == *issued && (issued.details.is_some() || self.is_of(Kind::Year))
    }
}

/// What is certified on this day: one for each registration year that is completed and not over, in order, and the diploma. Each
/// says the name and class of its first day, or of this day once it has begun. None while the registration is not active.
pub fn certified(record: &Record, day: Date) -> Vec<Certified> {
    let years = record.renewed.values();
    let years = years.filter(|done| done.valid_to >= day).filter_map(|done| of_year(record, done, day));
    years.chain(diploma(record, day)).collect()
}

fn of_year(record: &Record, done: &RenewalCompleted, day: Date) -> Option<Certified> {
    let seen = day.max(done.valid_from);
    let class = record.registration.class_on(seen)?;
    let until = class.expires.map_or(done.valid_to, |expires| expires.min(done.valid_to));
    seen_on(record, seen, class, Kind::Year, (done.valid_from, Some(until)))
}

fn diploma(record: &Record, day: Date) -> Option<Certified> {
    let class = record.registration.class_on(day)?;
    seen_on(record, day, class, Kind::Diploma, (class.effective, class.expires))
}

/// What is certified as it is seen on a day; none unless the registration is active and the days are not over.
fn seen_on(
    record: &Record,
    seen: Date,
    class: &ClassGranted,
    kind: Kind,
    (valid_from, valid_until): (Date, Option<Date>),
) -> Option<Certified> {
    let (identity, registration) = (record.identity.as_ref()?, &record.registration);
    let status = registration.status_on(seen).filter(|status| *status == Status::Active)?;
    let first_registered = registration.classes.iter().map(|class| class.effective).min()?;
    valid_until.is_none_or(|last| last >= seen).then(|| Certified {
        name: identity.name_on(seen).full(),
        cpso_number: identity.cpso_number,
        class: class.class.clone(),
        status,
        valid_from,
        valid_until,
        details: Some(Details {
            kind,
            effective: class.effective,
            expires: class.expires,
            first_registered,
            terms: class.terms.clone(),
        }),
    })
}

//! What the College certifies of a registration: the least that a stranger needs to trust a document.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CpsoNumber, Record, registration::Status, renewal::RenewalCompleted};

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
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_until: Date,
}

/// What is certified on this day: one for each registration year that is completed and not over, in order. Each says the
/// name and class of its first day, or of this day once it has begun. None while the registration is not active.
pub fn certified(record: &Record, day: Date) -> Vec<Certified> {
    let completed = record.renewals.values().filter_map(|renewal| renewal.completed.as_ref());
    completed.filter(|done| done.valid_to >= day).filter_map(|done| of_year(record, done, day)).collect()
}

fn of_year(record: &Record, done: &RenewalCompleted, day: Date) -> Option<Certified> {
    let seen = day.max(done.valid_from);
    let identity = record.identity.as_ref()?;
    let class = record.registration.class_on(seen)?;
    let status = record.registration.status_on(seen).filter(|status| *status == Status::Active)?;
    let valid_until = class.expires.map_or(done.valid_to, |expires| expires.min(done.valid_to));
    (valid_until >= seen).then(|| Certified {
        name: identity.name_on(seen).full(),
        cpso_number: identity.cpso_number,
        class: class.class.clone(),
        status,
        valid_from: done.valid_from,
        valid_until,
    })
}

//! Classes held over time, and standing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A class of certificate was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassGranted {
    /// Code of `assets/college/classes.json`.
    pub class: String,
    /// The first day on which it counts.
    pub effective: Date,
    /// Last day, where the certificate has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// Numbered terms, conditions and limitations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// The status of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// May practise.
    Active,
    /// May not practise for now.
    Suspended,
    /// Resigned.
    Resigned,
    /// The certificate ran out.
    Expired,
}

impl Status {
    /// The code, as in JSON and in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Suspended => "suspended",
            Status::Resigned => "resigned",
            Status::Expired => "expired",
        }
    }
}

/// The standing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSet {
    /// The status from then on.
    pub status: Status,
    /// The first day on which it counts.
    pub effective: Date,
}

/// Classes and standing, in the order they were recorded; nothing is removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Every class ever granted.
    pub classes: Vec<ClassGranted>,
    /// Every standing ever set.
    pub statuses: Vec<StatusSet>,
}

/// Registration on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationOn {
    /// The class held.
    pub class: Option<ClassGranted>,
    /// The standing.
    pub status: Option<StatusSet>,
    /// Every class granted by that day, in order of their first days.
    pub classes: Vec<ClassGranted>,
    /// Every standing by that day, in order of their first days.
    pub statuses: Vec<StatusSet>,
}

impl Registration {
    /// The class held on this day.
    pub fn class_on(&self, day: Date) -> Option<&ClassGranted> {
        self.classes.iter().filter(|class| class.effective <= day).max_by_key(|class| class.effective)
    }

    /// The standing on this day.
    pub fn status_on(&self, day: Date) -> Option<Status> {
        self.statuses
            .iter()
            .filter(|status| status.effective <= day)
            .max_by_key(|status| status.effective)
            .map(|status| status.status)
    }

    /// Class and standing seen on this day.
    pub(crate) fn seen_on(&self, day: Date) -> RegistrationOn {
        let mut classes: Vec<_> =
            self.classes.iter().filter(|class| class.effective <= day).cloned().collect();
        classes.sort_by_key(|class| class.effective);
        let mut statuses: Vec<_> =
            self.statuses.iter().filter(|status| status.effective <= day).cloned().collect();
        statuses.sort_by_key(|status| status.effective);
        RegistrationOn { class: classes.last().cloned(), status: statuses.last().cloned(), classes, statuses }
    }
}

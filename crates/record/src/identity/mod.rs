//! Who the registrant is: legal name, numbers, gender identity, languages.

mod commands;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use commands::{DescribeSelf, SetMinc};

use crate::{Body, CpsoNumber};

/// Full legal name as on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Given names, middle names among them.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl Name {
    /// Given names first.
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

/// The stream begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// Legal name.
    pub name: Name,
    /// The number on the register.
    pub cpso_number: CpsoNumber,
    /// Medical Identification Number for Canada, without hyphens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minc: Option<String>,
}

/// Gender identity and languages of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Described {
    /// Code of `assets/lists/genders.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Codes of `assets/lists/languages.json`.
    pub languages: Vec<String>,
}

/// The legal name changed; the College records it from proof. The former one stays visible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameChanged {
    /// The legal name from then on.
    pub name: Name,
    /// The first day on which it counts.
    pub effective: Date,
}

/// The Medical Identification Number for Canada.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MincSet {
    /// Without hyphens.
    pub minc: String,
}

/// Identity as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Legal name at enrolment.
    pub enrolled_as: Name,
    /// Every change of it, in the order they were recorded.
    pub name_changes: Vec<NameChanged>,
    /// The number on the register.
    pub cpso_number: CpsoNumber,
    /// Medical Identification Number for Canada, without hyphens.
    pub minc: Option<String>,
    /// Gender identity, if told.
    pub gender: Option<String>,
    /// Codes of `assets/lists/languages.json`.
    pub languages: Vec<String>,
}

impl Identity {
    /// The legal name on this day.
    pub fn name_on(&self, day: Date) -> &Name {
        let latest =
            self.name_changes.iter().filter(|change| change.effective <= day).max_by_key(|c| c.effective);
        latest.map_or(&self.enrolled_as, |change| &change.name)
    }

    /// Names held before the one of this day, the latest first, each once.
    pub fn former_names_on(&self, day: Date) -> Vec<&Name> {
        let mut changes: Vec<&NameChanged> =
            self.name_changes.iter().filter(|change| change.effective <= day).collect();
        changes.sort_by_key(|change| change.effective);
        let now = self.name_on(day);
        let mut former: Vec<&Name> = Vec::new();
        let held = std::iter::once(&self.enrolled_as).chain(changes.iter().map(|change| &change.name));
        for name in held.collect::<Vec<_>>().into_iter().rev() {
            if name != now && !former.contains(&name) {
                former.push(name);
            }
        }
        former
    }

    pub(crate) fn new(event: &Enrolled) -> Self {
        let Enrolled { name, cpso_number, minc } = event.clone();
        let name_changes = Vec::new();
        Self { enrolled_as: name, name_changes, cpso_number, minc, gender: None, languages: Vec::new() }
    }

    pub(crate) fn apply(&mut self, body: &Body) {
        match body {
            Body::Described(body) => {
                let Described { gender, languages } = body.clone();
                self.gender = gender;
                self.languages = languages;
            }
            Body::NameChanged(body) => self.name_changes.push(body.clone()),
            Body::MincSet(body) => self.minc = Some(body.minc.clone()),
            _ => {}
        }
    }
}

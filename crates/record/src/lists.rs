//! The code lists that the College publishes and the record uses: a code, what it is called, and until when it could be chosen.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::published::{Published, Unreadable};

/// A code and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// As events have it.
    pub code: String,
    /// In English.
    pub display: String,
}

/// A concept that left the list. What names it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// As events have it.
    pub code: String,
    /// In English.
    pub display: String,
    /// Last day on which it could be chosen.
    pub until: Date,
}

/// A list as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "system")]
    _system: String,
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "source")]
    _source: String,
    concepts: Vec<Concept>,
    #[serde(default)]
    former: Vec<Former>,
}

/// A list, in the order in which it is shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "File")]
pub struct List {
    concepts: Vec<Concept>,
    former: Vec<Former>,
    index: HashMap<String, usize>,
}

/// What a list says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed<'a> {
    /// It can be chosen, and is called so.
    As(&'a str),
    /// It could be chosen until this day.
    Until(Date),
    /// It never was there.
    Never,
}

impl From<File> for List {
    fn from(file: File) -> Self {
        let File { concepts, former, .. } = file;
        let index = concepts.iter().enumerate().map(|(at, concept)| (concept.code.clone(), at)).collect();
        Self { concepts, former, index }
    }
}

impl List {
    /// What can be chosen.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// What the list says of this code on this day.
    pub fn listed(&self, code: &str, day: Date) -> Listed<'_> {
        if let Some(concept) = self.concept(code) {
            return Listed::As(&concept.display);
        }
        match self.former.iter().find(|former| former.code == code) {
            Some(former) if day <= former.until => Listed::As(&former.display),
            Some(former) => Listed::Until(former.until),
            None => Listed::Never,
        }
    }

    /// What a code is, or was, called.
    pub fn name(&self, code: &str) -> Option<&str> {
        let former = || self.former.iter().find(|former| former.code == code);
        self.concept(code).map(|it| &*it.display).or_else(|| former().map(|it| &*it.display))
    }

    fn concept(&self, code: &str) -> Option<&Concept> {
        self.index.get(code).and_then(|&at| self.concepts.get(at))
    }
}

/// Every list that the record uses.
#[derive(Debug, Clone)]
pub struct Lists {
    /// Clinical activities.
    pub activities: List,
    /// Languages in which the College writes.
    pub correspondence: List,
    /// ISO 3166-1.
    pub countries: List,
    /// Trackers of continuing professional development.
    pub cpd_organizations: List,
    /// Ways in which the College's magazine is delivered.
    pub dialogue: List,
    /// Gender identities.
    pub genders: List,
    /// Hospitals by facility number.
    pub hospitals: List,
    /// Languages of care.
    pub languages: List,
    /// Kinds of hospital privilege.
    pub privilege_kinds: List,
    /// Kinds of liability protection.
    pub protections: List,
    /// Canada's provinces and territories, ISO 3166-2: `CA-ON`.
    pub provinces: List,
    /// Regulators by their own names.
    pub regulators: List,
}

impl Lists {
    pub(crate) fn of(files: &Published) -> Result<Lists, Unreadable> {
        let list = |name: &str| files.read::<List>(&format!("lists/{name}.json"));
        Ok(Lists {
            activities: list("activities")?,
            correspondence: list("correspondence-languages")?,
            countries: list("countries")?,
            cpd_organizations: list("cpd-organizations")?,
            dialogue: list("dialogue-deliveries")?,
            genders: list("genders")?,
            hospitals: list("hospitals")?,
            languages: list("languages")?,
            privilege_kinds: list("privilege-kinds")?,
            protections: list("liability-protections")?,
            provinces: list("provinces")?,
            regulators: list("regulators")?,
        })
    }
}

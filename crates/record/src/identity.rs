//! Who the registrant is: legal name, numbers, gender identity, languages.

use serde::{Deserialize, Serialize};

use crate::CpsoNumber;

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
    /// `man`, `woman`, `non-binary`, `two-spirit` or `prefer-not-to-say`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Codes of `assets/lists/languages.json`.
    pub languages: Vec<String>,
}

/// Identity as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Legal name.
    pub name: Name,
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
    pub(crate) fn new(event: &Enrolled) -> Self {
        let Enrolled { name, cpso_number, minc } = event.clone();
        Self { name, cpso_number, minc, gender: None, languages: Vec::new() }
    }

    pub(crate) fn describe(&mut self, event: &Described) {
        let Described { gender, languages } = event.clone();
        self.gender = gender;
        self.languages = languages;
    }
}

//! What a registrant may say of themselves, and the College's rules of it. The legal name changes by a request to the College.

use serde::{Deserialize, Serialize};

use super::{Described, Identity, MincSet};
use crate::{
    Context, Rejection,
    formats::Minc,
    rejection::{Field, Reason, invalid},
};

/// Gender identity and languages of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeSelf {
    /// Code; nothing leaves it unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Codes, at least one.
    pub languages: Vec<String>,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// The Medical Identification Number for Canada.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetMinc {
    /// As written, with or without hyphens.
    pub minc: String,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

impl DescribeSelf {
    /// Codes of the lists, each language once.
    pub(crate) fn decide(&self, record: &Identity, context: &Context<'_>) -> Result<Described, Rejection> {
        let lists = context.lists();
        if let Some(gender) = &self.gender {
            context.choice(Field::Gender, &lists.genders, gender)?;
        }
        let max = context.rules().languages_max;
        if self.languages.is_empty() {
            return Err(invalid(Field::Languages, Reason::Missing));
        }
        if self.languages.len() > usize::from(max) {
            return Err(invalid(Field::Languages, Reason::TooManyOf { max }));
        }
        for (at, code) in self.languages.iter().enumerate() {
            context.choice(Field::Languages, &lists.languages, code).map_err(|why| why.at(at))?;
            if self.languages[..at].contains(code) {
                return Err(invalid(Field::Languages, Reason::Twice).at(at));
            }
        }
        if self.gender == record.gender && self.languages == record.languages {
            return Err(Rejection::SameAsNow);
        }
        Ok(Described { gender: self.gender.clone(), languages: self.languages.clone() })
    }
}

impl SetMinc {
    /// The number is checked for its form; a doubtful check digit is a warning only.
    pub(crate) fn decide(&self, record: &Identity) -> Result<MincSet, Rejection> {
        let minc = Minc::parse(&self.minc).map_err(|why| invalid(Field::Minc, why))?;
        if record.minc.as_deref() == Some(minc.as_str()) {
            return Err(Rejection::SameAsNow);
        }
        Ok(MincSet { minc: minc.as_str().to_owned() })
    }
}

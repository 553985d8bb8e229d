//! What a registrant may say of themselves, and the College's rules of it. The legal name changes by a request to the College.

use serde::{Deserialize, Serialize};

/// Gender identity and languages of care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeSelf {
    /// Code; nothing leaves it unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Codes, at least one.
    pub languages: Vec<String>,
}

/// The Medical Identification Number for Canada.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetMinc {
    /// As written, with or without hyphens.
    pub minc: String,
}

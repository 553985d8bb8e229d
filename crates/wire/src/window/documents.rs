//! Documents: what there is, and the pages themselves.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One line of the Documents page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentSummary {
    /// Names it.
    pub key: String,
    /// "Registration card 2027-2028".
    pub title: String,
    /// "Valid until 31 May 2028".
    pub detail: String,
}

/// Asks for a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentKey {
    /// As in the summary.
    pub key: String,
}

/// The pages themselves: what is previewed is what is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentPdf {
    /// For the heading and the file name.
    pub title: String,
    /// PDF bytes, base64.
    pub base64: String,
}

/// Where it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedDocument {
    /// Absolute path.
    pub path: String,
}

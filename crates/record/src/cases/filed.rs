//! The event with which a case begins.

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use super::CaseId;
use crate::Json;

/// A request was filed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// Which case begins.
    pub case: CaseId,
    /// Version of the service's definition, by which the case goes until its end.
    pub definition: u16,
    /// Canonical url of the form.
    pub form: String,
    /// Its version.
    pub form_version: String,
    /// SHA-256 of the canonical response, hex: what the person reviewed.
    pub response_hash: String,
    /// The QuestionnaireResponse as filed.
    pub response: Json,
    /// The device's clock when it was submitted: evidence only.
    pub claimed_at: Micros,
    /// SHA-256 of each file that was filed with it, hex.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

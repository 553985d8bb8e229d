//! What a receipt says.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The claims of a receipt. Members that a later College adds are passed over, not refused: the signature covers them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptClaims {
    /// The readable code, as [`super::receipt_code`] makes it.
    pub receipt_code: String,
    /// CPSO number of the registrant.
    pub registrant: String,
    /// Canonical URL of the form.
    pub form_url: String,
    /// Version of the form that was answered.
    pub form_version: String,
    /// The year whose registration is renewed, if the submission is a renewal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_year: Option<i16>,
    /// SHA-256 of the response as the person reviewed it, in lower-case hexadecimal.
    pub response_sha256: String,
    /// First durable receipt at the College: RFC 3339, UTC, microseconds. This instant binds.
    pub received_at: String,
    /// The same instant as people read it: `20 May 2027, 10:14 a.m. EDT`.
    pub received_eastern: String,
    /// The command that carried the submission.
    pub command_id: Uuid,
    /// Who received it: the server's public address.
    pub issuer: String,
}

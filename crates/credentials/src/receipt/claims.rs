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

#[cfg(test)]
mod tests {
    use super::*;

    /// Receipts are kept for ever: every version reads what each has written, and passes over what a later one says besides.
    #[test]
    fn a_receipt_says_the_same_in_every_version() {
        let golden = r#"{"receipt_code":"R27-7F3K-9QMD","registrant":"900001","form_url":"https://college.example/forms/annual-renewal","form_version":"2027.2","renewal_year":2027,"response_sha256":"ab12","received_at":"2027-05-20T14:14:00.000000Z","received_eastern":"20 May 2027, 10:14 a.m. EDT","command_id":"0192f0c1-7a10-7000-8000-000000000001","issuer":"https://portal.cpso.on.ca"}"#;
        let read: ReceiptClaims = serde_json::from_str(golden).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), golden);
        let later = golden.replace(r#","issuer""#, r#","of_the_future":["a",1.5],"issuer""#);
        assert_eq!(serde_json::from_str::<ReceiptClaims>(&later).unwrap(), read);
        let without_a_year = golden.replace(r#""renewal_year":2027,"#, "");
        let read: ReceiptClaims = serde_json::from_str(&without_a_year).unwrap();
        assert_eq!((read.renewal_year, serde_json::to_string(&read).unwrap()), (None, without_a_year));
    }
}

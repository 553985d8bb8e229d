//! What a registration credential says.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::CredentialId;

/// The claims of a credential: the least that lets a stranger tell who is registered, how, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialClaims {
    /// Names it; on paper and in the address of its page.
    pub id: CredentialId,
    /// Its place in the status list.
    pub index: u32,
    /// Who issued it: the server's public address, without a slash at the end.
    pub issuer: String,
    /// Legal name.
    pub name: String,
    /// The number on the register.
    pub cpso_number: u32,
    /// The class in the register's words: `Independent Practice`.
    pub class: String,
    /// Code of the standing: `active`.
    pub status: String,
    /// First day of the registration year.
    pub valid_from: Date,
    /// Last day.
    pub valid_until: Date,
    /// When it was issued, to the second.
    pub issued_at: Timestamp,
}

/// A credential as it is sent, kept and printed: text that a code in alphanumeric mode carries without loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignedCredential(pub String);

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

/// Whether a credential's days include a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Its first day is yet to come: printed in May, it holds from June.
    NotYet,
    /// It holds.
    Holds,
    /// Its last day is over.
    Over,
}

impl CredentialClaims {
    /// Whether its days include this one, a day of Ontario.
    pub fn term_on(&self, day: Date) -> Term {
        if day < self.valid_from {
            Term::NotYet
        } else if day <= self.valid_until {
            Term::Holds
        } else {
            Term::Over
        }
    }

    /// Address of the College's page that says how it stands now.
    pub fn page(&self) -> String {
        format!("{}/verify/{}", self.issuer, self.id)
    }

    /// Address of the status list that it has a place in.
    pub fn status_list(&self) -> String {
        format!("{}/v1/credentials/status", self.issuer)
    }
}

/// A credential as it is sent, kept and printed: text that a code in alphanumeric mode carries without loss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignedCredential(pub String);

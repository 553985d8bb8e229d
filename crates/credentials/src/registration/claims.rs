//! What a registration credential says.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::CredentialId;

/// The claims of a credential: the least that lets a stranger tell who is registered, how, and until when, and whether the paper
/// around it says the same.
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
    /// The class.
    pub class: Class,
    /// Code of the standing: `active`.
    pub status: String,
    /// First day: of the registration year, or of the class.
    pub valid_from: Date,
    /// Last day, where it has one: a diploma does not run out with a registration year.
    pub valid_until: Option<Date>,
    /// What only the second generation says.
    pub details: Option<Details>,
    /// When it was issued, to the second.
    pub issued_at: Timestamp,
}

/// The class of certificate, as a credential has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// A code, which every language has words for: `independent`.
    Code(String),
    /// English words: `Independent Practice`. Only the first generation.
    Words(String),
}

/// What a credential is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A registration year: the card and the certificate.
    Year,
    /// That somebody is registered and since when, whichever year it is: the diploma.
    Diploma,
}

/// What the paper says beside name, number, class and days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// What it is about.
    pub kind: Kind,
    /// First day of the class.
    pub effective: Date,
    /// Last day of the class, where it has one.
    pub expires: Option<Date>,
    /// The day on which the person was first registered.
    pub first_registered: Date,
    /// Terms, conditions and limitations.
    pub terms: Terms,
}

/// How many terms there are, and what tells them from others. Their words have no place in a printed code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    count: u16,
    hash: Option<[u8; Terms::HASH_BYTES]>,
}

impl Terms {
    const HASH_BYTES: usize = 12;

    /// Of these terms, in their order: the first twelve bytes of the SHA-256 of their JSON, an array of strings without spaces between.
    pub fn of(terms: &[String]) -> Self {
        // An array of strings always has a JSON form.
        let digest = Sha256::digest(serde_json::to_vec(terms).unwrap_or_default());
        let mut hash = [0; Self::HASH_BYTES];
        hash.copy_from_slice(&digest[..Self::HASH_BYTES]);
        Self {
            count: u16::try_from(terms.len()).unwrap_or(u16::MAX),
            hash: (!terms.is_empty()).then_some(hash),
        }
    }

    /// As they stand in the signed claims: a hash where there are terms.
    pub(super) fn read(count: u16, hash: Option<&[u8]>) -> Option<Self> {
        let hash = hash.map(TryInto::try_into).transpose().ok()?;
        (hash.is_some() == (count > 0)).then_some(Self { count, hash })
    }

    /// How many terms, conditions and limitations there are.
    pub fn count(&self) -> u16 {
        self.count
    }

    /// What tells them from others.
    pub fn hash(&self) -> Option<&[u8]> {
        self.hash.as_ref().map(<[u8; Self::HASH_BYTES]>::as_slice)
    }
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
        } else if self.valid_until.is_some_and(|last| last < day) {
            Term::Over
        } else {
            Term::Holds
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

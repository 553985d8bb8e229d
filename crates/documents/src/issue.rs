//! When and by whom a document is made, and what proves it.

use jiff::civil::Date;
use portal_credentials::registration::{CredentialClaims, SignedCredential};

/// When and by whom a document is made, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The day on which it is made.
    pub day: Date,
    /// Who makes it.
    pub maker: Maker,
    /// The credential that says what it says, if it is at hand.
    pub credential: Option<Credential>,
}

/// Who makes a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The registrant, on their own computer: it says that it is their own copy.
    Registrant,
    /// The College, which signs what it issues.
    College,
}

/// A credential with what it says, once it was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// What it says.
    pub claims: CredentialClaims,
    /// As it is printed.
    pub signed: SignedCredential,
}

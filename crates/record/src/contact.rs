//! How the College and the public reach the registrant.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmailKind {
    /// For the College's own messages; private.
    College,
    /// Business; public if the registrant wants.
    Business,
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailSet {
    /// Which.
    pub kind: EmailKind,
    /// As written by the registrant.
    pub address: String,
    /// Whether the register shows it.
    pub public: bool,
}

/// Which telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneKind {
    /// At the practice; public.
    Business,
    /// For the College only.
    Mobile,
}

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneSet {
    /// Which.
    pub kind: PhoneKind,
    /// E.164, for example `+14165550100`.
    pub number: String,
    /// Extension, digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

/// The latest of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// E-mail addresses.
    pub emails: BTreeMap<EmailKind, EmailSet>,
    /// Telephones.
    pub phones: BTreeMap<PhoneKind, PhoneSet>,
}

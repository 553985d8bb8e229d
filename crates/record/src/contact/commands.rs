//! What a registrant may ask about e-mail, telephone and preferences, and the College's rules of it.

use serde::{Deserialize, Serialize};

use super::{EmailKind, PhoneKind};
use crate::EntryId;

/// Sets the business e-mail. The College e-mail changes by [`RequestEmailChange`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetEmail {
    /// Which: the business one.
    pub kind: EmailKind,
    /// As written.
    pub address: String,
    /// Whether the register shows it.
    pub public: bool,
}

/// Removes the business e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveEmail {
    /// Which: the business one.
    pub kind: EmailKind,
}

/// Asks for a new College e-mail. It counts once it was confirmed through a link that the server mails to it; a later request
/// takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEmailChange {
    /// Names the request.
    pub request: EntryId,
    /// As written.
    pub address: String,
}

/// The link mailed to the new address was opened. Drawn by the server only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmEmail {
    /// Which request.
    pub request: EntryId,
}

/// Takes the request for a new College e-mail back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawEmailChange {
    /// Which.
    pub request: EntryId,
}

/// Sets a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPhone {
    /// Which.
    pub kind: PhoneKind,
    /// As written.
    pub number: String,
    /// As written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

/// Removes a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovePhone {
    /// Which.
    pub kind: PhoneKind,
}

/// How the College should write to the registrant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPreferences {
    /// Language of the College's letters and mail: code.
    pub language: String,
    /// Delivery of the College's magazine: code.
    pub dialogue: String,
    /// Whether the College reminds by e-mail.
    pub reminders: bool,
}

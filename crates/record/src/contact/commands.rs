//! What a registrant may ask about e-mail, telephone and preferences, and the College's rules of it.

use serde::{Deserialize, Serialize};

use super::{
    Contact, EmailChangeRequested, EmailChangeUndone, EmailChangeWithdrawn, EmailConfirmed, EmailKind,
    EmailRemoved, EmailSet, PhoneKind, PhoneRemoved, PhoneSet, PreferencesSet,
};
use crate::{
    Actor, Body, Context, EntryId, Rejection,
    formats::{Email, Phone, extension},
    rejection::{Field, Reason, invalid},
};

/// Sets the business e-mail. The College e-mail changes by [`RequestEmailChange`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetEmail {
    /// Which: the business one.
    pub kind: EmailKind,
    /// The address as the person wrote it; the event holds the canonical form.
    pub address: String,
    /// Whether the register shows it.
    pub public: bool,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// Removes the business e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoveEmail {
    /// Which: the business one.
    pub kind: EmailKind,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// Asks for a new College e-mail. It counts once it was confirmed through a link that the server mails to it; a later request
/// takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestEmailChange {
    /// Names the request.
    pub request: EntryId,
    /// The address as the person wrote it; the event holds the canonical form.
    pub address: String,
}

/// The link mailed to the new address was opened. Drawn by the server only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmEmail {
    /// The request whose mailed link was followed.
    pub request: EntryId,
}

/// The link mailed to the address before the change was opened: whoever reads there did not want it. Drawn by the server only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UndoEmailChange {
    /// The request whose mailed link was followed.
    pub request: EntryId,
}

/// Takes the request for a new College e-mail back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawEmailChange {
    /// The request for the change that it is about.
    pub request: EntryId,
}

/// Sets a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetPhone {
    /// The telephone at work, or the mobile one.
    pub kind: PhoneKind,
    /// The number as the person wrote it; the event holds E.164.
    pub number: String,
    /// The extension as the person wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// Removes a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovePhone {
    /// The telephone at work, or the mobile one.
    pub kind: PhoneKind,
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
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
    /// Version of the record that the person saw: a later change by another device or by the College is not undone unseen.
    pub seen: u64,
}

/// A second in microseconds, a day in seconds.
const SECOND: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;
const HOUR_SECONDS: i64 = 3_600;

impl SetEmail {
    /// The College e-mail is not set but confirmed.
    pub(crate) fn decide(&self, record: &Contact) -> Result<EmailSet, Rejection> {
        if self.kind == EmailKind::College {
            return Err(Rejection::NeedsConfirmation);
        }
        let set = EmailSet { kind: self.kind, address: read_email(&self.address)?, public: self.public };
        if record.emails.get(&self.kind) == Some(&set) { Err(Rejection::SameAsNow) } else { Ok(set) }
    }
}

impl RemoveEmail {
    /// There always is a College e-mail.
    pub(crate) fn decide(&self, record: &Contact) -> Result<EmailRemoved, Rejection> {
        if self.kind == EmailKind::College {
            return Err(Rejection::NeedsConfirmation);
        }
        if record.emails.contains_key(&self.kind) {
            Ok(EmailRemoved { kind: self.kind })
        } else {
            Err(Rejection::SameAsNow)
        }
    }
}

impl RequestEmailChange {
    /// Asked for again, the link is mailed again; the one mailed before no longer holds.
    pub(crate) fn decide(&self, record: &Contact) -> Result<EmailChangeRequested, Rejection> {
        let address = read_email(&self.address)?;
        if record.email_change.as_ref().is_some_and(|change| change.requested.request == self.request) {
            return Err(Rejection::EntryExists);
        }
        let college = record.emails.get(&EmailKind::College);
        if college.is_some_and(|current| current.address == address) {
            return Err(Rejection::SameAsNow);
        }
        Ok(EmailChangeRequested { request: self.request, address })
    }
}

impl ConfirmEmail {
    /// Only the latest request, and only while its link holds.
    pub(crate) fn decide(
        &self,
        record: &Contact,
        context: &Context<'_>,
    ) -> Result<EmailConfirmed, Rejection> {
        if !matches!(context.actor, Actor::System { .. }) {
            return Err(Rejection::NotAllowed);
        }
        let held = i64::from(context.rules().confirm_email_within_days) * DAY_SECONDS * SECOND;
        let change = record.email_change.as_ref().filter(|change| {
            let age = context.received_at.0.saturating_sub(change.recorded.received_at.0);
            change.requested.request == self.request && age <= held
        });
        let requested = &change.ok_or(Rejection::NotConfirmable)?.requested;
        Ok(EmailConfirmed { request: requested.request, address: requested.address.clone() })
    }
}

impl UndoEmailChange {
    /// A change that waits is withdrawn; one that was made is undone for a while, with those that were made after it.
    pub(crate) fn decide(&self, record: &Contact, context: &Context<'_>) -> Result<Vec<Body>, Rejection> {
        if !matches!(context.actor, Actor::System { .. }) {
            return Err(Rejection::NotAllowed);
        }
        let waits = record.email_change.as_ref().map(|change| change.requested.request);
        let withdrawn = waits.map(|request| EmailChangeWithdrawn { request }.into());
        if waits == Some(self.request) {
            return Ok(withdrawn.into_iter().collect());
        }
        let held = i64::from(context.rules().undo_email_within_hours) * HOUR_SECONDS * SECOND;
        let former = record.former.iter().find(|former| {
            let age = context.received_at.0.saturating_sub(former.recorded.received_at.0);
            former.request == self.request && age <= held
        });
        let address = former.ok_or(Rejection::NoSuchEntry)?.address.clone();
        let undone = EmailChangeUndone { request: self.request, address }.into();
        Ok(withdrawn.into_iter().chain([undone]).collect())
    }
}

impl WithdrawEmailChange {
    /// Only the latest request waits.
    pub(crate) fn decide(&self, record: &Contact) -> Result<EmailChangeWithdrawn, Rejection> {
        match &record.email_change {
            Some(change) if change.requested.request == self.request => {
                Ok(EmailChangeWithdrawn { request: self.request })
            }
            _ => Err(Rejection::NoSuchEntry),
        }
    }
}

impl SetPhone {
    /// A mobile telephone has no extension.
    pub(crate) fn decide(&self, record: &Contact) -> Result<PhoneSet, Rejection> {
        let number = Phone::parse(&self.number).map_err(|why| invalid(Field::Phone, why))?;
        let extension = extension(self.extension.as_deref()).map_err(|why| invalid(Field::Extension, why))?;
        if self.kind == PhoneKind::Mobile && extension.is_some() {
            return Err(invalid(Field::Extension, Reason::NotHere));
        }
        let set = PhoneSet { kind: self.kind, number: number.as_str().to_owned(), extension };
        if record.phones.get(&self.kind) == Some(&set) { Err(Rejection::SameAsNow) } else { Ok(set) }
    }
}

impl RemovePhone {
    /// What is not there is not removed.
    pub(crate) fn decide(&self, record: &Contact) -> Result<PhoneRemoved, Rejection> {
        if record.phones.contains_key(&self.kind) {
            Ok(PhoneRemoved { kind: self.kind })
        } else {
            Err(Rejection::SameAsNow)
        }
    }
}

impl SetPreferences {
    /// Codes of the lists.
    pub(crate) fn decide(
        &self,
        record: &Contact,
        context: &Context<'_>,
    ) -> Result<PreferencesSet, Rejection> {
        context.choice(Field::Correspondence, &context.lists().correspondence, &self.language)?;
        context.choice(Field::Dialogue, &context.lists().dialogue, &self.dialogue)?;
        let (language, dialogue) = (self.language.clone(), self.dialogue.clone());
        let set = PreferencesSet { language, dialogue, reminders: self.reminders };
        if record.preferences.as_ref() == Some(&set) { Err(Rejection::SameAsNow) } else { Ok(set) }
    }
}

fn read_email(written: &str) -> Result<String, Rejection> {
    let email = Email::parse(written).map_err(|why| invalid(Field::Email, why))?;
    Ok(email.as_str().to_owned())
}

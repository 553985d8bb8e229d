//! How the College and the public reach the registrant.

mod commands;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use commands::{
    ConfirmEmail, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail, SetPhone, SetPreferences,
    UndoEmailChange, WithdrawEmailChange,
};

use crate::{Body, EntryId, Event, entries::Recorded};

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
    /// The College e-mail, or the business one.
    pub kind: EmailKind,
    /// As written by the registrant.
    pub address: String,
    /// Whether the register shows it.
    pub public: bool,
}

/// An e-mail address was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailRemoved {
    /// The College e-mail, or the business one.
    pub kind: EmailKind,
}

/// A new College e-mail was asked for. The latest request counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeRequested {
    /// Names the request.
    pub request: EntryId,
    /// The new address.
    pub address: String,
}

/// The request was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeWithdrawn {
    /// The request for the change that it is about.
    pub request: EntryId,
}

/// The new College e-mail was confirmed, and counts from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailConfirmed {
    /// The request.
    pub request: EntryId,
    /// The address that was confirmed.
    pub address: String,
}

/// Who reads the former College e-mail undid the change: that address counts again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeUndone {
    /// The request whose change was undone.
    pub request: EntryId,
    /// The address from before it.
    pub address: String,
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
    /// The telephone at work, or the mobile one.
    pub kind: PhoneKind,
    /// E.164, for example `+14165550100`.
    pub number: String,
    /// Extension, digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

/// A telephone number was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneRemoved {
    /// The telephone at work, or the mobile one.
    pub kind: PhoneKind,
}

/// How the College writes to the registrant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferencesSet {
    /// Code of `assets/lists/correspondence-languages.json`.
    pub language: String,
    /// How the College's magazine is delivered: code of `assets/lists/dialogue-deliveries.json`.
    pub dialogue: String,
    /// Whether the College reminds by e-mail.
    pub reminders: bool,
}

/// A request for a new College e-mail that was not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// What was asked for.
    pub requested: EmailChangeRequested,
    /// The event that recorded it.
    pub recorded: Recorded,
}

/// For how long a former College e-mail is kept, when another is made former: longer than anything can be undone from it.
const FORMER_KEPT_MICROS: i64 = 30 * 86_400 * 1_000_000;

/// A College e-mail from before a change, from which the change can be undone for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerEmail {
    /// The address.
    pub address: String,
    /// The request that took its place.
    pub request: EntryId,
    /// The event that recorded it.
    pub recorded: Recorded,
}

/// The latest of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// E-mail addresses.
    pub emails: BTreeMap<EmailKind, EmailSet>,
    /// A new College e-mail that waits for its confirmation.
    pub email_change: Option<EmailChange>,
    /// Former College e-mails, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerEmail>,
    /// Telephones.
    pub phones: BTreeMap<PhoneKind, PhoneSet>,
    /// Absent until they were told.
    pub preferences: Option<PreferencesSet>,
}

impl Contact {
    pub(crate) fn apply(&mut self, event: &Event) {
        match &event.body {
            Body::EmailSet(body) => {
                self.emails.insert(body.kind, body.clone());
            }
            Body::EmailRemoved(body) => {
                self.emails.remove(&body.kind);
            }
            Body::EmailChangeRequested(body) => {
                self.email_change = Some(EmailChange { requested: body.clone(), recorded: event.into() });
            }
            Body::EmailChangeWithdrawn(body) => self.close_request(body.request),
            Body::EmailConfirmed(body) => {
                self.close_request(body.request);
                let college = self.set_college(&body.address);
                let since = event.received_at.0.saturating_sub(FORMER_KEPT_MICROS);
                self.former.retain(|former| former.recorded.received_at.0 >= since);
                self.former.extend(college.map(|college| FormerEmail {
                    address: college.address,
                    request: body.request,
                    recorded: event.into(),
                }));
            }
            Body::EmailChangeUndone(body) => {
                self.set_college(&body.address);
                // What was changed after it is undone with it.
                if let Some(at) = self.former.iter().position(|former| former.request == body.request) {
                    self.former.truncate(at);
                }
            }
            Body::PhoneSet(body) => {
                self.phones.insert(body.kind, body.clone());
            }
            Body::PhoneRemoved(body) => {
                self.phones.remove(&body.kind);
            }
            Body::PreferencesSet(body) => self.preferences = Some(body.clone()),
            _ => {}
        }
    }

    /// The one before, if there was one.
    fn set_college(&mut self, address: &str) -> Option<EmailSet> {
        let set = EmailSet { kind: EmailKind::College, address: address.to_owned(), public: false };
        self.emails.insert(EmailKind::College, set)
    }

    /// Only the latest request can be taken back or confirmed.
    fn close_request(&mut self, request: EntryId) {
        self.email_change.take_if(|change| change.requested.request == request);
    }
}

//! What the College's mails say, and which events owe one. Nothing of a letter is secret where it is stored: the link that
//! confirms an address is made when the letter is written.

use jiff::Timestamp;
use portal_forms::Micros;
use portal_record::contact::EmailKind;
use portal_record::documents::Document;
use portal_record::{Body, College, EntryId, Event, Record, RegistrantId};
use portal_texts::{Argument, Texts};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::enclosing::{Attachment, Enclosed};
use crate::store::StoreError;
use crate::store::mails::Mail;

/// The namespace of mails' ids.
const MAILS: Uuid = Uuid::from_u128(0x84c1_60fd_2e9b_4d37_b5a2_7f18_03d6_9ce4);

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Letter {
    /// To a new College e-mail: the link that confirms it.
    Confirm {
        /// Which request.
        request: EntryId,
        /// Until when the link holds.
        until: Micros,
    },
    /// To the College e-mail that was given up.
    Changed {
        /// When.
        at: Micros,
    },
    /// To the College e-mail: documents that were asked for.
    Documents {
        /// Which.
        documents: Vec<Document>,
        /// The event that asked for them: they say what the record said then.
        version: u64,
        /// When.
        at: Micros,
    },
}

/// The mails that this event owes, which follows this record.
///
/// # Errors
/// [`StoreError::Damaged`] when a letter has no JSON form.
pub fn owed(
    college: &College,
    registrant: RegistrantId,
    before: &Record,
    event: &Event,
) -> Result<Option<Mail>, StoreError> {
    let (recipient, letter) = match &event.body {
        Body::EmailChangeRequested(asked) => {
            let until =
                crate::clock::after(event.received_at, days(college.profile().confirm_email_within_days));
            (asked.address.clone(), Letter::Confirm { request: asked.request, until })
        }
        Body::EmailConfirmed(confirmed) => {
            let former = before.contact.emails.get(&EmailKind::College).map(|email| email.address.clone());
            match former.filter(|former| *former != confirmed.address) {
                Some(former) => (former, Letter::Changed { at: event.received_at }),
                None => return Ok(None),
            }
        }
        Body::DocumentsAsked(asked) => {
            let (version, at) = (event.version, event.received_at);
            (asked.address.clone(), Letter::Documents { documents: asked.documents.clone(), version, at })
        }
        _ => return Ok(None),
    };
    let letter = serde_json::to_vec(&letter).map_err(|why| StoreError::Damaged { what: "letter", why })?;
    let name = format!("{}\n{}", registrant.0, event.version);
    let (id, queued_at) = (Uuid::new_v5(&MAILS, name.as_bytes()), event.recorded_at);
    Ok(Some(Mail { id, registrant, recipient, letter, queued_at, tries: 0 }))
}

fn days(days: u16) -> i64 {
    i64::from(days) * 24 * 60 * 60
}

/// A letter in words, with what it carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
}

impl Letter {
    /// In words; `link` confirms the request of this id, `enclosed` are the documents that it carries.
    pub fn written(&self, link: impl FnOnce(EntryId) -> String, enclosed: Vec<Enclosed>) -> Written {
        let texts = Texts::english();
        let instant =
            |at: Micros| texts.instant_eastern(Timestamp::from_microsecond(at.0).unwrap_or_default());
        let (subject, text) = match self {
            Letter::Confirm { request, until } => {
                let arguments = [("link", link(*request)), ("until", instant(*until))];
                (texts.get("mail-confirm"), texts.format("mail-confirm.text", &arguments))
            }
            Letter::Changed { at } => {
                let arguments = [("at", instant(*at)), ("phone", texts.get("college-phone"))];
                (texts.get("mail-changed"), texts.format("mail-changed.text", &arguments))
            }
            Letter::Documents { at, .. } => documents(texts, &instant(*at), &enclosed),
        };
        let closing = texts.format("mail-closing", &[("college", texts.get("college-name"))]);
        let attachments = enclosed.into_iter().filter_map(|it| it.file.ok()).collect();
        Written { subject, text: format!("{text}\n\n{closing}\n"), attachments }
    }
}

/// Subject and text of a mail with documents. What could not be made is named, with the reason.
fn documents(texts: &Texts, at: &str, enclosed: &[Enclosed]) -> (String, String) {
    let subject = match enclosed {
        [only] => only.title.clone(),
        _ => texts.get("mail-documents"),
    };
    let lines = enclosed.iter().map(|it| match &it.file {
        Ok(_) => format!("- {}", it.title),
        Err(sentence) => format!("- {}: {sentence}", it.title),
    });
    let arguments: [(&str, Argument<'_>); 4] = [
        ("count", enclosed.len().into()),
        ("at", at.into()),
        ("list", lines.collect::<Vec<_>>().join("\n").into()),
        ("phone", texts.get("college-phone").into()),
    ];
    (subject, texts.format("mail-documents.text", &arguments))
}

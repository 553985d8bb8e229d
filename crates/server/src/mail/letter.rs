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

use crate::clock::after;
use crate::store::StoreError;
use crate::store::mails::Mail;

/// The namespace of mails' ids.
const MAILS: Uuid = Uuid::from_u128(0x84c1_60fd_2e9b_4d37_b5a2_7f18_03d6_9ce4);

const HOUR_SECONDS: i64 = 60 * 60;

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Letter {
    /// To a new College e-mail: the link that confirms it.
    Confirm {
        /// The request that the link in the letter names.
        request: EntryId,
        /// Until when the link holds.
        until: Micros,
    },
    /// To the College e-mail, when another is asked for: the link that stops it.
    Asked {
        /// The request that the link in the letter names.
        request: EntryId,
        /// The instant of the event that owes the letter.
        at: Micros,
    },
    /// To the College e-mail that was given up: the link that brings it back.
    Changed {
        /// The instant of the event that owes the letter.
        at: Micros,
        /// By which request; letters of earlier versions don't say, and have no link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request: Option<EntryId>,
        /// Until when the link holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Micros>,
    },
    /// To the College e-mail that was given up again.
    Undone {
        /// The instant of the event that owes the letter.
        at: Micros,
    },
    /// To the College e-mail: documents that were asked for.
    Documents {
        /// The documents that go along.
        documents: Vec<Document>,
        /// The event that asked for them: they say what the record said then.
        version: u64,
        /// The instant of the event that owes the letter.
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
) -> Result<Vec<Mail>, StoreError> {
    let (at, rules) = (event.received_at, college.profile());
    let now = before.contact.emails.get(&EmailKind::College).map(|email| email.address.clone());
    // Whoever reads at the address that counts hears of what would take its place.
    let but = |address: &String| now.clone().filter(|now| now != address);
    let owed: Vec<(String, Letter)> = match &event.body {
        Body::EmailChangeRequested(asked) => {
            let until = after(at, i64::from(rules.confirm_email_within_days) * 24 * HOUR_SECONDS);
            let confirm = (asked.address.clone(), Letter::Confirm { request: asked.request, until });
            let told = but(&asked.address).map(|now| (now, Letter::Asked { request: asked.request, at }));
            std::iter::once(confirm).chain(told).collect()
        }
        Body::EmailConfirmed(confirmed) => {
            let until = after(at, i64::from(rules.undo_email_within_hours) * HOUR_SECONDS);
            let letter = Letter::Changed { at, request: Some(confirmed.request), until: Some(until) };
            but(&confirmed.address).map(|former| (former, letter)).into_iter().collect()
        }
        Body::EmailChangeUndone(undone) => {
            but(&undone.address).map(|now| (now, Letter::Undone { at })).into_iter().collect()
        }
        Body::DocumentsAsked(asked) => {
            let documents = asked.documents.clone();
            vec![(asked.address.clone(), Letter::Documents { documents, version: event.version, at })]
        }
        _ => Vec::new(),
    };
    let mail = |(place, (recipient, letter)): (usize, (String, Letter))| {
        let letter =
            serde_json::to_vec(&letter).map_err(|why| StoreError::Damaged { what: "letter", why })?;
        let name = match place {
            0 => format!("{}\n{}", registrant.0, event.version),
            place => format!("{}\n{}\n{place}", registrant.0, event.version),
        };
        let (id, queued_at) = (Uuid::new_v5(&MAILS, name.as_bytes()), event.recorded_at);
        Ok(Mail { id, registrant, recipient, letter, queued_at, tries: 0 })
    };
    owed.into_iter().enumerate().map(mail).collect()
}

/// A document that is to be mailed: its title, and its file, or the sentence that says why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// "Registration card 2027–2028".
    pub title: String,
    /// The file, or why there is none.
    pub file: Result<Attachment, String>,
}

/// A PDF with the name of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// With `.pdf`.
    pub name: String,
    /// The signed file.
    pub pdf: Vec<u8>,
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
    /// In words; `link` is where it leads, `enclosed` are the documents that it carries.
    pub fn written(&self, texts: &Texts, link: String, enclosed: Vec<Enclosed>) -> Written {
        let instant =
            |at: Micros| texts.instant_eastern(Timestamp::from_microsecond(at.0).unwrap_or_default());
        let phone = || texts.get("college-phone");
        let (subject, text) = match self {
            Letter::Confirm { until, .. } => {
                let arguments = [("link", link), ("until", instant(*until))];
                (texts.get("mail-confirm"), texts.format("mail-confirm.text", &arguments))
            }
            Letter::Asked { at, .. } => {
                let arguments = [("at", instant(*at)), ("link", link), ("phone", phone())];
                (texts.get("mail-asked"), texts.format("mail-asked.text", &arguments))
            }
            Letter::Changed { at, until, .. } => {
                let said = texts.format("mail-changed.text", &[("at", instant(*at)), ("phone", phone())]);
                let undo = until.map(|until| {
                    texts.format("mail-changed.undo", &[("link", link), ("until", instant(until))])
                });
                let parts: Vec<String> = std::iter::once(said).chain(undo).collect();
                (texts.get("mail-changed"), parts.join("\n\n"))
            }
            Letter::Undone { at } => {
                let arguments = [("at", instant(*at)), ("phone", phone())];
                (texts.get("mail-undone"), texts.format("mail-undone.text", &arguments))
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

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    #[test]
    fn letters_that_wait_are_read_as_they_were_kept() {
        let request = EntryId(Uuid::from_u128(1));
        let at = Micros(5);
        for (kept, letter) in [
            (
                r#"{"letter":"confirm","request":"00000000-0000-0000-0000-000000000001","until":5}"#,
                Letter::Confirm { request, until: at },
            ),
            (
                r#"{"letter":"asked","request":"00000000-0000-0000-0000-000000000001","at":5}"#,
                Letter::Asked { request, at },
            ),
            (
                r#"{"letter":"changed","at":5,"request":"00000000-0000-0000-0000-000000000001","until":9}"#,
                Letter::Changed { at, request: Some(request), until: Some(Micros(9)) },
            ),
            (r#"{"letter":"changed","at":5}"#, Letter::Changed { at, request: None, until: None }),
            (r#"{"letter":"undone","at":5}"#, Letter::Undone { at }),
        ] {
            assert_eq!(serde_json::from_str::<Letter>(kept).unwrap(), letter);
            assert_eq!(serde_json::to_string(&letter).unwrap(), kept);
        }
    }

    #[test]
    fn the_way_back_is_in_the_mail_while_there_is_one() {
        let at = Micros(1_811_000_000_000_000);
        let written = |until| {
            Letter::Changed { at, request: None, until }.written(
                Texts::of(Language::English),
                "https://link".into(),
                vec![],
            )
        };
        assert!(written(Some(at)).text.contains("https://link"));
        let old = written(None).text;
        assert!(!old.contains("https://link") && !old.contains("undo"), "{old}");
    }

    /// Letters wait in the database, be it until another version of the server sends them: their form never changes.
    #[test]
    fn a_letter_is_kept_the_same_in_every_version() {
        let golden = [
            r#"{"letter":"confirm","request":"0192f0c1-7a10-7000-8000-000000000005","until":1810822200000000}"#,
            r#"{"letter":"asked","request":"0192f0c1-7a10-7000-8000-000000000005","at":1810822200000000}"#,
            r#"{"letter":"changed","at":1810822200000000}"#,
            r#"{"letter":"undone","at":1810822200000000}"#,
            r#"{"letter":"documents","documents":["card-2027","certificate","diploma","conduct","authorization-CA-10441","receipt-INV-2027-900001","profile"],"version":7,"at":1810822200000000}"#,
        ];
        let mut kinds = Vec::new();
        for text in golden {
            let letter: Letter = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&letter).unwrap(), text);
            let more = text.replacen('{', r#"{"of-the-future":1,"#, 1);
            assert_eq!(serde_json::from_str::<Letter>(&more).unwrap(), letter, "with one more member");
            // A kind that is added does not compile before it is named here.
            kinds.push(match letter {
                Letter::Confirm { .. } => "confirm",
                Letter::Asked { .. } => "asked",
                Letter::Changed { .. } => "changed",
                Letter::Undone { .. } => "undone",
                Letter::Documents { .. } => "documents",
            });
        }
        assert_eq!(kinds, ["confirm", "asked", "changed", "undone", "documents"], "each has its line");
    }
}

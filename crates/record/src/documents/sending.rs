//! Asking the College to mail documents to the registrant's own College e-mail.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Document, available};
use crate::{
    Context, Record, Rejection,
    contact::EmailKind,
    eastern_day,
    entries::Recorded,
    rejection::{Field, Reason, invalid},
};

/// Asks the College to mail documents. They are made when they are mailed, of what the record says when it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendDocuments {
    /// Which, each once.
    pub documents: Vec<Document>,
}

/// The College was asked to mail documents, and does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsAsked {
    /// The documents that are asked for.
    pub documents: Vec<Document>,
    /// Where they go: the College e-mail at that time.
    pub address: String,
}

/// A sending that was asked for, and by which event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// What was asked for.
    pub asked: DocumentsAsked,
    /// The event that recorded it.
    pub recorded: Recorded,
}

impl SendDocuments {
    pub(crate) fn decide(&self, record: &Record, context: &Context<'_>) -> Result<DocumentsAsked, Rejection> {
        let documents = &self.documents;
        if documents.is_empty() {
            return Err(invalid(Field::Documents, Reason::Missing));
        }
        let max = context.college.documents().sent_at_once_max;
        if documents.len() > usize::from(max) {
            return Err(invalid(Field::Documents, Reason::TooManyOf { max }));
        }
        if documents.iter().enumerate().any(|(at, document)| documents[..at].contains(document)) {
            return Err(invalid(Field::Documents, Reason::Twice));
        }
        let day: Date = eastern_day(context.received_at);
        let there = available(record, context.college, day);
        for document in documents {
            if !there.iter().any(|available| available.document == *document) {
                return Err(Rejection::NoSuchDocument);
            }
            if !document.is_mailable() {
                return Err(Rejection::NotMailable);
            }
        }
        let email = record.contact.emails.get(&EmailKind::College).ok_or(Rejection::NoCollegeEmail)?;
        Ok(DocumentsAsked { documents: documents.clone(), address: email.address.clone() })
    }
}

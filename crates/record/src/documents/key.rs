//! How a document of a registrant is named.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{CaseId, InvoiceId};

/// A document, named within a registrant's record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Document {
    /// The wallet card of a registration year.
    Card {
        /// The year in which the registration year begins.
        year: u16,
    },
    /// The certificate of registration: class, dates, numbered terms.
    Certificate,
    /// The registration diploma, for the wall.
    Diploma,
    /// The certificate of professional conduct. The College's to issue.
    Conduct,
    /// The certificate of authorization of a professional corporation.
    Authorization {
        /// Number of the certificate.
        number: String,
    },
    /// The receipt of a paid invoice.
    Receipt {
        /// The invoice.
        invoice: InvoiceId,
    },
    /// A survey as it was filed.
    Survey {
        /// The renewal year.
        year: u16,
    },
    /// The letter of a decision.
    Letter {
        /// Of which case.
        case: CaseId,
        /// Which of its decisions: 1 for the first.
        number: usize,
    },
    /// What the record says of the registrant.
    Profile,
}

/// No document has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no document is named {0:?}")]
pub struct NotADocument(pub String);

impl Document {
    /// Whether only the College makes it: the desktop shows how it will look, and never saves or prints it.
    pub fn is_issued(&self) -> bool {
        matches!(self, Document::Conduct)
    }

    /// Whether it goes out by mail. A filed survey says things about a person's health, and mail is read by others.
    pub fn is_mailable(&self) -> bool {
        !matches!(self, Document::Survey { .. })
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Document::Card { year } => write!(f, "card-{year}"),
            Document::Certificate => f.write_str("certificate"),
            Document::Diploma => f.write_str("diploma"),
            Document::Conduct => f.write_str("conduct"),
            Document::Authorization { number } => write!(f, "authorization-{number}"),
            Document::Receipt { invoice } => write!(f, "receipt-{invoice}"),
            Document::Survey { year } => write!(f, "survey-{year}"),
            Document::Letter { case, number } => write!(f, "letter-{number}-{case}"),
            Document::Profile => f.write_str("profile"),
        }
    }
}

impl FromStr for Document {
    type Err = NotADocument;

    fn from_str(name: &str) -> Result<Self, NotADocument> {
        let (kind, of) = name.split_once('-').unwrap_or((name, ""));
        let year = || of.parse().ok().filter(|year: &u16| year.to_string() == of);
        let document = match kind {
            "card" => year().map(|year| Document::Card { year }),
            "survey" => year().map(|year| Document::Survey { year }),
            "authorization" if !of.is_empty() => Some(Document::Authorization { number: of.to_owned() }),
            "receipt" if !of.is_empty() => Some(Document::Receipt { invoice: InvoiceId(of.to_owned()) }),
            "letter" => letter(of),
            _ => match name {
                "certificate" => Some(Document::Certificate),
                "diploma" => Some(Document::Diploma),
                "conduct" => Some(Document::Conduct),
                "profile" => Some(Document::Profile),
                _ => None,
            },
        };
        document.ok_or_else(|| NotADocument(name.to_owned()))
    }
}

/// `1-resign/1`
fn letter(of: &str) -> Option<Document> {
    let (text, case) = of.split_once('-')?;
    let number = text.parse().ok().filter(|number: &usize| *number > 0 && number.to_string() == text)?;
    Some(Document::Letter { case: case.parse().ok()?, number })
}

impl TryFrom<String> for Document {
    type Error = NotADocument;

    fn try_from(name: String) -> Result<Self, NotADocument> {
        name.parse()
    }
}

impl From<Document> for String {
    fn from(document: Document) -> Self {
        document.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_and_found_by_its_name() {
        for (name, document) in [
            ("card-2027", Document::Card { year: 2027 }),
            ("certificate", Document::Certificate),
            ("diploma", Document::Diploma),
            ("conduct", Document::Conduct),
            ("authorization-CA-10441", Document::Authorization { number: "CA-10441".into() }),
            ("receipt-INV-2027-900001", Document::Receipt { invoice: InvoiceId("INV-2027-900001".into()) }),
            ("survey-2027", Document::Survey { year: 2027 }),
            ("letter-1-resign/1", Document::Letter { case: "resign/1".parse().unwrap(), number: 1 }),
            (
                "letter-12-old-receipt/3",
                Document::Letter { case: "old-receipt/3".parse().unwrap(), number: 12 },
            ),
            ("profile", Document::Profile),
        ] {
            assert_eq!(document.to_string(), name);
            assert_eq!(name.parse(), Ok(document));
        }
        for name in [
            "",
            "card",
            "card-",
            "card-02027",
            "card-99999",
            "receipt-",
            "authorization",
            "letter",
            "letter-resign/1",
            "letter-0-resign/1",
            "letter-01-resign/1",
            "letter-1-",
            "letter-1-resign",
            "profile-1",
            "deed",
        ] {
            assert_eq!(name.parse::<Document>(), Err(NotADocument(name.to_owned())), "{name:?}");
        }
    }
}

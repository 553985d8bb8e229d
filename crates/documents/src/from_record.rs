//! From a registrant's record to a document: which facts each states, and its pages. The desktop and the College's server make
//! documents through this one door, so that both make the same.

mod authorization;
mod card;
mod certificate;
mod conduct;
mod credential;
mod diploma;
mod letter;
mod profile;
mod receipt;
mod survey;

pub use credential::claimed;

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::Form;
use portal_record::{
    College, Record,
    documents::{Document, available},
};
use portal_texts::Texts;

use crate::{
    DocumentError, Paper, Pdf,
    issue::{Credential, Issue, Maker},
};

/// Everything that a document may be made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The registrant's record.
    pub record: &'a Record,
    /// What the College publishes.
    pub college: &'a College,
    /// The words of documents.
    pub texts: &'a Texts,
    /// The day on which it is made, Eastern. Nothing finer: the same day gives the same bytes.
    pub day: Date,
    /// Who makes it.
    pub maker: Maker,
    /// Verified credentials that are at hand. A document carries the one that says what it says.
    pub credentials: &'a [Credential],
    /// Finds a published form by url and version, for the words of a filed survey.
    pub form: &'a dyn Fn(&str, &str) -> Option<Arc<Form>>,
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// "Registration card 2027–2028".
    pub title: String,
    /// Name of its file: the title, the CPSO number, `.pdf`; no character that a file system refuses.
    pub file_name: String,
    /// Its pages.
    pub pdf: Pdf,
}

/// Makes a document. None when the record does not give it on this day.
pub fn make(
    source: &Source<'_>,
    document: &Document,
    paper: Paper,
) -> Option<Result<Rendered, DocumentError>> {
    match document {
        Document::Card { year } => card::make(source, *year, paper),
        Document::Certificate => certificate::make(source, paper),
        Document::Diploma => diploma::make(source, paper),
        Document::Conduct => conduct::make(source, paper),
        Document::Authorization { number } => authorization::make(source, number, paper),
        Document::Receipt { invoice } => receipt::make(source, invoice, paper),
        Document::Survey { year } => survey::make(source, *year, paper),
        Document::Letter { case, number } => letter::make(source, (case, *number), paper),
        Document::Profile => profile::make(source, paper),
    }
}

/// The title of a document, as lists and headings have it. None when the record does not give it on this day.
pub fn title(source: &Source<'_>, document: &Document) -> Option<String> {
    match document {
        Document::Card { year } => card::title(source, *year),
        Document::Certificate => certificate::title(source),
        Document::Diploma => diploma::title(source),
        Document::Conduct => conduct::title(source),
        Document::Authorization { number } => authorization::title(source, number),
        Document::Receipt { invoice } => receipt::title(source, invoice),
        Document::Survey { year } => survey::title(source, *year),
        Document::Letter { case, number } => letter::title(source, (case, *number)),
        Document::Profile => profile::title(source),
    }
}

impl Source<'_> {
    /// Whether the record gives this document on the day.
    fn has(&self, document: &Document) -> bool {
        available(self.record, self.college, self.day).iter().any(|there| there.document == *document)
    }

    /// When, by whom, and with which proof a document is made.
    fn issue(&self, document: &Document) -> Issue {
        Issue { day: self.day, maker: self.maker, credential: self.credential(document).cloned() }
    }

    pub(crate) fn named(&self, title: String, pdf: Pdf) -> Rendered {
        let number = self.record.identity.as_ref().map(|identity| identity.cpso_number.to_string());
        let file_name = format!("{title} {}.pdf", number.unwrap_or_default());
        let file_name =
            file_name.replace('–', "-").replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-");
        Rendered { title, file_name, pdf }
    }
}

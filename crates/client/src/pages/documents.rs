//! The documents that can be made now, and their pages. What each states is in `portal_documents`.

use jiff::civil::Date;
use portal_documents::{DocumentError, Made, Maker, Paper, Source, make, title};
use portal_forms::Micros;
use portal_record::documents::{Available, Document, available};
use portal_record::eastern_day;
use portal_texts::Texts;
use portal_wire::window::{DocumentGroup, DocumentSummary, Documents, PageForm};

use crate::desk::Desk;

/// The Documents page.
pub(crate) fn documents(desk: &Desk, now: Micros) -> Documents {
    let day = eastern_day(now);
    let source = source(desk, day);
    let documents: Vec<_> =
        available(&desk.record, day).iter().filter_map(|there| summary(&source, there)).collect();
    let title = Texts::english().get("ui-documents-title");
    let groups =
        if documents.is_empty() { Vec::new() } else { vec![DocumentGroup { title, documents, total: None }] };
    Documents { groups, email: None, sendings: Vec::new() }
}

/// The document's pages; nothing when there is no such document now.
pub(crate) fn document(
    desk: &Desk,
    key: &str,
    form: PageForm,
    now: Micros,
) -> Option<Result<Made, DocumentError>> {
    let document: Document = key.parse().ok()?;
    let paper = match form {
        PageForm::A4 => Paper::A4,
        PageForm::Letter | PageForm::CardPrinter => Paper::Letter,
    };
    make(&source(desk, eastern_day(now)), &document, paper)
}

fn source(desk: &Desk, day: Date) -> Source<'_> {
    Source {
        record: &desk.record,
        college: &desk.college,
        texts: Texts::english(),
        day,
        maker: Maker::Registrant,
        credentials: &[],
        form: &|_, _| None,
    }
}

fn summary(source: &Source<'_>, there: &Available) -> Option<DocumentSummary> {
    let texts = source.texts;
    let until = there.until.map(|day| texts.format("documents-valid-until", &[("date", texts.date(day))]));
    Some(DocumentSummary {
        key: there.document.to_string(),
        title: title(source, &there.document)?,
        detail: until.unwrap_or_default(),
        note: None,
        forms: vec![PageForm::Letter, PageForm::A4],
        own: !there.document.is_issued(),
        mailable: there.document.is_mailable(),
        sent: None,
    })
}

//! The documents that can be made now, in groups, and their pages. What each states is in `portal_documents`; they say what
//! the College confirmed, nothing that is only on its way.

use std::collections::BTreeMap;

use portal_documents::{DocumentError, Maker, Paper, Rendered, Source, make, papers, title};
use portal_forms::Micros;
use portal_ipc::{
    DocumentGroup, DocumentSummary, Documents, PageForm, ReceiptFacts, WaitingDocument, YearTotal,
};
use portal_record::contact::EmailKind;
use portal_record::documents::{Available, Document, WaitingForFee, available, waiting_for_fees};
use portal_record::ledger::{InvoiceState, PaymentSettled};
use portal_record::{Cents, Record, eastern_day, words};
use portal_texts::Texts;

use super::fee::method;
use crate::clock::timestamp;
use crate::profile;
use crate::replica::{Predicted, Replica};

/// The Documents page.
pub(crate) fn documents(texts: &Texts, replica: &Replica, now: Micros) -> Documents {
    let predicted = replica.predicted(now);
    let email = predicted.record.contact.emails.get(&EmailKind::College);
    Documents {
        groups: made_from(texts, replica, now, |source| groups(texts, replica, &predicted, source)),
        email: email.map(|email| email.address.clone()),
        sendings: profile::sendings(texts, replica, &predicted, now),
    }
}

/// The document's pages; nothing when there is no such document now.
pub(crate) fn document(
    texts: &Texts,
    replica: &Replica,
    key: &str,
    form: PageForm,
    now: Micros,
) -> Option<Result<Rendered, DocumentError>> {
    let document: Document = key.parse().ok()?;
    let paper = paper(form);
    let is_made_for_it = papers(&document).contains(&paper);
    is_made_for_it.then(|| made_from(texts, replica, now, |source| make(source, &document, paper)))?
}

/// A document's key and title, if the record gives it today.
pub(super) fn named(
    texts: &Texts,
    replica: &Replica,
    document: &Document,
    now: Micros,
) -> Option<(String, String)> {
    let there = available(&replica.record, &replica.college, eastern_day(now));
    let is_there = there.iter().any(|there| there.document == *document);
    is_there
        .then(|| made_from(texts, replica, now, |source| title(source, document)))?
        .map(|title| (document.to_string(), title))
}

/// Whether it is a document that only the College issues.
pub(crate) fn is_issued(key: &str) -> bool {
    key.parse().is_ok_and(|document: Document| document.is_issued())
}

fn paper(form: PageForm) -> Paper {
    match form {
        PageForm::Letter => Paper::Letter,
        PageForm::A4 => Paper::A4,
        PageForm::CardPrinter => Paper::CardPrinter,
    }
}

fn form(paper: Paper) -> PageForm {
    match paper {
        Paper::Letter => PageForm::Letter,
        Paper::A4 => PageForm::A4,
        Paper::CardPrinter => PageForm::CardPrinter,
    }
}

/// What the registrant's own documents are made from today.
fn made_from<T>(texts: &Texts, replica: &Replica, now: Micros, make: impl FnOnce(&Source<'_>) -> T) -> T {
    make(&Source {
        record: &replica.record,
        college: &replica.college,
        texts,
        day: eastern_day(now),
        maker: Maker::Registrant,
        credentials: replica.signed.credentials(),
        form: &|url, version| replica.form(url, version),
    })
}

/// Where a document stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Registration,
    Corporations,
    Letters,
    Receipts,
    Surveys,
    Profile,
}

impl Group {
    fn of(there: &Available) -> Group {
        match there.document {
            Document::Card { .. } | Document::Certificate | Document::Diploma | Document::Conduct => {
                Group::Registration
            }
            Document::Authorization { .. } => Group::Corporations,
            Document::Letter { .. } => Group::Letters,
            Document::Receipt { .. } => Group::Receipts,
            Document::Survey { .. } => Group::Surveys,
            Document::Profile => Group::Profile,
        }
    }

    fn title(self, texts: &Texts) -> String {
        match self {
            Group::Registration => texts.get("documents-group-registration"),
            Group::Corporations => texts.get("documents-group-corporations"),
            Group::Letters => texts.get("documents-group-letters"),
            Group::Receipts => texts.get("documents-group-receipts"),
            Group::Surveys => texts.get("documents-group-surveys"),
            Group::Profile => texts.get("documents-group-profile"),
        }
    }
}

fn groups(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    source: &Source<'_>,
) -> Vec<DocumentGroup> {
    let mut groups: BTreeMap<Group, Vec<(Available, DocumentSummary)>> = BTreeMap::new();
    for there in available(source.record, source.college, source.day) {
        if let Some(summary) = summary(texts, replica, predicted, source, &there) {
            groups.entry(Group::of(&there)).or_default().push((there, summary));
        }
    }
    // The documents themselves are not there yet, so nothing can be done with them but to pay.
    let waiting = waiting_for_fees(source.record).map(|waiting| waits(source, &waiting));
    let waiting: Vec<WaitingDocument> = waiting.collect();
    if !waiting.is_empty() {
        groups.entry(Group::Letters).or_default();
    }
    let group = |(group, mut documents): (Group, Vec<(Available, DocumentSummary)>)| {
        // The list of receipts is by the day of payment, whichever year they are for.
        if group == Group::Receipts {
            documents.sort_by_key(|(there, _)| std::cmp::Reverse(there.from));
        }
        DocumentGroup {
            title: group.title(source.texts),
            totals: totals(source, &documents),
            waiting: if group == Group::Letters { waiting.clone() } else { Vec::new() },
            documents: documents.into_iter().map(|(_, summary)| summary).collect(),
        }
    };
    groups.into_iter().map(group).collect()
}

/// What is there once its fee is paid, with the request where it is paid.
fn waits(source: &Source<'_>, waiting: &WaitingForFee<'_>) -> WaitingDocument {
    let texts = source.texts;
    let what = words::case(texts, source.college, waiting.case());
    WaitingDocument {
        title: words::letter_title(texts, waiting.letter.letter),
        detail: texts.format("documents-waits-for-fee", &[("what", what)]),
        case: waiting.case().to_string(),
    }
}

/// What was paid in each calendar year, the latest first.
fn totals(source: &Source<'_>, documents: &[(Available, DocumentSummary)]) -> Vec<YearTotal> {
    let mut years: BTreeMap<i16, Cents> = BTreeMap::new();
    for (there, _) in documents {
        if let Some(paid) = payment(source.record, &there.document) {
            let total = years.entry(there.from.year()).or_default();
            *total = *total + paid.amount;
        }
    }
    let latest_first = years.into_iter().rev();
    latest_first.map(|(year, total)| YearTotal { year, total: source.texts.money(total.0) }).collect()
}

fn receipt(texts: &Texts, source: &Source<'_>, there: &Available) -> Option<ReceiptFacts> {
    let Document::Receipt { invoice } = &there.document else { return None };
    let paid = payment(source.record, &there.document)?;
    Some(ReceiptFacts {
        year: there.from.year(),
        paid: source.texts.date(there.from),
        amount: source.texts.money(paid.amount.0),
        invoice: invoice.0.clone(),
        method: method(texts, &paid.method, &paid.last_four),
    })
}

fn summary(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    source: &Source<'_>,
    there: &Available,
) -> Option<DocumentSummary> {
    let document = &there.document;
    Some(DocumentSummary {
        key: document.to_string(),
        title: title(source, document)?,
        detail: detail(source, there),
        note: note(replica, source, document).map(|id| source.texts.get(id)),
        forms: papers(document).iter().map(|paper| form(*paper)).collect(),
        own: !document.is_issued(),
        mailable: document.is_mailable(),
        sent: sent(texts, replica, predicted, document),
        receipt: receipt(texts, source, there),
    })
}

/// `Valid until 31 May 2028`, `Paid 20 May 2027, $1,725.00`.
fn detail(source: &Source<'_>, there: &Available) -> String {
    let texts = source.texts;
    let from = texts.date(there.from);
    let dated = |id: &str| texts.format(id, &[("date", from.clone())]);
    match (&there.document, there.until.map(|day| texts.date(day))) {
        (Document::Card { .. } | Document::Authorization { .. }, Some(until)) if there.from > source.day => {
            texts.format("documents-valid-from-until", &[("from", from), ("until", until)])
        }
        (Document::Receipt { .. }, _) => {
            let paid = payment(source.record, &there.document).map(|paid| texts.money(paid.amount.0));
            texts.format("documents-paid", &[("date", from), ("amount", paid.unwrap_or_default())])
        }
        (Document::Survey { .. }, _) => dated("documents-filed"),
        (Document::Letter { case, .. }, _) => {
            let what = words::case(texts, source.college, case);
            texts.format("documents-letter", &[("what", what), ("date", from)])
        }
        (Document::Profile | Document::Conduct, _) => dated("documents-as-of"),
        (Document::Diploma, _) => dated("documents-first-registered"),
        (_, Some(until)) => texts.format("documents-valid-until", &[("date", until)]),
        (_, None) => dated("documents-in-force-since"),
    }
}

/// What the person should know of a document before using it.
fn note(replica: &Replica, source: &Source<'_>, document: &Document) -> Option<&'static str> {
    if replica.record.unknown > 0 {
        return Some("documents-note-record-newer");
    }
    match document {
        Document::Conduct => Some("documents-note-issued"),
        Document::Card { .. } | Document::Certificate | Document::Diploma => {
            if source.certified_by(document).is_none() {
                return Some("documents-note-no-year");
            }
            let later = if replica.signed.has_newer() {
                "documents-note-code-newer"
            } else {
                "documents-note-code-later"
            };
            source.credential(document).is_none().then_some(later)
        }
        _ => None,
    }
}

/// When the College was last asked to mail it, and where to.
fn sent(texts: &Texts, replica: &Replica, predicted: &Predicted, document: &Document) -> Option<String> {
    let mut sendings = predicted.record.sendings.iter().rev();
    let sending = sendings.find(|sending| sending.asked.documents.contains(document))?;
    let address = ("address", sending.asked.address.clone());
    // What is only predicted comes after all that is confirmed.
    if sending.recorded.version > replica.record.version {
        return Some(texts.format("documents-asked-waiting", &[address]));
    }
    let when = texts.instant_eastern(timestamp(sending.recorded.received_at));
    Some(texts.format("documents-asked", &[("when", when), address]))
}

fn payment<'r>(record: &'r Record, document: &Document) -> Option<&'r PaymentSettled> {
    let Document::Receipt { invoice } = document else { return None };
    match &record.ledger.invoices.get(invoice)?.state {
        InvoiceState::Paid { payment, .. } => Some(payment),
        _ => None,
    }
}

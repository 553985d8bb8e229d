//! Which documents a record gives on a day.

use jiff::civil::Date;

use super::{Document, Kind, certified};
use crate::{
    CaseId, College, InvoiceId, Record,
    cases::LetterOf,
    eastern_day,
    ledger::{Invoice, InvoiceState},
    registration::Status,
};

/// A document that can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// Key of the document.
    pub document: Document,
    /// First day of what it says.
    pub from: Date,
    /// Last day on which it holds, where it has one.
    pub until: Option<Date>,
}

/// A document that is there once a fee is paid.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingForFee<'a> {
    /// Key of the document.
    pub document: Document,
    /// The letter that it is.
    pub letter: LetterOf<'a>,
    /// What is to be paid.
    pub invoice: &'a InvoiceId,
}

impl WaitingForFee<'_> {
    /// The case whose fee it is.
    pub fn case(&self) -> &CaseId {
        self.letter.case.id()
    }
}

/// The documents of this record on this day: registration documents first, then corporations, letters, receipts and surveys with
/// the latest first, then the profile. None before enrolment.
pub fn available(record: &Record, college: &College, day: Date) -> Vec<Available> {
    let mut documents = registration(record, day);
    let held = record.corporations.iter().filter(|held| held.effective <= day && day <= held.expires);
    documents.extend(held.map(|held| Available {
        document: Document::Authorization { number: held.number.clone() },
        from: held.effective,
        until: Some(held.expires),
    }));
    documents.extend(record.letters().map(|letter| Available {
        document: named(letter),
        from: eastern_day(letter.decided.at),
        until: None,
    }));
    documents.extend(receipts(record, college.documents().receipts_from_year));
    documents.extend(record.renewals().rev().filter_map(|renewal| {
        let from = eastern_day(renewal.filed?.filed_at);
        Some(Available { document: Document::Survey { year: renewal.year }, from, until: None })
    }));
    let enrolled = record.identity.as_ref();
    documents.extend(enrolled.map(|_| Available { document: Document::Profile, from: day, until: None }));
    documents
}

/// Documents that are made already and wait for their fee, the latest first.
pub fn waiting_for_fees(record: &Record) -> impl Iterator<Item = WaitingForFee<'_>> {
    let letters = record.cases.letters().into_iter();
    letters.filter_map(|letter| {
        let invoice = letter.letter.fee.as_ref()?;
        let is_owed = record.ledger.invoices.get(invoice)?.is_owed();
        is_owed.then(|| WaitingForFee { document: named(letter), letter, invoice })
    })
}

impl Record {
    /// The letters that are handed out, the latest first: where a fee was to be paid before, it is paid.
    pub fn letters(&self) -> impl Iterator<Item = LetterOf<'_>> {
        self.cases.letters().into_iter().filter(|letter| self.is_handed_out(letter))
    }

    /// Whether nothing is to be paid for it any more.
    pub fn is_handed_out(&self, letter: &LetterOf<'_>) -> bool {
        let Some(invoice) = &letter.letter.fee else { return true };
        self.ledger.invoices.get(invoice).is_some_and(Invoice::is_paid)
    }
}

fn named(letter: LetterOf<'_>) -> Document {
    Document::Letter { case: letter.case.id().clone(), number: letter.number }
}

/// There is a card of each year that is certified: it says what its code says.
fn registration(record: &Record, day: Date) -> Vec<Available> {
    let registration = &record.registration;
    let is_active = |day| registration.status_on(day) == Some(Status::Active);
    let certified = certified(record, day);
    let cards = record.renewed.values().rev().filter_map(|done| {
        let certified = certified
            .iter()
            .find(|certified| certified.is_of(Kind::Year) && certified.valid_from == done.valid_from)?;
        let document = Document::Card { year: done.year };
        Some(Available { document, from: certified.valid_from, until: certified.valid_until })
    });
    let mut documents: Vec<Available> = cards.collect();
    if let Some(class) = registration.class_on(day) {
        let stands = class.expires.is_none_or(|expires| day <= expires);
        if is_active(day) && stands {
            let first = registration.classes.iter().map(|class| class.effective).min();
            documents.extend([
                Available { document: Document::Certificate, from: class.effective, until: class.expires },
                Available {
                    document: Document::Diploma,
                    from: first.unwrap_or(class.effective),
                    until: None,
                },
            ]);
        }
        documents.push(Available { document: Document::Conduct, from: day, until: None });
    }
    documents
}

fn receipts(record: &Record, from_year: i16) -> Vec<Available> {
    let paid = record.ledger.invoices.iter().filter_map(|(invoice, it)| match &it.state {
        InvoiceState::Paid { at, .. } if eastern_day(*at).year() >= from_year => Some((*at, invoice)),
        _ => None,
    });
    let mut paid: Vec<_> = paid.collect();
    paid.sort_by(|one, other| other.cmp(one));
    paid.into_iter()
        .map(|(at, invoice)| Available {
            document: Document::Receipt { invoice: invoice.clone() },
            from: eastern_day(at),
            until: None,
        })
        .collect()
}

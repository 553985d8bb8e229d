//! Which documents a record gives on a day.

use jiff::civil::Date;

use super::{Document, Kind, certified};
use crate::{Record, eastern_day, ledger::InvoiceState, registration::Status};

/// Receipts are made of what was paid from this year on; the College has earlier ones in its archive. Source: the portal's own
/// questions and answers.
const RECEIPTS_FROM_YEAR: i16 = 2018;

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

/// The documents of this record on this day: registration documents first, then corporations, receipts and surveys with
/// the latest first, then the profile. None before enrolment.
pub fn available(record: &Record, day: Date) -> Vec<Available> {
    let mut documents = registration(record, day);
    let held = record.corporations.iter().filter(|held| held.effective <= day && day <= held.expires);
    documents.extend(held.map(|held| Available {
        document: Document::Authorization { number: held.number.clone() },
        from: held.effective,
        until: Some(held.expires),
    }));
    documents.extend(receipts(record));
    documents.extend(record.renewals().rev().filter_map(|renewal| {
        let from = eastern_day(renewal.filed?.filed_at);
        Some(Available { document: Document::Survey { year: renewal.year }, from, until: None })
    }));
    let enrolled = record.identity.as_ref();
    documents.extend(enrolled.map(|_| Available { document: Document::Profile, from: day, until: None }));
    documents
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

fn receipts(record: &Record) -> Vec<Available> {
    let paid = record.ledger.invoices.iter().filter_map(|(invoice, it)| match &it.state {
        InvoiceState::Paid { at, .. } if eastern_day(*at).year() >= RECEIPTS_FROM_YEAR => {
            Some((*at, invoice))
        }
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

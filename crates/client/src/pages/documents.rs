//! The documents that can be made now, and their pages.

use jiff::civil;
use portal_documents::card::{CardFacts, CardOptions, card};
use portal_documents::receipt::receipt_code;
use portal_documents::{DocumentError, Pdf};
use portal_forms::Micros;
use portal_record::renewal::RenewalCompleted;
use portal_record::{Record, eastern_day, ledger::InvoiceState};
use portal_texts::Texts;
use portal_wire::window::DocumentSummary;

use crate::clock::timestamp;
use crate::desk::Desk;

const CARD: &str = "registration-card-";

/// A document with its title and the name of its file.
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) file_name: String,
    pub(crate) pdf: Pdf,
}

/// The cards of every completed renewal that has not run out, newest first.
pub(crate) fn documents(desk: &Desk, now: Micros) -> Vec<DocumentSummary> {
    let texts = Texts::english();
    let cards = valid(&desk.record, eastern_day(now));
    cards
        .map(|completed| DocumentSummary {
            key: format!("{CARD}{}", completed.year),
            title: title(completed),
            detail: texts.format("documents-valid-until", &[("date", texts.date(completed.valid_to))]),
        })
        .collect()
}

/// The document's pages; nothing when there is no such document now.
pub(crate) fn document(desk: &Desk, key: &str, now: Micros) -> Option<Result<Document, DocumentError>> {
    let year: u16 = key.strip_prefix(CARD)?.parse().ok()?;
    let completed = valid(&desk.record, eastern_day(now)).find(|completed| completed.year == year)?;
    let facts = facts(desk, completed, now)?;
    let pdf = card(&facts, Texts::english(), CardOptions::default());
    Some(pdf.map(|pdf| Document {
        title: title(completed),
        file_name: format!("{} {}.pdf", title(completed).replace('–', "-"), facts.cpso_number),
        pdf,
    }))
}

fn valid(record: &Record, today: civil::Date) -> impl Iterator<Item = &RenewalCompleted> {
    record
        .renewals
        .values()
        .rev()
        .filter_map(|renewal| renewal.completed.as_ref())
        .filter(move |completed| completed.valid_to >= today)
}

fn title(completed: &RenewalCompleted) -> String {
    let years =
        [("from", completed.valid_from.year().to_string()), ("until", completed.valid_to.year().to_string())];
    let texts = Texts::english();
    texts.format("documents-card", &[("years", texts.format("card-years", &years))])
}

/// What the card states. It shows the class and standing of its first day, or of today once it has begun.
fn facts(desk: &Desk, completed: &RenewalCompleted, now: Micros) -> Option<CardFacts> {
    let record = &desk.record;
    let identity = record.identity.as_ref()?;
    let day = eastern_day(now).max(completed.valid_from);
    let class = record.registration.class_on(day)?;
    let status = record.registration.status_on(day)?;
    let command = record.renewals.get(&completed.year)?.filed.as_ref()?.command?;
    let issued_at = match record.ledger.of_year(completed.year).map(|invoice| &invoice.state) {
        Some(InvoiceState::Paid { at, .. }) => *at,
        _ => record.renewals.get(&completed.year)?.filed.as_ref()?.received_at,
    };
    Some(CardFacts {
        registrant_name: identity.name_on(day).full(),
        cpso_number: identity.cpso_number.to_string(),
        class: desk.college.class(&class.class)?.name.clone(),
        status: Texts::english().get(&format!("status-{}", status.code())),
        valid_from: completed.valid_from,
        valid_until: completed.valid_to,
        minc: identity.minc.clone(),
        issued_at: timestamp(issued_at),
        receipt_code: receipt_code(i16::try_from(completed.year).ok()?, command.0),
    })
}

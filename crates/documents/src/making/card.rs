//! What a card states: the class and standing of its first day, or of today once it has begun.

use jiff::Timestamp;
use portal_credentials::receipt::receipt_code;
use portal_record::{
    documents::Document, documents::available, ledger::InvoiceState, renewal::RenewalCompleted,
};

use super::{Made, Source};
use crate::{
    DocumentError, Paper,
    card::{CardFacts, CardOptions, card},
};

pub(super) fn make(source: &Source<'_>, year: u16, paper: Paper) -> Option<Result<Made, DocumentError>> {
    let facts = facts(source, completed(source, year)?)?;
    let title = title(source, year)?;
    let pdf = card(&facts, source.texts, CardOptions { paper });
    Some(pdf.map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>, year: u16) -> Option<String> {
    let completed = completed(source, year)?;
    let years =
        [("from", completed.valid_from.year().to_string()), ("until", completed.valid_to.year().to_string())];
    let texts = source.texts;
    Some(texts.format("documents-card", &[("years", texts.format("card-years", &years))]))
}

fn completed<'a>(source: &Source<'a>, year: u16) -> Option<&'a RenewalCompleted> {
    let card = Document::Card { year };
    let is_there = available(source.record, source.day).iter().any(|there| there.document == card);
    source.record.renewals.get(&year)?.completed.as_ref().filter(|_| is_there)
}

fn facts(source: &Source<'_>, completed: &RenewalCompleted) -> Option<CardFacts> {
    let record = source.record;
    let identity = record.identity.as_ref()?;
    let day = source.day.max(completed.valid_from);
    let class = record.registration.class_on(day)?;
    let status = record.registration.status_on(day)?;
    let filed = record.renewals.get(&completed.year)?.filed.as_ref()?;
    let issued_at = match record.ledger.of_year(completed.year).map(|invoice| &invoice.state) {
        Some(InvoiceState::Paid { at, .. }) => *at,
        _ => filed.received_at,
    };
    Some(CardFacts {
        registrant_name: identity.name_on(day).full(),
        cpso_number: identity.cpso_number.to_string(),
        class: source.college.class(&class.class)?.name.clone(),
        status: source.texts.get(&format!("status-{}", status.code())),
        valid_from: completed.valid_from,
        valid_until: completed.valid_to,
        minc: identity.minc.clone(),
        issued_at: Timestamp::from_microsecond(issued_at.0).unwrap_or_default(),
        receipt_code: receipt_code(i16::try_from(completed.year).ok()?, filed.command?.0),
    })
}

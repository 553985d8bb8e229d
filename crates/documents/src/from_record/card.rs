//! What a card states: what is certified of its registration year, and the receipt it rests on.

use jiff::Timestamp;
use portal_credentials::receipt::receipt_code;
use portal_record::{
    documents::{Certified, Document},
    ledger::InvoiceState,
    services::renewal::RenewalCompleted,
};

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    card::{CardFacts, CardOptions, card},
};

pub(super) fn make(source: &Source<'_>, year: u16, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let certified = source.certified_by(&Document::Card { year })?;
    let facts = facts(source, completed(source, year)?, certified)?;
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
    source.record.renewal(year).completed.filter(|_| source.has(&card))
}

/// A card says what is certified, and so what its code says.
fn facts(source: &Source<'_>, completed: &RenewalCompleted, certified: Certified) -> Option<CardFacts> {
    let record = source.record;
    // A year that was renewed before there was this portal has no filing here.
    let renewal = record.renewal(completed.year);
    let filed = renewal.filed;
    let paid_at = match renewal.invoice.map(|invoice| &invoice.state) {
        Some(InvoiceState::Paid { at, .. }) => Some(*at),
        _ => None,
    };
    let issued_at = paid_at.or(filed.map(|case| case.filed_at));
    let year = i16::try_from(completed.year).ok()?;
    Some(CardFacts {
        registrant_name: certified.name,
        cpso_number: certified.cpso_number.to_string(),
        class: source.college.class(&certified.class)?.name.clone(),
        status: source.texts.get(&format!("status-{}", certified.status.code())),
        valid_from: certified.valid_from,
        valid_until: certified.valid_until?,
        minc: record.identity.as_ref()?.minc.clone(),
        issued_at: issued_at.and_then(|at| Timestamp::from_microsecond(at.0).ok()).unwrap_or_default(),
        receipt_code: filed.and_then(|case| case.command).map(|command| receipt_code(year, command.0)),
        maker: source.maker,
        credential: source.credential(&Document::Card { year: completed.year }).cloned(),
    })
}

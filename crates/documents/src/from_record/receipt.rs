//! What a receipt states: the invoice as it was paid, and who the registrant was on that day.

use portal_record::{
    InvoiceId,
    addresses::AddressKind,
    documents::Document,
    eastern, eastern_day,
    ledger::{Invoice, InvoiceIssued, InvoiceState, Line},
    services::renewal,
    words,
};

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    receipt::{Item, ReceiptFacts, receipt},
};

pub(super) fn make(
    source: &Source<'_>,
    invoice: &InvoiceId,
    paper: Paper,
) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source, invoice)?;
    let facts = facts(source, paid(source, invoice)?)?;
    Some(receipt(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>, invoice: &InvoiceId) -> Option<String> {
    let issued = &paid(source, invoice)?.issued;
    let number = ("number", issued.invoice.to_string());
    Some(match issued.cause.case().and_then(renewal::year_of) {
        Some(year) => source.texts.format("receipt-name", &[("year", year.to_string()), number]),
        None => {
            let what = words::invoice(source.texts, source.college, issued);
            source.texts.format("receipt-name-of", &[("what", what), number])
        }
    })
}

fn paid<'a>(source: &Source<'a>, invoice: &InvoiceId) -> Option<&'a Invoice> {
    let receipt = Document::Receipt { invoice: invoice.clone() };
    source.record.ledger.invoices.get(invoice).filter(|_| source.has(&receipt))
}

fn facts(source: &Source<'_>, invoice: &Invoice) -> Option<ReceiptFacts> {
    let Source { record, college, texts, .. } = source;
    let InvoiceState::Paid { payment, at } = &invoice.state else { return None };
    let identity = record.identity.as_ref()?;
    let day = eastern_day(*at);
    let address = |kind| record.addresses.on(kind, day);
    let address = address(AddressKind::Mailing).or_else(|| address(AddressKind::Primary));
    let item = |line: &Line| Item {
        text: texts.get(&format!("fee-{}", line.fee)),
        amount: line.amount.0,
        tax: line.tax.0,
    };
    Some(ReceiptFacts {
        invoice: invoice.issued.invoice.to_string(),
        registrant_name: identity.name_on(day).full(),
        cpso_number: identity.cpso_number.to_string(),
        address: address.map(|address| words::address_lines(address, college)).unwrap_or_default(),
        paid_for: paid_for(source, &invoice.issued),
        issued_on: eastern_day(invoice.issued_at),
        paid_at: eastern(*at).timestamp(),
        reference: payment.checkout.0.to_string(),
        method: words::payment(texts, &payment.method, &payment.last_four),
        items: invoice.issued.lines.iter().map(item).collect(),
        paid: payment.amount.0,
        registration: college.office().tax_registration.clone(),
        maker: source.maker,
    })
}

/// What it was for, and of a renewal the registration year.
fn paid_for(source: &Source<'_>, issued: &InvoiceIssued) -> Vec<String> {
    let texts = source.texts;
    let year = issued.cause.case().and_then(renewal::year_of);
    let registration = year.and_then(|year| source.college.renewal_year(year)).map(|known| {
        let registration = &known.registration;
        let days = [("from", texts.date(registration.from)), ("to", texts.date(registration.to))];
        texts.format("home-registration-year", &days)
    });
    [words::invoice(texts, source.college, issued)].into_iter().chain(registration).collect()
}

//! The fee of a case and how far its payment is.

use portal_forms::Micros;
use portal_ipc::{Checkout, CheckoutState};
use portal_record::CaseId;
use portal_record::ledger::{Closed, Invoice, InvoiceState};
use portal_texts::Texts;

use super::fee;
use crate::replica::Replica;
use crate::sync::Phase;

/// The invoice of this case. Before the invoice has been fetched it shows what the invoice will say.
pub(crate) fn checkout(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> Checkout {
    let invoice = replica.record.ledger.of_case(case);
    let lines = invoice
        .map_or_else(|| fee::expected(replica, case, now), |invoice| fee::lines(replica, invoice, now));
    let offline = replica.phase != Phase::InStep && replica.phase != Phase::Busy;
    let (state, notice) = match invoice.map(|invoice| &invoice.state) {
        Some(InvoiceState::Uncertain { .. }) => (CheckoutState::Confirming, None),
        Some(InvoiceState::Paid { .. }) => (CheckoutState::Confirming, None),
        Some(InvoiceState::Open { .. }) => (CheckoutState::Open, None),
        Some(InvoiceState::Payable { .. }) if just_opened(replica, invoice) => (CheckoutState::Open, None),
        Some(InvoiceState::Payable { last }) => (
            if offline { CheckoutState::Offline } else { CheckoutState::Payable },
            last.map(|why| match why {
                Closed::Declined => "payment-was-declined",
                Closed::Abandoned => "payment-was-abandoned",
            }),
        ),
        None if replica.is_connected() => (CheckoutState::Fetching, None),
        None => (CheckoutState::Offline, None),
    };
    let link = replica
        .checkout
        .as_ref()
        .filter(|_| state == CheckoutState::Open)
        .filter(|open| invoice.is_some_and(|invoice| invoice.issued.invoice == open.invoice))
        .map(|open| open.url.clone());
    Checkout {
        invoice: invoice.map(|invoice| invoice.issued.invoice.to_string()).unwrap_or_default(),
        total: texts.money(fee::total(&lines).0),
        lines: lines
            .iter()
            .map(|line| (texts.get(&format!("fee-{}", line.fee)), texts.money((line.amount + line.tax).0)))
            .collect(),
        state,
        link,
        notice: notice.map(|id| texts.get(id)),
    }
}

/// The payment page was opened from here, and the record does not say so yet.
fn just_opened(replica: &Replica, invoice: Option<&Invoice>) -> bool {
    let known = invoice.map(|invoice| (&invoice.issued.invoice, replica.record.version));
    replica.opened.as_ref().map(|(invoice, version)| (invoice, *version)) == known && known.is_some()
}

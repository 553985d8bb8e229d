//! Financial transactions: every invoice with its lines, what is to be paid and what was.

use std::cmp::Reverse;

use portal_ipc::{Fact, Transaction, TransactionState, Transactions};
use portal_record::ledger::{Invoice, InvoiceState, Line};
use portal_record::{Cents, words};
use portal_texts::Texts;

use super::facts::{Of, named};
use crate::clock::timestamp;
use crate::failure::day_and_clock;
use crate::pages::fee;
use crate::profile::View;

/// `transactions`.
pub(crate) fn transactions(view: &View<'_>) -> Transactions {
    let mut invoices: Vec<&Invoice> = view.profile.invoices.iter().collect();
    invoices.sort_by_key(|invoice| Reverse(invoice.issued_at));
    let all: Vec<Transaction> = invoices.into_iter().map(|invoice| transaction(view, invoice)).collect();
    let (paid, outstanding) =
        all.into_iter().partition(|transaction| transaction.state == TransactionState::Paid);
    Transactions { outstanding, paid }
}

fn transaction(view: &View<'_>, invoice: &Invoice) -> Transaction {
    let texts = view.texts;
    let lines = fee::lines(view.replica, invoice, view.now);
    let (state, when) = match &invoice.state {
        InvoiceState::Paid { payment, at } => {
            let arguments = [
                ("date", texts.date_eastern(timestamp(*at))),
                ("method", fee::method(texts, &payment.method, &payment.last_four)),
            ];
            (TransactionState::Paid, texts.format("profile-paid", &arguments))
        }
        InvoiceState::Uncertain { .. } => (TransactionState::Confirming, texts.get("profile-confirming")),
        InvoiceState::Payable { .. } | InvoiceState::Open { .. } => {
            let due = [("when", day_and_clock(texts, invoice.issued.due))];
            let id = if view.now > invoice.issued.due { "profile-was-due" } else { "profile-due" };
            (TransactionState::Due, texts.format(id, &due))
        }
    };
    let when = [when].into_iter().chain(owed(texts, invoice)).collect::<Vec<_>>().join(". ");
    Transaction {
        number: invoice.issued.invoice.to_string(),
        title: words::invoice(texts, &view.replica.college, &invoice.issued),
        lines: lines.iter().map(|it| line(texts, it)).collect(),
        total: texts.money(fee::total(&lines).0),
        state,
        when,
        case: invoice.issued.cause.case().map(ToString::to_string),
    }
}

/// What the College owes back.
fn owed(texts: &Texts, invoice: &Invoice) -> Option<String> {
    let credit = [("amount", texts.money(invoice.credit.0))];
    (invoice.credit > Cents(0)).then(|| texts.format("profile-credit", &credit))
}

fn line(texts: &Texts, line: &Line) -> Fact {
    let amount = texts.money((line.amount + line.tax).0);
    named(&line.fee, texts.get(&format!("fee-{}", line.fee)), Of::Transactions, vec![amount])
}

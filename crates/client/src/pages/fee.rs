//! The fee of a case: what it will be, what is due, how its payment stands.

use portal_forms::Micros;
use portal_ipc::FeeState;
use portal_record::ledger::{Invoice, InvoiceState, Line, penalty_due};
use portal_record::services::fee_now;
use portal_record::{CaseId, Cents};
use portal_texts::Texts;

use super::available::facts;
use crate::clock::timestamp;
use crate::replica::Replica;

/// The fee's own state.
pub(super) fn fee(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> FeeState {
    let Some(invoice) = replica.record.ledger.of_case(case) else {
        return FeeState::NotDue { amount: texts.money(total(&expected(replica, case, now)).0) };
    };
    let lines = lines(replica, invoice, now);
    let amount = texts.money(total(&lines).0);
    match &invoice.state {
        InvoiceState::Paid { payment, at } => FeeState::Paid {
            amount: texts.money(payment.amount.0),
            at: texts.date_eastern(timestamp(*at)),
            method: method(texts, &payment.method, &payment.last_four),
        },
        InvoiceState::Uncertain { .. } => FeeState::Confirming { amount },
        InvoiceState::Payable { .. } | InvoiceState::Open { .. } => FeeState::Due {
            amount,
            penalty: lines
                .iter()
                .find(|line| line.fee == portal_record::college::LATE_PENALTY)
                .filter(|_| !invoice.is_penalty_taken_back)
                .map(|line| texts.money((line.amount + line.tax).0)),
        },
    }
}

/// What filing now would make due, by the College's tables: nothing where that is free, or cannot be said.
pub(super) fn expected(replica: &Replica, case: &CaseId, now: Micros) -> Vec<Line> {
    let Some((service, _)) = replica.college.form_of(case) else { return Vec::new() };
    let facts = facts(replica, &replica.record, service, Some(case), now);
    let answers = replica.draft(case).map(|draft| &draft.evaluation);
    fee_now(service, &facts, answers, case, &replica.context(now, now, None)).unwrap_or_default()
}

/// The lines of an invoice, with the penalty that paying now would add.
pub(in crate::pages) fn lines(replica: &Replica, invoice: &Invoice, now: Micros) -> Vec<Line> {
    let context = replica.context(now, now, None);
    let unpaid = !matches!(invoice.state, InvoiceState::Paid { .. });
    let penalty = penalty_due(invoice, &context).filter(|_| unpaid);
    invoice.issued.lines.iter().cloned().chain(penalty).collect()
}

pub(in crate::pages) fn total(lines: &[Line]) -> Cents {
    lines.iter().map(|line| line.amount + line.tax).sum()
}

/// "Visa ending in 4242".
pub(in crate::pages) fn method(texts: &Texts, method: &str, last_four: &str) -> String {
    portal_record::words::payment(texts, method, last_four)
}

//! The fee of a renewal year: what it will be, what is due, how its payment stands.

use portal_forms::Micros;
use portal_ipc::FeeState;
use portal_record::ledger::{Invoice, InvoiceState, Line, penalty_due};
use portal_record::{Actor, Cents, Context, college::RenewalYear, eastern_day};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::replica::Replica;

/// The fee's own state.
pub(super) fn fee(replica: &Replica, year: &RenewalYear, now: Micros) -> FeeState {
    let texts = Texts::english();
    let Some(invoice) = replica.record.renewal(year.year).invoice else {
        return FeeState::NotDue { amount: texts.money(total(&expected(replica, year, now)).0) };
    };
    let lines = lines(replica, invoice, now);
    let amount = texts.money(total(&lines).0);
    match &invoice.state {
        InvoiceState::Paid { payment, at } => FeeState::Paid {
            amount: texts.money(payment.amount.0),
            at: texts.date_eastern(timestamp(*at)),
            method: method(&payment.method, &payment.last_four),
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

/// What filing now would make due, by the College's tables.
pub(super) fn expected(replica: &Replica, year: &RenewalYear, now: Micros) -> Vec<Line> {
    let class = replica.record.registration.class_on(eastern_day(now));
    let code = class
        .and_then(|held| replica.college.class(&held.class))
        .and_then(|class| class.annual_fee.as_deref());
    let annual = code.and_then(|code| replica.college.fee_line(code, year.registration.from));
    let late = now > year.deadline();
    let penalty = annual
        .as_ref()
        .filter(|_| late)
        .and_then(|line| replica.college.late_penalty(line, year.registration.from));
    annual.into_iter().chain(penalty).collect()
}

/// The lines of an invoice, with the penalty that paying now would add.
pub(in crate::pages) fn lines(replica: &Replica, invoice: &Invoice, now: Micros) -> Vec<Line> {
    let context = Context {
        received_at: now,
        claimed_at: now,
        actor: Actor::Registrant { device: replica.device.0 },
        seen: None,
        college: &replica.college,
        filing: None,
        file: None,
    };
    let unpaid = !matches!(invoice.state, InvoiceState::Paid { .. });
    let penalty = penalty_due(invoice, &context).filter(|_| unpaid);
    invoice.issued.lines.iter().cloned().chain(penalty).collect()
}

pub(in crate::pages) fn total(lines: &[Line]) -> Cents {
    lines.iter().map(|line| line.amount + line.tax).sum()
}

/// "Visa ending in 4242".
pub(in crate::pages) fn method(method: &str, last_four: &str) -> String {
    portal_record::words::payment(Texts::english(), method, last_four)
}

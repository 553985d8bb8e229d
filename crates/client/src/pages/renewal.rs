//! The renewal's own page: its stage, the task list, the deadline.

use portal_forms::Micros;
use portal_ipc::{Receipt, Renewal, RenewalStage};
use portal_record::{college::RenewalYear, ledger::InvoiceState};
use portal_texts::Texts;

use super::filing_state::{FilingState, case_of, draft_of, filing_state, queued, time_left, valid_until};
use super::home::{card_of, percent};
use super::section::summaries;
use super::words::LANGUAGE;
use super::{checkout::checkout, fee};
use crate::clock::timestamp;
use crate::failure::day_and_clock;
use crate::replica::Replica;

/// The current renewal; nothing when the College has published none.
pub(crate) fn renewal(replica: &Replica, now: Micros) -> Option<Renewal> {
    let year = replica.year(now)?;
    let state = filing_state(replica, year, now);
    let is_filling = matches!(state, FilingState::Open | FilingState::NeedsAttention(_));
    let draft = replica.draft(&case_of(year)).filter(|_| is_filling);
    let stage = stage(replica, year, state, now);
    Some(Renewal {
        draft: case_of(year).to_string(),
        year: year.year,
        title: draft.map_or_else(
            || Texts::english().format("renewal-title", &[("year", year.year.to_string())]),
            |draft| draft.form.title(LANGUAGE).to_owned(),
        ),
        stage,
        sections: draft.map(|draft| summaries(draft, &draft.draft.conflicts())).unwrap_or_default(),
        percent: draft.map_or(0, percent),
        deadline: day_and_clock(year.deadline()),
        time_left: time_left(year, now),
        conflicts: draft_of(replica, year).map_or(0, |draft| replica.conflicts(draft)),
        notice: notice(replica, year),
    })
}

/// Whether there is a survey to fill now.
pub(crate) fn can_be_filled(replica: &Replica, now: Micros) -> bool {
    replica.year(now).is_some_and(|year| {
        matches!(filing_state(replica, year, now), FilingState::Open | FilingState::NeedsAttention(_))
    })
}

fn stage(replica: &Replica, year: &RenewalYear, state: FilingState, now: Micros) -> RenewalStage {
    match state {
        FilingState::NotAvailable(sentence) => RenewalStage::NotAvailable { sentence },
        FilingState::Open => RenewalStage::Survey,
        FilingState::Queued { at } => RenewalStage::Queued {
            at: Texts::english().instant_eastern(timestamp(at)),
            sentence: queued(year, now),
        },
        FilingState::NeedsAttention(sentence) => RenewalStage::NeedsAttention { sentence },
        FilingState::Filed(receipt) => filed(replica, year, receipt, now),
    }
}

fn filed(replica: &Replica, year: &RenewalYear, receipt: Receipt, now: Micros) -> RenewalStage {
    let texts = Texts::english();
    let renewal = replica.record.renewal(year.year);
    match (renewal.completed, renewal.invoice.map(|invoice| &invoice.state)) {
        (Some(_), Some(InvoiceState::Paid { payment, at })) => RenewalStage::Complete {
            receipt,
            paid: texts.money(payment.amount.0),
            payment: texts.format(
                "renewal-payment",
                &[
                    ("method", fee::method(&payment.method, &payment.last_four)),
                    ("date", texts.date_eastern(timestamp(*at))),
                ],
            ),
            valid_until: texts.date(valid_until(replica, year, now)),
            card: card_of(replica, year.year, now),
        },
        _ => RenewalStage::Payment { receipt, checkout: checkout(replica, year, now) },
    }
}

/// What the person should know about the draft: a new version of the form, answers that the College does not take.
fn notice(replica: &Replica, year: &RenewalYear) -> Option<String> {
    let draft = draft_of(replica, year);
    let refused = replica.refused_answers().filter(|(open, _)| Some(open.key.id()) == draft).count();
    let refused = (refused > 0).then(|| {
        Texts::english()
            .format("renewal-answers-refused", &[("count", portal_texts::Argument::from(refused))])
    });
    let parts: Vec<String> = replica.notice.clone().into_iter().chain(refused).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

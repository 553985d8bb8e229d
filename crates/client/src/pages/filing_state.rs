//! Where a case stands on this computer, for its own page, for Home and for the lists alike.

use portal_forms::Micros;
use portal_ipc::{Receipt, WhyNot};
use portal_record::{CaseId, DraftId};
use portal_texts::Texts;

use super::available::in_the_way;
use super::receipt::{early_receipt, receipt};
use crate::failure::refusal;
use crate::replica::Replica;
use crate::store::outbox::CommandState;

/// Where a case stands.
pub(super) enum FilingState {
    /// It cannot be filled now; why, and what to do.
    NotAvailable(Vec<WhyNot>),
    /// It can be filled; there may be a draft.
    Open,
    /// Submitted on this computer; the College has not answered.
    Queued { at: Micros },
    /// The College refused it.
    NeedsAttention(String),
    /// The College has it.
    Filed(Receipt),
}

/// The draft that becomes a case, be it begun or not.
pub(super) fn draft_of(replica: &Replica, case: &CaseId) -> Option<DraftId> {
    replica.draft_key(case).map(|key| key.id())
}

pub(super) fn filing_state(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> FilingState {
    if let Some(filed) = replica.record.cases.get(case) {
        return FilingState::Filed(receipt(texts, replica, filed));
    }
    match draft_of(replica, case).and_then(|draft| replica.submission(draft)) {
        Some(row) if matches!(row.state, CommandState::Waiting { .. }) => {
            FilingState::Queued { at: row.envelope.claimed_at }
        }
        Some(row) if replica.is_pending(row) => FilingState::Filed(early_receipt(texts, replica, case, row)),
        Some(row) => match &row.state {
            CommandState::NeedsAttention { .. } => FilingState::NeedsAttention(refusal(texts, row)),
            _ => FilingState::Open,
        },
        None => match in_the_way(texts, replica, case, now) {
            why if why.is_empty() => FilingState::Open,
            why => FilingState::NotAvailable(why),
        },
    }
}

/// Whether the College has accepted it, and what follows from it has not all been fetched.
pub(crate) fn is_being_fetched(replica: &Replica, case: &CaseId) -> bool {
    let row = draft_of(replica, case).and_then(|draft| replica.submission(draft));
    row.is_some_and(|row| matches!(row.state, CommandState::Accepted { .. }) && replica.is_pending(row))
}

/// Whether there is something to fill in now.
pub(crate) fn can_be_filled(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> bool {
    matches!(filing_state(texts, replica, case, now), FilingState::Open | FilingState::NeedsAttention(_))
}

/// Whether this is a request of the person's: filed, begun, or the one that comes next.
pub(crate) fn is_there(replica: &Replica, case: &CaseId, now: Micros) -> bool {
    let next = || replica.college.form_of(case).and_then(|(service, _)| replica.next_case(service, now));
    let has_draft = || {
        let draft = draft_of(replica, case);
        draft.is_some_and(|id| replica.drafts.contains_key(&id) || replica.unopened.contains_key(&id))
    };
    replica.record.cases.get(case).is_some() || has_draft() || next().as_ref() == Some(case)
}

/// When the College received it, as far as is known here.
pub(super) fn filed_at(replica: &Replica, case: &CaseId) -> Option<Micros> {
    if let Some(case) = replica.record.cases.get(case) {
        return Some(case.filed_at);
    }
    let row = replica.submission(draft_of(replica, case)?).filter(|row| replica.is_pending(row))?;
    match &row.state {
        CommandState::Accepted { reply } => Some(reply.received_at),
        _ => None,
    }
}

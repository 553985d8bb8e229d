//! A person's requests as lines of a list: where each stands, and on whom its next step waits.

use std::collections::BTreeSet;

use portal_forms::Micros;
use portal_ipc::{RequestState, RequestSummary};
use portal_record::cases::Case;
use portal_record::{CaseId, Record, words};
use portal_texts::{Argument, Texts};

use super::filed::Standing;
use super::filing_state::{FilingState, filing_state};
use super::home::percent;
use crate::replica::Replica;

/// A request, and when something last happened to it.
pub(super) struct Request {
    pub(super) case: CaseId,
    pub(super) summary: RequestSummary,
    is_finished: bool,
    changed: u64,
}

/// Every request, what was begun included: those that wait on the person first, then the others, newest first.
pub(super) fn requests(texts: &Texts, replica: &Replica, now: Micros) -> Vec<Request> {
    let predicted = replica.predicted(now);
    let record = &predicted.record;
    let filed = record.cases.iter().map(Case::id).cloned();
    let all: BTreeSet<CaseId> = filed.chain(replica.begun()).collect();
    let request = |case: CaseId| {
        let known = record.cases.get(&case);
        Request {
            summary: request(texts, replica, record, &case, now),
            is_finished: known.is_some_and(|known| record.case_state(known).is_finished()),
            changed: known.map_or(u64::MAX, |known| known.progress.changed),
            case,
        }
    };
    let mut all: Vec<Request> = all.into_iter().map(request).collect();
    all.sort_by_key(|request| (!request.summary.is_yours, std::cmp::Reverse(request.changed)));
    all
}

/// Those that are not finished, and those that are.
pub(super) fn open_and_earlier(requests: Vec<Request>) -> (Vec<RequestSummary>, Vec<RequestSummary>) {
    let is_open = |request: &Request| !request.is_finished || request.summary.is_yours;
    let (open, earlier): (Vec<_>, Vec<_>) = requests.into_iter().partition(is_open);
    let summaries = |requests: Vec<Request>| requests.into_iter().map(|request| request.summary).collect();
    (summaries(open), summaries(earlier))
}

/// A request as a line, by what will be on the record.
pub(super) fn request(
    texts: &Texts,
    replica: &Replica,
    record: &Record,
    id: &CaseId,
    now: Micros,
) -> RequestSummary {
    summary(&Standing { texts, replica, record, id, case: record.cases.get(id), now })
}

fn summary(standing: &Standing<'_>) -> RequestSummary {
    let (replica, id, texts) = (standing.replica, standing.id, standing.texts);
    let state = filing_state(texts, replica, id, standing.now);
    let number = match &state {
        FilingState::Filed(receipt) => Some(receipt.code.clone()).filter(|code| !code.is_empty()),
        _ => None,
    };
    let (state, sentence, is_yours) = match state {
        FilingState::NotAvailable(why) => {
            let is_yours = why.iter().any(|why| why.step.is_some());
            let why = why.into_iter().next().map(|why| why.sentence);
            (RequestState::NeedsAttention, why.unwrap_or_default(), is_yours)
        }
        FilingState::Open => (RequestState::Draft, draft(texts, replica, id), true),
        FilingState::Queued { .. } => (RequestState::Queued, texts.get("case-next-queued"), false),
        FilingState::NeedsAttention(sentence) => (RequestState::NeedsAttention, sentence, true),
        FilingState::Filed(_) => (standing.shown(), filed(standing), standing.is_yours()),
    };
    RequestSummary {
        case: id.to_string(),
        title: words::case(texts, &replica.college, id),
        number,
        state,
        state_name: texts.get(&format!("case-state-{}", code(state))),
        sentence,
        is_yours,
    }
}

/// "40% filled in. Go on, then check and submit it."
fn draft(texts: &Texts, replica: &Replica, case: &CaseId) -> String {
    let percent = replica.draft(case).map_or(0, percent);
    texts.format("case-next-draft", &[("percent", Argument::from(percent))])
}

/// What became of it, or on whom it waits.
fn filed(standing: &Standing<'_>) -> String {
    let decided = standing.outcome().filter(|_| standing.shown() == RequestState::Closed);
    match decided {
        Some(outcome) if !standing.is_yours() => outcome.sentence,
        _ => standing.sentence(),
    }
}

/// As in the ids of texts.
fn code(state: RequestState) -> &'static str {
    match state {
        RequestState::Draft => "draft",
        RequestState::Queued => "queued",
        RequestState::NeedsAttention => "needs-attention",
        RequestState::Filed => "filed",
        RequestState::FeeDue => "fee-due",
        RequestState::InReview => "in-review",
        RequestState::ActionNeeded => "action-needed",
        RequestState::Decided => "decided",
        RequestState::Closed => "closed",
        RequestState::Withdrawn => "withdrawn",
        RequestState::Cancelled => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use portal_record::cases::State;

    use portal_texts::Language;

    use super::*;

    #[test]
    fn every_state_has_a_name_and_says_on_whom_it_waits() {
        let texts = Texts::of(Language::English);
        let of_the_college = State::ALL.iter().map(|state| state.code());
        let before = [RequestState::Draft, RequestState::Queued, RequestState::NeedsAttention].map(code);
        for state in of_the_college.clone().chain(before) {
            assert!(texts.has(&format!("case-state-{state}")), "{state}");
        }
        let besides = ["fee-confirming", "fee-after", "in-review-held"];
        for says in of_the_college.chain(besides) {
            assert!(texts.has(&format!("case-says-{says}")), "{says}");
        }
    }
}

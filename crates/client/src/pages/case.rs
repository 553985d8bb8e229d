//! The page of a case: its stage, and while it is filled in the task list.

use portal_forms::Micros;
use portal_ipc::{Case, CaseStage};
use portal_record::services::FormOf;
use portal_record::{CaseId, words};
use portal_texts::{Argument, Texts};

use super::filed::filed;
use super::filing_state::{FilingState, draft_of, filing_state};
use super::home::percent;
use super::own::{deadline, queued};
use super::section::summaries;
use crate::clock::timestamp;
use crate::drafts::OpenDraft;
use crate::replica::Replica;
use crate::store::meta::CarriedOver;

/// A case at the stage that it has reached.
pub(crate) fn case(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> Case {
    let state = filing_state(texts, replica, case, now);
    let is_filling = matches!(state, FilingState::Open | FilingState::NeedsAttention(_));
    let draft = replica.draft(case).filter(|_| is_filling);
    Case {
        case: case.to_string(),
        title: title(texts, replica, case, draft),
        stage: stage(texts, replica, case, state, now),
        sections: draft.map(|draft| summaries(texts, draft, &draft.draft.conflicts())).unwrap_or_default(),
        percent: draft.map_or(0, percent),
        deadline: deadline(texts, replica, case, now),
        conflicts: draft_of(replica, case).map_or(0, |draft| replica.conflicts(draft)),
        notice: notice(texts, replica, case),
    }
}

/// What it is called. What has a form for each year is called by that form while it is filled in.
pub(super) fn title(texts: &Texts, replica: &Replica, case: &CaseId, draft: Option<&OpenDraft>) -> String {
    let is_by_year = replica.college.form_of(case).is_some_and(|(service, _)| service.form == FormOf::Year);
    match draft.filter(|_| is_by_year) {
        Some(draft) => draft.form.title(texts.language().tag()).to_owned(),
        None => words::case(texts, &replica.college, case),
    }
}

fn stage(texts: &Texts, replica: &Replica, case: &CaseId, state: FilingState, now: Micros) -> CaseStage {
    match state {
        FilingState::NotAvailable(why) => CaseStage::NotAvailable { why },
        FilingState::Open => CaseStage::Draft,
        FilingState::Queued { at } => CaseStage::Queued {
            at: texts.instant_eastern(timestamp(at)),
            sentence: queued(texts, replica, case, now),
        },
        FilingState::NeedsAttention(sentence) => CaseStage::NeedsAttention { sentence },
        FilingState::Filed(receipt) => {
            CaseStage::Filed { filed: Box::new(filed(texts, replica, case, receipt, now)) }
        }
    }
}

/// What the person should know about the draft: a new version of the form, answers that the College does not take.
fn notice(texts: &Texts, replica: &Replica, case: &CaseId) -> Option<String> {
    let draft = draft_of(replica, case)?;
    let refused = replica.refused_answers().filter(|(open, _)| open.key.id() == draft).count();
    let refused =
        (refused > 0).then(|| texts.format("case-answers-refused", &[("count", Argument::from(refused))]));
    let carried_over = replica.notice_on(draft).map(|carried| carried_over(texts, carried));
    let parts: Vec<String> = carried_over.into_iter().chain(refused).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What a new version of the form did to the answers.
fn carried_over(texts: &Texts, carried: &CarriedOver) -> String {
    match carried {
        CarriedOver::Words(words) => words.clone(),
        CarriedOver::Counted { kept, moved, asked, dropped } => {
            let counts = [("kept", kept), ("moved", moved), ("asked", asked), ("dropped", dropped)];
            let counts = counts.map(|(name, count)| (name, Argument::from(*count)));
            texts.format("case-form-changed", &counts).trim_end().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    #[test]
    fn what_became_of_the_answers_is_said_whichever_version_kept_it() {
        let texts = Texts::of(Language::English);
        let counted = CarriedOver::Counted { kept: 1, moved: 1, asked: 1, dropped: 0 };
        assert_eq!(
            carried_over(texts, &counted),
            "The College published a new version of this form. Your answers were carried over: 1 kept, \
             1 moved to another question. One question is asked again."
        );
        assert_eq!(carried_over(texts, &CarriedOver::Words("As it was.".into())), "As it was.");
    }
}

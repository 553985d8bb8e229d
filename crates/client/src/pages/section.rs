//! One section of the survey, and the task list of all sections.

use portal_forms::{Conflict, ItemPath, Micros, Progress, State, Visit};
use portal_ipc::{Item, ItemProblem, Section, SectionState, SectionSummary};
use portal_record::{CaseId, PREVIOUS};
use portal_texts::Texts;

use super::items::Drawing;
use super::words;
use crate::drafts::OpenDraft;
use crate::replica::Replica;

/// The section with this linkId, in the draft of this case; nothing when its form has none, or it was not begun.
pub(crate) fn section(
    texts: &Texts,
    replica: &Replica,
    case: &CaseId,
    link_id: &str,
    now: Micros,
) -> Option<Section> {
    let draft = replica.draft(case)?;
    let item = draft.form.roots().find(|root| &*root.link_id == link_id)?;
    let conflicts = draft.draft.conflicts();
    let drawing = Drawing::new(texts, draft, item, &conflicts, replica, now);
    let items = drawing.below(item, &[]);
    let sections = summaries(texts, draft, &conflicts);
    let place = sections.iter().position(|summary| summary.link_id == link_id)?;
    let applies = |summary: &&SectionSummary| summary.applies;
    let previous = sections[..place].iter().rev().find(applies).map(|summary| summary.link_id.clone());
    let next = sections[place + 1..].iter().find(applies).map(|summary| summary.link_id.clone());
    let mut problems = Vec::new();
    collect(&items, &mut problems);
    Some(Section {
        draft: case.to_string(),
        link_id: link_id.to_owned(),
        prefix: item.prefix.clone(),
        title: item.text(texts.language().tag()).to_owned(),
        help: words::help(texts, item),
        state: sections[place].state,
        previous,
        next,
        items,
        problems,
        sections,
    })
}

/// The section that this path stands in, in the draft of this case.
pub(crate) fn section_of(
    texts: &Texts,
    replica: &Replica,
    case: &CaseId,
    path: &ItemPath,
    now: Micros,
) -> Option<Section> {
    let draft = replica.draft(case)?;
    let item = draft.form.item(&path.link_id)?;
    section(texts, replica, case, &super::problems::section_of(&draft.form, item), now)
}

/// The task list.
pub(super) fn summaries(texts: &Texts, draft: &OpenDraft, conflicts: &[Conflict]) -> Vec<SectionSummary> {
    draft
        .form
        .roots()
        .filter(|item| !item.hidden)
        .map(|item| summary(texts, draft, item, conflicts))
        .collect()
}

fn summary(
    texts: &Texts,
    draft: &OpenDraft,
    item: &portal_forms::Item,
    conflicts: &[Conflict],
) -> SectionSummary {
    let progress = draft.evaluation.progress(&item.link_id).unwrap_or(Progress {
        answered: 0,
        asked: 0,
        missing: 0,
        wrong: 0,
        state: State::NotStarted,
    });
    let is_here = |conflict: &&Conflict| {
        let place = draft.form.item(&conflict.path.link_id);
        place.is_some_and(|place| super::problems::section_of(&draft.form, place) == *item.link_id)
    };
    let conflicted = conflicts.iter().filter(is_here).any(|conflict| is_shown(draft, conflict));
    SectionSummary {
        link_id: item.link_id.to_string(),
        prefix: item.prefix.clone(),
        title: item.text(texts.language().tag()).to_owned(),
        state: if conflicted { SectionState::NeedsAttention } else { state(draft, item, progress.state) },
        answered: count(progress.answered),
        asked: count(progress.asked),
        applies: draft.evaluation.is_enabled(&ItemPath::root(item.link_id.clone())),
    }
}

/// Whether the person can see and settle it: a question that is not asked any more needs no choice.
pub(super) fn is_shown(draft: &OpenDraft, conflict: &Conflict) -> bool {
    is_asked(draft, &conflict.path)
}

/// Whether a question is asked now, at this place.
pub(super) fn is_asked(draft: &OpenDraft, path: &ItemPath) -> bool {
    draft.evaluation.is_enabled(path)
}

fn state(draft: &OpenDraft, section: &portal_forms::Item, state: State) -> SectionState {
    match state {
        State::NotStarted => SectionState::NotStarted,
        State::FilledIn if is_from_last_year(draft, section) => SectionState::FromLastYear,
        State::FilledIn => SectionState::FromProfile,
        State::InProgress => SectionState::InProgress,
        State::NeedsAttention => SectionState::NeedsAttention,
        State::Complete => SectionState::Complete,
    }
}

/// Whether an answer of last year's survey stands in this section as it was.
fn is_from_last_year(draft: &OpenDraft, section: &portal_forms::Item) -> bool {
    draft.evaluation.walk().filter(Visit::is_enabled).any(|visit| {
        let item = visit.item();
        item.prefill.as_deref().is_some_and(|fact| fact.starts_with(PREVIOUS))
            && !visit.is_edited()
            && !visit.answer().is_empty()
            && super::problems::section_of(&draft.form, item) == *section.link_id
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn collect(items: &[Item], problems: &mut Vec<ItemProblem>) {
    for item in items {
        problems.extend(item.problems.iter().filter(|problem| !problem.warning).cloned());
        collect(&item.items, problems);
    }
}

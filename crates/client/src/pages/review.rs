//! Check your answers: what will be sent, what will not, what stands in the way.

use std::collections::HashMap;

use portal_forms::{InstanceId, Item, ItemPath, Kind, Micros, Value, Visit};
use portal_ipc::{Review, ReviewAnswer, ReviewSection};
use portal_record::{CaseId, college::RenewalYear, services::renewal};
use portal_texts::Texts;

use super::words::{self, LANGUAGE};
use super::{fee, filing_state, problems};
use crate::drafts::OpenDraft;
use crate::failure::day_and_clock;
use crate::replica::{Replica, filing};

/// The review of a renewal's draft; none of what is not a renewal.
pub(crate) fn review(replica: &Replica, case: &CaseId, draft: &OpenDraft, now: Micros) -> Option<Review> {
    let year = replica.college.renewal_year(renewal::year_of(case)?)?;
    let filing = filing(draft);
    let conflicts = replica.conflicts(draft.key.id());
    Some(Review {
        draft: case.to_string(),
        year: year.year,
        sections: sections(draft),
        not_sent: not_sent(draft),
        problems: problems::all(&draft.evaluation),
        conflicts,
        response_hash: filing.response_hash,
        consequence: consequence(replica, year, now),
        ready: filing.errors == 0 && conflicts == 0 && !replica.is_locked(draft.key.id()),
        offline: (!replica.is_connected()).then(|| filing_state::queued(year, now)),
    })
}

fn sections(draft: &OpenDraft) -> Vec<ReviewSection> {
    let mut numbers = Numbers::default();
    let mut sections: Vec<ReviewSection> = Vec::new();
    for visit in draft.evaluation.walk().filter(Visit::is_enabled) {
        let item = visit.item();
        if draft.form.parent(item).is_none() && !item.hidden {
            sections.push(ReviewSection {
                link_id: item.link_id.to_string(),
                prefix: item.prefix.clone(),
                title: item.text(LANGUAGE).to_owned(),
                answers: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut()
            && is_reviewed(&visit)
        {
            section.answers.push(answer(draft, &mut numbers, item, &visit.path(), visit.answer(), true));
        }
    }
    sections.retain(|section| !section.answers.is_empty());
    sections
}

/// Questions with an answer, and those that must have one. A group asks nothing itself, and a question that repeats with
/// questions below it is reviewed in each instance.
fn is_reviewed(visit: &Visit<'_>) -> bool {
    let item = visit.item();
    let shown = item.kind.is_question() && !item.hidden && !visit.is_whole();
    let from_record_and_empty = item.read_only && visit.answer().is_empty();
    let optional_upload = item.kind == Kind::Attachment && visit.answer().is_empty() && !item.required;
    shown && !from_record_and_empty && !optional_upload
}

/// The numbers of the instances of repeating items, each counted once.
#[derive(Default)]
struct Numbers(HashMap<ItemPath, HashMap<InstanceId, usize>>);

impl Numbers {
    fn of(&mut self, draft: &OpenDraft, whole: ItemPath, id: InstanceId) -> Option<usize> {
        let counted = self
            .0
            .entry(whole)
            .or_insert_with_key(|whole| draft.evaluation.instances(whole).into_iter().zip(1..).collect());
        counted.get(&id).copied()
    }
}

fn answer(
    draft: &OpenDraft,
    numbers: &mut Numbers,
    item: &Item,
    path: &ItemPath,
    values: &[Value],
    with_last: bool,
) -> ReviewAnswer {
    let words = words::answer(item, values);
    let before = draft.previous.answer(&item.link_id).filter(|_| with_last && !item.read_only);
    let before = before.map(|before| words::answer(item, before)).filter(|before| *before != words);
    ReviewAnswer {
        path: path.to_string(),
        section: problems::section_of(&draft.form, item),
        prefix: item.prefix.clone(),
        text: item.text(LANGUAGE).to_owned(),
        within: within(draft, numbers, item, path),
        answer: words,
        last_year: before,
        from_record: item.read_only && !item.is_calculated(),
        calculated: item.is_calculated(),
        required: item.required,
    }
}

/// "Charge 2", and outwards "Charge 2, Witness 1".
fn within(draft: &OpenDraft, numbers: &mut Numbers, item: &Item, path: &ItemPath) -> Option<String> {
    let around: Vec<&Item> = std::iter::successors(Some(item), |item| draft.form.parent(item))
        .filter(|item| item.has_instances())
        .collect();
    let parts: Vec<String> = around
        .iter()
        .rev()
        .enumerate()
        .filter_map(|(depth, repeat)| {
            let whole = ItemPath::within(repeat.link_id.clone(), path.instances.get(..depth)?);
            let id = path.instances.get(depth)?;
            Some(words::instance(repeat, numbers.of(draft, whole, *id)?))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Answers of the person to questions that are not asked any more.
fn not_sent(draft: &OpenDraft) -> Vec<ReviewAnswer> {
    let mut numbers = Numbers::default();
    let hidden = draft.evaluation.hidden_answers();
    let known = hidden.iter().filter_map(|hidden| {
        let item = draft.form.item(&hidden.path.link_id)?;
        Some(answer(draft, &mut numbers, item, &hidden.path, &hidden.answer, false))
    });
    known.filter(|answer| !answer.from_record && !answer.calculated).collect()
}

/// One sentence: what submitting will do, with the fee.
fn consequence(replica: &Replica, year: &RenewalYear, now: Micros) -> String {
    let texts = Texts::english();
    let lines = fee::expected(replica, year, now);
    let amount = texts.money(fee::total(&lines).0);
    let deadline = day_and_clock(year.deadline());
    let id = if now > year.deadline() { "renewal-consequence-late" } else { "renewal-consequence" };
    texts.format(id, &[("amount", amount), ("deadline", deadline), ("year", year.year.to_string())])
}

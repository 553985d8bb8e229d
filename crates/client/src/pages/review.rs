//! Check your answers: what will be sent, what will not, what stands in the way.

use std::collections::HashMap;

use portal_forms::{
    Context, Evaluation, Form, InstanceId, Item, ItemPath, Kind, Micros, Response, Value, Visit,
};
use portal_ipc::{Review, ReviewAnswer, ReviewSection};
use portal_record::cases::Case;
use portal_record::services::WhenDue;
use portal_record::{CaseId, eastern_day};
use portal_texts::Texts;

use super::case::title;
use super::own::{deadline, queued, say};
use super::words;
use super::{fee, problems};
use crate::drafts::{OpenDraft, Previous};
use crate::replica::{Replica, filing};

/// The review of a case's draft.
pub(crate) fn review(
    texts: &Texts,
    replica: &Replica,
    case: &CaseId,
    draft: &OpenDraft,
    now: Micros,
) -> Review {
    let filing = filing(draft);
    let conflicts = replica.conflicts(draft.key.id());
    let answers =
        Answers { texts, form: &draft.form, evaluation: &draft.evaluation, previous: Some(&draft.previous) };
    Review {
        draft: case.to_string(),
        title: title(texts, replica, case, Some(draft)),
        sections: sections(&answers),
        not_sent: not_sent(&answers),
        problems: problems::all(texts, &draft.evaluation),
        conflicts,
        response_hash: filing.response_hash,
        consequence: consequence(texts, replica, case, now),
        ready: filing.errors == 0 && conflicts == 0 && !replica.is_locked(draft.key.id()),
        offline: (!replica.is_connected()).then(|| queued(texts, replica, case, now)),
    }
}

/// What was filed, without what was left open; nothing when this version does not have its form.
pub(super) fn submitted(texts: &Texts, replica: &Replica, case: &Case) -> Vec<ReviewSection> {
    let filed = &case.filed;
    let form = replica.form(&filed.form, &filed.form_version);
    let response = Response::parse(filed.response.0.as_bytes()).ok();
    let today = eastern_day(case.filed_at).to_string().parse().ok();
    let (Some(form), Some(response), Some(today)) = (form, response, today) else { return Vec::new() };
    let evaluation = response.evaluated(&form, Context { today });
    let mut filed = sections(&Answers { texts, form: &form, evaluation: &evaluation, previous: None });
    filed.iter_mut().for_each(|section| section.answers.retain(|answer| !answer.answer.is_empty()));
    filed.retain(|section| !section.answers.is_empty());
    filed
}

/// Answers of a form, be they in a draft or filed.
struct Answers<'a> {
    texts: &'a Texts,
    form: &'a Form,
    evaluation: &'a Evaluation,
    /// Last year's, where they are shown beside them.
    previous: Option<&'a Previous>,
}

fn sections(answers: &Answers<'_>) -> Vec<ReviewSection> {
    let mut numbers = Numbers::default();
    let mut sections: Vec<ReviewSection> = Vec::new();
    for visit in answers.evaluation.walk().filter(Visit::is_enabled) {
        let item = visit.item();
        if answers.form.parent(item).is_none() && !item.hidden {
            sections.push(ReviewSection {
                link_id: item.link_id.to_string(),
                prefix: item.prefix.clone(),
                title: item.text(answers.texts.language().tag()).to_owned(),
                answers: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut()
            && is_reviewed(&visit)
        {
            section.answers.push(answer(answers, &mut numbers, item, &visit.path(), visit.answer(), true));
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
    fn of(&mut self, answers: &Answers<'_>, whole: ItemPath, id: InstanceId) -> Option<usize> {
        let counted = self
            .0
            .entry(whole)
            .or_insert_with_key(|whole| answers.evaluation.instances(whole).into_iter().zip(1..).collect());
        counted.get(&id).copied()
    }
}

fn answer(
    answers: &Answers<'_>,
    numbers: &mut Numbers,
    item: &Item,
    path: &ItemPath,
    values: &[Value],
    with_last: bool,
) -> ReviewAnswer {
    let words = words::answer(answers.texts, item, values);
    let before = answers.previous.and_then(|previous| previous.answer(&item.link_id));
    let before = before.filter(|_| with_last && !item.read_only);
    let before =
        before.map(|before| words::answer(answers.texts, item, before)).filter(|before| *before != words);
    ReviewAnswer {
        path: path.to_string(),
        section: problems::section_of(answers.form, item),
        prefix: item.prefix.clone(),
        text: item.text(answers.texts.language().tag()).to_owned(),
        within: within(answers, numbers, item, path),
        answer: words,
        last_year: before,
        from_record: item.read_only && !item.is_calculated(),
        calculated: item.is_calculated(),
        required: item.required,
    }
}

/// "Charge 2", and outwards "Charge 2, Witness 1".
fn within(answers: &Answers<'_>, numbers: &mut Numbers, item: &Item, path: &ItemPath) -> Option<String> {
    let around: Vec<&Item> = std::iter::successors(Some(item), |item| answers.form.parent(item))
        .filter(|item| item.has_instances())
        .collect();
    let parts: Vec<String> = around
        .iter()
        .rev()
        .enumerate()
        .filter_map(|(depth, repeat)| {
            let whole = ItemPath::within(repeat.link_id.clone(), path.instances.get(..depth)?);
            let id = path.instances.get(depth)?;
            Some(words::instance(answers.texts, repeat, numbers.of(answers, whole, *id)?))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Answers of the person to questions that are not asked any more.
fn not_sent(answers: &Answers<'_>) -> Vec<ReviewAnswer> {
    let mut numbers = Numbers::default();
    let hidden = answers.evaluation.hidden_answers();
    let known = hidden.iter().filter_map(|hidden| {
        let item = answers.form.item(&hidden.path.link_id)?;
        Some(answer(answers, &mut numbers, item, &hidden.path, &hidden.answer, false))
    });
    known.filter(|answer| !answer.from_record && !answer.calculated).collect()
}

/// One sentence: what submitting will do, with the fee.
fn consequence(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> String {
    let lines = fee::expected(replica, case, now);
    let amount = ("amount", texts.money(fee::total(&lines).0));
    let when =
        replica.college.form_of(case).and_then(|(service, _)| service.fee.as_ref()).map(|fee| fee.when);
    let subject = ("year", case.subject().to_owned());
    let part = match (deadline(texts, replica, case, now), when.filter(|_| !lines.is_empty())) {
        (Some(deadline), _) => {
            let part = if deadline.left.is_some() { "consequence" } else { "consequence-late" };
            return say(texts, replica, case, part, &[amount, subject, ("deadline", deadline.at)]);
        }
        (None, Some(WhenDue::Filing)) => "consequence-fee",
        (None, Some(WhenDue::Approval | WhenDue::Release)) => "consequence-fee-later",
        (None, None) => "consequence",
    };
    say(texts, replica, case, part, &[amount])
}

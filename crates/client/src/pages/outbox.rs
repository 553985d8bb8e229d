//! What waits to be sent, and what was refused: each with where it is mended.

use portal_forms::Micros;
use portal_ipc::{OutboxItem, OutboxPlace, OutboxState};
use portal_record::cases::{Case, File};
use portal_record::{CaseId, Command, DraftId, DraftKey, eastern_day};
use portal_texts::Texts;

use super::words;
use super::{problems, section};
use crate::clock::moment;
use crate::drafts::{OpenDraft, RefusedAnswer, Unopened};
use crate::failure::refusal;
use crate::profile::{refused_by_now, titles::title};
use crate::replica::{Predicted, Replica};
use crate::store::Regained;
use crate::store::outbox::{CommandState, OutboxRow};
use crate::sync::Phase;

/// The id of what is said of things that had to be sent again.
pub(crate) const SENT_AGAIN: &str = "sent-again";
/// Most characters of an answer that is shown again.
const ENTERED_CHARS_MAX: usize = 300;
/// The code of an answer that came after its survey was filed: there is nothing to answer any more.
const DRAFT_FILED: &str = "draft-filed";

/// What was refused or had to go again, then what waits in the order of sending: the answers of each draft, then the commands that follow from
/// them.
pub(crate) fn outbox(texts: &Texts, replica: &Replica, now: Micros) -> Vec<OutboxItem> {
    let predicted = replica.predicted(now);
    let refused =
        replica.refused_answers().map(|(draft, refused)| answer(texts, replica, draft, refused, now));
    let commands = replica.outbox.iter().filter_map(|row| command(texts, replica, &predicted, row, now));
    let answers = replica.drafts.values().filter(|draft| draft.unsent() > 0 || is_held(replica, draft));
    let answers = answers.map(|draft| answers_of(texts, replica, draft, now));
    let unopened = replica.unopened.iter().filter(|(_, kept)| kept.unsent() > 0);
    let unopened = unopened.map(|(id, kept)| answers_unopened(texts, replica, *id, kept, now));
    let is_listed = |draft: &DraftId| {
        replica.drafts.contains_key(draft)
            || replica.unopened.get(draft).is_some_and(|kept| kept.unsent() > 0)
    };
    let elsewhere = replica.held.keys().filter(|draft| !is_listed(draft));
    let elsewhere = elsewhere.map(|draft| answers_elsewhere(texts, replica, *draft, now));
    let again = replica.regained.iter().map(|regained| sent_again(texts, replica, &predicted, regained, now));
    refused.chain(again).chain(answers).chain(unopened).chain(elsewhere).chain(commands).collect()
}

/// What the College had lost, and what was done.
fn sent_again(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    regained: &Regained,
    now: Micros,
) -> OutboxItem {
    let rows = replica.outbox.iter().filter(|row| regained.commands.contains(&row.envelope.id));
    let rows: Vec<&OutboxRow> = rows.collect();
    let counted = |id: &str, name, count: usize| (count > 0).then(|| texts.format(id, &[(name, count)]));
    let mut what: Vec<String> = rows.iter().map(|row| title_of(texts, replica, predicted, row)).collect();
    what.extend(counted("outbox-sent-again-answers", "count", regained.edits.len()));
    let files = rows.iter().any(|row| row.draft.is_some());
    let others = usize::try_from(regained.others).unwrap_or(usize::MAX);
    let reason = [
        Some(texts.get("outbox-sent-again-why")),
        (!what.is_empty()).then(|| texts.format("outbox-sent-again-what", &[("what", what.join(", "))])),
        files.then(|| texts.get("outbox-sent-again-filed")),
        counted("outbox-sent-again-others", "others", others),
    ];
    OutboxItem {
        id: SENT_AGAIN.to_owned(),
        title: texts.get("outbox-sent-again"),
        at: moment(texts, regained.found, now),
        state: OutboxState::NeedsAttention,
        reason: Some(reason.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        entered: None,
        place: place_again(replica, &rows, regained),
        can_dismiss: true,
    }
}

/// The request that was sent again, or the profile.
fn place_again(replica: &Replica, rows: &[&OutboxRow], regained: &Regained) -> OutboxPlace {
    let mut commands = rows.iter().map(|row| place_of(&row.envelope.command));
    let again = commands.find(|place| matches!(place, OutboxPlace::Case { .. }));
    let is_again = |draft: &&OpenDraft| draft.draft.edits().any(|edit| regained.edits.contains(&edit.id));
    let draft = || replica.drafts.values().find(is_again).map(|draft| place_of_draft(replica, &draft.key));
    again.or_else(draft).unwrap_or(OutboxPlace::Profile)
}

/// The request that a draft becomes, or about which its answer is.
fn place_of_draft(replica: &Replica, key: &DraftKey) -> OutboxPlace {
    let becomes = replica.college.case_of(&key.form, &key.subject).map(|(case, _)| case);
    let case = becomes.or_else(|| answered(replica, key).cloned());
    case.map_or(OutboxPlace::Services, |case| OutboxPlace::Case { case: case.to_string() })
}

/// The case about which an answer is written in this draft.
fn answered<'r>(replica: &'r Replica, key: &DraftKey) -> Option<&'r CaseId> {
    let is_of = |case: &&Case| {
        let mut answers = (1..=case.progress.asked.len()).map(|question| case.id().answer(question));
        answers.any(|answer| replica.draft_key(&answer).as_ref() == Some(key))
    };
    replica.record.cases.iter().find(is_of).map(Case::id)
}

/// Whether the College takes nothing of this draft for now.
fn is_held(replica: &Replica, draft: &OpenDraft) -> bool {
    replica.held.contains_key(&draft.key.id())
}

/// What of a draft has not been sent.
fn answers_of(texts: &Texts, replica: &Replica, draft: &OpenDraft, now: Micros) -> OutboxItem {
    let at = draft.unsent_edits().map(|edit| edit.at).max().unwrap_or(now);
    let arguments = [
        ("form", draft.form.title(texts.language().tag()).to_owned()),
        ("subject", draft.key.subject.clone()),
    ];
    let answered = answered(replica, &draft.key);
    let title = match answered.map(|case| portal_record::words::case(texts, &replica.college, case)) {
        Some(what) => texts.format("outbox-answer-written", &[("what", what)]),
        None => texts.format("outbox-answers", &arguments),
    };
    let held = replica.held.get(&draft.key.id());
    OutboxItem {
        id: draft.key.id().0.to_string(),
        title,
        at: moment(texts, at, now),
        state: if held.is_some() { OutboxState::NeedsAttention } else { waiting(replica) },
        reason: held.map(|code| match draft.unsent() {
            0 => texts.get("outbox-held-fetched"),
            _ => said(texts, "outbox-held", code.as_deref()),
        }),
        entered: None,
        place: place_of_draft(replica, &draft.key),
        can_dismiss: false,
    }
}

/// What has not been sent of a draft that this version cannot open; what only a newer one can send waits for that.
fn answers_unopened(
    texts: &Texts,
    replica: &Replica,
    draft: DraftId,
    kept: &Unopened,
    now: Micros,
) -> OutboxItem {
    let unsent = kept.unsent_edits();
    let newer = (unsent.len() < kept.unsent()).then(|| texts.get("outbox-held-newer"));
    let held = replica.held.get(&draft).map(|code| said(texts, "outbox-held", code.as_deref()));
    let reason = held.or(newer);
    OutboxItem {
        id: draft.0.to_string(),
        title: texts.format("outbox-answers-unopened", &[("subject", kept.key.subject.clone())]),
        at: moment(texts, unsent.iter().map(|edit| edit.at).max().unwrap_or(now), now),
        state: if reason.is_some() { OutboxState::NeedsAttention } else { waiting(replica) },
        reason,
        entered: None,
        place: place_of_draft(replica, &kept.key),
        can_dismiss: false,
    }
}

/// A draft that was begun on another device, and of which the College gives nothing out for now.
fn answers_elsewhere(texts: &Texts, replica: &Replica, draft: DraftId, now: Micros) -> OutboxItem {
    OutboxItem {
        id: draft.0.to_string(),
        title: texts.get("outbox-answers-elsewhere"),
        at: moment(texts, replica.college_at.unwrap_or(now), now),
        state: OutboxState::NeedsAttention,
        reason: Some(texts.get("outbox-held-fetched")),
        entered: None,
        place: OutboxPlace::Services,
        can_dismiss: false,
    }
}

/// An answer that the College did not take: the question, why, what was entered, and the way to the question.
fn answer(
    texts: &Texts,
    replica: &Replica,
    draft: &OpenDraft,
    RefusedAnswer { edit, code }: &RefusedAnswer,
    now: Micros,
) -> OutboxItem {
    let case = replica.college.case_of(&draft.key.form, &draft.key.subject);
    let item = draft.form.item(&edit.path.link_id);
    let entered = match (&edit.change, item) {
        (portal_forms::Change::Answer(values), Some(item)) => words::answer(texts, item, values).join(", "),
        _ => String::new(),
    };
    let asked = item.zip(case).filter(|_| code != DRAFT_FILED);
    let place = asked.map(|(item, (case, _))| OutboxPlace::Question {
        draft: case.to_string(),
        section: problems::section_of(&draft.form, item),
        path: section::is_asked(draft, &edit.path).then(|| edit.path.to_string()),
    });
    OutboxItem {
        id: edit.id.0.to_string(),
        title: item.map_or_else(
            || draft.form.title(texts.language().tag()).to_owned(),
            |item| problems::title(texts, &draft.form, item),
        ),
        at: moment(texts, edit.at, now),
        state: OutboxState::NeedsAttention,
        reason: Some(said(texts, "outbox-answer-refused", Some(code))),
        entered: (!entered.is_empty()).then(|| beginning(&entered)),
        place: place.unwrap_or_else(|| place_of_draft(replica, &draft.key)),
        can_dismiss: true,
    }
}

/// The sentence for a code, or the one for any other.
fn said(texts: &Texts, id: &str, code: Option<&str>) -> String {
    let special = code.map(|code| format!("{id}-{code}")).filter(|special| texts.has(special));
    texts.get(special.as_deref().unwrap_or(id))
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(ENTERED_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn command(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    row: &OutboxRow,
    now: Micros,
) -> Option<OutboxItem> {
    let is_unread = replica.unread_answers.contains(&row.envelope.id);
    let (state, reason) = match &row.state {
        CommandState::Waiting { .. } if is_unread => {
            (OutboxState::NeedsAttention, Some(texts.get("outbox-answer-unread")))
        }
        CommandState::Waiting { .. } => match refused_by_now(predicted, row) {
            Some(rejection) => (OutboxState::NeedsAttention, Some(rejection.sentence(texts))),
            None => (waiting(replica), None),
        },
        CommandState::NeedsAttention { .. } => (OutboxState::NeedsAttention, Some(refusal(texts, row))),
        CommandState::Accepted { .. }
        | CommandState::Superseded { .. }
        | CommandState::Withdrawn
        | CommandState::Dismissed { .. } => return None,
    };
    Some(OutboxItem {
        id: row.envelope.id.0.to_string(),
        title: title_of(texts, replica, predicted, row),
        at: moment(texts, row.envelope.claimed_at, now),
        state,
        reason,
        entered: None,
        place: place_of(&row.envelope.command),
        can_dismiss: matches!(row.state, CommandState::NeedsAttention { .. }),
    })
}

fn title_of(texts: &Texts, replica: &Replica, predicted: &Predicted, row: &OutboxRow) -> String {
    let day = eastern_day(row.envelope.claimed_at);
    title(texts, &row.envelope.command, &predicted.record, &replica.college, day)
}

/// Where a command is given anew.
fn place_of(command: &Command) -> OutboxPlace {
    match command {
        Command::File(File { case, .. }) | Command::Case { case, .. } => {
            OutboxPlace::Case { case: case.to_string() }
        }
        Command::SendDocuments(_) => OutboxPlace::Documents,
        _ => OutboxPlace::Profile,
    }
}

fn waiting(replica: &Replica) -> OutboxState {
    if replica.phase == Phase::Busy { OutboxState::Sending } else { OutboxState::Waiting }
}

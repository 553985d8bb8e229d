//! What waits to be sent, and what was refused.

use portal_forms::Micros;
use portal_record::eastern_day;
use portal_texts::Texts;
use portal_wire::window::{OutboxItem, OutboxState};

use super::words::moment;
use crate::desk::{Desk, Predicted};
use crate::profile::{refused_by_now, titles::title};
use crate::store::outbox::{OutboxRow, Standing};
use crate::sync::Phase;

/// In the order of sending: the answers of each draft, then the commands that follow from them.
pub(crate) fn outbox(desk: &Desk, now: Micros) -> Vec<OutboxItem> {
    let predicted = desk.predicted(now);
    let commands = desk.outbox.iter().filter_map(|row| command(desk, &predicted, row, now));
    let answers = desk.drafts.values().filter(|draft| draft.unsent() > 0).map(|draft| {
        let at = draft.unsent_edits().map(|edit| edit.at).max().unwrap_or(now);
        let arguments = [
            ("form", draft.form.title(super::words::LANGUAGE).to_owned()),
            ("subject", draft.key.subject.clone()),
        ];
        OutboxItem {
            id: draft.key.id().0.to_string(),
            title: Texts::english().format("outbox-answers", &arguments),
            at: moment(at, now),
            state: waiting(desk),
            reason: None,
        }
    });
    answers.chain(commands).collect()
}

fn command(desk: &Desk, predicted: &Predicted, row: &OutboxRow, now: Micros) -> Option<OutboxItem> {
    let (state, reason) = match &row.standing {
        Standing::Waiting { .. } => match refused_by_now(predicted, row) {
            Some(rejection) => (OutboxState::NeedsAttention, Some(rejection.sentence())),
            None => (waiting(desk), None),
        },
        Standing::NeedsAttention { sentence, .. } => (OutboxState::NeedsAttention, Some(sentence.clone())),
        Standing::Accepted { .. }
        | Standing::Superseded { .. }
        | Standing::Withdrawn
        | Standing::Dismissed { .. } => return None,
    };
    Some(OutboxItem {
        id: row.envelope.id.0.to_string(),
        title: title(
            &row.envelope.command,
            &predicted.record,
            &desk.college,
            eastern_day(row.envelope.claimed_at),
        ),
        at: moment(row.envelope.claimed_at, now),
        state,
        reason,
    })
}

fn waiting(desk: &Desk) -> OutboxState {
    if desk.phase == Phase::Busy { OutboxState::Sending } else { OutboxState::Waiting }
}

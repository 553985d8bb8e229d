//! The changes that the person made on this computer and that are, or lately were, on their way: what each is called and how it
//! stands, in words.

use portal_forms::Micros;
use portal_ipc::{Change, ChangeState, ProfileEdit, ProfilePage};
use portal_record::{Command, CommandId, EntryId, Rejection, eastern_day};
use portal_texts::Texts;

use super::meanwhile;
use super::titles;
use crate::clock::{moment, timestamp};
use crate::failure::refusal;
use crate::replica::{Predicted, Replica};
use crate::store::outbox::{CommandState, OutboxRow};
use crate::sync::Phase;

/// For how long a change that arrived is still told.
const ARRIVED_SHOWN_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// A change with the command that makes it.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// What was asked for.
    pub(crate) command: Command,
    /// The page that it belongs to.
    pub(crate) page: ProfilePage,
    /// As it is shown.
    pub(crate) change: Change,
}

impl Made {
    /// Whether it makes or names this entry.
    pub(crate) fn is_about(&self, id: EntryId) -> bool {
        self.command.creates() == Some(id) || self.command.names() == Some(id)
    }

    /// Whether it is on its way or has arrived: what it says is in the record that is shown.
    pub(crate) fn stands(&self) -> bool {
        self.change.state != ChangeState::NeedsAttention
    }
}

/// How the change stands that this command makes; none when it is no longer told.
pub(crate) fn change_made_by(texts: &Texts, replica: &Replica, id: CommandId, now: Micros) -> Option<Change> {
    let row = replica.outbox.iter().find(|row| row.envelope.id == id)?;
    change(texts, replica, &replica.predicted(now), row, now)
}

/// The sendings of documents that are to be shown, newest first.
pub(crate) fn sendings(texts: &Texts, replica: &Replica, predicted: &Predicted, now: Micros) -> Vec<Change> {
    let sendings = replica.outbox.iter().rev();
    let sendings = sendings.filter(|row| matches!(*row.envelope.command, Command::SendDocuments(_)));
    sendings.filter_map(|row| change(texts, replica, predicted, row, now)).collect()
}

/// Every change of the profile to be shown, newest first.
pub(crate) fn changes(texts: &Texts, replica: &Replica, predicted: &Predicted, now: Micros) -> Vec<Made> {
    let rows = replica.outbox.iter().rev();
    rows.filter_map(|row| {
        let page = titles::page(&row.envelope.command)?;
        let change = change(texts, replica, predicted, row, now)?;
        Some(Made { command: Command::clone(&row.envelope.command), page, change })
    })
    .collect()
}

/// How one command stands; none when it is no longer told.
fn change(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    row: &OutboxRow,
    now: Micros,
) -> Option<Change> {
    let (state, sentence) = match &row.state {
        CommandState::Waiting { attempted } => waiting(texts, replica, predicted, row, *attempted),
        CommandState::Accepted { reply } => {
            if now.0 - reply.received_at.0 > ARRIVED_SHOWN_MICROS {
                return None;
            }
            (ChangeState::AtCollege, arrived(texts, predicted, row, reply.received_at, now))
        }
        CommandState::NeedsAttention { code, .. } => {
            let command = &row.envelope.command;
            let both = meanwhile::sentence(texts, code, command, &replica.record, &replica.college);
            let both = both.map(|what| texts.format("profile-changed-refused", &[("what", what)]));
            (ChangeState::NeedsAttention, both.unwrap_or_else(|| refusal(texts, row)))
        }
        CommandState::Superseded { .. } | CommandState::Withdrawn | CommandState::Dismissed { .. } => {
            return None;
        }
    };
    let attention = state == ChangeState::NeedsAttention;
    Some(Change {
        id: row.envelope.id.0.to_string(),
        title: titles::title(
            texts,
            &row.envelope.command,
            &predicted.record,
            &replica.college,
            eastern_day(row.envelope.claimed_at),
        ),
        made_at: moment(texts, row.envelope.claimed_at, now),
        state,
        sentence,
        can_withdraw: replica.can_withdraw(row),
        can_dismiss: matches!(row.state, CommandState::NeedsAttention { .. }),
        again: row.typed.as_deref().filter(|_| attention).and_then(as_typed),
    })
}

fn waiting(
    texts: &Texts,
    replica: &Replica,
    predicted: &Predicted,
    row: &OutboxRow,
    attempted: bool,
) -> (ChangeState, String) {
    if replica.unread_answers.contains(&row.envelope.id) {
        return (ChangeState::NeedsAttention, texts.get("outbox-answer-unread"));
    }
    if let Some(rejection) = refused_by_now(predicted, row) {
        let why = meanwhile::sentence(
            texts,
            &rejection.code(),
            &row.envelope.command,
            &predicted.record,
            &replica.college,
        );
        let why = [("why", why.unwrap_or_else(|| rejection.sentence(texts)))];
        return (ChangeState::NeedsAttention, texts.format("profile-change-will-be-refused", &why));
    }
    let (state, id) = match (replica.phase, attempted) {
        (Phase::SignInNeeded, _) => (ChangeState::Waiting, "profile-change-sign-in"),
        (Phase::UpdateNeeded, _) => (ChangeState::Waiting, "profile-change-update"),
        (Phase::Busy, true) => (ChangeState::Sending, "profile-change-sending"),
        (_, true) => (ChangeState::Waiting, "profile-change-sent"),
        _ if !replica.is_connected() => (ChangeState::Waiting, "profile-change-offline"),
        (_, false) => (ChangeState::Waiting, "profile-change-waiting"),
    };
    (state, texts.get(id))
}

/// Why the College will refuse a command that the rules allowed when it was given, and that was never sent: its day has come while
/// there was no connection, or another device was first. Of one that was sent only the College can tell.
pub(crate) fn refused_by_now<'p>(predicted: &'p Predicted, row: &OutboxRow) -> Option<&'p Rejection> {
    if row.state != (CommandState::Waiting { attempted: false }) {
        return None;
    }
    let pending = predicted.pending.iter().find(|pending| pending.command == row.envelope.id)?;
    // What is so already needs nobody's attention.
    pending.result.as_ref().err().filter(|rejection| !rejection.is_met())
}

/// `At the College since 2:03 p.m. EDT`; of documents, where it mails them.
fn arrived(texts: &Texts, predicted: &Predicted, row: &OutboxRow, at: Micros, now: Micros) -> String {
    let today = eastern_day(at) == eastern_day(now);
    let when = if today { texts.clock_eastern(timestamp(at)) } else { texts.instant_eastern(timestamp(at)) };
    let mut sendings = predicted.record.sendings.iter();
    match sendings.find(|sending| sending.recorded.command == Some(row.envelope.id)) {
        Some(sending) => {
            let address = sending.asked.address.clone();
            texts.format("documents-sending-at-college", &[("when", when), ("address", address)])
        }
        None => texts.format("profile-change-at-college", &[("when", when)]),
    }
}

/// An edit as the outbox keeps it, so that its form can open with it again.
pub(crate) fn kept_as_typed(edit: &ProfileEdit) -> Option<String> {
    serde_json::to_string(edit).ok()
}

/// What was kept; none where another version of the application kept what this one has no form for.
fn as_typed(kept: &str) -> Option<ProfileEdit> {
    serde_json::from_str(kept).ok()
}

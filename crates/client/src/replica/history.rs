//! The College has another history than what is here: its record takes the place of the one that is here, of which the file is
//! copied first, and what it lacks is sent again. What that was is kept until the person has read it.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{EditId, Micros};
use portal_protocol::{CommandEnvelope, CommandReply, History};
use portal_record::{CommandId, DraftId, Event, Outcome, Record, Verbatim};

use super::{DismissError, News, Replica, Scope};
use crate::drafts::{OpenDraft, Unopened};
use crate::store::meta::Value;
use crate::store::outbox::{CommandState, OutboxRow};
use crate::store::{Regained, StoreError, Write};
use crate::sync::{EditsPage, Input};

impl Replica {
    /// Takes the College's record for the one that is here, and has sent again what it lacks.
    pub(super) async fn take_other_record(
        &mut self,
        events: Vec<Verbatim<Event>>,
        history: Option<History>,
        now: Micros,
    ) -> Result<News, StoreError> {
        let common = self.events.iter().zip(&events).take_while(|(here, there)| here == there).count();
        let caused: BTreeSet<CommandId> = events.iter().filter_map(|event| event.command).collect();
        let again = self.lost_commands(common, &caused);
        let regained = self.regained_anew(&again, &events, common, now);
        if common < self.events.len() {
            self.file.lock().await.keep_copy().await?;
        }
        let state = CommandState::Waiting { attempted: true };
        let mut writes = vec![
            Write::ReplaceEvents(events.clone()),
            Write::Set(Value::History(history.clone())),
            Write::Set(Value::SignedAt(0)),
            Write::Set(Value::Held(BTreeMap::new())),
            Write::Set(Value::Regained(regained.clone())),
        ];
        let said_anew = self.said_anew(&again, common);
        writes.extend(said_anew.iter().cloned().map(Write::Readdress));
        let settled = again.iter().map(|row| row.envelope.id);
        writes.extend(settled.map(|command| Write::Settle { command, state: state.clone() }));
        writes.extend(self.drafts.keys().chain(self.unopened.keys()).map(|draft| self.offering(*draft)));
        self.keep(writes).await?;
        again.iter().for_each(|row| self.set_state(row.envelope.id, state.clone()));
        for envelope in said_anew {
            if let Some(row) = self.outbox.iter_mut().find(|row| row.envelope.id == envelope.id) {
                row.envelope = envelope;
            }
        }
        self.drafts.values_mut().for_each(OpenDraft::offer_again);
        self.unopened.values_mut().for_each(Unopened::offer_again);
        (self.record, self.caused, self.events) = (Record::replay(&events), caused, events);
        (self.history, self.regained) = (history, regained);
        (self.signed_at, self.signed_asked, self.opened) = (0, None, None);
        self.held.clear();
        self.refresh(now);
        let inputs = vec![self.to_engine(), Input::Watch(self.awaits_payment())];
        Ok(News { changed: Some(Scope::Record), inputs })
    }

    /// Has all edits of a draft sent again.
    pub(super) async fn take_other_draft(&mut self, draft: DraftId) -> Result<News, StoreError> {
        self.keep(vec![self.offering(draft)]).await?;
        if let Some(open) = self.drafts.get_mut(&draft) {
            open.offer_again();
        }
        if let Some(unopened) = self.unopened.get_mut(&draft) {
            unopened.offer_again();
        }
        Ok(News { changed: None, inputs: vec![self.to_engine()] })
    }

    /// What had to be sent again, once this page of a draft is here.
    pub(super) fn regained_with(&self, draft: DraftId, page: &EditsPage, now: Micros) -> Option<Regained> {
        let draft = self.drafts.get(&draft)?;
        let known = page.edits.iter().filter_map(|numbered| numbered.edit.known());
        let edits: Vec<EditId> = known.filter(|edit| draft.is_regained(edit)).map(|edit| edit.id).collect();
        let later = Regained { found: now, edits, ..Regained::default() };
        let before = self.regained.clone().unwrap_or_default();
        (!later.is_empty()).then(|| before.with(later))
    }

    /// Commands that the College accepted, and whose events are not in its record, all of which is here: it lost them before they
    /// came. They are sent again, once.
    pub(super) async fn take_up_lost(&mut self, now: Micros) -> Result<Vec<Input>, StoreError> {
        let is_lost = |row: &&OutboxRow| {
            let CommandState::Accepted { reply } = &row.state else { return false };
            let id = &row.envelope.id;
            matches!(reply.outcome, Outcome::Accepted { first, last } if first <= last)
                && !self.caused.contains(id)
                && !self.asked_again.contains(id)
        };
        let lost: Vec<OutboxRow> = self.outbox.iter().filter(is_lost).cloned().collect();
        if lost.is_empty() {
            return Ok(Vec::new());
        }
        let state = CommandState::Waiting { attempted: true };
        let commands: Vec<CommandId> = lost.iter().map(|row| row.envelope.id).collect();
        let found = Regained { found: now, commands: commands.clone(), ..Regained::default() };
        let regained = Some(self.regained.clone().unwrap_or_default().with(found));
        let settled =
            commands.iter().map(|command| Write::Settle { command: *command, state: state.clone() });
        let noted = Write::Set(Value::Regained(regained.clone()));
        self.keep(settled.chain([noted]).collect()).await?;
        self.regained = regained;
        for command in commands {
            self.set_state(command, state.clone());
            self.asked_again.insert(command);
        }
        Ok(lost
            .into_iter()
            .map(|row| Input::Submitted { envelope: row.envelope, draft: row.draft })
            .collect())
    }

    /// Commands that the College refused to be sent again, and whose events are in its record, all of which is here: it had
    /// taken them before, and its answer was lost. Nobody needs to do them anew.
    pub(super) async fn take_up_accepted(&mut self) -> Result<Vec<Input>, StoreError> {
        let is_refused = |row: &&OutboxRow| matches!(row.state, CommandState::NeedsAttention { .. });
        let refused = self.outbox.iter().filter(is_refused).map(|row| row.envelope.id);
        let accepted: Vec<CommandReply> =
            refused.filter_map(|command| self.reply_by_events(command)).collect();
        if accepted.is_empty() {
            return Ok(Vec::new());
        }
        let state = |reply: &CommandReply| CommandState::Accepted { reply: reply.clone().into() };
        let settled = accepted.iter();
        let settled = settled.map(|reply| Write::Settle { command: reply.id, state: state(reply) });
        self.keep(settled.collect()).await?;
        accepted.iter().for_each(|reply| self.set_state(reply.id, state(reply)));
        Ok(accepted.iter().map(|reply| Input::Dismissed(reply.id)).collect())
    }

    /// What the College must have answered to a command of which events are here.
    fn reply_by_events(&self, command: CommandId) -> Option<CommandReply> {
        self.caused.get(&command)?;
        let mut caused = self.events.iter().filter(|event| event.command == Some(command));
        let first = caused.next()?;
        let last = caused.next_back().unwrap_or(first).version;
        let outcome = Outcome::Accepted { first: first.version, last };
        Some(CommandReply { id: command, received_at: first.received_at, outcome, receipt: None })
    }

    /// Puts away what was said of it.
    ///
    /// # Errors
    /// [`DismissError`]; nothing was changed.
    pub async fn dismiss_regained(&mut self) -> Result<(), DismissError> {
        if self.regained.is_none() {
            return Err(DismissError::NotRefused);
        }
        self.keep(vec![Write::Set(Value::Regained(None))]).await?;
        self.regained = None;
        Ok(())
    }

    /// Commands that the College accepted and no longer has, after what is common of both records; and those that were taken back
    /// here and that it has all the same.
    fn lost_commands(&self, common: usize, caused: &BTreeSet<CommandId>) -> Vec<OutboxRow> {
        let is_to_go = |row: &&OutboxRow| match &row.state {
            CommandState::Accepted { reply } => match reply.outcome {
                Outcome::Accepted { first, .. } => {
                    first > common as u64 && !caused.contains(&row.envelope.id)
                }
                Outcome::Rejected { .. } | Outcome::Unknown(_) => false,
            },
            CommandState::Withdrawn => caused.contains(&row.envelope.id),
            _ => false,
        };
        self.outbox.iter().filter(is_to_go).cloned().collect()
    }

    /// What is to go to the College after what is common of both records was given in another history: of the one that is there now
    /// the person has seen no more than that, what came from here before, and what a command brought there again.
    fn said_anew(&self, again: &[OutboxRow], common: usize) -> Vec<Verbatim<CommandEnvelope>> {
        let is_again = |row: &OutboxRow| again.iter().any(|known| known.envelope.id == row.envelope.id);
        let (common, lost) = (common as u64, self.events.iter().skip(common));
        let mut before = Vec::new();
        let mut said_anew = Vec::new();
        for row in &self.outbox {
            if !is_again(row) && !matches!(row.state, CommandState::Waiting { .. }) {
                continue;
            }
            let CommandEnvelope { id, command, seen, .. } = &*row.envelope;
            let mut seen = seen.clone().unwrap_or_default();
            let version = command.version_seen().unwrap_or(0);
            seen.until = Some(seen.until.unwrap_or(common).min(common));
            let shown = lost.clone().filter(|event| event.version <= version);
            seen.commands.extend(shown.filter_map(|event| event.command));
            seen.commands.extend_from_slice(&before);
            seen.commands.sort_unstable();
            seen.commands.dedup();
            before.push(*id);
            said_anew.push(CommandEnvelope { seen: Some(seen), ..row.envelope.clone().into_value() }.into());
        }
        said_anew
    }

    /// What is to be told of it, with what was told before and is not read yet.
    fn regained_anew(
        &self,
        again: &[OutboxRow],
        events: &[Verbatim<Event>],
        common: usize,
        now: Micros,
    ) -> Option<Regained> {
        let commands = again.iter().map(|row| row.envelope.id).filter(|id| self.caused.contains(id));
        let is_there = |lost: &Event| {
            let mut since = events.iter().skip(common);
            since.any(|event| lost.body == event.body && lost.command == event.command)
        };
        let is_own = |lost: &Event| lost.command.is_some_and(|command| self.row(command).is_some());
        let others = self.events.iter().skip(common).filter(|lost| !is_own(lost) && !is_there(lost));
        let (commands, others) = (commands.collect(), others.count() as u64);
        let found = Regained { found: now, commands, others, ..Regained::default() };
        let before = self.regained.clone();
        if found.is_empty() { before } else { Some(before.unwrap_or_default().with(found)) }
    }

    fn offering(&self, draft: DraftId) -> Write {
        let open = self.drafts.get(&draft).into_iter().flat_map(|open| open.draft.edits());
        let unopened = self.unopened.get(&draft).into_iter().flat_map(Unopened::ids);
        Write::OfferAgain { draft, edits: open.map(|edit| edit.id).chain(unopened).collect() }
    }

    pub(super) fn to_engine(&self) -> Input {
        Input::Restored(Box::new(self.restored()))
    }
}

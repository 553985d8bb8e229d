//! Taking in what the College sent: into the file first, then into memory.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{EditId, Micros};
use portal_protocol::{AnyEdit, CommandReply, DeviceList, History, Problem, Signed};
use portal_record::{CommandId, DraftId, DraftKey, Event, Verbatim, eastern_day, ledger::InvoiceState};

use super::{Replica, UNREADABLE};
use crate::drafts::{COUNTER_REUSED, Unopened};
use crate::store::drafts::DraftRow;
use crate::store::meta::Value;
use crate::store::outbox::{CommandState, OutboxRow};
use crate::store::{StoreError, Write};
use crate::sync::{EditsPage, Input, Persist, Unread};

/// How often the file is told that all is in step.
const IN_STEP_KEPT_EVERY_MICROS: i64 = 60 * 1_000_000;

/// What changed for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The record: filing, payment, profile.
    Record,
    /// Answers that came from another device.
    Draft,
}

/// What follows from what was taken in.
#[derive(Debug, Default, PartialEq)]
pub struct News {
    /// What changed for the person, if anything did.
    pub changed: Option<Scope>,
    /// What the sync engine must hear, in this order, before anything else.
    pub inputs: Vec<Input>,
}

impl From<Option<Scope>> for News {
    fn from(changed: Option<Scope>) -> News {
        News { changed, inputs: Vec::new() }
    }
}

impl Replica {
    /// Makes it durable and says what follows.
    ///
    /// # Errors
    /// The file does not take it: nothing was changed, and the engine must begin anew from [`Replica::restored`].
    pub async fn take_in(&mut self, persist: Persist, now: Micros) -> Result<News, StoreError> {
        match persist {
            Persist::Events { events, history } => self.take_events(events, history, now).await,
            Persist::OtherRecord { events, history } => self.take_other_record(events, history, now).await,
            Persist::Stream(page) => Ok(self.take_stream(page).await?.into()),
            Persist::OtherStream(whole) => self.take_other_stream(whole, now).await,
            Persist::OtherDraft(draft) => self.take_other_draft(draft).await,
            Persist::Edits { key, page } => {
                let (draft, mut page) = (key.id(), page);
                let reused = page.refused.extract_if(.., |refused| refused.code == COUNTER_REUSED);
                let reused: BTreeSet<EditId> = reused.map(|refused| refused.id).collect();
                let changed = self.take_edits(key, page, now).await?;
                if reused.is_empty() {
                    return Ok(changed.into());
                }
                let inputs = self.make_anew(draft, &reused, now).await?;
                Ok(News { changed: Some(Scope::Draft), inputs })
            }
            Persist::DraftHeld { draft, problem } => {
                Ok(self.hold(draft, problem.map(|problem| problem.code)).await?.into())
            }
            Persist::Unread(Unread::Draft(draft)) => {
                Ok(self.hold(draft, Some(UNREADABLE.to_owned())).await?.into())
            }
            Persist::Unread(Unread::Command(command)) => {
                let is_news = self.unread_answers.insert(command);
                Ok(is_news.then_some(Scope::Record).into())
            }
            Persist::Devices(list) => Ok(self.take_devices(list).await?.into()),
            Persist::Sending(command) => self.mark_sending(command).await,
            Persist::Outcome(reply) => self.take_outcome(reply, now).await,
            Persist::Refused { command, problem } => Ok(self.take_refusal(command, problem).await?.into()),
            Persist::Signed { signed, at } => Ok(self.take_signed(signed, at).await?.into()),
            Persist::ReceiptKeys(keys) => Ok(self.take_keys(&keys).await?.into()),
            Persist::InStep => {
                self.in_step(now).await;
                let again = [self.take_up_lost(now).await?, self.take_up_accepted().await?].concat();
                let migrated = self.migrate(now).await;
                let changed = match (again.is_empty(), migrated.is_empty()) {
                    (false, _) => Some(Scope::Record),
                    (true, false) => Some(Scope::Draft),
                    (true, true) => None,
                };
                let mut inputs = [again, migrated].concat();
                inputs.extend(self.ask_for_credentials(now));
                Ok(News { changed, inputs })
            }
        }
    }

    /// Whether a payment is under way, so that the record is looked at often.
    pub fn awaits_payment(&self) -> bool {
        let under_way = |state: &InvoiceState| {
            matches!(state, InvoiceState::Open { .. } | InvoiceState::Uncertain { .. })
        };
        self.record.ledger.invoices.values().any(|invoice| under_way(&invoice.state))
    }

    /// Only information: it is not written at every look, and a full disk is no reason to begin anew.
    async fn in_step(&mut self, now: Micros) {
        if self.college_kept_at.is_none_or(|kept| now.0 - kept.0 >= IN_STEP_KEPT_EVERY_MICROS) {
            match self.keep(vec![Write::Set(Value::CollegeAt(now))]).await {
                Ok(()) => self.college_kept_at = Some(now),
                Err(error) => tracing::warn!(%error, "when the College was last reached is not kept"),
            }
        }
        self.college_at = Some(now);
    }

    async fn take_events(
        &mut self,
        events: Vec<Verbatim<Event>>,
        history: Option<History>,
        now: Micros,
    ) -> Result<News, StoreError> {
        // Only what follows on what is here, whatever else came with it.
        let known = self.record.version;
        let newer = events.into_iter().filter(|event| event.version > known);
        let next: Vec<Verbatim<Event>> = newer
            .zip(known + 1..)
            .take_while(|(event, at)| event.version == *at)
            .map(|(event, _)| event)
            .collect();
        let revived = self.revived(&next);
        let state = CommandState::Waiting { attempted: true };
        let place = [Write::Set(Value::History(history.clone()))];
        let events = next.iter().cloned().map(Write::Event);
        let settled =
            revived.iter().map(|row| Write::Settle { command: row.envelope.id, state: state.clone() });
        self.keep(events.chain(place).chain(settled).collect()).await?;
        self.history = history;
        let changed = (!next.is_empty()).then_some(Scope::Record);
        for event in next {
            self.record.apply(&event);
            self.caused.extend(event.command);
            self.events.push(event);
        }
        self.refresh(now);
        let mut inputs = vec![Input::Watch(self.awaits_payment())];
        for OutboxRow { envelope, draft, .. } in revived {
            self.set_state(envelope.id, state.clone());
            inputs.push(Input::Submitted { envelope, draft });
        }
        Ok(News { changed, inputs })
    }

    /// Commands that were taken back here, and that the College has all the same: this file was copied before they were
    /// sent. They are asked for again, so that their outcome is known.
    pub(super) fn revived(&self, events: &[Verbatim<Event>]) -> Vec<OutboxRow> {
        let known = |row: &&OutboxRow| events.iter().any(|event| event.command == Some(row.envelope.id));
        let withdrawn = self.outbox.iter().filter(|row| matches!(row.state, CommandState::Withdrawn));
        withdrawn.filter(known).cloned().collect()
    }

    async fn take_edits(
        &mut self,
        key: DraftKey,
        page: EditsPage,
        now: Micros,
    ) -> Result<Option<Scope>, StoreError> {
        let id = key.id();
        let last = page.edits.last().map_or(0, |edit| edit.sequence);
        let is_more = last > 0 && page.sequence > last;
        let row = DraftRow { key, form_version: page.form_version.clone(), sequence: 0, history: None };
        let regained = self.regained_with(id, &page, now);
        let noted = regained.iter().cloned().map(|regained| Write::Set(Value::Regained(Some(regained))));
        self.keep(writes(&row, &page, last).into_iter().chain(noted).collect()).await?;
        self.regained = regained.or(self.regained.take());
        if self.held.contains_key(&id) {
            let others = self.held.iter().filter(|(held, _)| **held != id);
            let others = others.map(|(draft, code)| (*draft, code.clone())).collect();
            self.keep_held(others).await?;
        }
        // A file from a backup learns here what this device made after the copy: numbers are not used twice.
        let known = page.edits.iter().filter_map(|numbered| numbered.edit.known());
        let own = known.filter(|edit| edit.device == self.device);
        self.counter = own.map(|edit| edit.counter).fold(self.counter, u64::max);
        if let Some(unopened) = self.unopened.get_mut(&id) {
            return Ok(unopened.take(&page).then_some(Scope::Draft));
        }
        if !self.drafts.contains_key(&id) {
            match self.opened(row.clone(), Vec::new(), now) {
                Ok(draft) => {
                    self.drafts.insert(id, draft);
                }
                Err(error) => {
                    // It stays in the file and opens with a version of the application that knows its form.
                    tracing::warn!(%error, "a draft of another device cannot be opened");
                    let mut unopened = Unopened::new(row, Vec::new());
                    unopened.take(&page);
                    self.unopened.insert(id, unopened);
                    return Ok(Some(Scope::Draft));
                }
            }
        }
        let is_of_newer = page.edits.iter().any(|numbered| numbered.edit.known().is_none());
        if is_of_newer {
            tracing::warn!("a draft has edits of a newer version of the application");
            if let Some(mut unopened) = self.drafts.remove(&id).map(Unopened::of) {
                unopened.take(&page);
                self.unopened.insert(id, unopened);
            }
            return Ok(Some(Scope::Draft));
        }
        let Some(draft) = self.drafts.get_mut(&id) else { return Ok(None) };
        draft.sequence = draft.sequence.max(last);
        draft.history = page.history;
        let edits = page.edits.into_iter().map(|numbered| numbered.edit.into_value());
        let news = draft.take_confirmed(edits.filter_map(AnyEdit::into_known));
        draft.leave_out(&page.refused);
        if is_more {
            draft.await_more();
            return Ok(None);
        }
        if news || draft.is_behind() || !page.refused.is_empty() {
            draft.evaluate(&self.record, &self.college, eastern_day(now));
            return Ok(Some(Scope::Draft));
        }
        Ok(None)
    }

    /// The College takes no edits of a draft for now, or none that can be read here come back.
    async fn hold(&mut self, draft: DraftId, code: Option<String>) -> Result<Option<Scope>, StoreError> {
        let mut held = self.held.clone();
        if held.insert(draft, code.clone()) == Some(code) {
            return Ok(None);
        }
        self.keep_held(held).await?;
        Ok(Some(Scope::Draft))
    }

    async fn keep_held(&mut self, held: BTreeMap<DraftId, Option<String>>) -> Result<(), StoreError> {
        self.keep(vec![Write::Set(Value::Held(held.clone()))]).await?;
        self.held = held;
        Ok(())
    }

    async fn take_devices(&mut self, list: Verbatim<DeviceList>) -> Result<Option<Scope>, StoreError> {
        self.keep(vec![Write::Set(Value::Devices(list.clone()))]).await?;
        let changed = self.devices != list.devices;
        self.devices = list.into_value().devices;
        Ok(changed.then_some(Scope::Draft))
    }

    async fn take_outcome(&mut self, reply: Verbatim<CommandReply>, now: Micros) -> Result<News, StoreError> {
        let (id, receipt) = (reply.id, reply.receipt.clone());
        let Some(state) = CommandState::after(reply) else { return Ok(News::default()) };
        let settled = Write::Settle { command: id, state: state.clone() };
        self.keep([settled].into_iter().chain(receipt.clone().map(Write::KeepReceipt)).collect()).await?;
        self.signed.keep_receipts(receipt);
        let met = matches!(state, CommandState::Dismissed { .. }).then_some(Input::Dismissed(id));
        self.set_state(id, state);
        self.unread_answers.remove(&id);
        // The form may have changed while the submission was on its way.
        let inputs = met.into_iter().chain(self.migrate(now).await).collect();
        Ok(News { changed: Some(Scope::Record), inputs })
    }

    async fn take_refusal(
        &mut self,
        command: CommandId,
        problem: Option<Problem>,
    ) -> Result<Option<Scope>, StoreError> {
        let code = problem.map_or_else(|| "refused".to_owned(), |problem| problem.code);
        self.settle(command, CommandState::refused(code)).await?;
        Ok(Some(Scope::Record))
    }

    async fn take_signed(&mut self, signed: Signed, at: u64) -> Result<Option<Scope>, StoreError> {
        let Signed { receipts, credentials } = signed;
        let news = self.signed.is_news(&receipts, &credentials);
        let kept = receipts.iter().cloned().map(Write::KeepReceipt);
        let replaced = [Write::ReplaceCredentials(credentials.clone()), Write::Set(Value::SignedAt(at))];
        self.keep(kept.chain(replaced).collect()).await?;
        self.signed_at = at;
        self.signed.keep_receipts(receipts);
        self.signed.replace_credentials(credentials);
        Ok(news.then_some(Scope::Record))
    }

    async fn take_keys(&mut self, fetched: &str) -> Result<Option<Scope>, StoreError> {
        let Some(keys) = self.signed.merged_keys(fetched) else { return Ok(None) };
        self.keep(vec![Write::Set(Value::ReceiptKeys(keys.clone()))]).await?;
        self.signed.use_keys(keys);
        Ok(Some(Scope::Record))
    }

    pub(super) fn set_state(&mut self, command: CommandId, state: CommandState) {
        if let Some(row) = self.outbox.iter_mut().find(|row| row.envelope.id == command) {
            row.state = state;
        }
    }
}

/// A page of edits, its draft perhaps begun by another device.
fn writes(row: &DraftRow, page: &EditsPage, last: u64) -> Vec<Write> {
    let draft = row.key.id();
    let confirmed = page.edits.iter().map(|numbered| Write::ConfirmEdit {
        draft,
        edit: numbered.edit.clone(),
        sequence: numbered.sequence,
    });
    let refused =
        page.refused.iter().map(|refused| Write::RefuseEdit { id: refused.id, code: refused.code.clone() });
    let advanced = Write::AdvanceDraft { draft, sequence: last, history: page.history.clone() };
    std::iter::once(Write::EnsureDraft(row.clone()))
        .chain(confirmed)
        .chain(refused)
        .chain([advanced])
        .collect()
}

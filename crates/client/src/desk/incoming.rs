//! Taking in what the College sent: into the file first, then into memory.

use portal_forms::{EditId, Micros};
use portal_record::{CommandId, DraftKey, Event, Outcome, eastern_day, ledger::InvoiceState};
use portal_texts::Texts;
use portal_wire::sync::{CommandReply, DeviceList, EditsPage, Problem};
use portal_wire::window::Changed;

use super::Desk;
use crate::failure;
use crate::store::drafts::DraftRow;
use crate::store::outbox::Standing;
use crate::store::{StoreError, drafts, edits, events, meta, outbox, receipts};
use crate::sync::Persist;

/// How often the file is told that all is in step.
const IN_STEP_KEPT_EVERY_MICROS: i64 = 60 * 1_000_000;

impl Desk {
    /// Makes it durable and says what changed for the person, if anything did.
    pub(crate) async fn take_in(
        &mut self,
        persist: Persist,
        now: Micros,
    ) -> Result<Option<Changed>, StoreError> {
        match persist {
            Persist::Events(events) => self.take_events(events, now).await,
            Persist::Edits { key, page } => self.take_edits(key, page, now).await,
            Persist::Devices(list) => self.take_devices(list).await,
            Persist::Outcome(reply) => self.take_outcome(reply, now).await,
            Persist::Refused { command, problem } => self.take_refusal(command, problem).await,
            Persist::Receipts { receipts, at } => self.take_receipts(receipts, at).await,
            Persist::ReceiptKeys(keys) => self.take_keys(&keys).await,
            Persist::InStep => {
                self.in_step(now).await;
                Ok(None)
            }
        }
    }

    /// Whether a payment is under way, so that the record is looked at often.
    pub(crate) fn awaits_payment(&self) -> bool {
        let under_way = |state: &InvoiceState| {
            matches!(state, InvoiceState::Open { .. } | InvoiceState::Uncertain { .. })
        };
        self.record.ledger.invoices.values().any(|invoice| under_way(&invoice.state))
    }

    /// Only information: it is not written at every look, and a full disk is no reason to begin anew.
    async fn in_step(&mut self, now: Micros) {
        if self.college_kept_at.is_none_or(|kept| now.0 - kept.0 >= IN_STEP_KEPT_EVERY_MICROS) {
            let kept = meta::set(self.store.lock().await.connection(), meta::Name::CollegeAt, &now).await;
            match kept {
                Ok(()) => self.college_kept_at = Some(now),
                Err(error) => tracing::warn!(%error, "when the College was last reached is not kept"),
            }
        }
        self.college_at = Some(now);
    }

    async fn take_events(&mut self, events: Vec<Event>, now: Micros) -> Result<Option<Changed>, StoreError> {
        let mut store = self.store.lock().await;
        let mut transaction = store.begin().await?;
        for event in &events {
            events::append(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        drop(store);
        for event in &events {
            if event.version == self.record.version + 1 {
                self.record.apply(event);
            }
        }
        self.refresh(now);
        Ok(Some(Changed::Record))
    }

    async fn take_edits(
        &mut self,
        key: DraftKey,
        page: EditsPage,
        now: Micros,
    ) -> Result<Option<Changed>, StoreError> {
        let id = key.id();
        let last = page.edits.last().map_or(0, |edit| edit.sequence);
        let row = DraftRow { key, form_version: page.form_version.clone(), sequence: 0 };
        let mut store = self.store.lock().await;
        let mut transaction = store.begin().await?;
        drafts::ensure(&mut transaction, &row).await?;
        for numbered in &page.edits {
            edits::confirm(&mut transaction, id, &numbered.edit, numbered.sequence).await?;
        }
        for refused in &page.refused {
            edits::refuse(&mut transaction, refused.id, &refused.code).await?;
        }
        drafts::advance(&mut transaction, id, last).await?;
        transaction.commit().await?;
        drop(store);
        if !self.drafts.contains_key(&id)
            && let Err(error) = self.open_draft(row, Vec::new(), now)
        {
            // It stays in the file and opens with a version of the application that knows its form.
            tracing::warn!(%error, "a draft of another device cannot be opened");
            self.unknown_drafts.insert(id);
            return Ok(Some(Changed::Draft));
        }
        let refused: Vec<EditId> = page.refused.iter().map(|refused| refused.id).collect();
        let Some(draft) = self.drafts.get_mut(&id) else { return Ok(None) };
        draft.sequence = draft.sequence.max(last);
        let news = draft.take_confirmed(page.edits.into_iter().map(|numbered| numbered.edit));
        draft.leave_out(&refused);
        if news || !refused.is_empty() {
            draft.evaluate(&self.record, &self.college, eastern_day(now));
            return Ok(Some(Changed::Draft));
        }
        Ok(None)
    }

    async fn take_devices(&mut self, list: DeviceList) -> Result<Option<Changed>, StoreError> {
        meta::set(self.store.lock().await.connection(), meta::Name::Devices, &list).await?;
        let changed = self.devices != list.devices;
        self.devices = list.devices;
        Ok(changed.then_some(Changed::Draft))
    }

    async fn take_outcome(
        &mut self,
        reply: CommandReply,
        now: Micros,
    ) -> Result<Option<Changed>, StoreError> {
        let standing = match &reply.outcome {
            Outcome::Accepted { .. } => Standing::Accepted { reply: reply.clone() },
            Outcome::Rejected { rejection } => Standing::NeedsAttention {
                code: failure::rejection_code(rejection),
                sentence: failure::rejection_sentence(rejection),
            },
        };
        let mut store = self.store.lock().await;
        let mut transaction = store.begin().await?;
        outbox::settle(&mut transaction, reply.id, &standing).await?;
        if let Some(receipt) = &reply.receipt {
            receipts::keep(&mut transaction, receipt).await?;
        }
        transaction.commit().await?;
        drop(store);
        self.receipts.keep(reply.receipt);
        self.stand(reply.id, standing);
        // A form that changed while the submission was on its way.
        self.migrate(now).await?;
        Ok(Some(Changed::Record))
    }

    async fn take_refusal(
        &mut self,
        command: CommandId,
        problem: Option<Problem>,
    ) -> Result<Option<Changed>, StoreError> {
        let code = problem.map_or_else(|| "refused".to_owned(), |problem| problem.code);
        let sentence = Texts::english().get("outbox-refused");
        let standing = Standing::NeedsAttention { code, sentence };
        outbox::settle(self.store.lock().await.connection(), command, &standing).await?;
        self.stand(command, standing);
        Ok(Some(Changed::Record))
    }

    async fn take_receipts(&mut self, fetched: Vec<String>, at: u64) -> Result<Option<Changed>, StoreError> {
        let news = !self.receipts.news(&fetched).is_empty();
        let mut store = self.store.lock().await;
        let mut transaction = store.begin().await?;
        for receipt in &fetched {
            receipts::keep(&mut transaction, receipt).await?;
        }
        meta::set(&mut transaction, meta::Name::ReceiptsAt, &at).await?;
        transaction.commit().await?;
        drop(store);
        self.receipts_at = at;
        self.receipts.keep(fetched);
        Ok(news.then_some(Changed::Record))
    }

    async fn take_keys(&mut self, fetched: &str) -> Result<Option<Changed>, StoreError> {
        let Some(keys) = self.receipts.merged_keys(fetched) else { return Ok(None) };
        meta::set(self.store.lock().await.connection(), meta::Name::ReceiptKeys, &keys).await?;
        self.receipts.use_keys(keys);
        Ok(Some(Changed::Record))
    }

    fn stand(&mut self, command: CommandId, standing: Standing) {
        if let Some(row) = self.outbox.iter_mut().find(|row| row.envelope.id == command) {
            row.standing = standing;
        }
    }
}

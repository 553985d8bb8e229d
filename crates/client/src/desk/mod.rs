//! What lies on the desk of the person who is signed in: the record, the drafts, the outbox and the receipts, in memory
//! and in the encrypted file at once. A change is in the file, committed, before it is in memory.
//!
//! Here: loading, answering, submitting, and taking in what the College sends. Not here: how a page shows it (`pages`),
//! when to send it (`sync`).

mod answering;
mod incoming;
mod migrating;
mod restored;
mod submitting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use portal_forms::{DeviceId, Micros};
use portal_record::{
    College, DraftId, DraftKey, InvoiceId, Record, RegistrantId, college::RenewalYear, eastern_day,
};
use portal_wire::sync::{CheckoutReply, Device, DeviceList};
use tokio::sync::Mutex;

use crate::drafts::{Forms, OpenDraft};
use crate::receipts::Receipts;
use crate::store::outbox::{OutboxRow, Standing};
use crate::store::{Store, StoreError, drafts, edits, events, meta, outbox, receipts};
use crate::sync::Phase;

pub(crate) use answering::{AnswerError, Choice};
pub(crate) use submitting::{SubmitError, filing};

/// See the module.
pub(crate) struct Desk {
    pub(crate) registrant: RegistrantId,
    pub(crate) device: DeviceId,
    pub(crate) college: Arc<College>,
    /// Confirmed events only.
    pub(crate) record: Record,
    pub(crate) drafts: BTreeMap<DraftId, OpenDraft>,
    /// Drafts whose form this version does not have: they stay in the file until the application is updated.
    pub(crate) unknown_drafts: BTreeSet<DraftId>,
    pub(crate) outbox: Vec<OutboxRow>,
    pub(crate) receipts: Receipts,
    /// The payment page that was opened last.
    pub(crate) checkout: Option<CheckoutReply>,
    /// The invoice whose payment page was opened just now, and the record's version at that moment: until the record
    /// moves, it does not say so yet.
    pub(crate) opened: Option<(InvoiceId, u64)>,
    /// What a new version of the form did to a draft.
    pub(crate) notice: Option<String>,
    /// When the last round with the College ended well.
    pub(crate) college_at: Option<Micros>,
    /// When the last answer was committed.
    pub(crate) saved_at: Option<Micros>,
    pub(crate) phase: Phase,
    /// Why signing in again did not work, while it is needed.
    pub(crate) sign_in_notice: Option<String>,
    /// The devices that are signed in, as last heard.
    pub(crate) devices: Vec<Device>,
    forms: Forms,
    store: Arc<Mutex<Store>>,
    receipts_at: u64,
    college_kept_at: Option<Micros>,
    counter: u64,
}

/// Why the desk could not be laid.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A draft's form is not known to this version of the application.
    #[error("the form {0} {1} is not known")]
    UnknownForm(String, String),
    /// The clock shows a day that no calendar has.
    #[error("the clock shows no day")]
    NoSuchDay,
}

impl DeskError {
    /// Whether the file itself is damaged, so that it must be set aside.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, DeskError::Store(StoreError::Corrupt | StoreError::Row { .. }))
    }
}

impl Desk {
    /// Everything from the file.
    pub(crate) async fn lay(
        store: Arc<Mutex<Store>>,
        registrant: RegistrantId,
        device: DeviceId,
        college: Arc<College>,
        now: Micros,
    ) -> Result<Desk, DeskError> {
        let mut guard = store.lock().await;
        let connection = guard.connection();
        let events = events::all(connection).await?;
        let draft_rows = drafts::all(connection).await?;
        let edit_rows = edits::all(connection).await?;
        let outbox = outbox::all(connection).await?;
        let kept = receipts::all(connection).await?;
        let keys: Option<String> = meta::get(connection, meta::Name::ReceiptKeys).await?;
        let receipts_at = meta::get(connection, meta::Name::ReceiptsAt).await?.unwrap_or(0);
        let checkout = meta::get(connection, meta::Name::Checkout).await?;
        let notice = meta::get(connection, meta::Name::Notice).await?;
        let devices: Option<DeviceList> = meta::get(connection, meta::Name::Devices).await?;
        let college_at = meta::get(connection, meta::Name::CollegeAt).await?;
        drop(guard);
        let own = edit_rows.iter().map(|row| &row.edit).filter(|edit| edit.device == device);
        let mut desk = Desk {
            registrant,
            device,
            record: Record::replay(&events),
            drafts: BTreeMap::new(),
            unknown_drafts: BTreeSet::new(),
            outbox,
            receipts: Receipts::new(kept, keys),
            checkout,
            opened: None,
            notice,
            college_at,
            saved_at: own.clone().map(|edit| edit.at).max(),
            phase: Phase::Busy,
            sign_in_notice: None,
            devices: devices.map(|list| list.devices).unwrap_or_default(),
            forms: Forms::default(),
            receipts_at,
            college_kept_at: college_at,
            counter: own.map(|edit| edit.counter).max().unwrap_or(0),
            college,
            store,
        };
        for row in draft_rows {
            let id = row.key.id();
            let rows = edit_rows.iter().filter(|edit| edit.draft == id).cloned();
            if let Err(error) = desk.open_draft(row, rows.collect(), now) {
                tracing::warn!(%error, "a draft cannot be opened by this version");
                desk.unknown_drafts.insert(id);
            }
        }
        desk.migrate(now).await?;
        Ok(desk)
    }

    fn open_draft(
        &mut self,
        row: drafts::DraftRow,
        rows: Vec<edits::EditRow>,
        now: Micros,
    ) -> Result<(), DeskError> {
        let form = self
            .forms
            .get(&row.key.form, &row.form_version)
            .ok_or_else(|| DeskError::UnknownForm(row.key.form.clone(), row.form_version.clone()))?;
        let id = row.key.id();
        let draft = OpenDraft::new(row, form, rows, &self.record, &self.college, eastern_day(now))
            .ok_or(DeskError::NoSuchDay)?;
        self.drafts.insert(id, draft);
        Ok(())
    }

    /// The renewal year that is shown now.
    pub(crate) fn year(&self, now: Micros) -> Option<&RenewalYear> {
        self.college.current_year(now)
    }

    /// The key of a year's survey draft.
    pub(crate) fn survey_key(&self, year: &RenewalYear) -> DraftKey {
        DraftKey { registrant: self.registrant, form: year.form.url.clone(), subject: year.year.to_string() }
    }

    /// The draft of a year's survey, if one was begun.
    pub(crate) fn survey(&self, year: &RenewalYear) -> Option<&OpenDraft> {
        self.drafts.get(&self.survey_key(year).id())
    }

    /// The last command that submits this draft, unless the person did it anew since.
    pub(crate) fn submission(&self, draft: DraftId) -> Option<&OutboxRow> {
        self.outbox
            .iter()
            .rev()
            .find(|row| row.draft == Some(draft) && !matches!(row.standing, Standing::Superseded { .. }))
    }

    /// Whether a submission is on its way, so that the draft may not change under it.
    pub(crate) fn is_locked(&self, draft: DraftId) -> bool {
        self.submission(draft).is_some_and(|row| self.is_pending(row))
    }

    /// Waiting, or accepted with events that have not been fetched yet.
    pub(crate) fn is_pending(&self, row: &OutboxRow) -> bool {
        match &row.standing {
            Standing::Waiting => true,
            Standing::Accepted { reply } => match reply.outcome {
                portal_record::Outcome::Accepted { last, .. } => last > self.record.version,
                portal_record::Outcome::Rejected { .. } => false,
            },
            Standing::NeedsAttention { .. } | Standing::Superseded { .. } => false,
        }
    }

    /// Answers and commands that have not reached the College.
    pub(crate) fn waiting(&self) -> u32 {
        let edits: usize = self.drafts.values().map(OpenDraft::unsent).sum();
        let commands = self.outbox.iter().filter(|row| matches!(row.standing, Standing::Waiting)).count();
        u32::try_from(edits + commands).unwrap_or(u32::MAX)
    }

    /// Brings what depends on the day and the record up to date.
    pub(crate) fn refresh(&mut self, now: Micros) {
        let day = eastern_day(now);
        for draft in self.drafts.values_mut() {
            draft.refresh(&self.record, &self.college, day);
        }
    }

    /// What a device is called; none when it is not known (any more).
    pub(crate) fn device_name(&self, device: DeviceId) -> Option<&str> {
        let known = self.devices.iter().find(|known| known.id == device.0)?;
        (!known.name.is_empty()).then_some(known.name.as_str())
    }

    /// The encrypted file.
    pub(crate) fn store(&self) -> Arc<Mutex<Store>> {
        Arc::clone(&self.store)
    }
}

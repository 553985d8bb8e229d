//! The replica of what the person who is signed in has at the College, and what is not there yet: the record, the drafts, the outbox and what the College
//! signed, in memory and in the account's file at once. A change is in the file, committed, before it is in memory; when the file refuses
//! it, memory stays as it was.
//!
//! Here: loading, answering, submitting, and taking in what the College sends. All that happens follows from what comes
//! in: the time, the ids and the file are given, so that a run can be repeated. Not here: how a page shows it (`pages`),
//! when to send it (`sync`).

mod answering;
mod begun;
mod certifying;
mod commanding;
mod copied;
mod history;
mod ids;
mod incoming;
mod migrating;
mod predicting;
mod refusing;
mod restored;
mod streams;
mod submitting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{DeviceId, EditId, Form, Micros};
use portal_protocol::{CheckoutReply, Device, History};
use portal_record::{
    CaseId, College, CommandId, DraftId, DraftKey, Event, InvoiceId, Record, RegistrantId, Verbatim,
    college::RenewalYear, eastern_day,
};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::clock::CollegeTime;
use crate::drafts::{Forms, OpenDraft, Unopened};
use crate::obstacle::Obstacle;
use crate::signed::Proofs;
use crate::store::drafts::DraftRow;
use crate::store::edits::EditRow;
use crate::store::meta::CarriedOver;
use crate::store::meta::Value;
use crate::store::outbox::{CommandState, OutboxRow};
use crate::store::streams::StreamRow;
use crate::store::{File, Regained, StoreError, Write};
use crate::sync::Phase;

pub use answering::{AnswerError, Changed, Choice};
pub use commanding::{CommandError, DismissError, WithdrawError};
pub use ids::Ids;
pub use incoming::{News, Scope};
use predicting::Prediction;
pub use predicting::{Pending, Predicted};
pub use submitting::{SubmitError, filing};

/// The code with which the edits of a draft are held whose answer cannot be read.
pub(crate) const UNREADABLE: &str = "unreadable";
/// What is said beside that signing in is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignInNotice {
    /// A copy of this folder is in use elsewhere: this computer is a device of its own from now on.
    OtherDevice,
    /// Why the last try did not work, in words.
    Failed(String),
}

/// What a replica is opened with.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Whose replica it is.
    pub registrant: RegistrantId,
    /// This computer.
    pub device: DeviceId,
    /// What the College publishes.
    pub college: Arc<College>,
    /// The forms that drafts are opened with.
    pub forms: Forms,
    /// Where new ids come from.
    pub ids: Ids,
}

/// See the module.
pub struct Replica {
    /// Whose replica it is.
    pub registrant: RegistrantId,
    /// This computer.
    pub device: DeviceId,
    /// What the College publishes.
    pub college: Arc<College>,
    /// Confirmed events, oldest first.
    pub events: Vec<Verbatim<Event>>,
    /// What they amount to; nothing that is only predicted.
    pub record: Record,
    /// Drafts that are open.
    pub drafts: BTreeMap<DraftId, OpenDraft>,
    /// Drafts whose form this version does not have, or edits of which it does not know: they wait until the application is updated.
    pub unopened: BTreeMap<DraftId, Unopened>,
    /// Commands in the order in which they were given, settled ones too.
    pub outbox: Vec<OutboxRow>,
    /// Commands that a newer version gave, and that this one cannot read: they stay in the file until the application is updated.
    pub(crate) unread_commands: Vec<CommandId>,
    /// Commands that the College has answered in a way that this version cannot read.
    pub(crate) unread_answers: BTreeSet<CommandId>,
    /// What the College signed.
    pub(crate) signed: Proofs,
    /// The payment page that was opened last.
    pub(crate) checkout: Option<Verbatim<CheckoutReply>>,
    /// The invoice whose payment page was opened just now, and the record's version at that moment: until the record
    /// moves, it does not say so yet.
    pub(crate) opened: Option<(InvoiceId, u64)>,
    /// What a new version of the form did to a draft, and to which; of no one where an older version said it.
    notice: Option<CarriedOver>,
    notice_of: Option<DraftId>,
    /// When the last round with the College ended well.
    pub(crate) college_at: Option<Micros>,
    /// When the last answer or command was committed.
    pub(crate) saved_at: Option<Micros>,
    /// What sync is doing.
    pub phase: Phase,
    /// What is said beside that signing in again is needed.
    pub(crate) sign_in_notice: Option<SignInNotice>,
    /// Drafts of which the College takes no edits for now, with the code of the reason.
    pub(crate) held: BTreeMap<DraftId, Option<String>>,
    /// The devices that are signed in, as last heard.
    pub(crate) devices: Vec<Device>,
    /// Other streams that the person is a member of, by the names that the College has for them.
    streams: BTreeMap<String, StreamRow>,
    forms: Forms,
    ids: Ids,
    file: Arc<Mutex<dyn File>>,
    /// What the College told with the last event.
    history: Option<History>,
    /// What had to go to the College again, until it is read.
    pub(crate) regained: Option<Regained>,
    /// Commands that confirmed events came from.
    caused: BTreeSet<CommandId>,
    /// Commands whose events never came, and that were asked for again.
    asked_again: BTreeSet<CommandId>,
    prediction: Prediction,
    refusals_read: BTreeSet<EditId>,
    college_time: Option<CollegeTime>,
    signed_at: u64,
    /// The day and the record for which credentials were asked for again.
    signed_asked: Option<(Date, u64)>,
    college_kept_at: Option<Micros>,
    counter: u64,
}

/// Why the replica could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaError {
    /// The file cannot be read, or takes no more.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A draft's form is not known to this version of the application.
    #[error("the form {0} {1} is not known")]
    UnknownForm(String, String),
    /// A newer version of the application made an edit of this draft.
    #[error("an edit is not known")]
    UnknownEdit,
    /// The clock shows a day that no calendar has.
    #[error("the clock shows no day")]
    NoSuchDay,
}

impl ReplicaError {
    /// Whether the file itself is damaged, so that it must be set aside.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, ReplicaError::Store(StoreError::Corrupt | StoreError::Row { .. }))
    }
}

impl Replica {
    /// Reads everything from the file.
    ///
    /// # Errors
    /// [`ReplicaError::Store`] when the file cannot be read.
    pub async fn open(
        file: Arc<Mutex<dyn File>>,
        surroundings: Surroundings,
        now: Micros,
    ) -> Result<Replica, ReplicaError> {
        let Surroundings { registrant, device, college, forms, ids } = surroundings;
        let contents = file.lock().await.load().await?;
        let values = contents.values;
        let another = values.device.filter(|own| *own != device);
        let sign_in_notice = another.map(|_| SignInNotice::OtherDevice);
        let device = another.unwrap_or(device);
        let own =
            contents.edits.iter().filter_map(|row| row.edit.known()).filter(|edit| edit.device == device);
        let given = contents.outbox.iter().map(|row| row.envelope.claimed_at);
        let saved_at = own.clone().map(|edit| edit.at).chain(given).max();
        let mut replica = Replica {
            registrant,
            device,
            record: Record::replay(&contents.events),
            caused: contents.events.iter().filter_map(|event| event.command).collect(),
            history: values.history,
            regained: values.regained,
            asked_again: BTreeSet::new(),
            prediction: Prediction::default(),
            events: contents.events,
            streams: contents.streams.into_iter().map(|row| (row.stream.clone(), row)).collect(),
            drafts: BTreeMap::new(),
            unopened: BTreeMap::new(),
            outbox: contents.outbox,
            unread_commands: contents.unread_commands,
            unread_answers: BTreeSet::new(),
            signed: Proofs::new(contents.receipts, contents.credentials, values.receipt_keys),
            checkout: values.checkout,
            opened: None,
            notice: values.notice,
            notice_of: values.notice_of,
            college_at: values.college_at,
            saved_at,
            phase: Phase::Busy,
            sign_in_notice,
            held: values.held,
            refusals_read: values.refusals_read.into_iter().collect(),
            college_time: values.college_time,
            devices: values.devices.map(|list| list.into_value().devices).unwrap_or_default(),
            signed_at: values.signed_at.unwrap_or(0),
            signed_asked: None,
            college_kept_at: values.college_at,
            counter: own.map(|edit| edit.counter).max().unwrap_or(0),
            forms,
            ids,
            college,
            file,
        };
        if replica.lacks_credentials(eastern_day(now)) {
            replica.signed_at = 0;
        }
        let mut edits: BTreeMap<DraftId, Vec<EditRow>> = BTreeMap::new();
        for row in contents.edits {
            edits.entry(row.draft).or_default().push(row);
        }
        for row in contents.drafts {
            let id = row.key.id();
            let rows = edits.remove(&id).unwrap_or_default();
            if let Err(error) = replica.can_open(&row, &rows) {
                tracing::warn!(%error, "a draft cannot be opened by this version");
                replica.unopened.insert(id, Unopened::new(row, rows));
            } else {
                let draft = replica.opened(row, rows, now)?;
                replica.drafts.insert(id, draft);
            }
        }
        replica.migrate(now).await;
        Ok(replica)
    }

    /// The one way into the file: all of it or nothing, durable when it returns.
    async fn keep(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        // An answer decides nothing: what is submitted is locked. So a key press does not decide anew all that is on its way.
        let is_answer = |write: &Write| {
            matches!(write, Write::AppendEdit { .. } | Write::EnsureDraft(_) | Write::Set(Value::Notice(_)))
        };
        if writes.is_empty() || !writes.iter().all(is_answer) {
            self.prediction.forget();
        }
        self.file.lock().await.commit(writes).await
    }

    /// There is time between two answers.
    pub(crate) async fn rest(&mut self) {
        if let Err(error) = self.file.lock().await.rest().await {
            tracing::warn!(%error, "the write-ahead log stays long for now");
        }
    }

    /// There is time to put what was committed where it stays.
    pub(crate) async fn fold(&mut self) {
        if let Err(error) = self.file.lock().await.fold().await {
            tracing::warn!(%error, "the write-ahead log stays beside the file for now");
        }
    }

    /// An id for what is new here.
    pub fn new_id(&mut self, now: Micros) -> Uuid {
        self.ids.draw(now)
    }

    /// The form of a draft of which this version knows everything.
    fn can_open(&self, row: &DraftRow, rows: &[EditRow]) -> Result<Arc<Form>, ReplicaError> {
        let form = self.forms.get(&row.key.form, &row.form_version);
        let form =
            form.ok_or_else(|| ReplicaError::UnknownForm(row.key.form.clone(), row.form_version.clone()))?;
        let is_known = rows.iter().all(|row| row.edit.known().is_some());
        if is_known { Ok(form) } else { Err(ReplicaError::UnknownEdit) }
    }

    fn opened(&self, row: DraftRow, rows: Vec<EditRow>, now: Micros) -> Result<OpenDraft, ReplicaError> {
        let form = self.can_open(&row, &rows)?;
        OpenDraft::new(row, form, rows, &self.record, &self.college, eastern_day(now))
            .ok_or(ReplicaError::NoSuchDay)
    }

    /// The renewal year that is shown now.
    pub fn year(&self, now: Micros) -> Option<&RenewalYear> {
        self.college.current_year(now)
    }

    /// The key of the draft that becomes this case, or holds this answer; none when nothing that is offered is filled in so.
    pub fn draft_key(&self, case: &CaseId) -> Option<DraftKey> {
        let form = self.college.form_of_draft(case)?;
        let (registrant, subject) = (self.registrant, case.subject().to_owned());
        Some(DraftKey { registrant, form: form.url.clone(), subject })
    }

    /// The draft that becomes this case, if one was begun.
    pub fn draft(&self, case: &CaseId) -> Option<&OpenDraft> {
        self.drafts.get(&self.draft_key(case)?.id())
    }

    /// The last command that submits this draft, unless the person took it back, did it anew or put it away since.
    pub fn submission(&self, draft: DraftId) -> Option<&OutboxRow> {
        let mut given = self.outbox.iter().rev().filter(|row| row.draft == Some(draft));
        given.find(|row| {
            matches!(
                row.state,
                CommandState::Waiting { .. }
                    | CommandState::Accepted { .. }
                    | CommandState::NeedsAttention { .. }
            )
        })
    }

    /// Whether a submission is on its way, so that the draft may not change under it.
    pub fn is_locked(&self, draft: DraftId) -> bool {
        self.submission(draft).is_some_and(|row| self.is_pending(row))
    }

    /// Waiting, or accepted with events that have not been fetched yet.
    pub fn is_pending(&self, row: &OutboxRow) -> bool {
        match &row.state {
            CommandState::Waiting { .. } => true,
            CommandState::Accepted { reply } => match reply.outcome {
                portal_record::Outcome::Accepted { last, .. } => last > self.record.version,
                portal_record::Outcome::Rejected { .. } | portal_record::Outcome::Unknown(_) => false,
            },
            CommandState::NeedsAttention { .. }
            | CommandState::Superseded { .. }
            | CommandState::Withdrawn
            | CommandState::Dismissed { .. } => false,
        }
    }

    /// Whether the College was reached when it was last tried, be it that it could not serve.
    pub(crate) fn is_connected(&self) -> bool {
        match self.phase {
            Phase::Unreachable => false,
            Phase::Obstructed(obstacle) => obstacle.is_of_college(),
            Phase::Busy | Phase::InStep | Phase::SignInNeeded | Phase::UpdateNeeded => true,
        }
    }

    /// Answers and commands that have not reached the College.
    pub fn waiting(&self) -> u32 {
        let edits: usize = self.drafts.values().map(OpenDraft::unsent).sum();
        let unopened: usize = self.unopened.values().map(Unopened::unsent).sum();
        let commands =
            self.outbox.iter().filter(|row| matches!(row.state, CommandState::Waiting { .. })).count();
        u32::try_from(edits + unopened + commands).unwrap_or(u32::MAX)
    }

    /// Whether something that is here or at the College is of a newer version of the application.
    pub(crate) fn needs_newer(&self) -> bool {
        self.record.unknown > 0
            || !self.unopened.is_empty()
            || !self.unread_commands.is_empty()
            || !self.unread_answers.is_empty()
            || self.held.values().any(|code| code.as_deref() == Some(UNREADABLE))
            || self.phase == Phase::Obstructed(Obstacle::Unreadable)
    }

    /// Brings what depends on the day and the record up to date.
    pub fn refresh(&mut self, now: Micros) {
        let day = eastern_day(now);
        let mut news = false;
        for draft in self.drafts.values_mut() {
            news |= draft.refresh(&self.record, &self.college, day);
        }
        if news {
            // What would be filed on that day is part of what is predicted.
            self.prediction.forget();
        }
    }

    /// What a device is called; none when it is not known (any more).
    pub(crate) fn device_name(&self, device: DeviceId) -> Option<&str> {
        let known = self.devices.iter().find(|known| known.id == device.0)?;
        (!known.name.is_empty()).then_some(known.name.as_str())
    }

    /// What a new version of the form did to this draft.
    pub(crate) fn notice_on(&self, draft: DraftId) -> Option<&CarriedOver> {
        self.notice.as_ref().filter(|_| self.notice_of.is_none_or(|of| of == draft))
    }

    /// A form that was published, if this version of the application understands it.
    pub(crate) fn form(&self, url: &str, version: &str) -> Option<Arc<Form>> {
        self.forms.get(url, version)
    }

    /// Keeps the payment page that was opened just now.
    pub(crate) async fn keep_checkout(&mut self, opened: Verbatim<CheckoutReply>) -> Result<(), StoreError> {
        self.keep(vec![Write::Set(Value::Checkout(opened.clone()))]).await?;
        self.opened = Some((opened.invoice.clone(), self.record.version));
        self.checkout = Some(opened);
        Ok(())
    }
}

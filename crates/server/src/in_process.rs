//! The server in the process of its caller, without a network: what is served once a request was read and its caller is known, and a look at what is
//! stored. A simulation serves computers with it, one transaction at a time, on a database of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use portal_forms::{Edit, Micros};
use portal_protocol::{
    AnyEdit, CommandEnvelope, CommandReply, DraftList, EditsPage, EditsPush, History, Pull, Pulled,
    RecordPage,
};
use portal_record::cases::{CaseAct, State};
use portal_record::{
    Actor, CaseId, CheckoutId, College, Command, CommandId, CpsoNumber, DraftId, Event, InvoiceId, Record,
    RegistrantId, Role, StaffId,
};

use crate::app::App;
use crate::appending::{Appending, Wake};
use crate::authority::DocumentSigner;
use crate::clock::{Clock, timestamp};
use crate::credentials::StatusLists;
use crate::issuer::bearer::Caller;
use crate::keys::Keys;
use crate::mail::{MailSettings, MailTransport};
use crate::origin::Proxies;
use crate::passwords::Passwords;
use crate::places::Places;
use crate::problem::Refusal;
use crate::readiness::Tried;
use crate::rules::admit::Intake;
use crate::rules::exchange::Draft;
use crate::rules::forms::Forms;
use crate::server::StartError;
use crate::staff::{self, StaffError};
use crate::store::tasks::{self, Task};
use crate::store::{self, Store, StoreError, commands, drafts, receipts, streams};
use crate::{cases, intake, payments, routes};

pub use crate::payment_provider::{Answer, CheckoutStatus, Message, Order, PaymentProvider, Unanswered};

/// What servers share: keys, and what the College publishes.
#[derive(Clone)]
pub struct Shared {
    keys: Arc<Keys>,
    document_signer: Arc<DocumentSigner>,
    passwords: Arc<Passwords>,
    mail_transport: Arc<MailTransport>,
    college: Arc<College>,
    forms: Arc<Forms>,
}

impl Shared {
    /// With the keys in this folder, made when there are none.
    ///
    /// # Errors
    /// [`StartError`] names what is missing.
    pub fn open(data: &Path, college: Arc<College>, forms: Arc<Forms>) -> Result<Self, StartError> {
        Ok(Self {
            keys: Arc::new(Keys::open(data)?),
            document_signer: Arc::new(DocumentSigner::open(data, timestamp(Micros(0)))?),
            passwords: Arc::new(Passwords::new()?),
            mail_transport: Arc::new(MailTransport::open(&MailSettings::default(), data)?),
            college,
            forms,
        })
    }
}

/// Why a request is not served: HTTP status and code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The status.
    pub status: u16,
    /// The problem's code.
    pub code: &'static str,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = refusal.name();
        Self { status, code }
    }
}

/// A draft with its edits by number.
pub type HeldDraft = (Draft, BTreeMap<u64, Edit>);

/// What is stored of a registrant.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// The events after the version that was asked for.
    pub events: Vec<Event>,
    /// All drafts.
    pub drafts: BTreeMap<DraftId, HeldDraft>,
    /// All commands.
    pub commands: BTreeMap<CommandId, (Intake, Command)>,
    /// All receipts.
    pub receipts: Vec<String>,
    /// All cases.
    pub cases: BTreeMap<CaseId, HeldCase>,
    /// When the College's rules have something to do with them.
    pub dues: Vec<Micros>,
}

/// What is stored of a case beside the stream.
#[derive(Debug, Clone)]
pub struct HeldCase {
    /// Where it is said to stand.
    pub state: State,
    /// The events of the staff's side.
    pub file: Vec<Event>,
}

/// See the module. Cheap to clone.
#[derive(Clone)]
pub struct InProcess {
    app: Arc<App>,
}

impl InProcess {
    /// A server on this database and by this clock.
    pub fn new(shared: &Shared, store: Store, clock: Clock, provider: Arc<dyn PaymentProvider>) -> Self {
        let Shared { keys, document_signer, passwords, mail_transport, college, forms } = shared.clone();
        let (status_lists, public_url) = (StatusLists::default(), "https://college.example".to_owned());
        let (due, wake) = (Arc::default(), Wake::default());
        let app = App {
            store,
            clock,
            keys,
            college,
            forms,
            status_lists,
            passwords,
            provider,
            document_signer,
            mail_transport,
            public_url,
            places: Places::default(),
            // Those who are simulated send as much in an hour as others in years.
            counts: false,
            tried: Tried::default(),
            proxies: Proxies::default(),
            due,
            wake,
        };
        Self { app: Arc::new(app) }
    }

    /// `PUT /v1/commands/{id}`
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn command(&self, caller: &Caller, envelope: CommandEnvelope) -> Result<CommandReply, Refused> {
        let reply = intake::receive(&self.app, caller, envelope).await?;
        let CommandReply { id, received_at, outcome, receipt } = reply;
        Ok(CommandReply { id, received_at, outcome: outcome.into_value(), receipt })
    }

    /// `POST /v1/drafts/{id}/edits`
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn edits(
        &self,
        caller: &Caller,
        draft: DraftId,
        push: EditsPush,
    ) -> Result<EditsPage<portal_record::Verbatim<AnyEdit>>, Refused> {
        let page = routes::drafts::exchanged(&self.app, caller.registrant, draft, push).await?;
        let read = serde_json::to_string(&page).and_then(|json| serde_json::from_str(&json));
        Ok(read.map_err(|why| Refusal::from(StoreError::unread("edit", why)))?)
    }

    /// `GET /v1/drafts`
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn drafts(&self, caller: &Caller) -> Result<DraftList, Refused> {
        Ok(routes::drafts::listed(&self.app, caller.registrant).await?)
    }

    /// `GET /v1/record`
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn record(
        &self,
        caller: &Caller,
        after: u64,
        history: Option<History>,
    ) -> Result<RecordPage<portal_record::Verbatim<Event>>, Refused> {
        Ok(routes::record::page_after(&self.app, caller.registrant, after, history).await?)
    }

    /// `POST /v1/streams`, with no more than so many events in an answer.
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn streams(
        &self,
        caller: &Caller,
        asked: Pull,
        most: usize,
    ) -> Result<Pulled<portal_record::Verbatim<Event>>, Refused> {
        Ok(routes::streams::pulled(&self.app, caller.registrant, asked, most).await?)
    }

    /// The receipts of `GET /v1/signed`.
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn receipts(&self, caller: &Caller) -> Result<Vec<String>, Refused> {
        let read = async || receipts::all(&mut *self.app.store.read().await?, caller.registrant).await;
        Ok(read().await.map_err(Refusal::from)?)
    }

    /// `POST /v1/invoices/{invoice}/checkout`
    ///
    /// # Errors
    /// [`Refused`], as over HTTP.
    pub async fn open_checkout(&self, caller: &Caller, invoice: &InvoiceId) -> Result<String, Refused> {
        Ok(payments::open(&self.app, caller, invoice).await?)
    }

    /// Asks the provider about a try, as a message of theirs or the background does. Says whether it could be settled.
    pub async fn settle(&self, checkout: CheckoutId) -> bool {
        payments::settle::settle(&self.app, checkout).await.is_ok()
    }

    /// Decides what was received and never decided, as the background does. Says whether it could be.
    pub async fn resume(&self) -> bool {
        intake::undecided::one_by_one(&self.app).await.is_ok()
    }

    /// What the staff does.
    ///
    /// # Errors
    /// [`StaffError`] says why it was not done.
    pub async fn act(&self, by: StaffId, number: CpsoNumber, act: &staff::Act) -> Result<u64, StaffError> {
        staff::append(&self.app.appender(), by, number, act).await
    }

    /// What somebody of the staff does with a case.
    ///
    /// # Errors
    /// [`StaffError`] says why it was not done.
    pub async fn act_on(
        &self,
        (person, role): (StaffId, Role),
        registrant: RegistrantId,
        (case, act): (CaseId, CaseAct),
    ) -> Result<u64, StaffError> {
        let doing = cases::Doing { registrant, case, act, actor: Actor::Staff { person, role } };
        cases::act(&self.app.appender(), &doing, None).await
    }

    /// Does what the College's rules have to do with cases by now, as the background does. Says whether it could be.
    pub async fn follow_rules(&self) -> bool {
        cases::rules::due(&self.app.appender()).await.is_ok()
    }

    /// Begins a stream, or goes on with it, with events of any time.
    ///
    /// # Errors
    /// [`StoreError`] when they can't be written.
    pub async fn append(&self, registrant: RegistrantId, events: Vec<Event>) -> Result<bool, StoreError> {
        let record = streams::record(&mut *self.app.store.read().await?, registrant).await?;
        let appending = Appending::new(&self.app.college, registrant, &record, events)?;
        self.app.store.write(move |db| Box::pin(async move { appending.write(db).await })).await
    }

    /// What is stored of a registrant, with the events after this version.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be read.
    pub async fn stored(&self, registrant: RegistrantId, after: u64) -> Result<Stored, StoreError> {
        let mut db = self.app.store.read().await?;
        let events = streams::after(&mut db, registrant, after, usize::MAX).await?;
        let mut stored = Stored { events, ..Stored::default() };
        for draft in drafts::all(&mut db, registrant).await? {
            let id = draft.key.id();
            let edits = drafts::edits_after(&mut db, registrant, id, 0, usize::MAX).await?;
            let edits = edits.into_iter().map(|numbered| (numbered.sequence, numbered.edit)).collect();
            stored.drafts.insert(id, (draft, edits));
        }
        for intake in commands::all(&mut db, registrant).await? {
            let command = serde_json::from_slice(&intake.payload)
                .map_err(|why| StoreError::Damaged { what: "command", why })?;
            stored.commands.insert(intake.id, (intake, command));
        }
        stored.receipts = receipts::all(&mut db, registrant).await?;
        for row in store::cases::all_of(&mut db, registrant).await? {
            let file = store::cases::events(&mut db, &row.case.staff_file(&registrant.stream())).await?;
            stored.cases.insert(row.case, HeldCase { state: row.state, file });
        }
        stored.dues = store::cases::dues(&mut db, registrant).await?;
        Ok(stored)
    }

    /// What the staff has to see to.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be read.
    pub async fn tasks(&self) -> Result<Vec<Task>, StoreError> {
        tasks::all_open(&mut *self.app.store.read().await?).await
    }

    /// The record as it is read.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be.
    pub async fn replayed(&self, registrant: RegistrantId) -> Result<Record, StoreError> {
        streams::record(&mut *self.app.store.read().await?, registrant).await
    }
}

/// Who calls, when that is known.
pub fn caller(registrant: RegistrantId, device: uuid::Uuid) -> Caller {
    Caller { registrant, email: String::new(), device }
}

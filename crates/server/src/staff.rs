//! What the College's staff does to a registrant's record: a class, a standing, a name, a location that was asked to be
//! removed, a message. Each act is events of the College's own, appended like all others, so that a running server and its
//! desktops see them.

use jiff::civil::Date;
use portal_documents::{DocumentError, certifiable};
use portal_forms::Micros;
use portal_record::addresses::{AddressKind, LocationRemoved};
use portal_record::college::Unreadable;
use portal_record::entries::{Dated, State};
use portal_record::identity::{Name, NameChanged};
use portal_record::ledger::PaymentOutcome;
use portal_record::messages::{Author, MessageSent};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{
    Actor, Body, Cents, CheckoutId, College, Command, CpsoNumber, EntryId, InvoiceId, MessageId, Record,
    RegistrantId, Rejection, Role, StaffId, eastern_day,
};
use uuid::Uuid;

use crate::appending::{Appender, Change, Go, Known, NotAppended, Step, go_on};
use crate::clock::Clock;
use crate::rules::Refused;
use crate::store::checkouts::{self, Checkout, State as PaymentState};
use crate::store::tasks::{self, Kind, Task};
use crate::store::{Connection, Database, OpenError, Store, StoreError, register};

/// What is done.
#[derive(Debug, Clone)]
pub enum Act {
    /// Grants a class of certificate.
    GrantClass {
        /// Code of the class.
        class: String,
        /// The first day on which it counts.
        effective: Date,
        /// Last day, where the certificate has one.
        expires: Option<Date>,
        /// Terms, conditions and limitations.
        terms: Vec<String>,
    },
    /// Changes the standing.
    SetStatus {
        /// The status from then on.
        status: Status,
        /// The first day on which it counts.
        effective: Date,
    },
    /// Changes the legal name.
    ChangeName {
        /// The legal name from then on.
        name: Name,
        /// The first day on which it counts.
        effective: Date,
    },
    /// Removes an additional location.
    RemoveLocation {
        /// Which; when it is not said, the one whose removal was asked for.
        location: Option<EntryId>,
        /// First day on which it no longer counts.
        effective: Date,
    },
    /// Takes the late penalty of an invoice back.
    TakePenaltyBack {
        /// The invoice whose charge changes.
        invoice: InvoiceId,
    },
    /// Records that what was paid too much on an invoice was returned.
    ReturnCredit {
        /// The invoice whose charge changes.
        invoice: InvoiceId,
    },
    /// A charge that the record did not take pays its invoice after all.
    AcceptPayment {
        /// The try, as the task names it.
        checkout: CheckoutId,
        /// What the provider charged.
        amount: Cents,
        /// `visa`, `visa-debit`, `mastercard`, `mastercard-debit` or `amex`.
        method: String,
        /// Last four digits.
        last_four: String,
    },
    /// A charge that the record did not take was returned at the provider: the invoice may be paid again.
    ReturnPayment {
        /// The try, as the task names it.
        checkout: CheckoutId,
    },
    /// Writes to the registrant.
    Write {
        /// What it is about.
        subject: String,
        /// Paragraphs.
        text: String,
    },
}

impl Act {
    /// Whose work it is.
    fn role(&self) -> Role {
        match self {
            Act::TakePenaltyBack { .. }
            | Act::ReturnCredit { .. }
            | Act::AcceptPayment { .. }
            | Act::ReturnPayment { .. } => Role::Finance,
            Act::ChangeName { .. } | Act::RemoveLocation { .. } => Role::Records,
            Act::GrantClass { .. } | Act::SetStatus { .. } | Act::Write { .. } => Role::Membership,
        }
    }
}

/// The act was not done, and nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the College publishes can't be used.
    #[error(transparent)]
    Published(#[from] Unreadable),
    /// Nobody has this number.
    #[error("nobody has the number {0}")]
    NoSuchRegistrant(CpsoNumber),
    /// The College has no such class.
    #[error("there is no class {0}")]
    NoSuchClass(String),
    /// There is no such location that counts.
    #[error("there is no such additional location")]
    NoSuchLocation,
    /// Nobody has to look at this payment.
    #[error("the payment {0} is none that the staff has to see to")]
    NotDisputed(Uuid),
    /// It was not said which.
    #[error("the removal of {0} locations was asked for: say which")]
    WhichLocation(usize),
    /// A name, a term or a text is empty.
    #[error("something is empty")]
    Empty,
    /// The name can't stand on a certificate.
    #[error("this name can't be certified: {0}")]
    Name(DocumentError),
    /// Events of a newer version are on the record.
    #[error("the record is newer than this program")]
    TooOld,
    /// The College's rules do not allow it.
    #[error("{0}")]
    Rejected(#[from] Rejection),
    /// The clock is behind what is on record.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Others wrote to the stream all the time.
    #[error("the stream was busy")]
    Busy,
}

impl From<NotAppended> for StaffError {
    fn from(error: NotAppended) -> Self {
        match error {
            NotAppended::Store(error) => Self::Store(error),
            NotAppended::Refused(refused) => Self::Refused(refused),
            NotAppended::Busy => Self::Busy,
        }
    }
}

/// Does it to the record of the registrant with this number; gives the version at which the stream then stands.
///
/// # Errors
/// [`StaffError`] says why it was not done.
pub async fn act(
    database: &Database,
    clock: &Clock,
    by: StaffId,
    number: CpsoNumber,
    act: &Act,
) -> Result<u64, StaffError> {
    let college = College::published()?;
    let store = Store::open(database).await?;
    let done = match go_on(&store, clock).await {
        Ok(()) => {
            let appender = Appender { store: &store, college: &college, clock, wake: None };
            append(&appender, by, number, act).await
        }
        Err(error) => Err(error.into()),
    };
    store.close().await;
    done
}

/// What the staff has to see to, the oldest first.
///
/// # Errors
/// [`StaffError`] when it can't be read.
pub async fn tasks(database: &Database) -> Result<Vec<Task>, StaffError> {
    let store = Store::open(database).await?;
    let found = match store.read().await {
        Ok(mut db) => tasks::all_open(&mut db).await,
        Err(error) => Err(error),
    };
    store.close().await;
    Ok(found?)
}

/// A task was seen to. Says whether it was open.
///
/// # Errors
/// [`StaffError`] when it can't be written.
pub async fn task_done(database: &Database, clock: &Clock, id: &str) -> Result<bool, StaffError> {
    let store = Store::open(database).await?;
    let (id, now) = (id.to_owned(), clock.now());
    let done = store.write(move |db| Box::pin(async move { tasks::done(db, &id, now).await })).await;
    store.close().await;
    Ok(done?)
}

pub(crate) async fn append(
    appender: &Appender<'_>,
    by: StaffId,
    number: CpsoNumber,
    act: &Act,
) -> Result<u64, StaffError> {
    let actor = Actor::Staff { person: by, role: act.role() };
    let registrant = registrant(appender.store, number).await?;
    let settled = settled(act);
    let payment = settled.checkout.map(|(checkout, _)| checkout);
    let decide = |known: &Known<'_>, tried: Option<Checkout>| {
        if known.record.unknown > 0 {
            return Err(StaffError::TooOld);
        }
        if let Some(payment) = payment {
            require_disputed(registrant, payment, tried.as_ref())?;
        }
        let bodies = bodies(known, act, actor)?;
        let (version, now, settled) = (known.version_with(&bodies), known.now, settled.clone());
        let change = Change::by(actor, bodies, version).beside(move |db| {
            let settled = settled.clone();
            Box::pin(async move { settled.write(db, now).await.map(|()| Go::On) })
        });
        Ok(Step::Append(change))
    };
    appender.append(registrant, move |db| Box::pin(look_up(db, payment)), decide).await
}

/// What an act sees to.
#[derive(Clone, Default)]
struct Settled {
    /// A task.
    task: Option<String>,
    /// A payment, and where it stands then.
    checkout: Option<(CheckoutId, PaymentState)>,
}

impl Settled {
    async fn write(&self, db: &mut Connection, now: Micros) -> Result<(), StoreError> {
        if let Some((checkout, state)) = self.checkout {
            checkouts::set_state(db, checkout, state, None).await?;
        }
        if let Some(task) = &self.task {
            tasks::done(db, task, now).await?;
        }
        Ok(())
    }
}

fn settled(act: &Act) -> Settled {
    let payment = |checkout: CheckoutId, state| Settled {
        task: Some(Kind::Payment.task(&checkout.0.to_string())),
        checkout: Some((checkout, state)),
    };
    match act {
        Act::ReturnCredit { invoice } => {
            Settled { task: Some(Kind::Credit.task(&invoice.to_string())), checkout: None }
        }
        Act::AcceptPayment { checkout, .. } => payment(*checkout, PaymentState::Settled),
        Act::ReturnPayment { checkout } => payment(*checkout, PaymentState::Returned),
        _ => Settled::default(),
    }
}

async fn look_up(db: &mut Connection, payment: Option<CheckoutId>) -> Result<Option<Checkout>, StoreError> {
    match payment {
        Some(payment) => checkouts::find(db, payment).await,
        None => Ok(None),
    }
}

/// A payment on which record and provider disagree, be it that its try was lost: no other is the staff's to decide.
fn require_disputed(
    registrant: RegistrantId,
    checkout: CheckoutId,
    tried: Option<&Checkout>,
) -> Result<(), StaffError> {
    let is_disputed =
        tried.is_none_or(|tried| tried.registrant == registrant && tried.state == PaymentState::Disputed);
    if is_disputed { Ok(()) } else { Err(StaffError::NotDisputed(checkout.0)) }
}

/// Who has this number.
pub(crate) async fn registrant(store: &Store, number: CpsoNumber) -> Result<RegistrantId, StaffError> {
    let found = register::find(&mut *store.read().await?, number).await?;
    Ok(found.ok_or(StaffError::NoSuchRegistrant(number))?.row.registrant)
}

fn bodies(known: &Known<'_>, act: &Act, actor: Actor) -> Result<Vec<Body>, StaffError> {
    let (record, today) = (&known.record, eastern_day(known.now));
    let decided = |command: &Command| Ok(known.decide(command, actor)?);
    let body = match act.clone() {
        Act::GrantClass { class, effective, expires, terms } => {
            if known.college.class(&class).is_none() {
                return Err(StaffError::NoSuchClass(class));
            }
            require(&terms.iter().collect::<Vec<_>>())?;
            ClassGranted { class, effective, expires, terms }.into()
        }
        Act::SetStatus { status, effective } => StatusSet { status, effective }.into(),
        Act::ChangeName { name, effective } => {
            require(&[&name.given, &name.family])?;
            certifiable(&name.full()).map_err(StaffError::Name)?;
            NameChanged { name, effective }.into()
        }
        Act::RemoveLocation { location, effective } => {
            LocationRemoved { id: removable(record, location, today)?, effective }.into()
        }
        Act::TakePenaltyBack { invoice } => return decided(&Command::TakePenaltyBack { invoice }),
        Act::ReturnCredit { invoice } => return decided(&Command::ReturnCredit { invoice }),
        Act::AcceptPayment { checkout, amount, method, last_four } => {
            require(&[&method, &last_four])?;
            let outcome = PaymentOutcome::Settled { amount, method, last_four };
            return paid(known, (checkout, outcome), actor);
        }
        Act::ReturnPayment { checkout } => {
            return paid(known, (checkout, PaymentOutcome::Abandoned), actor);
        }
        Act::Write { subject, text } => {
            require(&[&subject, &text])?;
            MessageSent::alone(MessageId(Uuid::now_v7()), Author::College, subject, text).into()
        }
    };
    Ok(vec![body])
}

/// What became of a try to pay. One that the record does not know changes nothing there.
fn paid(
    known: &Known<'_>,
    (checkout, outcome): (CheckoutId, PaymentOutcome),
    actor: Actor,
) -> Result<Vec<Body>, StaffError> {
    let invoices = &known.record.ledger.invoices;
    let tried = invoices.iter().find(|(_, invoice)| invoice.tries.contains_key(&checkout));
    match tried {
        Some((id, _)) => {
            let command = Command::RecordPayment { invoice: id.clone(), checkout, outcome };
            Ok(known.decide(&command, actor)?)
        }
        None if outcome == PaymentOutcome::Abandoned => Ok(Vec::new()),
        None => Err(StaffError::NotDisputed(checkout.0)),
    }
}

fn require(texts: &[&String]) -> Result<(), StaffError> {
    if texts.iter().any(|text| text.trim().is_empty()) { Err(StaffError::Empty) } else { Ok(()) }
}

/// The additional location that is meant, if it still counts.
fn removable(record: &Record, asked: Option<EntryId>, today: Date) -> Result<EntryId, StaffError> {
    let profile = record.profile_on(today);
    let counting = profile.addresses.iter().filter(|location| {
        location.held.fact.kind() == AddressKind::Additional
            && matches!(location.held.state, State::InForce | State::Scheduled)
    });
    let meant: Vec<EntryId> = counting
        .filter(|location| match asked {
            Some(id) => location.held.fact.id() == id,
            None => location.removal_asked.is_some(),
        })
        .map(|location| location.held.fact.id())
        .collect();
    match meant.as_slice() {
        [one] => Ok(*one),
        [] => Err(StaffError::NoSuchLocation),
        several => Err(StaffError::WhichLocation(several.len())),
    }
}

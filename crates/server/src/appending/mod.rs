//! Appending to a registrant's stream, the only way there is: what is known is read, what follows from it is decided, and both sides of
//! it are written in one transaction with all that goes with it; anew, when somebody else wrote first. Who takes a command in, confirms an
//! address, hears of a payment or is of the staff says only what it decides and what is written beside.
//!
//! Not here: deciding (`rules`, `portal_record::decide`).

mod case_dues;
mod following;

use std::sync::Arc;

use portal_forms::Micros;
use portal_record::cases::CaseFile;
use portal_record::{
    Actor, Body, CaseId, College, Command, CommandId, Context, Event, Record, RegistrantId, Rejection, Side,
    StreamId, decide,
};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::problem::{self, Refusal};
use crate::rules::Refused;
use crate::rules::instant::stamp;
use crate::rules::judge::numbered;
use crate::store::{Connection, Store, StoreError, Work, cases, streams};

pub use following::Appending;

/// Tries to get ahead of other writers of the same stream. Whoever is overtaken, somebody else has written: as many as there can be at
/// once are enough.
const TRIES_MAX: usize = 64;

/// Who does what follows from events, woken when there is something.
#[derive(Debug, Default)]
pub struct Wake {
    /// A mail was queued.
    pub mail: Notify,
    /// The College's rules have something to do with a case.
    pub cases: Notify,
}

/// Appends.
#[derive(Clone, Copy)]
pub struct Appender<'a> {
    /// The database.
    pub store: &'a Store,
    /// What the College publishes.
    pub college: &'a College,
    /// The time.
    pub clock: &'a Clock,
    /// Who is woken; nobody, where no server runs.
    pub wake: Option<&'a Wake>,
}

/// What is appended to: a person's stream, and the staff's side of one of its cases where it is about one.
#[derive(Debug, Clone)]
pub struct To {
    /// Whose stream.
    pub registrant: RegistrantId,
    /// About which case.
    pub case: Option<CaseId>,
}

impl From<RegistrantId> for To {
    fn from(registrant: RegistrantId) -> Self {
        Self { registrant, case: None }
    }
}

impl To {
    /// The staff's side.
    fn beside(&self) -> Option<StreamId> {
        self.case.as_ref().map(|case| case.staff_file(&self.registrant.stream()))
    }
}

/// What is known when it is decided.
pub struct Known<'a> {
    /// The record.
    pub record: Record,
    /// The staff's side of the case that it is about.
    pub file: Option<CaseFile>,
    /// The instant to stamp on what is recorded.
    pub now: Micros,
    /// What the College publishes.
    pub college: &'a College,
}

impl Known<'_> {
    /// What the College's rules make of a command that is given now.
    ///
    /// # Errors
    /// [`Rejection`] says which rule does not allow it.
    pub fn decide(&self, command: &Command, actor: Actor) -> Result<Vec<Body>, Rejection> {
        let context = Context {
            received_at: self.now,
            claimed_at: self.now,
            actor,
            seen: None,
            college: self.college,
            filing: None,
            file: self.file.as_ref(),
        };
        decide(&self.record, command, &context)
    }

    /// Where the person's stream stands with these.
    pub fn version_with(&self, bodies: &[Body]) -> u64 {
        let theirs = bodies.iter().filter(|body| body.side() == Side::Person);
        self.record.version + u64::try_from(theirs.count()).unwrap_or(u64::MAX)
    }
}

/// What comes of it.
pub enum Step<T> {
    /// Nothing is to be written: this is the answer.
    Leave(T),
    /// This happens.
    Append(Change<T>),
}

/// What happens, with what is written beside it.
pub struct Change<T> {
    actor: Actor,
    bodies: Vec<Body>,
    received: Option<Received>,
    beside: Option<WriteBeside<T>>,
    answer: T,
}

/// A command that was taken in: what comes of it is written, however busy the database is.
#[derive(Debug, Clone, Copy)]
pub struct Received {
    /// Which.
    pub command: CommandId,
    /// The instant that binds.
    pub at: Micros,
}

/// Written in the same transaction, before the events and on streams that no longer move. It writes nothing unless it goes on.
type WriteBeside<T> = Arc<dyn for<'c> Fn(&'c mut Connection) -> Work<'c, Go<T>> + Send + Sync>;

/// Whether events are written, once what is beside them was looked at.
pub enum Go<T> {
    /// They are.
    On,
    /// What they were decided on has moved: it is decided anew.
    Again,
    /// They are not, and this is the answer.
    Instead(T),
}

impl<T> Change<T> {
    /// Somebody does this; then that is the answer.
    pub fn by(actor: Actor, bodies: Vec<Body>, answer: T) -> Self {
        Self { actor, bodies, received: None, beside: None, answer }
    }

    /// It comes of this command.
    #[must_use]
    pub fn of(self, received: Received) -> Self {
        Self { received: Some(received), ..self }
    }

    /// With what is written beside it.
    #[must_use]
    pub fn beside(
        self,
        write: impl for<'c> Fn(&'c mut Connection) -> Work<'c, Go<T>> + Send + Sync + 'static,
    ) -> Self {
        Self { beside: Some(Arc::new(write)), ..self }
    }
}

/// Nothing could be appended now.
#[derive(Debug, thiserror::Error)]
pub enum NotAppended {
    /// The database can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no instant that could be stamped.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Others wrote to the stream all the time.
    #[error("the stream was busy")]
    Busy,
}

impl From<NotAppended> for Refusal {
    fn from(error: NotAppended) -> Self {
        match error {
            NotAppended::Refused(refused) => refused.into(),
            NotAppended::Store(error) => error.into(),
            NotAppended::Busy => problem::overloaded(),
        }
    }
}

/// A clock that was told when it starts goes on from what is stamped already.
pub(crate) async fn go_on(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    let mut db = store.read().await?;
    clock.go_on_from(streams::newest_of_all(&mut db).await?);
    Ok(())
}

/// Reads nothing more.
pub fn nothing(_: &mut Connection) -> Work<'_, ()> {
    Box::pin(async { Ok(()) })
}

impl Appender<'_> {
    /// Appends what is decided on what is known and read; gives the answer of what was written, or of why nothing was to be.
    ///
    /// # Errors
    /// What the decision says, or [`NotAppended`]; nothing is written then.
    pub async fn append<R, T, E>(
        &self,
        to: impl Into<To>,
        read: impl for<'c> Fn(&'c mut Connection) -> Work<'c, R> + Send + Sync,
        mut decide: impl FnMut(&Known<'_>, R) -> Result<Step<T>, E> + Send,
    ) -> Result<T, E>
    where
        R: Send,
        T: Send + 'static,
        E: From<NotAppended>,
    {
        let to = to.into();
        for _ in 0..TRIES_MAX {
            let (known, more) = self.known(&to, &read).await?;
            let change = match decide(&known, more)? {
                Step::Leave(answer) => return Ok(answer),
                Step::Append(change) => change,
            };
            if let Some(answer) = self.write(&to, &known, change).await? {
                return Ok(answer);
            }
        }
        Err(NotAppended::Busy.into())
    }

    async fn known<R>(
        &self,
        to: &To,
        read: &(impl for<'c> Fn(&'c mut Connection) -> Work<'c, R> + Send + Sync),
    ) -> Result<(Known<'_>, R), NotAppended> {
        let mut db = self.store.read().await?;
        let record = streams::record(&mut db, to.registrant).await?;
        let file = match to.beside() {
            Some(file) => Some(cases::file(&mut db, &file).await?),
            None => None,
        };
        let more = read(&mut db).await?;
        let now = stamp(self.clock.now(), streams::newest(&mut db, to.registrant).await?)?;
        Ok((Known { record, file, now, college: self.college }, more))
    }

    /// Writes it; gives nothing when somebody else wrote first.
    async fn write<T: Send + 'static>(
        &self,
        to: &To,
        known: &Known<'_>,
        change: Change<T>,
    ) -> Result<Option<T>, NotAppended> {
        let Change { actor, bodies, received, beside, answer } = change;
        // A clock may have been set back since a command was received.
        let received_at = received.map_or(known.now, |received| received.at);
        let (recorded_at, command) = (known.now.max(received_at), received.map(|received| received.command));
        let (theirs, ours): (Vec<_>, Vec<_>) = bodies.into_iter().partition(|it| it.side() == Side::Person);
        let number = |version, bodies| numbered(version, bodies, actor, received_at, recorded_at, command);
        let events = number(known.record.version, theirs);
        let file = to.beside().zip(known.file.as_ref()).map(|(file, known)| OnFile {
            file,
            expected: known.version,
            events: number(known.version, ours),
        });
        let appending = Appending::new(self.college, to.registrant, &known.record, events)?;
        let (has_mail, has_due) = (appending.has_mail(), appending.has_due());
        let (registrant, expected) = (to.registrant, known.record.version);
        let writing = Arc::new(Writing { registrant, expected, appending, file, beside });
        let written = if command.is_some() {
            self.store.write_taken_on(move |db| Box::pin(async move { writing.write(db).await })).await?
        } else {
            self.store.write(move |db| Box::pin(async move { writing.write(db).await })).await?
        };
        match written {
            Go::On => {
                self.wake(has_mail, has_due);
                Ok(Some(answer))
            }
            Go::Again => Ok(None),
            Go::Instead(answer) => Ok(Some(answer)),
        }
    }

    fn wake(&self, has_mail: bool, has_due: bool) {
        let Some(wake) = self.wake else { return };
        if has_mail {
            wake.mail.notify_one();
        }
        if has_due {
            wake.cases.notify_one();
        }
    }
}

/// What is written of a change, or nothing.
struct Writing<T> {
    registrant: RegistrantId,
    expected: u64,
    appending: Appending,
    file: Option<OnFile>,
    beside: Option<WriteBeside<T>>,
}

/// What is written on the staff's side of a case.
struct OnFile {
    file: StreamId,
    expected: u64,
    events: Vec<Event>,
}

impl<T> Writing<T> {
    async fn write(&self, db: &mut Connection) -> Result<Go<T>, StoreError> {
        if streams::lock(db, self.registrant).await? != self.expected {
            return Ok(Go::Again);
        }
        if let Some(on) = &self.file
            && cases::version(db, &on.file).await? != on.expected
        {
            return Ok(Go::Again);
        }
        if let Some(beside) = &self.beside {
            match beside(db).await? {
                Go::On => {}
                other => return Ok(other),
            }
        }
        if let Some(on) = &self.file {
            cases::append(db, &on.file, &on.events).await?;
        }
        Ok(if self.appending.write(db).await? { Go::On } else { Go::Again })
    }
}

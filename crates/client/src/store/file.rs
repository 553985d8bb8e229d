//! The port behind which an account's file lies: everything is read once, and changed by lists of writes of which all or
//! none are kept. Here: what can be written, and the encrypted file as one such file. What the rows mean is the replica's.

use std::future::Future;
use std::pin::Pin;

use portal_credentials::registration::SignedCredential;
use portal_forms::{Edit, EditId};
use portal_protocol::{AnyEdit, CommandEnvelope, History};
use portal_record::{CommandId, DraftId, Event, Verbatim};
use sqlx::SqliteConnection;

use super::contents::Contents;
use super::drafts::DraftRow;
use super::outbox::{CommandState, OutboxRow};
use super::streams::StreamRow;
use super::{Store, StoreError, Unsent, credentials, drafts, edits, events, meta, outbox, receipts, streams};

/// A read or write that is under way.
pub type UnderWay<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// One account's file.
pub trait File: Send {
    /// All that is in it.
    fn load(&mut self) -> UnderWay<'_, Contents>;

    /// Writes all of these, in this order, or none. When it returns well they are durable; when it fails, the file is as
    /// it was before. [`Contents::take`] says what each write means.
    fn commit(&mut self, writes: Vec<Write>) -> UnderWay<'_, ()>;

    /// Keeps a copy of all that is in it, beside it.
    fn keep_copy(&mut self) -> UnderWay<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// Puts what was committed where it stays, now that there is time. Nothing is lost without it.
    fn fold(&mut self) -> UnderWay<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    /// The same when much was committed, between two answers: so no answer has to wait for it.
    fn rest(&mut self) -> UnderWay<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// One change of an account's file. Nothing that a person did is ever removed.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Appends a confirmed event; one of a version that is there is left as it is.
    Event(Verbatim<Event>),
    /// Keeps these confirmed events instead of those that are there: the College has another history.
    ReplaceEvents(Vec<Verbatim<Event>>),
    /// Appends to a stream besides the registrant's own; an event of a version that is there is left as it is.
    Stream(StreamRow),
    /// Keeps this instead of what is there of one: the College has another history.
    ReplaceStream(StreamRow),
    /// Creates a draft, or leaves the one that is there.
    EnsureDraft(DraftRow),
    /// Pins a draft to another version of its form.
    PinDraft {
        /// The draft.
        draft: DraftId,
        /// The version.
        form_version: String,
    },
    /// Remembers up to which of the College's edits they are all there; goes back with [`Write::OfferAgain`] only.
    AdvanceDraft {
        /// The draft.
        draft: DraftId,
        /// The College's number.
        sequence: u64,
        /// What it told with that edit.
        history: Option<History>,
    },
    /// Takes back that the College has the edits of a draft: all are sent again, and fetched from the start.
    OfferAgain {
        /// The draft.
        draft: DraftId,
        /// All its edits that are not refused, which must be there.
        edits: Vec<EditId>,
    },
    /// Adds an edit that was made here.
    AppendEdit {
        /// Its draft, which must be there.
        draft: DraftId,
        /// The edit, which must be new.
        edit: Edit,
    },
    /// Takes in an edit as the College has it: a new one, or one of ours with its stamp.
    ConfirmEdit {
        /// Its draft, which must be there.
        draft: DraftId,
        /// The edit with its stamp.
        edit: Verbatim<AnyEdit>,
        /// The College's number.
        sequence: u64,
    },
    /// Notes that the College does not take an edit, unless it has it.
    RefuseEdit {
        /// The edit.
        id: EditId,
        /// Why.
        code: String,
    },
    /// Puts a command at the end of the outbox; it must be new.
    PutOut(OutboxRow),
    /// Notes how far a command has come.
    Settle {
        /// The command.
        command: CommandId,
        /// How far.
        state: CommandState,
    },
    /// Says anew what the person had seen when a command was given.
    Readdress(Verbatim<CommandEnvelope>),
    /// Keeps a receipt; one that is there is left as it is.
    KeepReceipt(String),
    /// Keeps these credentials instead of those that are there: what the College gives no more holds no longer.
    ReplaceCredentials(Vec<SignedCredential>),
    /// Sets a single value.
    Set(meta::Value),
}

impl Store {
    async fn contents(&mut self) -> Result<Contents, StoreError> {
        let connection = self.connection();
        Ok(Contents {
            events: events::all(connection).await?,
            streams: streams::all(connection).await?,
            drafts: drafts::all(connection).await?,
            edits: edits::all(connection).await?,
            outbox: outbox::all(connection).await?,
            unread_commands: outbox::unread(connection).await?,
            receipts: receipts::all(connection).await?,
            credentials: credentials::all(connection).await?,
            values: meta::all(connection).await?,
        })
    }
}

impl File for Store {
    fn load(&mut self) -> UnderWay<'_, Contents> {
        Box::pin(async {
            let contents = self.contents().await?;
            self.unsent = Unsent::of(&contents);
            Ok(contents)
        })
    }

    fn commit(&mut self, writes: Vec<Write>) -> UnderWay<'_, ()> {
        Box::pin(async move {
            if writes.is_empty() {
                return Ok(());
            }
            let commits = self.seen.commits + 1;
            let connection = self.connection();
            begin(connection).await?;
            if let Err(error) = write_all(connection, &writes, commits).await {
                // Where the failure has already undone it there is nothing left to undo.
                let _ = execute(connection, "ROLLBACK").await;
                return Err(error);
            }
            for one in &writes {
                self.unsent.take(one);
            }
            self.committed();
            Ok(())
        })
    }

    fn keep_copy(&mut self) -> UnderWay<'_, ()> {
        Box::pin(Store::keep_copy(self))
    }

    fn fold(&mut self) -> UnderWay<'_, ()> {
        Box::pin(Store::fold(self))
    }

    fn rest(&mut self) -> UnderWay<'_, ()> {
        Box::pin(Store::rest(self))
    }
}

/// SQLite's own statements, not sqlx's transactions: these count how deep they are, and after a COMMIT that the disk failed they count
/// wrong. The next ones are then inner ones, which end well and write nothing.
async fn begin(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    if execute(connection, "BEGIN IMMEDIATE").await.is_ok() {
        return Ok(());
    }
    // One that nobody waited for to its end is still open.
    let _ = execute(connection, "ROLLBACK").await;
    execute(connection, "BEGIN IMMEDIATE").await
}

async fn write_all(
    connection: &mut SqliteConnection,
    writes: &[Write],
    commits: u64,
) -> Result<(), StoreError> {
    let are_confirmed = |one: &Write, next: &Write| confirmed(one).is_some() && confirmed(next).is_some();
    for some in writes.chunk_by(are_confirmed) {
        match some {
            [one] => write(connection, one).await?,
            many => {
                edits::confirm(connection, &many.iter().filter_map(confirmed).collect::<Vec<_>>()).await?
            }
        }
    }
    meta::set(connection, meta::Name::Commits, &commits).await?;
    execute(connection, "COMMIT").await
}

/// The edit that this write confirms: those beside each other are written together.
fn confirmed(write: &Write) -> Option<edits::Confirmed<'_>> {
    match write {
        Write::ConfirmEdit { draft, edit, sequence } => {
            Some(edits::Confirmed { draft: *draft, edit, sequence: *sequence })
        }
        _ => None,
    }
}

async fn execute(connection: &mut SqliteConnection, statement: &'static str) -> Result<(), StoreError> {
    sqlx::query(statement).execute(connection).await?;
    Ok(())
}

async fn write(connection: &mut SqliteConnection, write: &Write) -> Result<(), StoreError> {
    match write {
        Write::Event(event) => events::append(connection, event).await,
        Write::Stream(next) => streams::append(connection, next).await,
        Write::ReplaceStream(whole) => streams::replace(connection, whole).await,
        Write::EnsureDraft(row) => drafts::ensure(connection, row).await,
        Write::PinDraft { draft, form_version } => drafts::pin(connection, *draft, form_version).await,
        Write::ReplaceEvents(list) => events::replace(connection, list).await,
        Write::AdvanceDraft { draft, sequence, history } => {
            drafts::advance(connection, *draft, *sequence, history.as_ref()).await
        }
        Write::OfferAgain { draft, edits } => {
            drafts::begin_anew(connection, *draft).await?;
            edits::offer_again(connection, *draft, edits).await
        }
        Write::AppendEdit { draft, edit } => edits::append(connection, *draft, edit).await,
        Write::ConfirmEdit { .. } => edits::confirm(connection, confirmed(write).as_slice()).await,
        Write::RefuseEdit { id, code } => edits::refuse(connection, *id, code).await,
        Write::PutOut(row) => outbox::append(connection, row).await,
        Write::Settle { command, state } => outbox::settle(connection, *command, state).await,
        Write::Readdress(envelope) => outbox::readdress(connection, envelope).await,
        Write::KeepReceipt(receipt) => receipts::keep(connection, receipt).await,
        Write::ReplaceCredentials(list) => credentials::replace(connection, list).await,
        Write::Set(value) => meta::put(connection, value).await,
    }
}

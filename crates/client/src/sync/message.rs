//! What the sync engine hears and says: its inputs, its outputs, and what it needs to know at the start.

use portal_forms::{Edit, Micros};
use portal_protocol::{CommandEnvelope, CommandReply, DeviceList, History, Problem, Signed};
use portal_record::{CommandId, DraftId, DraftKey, Event, Verbatim};

use crate::obstacle::Obstacle;
use crate::store::streams::StreamRow;

use super::drafts::DraftSync;
use super::exchange::{EditsPage, Exchange, Failed, Place, Reply, Request};
use super::outbox::Queued;

/// What happened. Times are microseconds of a clock that never goes back, from any beginning.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The application started, the person asks for it, or the network seems to be back: go now.
    Wake,
    /// An edit was made here and is in the store.
    Answered {
        /// Its draft.
        key: DraftKey,
        /// The version of the form that the draft is pinned to.
        form_version: String,
        /// The edit.
        edit: Edit,
    },
    /// A command was given here and is in the store.
    Submitted {
        /// What is sent.
        envelope: Verbatim<CommandEnvelope>,
        /// The draft that it submits.
        draft: Option<DraftId>,
    },
    /// The file says that this command is being sent: now it may be.
    MaySend(CommandId),
    /// The person took a command back, and it never was sent.
    Withdrawn(CommandId),
    /// The person has read why a command was refused.
    Dismissed(CommandId),
    /// Something that the College certifies is not here: ask for all that it signed again.
    SignedLacks,
    /// What is here was brought to another history of the College's: all that is to be sent is this now.
    Restored(Box<Restored>),
    /// This computer is another device than the one that is signed in: a sign-in of its own is needed.
    OtherDevice,
    /// The person signed in again.
    SignedIn,
    /// A payment is awaited (or not any more): look often.
    Watch(bool),
    /// The answer to a request.
    Answer {
        /// Which request.
        exchange: Exchange,
        /// What came back.
        result: Result<Reply, Failed>,
    },
    /// The timer that was set has run out, or anything made the engine look at the time.
    Tick,
}

/// What to do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Make it durable before going on; if that fails, build the engine anew from the store.
    Persist(Persist),
    /// Send it and report the answer.
    Send(Exchange, Request),
    /// Tick at this time; replaces an earlier timer.
    SetTimer(Micros),
    /// Tell the person.
    Notify(Phase),
}

/// What came from the College and must be kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Persist {
    /// The next events of the record, perhaps none.
    Events {
        /// They follow on what is here.
        events: Vec<Verbatim<Event>>,
        /// What the College told with the last of them.
        history: Option<History>,
    },
    /// The College has another history than what is here: it was put back from a backup, or lost what came last. Answered
    /// with [`Input::Restored`].
    OtherRecord {
        /// All its events, from the first.
        events: Vec<Verbatim<Event>>,
        /// What it told with the last of them.
        history: Option<History>,
    },
    /// What is next in a stream besides the person's own, perhaps no events.
    Stream(StreamRow),
    /// The College has another history of one: all of it, from the first event.
    OtherStream(StreamRow),
    /// The College lacks edits of this draft that it had: all of them are offered again. Answered with [`Input::Restored`].
    OtherDraft(DraftId),
    /// Edits as the College has them, and those it refused.
    Edits {
        /// The draft; unknown here when it was begun on another device.
        key: DraftKey,
        /// The page.
        page: EditsPage,
    },
    /// The College takes no edits of this draft for now, be they as they may; it is asked again with the next round.
    DraftHeld {
        /// The draft.
        draft: DraftId,
        /// Why.
        problem: Option<Problem>,
    },
    /// The devices that are signed in.
    Devices(Verbatim<DeviceList>),
    /// A command is about to be sent for the first time: from here on the College may have it. Answered with
    /// [`Input::MaySend`], or with [`Input::Withdrawn`] when the person was faster.
    Sending(CommandId),
    /// The outcome of a command.
    Outcome(Verbatim<CommandReply>),
    /// The College answered, and this version of the application cannot read what. All of it stays as it is, and is asked for again.
    Unread(Unread),
    /// A command that was refused as a request: it can never be taken as it is.
    Refused {
        /// The command.
        command: CommandId,
        /// Why.
        problem: Option<Problem>,
    },
    /// All that the College signed, complete for this version of the record.
    Signed {
        /// Receipts and credentials.
        signed: Signed,
        /// The record's version when they were fetched.
        at: u64,
    },
    /// The keys that receipts are signed with.
    ReceiptKeys(String),
    /// A round ended well: all that is here is at the College, and the other way round.
    InStep,
}

/// What the College's answer was about, where that answer cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// What became of a command.
    Command(CommandId),
    /// The edits of a draft.
    Draft(DraftId),
}

/// What the engine is doing, for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// A round is under way.
    Busy,
    /// The last round ended well.
    InStep,
    /// The College cannot be reached; it is tried again by itself.
    Unreachable,
    /// The same, and it is known what is in the way.
    Obstructed(Obstacle),
    /// Paused until the person signs in again.
    SignInNeeded,
    /// Paused until the application is updated.
    UpdateNeeded,
}

/// What the store holds when the engine starts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Restored {
    /// Version of the record.
    pub record: u64,
    /// What the College told with it.
    pub history: Option<History>,
    /// What the College calls the person's own stream; it is pulled alone where this is not known.
    pub own: Option<String>,
    /// Where the other streams stand that the person was a member of.
    pub streams: Vec<Place>,
    /// The record's version at which all that is signed was fetched; 0 when something is known to be missing.
    pub signed_at: u64,
    /// Whether the keys of receipts are kept.
    pub has_receipt_keys: bool,
    /// Drafts with what is unsent.
    pub drafts: Vec<DraftSync>,
    /// Commands that wait or were refused.
    pub outbox: Vec<Queued>,
}

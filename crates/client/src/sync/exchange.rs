//! What the sync engine asks of the College and what can come back: the protocol as data.

use std::time::Duration;

use portal_protocol::{
    AnyEdit, CommandEnvelope, CommandReply, DeviceList, DraftList, EditsPush, History, Problem, Signed,
};
use portal_record::{DraftId, Event, Verbatim};

use crate::obstacle::Obstacle;

/// A page of the record, each event as it came.
pub type RecordPage = portal_protocol::RecordPage<Verbatim<Event>>;

/// A place in a stream, which is called as the College calls it, whatever its kind.
pub type Place = portal_protocol::Place<String>;

/// Asks for several streams.
pub type Pull = portal_protocol::Pull<String>;

/// What came of several streams, each event as it came.
pub type Pulled = portal_protocol::Pulled<Verbatim<Event>, String>;

/// A page of edits, each as it came.
pub type EditsPage = portal_protocol::EditsPage<Verbatim<AnyEdit>>;

/// Names a request while it is under way; an answer to another one is ignored.
pub type Exchange = u64;

/// One request. Each may be sent again without harm.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Events after this version.
    Record {
        /// The last version that is here.
        after: u64,
        /// What the College told with it.
        history: Option<History>,
    },
    /// Events of several streams, the person's own first.
    Streams(Pull),
    /// Which drafts there are.
    Drafts,
    /// Sends edits of a draft and fetches those of other devices.
    Edits {
        /// The draft.
        draft: DraftId,
        /// What is sent, perhaps nothing.
        push: EditsPush,
    },
    /// Sends a command.
    Command(Verbatim<CommandEnvelope>),
    /// The devices that are signed in, to name them where they disagree.
    Devices,
    /// All that the College signed for the registrant.
    Signed,
    /// The keys that receipts are signed with.
    ReceiptKeys,
}

/// The answer to a request of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Request::Record`].
    Record(RecordPage),
    /// To [`Request::Streams`].
    Streams(Pulled),
    /// To [`Request::Drafts`].
    Drafts(DraftList),
    /// To [`Request::Edits`].
    Edits(EditsPage),
    /// To [`Request::Command`].
    Command(Verbatim<CommandReply>),
    /// To [`Request::Devices`].
    Devices(Verbatim<DeviceList>),
    /// To [`Request::Signed`].
    Signed(Signed),
    /// To [`Request::ReceiptKeys`]: a JSON Web Key Set.
    ReceiptKeys(String),
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failed {
    /// No connection, or no reply in time.
    Unreachable,
    /// The same, and it is known what is in the way: also when somebody else answers (a hotel's sign-in page).
    Obstructed(Obstacle),
    /// The College answered what this version of the application cannot read.
    Unreadable,
    /// The College refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
        /// Its reason, if it gave one.
        problem: Option<Box<Problem>>,
    },
}

//! What crosses between the desktop and the College's server, over HTTP with JSON.
//!
//! | request | reply | |
//! |---|---|---|
//! | `GET /v1/me` | [`Me`] | whose token this is |
//! | `GET /v1/record?after=N&history=H` | [`RecordPage`] | events after version N, at most [`PAGE_EVENTS`] |
//! | `POST /v1/streams` | [`Pull`] → [`Pulled`] | the same of several streams in one round trip |
//! | `GET /v1/drafts` | [`DraftList`] | the registrant's drafts |
//! | `POST /v1/drafts/{id}/edits` | [`EditsPush`] → [`EditsPage`] | creates the draft or returns it; sends and fetches edits in one go |
//! | `PUT /v1/commands/{id}` | [`CommandEnvelope`] → [`CommandReply`] | stored idempotency by id and hash |
//! | `GET /v1/commands/{id}` | [`CommandReply`] | after a reply was lost |
//! | `GET /v1/signed` | [`Signed`] | all that the College signed for the registrant: receipts, credentials |
//! | `POST /v1/invoices/{invoice}/checkout` | [`CheckoutReply`] | opens the hosted payment page, or returns the one that is open |
//! | `GET /v1/devices` | [`DeviceList`] | the devices that are signed in |
//! | `DELETE /v1/devices/{id}` | nothing (204) | signs one of them out |
//! | `GET /.well-known/jwks.json` | JWKS | keys that the College signs with |
//! | `GET /.well-known/cose-keys` | COSE_KeySet | the same keys, as COSE has them |
//! | `GET /.well-known/portal-authority.pem` | X.509 | the authority under which PDFs are signed |
//! | `GET /v1/credentials/status` | Token Status List (CWT) | which credentials hold, by their index; open to anybody |
//! | `GET /verify/{credential-id}` | a page | whether a credential holds, for a person with a telephone; open to anybody |
//! | `GET /verify`, `POST /verify` | a page | asks for a credential's id or the text of its code, and checks it |
//! | `GET /v1/register/{cpso-number}` | [`RegisterEntry`](portal_record::register::RegisterEntry) | the public register as of today; open to anybody, without `Portal-Version` |
//!
//! A command whose name the server does not know is refused with 422 `command-unknown` and not stored: its id stays free, and the
//! desktop keeps it as needing attention until the server was updated. A push with an edit that does or says what the server does not know
//! is refused whole, with 422 `edit-unknown`: the desktop keeps the draft's edits and sends them again with every round.
//!
//! Beside every `after` stands the [`History`] that was told with that place, if one was. A server that holds another one was put
//! back from a backup, or lost what came last: it refuses with 409 `other-history` (or `out-of-order`, when it holds less), and the
//! desktop fetches from the start and sends again what is missing. A program that sends or tells none is served as before.
//!
//! What one side does not know of what the other says, it keeps as it came (`portal_record::Verbatim`). What cannot be read at all is told as that,
//! never as a lost connection: every reply of the College's own carries `Portal-Time`, so that it is told from that of something in between.
//!
//! Every request carries `Portal-Version`; a server that can't serve it any more answers 426. Errors are [`Problem`] documents
//! (RFC 9457, `application/problem+json`). Every reply tells the College's time in `Portal-Time`. Instants are microseconds since 1970 UTC, so that both sides keep the same digits.

use portal_credentials::registration::SignedCredential;
use portal_forms::{Edit, EditId, Micros};
use portal_record::Seen;
use portal_record::{
    Command, CommandId, DraftKey, Event, InvoiceId, Outcome, RegistrantId, StreamId, Verbatim,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod any_edit;

pub use any_edit::AnyEdit;

/// The version of this protocol, sent as `Portal-Version`.
pub const VERSION: u32 = 1;
/// Header with [`VERSION`].
pub const VERSION_HEADER: &str = "portal-version";
/// Header of every reply: the College's time when it answered, in microseconds since 1970 UTC.
pub const TIME_HEADER: &str = "portal-time";
/// Most events in one [`RecordPage`].
pub const PAGE_EVENTS: usize = 500;
/// Most streams in one [`Pull`].
pub const STREAMS_MAX: usize = 64;
/// Most edits in one [`EditsPush`] and in one [`EditsPage`].
pub const PAGE_EDITS: usize = 500;
/// Largest request body in bytes.
pub const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Whose token this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The stream.
    pub registrant: RegistrantId,
    /// The e-mail address that was signed in with.
    pub email: String,
    /// The device that the token belongs to.
    pub device: Uuid,
}

/// Names one place of one history: a hash over everything up to it. The server makes it; a device keeps it as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History(pub String);

/// A gap-free piece of the registrant's own log. A desktop reads its events as [`Verbatim`](portal_record::Verbatim).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordPage<E = Event> {
    /// Consecutive, the first one is `after + 1`.
    pub events: Vec<E>,
    /// The last version that the server holds.
    pub version: u64,
    /// Of the last of these events; of `after` when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// Asks for the events of several streams, each from where the computer stands. A desktop calls a stream as it was told to: there may
/// be kinds that it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pull<S = StreamId> {
    /// At most [`STREAMS_MAX`].
    pub streams: Vec<Place<S>>,
}

/// A place in a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place<S = StreamId> {
    /// Which stream.
    pub stream: S,
    /// The last version that the computer has.
    pub after: u64,
    /// What was told with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// What came of each stream, in the order in which they were asked for. Those that are missing at the end did not fit: ask again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pulled<E = Event, S = StreamId> {
    /// At most [`PAGE_EVENTS`] events together.
    pub streams: Vec<PulledStream<E, S>>,
    /// Every stream of which the registrant is a member, their own first.
    pub members: Vec<S>,
}

/// What came of one stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PulledStream<E = Event, S = StreamId> {
    /// Which.
    pub stream: S,
    /// What came of it.
    pub answer: StreamAnswer<E>,
}

/// A page of a stream, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StreamAnswer<E = Event> {
    /// A gap-free piece of it.
    Page(RecordPage<E>),
    /// A code, as in [`Problem::code`]: `not-found` when the registrant is no member, otherwise as for a stream that is asked for alone.
    Refused(String),
}

/// A draft as the server holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    /// Registrant, form and subject; its id is derived from them, so two can never exist.
    pub key: DraftKey,
    /// Version of the form that the draft is pinned to.
    pub form_version: String,
    /// Number of the last edit the server received for this draft.
    pub sequence: u64,
    /// Of that edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// The registrant's drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftList {
    /// In no particular order.
    pub drafts: Vec<DraftSummary>,
}

/// Sends edits of a draft and asks for those of other devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditsPush<E = Edit> {
    /// Must give the id in the address.
    pub key: DraftKey,
    /// Used when the draft is created by this push.
    pub form_version: String,
    /// At most [`PAGE_EDITS`], in the device's order. Their `received` is ignored: the server stamps.
    pub edits: Vec<E>,
    /// Sequence of the last edit this device has.
    pub after: u64,
    /// What was told with that edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// An edit with the number under which the server received it. A desktop reads it as a kept [`AnyEdit`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequencedEdit<E = Edit> {
    /// Gap-free per draft, from 1.
    pub sequence: u64,
    /// With its `received` stamp.
    pub edit: E,
}

/// Edits after the asked sequence, those just sent among them (now stamped).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditsPage<E = Edit> {
    /// Version of the form that the draft is pinned to.
    pub form_version: String,
    /// Consecutive, at most [`PAGE_EDITS`].
    pub edits: Vec<SequencedEdit<E>>,
    /// The last sequence that the server holds: ask again while it is ahead.
    pub sequence: u64,
    /// Of the last of these edits; of `after` when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// Edits of this push that were refused, with the reason: they are not edits of this form.
    pub refused: Vec<RefusedEdit>,
}

/// An edit that the server does not take; it never becomes part of the draft there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedEdit {
    /// Which.
    pub id: EditId,
    /// A code, as in [`Problem::code`].
    pub code: String,
}

/// A command on its way to the College.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommandEnvelope {
    /// UUIDv7, drawn once by the device; the same id with other content is refused.
    pub id: CommandId,
    /// The device's clock when the person did it: evidence only.
    pub claimed_at: Micros,
    /// What is asked, as it was given: what it says is compared by its text, on every try and by every version of the server.
    pub command: Verbatim<Command>,
    /// What the person had seen besides the version that the command names. Not of its content: it may be said anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// The stored outcome; the same for every retry. A server reads it as kept: one of a newer server is told as it was stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommandReply<O = Outcome> {
    /// The command.
    pub id: CommandId,
    /// When the server first held it durably: the binding time.
    pub received_at: Micros,
    /// Accepted with its events' versions, or rejected with the reason.
    pub outcome: O,
    /// The signed receipt of a filing (compact JWS).
    pub receipt: Option<String>,
}

/// All that the College signed for the registrant and that still says what it said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Receipts of filings: compact JWS each, oldest first.
    pub receipts: Vec<String>,
    /// Registration credentials that hold now or will, of the earliest registration year first. Those that were given out
    /// before and are not here hold no longer.
    pub credentials: Vec<SignedCredential>,
}

/// The hosted payment page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutReply {
    /// The invoice to be paid.
    pub invoice: InvoiceId,
    /// Where the person pays; card data never touches us.
    pub url: String,
}

/// A device that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// What it called itself when it signed in.
    pub name: String,
    /// When it signed in.
    pub signed_in_at: Micros,
    /// When it last renewed its access.
    pub seen_at: Micros,
}

/// The devices that are signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceList {
    /// Last seen first.
    pub devices: Vec<Device>,
}

/// Why a request was refused (RFC 9457). Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:portal:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short name of the problem.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// A clear sentence.
    pub detail: String,
    /// What programs decide on: `malformed`, `too-large`, `unauthenticated`, `not-found`, `id-reused`, `other-history`, `version-unsupported`, …
    pub code: String,
}

impl Problem {
    /// What the names of the College's problems begin with.
    pub const KIND: &str = "urn:portal:problem:";

    /// Whether this is the College's word, and not that of something in between that refuses in the same format.
    pub fn is_of_college(&self) -> bool {
        self.kind.strip_prefix(Self::KIND) == Some(self.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::de::DeserializeOwned;
    use uuid::Uuid;

    use super::*;

    /// Both are read, and written as they were.
    fn both<T: Serialize + DeserializeOwned + PartialEq + Debug>(older: &str, newer: &str) -> [T; 2] {
        [older, newer].map(|text| {
            let read: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            read
        })
    }

    #[test]
    fn programs_from_before_there_were_histories_are_understood_and_understand() {
        let told = Some(History("ab12".to_owned()));
        let [older, newer] = both::<RecordPage>(
            r#"{"events":[],"version":5}"#,
            r#"{"events":[],"version":5,"history":"ab12"}"#,
        );
        assert_eq!((older.history, newer.history), (None, told.clone()));
        let [older, newer] = both::<EditsPage>(
            r#"{"form_version":"1","edits":[],"sequence":3,"refused":[]}"#,
            r#"{"form_version":"1","edits":[],"sequence":3,"history":"ab12","refused":[]}"#,
        );
        assert_eq!((older.history, newer.history), (None, told.clone()));
        let key =
            r#""key":{"registrant":"00000000-0000-0000-0000-000000000001","form":"f","subject":"2027"}"#;
        let [older, newer] = both::<EditsPush>(
            &format!(r#"{{{key},"form_version":"1","edits":[],"after":3}}"#),
            &format!(r#"{{{key},"form_version":"1","edits":[],"after":3,"history":"ab12"}}"#),
        );
        assert_eq!((older.history, newer.history), (None, told.clone()));
        let [older, newer] = both::<DraftSummary>(
            &format!(r#"{{{key},"form_version":"1","sequence":3}}"#),
            &format!(r#"{{{key},"form_version":"1","sequence":3,"history":"ab12"}}"#),
        );
        assert_eq!((older.history, newer.history), (None, told));
    }

    #[test]
    fn a_command_says_what_was_seen_beside_its_content() {
        let envelope = r#"{"id":"00000000-0000-0000-0000-000000000001","claimed_at":7,"command":{"command":"set-minc","minc":"CAMD12345678","seen":4}"#;
        let command = serde_json::from_str::<serde_json::Value>(&format!("{envelope}}}")).unwrap();
        let Ok(older) = serde_json::from_value::<CommandEnvelope>(command) else {
            panic!("a command of before")
        };
        assert_eq!(older.seen, None);
        let commands = vec![CommandId(Uuid::from_u128(2))];
        let newer = CommandEnvelope { seen: Some(Seen { commands, until: Some(3) }), ..older.clone() };
        let text = serde_json::to_string(&newer).unwrap();
        assert!(
            text.ends_with(r#","seen":{"commands":["00000000-0000-0000-0000-000000000002"],"until":3}}"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<CommandEnvelope>(&text).unwrap(), newer);
        assert!(!serde_json::to_string(&older).unwrap().contains(r#""seen":{"#));
    }
}

//! The state of saving and sync in words, and the events that tell the interface to look again.

use serde::{Deserialize, Serialize};

/// Shown in the rail; sent anew with every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// What the sync engine is doing.
    pub sync: SyncState,
    /// "Saved on this computer 14:02 · At the College 14:03".
    pub sentence: String,
    /// Answers and commands that have not reached the College.
    pub waiting: u32,
    /// That this computer's clock is off by more than five minutes, and which time is used; said once, on Home.
    pub clock: Option<String>,
}

/// The sync engine's state, for an icon and for decisions; the sentence says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SyncState {
    /// All is at the College.
    UpToDate,
    /// Sending or fetching.
    Sending,
    /// The College cannot be reached; work goes on.
    Offline,
    /// Something stands between this computer and the College (a certificate, a proxy, a network's sign-in page), or the College
    /// cannot serve; work goes on.
    Obstructed,
    /// The College asks to sign in again; everything is kept.
    SignInNeeded,
    /// This version is too old to send; everything is kept.
    UpdateNeeded,
    /// Some of what the College has needs a newer version of the application to be read; all else goes on.
    NewerNeeded,
    /// Something was refused and waits for the person.
    NeedsAttention,
}

/// Something that waits to be sent, or was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// The id of the command, the draft or the edit.
    pub id: String,
    /// What it is: "Annual renewal survey 2027".
    pub title: String,
    /// When the person did it.
    pub at: String,
    /// Waiting, or refused.
    pub state: OutboxState,
    /// The reason, when refused.
    pub reason: Option<String>,
    /// How a refused answer began.
    pub entered: Option<String>,
    /// Where it is mended, or looked at.
    pub place: OutboxPlace,
    /// Whether it can be put away once it was read.
    pub can_dismiss: bool,
}

/// Where something that waits or was refused came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "page", rename_all = "camelCase")]
pub enum OutboxPlace {
    /// A question of the survey.
    Question {
        /// The draft, by the case that it becomes.
        draft: String,
        /// The section's linkId.
        section: String,
        /// The question's path; none when it is not asked any more.
        path: Option<String>,
    },
    /// A request as a whole.
    Case {
        /// Which.
        case: String,
    },
    /// The services, with what was asked for.
    Services,
    /// The profile, which lists its changes.
    Profile,
    /// The documents, with what is to be mailed.
    Documents,
}

/// Where an outbox item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum OutboxState {
    /// Waits for a connection or for its turn.
    Waiting,
    /// On its way.
    Sending,
    /// The College said no; the person decides.
    NeedsAttention,
}

/// What changed underneath the open page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Changed {
    /// Signed in, out, locked or unlocked.
    Session,
    /// The record: filing, payment, profile.
    Record,
    /// Answers that came from another device.
    Draft,
}

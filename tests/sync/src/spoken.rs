//! What a test says to an application that runs as a process of its own, and what it hears: one JSON value a line, an
//! answer to each question, in order.

use std::path::PathBuf;

use portal_ipc::{Entry, Failure, OutboxItem, Prediction, ProfileEdit, Section, Status};
use serde::{Deserialize, Serialize};

/// How the application is started; its one argument.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Start {
    /// Its own folder.
    pub data: PathBuf,
    /// The person's folder for documents.
    pub documents: PathBuf,
    /// The keychain's folder.
    pub keychain: PathBuf,
    /// Address of the College's server.
    pub server: String,
    /// What the clock shows at the start (RFC 3339).
    pub clock: String,
    /// What the computer is called.
    pub name: String,
}

/// What is asked of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "ask")]
pub enum Asked {
    /// Begin to sign in: [`Said::Page`].
    SignIn,
    /// Is somebody signed in: [`Said::Session`].
    Session,
    /// Answer a question: [`Said::Done`] once it is durable.
    Answer { path: String, value: Vec<Entry> },
    /// Change the profile: [`Said::Done`] once it is durable, or [`Said::Problems`].
    Change { change: Box<ProfileEdit> },
    /// A section of the survey: [`Said::Section`].
    Section { link_id: String },
    /// Saving and sync: [`Said::Status`].
    Status,
    /// What waits or needs attention: [`Said::Outbox`].
    Outbox,
    /// Save a document: [`Said::Saved`] once it is durable.
    Save { key: String },
    /// Sync now: [`Said::Done`].
    SyncNow,
    /// End as closing the window does: [`Said::Done`], and nothing after it.
    Close,
}

/// What it answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "say", content = "what")]
pub enum Said {
    /// It has started.
    Ready,
    /// The browser shows this address.
    Page(String),
    /// Whether somebody is signed in, and where not what the person reads about it.
    Session { signed_in: bool, notice: Option<String> },
    /// It is done, and durable where it changed something.
    Done,
    /// It was not done.
    Failed(Failure),
    /// It was not done, for these reasons.
    Problems(Prediction),
    /// A section as it stands.
    Section(Box<Section>),
    /// Saving and sync.
    Status(Status),
    /// What waits or needs attention.
    Outbox(Vec<OutboxItem>),
    /// Where the document is.
    Saved(PathBuf),
}

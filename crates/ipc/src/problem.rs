//! Why a command could not be done, for the person and for the interface.

use serde::{Deserialize, Serialize};

/// A command that could not be done. Nothing was changed unless the sentence says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{code:?}: {sentence}")]
pub struct Failure {
    /// What the interface decides on.
    pub code: FailureCode,
    /// What the person reads: what happened to their work, and what to do.
    pub sentence: String,
}

/// The failures that the interface treats differently; all others are `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum FailureCode {
    /// Nobody is signed in on this computer.
    SignedOut,
    /// The account's file is locked: ask for the passphrase.
    Locked,
    /// The passphrase does not open the file.
    WrongPassphrase,
    /// The College cannot be reached now.
    Offline,
    /// The College answered what this version of the application cannot read: a newer one is needed.
    NewerNeeded,
    /// The disk is full; the page must keep what was entered.
    DiskFull,
    /// The draft changed since it was reviewed: review again.
    ReviewAgain,
    /// The answers still have problems, so they cannot be submitted.
    NotReady,
    /// The College said no; the sentence says why.
    Refused,
    /// Anything else.
    Other,
}

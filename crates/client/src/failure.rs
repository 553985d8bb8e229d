//! What could not be done, as the window is told: a code where the interface decides on it, and always a sentence.
//!
//! One constructor for each kind of failure. Not here: deciding that something fails.

use portal_forms::Micros;
use portal_ipc::{Failure, FailureCode};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::drafts::entry::TEXT_CHARS_MAX;
use crate::obstacle::Obstacle;
use crate::replica::{AnswerError, CommandError, DismissError, SubmitError, WithdrawError};
use crate::saving::{NotOurs, SaveError};
use crate::store::StoreError;

/// A failure with the sentence of this id.
pub(crate) fn failure(code: FailureCode, id: &str) -> Failure {
    Failure { code, sentence: Texts::english().get(id) }
}

pub(crate) fn signed_out() -> Failure {
    failure(FailureCode::SignedOut, "failure-signed-out")
}

pub(crate) fn offline() -> Failure {
    failure(FailureCode::Offline, "failure-offline")
}

/// The College cannot be reached, for what is in the way.
pub(crate) fn obstructed(obstacle: Obstacle) -> Failure {
    let code = match obstacle {
        Obstacle::Unreadable => FailureCode::NewerNeeded,
        _ if obstacle.is_offline() => FailureCode::Offline,
        _ => FailureCode::Refused,
    };
    Failure { code, sentence: obstacle.sentence() }
}

pub(crate) fn other(id: &str) -> Failure {
    failure(FailureCode::Other, id)
}

pub(crate) fn refused(sentence: String) -> Failure {
    Failure { code: FailureCode::Refused, sentence }
}

pub(crate) fn store(error: &StoreError) -> Failure {
    tracing::error!(%error, "the store failed");
    match error {
        StoreError::Full => failure(FailureCode::DiskFull, "failure-disk-full"),
        StoreError::Corrupt => other("failure-file-damaged"),
        StoreError::Row { .. } | StoreError::Other(_) => other("failure-not-saved"),
    }
}

pub(crate) fn answer(error: &AnswerError) -> Failure {
    match error {
        AnswerError::Store(error) => store(error),
        AnswerError::NoSuchItem => other("failure-no-such-question"),
        AnswerError::Locked => refused(Texts::english().get("failure-survey-submitted")),
        AnswerError::TooLong => {
            let max = [("max", portal_texts::Argument::from(TEXT_CHARS_MAX))];
            refused(Texts::english().format("failure-answer-too-long", &max))
        }
        AnswerError::TooManyEntries => refused(Texts::english().get("failure-too-many-entries")),
        AnswerError::TooMuchAtOnce => refused(Texts::english().get("failure-too-much-at-once")),
        AnswerError::NoSurvey => refused(Texts::english().get("failure-no-survey")),
    }
}

pub(crate) fn submit(error: &SubmitError) -> Failure {
    match error {
        SubmitError::Store(error) => store(error),
        SubmitError::NoSurvey => refused(Texts::english().get("failure-no-survey")),
        SubmitError::AlreadySubmitted => refused(Texts::english().get("failure-survey-submitted")),
        SubmitError::ReviewAgain => failure(FailureCode::ReviewAgain, "failure-review-again"),
        SubmitError::NotReady => failure(FailureCode::NotReady, "failure-not-ready"),
        SubmitError::Rejected(rejection) => refused(rejection.sentence()),
    }
}

/// Why a command was not given.
pub(crate) fn command(error: &CommandError) -> Failure {
    match error {
        CommandError::Store(error) => store(error),
        CommandError::Rejected(rejection) => refused(rejection.sentence()),
    }
}

/// Why a document is not in this folder.
pub(crate) fn document_not_saved(error: &SaveError, folder: &str) -> Failure {
    tracing::error!(%error, "a document could not be saved");
    let (code, id) = match error {
        SaveError::Full(_) => (FailureCode::DiskFull, "failure-document-disk-full"),
        SaveError::Gone => (FailureCode::Other, "failure-document-folder-gone"),
        SaveError::NotAFolder(_) => (FailureCode::Other, "failure-document-not-a-folder"),
        SaveError::NotAllowed(_) => (FailureCode::Other, "failure-document-not-allowed"),
        SaveError::Name(_) => (FailureCode::Other, "failure-document-name"),
        SaveError::Other(_) => (FailureCode::Other, "failure-document-not-saved"),
    };
    Failure { code, sentence: Texts::english().format(id, &[("folder", folder)]) }
}

/// Why a file is neither opened nor shown.
pub(crate) fn not_ours(error: NotOurs) -> Failure {
    tracing::warn!(%error, "a file is not opened");
    other(match error {
        NotOurs::Unknown => "failure-document-not-saved-here",
        NotOurs::Changed => "failure-document-changed",
    })
}

/// Why a command was not taken back.
pub(crate) fn withdraw(error: &WithdrawError) -> Failure {
    match error {
        WithdrawError::Store(error) => store(error),
        WithdrawError::MayBeAtCollege => refused(Texts::english().get("failure-change-being-sent")),
        WithdrawError::NotWaiting => refused(Texts::english().get("failure-change-not-waiting")),
    }
}

/// Why a refused command was not put away.
pub(crate) fn dismiss(error: &DismissError) -> Failure {
    match error {
        DismissError::Store(error) => store(error),
        DismissError::NotRefused => refused(Texts::english().get("failure-change-not-refused")),
    }
}

/// `Tuesday 1 Jun 2027, 5:00 p.m. EDT`.
pub(crate) fn day_and_clock(instant: Micros) -> String {
    let texts = Texts::english();
    let day = texts.date_with_weekday(portal_record::eastern_day(instant));
    texts.format("format-instant", &[("date", day), ("clock", texts.clock_eastern(timestamp(instant)))])
}

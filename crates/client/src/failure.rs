//! What could not be done, as the window is told: a code where the interface decides on it, and always a sentence.
//!
//! One constructor for each kind of failure. Not here: deciding that something fails.

use portal_forms::Micros;
use portal_ipc::{Failure, FailureCode};
use portal_record::{Command, Outcome};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::drafts::entry::TEXT_CHARS_MAX;
use crate::export::{NotOurs, SaveError};
use crate::obstacle::Obstacle;
use crate::replica::{AnswerError, CommandError, DismissError, SubmitError, WithdrawError};
use crate::store::StoreError;
use crate::store::outbox::{CommandState, OutboxRow};

/// A failure with the sentence of this id.
pub(crate) fn failure(texts: &Texts, code: FailureCode, id: &str) -> Failure {
    Failure { code, sentence: texts.get(id) }
}

pub(crate) fn signed_out(texts: &Texts) -> Failure {
    failure(texts, FailureCode::SignedOut, "failure-signed-out")
}

pub(crate) fn offline(texts: &Texts) -> Failure {
    failure(texts, FailureCode::Offline, "failure-offline")
}

/// The College cannot be reached, for what is in the way.
pub(crate) fn obstructed(texts: &Texts, obstacle: Obstacle) -> Failure {
    let code = match obstacle {
        Obstacle::Unreadable => FailureCode::NewerNeeded,
        _ if obstacle.is_offline() => FailureCode::Offline,
        _ => FailureCode::Refused,
    };
    Failure { code, sentence: obstacle.sentence(texts) }
}

pub(crate) fn other(texts: &Texts, id: &str) -> Failure {
    failure(texts, FailureCode::Other, id)
}

pub(crate) fn refused(sentence: String) -> Failure {
    Failure { code: FailureCode::Refused, sentence }
}

pub(crate) fn store(texts: &Texts, error: &StoreError) -> Failure {
    tracing::error!(%error, "the store failed");
    match error {
        StoreError::Full => failure(texts, FailureCode::DiskFull, "failure-disk-full"),
        StoreError::Corrupt => other(texts, "failure-file-damaged"),
        StoreError::Row { .. } | StoreError::Other(_) => other(texts, "failure-not-saved"),
    }
}

pub(crate) fn answer(texts: &Texts, error: &AnswerError) -> Failure {
    match error {
        AnswerError::Store(error) => store(texts, error),
        AnswerError::NoSuchItem => other(texts, "failure-no-such-question"),
        AnswerError::Locked => refused(texts.get("failure-survey-submitted")),
        AnswerError::TooLong => {
            let max = [("max", portal_texts::Argument::from(TEXT_CHARS_MAX))];
            refused(texts.format("failure-answer-too-long", &max))
        }
        AnswerError::TooManyEntries => refused(texts.get("failure-too-many-entries")),
        AnswerError::TooMuchAtOnce => refused(texts.get("failure-too-much-at-once")),
        AnswerError::NoSurvey => refused(texts.get("failure-no-survey")),
    }
}

pub(crate) fn submit(texts: &Texts, error: &SubmitError) -> Failure {
    match error {
        SubmitError::Store(error) => store(texts, error),
        SubmitError::NoSurvey => refused(texts.get("failure-no-survey")),
        SubmitError::AlreadySubmitted => refused(texts.get("failure-survey-submitted")),
        SubmitError::ReviewAgain => failure(texts, FailureCode::ReviewAgain, "failure-review-again"),
        SubmitError::NotReady => failure(texts, FailureCode::NotReady, "failure-not-ready"),
        SubmitError::Rejected(rejection) => refused(rejection.sentence(texts)),
    }
}

/// Why a command was not given.
pub(crate) fn command(texts: &Texts, error: &CommandError) -> Failure {
    match error {
        CommandError::Store(error) => store(texts, error),
        CommandError::Rejected(rejection) => refused(rejection.sentence(texts)),
    }
}

/// Why a document is not in this folder.
pub(crate) fn document_not_saved(texts: &Texts, error: &SaveError, folder: &str) -> Failure {
    tracing::error!(%error, "a document could not be saved");
    let (code, id) = match error {
        SaveError::Full(_) => (FailureCode::DiskFull, "failure-document-disk-full"),
        SaveError::Gone => (FailureCode::Other, "failure-document-folder-gone"),
        SaveError::NotAFolder(_) => (FailureCode::Other, "failure-document-not-a-folder"),
        SaveError::NotAllowed(_) => (FailureCode::Other, "failure-document-not-allowed"),
        SaveError::Name(_) => (FailureCode::Other, "failure-document-name"),
        SaveError::Other(_) => (FailureCode::Other, "failure-document-not-saved"),
    };
    Failure { code, sentence: texts.format(id, &[("folder", folder)]) }
}

/// Why a file is neither opened nor shown.
pub(crate) fn not_ours(texts: &Texts, error: NotOurs) -> Failure {
    tracing::warn!(%error, "a file is not opened");
    let id = match error {
        NotOurs::Unknown => "failure-document-not-saved-here",
        NotOurs::Changed => "failure-document-changed",
    };
    other(texts, id)
}

/// Why a command was not taken back.
pub(crate) fn withdraw(texts: &Texts, error: &WithdrawError) -> Failure {
    match error {
        WithdrawError::Store(error) => store(texts, error),
        WithdrawError::MayBeAtCollege => refused(texts.get("failure-change-being-sent")),
        WithdrawError::NotWaiting => refused(texts.get("failure-change-not-waiting")),
    }
}

/// Why a refused command was not put away.
pub(crate) fn dismiss(texts: &Texts, error: &DismissError) -> Failure {
    match error {
        DismissError::Store(error) => store(texts, error),
        DismissError::NotRefused => refused(texts.get("failure-change-not-refused")),
    }
}

/// Why the College does not take a command: in its answer's words, in those that an older version of the application noted, or by the code.
pub(crate) fn refusal(texts: &Texts, row: &OutboxRow) -> String {
    let CommandState::NeedsAttention { code, sentence, reply } = &row.state else { return String::new() };
    if let Some(Outcome::Rejected { rejection }) = reply.as_ref().map(|reply| &reply.outcome) {
        return rejection.sentence(texts);
    }
    if let Some(sentence) = sentence {
        return sentence.clone();
    }
    let general = match &*row.envelope.command {
        Command::File(_) => "outbox-refused",
        Command::SendDocuments(_) => "outbox-refused-documents",
        _ => "outbox-refused-change",
    };
    let special = format!("{general}-{code}");
    texts.get(if texts.has(&special) { &special } else { general })
}

/// `Tuesday 1 Jun 2027, 5:00 p.m. EDT`.
pub(crate) fn day_and_clock(texts: &Texts, instant: Micros) -> String {
    let day = texts.date_with_weekday(portal_record::eastern_day(instant));
    texts.format("format-instant", &[("date", day), ("clock", texts.clock_eastern(timestamp(instant)))])
}

//! What the College's rules make of a command. Both sides run this: the desktop to predict, the server to bind.

mod command;
mod rejection;

use portal_forms::{EditId, Micros};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub use rejection::{Field, Reason, Rejection};

pub use crate::ledger::PaymentOutcome;
use crate::{Actor, Body, College, Json, Record, ledger, renewal};

/// What a decision may depend on besides the record.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The binding instant; on the desktop, the clock's.
    pub received_at: Micros,
    /// The device's clock when the person did it: evidence only.
    pub claimed_at: Micros,
    /// Who asks.
    pub actor: Actor,
    /// What the College publishes.
    pub college: &'a College,
    /// What the draft merges to, for the commands that submit one.
    pub filing: Option<&'a Filing>,
}

/// What a draft merges to, made by whoever decides from the edits it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    /// The edits that stand, sorted.
    pub edits: Vec<EditId>,
    /// The canonical response.
    pub response: Json,
    /// Its SHA-256, hex.
    pub response_hash: String,
    /// How many answers are wrong or missing.
    pub errors: u32,
}

/// What became of a command; kept with it for as long as the stream lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// Done: these are its events' versions.
    Accepted {
        /// First.
        first: u64,
        /// Last.
        last: u64,
    },
    /// Not done.
    Rejected {
        /// Why.
        rejection: Rejection,
    },
}

/// Events that the command causes, or why it is not done. An accepted command may cause none when it says what is known already.
///
/// # Errors
/// [`Rejection`] when a rule of the College does not allow it.
pub fn decide(record: &Record, command: &Command, context: &Context<'_>) -> Result<Vec<Body>, Rejection> {
    if record.unknown > 0 {
        return Err(Rejection::UpdateNeeded);
    }
    match command {
        Command::SubmitSurvey { year, form_version, edits, response_hash, .. } => {
            renewal::submit(record, *year, form_version, edits, response_hash, context)
        }
        Command::OpenCheckout { invoice, checkout } => {
            ledger::open_checkout(record, invoice, *checkout, context)
        }
        Command::RecordPayment { invoice, checkout, outcome } => {
            ledger::record_payment(record, invoice, *checkout, outcome, context)
        }
        _ => Err(Rejection::NotAllowed),
    }
}

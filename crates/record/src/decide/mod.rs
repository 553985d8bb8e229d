//! What the College's rules make of a command. Both sides run this: the desktop to predict, the server to bind.

mod command;
mod profile;
mod warning;

use serde::{Deserialize, Serialize};

pub use command::Command;
pub use profile::ProfileCommand;
pub use warning::{Warning, warnings};

use crate::{Actor, Body, Context, Record, Rejection, Unknown, cases, identity::Identity, ledger};

/// What became of a command; kept with it for as long as the stream lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// Done: these are its events' versions.
    Accepted {
        /// Version of the first of its events.
        first: u64,
        /// Version of the last of its events.
        last: u64,
    },
    /// Not done.
    Rejected {
        /// The rule that does not allow it.
        rejection: Rejection,
    },
    /// Another answer, which this program does not know.
    #[serde(untagged)]
    Unknown(Unknown),
}

/// Events that the command causes, or why it is not done. An accepted command may cause none when it says what is known already.
///
/// # Errors
/// [`Rejection`] when a rule of the College does not allow it.
pub fn decide(record: &Record, command: &Command, context: &Context<'_>) -> Result<Vec<Body>, Rejection> {
    if record.unknown > 0 {
        return Err(Rejection::UpdateNeeded);
    }
    if command.is_of_registrant() && !matches!(context.actor, Actor::Registrant { .. }) {
        return Err(Rejection::NotAllowed);
    }
    let identity = record.identity.as_ref().ok_or(Rejection::NotEnrolled)?;
    let bodies = of(command, record, identity, context)?;
    record.last_changes.allow(command.replaces(), context)?;
    Ok(bodies)
}

/// What each command causes: one event, or what is said of it.
fn of(
    command: &Command,
    record: &Record,
    identity: &Identity,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let one = |body: Body| vec![body];
    match command {
        Command::File(command) => command.decide(record, identity, context),
        Command::Case { case, act } => cases::decide(record, case, act, context),
        Command::OpenCheckout { invoice, checkout } => {
            ledger::open_checkout(record, invoice, *checkout, context)
        }
        Command::RecordPayment { invoice, checkout, outcome } => {
            ledger::record_payment(record, invoice, *checkout, outcome, context)
        }
        Command::TakePenaltyBack { invoice } => ledger::take_penalty_back(record, invoice, context),
        Command::ReturnCredit { invoice } => ledger::return_credit(record, invoice, context),
        Command::Profile(command) => command.decide(record, identity, context),
        Command::ReadThread(command) => command.decide(record).map(one),
        Command::SendDocuments(command) => command.decide(record, context).map(Body::from).map(one),
    }
}

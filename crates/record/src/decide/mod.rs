//! What the College's rules make of a command. Both sides run this: the desktop to predict, the server to bind.

mod command;
mod reading;
mod rejection;
mod sentence;
mod warning;

use portal_forms::{EditId, Micros};
use serde::{Deserialize, Serialize};

pub use command::Command;
pub(crate) use reading::{after, invalid};
pub use rejection::{Field, Reason, Rejection};
pub use warning::{Warning, warnings};

pub use crate::ledger::PaymentOutcome;
use crate::{
    Actor, Body, College, Json, Record, Unknown, identity::Identity, ledger, meanwhile::Seen, renewal,
};

/// What a decision may depend on besides the record.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The binding instant; on the desktop, the clock's.
    pub received_at: Micros,
    /// The device's clock when the person did it: evidence only.
    pub claimed_at: Micros,
    /// Who asks.
    pub actor: Actor,
    /// What the person had seen besides what the command says; nothing where an older program sent it.
    pub seen: Option<&'a Seen>,
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
    /// About how many of them devices disagree, and the person has not chosen.
    pub unsettled: u32,
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
        Command::TakePenaltyBack { invoice } => ledger::take_penalty_back(record, invoice, context),
        Command::ReturnCredit { invoice } => ledger::return_credit(record, invoice, context),
        of_the_profile => {
            let identity = record.identity.as_ref().ok_or(Rejection::NotEnrolled)?;
            let bodies = edit_profile(record, identity, of_the_profile, context)?;
            record.last_changes.allow(of_the_profile, context)?;
            Ok(bodies)
        }
    }
}

/// Commands about what the record says of the registrant: each causes one event, but asking for a removal also sends a message.
fn edit_profile(
    record: &Record,
    identity: &Identity,
    command: &Command,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let one = |body: Body| vec![body];
    let Record { contact, addresses, practice, .. } = record;
    match command {
        Command::DescribeSelf(command) => command.decide(identity, context).map(Body::from).map(one),
        Command::SetMinc(command) => command.decide(identity).map(Body::from).map(one),
        Command::SetEmail(command) => command.decide(contact).map(Body::from).map(one),
        Command::RemoveEmail(command) => command.decide(contact).map(Body::from).map(one),
        Command::RequestEmailChange(command) => command.decide(contact).map(Body::from).map(one),
        Command::ConfirmEmail(command) => command.decide(contact, context).map(Body::from).map(one),
        Command::UndoEmailChange(command) => command.decide(contact, context),
        Command::WithdrawEmailChange(command) => command.decide(contact).map(Body::from).map(one),
        Command::SetPhone(command) => command.decide(contact).map(Body::from).map(one),
        Command::RemovePhone(command) => command.decide(contact).map(Body::from).map(one),
        Command::SetPreferences(command) => command.decide(contact, context).map(Body::from).map(one),
        Command::SetAddress(command) => command.decide(addresses, context).map(Body::from).map(one),
        Command::SetNotInPractice(command) => command.decide(addresses, context).map(Body::from).map(one),
        Command::WithdrawAddress(command) => command.decide(addresses, context).map(Body::from).map(one),
        Command::RemoveLocation(command) => command.decide(identity, addresses, context),
        Command::AddActivity(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::RemoveActivity(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::AddPrivilege(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::RemovePrivilege(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::AddRegistration(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::RemoveRegistration(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::SetLiability(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::SetCpd(command) => command.decide(practice, context).map(Body::from).map(one),
        Command::SendDocuments(command) => command.decide(record, context).map(Body::from).map(one),
        Command::SubmitSurvey { .. }
        | Command::OpenCheckout { .. }
        | Command::RecordPayment { .. }
        | Command::TakePenaltyBack { .. }
        | Command::ReturnCredit { .. } => Ok(Vec::new()),
    }
}

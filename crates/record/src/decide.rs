//! What the College's rules make of a command. Both sides run this: the desktop to predict, the server to bind.

use portal_forms::{EditId, Micros};
use serde::{Deserialize, Serialize};

use crate::{Actor, Body, Cents, CheckoutId, College, DraftId, InvoiceId, Json, Record, ledger, renewal};

/// What somebody asks the College to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Command {
    /// File the annual renewal survey as it was reviewed.
    SubmitSurvey {
        /// The renewal year.
        year: u16,
        /// The draft that becomes the filing.
        draft: DraftId,
        /// Version of the form that it was reviewed in.
        form_version: String,
        /// The exact edits that stood when it was reviewed, sorted.
        edits: Vec<EditId>,
        /// SHA-256 of the canonical response that was reviewed, hex.
        response_hash: String,
    },
    /// Open a payment page for an invoice. Drawn by the server, for a registrant.
    OpenCheckout {
        /// The invoice to be paid.
        invoice: InvoiceId,
        /// The new try, used only when none is open.
        checkout: CheckoutId,
    },
    /// Take in what the payment provider says of a try.
    RecordPayment {
        /// The invoice.
        invoice: InvoiceId,
        /// The try.
        checkout: CheckoutId,
        /// What became of it.
        outcome: PaymentOutcome,
    },
}

/// What the payment provider says of a try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum PaymentOutcome {
    /// Charged.
    Settled {
        /// What was charged.
        amount: Cents,
        /// `visa`, `visa-debit`, `mastercard`, `mastercard-debit` or `amex`.
        method: String,
        /// Last four digits.
        last_four: String,
    },
    /// Declined: nothing charged.
    Declined,
    /// Left or run out: nothing charged.
    Abandoned,
    /// A card was entered; no answer yet.
    Uncertain,
}

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

/// A command was not done. Final, and nothing was changed. Its sentence is `rejection-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Rejection {
    /// This class does not renew with this survey, or there is no such year.
    #[error("this registration is not renewed with this survey")]
    NotAvailable,
    /// The window has not opened.
    #[error("the renewal window is not open yet")]
    NotOpenYet {
        /// When it opens.
        opens: Micros,
    },
    /// The registration is not active, so it cannot be renewed here.
    #[error("the registration is not active")]
    NotActive,
    /// It was filed before, perhaps from another device.
    #[error("the survey was filed already")]
    AlreadyFiled,
    /// The draft is not what was reviewed.
    #[error("the draft changed since it was reviewed")]
    DraftChanged,
    /// The form has a newer version.
    #[error("the form changed since it was reviewed")]
    FormChanged,
    /// The answers have problems.
    #[error("{count} answers are wrong or missing")]
    AnswersInvalid {
        /// How many.
        count: u32,
    },
    /// No such invoice on this record.
    #[error("no such invoice")]
    NoSuchInvoice,
    /// Paid already: paying twice is never offered.
    #[error("the invoice is paid")]
    AlreadyPaid,
    /// Another payment of it is under way.
    #[error("another payment is under way")]
    PaymentUnderWay {
        /// That try.
        checkout: CheckoutId,
    },
    /// The amount is not the invoice's.
    #[error("the amount is not the invoice's")]
    WrongAmount,
    /// Not for this actor.
    #[error("not allowed")]
    NotAllowed,
    /// The record has events that this program does not know.
    #[error("this program is too old for the record")]
    UpdateNeeded,
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
    }
}

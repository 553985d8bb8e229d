//! What somebody asks the College to do. What each act needs stands in its area; here is the list of them all.

use serde::{Deserialize, Serialize};

use super::ProfileCommand;
use crate::{
    CaseId, CheckoutId, EntryId, InvoiceId,
    cases::{CaseAct, File, Who, table},
    documents::SendDocuments,
    ledger::PaymentOutcome,
    meanwhile::Single,
    messages::ReadThread,
};

/// What somebody asks the College to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Command {
    /// File a request as it was reviewed. `submit-survey` was written while there was but the renewal.
    #[serde(alias = "submit-survey")]
    File(File),
    /// Do something with a case that was filed.
    Case {
        /// Which.
        case: CaseId,
        /// What.
        act: CaseAct,
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
    /// Take the late penalty back. Given by the College's staff.
    TakePenaltyBack {
        /// The invoice.
        invoice: InvoiceId,
    },
    /// What was paid too much was returned. Given by the College's staff.
    ReturnCredit {
        /// The invoice on which it was paid.
        invoice: InvoiceId,
    },
    /// A thread was read.
    ReadThread(ReadThread),
    /// Documents are mailed to the registrant.
    SendDocuments(SendDocuments),
    /// Say something of the record anew: its own name says what.
    #[serde(untagged)]
    Profile(ProfileCommand),
}

impl Command {
    /// Whether a registrant's device sends it. The others are drawn by the server, or given by the College's staff.
    pub fn is_of_registrant(&self) -> bool {
        match self {
            Command::File(_) | Command::ReadThread(_) | Command::SendDocuments(_) => true,
            Command::Case { act, .. } => act.act().is_none_or(|act| table::row(act).0 == Who::Person),
            Command::OpenCheckout { .. }
            | Command::RecordPayment { .. }
            | Command::TakePenaltyBack { .. }
            | Command::ReturnCredit { .. } => false,
            Command::Profile(command) => command.is_of_registrant(),
        }
    }

    /// The command of the profile that it is.
    pub fn profile(&self) -> Option<&ProfileCommand> {
        match self {
            Command::Profile(command) => Some(command),
            _ => None,
        }
    }

    /// The entry that it makes.
    pub fn creates(&self) -> Option<EntryId> {
        self.profile()?.touches().creates
    }

    /// The entry that it is about, which must be there before it.
    pub fn names(&self) -> Option<EntryId> {
        self.profile()?.touches().names
    }

    /// The version of the record that the person saw, where the command replaces something.
    pub fn version_seen(&self) -> Option<u64> {
        self.replaces().map(|(_, version)| version)
    }

    /// What the command replaces, and the version of the record that the person saw.
    pub(crate) fn replaces(&self) -> Option<(Single, u64)> {
        self.profile()?.touches().replaces
    }
}

//! What somebody asks the College to do. What each act needs stands in its area; here is the list of them all.

use serde::{Deserialize, Serialize};

use crate::{
    CaseId, CheckoutId, EntryId, InvoiceId,
    addresses::{RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress},
    cases::{CaseAct, File, Who, table},
    contact::{
        ConfirmEmail, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail, SetPhone, SetPreferences,
        UndoEmailChange, WithdrawEmailChange,
    },
    documents::SendDocuments,
    identity::{DescribeSelf, SetMinc},
    ledger::PaymentOutcome,
    meanwhile::Single,
    messages::ReadThread,
    practice::{
        AddActivity, AddPrivilege, AddRegistration, RemoveActivity, RemovePrivilege, RemoveRegistration,
        SetCpd, SetLiability,
    },
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
    /// Gender identity and languages of care.
    DescribeSelf(DescribeSelf),
    /// The Medical Identification Number for Canada.
    SetMinc(SetMinc),
    /// The business e-mail.
    SetEmail(SetEmail),
    /// No business e-mail.
    RemoveEmail(RemoveEmail),
    /// A new College e-mail, to be confirmed.
    RequestEmailChange(RequestEmailChange),
    /// The new College e-mail is confirmed. Drawn by the server.
    ConfirmEmail(ConfirmEmail),
    /// A change of the College e-mail is undone from the address before it. Drawn by the server.
    UndoEmailChange(UndoEmailChange),
    /// No new College e-mail after all.
    WithdrawEmailChange(WithdrawEmailChange),
    /// A telephone.
    SetPhone(SetPhone),
    /// No such telephone.
    RemovePhone(RemovePhone),
    /// How the College writes.
    SetPreferences(SetPreferences),
    /// An address from a day on.
    SetAddress(SetAddress),
    /// No practice address from a day on.
    SetNotInPractice(SetNotInPractice),
    /// An address is taken back before it takes effect.
    WithdrawAddress(WithdrawAddress),
    /// The College is asked to remove an additional location.
    RemoveLocation(RemoveLocation),
    /// A clinical activity.
    AddActivity(AddActivity),
    /// A clinical activity becomes historical.
    RemoveActivity(RemoveActivity),
    /// A hospital privilege.
    AddPrivilege(AddPrivilege),
    /// A hospital privilege becomes historical.
    RemovePrivilege(RemovePrivilege),
    /// A registration with another regulator.
    AddRegistration(AddRegistration),
    /// A registration with another regulator becomes historical.
    RemoveRegistration(RemoveRegistration),
    /// Professional liability protection.
    SetLiability(SetLiability),
    /// The tracker of continuing professional development.
    SetCpd(SetCpd),
    /// A thread was read.
    ReadThread(ReadThread),
    /// Documents are mailed to the registrant.
    SendDocuments(SendDocuments),
}

impl Command {
    /// Whether a registrant's device sends it. The others are drawn by the server, or given by the College's staff.
    pub fn is_of_registrant(&self) -> bool {
        if let Command::Case { act, .. } = self {
            return act.act().is_none_or(|act| table::row(act).0 == Who::Person);
        }
        !matches!(
            self,
            Command::OpenCheckout { .. }
                | Command::RecordPayment { .. }
                | Command::TakePenaltyBack { .. }
                | Command::ReturnCredit { .. }
                | Command::ConfirmEmail(_)
                | Command::UndoEmailChange(_)
        )
    }

    /// The entry that it makes.
    pub fn creates(&self) -> Option<EntryId> {
        match self {
            Command::RequestEmailChange(command) => Some(command.request),
            Command::SetAddress(command) => Some(command.id),
            Command::SetNotInPractice(command) => Some(command.id),
            Command::AddActivity(command) => Some(command.id),
            Command::AddPrivilege(command) => Some(command.id),
            Command::AddRegistration(command) => Some(command.id),
            _ => None,
        }
    }

    /// The entries that it is about, which must be there before it.
    pub fn names(&self) -> Vec<EntryId> {
        match self {
            Command::ConfirmEmail(command) => vec![command.request],
            Command::UndoEmailChange(command) => vec![command.request],
            Command::WithdrawEmailChange(command) => vec![command.request],
            Command::SetAddress(command) => command.replaces.into_iter().collect(),
            Command::WithdrawAddress(command) => vec![command.id],
            Command::RemoveLocation(command) => vec![command.id],
            Command::RemoveActivity(command) => vec![command.id],
            Command::RemovePrivilege(command) => vec![command.id],
            Command::RemoveRegistration(command) => vec![command.id],
            _ => Vec::new(),
        }
    }

    /// The version of the record that the person saw, where the command replaces something.
    pub fn version_seen(&self) -> Option<u64> {
        self.replaces().map(|(_, version)| version)
    }

    /// What the command replaces, and the version of the record that the person saw.
    pub(crate) fn replaces(&self) -> Option<(Single, u64)> {
        Some(match self {
            Command::DescribeSelf(it) => (Single::Description, it.seen),
            Command::SetMinc(it) => (Single::Minc, it.seen),
            Command::SetEmail(it) => (Single::Email(it.kind), it.seen),
            Command::RemoveEmail(it) => (Single::Email(it.kind), it.seen),
            Command::SetPhone(it) => (Single::Phone(it.kind), it.seen),
            Command::RemovePhone(it) => (Single::Phone(it.kind), it.seen),
            Command::SetPreferences(it) => (Single::Preferences, it.seen),
            Command::SetLiability(it) => (Single::Liability, it.seen),
            Command::SetCpd(it) => (Single::Cpd, it.seen),
            _ => return None,
        })
    }
}

//! What is owed, and for what.

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use crate::{CaseId, Cents, InvoiceId};

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Code of `assets/college/fees.json`; its text is `fee-<code>`.
    pub fee: String,
    /// Before tax.
    pub amount: Cents,
    /// Tax; zero where the fee is exempt.
    pub tax: Cents,
}

/// The late penalty was added to an invoice that was not paid by the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyAdded {
    /// The invoice that the penalty is charged on.
    pub invoice: InvoiceId,
    /// The penalty.
    pub line: Line,
}

/// The College took the late penalty back, by a line of the invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyTakenBack {
    /// The invoice that the penalty is charged on.
    pub invoice: InvoiceId,
    /// As much as the penalty, below zero.
    pub line: Line,
}

/// A fee fell due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceIssued {
    /// Its number.
    pub invoice: InvoiceId,
    /// What it is for.
    #[serde(rename = "for")]
    pub cause: InvoiceFor,
    /// What is charged.
    pub lines: Vec<Line>,
    /// Until when it can be paid without penalty.
    pub due: Micros,
}

/// What it was for was taken back or ended: it no longer is to be paid, and what was paid is owed back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceVoided {
    /// Which invoice.
    pub invoice: InvoiceId,
}

/// What an invoice is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case")]
pub enum InvoiceFor {
    /// A case.
    Case {
        /// Which.
        case: CaseId,
    },
}

impl InvoiceFor {
    /// The case, where it is for one.
    pub fn case(&self) -> Option<&CaseId> {
        match self {
            InvoiceFor::Case { case } => Some(case),
        }
    }
}

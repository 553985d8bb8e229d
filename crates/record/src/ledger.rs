//! Invoices and payments. Amounts come from the College's fee table, never from a client.

use std::collections::BTreeMap;

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use crate::{Actor, Body, Cents, CheckoutId, Context, Event, InvoiceId, Record, Rejection, renewal};

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

/// A fee fell due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceIssued {
    /// Its number.
    pub invoice: InvoiceId,
    /// The renewal year that it is for.
    pub year: u16,
    /// What is charged.
    pub lines: Vec<Line>,
    /// Until when it can be paid without penalty.
    pub due: Micros,
}

/// The late penalty was added to an invoice that was not paid by the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyAdded {
    /// Which invoice.
    pub invoice: InvoiceId,
    /// The penalty.
    pub line: Line,
}

/// A payment page was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutOpened {
    /// The invoice to be paid.
    pub invoice: InvoiceId,
    /// The try.
    pub checkout: CheckoutId,
    /// What it will charge.
    pub amount: Cents,
}

/// Why a payment page ended without a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closed {
    /// The card was declined; nothing was charged.
    Declined,
    /// The person left it, or it ran out; nothing was charged.
    Abandoned,
}

/// A payment page ended without a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutClosed {
    /// The invoice, payable again.
    pub invoice: InvoiceId,
    /// The try.
    pub checkout: CheckoutId,
    /// Why.
    pub why: Closed,
}

/// A card was entered, and the provider's answer is not known yet: it must not be paid twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentUncertain {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The try.
    pub checkout: CheckoutId,
}

/// The invoice was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSettled {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The try that paid it.
    pub checkout: CheckoutId,
    /// What was charged.
    pub amount: Cents,
    /// `visa`, `visa-debit`, `mastercard`, `mastercard-debit` or `amex`.
    pub method: String,
    /// Last four digits of the card.
    pub last_four: String,
}

/// Where an invoice stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvoiceState {
    /// May be paid; `last` says how the last try ended.
    Payable {
        /// How the last try ended.
        last: Option<Closed>,
    },
    /// A payment page is open.
    Open {
        /// The try.
        checkout: CheckoutId,
    },
    /// A card was entered and the outcome is not known.
    Uncertain {
        /// The try.
        checkout: CheckoutId,
    },
    /// Paid.
    Paid {
        /// The payment.
        payment: PaymentSettled,
        /// When the College heard of it.
        at: Micros,
    },
}

/// An invoice as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// As issued, with later lines.
    pub issued: InvoiceIssued,
    /// When it was issued.
    pub issued_at: Micros,
    /// Where it stands.
    pub state: InvoiceState,
}

impl Invoice {
    /// All lines with their tax.
    pub fn total(&self) -> Cents {
        self.issued.lines.iter().map(|line| line.amount + line.tax).sum()
    }

    /// The late penalty in it, if any.
    pub fn penalty(&self) -> Option<&Line> {
        self.issued.lines.iter().find(|line| line.fee == crate::college::LATE_PENALTY)
    }
}

/// Every invoice, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Nothing is removed.
    pub invoices: BTreeMap<InvoiceId, Invoice>,
}

impl Ledger {
    /// The invoice of a renewal year.
    pub fn of_year(&self, year: u16) -> Option<&Invoice> {
        self.invoices.values().find(|invoice| invoice.issued.year == year)
    }

    /// The invoice that a try is for.
    pub fn of_checkout(&self, id: CheckoutId) -> Option<&Invoice> {
        self.invoices.values().find(|invoice| match &invoice.state {
            InvoiceState::Open { checkout } | InvoiceState::Uncertain { checkout } => *checkout == id,
            InvoiceState::Paid { payment, .. } => payment.checkout == id,
            InvoiceState::Payable { .. } => false,
        })
    }

    pub(crate) fn issue(&mut self, event: &InvoiceIssued, at: Micros) {
        let invoice =
            Invoice { issued: event.clone(), issued_at: at, state: InvoiceState::Payable { last: None } };
        self.invoices.entry(event.invoice.clone()).or_insert(invoice);
    }

    pub(crate) fn apply(&mut self, event: &Event) {
        match &event.body {
            Body::PenaltyAdded(body) => self.add_penalty(body),
            Body::CheckoutOpened(body) => {
                self.set_state(&body.invoice, InvoiceState::Open { checkout: body.checkout });
            }
            Body::CheckoutClosed(body) => {
                self.set_state(&body.invoice, InvoiceState::Payable { last: Some(body.why) });
            }
            Body::PaymentUncertain(body) => {
                self.set_state(&body.invoice, InvoiceState::Uncertain { checkout: body.checkout });
            }
            Body::PaymentSettled(body) => {
                let paid = InvoiceState::Paid { payment: body.clone(), at: event.received_at };
                self.set_state(&body.invoice, paid);
            }
            _ => {}
        }
    }

    fn add_penalty(&mut self, event: &PenaltyAdded) {
        if let Some(invoice) = self.invoices.get_mut(&event.invoice) {
            invoice.issued.lines.push(event.line.clone());
        }
    }

    /// A paid invoice stays paid, whatever is heard later.
    fn set_state(&mut self, invoice: &InvoiceId, state: InvoiceState) {
        if let Some(invoice) = self.invoices.get_mut(invoice)
            && !matches!(invoice.state, InvoiceState::Paid { .. })
        {
            invoice.state = state;
        }
    }
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

/// Opens a payment page, after adding the penalty that has fallen due since the invoice was issued.
pub(crate) fn open_checkout(
    record: &Record,
    id: &InvoiceId,
    checkout: CheckoutId,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    if context.actor == Actor::Provider {
        return Err(Rejection::NotAllowed);
    }
    let invoice = record.ledger.invoices.get(id).ok_or(Rejection::NoSuchInvoice)?;
    match &invoice.state {
        InvoiceState::Paid { .. } => return Err(Rejection::AlreadyPaid),
        InvoiceState::Open { checkout } | InvoiceState::Uncertain { checkout } => {
            return Err(Rejection::PaymentUnderWay { checkout: *checkout });
        }
        InvoiceState::Payable { .. } => {}
    }
    let mut bodies = Vec::new();
    let mut amount = invoice.total();
    if let Some(line) = penalty_due(invoice, context) {
        amount = amount + line.amount + line.tax;
        bodies.push(PenaltyAdded { invoice: id.clone(), line }.into());
    }
    bodies.push(CheckoutOpened { invoice: id.clone(), checkout, amount }.into());
    Ok(bodies)
}

/// The penalty that opening a payment page now would add.
pub fn penalty_due(invoice: &Invoice, context: &Context<'_>) -> Option<Line> {
    let late = context.received_at > invoice.issued.due && invoice.penalty().is_none();
    let fee = invoice.issued.lines.first().filter(|_| late)?;
    let year = context.college.renewal_year(invoice.issued.year)?;
    context.college.late_penalty(fee, year.registration.from)
}

/// Takes in what the provider says. Said twice, or late, it changes nothing.
pub(crate) fn record_payment(
    record: &Record,
    id: &InvoiceId,
    checkout: CheckoutId,
    outcome: &PaymentOutcome,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    if context.actor != Actor::Provider {
        return Err(Rejection::NotAllowed);
    }
    let invoice = record.ledger.invoices.get(id).ok_or(Rejection::NoSuchInvoice)?;
    if let InvoiceState::Paid { payment, .. } = &invoice.state {
        let is_news = matches!(outcome, PaymentOutcome::Settled { .. }) && payment.checkout != checkout;
        return if is_news { Err(Rejection::AlreadyPaid) } else { Ok(Vec::new()) };
    }
    let uncertain = InvoiceState::Uncertain { checkout };
    let is_current = invoice.state == uncertain || invoice.state == InvoiceState::Open { checkout };
    let invoice_id = id.clone();
    Ok(match outcome {
        // Money that was taken is recorded even when the try had been given up.
        PaymentOutcome::Settled { amount, method, last_four } => {
            if *amount != invoice.total() {
                return Err(Rejection::WrongAmount);
            }
            let paid = PaymentSettled {
                invoice: invoice_id,
                checkout,
                amount: *amount,
                method: method.clone(),
                last_four: last_four.clone(),
            };
            let completed = renewal::completion(record, invoice.issued.year, context.college);
            std::iter::once(paid.into()).chain(completed.map(Body::from)).collect()
        }
        PaymentOutcome::Declined if is_current => {
            vec![CheckoutClosed { invoice: invoice_id, checkout, why: Closed::Declined }.into()]
        }
        PaymentOutcome::Abandoned if is_current => {
            vec![CheckoutClosed { invoice: invoice_id, checkout, why: Closed::Abandoned }.into()]
        }
        PaymentOutcome::Uncertain if is_current && invoice.state != uncertain => {
            vec![PaymentUncertain { invoice: invoice_id, checkout }.into()]
        }
        PaymentOutcome::Declined | PaymentOutcome::Abandoned | PaymentOutcome::Uncertain => Vec::new(),
    })
}

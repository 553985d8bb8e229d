//! Invoices and payments. Amounts come from the College's fee table, never from a client.

mod issued;

use std::collections::BTreeMap;

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

pub use issued::{InvoiceFor, InvoiceIssued, InvoiceVoided, Line, PenaltyAdded, PenaltyTakenBack};

use crate::{Actor, Body, CaseId, Cents, CheckoutId, Context, Event, InvoiceId, Record, Rejection, services};

/// The College returned what it had been paid too much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditReturned {
    /// The invoice on which it was paid.
    pub invoice: InvoiceId,
    /// What was returned.
    pub amount: Cents,
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
    /// How the try ended.
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

/// The invoice was paid. Said once more of another try, it was paid twice: the second payment is a credit.
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
    /// As issued, with the lines that were added until it was paid.
    pub issued: InvoiceIssued,
    /// When it was issued.
    pub issued_at: Micros,
    /// Where it stands.
    pub state: InvoiceState,
    /// What each try was opened to charge.
    pub tries: BTreeMap<CheckoutId, Cents>,
    /// Payments that came after it was paid.
    pub paid_again: Vec<PaymentSettled>,
    /// What the College was paid too much and has not returned.
    pub credit: Cents,
    /// The late penalty was taken back: it is not added again.
    pub is_penalty_taken_back: bool,
    /// What it was for is no more.
    pub is_void: bool,
}

impl Invoice {
    fn new(issued: InvoiceIssued, issued_at: Micros) -> Invoice {
        Invoice {
            issued,
            issued_at,
            state: InvoiceState::Payable { last: None },
            tries: BTreeMap::new(),
            paid_again: Vec::new(),
            credit: Cents(0),
            is_penalty_taken_back: false,
            is_void: false,
        }
    }

    /// All lines with their tax.
    pub fn total(&self) -> Cents {
        self.issued.lines.iter().map(|line| line.amount + line.tax).sum()
    }

    /// The late penalty in it, if any; also one that was taken back.
    pub fn penalty(&self) -> Option<&Line> {
        self.issued.lines.iter().find(|line| line.fee == crate::college::LATE_PENALTY)
    }

    /// Whether this try has paid it, first or again.
    fn is_paid_by(&self, id: CheckoutId) -> bool {
        let first = matches!(&self.state, InvoiceState::Paid { payment, .. } if payment.checkout == id);
        first || self.paid_again.iter().any(|payment| payment.checkout == id)
    }

    /// A paid invoice stays paid, whatever is heard later.
    fn stand(&mut self, state: InvoiceState) {
        if !matches!(self.state, InvoiceState::Paid { .. }) {
            self.state = state;
        }
    }

    /// It is to be paid: neither paid nor voided.
    pub fn is_owed(&self) -> bool {
        !self.is_void && !matches!(self.state, InvoiceState::Paid { .. })
    }

    /// It is paid, and what was paid is not owed back.
    pub fn is_paid(&self) -> bool {
        !self.is_void && matches!(self.state, InvoiceState::Paid { .. })
    }

    /// The first payment pays the invoice; what is beyond it, every later one, and what pays a voided one, is a credit.
    fn settle(&mut self, payment: &PaymentSettled, at: Micros) {
        if self.is_paid_by(payment.checkout) {
            return;
        }
        if !self.is_owed() {
            self.credit = self.credit + payment.amount;
            self.paid_again.push(payment.clone());
        } else {
            self.credit = (payment.amount - self.total()).max(Cents(0));
            self.state = InvoiceState::Paid { payment: payment.clone(), at };
        }
    }

    /// What was paid for what is no more is owed back.
    fn void(&mut self) {
        if let (false, InvoiceState::Paid { payment, .. }) = (self.is_void, &self.state) {
            // What was paid beyond it, and a penalty that was taken back once paid, are owed back already.
            let is_in_lines =
                self.issued.lines.iter().any(|line| line.fee == crate::college::PENALTY_TAKEN_BACK);
            let penalty = self.penalty().filter(|_| self.is_penalty_taken_back && !is_in_lines);
            let owed_back = penalty.map_or(Cents(0), |line| line.amount + line.tax);
            self.credit = self.credit + (payment.amount.min(self.total()) - owed_back);
        }
        self.is_void = true;
    }

    /// What was paid already is owed back; the lines of a paid invoice stay those of its receipt.
    fn take_penalty_back(&mut self, line: &Line) {
        if self.is_penalty_taken_back {
            return;
        }
        self.is_penalty_taken_back = true;
        if matches!(self.state, InvoiceState::Paid { .. }) {
            self.credit = self.credit - (line.amount + line.tax);
        } else {
            self.issued.lines.push(line.clone());
        }
    }
}

/// Every invoice, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Nothing is removed.
    pub invoices: BTreeMap<InvoiceId, Invoice>,
}

impl Ledger {
    /// The invoice of a case.
    pub fn of_case(&self, case: &CaseId) -> Option<&Invoice> {
        self.invoices.values().find(|invoice| invoice.issued.cause.case() == Some(case))
    }

    /// The invoice that a try is for.
    pub fn of_checkout(&self, id: CheckoutId) -> Option<&Invoice> {
        self.invoices.values().find(|invoice| match &invoice.state {
            InvoiceState::Open { checkout } | InvoiceState::Uncertain { checkout } => *checkout == id,
            InvoiceState::Paid { .. } => invoice.is_paid_by(id),
            InvoiceState::Payable { .. } => false,
        })
    }

    pub(crate) fn apply(&mut self, event: &Event) {
        match &event.body {
            Body::InvoiceIssued(body) => {
                let issued = || Invoice::new(body.clone(), event.received_at);
                self.invoices.entry(body.invoice.clone()).or_insert_with(issued);
            }
            Body::PenaltyAdded(body) => {
                self.change(&body.invoice, |invoice| invoice.issued.lines.push(body.line.clone()));
            }
            Body::PenaltyTakenBack(body) => {
                self.change(&body.invoice, |invoice| invoice.take_penalty_back(&body.line));
            }
            Body::CheckoutOpened(body) => self.change(&body.invoice, |invoice| {
                invoice.tries.insert(body.checkout, body.amount);
                invoice.stand(InvoiceState::Open { checkout: body.checkout });
            }),
            Body::CheckoutClosed(body) => self.change(&body.invoice, |invoice| {
                invoice.stand(InvoiceState::Payable { last: Some(body.why) });
            }),
            Body::PaymentUncertain(body) => self.change(&body.invoice, |invoice| {
                invoice.stand(InvoiceState::Uncertain { checkout: body.checkout });
            }),
            Body::PaymentSettled(body) => {
                self.change(&body.invoice, |invoice| invoice.settle(body, event.received_at));
            }
            Body::InvoiceVoided(body) => self.change(&body.invoice, Invoice::void),
            Body::CreditReturned(body) => self.change(&body.invoice, |invoice| {
                invoice.credit = (invoice.credit - body.amount).max(Cents(0));
            }),
            _ => {}
        }
    }

    fn change(&mut self, id: &InvoiceId, change: impl FnOnce(&mut Invoice)) {
        if let Some(invoice) = self.invoices.get_mut(id) {
            change(invoice);
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
        _ if invoice.is_void => return Err(Rejection::InvoiceVoided),
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
    let case = invoice.issued.cause.case()?;
    services::own(case.service()).penalty(invoice, case, context)
}

/// Takes in what the provider says, or the College where the two disagree. Said twice, or late, it changes nothing.
pub(crate) fn record_payment(
    record: &Record,
    id: &InvoiceId,
    checkout: CheckoutId,
    outcome: &PaymentOutcome,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    if !matches!(context.actor, Actor::Provider | Actor::Staff { .. }) {
        return Err(Rejection::NotAllowed);
    }
    let invoice = record.ledger.invoices.get(id).ok_or(Rejection::NoSuchInvoice)?;
    if invoice.is_paid_by(checkout) {
        return Ok(Vec::new());
    }
    let uncertain = InvoiceState::Uncertain { checkout };
    let is_current = invoice.state == uncertain || invoice.state == InvoiceState::Open { checkout };
    let invoice_id = id.clone();
    Ok(match outcome {
        // Money that was taken is recorded even when the try had been given up, or another has paid.
        PaymentOutcome::Settled { amount, method, last_four } => {
            if !pays(invoice, checkout, *amount, context.actor) {
                return Err(Rejection::WrongAmount);
            }
            let paid = PaymentSettled {
                invoice: invoice_id,
                checkout,
                amount: *amount,
                method: method.clone(),
                last_four: last_four.clone(),
            };
            let case = invoice.issued.cause.case().filter(|_| !invoice.is_void);
            let follows = case.and_then(|case| services::own(case.service()).paid(record, case, context));
            std::iter::once(paid.into()).chain(follows).collect()
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

/// Whether this is what the try was opened for, and no less than what is to be paid. For the College it is enough that nothing remains.
fn pays(invoice: &Invoice, checkout: CheckoutId, amount: Cents, actor: Actor) -> bool {
    let is_enough = matches!(invoice.state, InvoiceState::Paid { .. }) || amount >= invoice.total();
    match invoice.tries.get(&checkout) {
        _ if matches!(actor, Actor::Staff { .. }) => is_enough,
        Some(ordered) => amount == *ordered && is_enough,
        None => amount == invoice.total(),
    }
}

/// Takes the late penalty back, also before opening a page would add it: then it never is.
pub(crate) fn take_penalty_back(
    record: &Record,
    id: &InvoiceId,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let invoice = of_the_college(record, id, context)?;
    if invoice.is_penalty_taken_back {
        return Err(Rejection::SameAsNow);
    }
    let is_paid = matches!(invoice.state, InvoiceState::Paid { .. });
    let due = penalty_due(invoice, context).filter(|_| !is_paid);
    let penalty = invoice.penalty().or(due.as_ref()).ok_or(Rejection::SameAsNow)?;
    let (amount, tax) = (Cents(0) - penalty.amount, Cents(0) - penalty.tax);
    let line = Line { fee: crate::college::PENALTY_TAKEN_BACK.to_owned(), amount, tax };
    let added = due.map(|line| PenaltyAdded { invoice: id.clone(), line }.into());
    Ok(added.into_iter().chain([PenaltyTakenBack { invoice: id.clone(), line }.into()]).collect())
}

/// All that is owed back was returned.
pub(crate) fn return_credit(
    record: &Record,
    id: &InvoiceId,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let invoice = of_the_college(record, id, context)?;
    if invoice.credit <= Cents(0) {
        return Err(Rejection::SameAsNow);
    }
    Ok(vec![CreditReturned { invoice: id.clone(), amount: invoice.credit }.into()])
}

/// The invoice, when it is the College's staff that asks.
fn of_the_college<'a>(
    record: &'a Record,
    id: &InvoiceId,
    context: &Context<'_>,
) -> Result<&'a Invoice, Rejection> {
    if !matches!(context.actor, Actor::Staff { .. }) {
        return Err(Rejection::NotAllowed);
    }
    record.ledger.invoices.get(id).ok_or(Rejection::NoSuchInvoice)
}

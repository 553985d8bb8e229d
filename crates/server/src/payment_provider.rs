//! Who takes the payments, whoever that is: what it is asked for, and what it answers.

use std::pin::Pin;

use portal_forms::Micros;
use portal_record::{Cents, CheckoutId, InvoiceId};

/// What a provider is asked to charge.
#[derive(Debug, Clone)]
pub struct Order {
    /// The try: opening it twice gives the same page and charges once.
    pub checkout: CheckoutId,
    /// Named on the page.
    pub invoice: InvoiceId,
    /// What is charged, CAD.
    pub amount: Cents,
    /// Where the browser goes afterwards.
    pub return_url: String,
}

/// Where a try stands, by the provider's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckoutStatus {
    /// The page is open; nothing was tried.
    Open,
    /// A card was entered; no answer yet.
    Uncertain,
    /// Charged.
    Settled {
        /// What was charged.
        amount: Cents,
        /// `visa`, `visa-debit`, `mastercard`, `mastercard-debit` or `amex`.
        method: String,
        /// Last four digits.
        last_four: String,
    },
    /// Declined: nothing charged, and this page can't be used again.
    Declined,
    /// Left or run out: nothing charged, and this page can't be used again.
    Abandoned,
}

/// A message of the provider whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id; a message may come several times.
    pub id: String,
    /// What it is about.
    pub checkout: CheckoutId,
}

/// The provider does not answer. Whether something was charged is not known.
#[derive(Debug, thiserror::Error)]
#[error("the payment provider does not answer: {0}")]
pub struct Unanswered(pub String);

/// What a provider answers, when it does.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unanswered>> + Send + 'a>>;

/// Who takes the payments.
pub trait PaymentProvider: Send + Sync {
    /// Opens a hosted page, or gives the one that this checkout has; its address.
    fn open<'a>(&'a self, order: &'a Order) -> Answer<'a, String>;

    /// Where a checkout stands.
    fn look_up(&self, checkout: CheckoutId) -> Answer<'_, CheckoutStatus>;

    /// Reads a message, if its signature holds now.
    fn read_message(&self, signature: &str, body: &[u8], now: Micros) -> Option<Message>;

    /// The header that carries the signature.
    fn signature_header(&self) -> &'static str;
}

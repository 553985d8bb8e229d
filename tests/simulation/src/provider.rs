//! The payment provider: what it has charged is its word, and only what was asked about is known to the College.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use portal_forms::Micros;
use portal_record::{Cents, CheckoutId};
use portal_server::in_process::{Answer, CheckoutStatus, Message, Order, PaymentProvider};

/// See the module.
#[derive(Default)]
pub struct Provider {
    tries: Mutex<BTreeMap<CheckoutId, (Cents, CheckoutStatus)>>,
}

impl Provider {
    fn tries(&self) -> MutexGuard<'_, BTreeMap<CheckoutId, (Cents, CheckoutStatus)>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something becomes of a page: it is paid (0), the card declined (1), the answer is open (2), or it is left (3). What was
    /// charged stays charged; what was called left may be charged later.
    pub fn goes_on(&self, checkout: CheckoutId, outcome: usize) {
        let mut tries = self.tries();
        let Some((amount, status)) = tries.get_mut(&checkout) else { return };
        let charged = CheckoutStatus::Settled {
            amount: *amount,
            method: "visa".to_owned(),
            last_four: "4242".to_owned(),
        };
        *status = match (&*status, outcome % 4) {
            (CheckoutStatus::Settled { .. } | CheckoutStatus::Declined, _) => return,
            (_, 0) => charged,
            (CheckoutStatus::Abandoned, _) => return,
            (_, 1) => CheckoutStatus::Declined,
            (CheckoutStatus::Open, 2) => CheckoutStatus::Uncertain,
            (CheckoutStatus::Open, _) => CheckoutStatus::Abandoned,
            (CheckoutStatus::Uncertain, _) => return,
        };
    }

    /// What was charged, by try.
    pub fn charged(&self) -> Vec<(CheckoutId, Cents)> {
        let is_charged = |status: &CheckoutStatus| matches!(status, CheckoutStatus::Settled { .. });
        let tries = self.tries();
        let charged = tries.iter().filter(|(_, (_, status))| is_charged(status));
        charged.map(|(checkout, (amount, _))| (*checkout, *amount)).collect()
    }

    /// All pages that were ever opened.
    pub fn opened(&self) -> Vec<CheckoutId> {
        self.tries().keys().copied().collect()
    }
}

impl PaymentProvider for Provider {
    fn open<'a>(&'a self, order: &'a Order) -> Answer<'a, String> {
        self.tries().entry(order.checkout).or_insert((order.amount, CheckoutStatus::Open));
        Box::pin(async move { Ok(format!("https://pay.example/{}", order.checkout.0)) })
    }

    fn look_up(&self, checkout: CheckoutId) -> Answer<'_, CheckoutStatus> {
        let status = self.tries().get(&checkout).map_or(CheckoutStatus::Abandoned, |(_, it)| it.clone());
        Box::pin(async move { Ok(status) })
    }

    fn read_message(&self, _: &str, _: &[u8], _: Micros) -> Option<Message> {
        None
    }

    fn signature_header(&self) -> &'static str {
        "signature"
    }
}

//! The payment provider: what it has charged is its word, and only what was asked about is known to the College.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use portal_forms::Micros;
use portal_record::{Cents, CheckoutId};
use portal_server::in_process::{Answer, Message, Order, PaymentProvider, Standing};

/// See the module.
#[derive(Default)]
pub struct Provider {
    tries: Mutex<BTreeMap<CheckoutId, (Cents, Standing)>>,
}

impl Provider {
    fn tries(&self) -> MutexGuard<'_, BTreeMap<CheckoutId, (Cents, Standing)>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something becomes of a page: it is paid (0), the card declined (1), the answer is open (2), or it is left (3). What was
    /// charged stays charged; what was called left may be charged later.
    pub fn goes_on(&self, checkout: CheckoutId, outcome: usize) {
        let mut tries = self.tries();
        let Some((amount, standing)) = tries.get_mut(&checkout) else { return };
        let charged =
            Standing::Settled { amount: *amount, method: "visa".to_owned(), last_four: "4242".to_owned() };
        *standing = match (&*standing, outcome % 4) {
            (Standing::Settled { .. } | Standing::Declined, _) => return,
            (_, 0) => charged,
            (Standing::Abandoned, _) => return,
            (_, 1) => Standing::Declined,
            (Standing::Open, 2) => Standing::Uncertain,
            (Standing::Open, _) => Standing::Abandoned,
            (Standing::Uncertain, _) => return,
        };
    }

    /// What was charged, by try.
    pub fn charged(&self) -> Vec<(CheckoutId, Cents)> {
        let is_charged = |standing: &Standing| matches!(standing, Standing::Settled { .. });
        let tries = self.tries();
        let charged = tries.iter().filter(|(_, (_, standing))| is_charged(standing));
        charged.map(|(checkout, (amount, _))| (*checkout, *amount)).collect()
    }

    /// All pages that were ever opened.
    pub fn opened(&self) -> Vec<CheckoutId> {
        self.tries().keys().copied().collect()
    }
}

impl PaymentProvider for Provider {
    fn open<'a>(&'a self, order: &'a Order) -> Answer<'a, String> {
        self.tries().entry(order.checkout).or_insert((order.amount, Standing::Open));
        Box::pin(async move { Ok(format!("https://pay.example/{}", order.checkout.0)) })
    }

    fn look_up(&self, checkout: CheckoutId) -> Answer<'_, Standing> {
        let standing = self.tries().get(&checkout).map_or(Standing::Abandoned, |(_, it)| it.clone());
        Box::pin(async move { Ok(standing) })
    }

    fn read_message(&self, _: &str, _: &[u8], _: Micros) -> Option<Message> {
        None
    }

    fn signature_header(&self) -> &'static str {
        "signature"
    }
}

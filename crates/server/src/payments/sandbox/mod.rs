//! The embedded payment provider: a sandbox that behaves like a real one, with sessions of its own, a hosted page, test
//! cards, and signed messages over real HTTP. No real card is asked for or taken, and no money moves.

mod cards;
pub mod deliveries;
mod page;
mod sessions;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use portal_forms::Micros;
use portal_record::{Cents, CheckoutId};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::body::FORM_BYTES_MAX;
use crate::clock::{Clock, SECOND, after};
use crate::payment_provider::{Answer, CheckoutStatus, Message, Order, PaymentProvider, Unanswered};
use crate::secrets::PurposeKey;
use crate::store::{Store, StoreError};

pub use cards::{TEST_CARDS, TestCard};
pub use sessions::Session;

/// How long a hosted page can be used.
const SESSION_SECONDS: i64 = 30 * 60;
/// How long the silent card leaves everyone without an answer.
const SILENT_SECONDS: i64 = 8;
/// How old a signed message may be.
const SIGNATURE_SECONDS: i64 = 5 * 60;
/// The header with the signature: `t=<microseconds>,v1=<hex>`.
pub const SIGNATURE: &str = "sandbox-signature";

/// The sandbox provider.
pub struct Sandbox {
    store: Store,
    clock: Clock,
    key: PurposeKey,
    /// How browsers reach it, without a slash at the end.
    public_url: String,
    /// Woken when a message waits to be delivered.
    due: Arc<Notify>,
}

/// A message, as it is sent.
#[derive(Debug, Serialize, Deserialize)]
struct Sent {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    checkout: uuid::Uuid,
}

impl Sandbox {
    /// A provider over this store.
    pub fn new(store: Store, clock: Clock, key: PurposeKey, public_url: String, due: Arc<Notify>) -> Self {
        Self { store, clock, key, public_url, due }
    }

    /// Signs a message that is sent now.
    pub fn sign(&self, body: &[u8]) -> String {
        let at = self.clock.now().0.to_string();
        format!("t={at},v1={}", self.key.mac(&[at.as_bytes(), body]))
    }

    fn now(&self) -> Micros {
        self.clock.now()
    }

    fn page_of(&self, session: uuid::Uuid) -> String {
        format!("{}/sandbox/checkout/{session}", self.public_url)
    }
}

impl From<StoreError> for Unanswered {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

impl PaymentProvider for Sandbox {
    fn open<'a>(&'a self, order: &'a Order) -> Answer<'a, String> {
        Box::pin(async move {
            let session = Session {
                id: order.checkout.0,
                reference: order.invoice.0.clone(),
                amount: order.amount,
                return_url: order.return_url.clone(),
                state: sessions::State::Open,
                method: None,
                last_four: None,
                expires_at: after(self.now(), SESSION_SECONDS),
                answer_at: None,
            };
            let id = session.id;
            self.store.write(move |db| Box::pin(async move { sessions::open(db, &session).await })).await?;
            Ok(self.page_of(id))
        })
    }

    fn look_up(&self, checkout: CheckoutId) -> Answer<'_, CheckoutStatus> {
        Box::pin(async move {
            let now = self.now();
            let session = self.store.write(move |db| {
                Box::pin(async move {
                    sessions::expire(db, checkout.0, now).await?;
                    sessions::find(db, checkout.0).await
                })
            });
            // A session that was never opened was left before it began.
            Ok(session.await?.map_or(CheckoutStatus::Abandoned, |session| session.status(now)))
        })
    }

    fn read_message(&self, signature: &str, body: &[u8], now: Micros) -> Option<Message> {
        let (at, mac) = signature.split_once(',')?;
        let (at, mac) = (at.strip_prefix("t=")?, mac.strip_prefix("v1=")?);
        let age = now.0.checked_sub(at.parse().ok()?)?;
        let is_recent = age.checked_abs()? <= SIGNATURE_SECONDS * SECOND;
        if !is_recent || !self.key.verify(&[at.as_bytes(), body], mac) {
            return None;
        }
        let sent: Sent = serde_json::from_slice(body).ok()?;
        Some(Message { id: sent.id, checkout: CheckoutId(sent.checkout) })
    }

    fn signature_header(&self) -> &'static str {
        SIGNATURE
    }
}

/// The hosted page.
pub fn routes(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/sandbox/checkout/{session}", get(page::show).post(page::pay))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .with_state(sandbox)
}

impl Session {
    fn status(&self, now: Micros) -> CheckoutStatus {
        let settled = |amount: Cents| CheckoutStatus::Settled {
            amount,
            method: self.method.clone().unwrap_or_default(),
            last_four: self.last_four.clone().unwrap_or_default(),
        };
        match self.state {
            sessions::State::Open => CheckoutStatus::Open,
            sessions::State::Declined => CheckoutStatus::Declined,
            sessions::State::Abandoned => CheckoutStatus::Abandoned,
            sessions::State::Charged if self.answer_at.is_some_and(|answer_at| now < answer_at) => {
                CheckoutStatus::Uncertain
            }
            sessions::State::Charged => settled(self.amount),
        }
    }
}

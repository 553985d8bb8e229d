//! Delivering the sandbox's messages over HTTP, again and again until they are taken.

use super::sessions::{self, Delivery};
use super::{SIGNATURE, Sandbox, Sent};
use crate::clock::after;
use crate::store::StoreError;

/// Messages that are delivered in one round.
const ROUND_MAX: u32 = 50;
/// After so many tries a message is given up: the College asks by itself.
const ATTEMPTS_MAX: u64 = 20;
/// Longest wait between two tries.
const WAIT_SECONDS_MAX: i64 = 60;

/// Delivers every message that is due to this address.
///
/// # Errors
/// [`StoreError`] when the messages can't be read.
pub async fn round(sandbox: &Sandbox, http: &reqwest::Client, url: &str) -> Result<(), StoreError> {
    let due = {
        let mut db = sandbox.store.read().await?;
        sessions::due(&mut db, sandbox.now(), ROUND_MAX).await?
    };
    for delivery in due {
        let delivered = deliver(sandbox, http, url, &delivery).await;
        let now = sandbox.now();
        let doublings = u32::try_from(delivery.attempts).unwrap_or(u32::MAX).min(6);
        let again = (!delivered && delivery.attempts < ATTEMPTS_MAX)
            .then(|| after(now, (1_i64 << doublings).min(WAIT_SECONDS_MAX)));
        let delivered_at = delivered.then_some(now);
        let id = delivery.id;
        sandbox
            .store
            .write(move |db| Box::pin(async move { sessions::tried(db, id, again, delivered_at).await }))
            .await?;
    }
    Ok(())
}

async fn deliver(sandbox: &Sandbox, http: &reqwest::Client, url: &str, delivery: &Delivery) -> bool {
    let sent = Sent {
        id: format!("msg_{}", delivery.id.simple()),
        kind: delivery.kind.clone(),
        checkout: delivery.session,
    };
    let Ok(body) = serde_json::to_vec(&sent) else { return false };
    let request = http
        .post(url)
        .header("content-type", "application/json")
        .header(SIGNATURE, sandbox.sign(&body))
        .body(body);
    match request.send().await {
        Ok(reply) if reply.status().is_success() => true,
        Ok(reply) => {
            tracing::warn!(status = reply.status().as_u16(), "a payment message was not taken");
            false
        }
        Err(error) => {
            tracing::warn!(error = %error.without_url(), "a payment message was not delivered");
            false
        }
    }
}

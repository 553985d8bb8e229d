//! Work that nobody asks for: payments whose outcome is not known, the sandbox's messages, tokens that ran out.

use std::sync::Arc;
use std::time::Duration;

use portal_forms::Micros;
use tokio::sync::watch;

use crate::app::App;
use crate::clock::after;
use crate::payments::poll;
use crate::payments::sandbox::{Sandbox, deliveries};
use crate::store::{StoreError, allowances};
use crate::{issuer, register};

/// How long a message may take to be delivered.
const MESSAGE_TIME_MAX: Duration = Duration::from_secs(10);
/// How often what ran out is forgotten.
const SWEEP_SECONDS: i64 = 60 * 60;

/// The background work of a server.
pub struct Background {
    /// What it works with.
    pub app: Arc<App>,
    /// The sandbox provider.
    pub sandbox: Arc<Sandbox>,
    /// Delivers the sandbox's messages.
    pub http: reqwest::Client,
    /// Where they go.
    pub messages_to: String,
    /// How often it looks.
    pub tick: Duration,
    /// Turns true when the server stops.
    pub stopping: watch::Receiver<bool>,
}

/// A client for messages within this machine.
pub fn http() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder().timeout(MESSAGE_TIME_MAX).no_proxy().build()
}

impl Background {
    /// Works until the server stops.
    pub async fn run(mut self) {
        let mut sweep_at = Micros(0);
        loop {
            if let Err(error) = self.round(&mut sweep_at).await {
                tracing::warn!(%error, "background work is put off");
            }
            tokio::select! {
                () = tokio::time::sleep(self.tick) => {}
                () = self.app.due.notified() => {}
                _ = self.stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }

    async fn round(&self, sweep_at: &mut Micros) -> Result<(), StoreError> {
        deliveries::round(&self.sandbox, &self.http, &self.messages_to).await?;
        poll::round(&self.app).await?;
        let now = self.app.now();
        if *sweep_at <= now {
            issuer::sweep(&self.app, now).await?;
            let sweep = self.app.store.write(move |db| Box::pin(allowances::sweep(db, now)));
            sweep.await?;
            let made = register::catch_up(&self.app.store, now).await?;
            if made > 0 {
                tracing::info!(made, "entries of the register were made");
            }
            *sweep_at = after(now, SWEEP_SECONDS);
        }
        Ok(())
    }
}

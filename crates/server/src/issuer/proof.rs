//! Whether somebody knows the password of an account: counted before it is looked at, checked in a row of those who wait, and told
//! to the log. The sign-in page asks so, and whatever else must be done by the person themselves.

use axum::http::HeaderMap;
use portal_record::RegistrantId;
use uuid::Uuid;

use super::device_cookies;
use crate::app::App;
use crate::origin::Origin;
use crate::passwords::{Lane, PASSWORD_BYTES_MAX, Place};
use crate::problem::{self, Refusal};
use crate::store::StoreError;
use crate::store::accounts::{self, Account};
use crate::throttle::Attempt;

/// Characters that name an account in the log.
const LOGGED_CHARS: usize = 16;

/// Who says that an account is theirs.
pub struct Trial<'a> {
    /// What for, in the log.
    pub what: &'static str,
    /// The address under which it is counted.
    pub email: &'a str,
    /// The account, if there is one.
    pub account: Option<Account>,
    /// What their browser keeps.
    pub headers: &'a HeaderMap,
    /// The desktop that asks.
    pub desktop: Option<Uuid>,
    /// From where.
    pub origin: Origin,
}

/// What came of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It is this account's.
    Given(RegistrantId),
    /// It is not, or there is no account.
    Wrong,
    /// It was not looked at: first the attempts rest.
    TooOften {
        /// Until when to wait.
        seconds: i64,
    },
    /// It was not looked at: too many wait.
    Busy,
}

impl Trial<'_> {
    /// Tries this password.
    ///
    /// # Errors
    /// A [`Refusal`] when the database or the hashing fails.
    pub async fn prove(self, app: &App, password: &str) -> Result<Proof, Refusal> {
        let device = self.device(app).await?;
        let lane = if device.is_some() { Lane::Known } else { Lane::Stranger };
        // Who finds no place is not counted: nothing was tried.
        let Some(place) = app.passwords.place(lane) else {
            self.failed(app, lane, "no place left", 0);
            return Ok(Proof::Busy);
        };
        let attempt = match (&self.account, &device) {
            (Some(account), Some(device)) => Attempt::on_known_device(account.registrant, device),
            _ => Attempt::sign_in(self.email, self.origin.0),
        };
        let count = match attempt.count(&app.store, app.now()).await? {
            Ok(count) => count,
            Err(seconds) => {
                self.failed(app, lane, "too often", seconds);
                return Ok(Proof::TooOften { seconds });
            }
        };
        let matches = self.matches(app, place, password).await?;
        let outcome = match &self.account {
            Some(account) if matches => {
                attempt.forgive(&app.store).await?;
                let (what, pseudonym, address) = (self.what, self.pseudonym(app), self.origin.0);
                tracing::info!(what, account = pseudonym, %address, ?lane, "a password was right");
                return Ok(Proof::Given(account.registrant));
            }
            Some(_) => "wrong password",
            None => "no such account",
        };
        self.failed(app, lane, outcome, count);
        Ok(Proof::Wrong)
    }

    /// What the device is called, where it signed in to this account before.
    async fn device(&self, app: &App) -> Result<Option<String>, StoreError> {
        let Some(account) = &self.account else { return Ok(None) };
        let mut db = app.store.read().await?;
        device_cookies::known_device(app, &mut db, self.headers, account.registrant, self.desktop).await
    }

    /// Takes the same time whether or not there is an account.
    async fn matches(&self, app: &App, place: Place, password: &str) -> Result<bool, Refusal> {
        let account = self.account.as_ref().filter(|_| password.len() <= PASSWORD_BYTES_MAX);
        let password = password.get(..PASSWORD_BYTES_MAX.min(password.len())).unwrap_or_default();
        let hash = account.map(|account| account.password_hash.as_str());
        app.passwords.verify(place, password, hash).await.map_err(|error| {
            tracing::error!(%error, "a password could not be checked");
            problem::internal()
        })
    }

    /// Names the account in the log: the same one again is recognised, and whose it is stays unsaid.
    fn pseudonym(&self, app: &App) -> String {
        let mut mac = app.keys.log.mac(&[accounts::folded(self.email).as_bytes()]);
        mac.truncate(LOGGED_CHARS);
        mac
    }

    /// `count`: the attempts that count by now, or the seconds for which they rest.
    fn failed(&self, app: &App, lane: Lane, outcome: &'static str, count: i64) {
        let (what, account, address) = (self.what, self.pseudonym(app), self.origin.0);
        tracing::warn!(what, account, %address, ?lane, outcome, count, "a password was not taken");
    }
}

//! How often a sign-in may be tried: per account, whoever tries, and per network address, whichever account. An e-mail
//! address that nobody has is counted like any other, so that the answer tells nothing.

use std::net::IpAddr;

use portal_forms::Micros;

use crate::app::App;
use crate::clock::{SECOND, after};
use crate::secrets::digest;
use crate::store::accounts::folded;
use crate::store::{Connection, StoreError, attempts};

/// The window in which attempts are counted.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Attempts on one account in a window.
const ACCOUNT_MAX: i64 = 10;
/// Attempts from one network address in a window; a hospital may stand behind it.
const ADDRESS_MAX: i64 = 60;

/// Who tries to sign in as whom.
#[derive(Debug, Clone)]
pub struct Attempt {
    account: String,
    address: String,
}

impl Attempt {
    /// An attempt with this e-mail address from this network address.
    pub fn new(email: &str, from: IpAddr) -> Self {
        let from = match from.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            // One household or office has a whole /64 of its own.
            IpAddr::V6(address) => format!("{:?}", address.segments().get(..4)),
        };
        Self {
            account: digest(&format!("account {}", folded(email))),
            address: digest(&format!("address {from}")),
        }
    }

    /// Counts the attempt. Tells the seconds to wait when there were too many.
    pub async fn count(&self, app: &App) -> Result<Result<(), i64>, StoreError> {
        let now = app.now();
        let oldest = after(now, -WINDOW_SECONDS);
        let Self { account, address } = self.clone();
        let (account, address) = app
            .store
            .write(move |db| {
                Box::pin(async move {
                    let account = attempts::add(db, &account, now, oldest).await?;
                    Ok((account, attempts::add(db, &address, now, oldest).await?))
                })
            })
            .await?;
        let waits = [(account, ACCOUNT_MAX), (address, ADDRESS_MAX)]
            .into_iter()
            .filter(|(attempts, max)| attempts.count > *max)
            .map(|(attempts, _)| seconds_left(attempts.window_started, now));
        Ok(waits.max().map_or(Ok(()), Err))
    }

    /// Takes the attempt back: it succeeded.
    pub async fn forgive(&self, app: &App) -> Result<(), StoreError> {
        let Self { account, address } = self.clone();
        app.store
            .write(move |db| {
                Box::pin(async move {
                    attempts::clear(db, &account).await?;
                    attempts::forgive(db, &address).await
                })
            })
            .await
    }
}

/// Forgets attempts that count no more.
pub async fn sweep(db: &mut Connection, now: Micros) -> Result<u64, StoreError> {
    attempts::sweep(db, after(now, -WINDOW_SECONDS)).await
}

fn seconds_left(window_started: Micros, now: Micros) -> i64 {
    let left = after(window_started, WINDOW_SECONDS).0 - now.0;
    (left / SECOND).max(1)
}

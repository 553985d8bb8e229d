//! How often something may be tried from outside. A sign-in: per account, whoever tries, and per network address, whichever
//! account; an e-mail address that nobody has is counted like any other, so that the answer tells nothing. A look at a
//! credential: per network address.

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
/// Attempts to sign in from one network address in a window; a hospital may stand behind it.
const SIGN_INS_MAX: i64 = 60;
/// Credentials that are looked at from one network address in a window; the same hospital may check its whole staff.
const LOOKS_MAX: i64 = 120;

/// Something that is tried: all that it counts for.
#[derive(Debug, Clone)]
pub struct Attempt(Vec<Counted>);

/// What an attempt counts for.
#[derive(Debug, Clone)]
struct Counted {
    /// A digest: the table names nobody.
    subject: String,
    /// Most attempts in a window.
    max: i64,
    /// What success forgives.
    forgiven: Forgiven,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forgiven {
    /// This attempt.
    One,
    /// All of them.
    All,
}

impl Attempt {
    /// An attempt to sign in with this e-mail address from this network address.
    pub fn sign_in(email: &str, from: IpAddr) -> Self {
        let account = digest(&format!("account {}", folded(email)));
        let address = digest(&format!("address {}", network(from)));
        Self(vec![
            Counted { subject: account, max: ACCOUNT_MAX, forgiven: Forgiven::All },
            Counted { subject: address, max: SIGN_INS_MAX, forgiven: Forgiven::One },
        ])
    }

    /// A look at a credential from this network address.
    pub fn look(from: IpAddr) -> Self {
        let subject = digest(&format!("look {}", network(from)));
        Self(vec![Counted { subject, max: LOOKS_MAX, forgiven: Forgiven::One }])
    }

    /// Counts the attempt. Tells the seconds to wait when there were too many.
    pub async fn count(&self, app: &App) -> Result<Result<(), i64>, StoreError> {
        let now = app.now();
        let oldest = after(now, -WINDOW_SECONDS);
        let counted = self.0.clone();
        let work = app.store.write(move |db| {
            Box::pin(async move {
                let mut waits = Vec::new();
                for Counted { subject, max, .. } in counted {
                    let attempts = attempts::add(db, &subject, now, oldest).await?;
                    if attempts.count > max {
                        waits.push(seconds_left(attempts.window_started, now));
                    }
                }
                Ok(waits.into_iter().max())
            })
        });
        Ok(work.await?.map_or(Ok(()), Err))
    }

    /// Takes the attempt back: it succeeded.
    pub async fn forgive(&self, app: &App) -> Result<(), StoreError> {
        let counted = self.0.clone();
        let work = app.store.write(move |db| {
            Box::pin(async move {
                for Counted { subject, forgiven, .. } in counted {
                    match forgiven {
                        Forgiven::One => attempts::forgive(db, &subject).await?,
                        Forgiven::All => attempts::clear(db, &subject).await?,
                    }
                }
                Ok(())
            })
        });
        work.await
    }
}

/// Forgets attempts that count no more.
pub async fn sweep(db: &mut Connection, now: Micros) -> Result<u64, StoreError> {
    attempts::sweep(db, after(now, -WINDOW_SECONDS)).await
}

fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        // One household or office has a whole /64 of its own.
        IpAddr::V6(address) => format!("{:?}", address.segments().get(..4)),
    }
}

/// Whole seconds after which a new window begins.
fn seconds_left(window_started: Micros, now: Micros) -> i64 {
    let left = after(window_started, WINDOW_SECONDS).0 - now.0;
    (left / SECOND).max(0) + 1
}

//! The status list: which credentials hold, by their places, so that whoever checks one need not say which. Made anew every few
//! minutes, and when another key signs.

use std::sync::Arc;

use portal_credentials::registration::status::{StatusClaims, StatusList};
use portal_forms::Micros;
use portal_record::eastern_day;
use tokio::sync::Mutex;

use super::Credentials;
use crate::clock::{after, timestamp, to_the_second};
use crate::store::{StoreError, credentials as rows};

/// Where it is, below the server's public address.
pub const PATH: &str = "/v1/credentials/status";
/// How old a list may be that is given out, and how long others should keep it.
const FRESH_SECONDS: u32 = 300;
/// How long a list says something: whoever has no network may use yesterday's.
const VALID_SECONDS: i64 = 24 * 60 * 60;
/// Registrants for whom a day has come, brought up to date in one round; and rounds before one list.
const ROUND_MAX: u32 = 200;
const ROUNDS_MAX: usize = 50;

/// The list that is given out, as long as it is fresh.
#[derive(Default)]
pub struct StatusLists(Mutex<Option<Arc<SignedList>>>);

/// A signed list.
pub struct SignedList {
    /// A Token Status List as CWT.
    pub signed: Vec<u8>,
    made_at: Micros,
    key: String,
}

impl SignedList {
    /// How long others may keep it from now on, in seconds.
    pub fn fresh_seconds(&self, now: Micros) -> i64 {
        let age = timestamp(now).as_second() - timestamp(self.made_at).as_second();
        (i64::from(FRESH_SECONDS) - age).max(0)
    }
}

impl Credentials<'_> {
    /// The list, no older than a few minutes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn status_list(&self, lists: &StatusLists) -> Result<Arc<SignedList>, StoreError> {
        // Held while it is made: who asks meanwhile gets the same one.
        let mut kept = lists.0.lock().await;
        let (now, keys) = (self.clock.now(), self.keys.now());
        if let Some(made) = kept.as_ref()
            && made.key == keys.current.kid()
            && made.fresh_seconds(now) > 0
        {
            return Ok(Arc::clone(made));
        }
        let list = self.standings(now).await?;
        let claims = StatusClaims {
            subject: format!("{}{PATH}", self.public_url),
            issued_at: to_the_second(now),
            expires_at: to_the_second(after(now, VALID_SECONDS)),
            fresh_for_seconds: FRESH_SECONDS,
            list,
        };
        let signed = keys.current.issue_status(&claims);
        let made = Arc::new(SignedList { signed, made_at: now, key: keys.current.kid().to_owned() });
        *kept = Some(Arc::clone(&made));
        Ok(made)
    }

    async fn standings(&self, now: Micros) -> Result<StatusList, StoreError> {
        let today = eastern_day(now);
        for _ in 0..ROUNDS_MAX {
            let unsure = {
                let mut db = self.store.read().await?;
                rows::unsure(&mut db, today, ROUND_MAX).await?
            };
            if unsure.is_empty() {
                break;
            }
            for registrant in unsure {
                self.renew(registrant).await?;
            }
        }
        let mut db = self.store.read().await?;
        Ok(rows::standings(&mut db).await?.into_iter().collect())
    }
}

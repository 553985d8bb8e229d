//! The College's rules act on cases when it is time: each act once, whichever of several servers gets to it.

use portal_record::{Actor, College, Rejection, Rule};

use super::{Doing, act};
use crate::app::App;
use crate::clock::{Clock, after};
use crate::staff::StaffError;
use crate::store::cases::{self, Due};
use crate::store::{Store, StoreError};

/// For so long nobody else tries what one server is at.
const LEASE_SECONDS: i64 = 60;
/// Acts in one round.
const ROUND_MAX: usize = 200;

/// Does all that is due.
///
/// # Errors
/// [`StoreError`] when what is due can't be read or written.
pub async fn round(app: &App) -> Result<(), StoreError> {
    due(&app.store, &app.college, &app.clock).await.map(drop)
}

/// The same, where there is no server; gives how many acts were tried.
///
/// # Errors
/// [`StoreError`] when what is due can't be read or written.
pub async fn due(store: &Store, college: &College, clock: &Clock) -> Result<usize, StoreError> {
    for tried in 0..ROUND_MAX {
        let now = clock.now();
        let until = after(now, LEASE_SECONDS);
        let leased = store.write(move |db| Box::pin(async move { cases::lease(db, now, until).await }));
        let Some(due) = leased.await? else { return Ok(tried) };
        if let Err(error) = settle(store, college, clock, &due).await {
            tracing::warn!(case = %due.case, %error, "what is due of a case is put off");
        }
    }
    Ok(ROUND_MAX)
}

/// What can no longer be done, because somebody was faster, is done.
async fn settle(store: &Store, college: &College, clock: &Clock, due: &Due) -> Result<(), StaffError> {
    let doing = Doing {
        registrant: due.registrant,
        case: due.case.clone(),
        act: due.act.clone(),
        actor: Actor::System { rule: Rule::Service },
    };
    match act(store, college, clock, &doing, Some(due)).await {
        Ok(_) => Ok(()),
        Err(StaffError::Rejected(why)) if why != Rejection::UpdateNeeded => {
            tracing::info!(case = %due.case, %why, "nothing is to be done any more");
            let due = due.clone();
            Ok(store.write(move |db| Box::pin(async move { cases::done(db, &due).await })).await?)
        }
        Err(error) => Err(error),
    }
}

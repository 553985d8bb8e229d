//! The College's rules act on cases when it is time: each act once, whichever of several servers gets to it.

use std::sync::Arc;
use std::time::Duration;

use portal_record::{Actor, Rejection, Rule};
use tokio::sync::watch;

use super::{Doing, act};
use crate::app::App;
use crate::appending::Appender;
use crate::clock::after;
use crate::staff::StaffError;
use crate::store::StoreError;
use crate::store::cases::{self, Due};

/// For so long nobody else tries what one server is at.
const LEASE_SECONDS: i64 = 60;
/// Acts in one round.
const ROUND_MAX: usize = 200;

/// Does what is due until the server stops: at once when something falls due with what was just appended, and otherwise in its time.
pub async fn run(app: Arc<App>, tick: Duration, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = due(&app.appender()).await {
            tracing::warn!(%error, "what is due of cases is put off");
        }
        tokio::select! {
            () = tokio::time::sleep(tick) => {}
            () = app.wake.cases.notified() => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// Does all that is due; gives how many acts were tried.
///
/// # Errors
/// [`StoreError`] when what is due can't be read or written.
pub async fn due(appender: &Appender<'_>) -> Result<usize, StoreError> {
    for tried in 0..ROUND_MAX {
        let now = appender.clock.now();
        let until = after(now, LEASE_SECONDS);
        let leased =
            appender.store.write(move |db| Box::pin(async move { cases::lease(db, now, until).await }));
        let Some(due) = leased.await? else { return Ok(tried) };
        if let Err(error) = settle(appender, &due).await {
            tracing::warn!(case = %due.case, %error, "what is due of a case is put off");
        }
    }
    Ok(ROUND_MAX)
}

/// What can no longer be done, because somebody was faster, is done.
async fn settle(appender: &Appender<'_>, due: &Due) -> Result<(), StaffError> {
    let doing = Doing {
        registrant: due.registrant,
        case: due.case.clone(),
        act: due.act.clone(),
        actor: Actor::System { rule: Rule::Service },
    };
    match act(appender, &doing, Some(due)).await {
        Ok(_) => Ok(()),
        Err(StaffError::Rejected(why)) if why != Rejection::UpdateNeeded => {
            tracing::info!(case = %due.case, %why, "nothing is to be done any more");
            let due = due.clone();
            Ok(appender.store.write(move |db| Box::pin(async move { cases::done(db, &due).await })).await?)
        }
        Err(error) => Err(error),
    }
}

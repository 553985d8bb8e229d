//! What was taken in and is not decided: the server ended in between, or the database went away. All of it is decided as soon as a
//! server runs, whether or not its sender asks again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use portal_forms::Micros;
use portal_record::{CommandId, RegistrantId};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::receive::decide;
use crate::app::App;
use crate::clock::after;
use crate::problem::Refusal;
use crate::store::StoreError;
use crate::store::commands::{self, Undecided};

/// Commands that are looked up and decided together.
const PAGE: u32 = 256;
/// While a server runs, one that has waited for so long is not being decided by anyone.
const WAITED_SECONDS: i64 = 5;
/// When what cannot be decided is tried again: by a server that was updated since, for instance.
const LATER: Duration = Duration::from_secs(60);

/// Decides what is left, until the server stops. At first that is everything: what this process did not take in.
pub async fn run(app: Arc<App>, tick: Duration, mut stopping: watch::Receiver<bool>) {
    let mut is_first = true;
    loop {
        let before = if is_first { Micros(i64::MAX) } else { after(app.now(), -WAITED_SECONDS) };
        let pause = match round(&app, before, &stopping).await {
            Ok(Round { decided, stay }) => {
                is_first = false;
                if decided > 0 {
                    tracing::info!(decided, "decided what was taken in and left");
                }
                if stay == 0 { tick } else { LATER }
            }
            Err(error) => {
                tracing::warn!(%error, "what was taken in and left is not decided yet");
                tick
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// What became of those that were left.
#[derive(Default)]
struct Round {
    decided: usize,
    /// Cannot be decided now.
    stay: usize,
}

/// Goes through all of them once: those of one registrant in the order in which they came, beside those of others.
async fn round(
    app: &Arc<App>,
    before: Micros,
    stopping: &watch::Receiver<bool>,
) -> Result<Round, StoreError> {
    let (mut round, mut last) = (Round::default(), None);
    while !*stopping.borrow() {
        let page = page(app, before, last).await?;
        let Some(end) = page.last() else { break };
        last = Some(*end);
        let mut by_registrant = BTreeMap::<_, Vec<_>>::new();
        for (_, registrant, id) in page {
            by_registrant.entry(registrant.0).or_default().push(id);
        }
        let mut tasks = JoinSet::new();
        for (registrant, ids) in by_registrant {
            let app = Arc::clone(app);
            tasks.spawn(async move { in_their_order(&app, RegistrantId(registrant), &ids).await });
        }
        while let Some(done) = tasks.join_next().await {
            let Round { decided, stay } = done.unwrap_or_default();
            round.decided += decided;
            round.stay += stay;
        }
    }
    Ok(round)
}

async fn in_their_order(app: &App, registrant: RegistrantId, ids: &[CommandId]) -> Round {
    let mut round = Round::default();
    for id in ids {
        match decide(app, registrant, *id).await {
            Ok(decided) => round.decided += usize::from(decided),
            Err(refusal) => {
                tracing::warn!(?refusal, command = %id.0, "a command stays undecided");
                round.stay += 1;
            }
        }
    }
    round
}

/// Decides all that is left, one after another.
///
/// # Errors
/// A [`Refusal`] when the store is busy; it is tried again.
pub async fn one_by_one(app: &App) -> Result<(), Refusal> {
    let mut last = None;
    loop {
        let page = page(app, Micros(i64::MAX), last).await?;
        let Some(end) = page.last() else { return Ok(()) };
        last = Some(*end);
        for (_, registrant, id) in page {
            in_their_order(app, registrant, &[id]).await;
        }
    }
}

async fn page(app: &App, before: Micros, after: Option<Undecided>) -> Result<Vec<Undecided>, StoreError> {
    let mut db = app.store.read().await?;
    commands::undecided(&mut db, before, after, PAGE).await
}

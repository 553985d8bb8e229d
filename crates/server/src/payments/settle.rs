//! Settling a try: asks the provider where it stands and lets the record take it in, once, whoever asked first.

use portal_forms::Micros;
use portal_record::ledger::PaymentOutcome;
use portal_record::{Actor, CheckoutId, Command, Context, Rejection, decide};

use super::{CheckoutStatus, Unanswered, poll};
use crate::app::{App, NotStamped};
use crate::appending::Appending;
use crate::rules::judge::numbered;
use crate::store::checkouts::{self, Checkout, State};
use crate::store::tasks::{self, Task};
use crate::store::{StoreError, streams};

/// Tries to get ahead of other writers of the same stream.
const TRIES_MAX: usize = 8;

/// A try could not be settled now; it will be asked about again.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The provider does not answer.
    #[error(transparent)]
    Provider(#[from] Unanswered),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Others wrote to the stream all the time.
    #[error("the stream was busy")]
    Busy,
    /// There is no instant to stamp.
    #[error(transparent)]
    NotStamped(#[from] NotStamped),
}

/// Where the try stands now; nothing when there is no such try.
///
/// # Errors
/// [`SettleError`] when it could not be learned or kept.
pub async fn settle(app: &App, id: CheckoutId) -> Result<Option<State>, SettleError> {
    let checkout = {
        let mut db = app.store.read().await?;
        checkouts::find(&mut db, id).await?
    };
    let Some(checkout) = checkout else { return Ok(None) };
    if checkout.state.is_certain() {
        return Ok(Some(checkout.state));
    }
    let (state, outcome) = match app.provider.look_up(id).await? {
        CheckoutStatus::Open => (State::Open, None),
        CheckoutStatus::Uncertain => (State::Uncertain, Some(PaymentOutcome::Uncertain)),
        CheckoutStatus::Declined => (State::Declined, Some(PaymentOutcome::Declined)),
        CheckoutStatus::Abandoned => (State::Abandoned, Some(PaymentOutcome::Abandoned)),
        CheckoutStatus::Settled { amount, method, last_four } => {
            (State::Settled, Some(PaymentOutcome::Settled { amount, method, last_four }))
        }
    };
    let Some(outcome) = outcome else {
        keep(app, &checkout, state).await?;
        return Ok(Some(state));
    };
    record(app, &checkout, state, outcome).await.map(Some)
}

async fn keep(app: &App, checkout: &Checkout, state: State) -> Result<(), StoreError> {
    let (id, poll_at) = (checkout.id, poll::next(checkout, state, app.now()));
    app.store
        .write(move |db| Box::pin(async move { checkouts::set_state(db, id, state, poll_at).await }))
        .await
}

/// Money that the record does not take: somebody has to see to it.
async fn dispute(app: &App, checkout: &Checkout, now: Micros) -> Result<(), StoreError> {
    let (id, registrant) = (checkout.id, checkout.registrant);
    let task = Task { kind: tasks::Kind::Payment, registrant, about: id.0.to_string(), opened_at: now };
    app.store
        .write(move |db| {
            Box::pin(async move {
                checkouts::set_state(db, id, State::Disputed, None).await?;
                tasks::open(db, &task).await
            })
        })
        .await
}

async fn record(
    app: &App,
    checkout: &Checkout,
    state: State,
    outcome: PaymentOutcome,
) -> Result<State, SettleError> {
    let command =
        Command::RecordPayment { invoice: checkout.invoice.clone(), checkout: checkout.id, outcome };
    for _ in 0..TRIES_MAX {
        let (record, now) = {
            let mut db = app.store.read().await?;
            let record = streams::record(&mut db, checkout.registrant).await?;
            (record, app.stamp(&mut db, checkout.registrant).await?)
        };
        let context = Context {
            received_at: now,
            claimed_at: now,
            actor: Actor::Provider,
            seen: None,
            college: &app.college,
            filing: None,
            file: None,
        };
        let bodies = match decide(&record, &command, &context) {
            Ok(bodies) => bodies,
            Err(Rejection::UpdateNeeded) => return Err(SettleError::Busy),
            Err(rejection) => {
                tracing::error!(checkout = %checkout.id.0, %rejection, "a payment needs the College's staff");
                dispute(app, checkout, now).await?;
                return Ok(State::Disputed);
            }
        };
        let events = numbered(record.version, bodies, Actor::Provider, now, now, None);
        let id = checkout.id;
        let appending = Appending::new(&app.college, checkout.registrant, &record, events)?;
        let poll_at = poll::next(checkout, state, now);
        let recorded = app
            .store
            .write(move |db| {
                Box::pin(async move {
                    let recorded = appending.write(db).await?;
                    if recorded {
                        checkouts::set_state(db, id, state, poll_at).await?;
                    }
                    Ok(recorded)
                })
            })
            .await?;
        if recorded {
            return Ok(state);
        }
    }
    Err(SettleError::Busy)
}

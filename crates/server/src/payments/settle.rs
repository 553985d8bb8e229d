//! Settling a try: asks the provider where it stands and lets the record take it in, once, whoever asked first.

use portal_forms::Micros;
use portal_record::ledger::PaymentOutcome;
use portal_record::{Actor, CheckoutId, Command, Rejection};

use super::poll;
use crate::app::App;
use crate::appending::{Change, Go, Known, NotAppended, Step, nothing};
use crate::payment_provider::{CheckoutStatus, Unanswered};
use crate::store::StoreError;
use crate::store::checkouts::{self, Checkout, State};
use crate::store::tasks::{self, Task};

/// A try could not be settled now; it will be asked about again.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The provider does not answer.
    #[error(transparent)]
    Provider(#[from] Unanswered),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It could not be put on record.
    #[error(transparent)]
    NotAppended(#[from] NotAppended),
    /// The record is newer than this program.
    #[error("the record is newer than this program")]
    TooOld,
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
    let id = checkout.id;
    let command = Command::RecordPayment { invoice: checkout.invoice.clone(), checkout: id, outcome };
    let decide = |known: &Known<'_>, ()| match known.decide(&command, Actor::Provider) {
        Ok(bodies) => {
            let poll_at = poll::next(checkout, state, known.now);
            let change = Change::by(Actor::Provider, bodies, Recorded::Yes).beside(move |db| {
                Box::pin(async move {
                    checkouts::set_state(db, id, state, poll_at).await?;
                    Ok(Go::On)
                })
            });
            Ok(Step::Append(change))
        }
        Err(Rejection::UpdateNeeded) => Err(SettleError::TooOld),
        Err(rejection) => Ok(Step::Leave(Recorded::No(rejection, known.now))),
    };
    match app.appender().append(checkout.registrant, nothing, decide).await? {
        Recorded::Yes => Ok(state),
        Recorded::No(rejection, now) => {
            tracing::error!(checkout = %id.0, %rejection, "a payment needs the College's staff");
            dispute(app, checkout, now).await?;
            Ok(State::Disputed)
        }
    }
}

/// Whether the record took it in.
enum Recorded {
    Yes,
    No(Rejection, Micros),
}

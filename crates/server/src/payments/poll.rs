//! Asking the provider about tries that have not ended: its messages may be lost, and some answers never come by
//! themselves.

use portal_forms::Micros;

use super::settle;
use crate::app::App;
use crate::clock::after;
use crate::store::StoreError;
use crate::store::checkouts::{self, State};

/// Tries that are asked about in one round.
const ROUND_MAX: u32 = 50;
/// First and longest wait, in seconds, while the page is open.
const OPEN_SECONDS: (i64, i64) = (10, 300);
/// First and longest wait, in seconds, while a charge is uncertain.
const UNCERTAIN_SECONDS: (i64, i64) = (2, 60);

/// When to ask next about a try that has been asked about this often.
pub fn next(state: State, polls: u64, now: Micros) -> Micros {
    let (first, longest) = if state == State::Uncertain { UNCERTAIN_SECONDS } else { OPEN_SECONDS };
    let doublings = u32::try_from(polls).unwrap_or(u32::MAX).min(16);
    after(now, first.saturating_mul(1 << doublings).min(longest))
}

/// Asks about every try that is due.
///
/// # Errors
/// [`StoreError`] when the tries can't be read.
pub async fn round(app: &App) -> Result<(), StoreError> {
    let due = {
        let mut db = app.store.read().await?;
        checkouts::due(&mut db, app.now(), ROUND_MAX).await?
    };
    for checkout in due {
        if let Err(error) = settle::settle(app, checkout.id).await {
            tracing::warn!(checkout = %checkout.id.0, %error, "a checkout could not be looked up");
            put_off(app, &checkout).await?;
        }
    }
    Ok(())
}

/// An unanswered question is asked again later, not at once.
async fn put_off(app: &App, checkout: &checkouts::Checkout) -> Result<(), StoreError> {
    let (id, state) = (checkout.id, checkout.state);
    let poll_at = next(state, checkout.polls, app.now());
    app.store
        .write(move |db| Box::pin(async move { checkouts::set_state(db, id, state, poll_at).await }))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;

    #[test]
    fn an_uncertain_charge_is_asked_about_soon_and_then_less_often() {
        let wait = |state, polls| next(state, polls, Micros(0)).0 / SECOND;
        let waits: Vec<i64> = (0..7).map(|polls| wait(State::Uncertain, polls)).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(wait(State::Open, 0), 10, "an open page is not hurried");
        assert_eq!(wait(State::Open, u64::MAX), 300, "nor forgotten");
    }
}

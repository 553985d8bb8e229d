//! Asking the provider about tries that have not ended: its messages may be lost, and some answers never come by
//! themselves.

use portal_forms::Micros;

use super::settle;
use crate::app::App;
use crate::clock::after;
use crate::store::StoreError;
use crate::store::checkouts::{self, Checkout, State};

/// Tries that are asked about in one round.
const ROUND_MAX: u32 = 50;
/// First and longest wait, in seconds, while the page is open.
const OPEN_SECONDS: (i64, i64) = (10, 300);
/// First and longest wait, in seconds, while a charge is uncertain.
const UNCERTAIN_SECONDS: (i64, i64) = (2, 60);

/// First and longest wait, in seconds, once a try was given up: a charge may still come, and its message be lost.
const GIVEN_UP_SECONDS: (i64, i64) = (10 * 60, 24 * 60 * 60);
/// For so long after it was opened.
const GIVEN_UP_FOR_SECONDS: i64 = 7 * 24 * 60 * 60;

/// When to ask next about this try, which stands so by now; never again once nothing more can come of it.
pub fn next(checkout: &Checkout, state: State, now: Micros) -> Option<Micros> {
    let (first, longest) = match state {
        State::Open => OPEN_SECONDS,
        State::Uncertain => UNCERTAIN_SECONDS,
        State::Declined | State::Abandoned => GIVEN_UP_SECONDS,
        State::Settled | State::Disputed | State::Returned => return None,
    };
    let polls = if state == checkout.state { checkout.polls } else { 0 };
    let doublings = u32::try_from(polls).unwrap_or(u32::MAX).min(20);
    let next = after(now, first.saturating_mul(1 << doublings).min(longest));
    let is_worth_it = !state.is_final() || next <= after(checkout.opened_at, GIVEN_UP_FOR_SECONDS);
    is_worth_it.then_some(next)
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
async fn put_off(app: &App, checkout: &Checkout) -> Result<(), StoreError> {
    let (id, state) = (checkout.id, checkout.state);
    let poll_at = next(checkout, state, app.now());
    app.store
        .write(move |db| Box::pin(async move { checkouts::set_state(db, id, state, poll_at).await }))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SECOND;
    use portal_record::{Cents, CheckoutId, InvoiceId, RegistrantId};
    use uuid::Uuid;

    fn tried(state: State, polls: u64) -> Checkout {
        Checkout {
            id: CheckoutId(Uuid::nil()),
            registrant: RegistrantId(Uuid::nil()),
            invoice: InvoiceId("INV-2027-900001".into()),
            amount: Cents(1),
            url: None,
            state,
            opened_at: Micros(0),
            polls,
        }
    }

    #[test]
    fn an_uncertain_charge_is_asked_about_soon_and_then_less_often() {
        let wait = |state, polls| next(&tried(state, polls), state, Micros(0)).map(|at| at.0 / SECOND);
        let waits: Vec<_> = (0..7).filter_map(|polls| wait(State::Uncertain, polls)).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(wait(State::Open, 0), Some(10), "an open page is not hurried");
        assert_eq!(wait(State::Open, u64::MAX), Some(300), "nor forgotten");
        let changed = next(&tried(State::Open, 9), State::Uncertain, Micros(0));
        assert_eq!(changed, Some(Micros(2 * SECOND)), "counted anew");
    }

    #[test]
    fn a_try_that_was_given_up_is_asked_about_for_a_week() {
        for state in [State::Declined, State::Abandoned] {
            let (mut now, mut polls, mut asked) = (Micros(0), 0, Vec::new());
            while let Some(at) = next(&tried(state, polls), state, now) {
                (now, polls) = (at, polls + 1);
                asked.push(at.0 / SECOND / 3600);
            }
            assert_eq!(
                asked,
                [0, 0, 1, 2, 5, 10, 21, 42, 66, 90, 114, 138, 162],
                "hours after it was opened"
            );
        }
        for state in [State::Settled, State::Disputed, State::Returned] {
            assert_eq!(next(&tried(state, 0), state, Micros(0)), None, "{state:?}");
        }
    }
}

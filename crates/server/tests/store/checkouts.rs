//! Tries to pay.

use portal_forms::Micros;
use portal_record::{Cents, CheckoutId, InvoiceId};
use portal_server::store::checkouts::{self, Checkout, State};
use uuid::Uuid;

use crate::stage::{ONE, Stage};

fn id(n: u128) -> CheckoutId {
    CheckoutId(Uuid::from_u128(n))
}

fn checkout(n: u128) -> Checkout {
    Checkout {
        id: id(n),
        registrant: ONE,
        invoice: InvoiceId("INV-2027-900001".to_owned()),
        amount: Cents(172_500),
        url: None,
        state: State::Open,
        opened_at: Micros(5),
        polls: 0,
    }
}

async fn insert(stage: &Stage, n: u128, poll_at: i64) {
    stage
        .write(move |db| {
            Box::pin(async move { checkouts::insert(db, &checkout(n), Some(Micros(poll_at))).await })
        })
        .await;
}

async fn set_state(stage: &Stage, n: u128, state: State, poll_at: i64) {
    keep_state(stage, n, state, Some(Micros(poll_at))).await;
}

async fn keep_state(stage: &Stage, n: u128, state: State, poll_at: Option<Micros>) {
    stage.write(move |db| Box::pin(checkouts::set_state(db, id(n), state, poll_at))).await;
}

async fn find(stage: &Stage, n: u128) -> Option<Checkout> {
    checkouts::find(&mut *stage.read().await, id(n)).await.unwrap()
}

async fn due(stage: &Stage, now: i64, limit: u32) -> Vec<CheckoutId> {
    let due = checkouts::due(&mut *stage.read().await, Micros(now), limit).await.unwrap();
    due.iter().map(|checkout| checkout.id).collect()
}

async fn a_try_is_kept_with_its_page(stage: Stage) {
    assert!(find(&stage, 1).await.is_none());
    insert(&stage, 1, 10).await;
    assert_eq!(format!("{:?}", find(&stage, 1).await.unwrap()), format!("{:?}", checkout(1)));
    stage.write(|db| Box::pin(checkouts::set_url(db, id(1), "https://pay.example.org/1"))).await;
    let stage = stage.reopened().await;
    assert_eq!(find(&stage, 1).await.unwrap().url.as_deref(), Some("https://pay.example.org/1"));
}

async fn the_provider_is_asked_about_the_longest_waiting_first(stage: Stage) {
    for (n, poll_at) in [(1, 30), (2, 10), (3, 20)] {
        insert(&stage, n, poll_at).await;
    }
    assert_eq!(due(&stage, 20, 10).await, [id(2), id(3)]);
    assert_eq!(due(&stage, 99, 1).await, [id(2)], "no more than asked for");
    assert!(due(&stage, 9, 10).await.is_empty());
}

async fn asking_is_counted_until_the_state_changes(stage: Stage) {
    insert(&stage, 1, 10).await;
    for polls in [1, 2] {
        set_state(&stage, 1, State::Open, 20).await;
        assert_eq!(find(&stage, 1).await.unwrap().polls, polls);
    }
    set_state(&stage, 1, State::Uncertain, 20).await;
    let kept = find(&stage, 1).await.unwrap();
    assert_eq!((kept.state, kept.polls), (State::Uncertain, 0), "counted anew");
}

async fn what_is_certain_is_not_asked_about_again(stage: Stage) {
    for (n, state) in [(1, State::Settled), (2, State::Declined), (3, State::Abandoned), (4, State::Disputed)]
    {
        insert(&stage, n, 10).await;
        keep_state(&stage, n, state, None).await;
        assert_eq!(find(&stage, n).await.unwrap().state, state);
    }
    assert!(due(&stage, i64::MAX, 10).await.is_empty());
    set_state(&stage, 3, State::Abandoned, 30).await;
    assert_eq!(due(&stage, i64::MAX, 10).await, [id(3)], "a charge may still come of it");
}

on_both! {
    a_try_is_kept_with_its_page
    the_provider_is_asked_about_the_longest_waiting_first
    asking_is_counted_until_the_state_changes
    what_is_certain_is_not_asked_about_again
}

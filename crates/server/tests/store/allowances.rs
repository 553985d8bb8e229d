//! What somebody may send in a day.

use portal_forms::Micros;
use portal_server::rules::Refused;
use portal_server::rules::allowance::{Of, Use};
use portal_server::store::allowances;

use crate::stage::{ONE, OTHER, Stage};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

async fn take(stage: &Stage, uses: Vec<Use>, now: i64) -> Result<(), Refused> {
    stage.write(move |db| Box::pin(async move { allowances::take(db, &uses, Micros(now)).await })).await
}

fn mails(amount: usize) -> Vec<Use> {
    vec![Use::of_registrant(ONE, Of::Mails, amount)]
}

async fn what_is_used_is_counted_for_each_by_themselves(stage: Stage) {
    assert_eq!(take(&stage, mails(20), DAY).await, Ok(()));
    let refused = take(&stage, mails(1), DAY).await;
    assert!(matches!(refused, Err(Refused::AllowanceUsed { of: Of::Mails, seconds: 1.. })), "{refused:?}");
    assert_eq!(take(&stage, vec![Use::of_registrant(OTHER, Of::Mails, 20)], DAY).await, Ok(()));
    assert_eq!(take(&stage, vec![Use::of_registrant(ONE, Of::Checkouts, 20)], DAY).await, Ok(()));
    let stage = stage.reopened().await;
    assert!(take(&stage, mails(1), DAY).await.is_err(), "it is kept");
    assert_eq!(take(&stage, mails(20), 2 * DAY).await, Ok(()), "a day later all of it is there again");
}

async fn where_one_is_not_enough_nothing_is_used(stage: Stage) {
    assert_eq!(take(&stage, mails(10), DAY).await, Ok(()));
    let both = |mails: usize| {
        vec![Use::of_registrant(ONE, Of::Checkouts, 30), Use::of_registrant(ONE, Of::Mails, mails)]
    };
    assert!(take(&stage, both(11), DAY).await.is_err());
    assert_eq!(take(&stage, both(10), DAY).await, Ok(()), "the pages are all there, and ten mails");
}

async fn at_once_each_is_counted(stage: Stage) {
    let takes = (0..40).map(|_| {
        let store = stage.store.clone();
        tokio::spawn(async move {
            let work =
                store.write(|db| Box::pin(async move { allowances::take(db, &mails(1), Micros(DAY)).await }));
            work.await.unwrap().is_ok()
        })
    });
    let mut taken = 0;
    for take in takes.collect::<Vec<_>>() {
        taken += usize::from(take.await.unwrap());
    }
    assert_eq!(taken, 20);
}

async fn what_is_there_again_is_forgotten(stage: Stage) {
    assert_eq!(take(&stage, mails(10), DAY).await, Ok(()));
    let sweep = async |now| stage.write(move |db| Box::pin(allowances::sweep(db, Micros(now)))).await;
    assert_eq!((sweep(DAY + DAY / 4).await, sweep(2 * DAY).await), (0, 1));
}

on_both! {
    what_is_used_is_counted_for_each_by_themselves
    where_one_is_not_enough_nothing_is_used
    at_once_each_is_counted
    what_is_there_again_is_forgotten
}

//! Counting attempts.

use portal_forms::Micros;
use portal_server::store::attempts::{self, Count};
use portal_server::store::{Connection, StoreError};

use crate::stage::Stage;

/// Counts one more, as whoever tries does.
pub async fn one_more(db: &mut Connection, subject: &str, forgotten_at: i64) -> Result<i64, StoreError> {
    let attempts = attempts::lock(db, subject).await?.attempts + 1;
    let next = Count { attempts, rests_until: Micros(7), forgotten_at: Micros(forgotten_at) };
    attempts::put(db, subject, next).await?;
    Ok(attempts)
}

async fn add(stage: &Stage, subject: &'static str, forgotten_at: i64) -> i64 {
    stage.write(move |db| Box::pin(one_more(db, subject, forgotten_at))).await
}

async fn find(stage: &Stage, subject: &str) -> Count {
    attempts::find(&mut *stage.read().await, subject).await.unwrap()
}

async fn attempts_are_kept_each_subject_by_itself(stage: Stage) {
    assert_eq!(find(&stage, "a").await, Count::default());
    for attempts in 1..=3 {
        assert_eq!(add(&stage, "a", 100).await, attempts);
    }
    add(&stage, "b", 200).await;
    let kept = Count { attempts: 3, rests_until: Micros(7), forgotten_at: Micros(100) };
    assert_eq!(find(&stage, "a").await, kept);
    assert_eq!(find(&stage, "b").await.attempts, 1);
}

async fn attempts_at_once_are_all_counted(stage: Stage) {
    let tries: Vec<_> = (0..40)
        .map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move { store.write(|db| Box::pin(one_more(db, "a", 100))).await.unwrap() })
        })
        .collect();
    let mut counts = Vec::new();
    for tried in tries {
        counts.push(tried.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=40).collect::<Vec<_>>(), "no two have the same number");
}

async fn what_succeeded_is_taken_back_and_what_ran_out_forgotten(stage: Stage) {
    for (subject, forgotten_at) in [("a", 100), ("a", 100), ("b", 110), ("c", 111)] {
        add(&stage, subject, forgotten_at).await;
    }
    stage.write(|db| Box::pin(attempts::forgive(db, "a"))).await;
    assert_eq!(find(&stage, "a").await.attempts, 1, "one less");
    stage.write(|db| Box::pin(attempts::clear(db, "a"))).await;
    assert_eq!(find(&stage, "a").await, Count::default());
    assert_eq!(stage.write(|db| Box::pin(attempts::sweep(db, Micros(110)))).await, 1, "b's counts no more");
    assert_eq!((find(&stage, "b").await.attempts, find(&stage, "c").await.attempts), (0, 1));
}

async fn so_many_are_forgotten_at_a_time(stage: Stage) {
    stage
        .write(|db| {
            Box::pin(async move {
                let rows = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1003) \
                            INSERT INTO attempts (subject, attempts, rests_until, forgotten_at) SELECT 's' || n, 1, 0, 7 FROM numbers";
                Ok(sqlx::query(rows).execute(db).await.map(drop)?)
            })
        })
        .await;
    let sweep = async || stage.write(|db| Box::pin(attempts::sweep(db, Micros(60)))).await;
    assert_eq!((sweep().await, sweep().await, sweep().await), (attempts::SWEPT_MAX, 3, 0));
}

on_both! {
    so_many_are_forgotten_at_a_time
    attempts_are_kept_each_subject_by_itself
    attempts_at_once_are_all_counted
    what_succeeded_is_taken_back_and_what_ran_out_forgotten
}

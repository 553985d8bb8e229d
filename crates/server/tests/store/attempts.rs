//! Counting sign-in attempts.

use portal_forms::Micros;
use portal_server::store::attempts::{self, Attempts};

use crate::stage::Stage;

async fn add(stage: &Stage, subject: &'static str, now: i64, oldest: i64) -> Attempts {
    stage
        .write(move |db| {
            Box::pin(async move { attempts::add(db, subject, Micros(now), Micros(oldest)).await })
        })
        .await
}

async fn attempts_are_counted_from_the_first_of_the_window(stage: Stage) {
    for (now, count) in [(100, 1), (150, 2), (190, 3)] {
        assert_eq!(add(&stage, "a", now, 0).await, Attempts { window_started: Micros(100), count });
    }
    assert_eq!(add(&stage, "b", 200, 0).await.count, 1, "each subject by itself");
    let anew = Attempts { window_started: Micros(300), count: 1 };
    assert_eq!(add(&stage, "a", 300, 101).await, anew, "the window has passed");
}

async fn attempts_at_once_are_all_counted(stage: Stage) {
    let attempts: Vec<_> = (0..40)
        .map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move {
                store.write(|db| Box::pin(attempts::add(db, "a", Micros(1), Micros(0)))).await.unwrap().count
            })
        })
        .collect();
    let mut counts = Vec::new();
    for attempt in attempts {
        counts.push(attempt.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=40).collect::<Vec<_>>(), "no two have the same number");
}

async fn what_succeeded_is_taken_back_and_what_ran_out_forgotten(stage: Stage) {
    for subject in ["a", "a", "b"] {
        add(&stage, subject, 100, 0).await;
    }
    stage.write(|db| Box::pin(attempts::forgive(db, "a"))).await;
    assert_eq!(add(&stage, "a", 110, 0).await.count, 2, "one less, and this one");
    stage.write(|db| Box::pin(attempts::clear(db, "a"))).await;
    assert_eq!(add(&stage, "a", 120, 0).await.count, 1);
    assert_eq!(
        stage.write(|db| Box::pin(attempts::sweep(db, Micros(110)))).await,
        1,
        "b's window began before"
    );
    assert_eq!(add(&stage, "a", 130, 0).await.count, 2, "a's stays");
}

on_both! {
    attempts_are_counted_from_the_first_of_the_window
    attempts_at_once_are_all_counted
    what_succeeded_is_taken_back_and_what_ran_out_forgotten
}

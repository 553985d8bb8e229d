//! The registrants' streams of events.

use portal_protocol::History;
use portal_record::{Event, RegistrantId};
use portal_server::store::streams;

use crate::stage::{ONE, OTHER, Stage, events};

async fn append(stage: &Stage, registrant: RegistrantId, expected: u64, events: Vec<Event>) -> bool {
    stage
        .write(move |db| Box::pin(async move { streams::append(db, registrant, expected, &events).await }))
        .await
}

async fn after(stage: &Stage, registrant: RegistrantId, version: u64, limit: usize) -> Vec<u64> {
    let events = streams::after(&mut *stage.read().await, registrant, version, limit).await.unwrap();
    events.iter().map(|event| event.version).collect()
}

async fn version(stage: &Stage, registrant: RegistrantId) -> u64 {
    streams::version(&mut *stage.read().await, registrant).await.unwrap()
}

async fn events_follow_one_another_and_come_back_as_they_were(stage: Stage) {
    assert_eq!(version(&stage, ONE).await, 0, "nothing yet");
    assert!(append(&stage, ONE, 0, events(0, 3)).await);
    assert!(append(&stage, ONE, 3, events(3, 2)).await);
    let stage = stage.reopened().await;
    assert_eq!((version(&stage, ONE).await, after(&stage, ONE, 0, 100).await), (5, vec![1, 2, 3, 4, 5]));
    assert_eq!(after(&stage, ONE, 2, 2).await, [3, 4], "a page");
    assert!(after(&stage, ONE, 5, 100).await.is_empty());
    let kept = streams::after(&mut *stage.read().await, ONE, 0, 100).await.unwrap();
    assert_eq!(kept, events(0, 5), "to the byte");
    let back = streams::back_from(&mut *stage.read().await, ONE, 4, 2).await.unwrap();
    assert_eq!(back.iter().map(|event| event.version).collect::<Vec<_>>(), [4, 3], "the last first");
}

async fn an_append_that_expects_another_version_has_no_effect(stage: Stage) {
    assert!(append(&stage, ONE, 0, events(0, 2)).await);
    for expected in [0, 1, 3] {
        assert!(
            !append(&stage, ONE, expected, events(expected, 1)).await,
            "it stands at 2, not at {expected}"
        );
        assert!(!append(&stage, ONE, expected, Vec::new()).await, "nor when there is nothing to append");
    }
    assert!(append(&stage, ONE, 2, Vec::new()).await, "it stands there");
    assert!(!append(&stage, OTHER, 2, events(2, 1)).await, "a stream that never began stands at 0");
    assert_eq!(after(&stage, ONE, 0, 100).await, [1, 2]);
    assert_eq!((version(&stage, OTHER).await, after(&stage, OTHER, 0, 100).await), (0, vec![]));
}

async fn anothers_events_are_never_seen(stage: Stage) {
    assert!(append(&stage, ONE, 0, events(0, 2)).await);
    assert!(append(&stage, OTHER, 0, events(0, 1)).await);
    assert_eq!((version(&stage, ONE).await, version(&stage, OTHER).await), (2, 1));
    assert_eq!(after(&stage, OTHER, 0, 100).await, [1]);
}

async fn a_lock_makes_no_event_and_keeps_no_stream_from_beginning(stage: Stage) {
    assert_eq!(stage.write(|db| Box::pin(streams::lock(db, ONE))).await, 0);
    assert_eq!(version(&stage, ONE).await, 0);
    assert!(append(&stage, ONE, 0, events(0, 4)).await, "the first events, after the lock");
    assert_eq!(stage.write(|db| Box::pin(streams::lock(db, ONE))).await, 4);
    assert_eq!(after(&stage, ONE, 0, 100).await, [1, 2, 3, 4]);
}

async fn each_place_of_a_stream_has_a_history_of_its_own(stage: Stage) {
    assert!(append(&stage, ONE, 0, events(0, 2)).await);
    assert!(append(&stage, ONE, 2, events(2, 1)).await);
    // The same events at once, for somebody else.
    assert!(append(&stage, OTHER, 0, events(0, 3)).await);
    let kept = histories(&stage, ONE).await;
    assert_eq!(kept, histories(&stage, OTHER).await, "it follows from the events alone");
    assert!(kept.iter().all(Option::is_some), "{kept:?}");
    assert!(kept[0] != kept[1] && kept[1] != kept[2] && kept[0] != kept[2], "{kept:?}");
    let past = streams::history(&mut *stage.read().await, ONE, 4).await.unwrap();
    let before = streams::history(&mut *stage.read().await, ONE, 0).await.unwrap();
    assert_eq!((past, before), (None, None), "where there is no event there is none");
}

async fn events_from_before_there_were_histories_have_one_all_the_same(stage: Stage) {
    for registrant in [ONE, OTHER] {
        assert!(append(&stage, registrant, 0, events(0, 2)).await);
    }
    stage
        .write(|db| {
            Box::pin(async move {
                sqlx::query("UPDATE events SET history = NULL").execute(&mut *db).await?;
                Ok(())
            })
        })
        .await;
    assert!(append(&stage, ONE, 2, events(2, 1)).await);
    let kept = histories(&stage, ONE).await;
    assert!(kept.iter().all(Option::is_some), "{kept:?}");
    assert!(append(&stage, OTHER, 2, events(9, 1)).await, "another event at the same place");
    let other = streams::history(&mut *stage.read().await, OTHER, 3).await.unwrap();
    assert_ne!(other, kept[2]);
}

async fn histories(stage: &Stage, registrant: RegistrantId) -> Vec<Option<History>> {
    let mut db = stage.read().await;
    let mut histories = Vec::new();
    for version in 1..=3 {
        histories.push(streams::history(&mut db, registrant, version).await.unwrap());
    }
    histories
}

on_both! {
    each_place_of_a_stream_has_a_history_of_its_own
    events_from_before_there_were_histories_have_one_all_the_same
    events_follow_one_another_and_come_back_as_they_were
    an_append_that_expects_another_version_has_no_effect
    anothers_events_are_never_seen
    a_lock_makes_no_event_and_keeps_no_stream_from_beginning
}

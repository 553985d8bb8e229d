//! Work: kept as a whole or not at all, whatever happens to it.

use portal_forms::Micros;
use portal_server::store::{Connection, Store, StoreError, streams, webhooks};
use tokio::sync::watch;

use crate::attempts::one_more;
use crate::stage::{ONE, Stage, events};

/// More pieces than either database lets wait.
const TOO_MANY: usize = 1_400;

async fn kept(stage: &Stage) -> (u64, Vec<u64>) {
    let mut db = stage.read().await;
    let events = streams::after(&mut db, ONE, 0, 99).await.unwrap();
    let versions = events.iter().map(|event| event.version).collect();
    (streams::version(&mut db, ONE).await.unwrap(), versions)
}

async fn work_that_fails_leaves_nothing_behind(stage: Stage) {
    let failed: Result<(), _> = stage
        .try_write(|db| {
            Box::pin(async move {
                assert!(streams::append(db, ONE, 0, &events(0, 2)).await?);
                webhooks::take_in(db, "msg", b"{}", Micros(1)).await?;
                Err(StoreError::Closed)
            })
        })
        .await;
    assert!(matches!(failed, Err(StoreError::Closed)), "it is told why");
    assert_eq!(kept(&stage).await, (0, vec![]));
    assert!(!stage.write(|db| Box::pin(webhooks::take_in(db, "msg", b"{}", Micros(1)))).await);
}

async fn a_refused_statement_takes_what_came_before_it_along(stage: Stage) {
    let failed = stage
        .try_write(|db| {
            Box::pin(async move {
                streams::append(db, ONE, 0, &events(0, 1)).await?;
                sqlx::query("INSERT INTO events (registrant, version) VALUES ('x', 1)").execute(db).await?;
                Ok(())
            })
        })
        .await;
    assert!(matches!(failed, Err(StoreError::Database(_))), "{failed:?}");
    assert_eq!(kept(&stage).await, (0, vec![]));
    assert!(
        stage.write(|db| Box::pin(async move { streams::append(db, ONE, 0, &events(0, 1)).await })).await
    );
}

async fn a_conflict_that_falls_to_nothing_does_not_spoil_the_rest(stage: Stage) {
    stage.write(|db| Box::pin(webhooks::take_in(db, "msg", b"{}", Micros(1)))).await;
    stage
        .write(|db| {
            Box::pin(async move {
                webhooks::take_in(db, "msg", b"{}", Micros(2)).await?;
                streams::append(db, ONE, 0, &events(0, 1)).await
            })
        })
        .await;
    assert_eq!(kept(&stage).await, (1, vec![1]));
}

async fn work_sees_what_it_wrote_and_others_only_what_is_committed(stage: Stage) {
    let (open, mut opened) = watch::channel(0);
    let (go_on, may_go_on) = watch::channel(false);
    let store = stage.store.clone();
    let writing = tokio::spawn(async move {
        let work = store.write(move |db| {
            let mut may_go_on = may_go_on;
            Box::pin(async move {
                streams::append(db, ONE, 0, &events(0, 2)).await?;
                open.send_replace(streams::version(db, ONE).await?);
                may_go_on.wait_for(|go_on| *go_on).await.unwrap();
                Ok(())
            })
        });
        work.await
    });
    assert_eq!(*opened.wait_for(|version| *version > 0).await.unwrap(), 2, "it sees its own");
    assert_eq!(kept(&stage).await, (0, vec![]), "others don't");
    go_on.send_replace(true);
    writing.await.unwrap().unwrap();
    assert_eq!(kept(&stage).await, (2, vec![1, 2]), "until it is committed");
}

async fn what_the_one_who_asked_does_not_wait_for_is_done_all_the_same(stage: Stage) {
    let (begin, begun) = watch::channel(false);
    let store = stage.store.clone();
    let asking = tokio::spawn(async move {
        let work = store.write(move |db| {
            Box::pin(async move {
                begin.send_replace(true);
                // Let go of here, half way.
                tokio::task::yield_now().await;
                streams::append(db, ONE, 0, &events(0, 2)).await
            })
        });
        work.await
    });
    let mut waiting = begun.clone();
    waiting.wait_for(|begun| *begun).await.unwrap();
    asking.abort();
    stage.store.close().await;
    let stage = stage.reopened().await;
    assert_eq!(kept(&stage).await, (2, vec![1, 2]), "whole");
}

/// Holds every place where work is done until it is let go.
async fn add(db: &mut Connection, mut may_go_on: watch::Receiver<bool>) -> Result<(), StoreError> {
    may_go_on.wait_for(|go_on| *go_on).await.map_err(|_| StoreError::Closed)?;
    one_more(db, "a", 1).await.map(drop)
}

fn offer(store: &Store, may_go_on: watch::Receiver<bool>) -> tokio::task::JoinHandle<Result<(), StoreError>> {
    let store = store.clone();
    tokio::spawn(async move { store.write(move |db| Box::pin(add(db, may_go_on))).await })
}

async fn too_much_at_once_is_shed_and_what_was_accepted_is_kept(stage: Stage) {
    let (go_on, may_go_on) = watch::channel(false);
    let offered: Vec<_> = (0..TOO_MANY).map(|_| offer(&stage.store, may_go_on.clone())).collect();
    // The last one to be offered was offered when all the places were taken.
    while !offered[TOO_MANY - 1].is_finished() {
        tokio::task::yield_now().await;
    }
    go_on.send_replace(true);
    let (mut done, mut shed) = (0, 0);
    for one in offered {
        match one.await.unwrap() {
            Ok(()) => done += 1,
            Err(StoreError::Overloaded) => shed += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(done > 0 && shed > 0, "{done} were done and {shed} shed");
    let counted = stage.write(|db| Box::pin(one_more(db, "a", 1))).await;
    assert_eq!(counted, done + 1, "none that was accepted is missing, none that was shed was done");
}

async fn after_closing_nothing_is_taken_on(stage: Stage) {
    stage.store.close().await;
    let late = stage.try_write(|db| Box::pin(webhooks::take_in(db, "msg", b"{}", Micros(1)))).await;
    assert!(matches!(late, Err(StoreError::Closed)), "{late:?}");
    assert!(matches!(stage.store.read().await, Err(StoreError::Closed)));
}

on_both! {
    work_that_fails_leaves_nothing_behind
    a_refused_statement_takes_what_came_before_it_along
    a_conflict_that_falls_to_nothing_does_not_spoil_the_rest
    work_sees_what_it_wrote_and_others_only_what_is_committed
    what_the_one_who_asked_does_not_wait_for_is_done_all_the_same
    too_much_at_once_is_shed_and_what_was_accepted_is_kept
    after_closing_nothing_is_taken_on
}

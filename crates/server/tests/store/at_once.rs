//! Many at once on one registrant: nothing is lost, numbers have no gap, and a reader never skips one. On PostgreSQL two
//! stores stand for two servers.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portal_forms::{Edit, Micros};
use portal_protocol::SequencedEdit;
use portal_server::store::{Database, Store, StoreError, drafts, streams};

use crate::stage::{ONE, Stage, draft, edit, events};

/// Writers at the same time, and what each writes.
const WRITERS: u64 = 12;
const EACH: u64 = 8;
const ALL: u64 = WRITERS * EACH;

/// The stores of two servers, where two can share a database.
async fn servers(stage: &Stage) -> Vec<Store> {
    match &stage.database {
        Database::Embedded(_) => vec![stage.store.clone()],
        database @ Database::Postgres(_) => {
            vec![stage.store.clone(), Store::open(database).await.unwrap()]
        }
    }
}

/// Appends an event, as intake does: reads, and writes only if nobody wrote meanwhile. Says after which version.
async fn append(store: &Store) -> Result<u64, StoreError> {
    loop {
        let version = streams::version(&mut *store.read().await?, ONE).await?;
        let work = store.write(move |db| {
            Box::pin(async move { streams::append(db, ONE, version, &events(version, 1)).await })
        });
        if work.await? {
            return Ok(version + 1);
        }
    }
}

/// Adds an edit, as an exchange does: numbered under the lock.
async fn exchange(store: &Store, counter: u64) -> Result<u64, StoreError> {
    let work = store.write(move |db| {
        Box::pin(async move {
            streams::lock(db, ONE).await?;
            let stands = drafts::find(db, ONE, draft(ONE).id()).await?;
            if stands.is_none() {
                drafts::pin(db, &draft(ONE), "2027.1", Micros(1)).await?;
            }
            let sequence = stands.map_or(0, |draft| draft.sequence) + 1;
            let added = [SequencedEdit { sequence, edit: edit(counter) }];
            drafts::add_edits(db, ONE, draft(ONE).id(), &added).await?;
            Ok(sequence)
        })
    });
    work.await
}

/// Pulls again and again while others write, as a device does, and gives all that it was shown.
async fn pulled(
    store: Store,
    done: Arc<AtomicBool>,
    page: impl AsyncFn(&Store, u64) -> Vec<u64>,
) -> Vec<u64> {
    let mut seen = Vec::new();
    loop {
        // Asked before the page is: what was written until then is in it.
        let last_round = done.load(Ordering::SeqCst);
        let numbers = page(&store, seen.last().copied().unwrap_or_default()).await;
        let is_empty = numbers.is_empty();
        seen.extend(numbers);
        if last_round && is_empty {
            return seen;
        }
        tokio::task::yield_now().await;
    }
}

async fn events_page(store: &Store, after: u64) -> Vec<u64> {
    let mut db = store.read().await.unwrap();
    let events = streams::after(&mut db, ONE, after, 7).await.unwrap();
    events.iter().map(|event| event.version).collect()
}

async fn edits_page(store: &Store, after: u64) -> Vec<u64> {
    let mut db = store.read().await.unwrap();
    let edits = drafts::edits_after(&mut db, ONE, draft(ONE).id(), after, 7).await.unwrap();
    edits.iter().map(|edit| edit.sequence).collect()
}

async fn events_of_many_writers_have_no_gap_and_a_reader_skips_none(stage: Stage) {
    let stores = servers(&stage).await;
    let done = Arc::new(AtomicBool::new(false));
    let reading = tokio::spawn(pulled(stores[0].clone(), Arc::clone(&done), events_page));
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| {
            let store = stores[usize::try_from(n).unwrap() % stores.len()].clone();
            tokio::spawn(async move {
                let mut written = Vec::new();
                for _ in 0..EACH {
                    written.push(append(&store).await.unwrap());
                }
                written
            })
        })
        .collect();
    let mut written = BTreeSet::new();
    for writer in writers {
        for version in writer.await.unwrap() {
            assert!(written.insert(version), "version {version} was given twice");
        }
    }
    done.store(true, Ordering::SeqCst);
    assert_eq!(written, (1..=ALL).collect(), "each write has its version");
    assert_eq!(reading.await.unwrap(), (1..=ALL).collect::<Vec<_>>(), "in order, without a gap");
}

async fn edits_of_many_writers_have_no_gap_and_a_reader_skips_none(stage: Stage) {
    let stores = servers(&stage).await;
    let done = Arc::new(AtomicBool::new(false));
    let reading = tokio::spawn(pulled(stores[0].clone(), Arc::clone(&done), edits_page));
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| {
            let store = stores[usize::try_from(n).unwrap() % stores.len()].clone();
            tokio::spawn(async move {
                let mut written = Vec::new();
                for counter in 0..EACH {
                    written.push(exchange(&store, counter).await.unwrap());
                }
                written
            })
        })
        .collect();
    let mut written = Vec::new();
    for writer in writers {
        written.extend(writer.await.unwrap());
    }
    done.store(true, Ordering::SeqCst);
    written.sort_unstable();
    assert_eq!(written, (1..=ALL).collect::<Vec<_>>(), "each edit has its own number");
    assert_eq!(reading.await.unwrap(), (1..=ALL).collect::<Vec<_>>(), "in order, without a gap");
}

async fn events_of_one_piece_of_work_are_seen_together(stage: Stage) {
    let stores = servers(&stage).await;
    let done = Arc::new(AtomicBool::new(false));
    let whole = async |store: &Store, after| {
        let mut db = store.read().await.unwrap();
        let events = streams::after(&mut db, ONE, after, 99).await.unwrap();
        assert_eq!(events.len() % 5, 0, "never a part of what belongs together");
        events.iter().map(|event| event.version).collect()
    };
    let reading = tokio::spawn(pulled(stores[0].clone(), Arc::clone(&done), whole));
    for round in 0..20 {
        let work = stores.last().unwrap().write(move |db| {
            Box::pin(async move { streams::append(db, ONE, round * 5, &events(round * 5, 5)).await })
        });
        assert!(work.await.unwrap());
    }
    done.store(true, Ordering::SeqCst);
    assert_eq!(reading.await.unwrap().len(), 100);
}

/// What is one edit, sent from many places at once, becomes one edit.
async fn the_same_edit_at_once_is_stored_once(stage: Stage) {
    let (stores, sent) = (servers(&stage).await, edit(1));
    let sends: Vec<_> = (0..16_usize)
        .map(|n| {
            let (store, sent) = (stores[n % stores.len()].clone(), sent.clone());
            tokio::spawn(async move { take_up(&store, sent).await })
        })
        .collect();
    let mut taken_up = 0;
    for send in sends {
        taken_up += usize::from(send.await.unwrap().unwrap());
    }
    assert_eq!(taken_up, 1);
    assert_eq!(edits_page(&stage.store, 0).await, [1]);
}

async fn take_up(store: &Store, sent: Edit) -> Result<bool, StoreError> {
    let work = store.write(move |db| {
        Box::pin(async move {
            streams::lock(db, ONE).await?;
            let id = draft(ONE).id();
            if !drafts::held(db, ONE, id, &[sent.id]).await?.is_empty() {
                return Ok(false);
            }
            drafts::pin(db, &draft(ONE), "2027.1", Micros(1)).await?;
            drafts::add_edits(db, ONE, id, &[SequencedEdit { sequence: 1, edit: sent }]).await?;
            Ok(true)
        })
    });
    work.await
}

on_both! {
    events_of_many_writers_have_no_gap_and_a_reader_skips_none
    edits_of_many_writers_have_no_gap_and_a_reader_skips_none
    events_of_one_piece_of_work_are_seen_together
    the_same_edit_at_once_is_stored_once
}

//! Snapshots beside the streams: the record is what the events make of it, whatever stands beside them.

use portal_forms::Micros;
use portal_record::contact::{PhoneKind, PhoneSet};
use portal_record::messages::{Author, MessageSent};
use portal_record::{Actor, Body, Event, Json, MessageId, Record, RegistrantId, Rule};
use portal_server::rules::judge::numbered;
use portal_server::store::{snapshots, streams};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

/// So many events after this version: a telephone again and again, and now and then a message, which stays.
fn events(after: u64, count: u64) -> Vec<Event> {
    let body = |n: u64| -> Body {
        if n.is_multiple_of(10) {
            let (id, subject) = (MessageId(Uuid::from_u128(n.into())), format!("Number {n}"));
            return MessageSent::alone(id, Author::College, subject, "…").into();
        }
        PhoneSet { kind: PhoneKind::Mobile, number: format!("+1416{n:07}"), extension: None }.into()
    };
    let bodies = (after + 1..=after + count).map(body).collect();
    numbered(after, bodies, Actor::System { rule: Rule::Register }, Micros(1), Micros(2), None)
}

/// Appends them as all are appended, with the snapshot that may be due.
async fn append(stage: &Stage, registrant: RegistrantId, events: Vec<Event>) {
    let appended = stage.write(move |db| {
        Box::pin(async move {
            let mut record = streams::record(db, registrant).await?;
            let expected = record.version;
            events.iter().for_each(|event| record.apply(event));
            let appended = streams::append(db, registrant, expected, &events).await?;
            if let Some(last) = events.last() {
                snapshots::renew(db, registrant, &record, last).await?;
            }
            Ok(appended)
        })
    });
    assert!(appended.await);
}

async fn record(stage: &Stage) -> Record {
    streams::record(&mut *stage.read().await, ONE).await.unwrap()
}

/// Where the snapshot stands.
async fn kept_at(stage: &Stage) -> Option<u64> {
    snapshots::find(&mut *stage.read().await, ONE).await.unwrap().map(|(version, _)| version)
}

async fn past_the_server(stage: &Stage, sql: &'static str) {
    stage.write(move |db| Box::pin(async move { Ok(sqlx::query(sql).execute(db).await.map(drop)?) })).await;
}

async fn a_record_is_what_its_events_make_wherever_its_snapshot_stands(stage: Stage) {
    let all = events(0, 150);
    let mut places = Vec::new();
    for step in all.chunks(3) {
        append(&stage, ONE, step.to_vec()).await;
        let version = step.last().unwrap().version;
        assert_eq!(record(&stage).await, Record::replay(&all[..usize::try_from(version).unwrap()]));
        places.extend(kept_at(&stage).await);
    }
    places.dedup();
    assert_eq!(places, [33, 66, 99, 132], "now and then");
    append(&stage, OTHER, events(0, 2)).await;
    let other = streams::record(&mut *stage.read().await, OTHER).await.unwrap();
    assert_eq!(other, Record::replay(&events(0, 2)), "each has their own");
    for version in [0, 1, 131, 132, 133, 150] {
        let then = streams::record_at(&mut *stage.read().await, ONE, version).await.unwrap();
        assert_eq!(
            then,
            Record::replay(&all[..usize::try_from(version).unwrap()]),
            "as it stood at {version}"
        );
    }
}

/// Without the first events nothing can be replayed: what is read is the snapshot and what follows on it.
async fn a_long_stream_is_not_read_from_its_beginning(stage: Stage) {
    append(&stage, ONE, events(0, 100)).await;
    append(&stage, ONE, events(100, 5)).await;
    past_the_server(&stage, "DELETE FROM events WHERE version < 100").await;
    assert_eq!(record(&stage).await, Record::replay(&events(0, 105)));
}

async fn a_snapshot_that_does_not_fit_is_no_snapshot_and_the_next_takes_its_place(stage: Stage) {
    for damage in [
        "UPDATE snapshots SET payload = (SELECT payload FROM events WHERE version = 1)",
        "UPDATE snapshots SET layout = 'older'",
        "UPDATE snapshots SET version = 30",
        "UPDATE snapshots SET version = 99",
        "UPDATE snapshots SET registrant = '00000000-0000-0000-0000-000000000009'",
        "DELETE FROM snapshots",
    ] {
        let stand = record(&stage).await.version;
        append(&stage, ONE, events(stand, 40)).await;
        let all = events(0, stand + 40);
        assert_eq!(kept_at(&stage).await, Some(stand + 40), "{damage}");
        past_the_server(&stage, damage).await;
        assert_eq!(record(&stage).await, Record::replay(&all), "{damage}");
    }
}

async fn what_this_program_does_not_know_is_never_in_a_snapshot(stage: Stage) {
    let unknown = Body::Unknown { json: Json(r#"{"type":"from.tomorrow","v":1,"data":{}}"#.into()) };
    append(
        &stage,
        ONE,
        numbered(0, vec![unknown], Actor::System { rule: Rule::Register }, Micros(1), Micros(2), None),
    )
    .await;
    append(&stage, ONE, events(1, 80)).await;
    assert_eq!(kept_at(&stage).await, None);
    assert_eq!(record(&stage).await.unknown, 1, "nothing is decided until the program is updated");
}

on_both! {
    a_record_is_what_its_events_make_wherever_its_snapshot_stands
    a_long_stream_is_not_read_from_its_beginning
    a_snapshot_that_does_not_fit_is_no_snapshot_and_the_next_takes_its_place
    what_this_program_does_not_know_is_never_in_a_snapshot
}

//! The public register's rows.

use jiff::civil::date;
use portal_record::{CpsoNumber, RegistrantId};
use portal_server::store::register::{self, Found, Row};
use portal_server::store::streams;

use crate::stage::{ONE, OTHER, Stage, events};

fn number(number: u32) -> CpsoNumber {
    number.try_into().unwrap()
}

fn row(version: u64) -> Row {
    Row {
        registrant: ONE,
        cpso_number: number(900_001),
        version,
        from: date(2027, 5, 20),
        until: Some(date(2027, 6, 1)),
        payload: format!("{{\"version\":{version}}}").into_bytes(),
    }
}

async fn keep(stage: &Stage, kept: Row) {
    stage.write(move |db| Box::pin(async move { register::keep(db, &kept).await })).await;
}

async fn append(stage: &Stage, registrant: RegistrantId, after: u64, count: u64) {
    let appended = stage.write(move |db| {
        Box::pin(async move { streams::append(db, registrant, after, &events(after, count)).await })
    });
    assert!(appended.await);
}

async fn find(stage: &Stage, of: u32) -> Option<Found> {
    register::find(&mut *stage.read().await, number(of)).await.unwrap()
}

async fn a_row_is_found_by_its_number_with_where_its_stream_stands(stage: Stage) {
    append(&stage, ONE, 0, 3).await;
    keep(&stage, row(3)).await;
    let stage = stage.reopened().await;
    assert_eq!(find(&stage, 900_001).await, Some(Found { row: row(3), stream: 3 }));
    assert_eq!(find(&stage, 900_002).await, None);
    append(&stage, ONE, 3, 1).await;
    let found = find(&stage, 900_001).await.unwrap();
    assert_eq!((found.row.version, found.stream), (3, 4));
    assert!(!found.holds_on(date(2027, 5, 20)), "the stream moved on without it");
}

async fn a_row_holds_from_its_day_until_something_takes_effect(stage: Stage) {
    append(&stage, ONE, 0, 1).await;
    keep(&stage, row(1)).await;
    let found = find(&stage, 900_001).await.unwrap();
    for (day, holds) in [
        (date(2027, 5, 19), false),
        (date(2027, 5, 20), true),
        (date(2027, 5, 31), true),
        (date(2027, 6, 1), false),
    ] {
        assert_eq!(found.holds_on(day), holds, "{day}");
    }
    keep(&stage, Row { until: None, ..row(1) }).await;
    assert!(find(&stage, 900_001).await.unwrap().holds_on(date(2099, 1, 1)), "nothing is to come");
}

async fn a_row_never_falls_back_and_never_changes_its_owner(stage: Stage) {
    append(&stage, ONE, 0, 5).await;
    keep(&stage, row(5)).await;
    keep(&stage, row(4)).await;
    assert_eq!(find(&stage, 900_001).await.unwrap().row, row(5), "a slow writer comes too late");
    keep(&stage, Row { registrant: OTHER, ..row(9) }).await;
    assert_eq!(find(&stage, 900_001).await.unwrap().row, row(5), "the number is somebody's");
    keep(&stage, Row { from: date(2027, 6, 1), ..row(5) }).await;
    assert_eq!(
        find(&stage, 900_001).await.unwrap().row.from,
        date(2027, 6, 1),
        "the same version on a new day"
    );
}

async fn streams_without_a_row_are_found(stage: Stage) {
    append(&stage, ONE, 0, 1).await;
    append(&stage, OTHER, 0, 1).await;
    keep(&stage, row(1)).await;
    let missing = register::missing(&mut *stage.read().await, 9).await.unwrap();
    assert_eq!(missing, [OTHER]);
}

on_both! {
    a_row_is_found_by_its_number_with_where_its_stream_stands
    a_row_holds_from_its_day_until_something_takes_effect
    a_row_never_falls_back_and_never_changes_its_owner
    streams_without_a_row_are_found
}

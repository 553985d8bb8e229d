//! Streams of events, of registrants and of what has its own history besides: read from a version on, appended to when the version is the
//! expected one; and whose computers are sent them.

use portal_forms::Micros;
use portal_protocol::History;
use portal_record::snapshot::{self, Base};
use portal_record::{Event, Record, RegistrantId, Side, StreamId, StreamKind, Verbatim};

use super::{Connection, StoreError, counted, snapshots, stored};
use crate::rules::instant::Newest;
use crate::rules::{history, page};

/// As it is stored: a registrant's by the UUID alone, since all were once.
fn key(stream: impl Into<StreamId>) -> String {
    match stream.into() {
        StreamId { kind: StreamKind::Registrant, id } => id.to_string(),
        other => other.to_string(),
    }
}

/// The streams that are sent to a registrant's computers besides their own, in order.
pub async fn of_member(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<StreamId>, StoreError> {
    let streams: Vec<String> =
        sqlx::query_scalar("SELECT stream FROM members WHERE registrant = $1 ORDER BY stream")
            .bind(registrant.0.to_string())
            .fetch_all(db)
            .await?;
    streams.iter().map(|stream| stream.parse().map_err(|_| StoreError::Misshapen("stream"))).collect()
}

/// From now on this stream is sent to the registrant's computers, too. What only the staff may know never is.
pub async fn add_member(
    db: &mut Connection,
    registrant: RegistrantId,
    stream: StreamId,
) -> Result<(), StoreError> {
    if stream.kind == StreamKind::CaseFile {
        return Err(StoreError::Misshapen("stream of a member"));
    }
    sqlx::query("INSERT INTO members (registrant, stream) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(registrant.0.to_string())
        .bind(stream.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// The version of a stream's last event; 0 when there is none.
pub async fn version(db: &mut Connection, stream: impl Into<StreamId>) -> Result<u64, StoreError> {
    let version: Option<i64> = sqlx::query_scalar("SELECT version FROM streams WHERE registrant = $1")
        .bind(key(stream))
        .fetch_optional(db)
        .await?;
    version.map_or(Ok(0), counted)
}

/// When the newest event of all was recorded, and the newest of this registrant.
pub async fn newest(db: &mut Connection, registrant: RegistrantId) -> Result<Newest, StoreError> {
    let of_stream: Option<i64> = sqlx::query_scalar(
        "SELECT recorded_at FROM events WHERE registrant = $1 ORDER BY version DESC LIMIT 1",
    )
    .bind(registrant.0.to_string())
    .fetch_optional(&mut *db)
    .await?;
    let of_stream = of_stream.map(Micros).unwrap_or_default();
    Ok(Newest { of_all: newest_of_all(db).await?, of_stream })
}

/// When the newest event of all was recorded.
pub async fn newest_of_all(db: &mut Connection) -> Result<Micros, StoreError> {
    let newest: Option<i64> =
        sqlx::query_scalar("SELECT recorded_at FROM events ORDER BY recorded_at DESC LIMIT 1")
            .fetch_optional(db)
            .await?;
    Ok(newest.map(Micros).unwrap_or_default())
}

/// At most `limit` events after this version, in order.
pub async fn after(
    db: &mut Connection,
    registrant: RegistrantId,
    version: u64,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    payloads(db, registrant, version, limit).await?.iter().map(|payload| read(payload)).collect()
}

/// A page of the events after this version: as many as fit and no more than `most`, each as it is stored. What this server does not know of them goes to the
/// desktop that may know it.
pub async fn page(
    db: &mut Connection,
    stream: impl Into<StreamId>,
    version: u64,
    most: usize,
) -> Result<Vec<Verbatim<Event>>, StoreError> {
    let stream = stream.into();
    let lengths: Vec<i64> = sqlx::query_scalar(
        "SELECT CAST(length(payload) AS BIGINT) FROM events WHERE registrant = $1 AND version > $2 \
         ORDER BY version LIMIT $3",
    )
    .bind(key(stream))
    .bind(stored(version))
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .fetch_all(&mut *db)
    .await?;
    if lengths.is_empty() {
        return Ok(Vec::new());
    }
    let lengths = lengths.into_iter().map(counted).collect::<Result<Vec<_>, _>>()?;
    let limit = i64::try_from(page::fitting(&lengths)).unwrap_or(i64::MAX);
    let payloads = payloads(db, stream, version, limit).await?;
    let read = payloads.iter().map(|payload| serde_json::from_slice(payload));
    read.collect::<Result<_, _>>().map_err(|why| StoreError::unread("event", why))
}

/// At most `limit` events up to this version, the last first.
pub async fn back_from(
    db: &mut Connection,
    registrant: RegistrantId,
    version: u64,
    limit: usize,
) -> Result<Vec<Event>, StoreError> {
    let payloads: Vec<Vec<u8>> = sqlx::query_scalar(
        "SELECT payload FROM events WHERE registrant = $1 AND version <= $2 ORDER BY version DESC LIMIT $3",
    )
    .bind(registrant.0.to_string())
    .bind(stored(version))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    payloads.iter().map(|payload| read(payload)).collect()
}

/// The history of the event of this version; none where there is no such event.
pub async fn history(
    db: &mut Connection,
    stream: impl Into<StreamId>,
    version: u64,
) -> Result<Option<History>, StoreError> {
    let row: Option<(Option<String>, Vec<u8>)> =
        sqlx::query_as("SELECT history, payload FROM events WHERE registrant = $1 AND version = $2")
            .bind(key(stream))
            .bind(stored(version))
            .fetch_optional(db)
            .await?;
    Ok(row.map(|(kept, payload)| kept.map_or_else(|| history::next(None, &payload), History)))
}

/// The record as it stands.
pub async fn record(db: &mut Connection, registrant: RegistrantId) -> Result<Record, StoreError> {
    record_at(db, registrant, i64::MAX.unsigned_abs()).await
}

/// The record as it stood after the event of this version: its snapshot, if there is one that fits, and the events after that.
pub async fn record_at(
    db: &mut Connection,
    registrant: RegistrantId,
    version: u64,
) -> Result<Record, StoreError> {
    if let Some((at, kept)) = snapshots::find(db, registrant).await?
        && (1..=version).contains(&at)
    {
        let tail = payloads(db, registrant, at - 1, stored(version - at + 1)).await?;
        let began = tail.split_first().and_then(|(event, tail)| {
            let record = snapshot::read(&kept, Base { registrant, event })?;
            Some((record, tail))
        });
        if let Some((record, tail)) = began {
            return applied(record, tail);
        }
        tracing::info!("a snapshot does not fit its stream, which is replayed");
    }
    applied(Record::default(), &payloads(db, registrant, 0, stored(version)).await?)
}

fn applied(mut record: Record, payloads: &[Vec<u8>]) -> Result<Record, StoreError> {
    for payload in payloads {
        record.apply(&read(payload)?);
    }
    Ok(record)
}

async fn payloads(
    db: &mut Connection,
    stream: impl Into<StreamId>,
    version: u64,
    limit: i64,
) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT payload FROM events WHERE registrant = $1 AND version > $2 ORDER BY version LIMIT $3",
    )
    .bind(key(stream))
    .bind(stored(version))
    .bind(limit)
    .fetch_all(db)
    .await?)
}

fn read(payload: &[u8]) -> Result<Event, StoreError> {
    serde_json::from_slice(payload).map_err(|why| StoreError::unread("event", why))
}

/// Locks all that is the registrant's until the transaction ends, and gives the version of the last event. Work that
/// reads and then writes by what it read begins with it: on PostgreSQL others of the same registrant wait here; on
/// SQLite there is one writer anyway.
pub async fn lock(db: &mut Connection, stream: impl Into<StreamId>) -> Result<u64, StoreError> {
    let version: i64 = sqlx::query_scalar(
        "INSERT INTO streams AS held (registrant, version) VALUES ($1, 0) \
         ON CONFLICT (registrant) DO UPDATE SET version = held.version RETURNING version",
    )
    .bind(key(stream))
    .fetch_one(db)
    .await?;
    counted(version)
}

/// Appends events, the first of which follows `expected`. Says whether the stream still stood there; if not, nothing
/// is appended.
pub async fn append(
    db: &mut Connection,
    stream: impl Into<StreamId>,
    expected: u64,
    events: &[Event],
) -> Result<bool, StoreError> {
    // What only the staff may know never gets onto a stream that computers of registrants are sent.
    if events.iter().any(|event| event.body.side() != Side::Person) {
        return Err(StoreError::Misshapen("event of a person's stream"));
    }
    let whose = stream.into();
    let Some(last) = events.last() else { return Ok(lock(db, whose).await? == expected) };
    let stream = key(whose);
    // Compared and set in one statement: of two that expect the same version, the second waits and then finds another.
    let moved = if expected == 0 {
        sqlx::query(
            "INSERT INTO streams AS held (registrant, version) VALUES ($1, $2) \
             ON CONFLICT (registrant) DO UPDATE SET version = $2 WHERE held.version = 0",
        )
        .bind(&stream)
        .bind(stored(last.version))
        .execute(&mut *db)
        .await?
    } else {
        sqlx::query("UPDATE streams SET version = $2 WHERE registrant = $1 AND version = $3")
            .bind(&stream)
            .bind(stored(last.version))
            .bind(stored(expected))
            .execute(&mut *db)
            .await?
    };
    if moved.rows_affected() == 0 {
        return Ok(false);
    }
    let mut before = history(db, whose, expected).await?;
    for event in events {
        let payload = serde_json::to_vec(event).map_err(|why| StoreError::Damaged { what: "event", why })?;
        let History(hash) = history::next(before.as_ref(), &payload);
        sqlx::query(
            "INSERT INTO events (registrant, version, recorded_at, payload, history) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&stream)
        .bind(stored(event.version))
        .bind(event.recorded_at.0)
        .bind(payload)
        .bind(&hash)
        .execute(&mut *db)
        .await?;
        before = Some(History(hash));
    }
    Ok(true)
}

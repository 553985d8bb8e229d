//! The registrants' streams of events: read from a version on, appended to when the version is the expected one.

use portal_record::snapshot::{self, Foot};
use portal_record::{Event, Record, RegistrantId};

use super::{Connection, StoreError, counted, snapshots, stored};

/// The version of a registrant's last event; 0 when there is none.
pub async fn version(db: &mut Connection, registrant: RegistrantId) -> Result<u64, StoreError> {
    let version: Option<i64> = sqlx::query_scalar("SELECT version FROM streams WHERE registrant = $1")
        .bind(registrant.0.to_string())
        .fetch_optional(db)
        .await?;
    version.map_or(Ok(0), counted)
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
            let record = snapshot::read(&kept, Foot { registrant, event })?;
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
    registrant: RegistrantId,
    version: u64,
    limit: i64,
) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT payload FROM events WHERE registrant = $1 AND version > $2 ORDER BY version LIMIT $3",
    )
    .bind(registrant.0.to_string())
    .bind(stored(version))
    .bind(limit)
    .fetch_all(db)
    .await?)
}

fn read(payload: &[u8]) -> Result<Event, StoreError> {
    serde_json::from_slice(payload).map_err(|why| StoreError::Damaged { what: "event", why })
}

/// Locks all that is the registrant's until the transaction ends, and gives the version of the last event. Work that
/// reads and then writes by what it read begins with it: on PostgreSQL others of the same registrant wait here; on
/// SQLite there is one writer anyway.
pub async fn lock(db: &mut Connection, registrant: RegistrantId) -> Result<u64, StoreError> {
    let version: i64 = sqlx::query_scalar(
        "INSERT INTO streams AS held (registrant, version) VALUES ($1, 0) \
         ON CONFLICT (registrant) DO UPDATE SET version = held.version RETURNING version",
    )
    .bind(registrant.0.to_string())
    .fetch_one(db)
    .await?;
    counted(version)
}

/// Appends events, the first of which follows `expected`. Says whether the stream still stood there; if not, nothing
/// is appended.
pub async fn append(
    db: &mut Connection,
    registrant: RegistrantId,
    expected: u64,
    events: &[Event],
) -> Result<bool, StoreError> {
    let Some(last) = events.last() else { return Ok(lock(db, registrant).await? == expected) };
    let stream = registrant.0.to_string();
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
    for event in events {
        let payload = serde_json::to_vec(event).map_err(|why| StoreError::Damaged { what: "event", why })?;
        sqlx::query("INSERT INTO events (registrant, version, recorded_at, payload) VALUES ($1, $2, $3, $4)")
            .bind(&stream)
            .bind(stored(event.version))
            .bind(event.recorded_at.0)
            .bind(payload)
            .execute(&mut *db)
            .await?;
    }
    Ok(true)
}

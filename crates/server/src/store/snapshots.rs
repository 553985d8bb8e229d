//! Snapshots beside the streams: the record of a registrant as it stood after one of their events, so that what is done for them
//! costs the same after a long life as after a short one. What makes one, and whether it is believed, is said in
//! `portal_record::snapshot`; each can be thrown away.

use portal_record::snapshot::{self, Base};
use portal_record::{Event, Record, RegistrantId};

use super::{Connection, StoreError, counted, stored};

/// Events after which a new one is kept.
const EVERY: u64 = 32;
/// A large one is kept more seldom: one event for each so many bytes, so that keeping it costs each event little.
const BYTES_PER_EVENT: u64 = 16 * 1024;

/// The snapshot of this stream that a program like this one kept, and the version of the event that it follows.
pub async fn find(
    db: &mut Connection,
    registrant: RegistrantId,
) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT version, payload FROM snapshots WHERE registrant = $1 AND layout = $2")
            .bind(registrant.0.to_string())
            .bind(snapshot::layout())
            .fetch_optional(db)
            .await?;
    row.map(|(version, payload)| Ok((counted(version)?, payload))).transpose()
}

/// Keeps the record as it stands after its last event, when the snapshot that is there is far behind.
pub async fn renew(
    db: &mut Connection,
    registrant: RegistrantId,
    record: &Record,
    last: &Event,
) -> Result<(), StoreError> {
    if !is_due(db, registrant, last.version).await? {
        return Ok(());
    }
    let event = serde_json::to_vec(last).map_err(|why| StoreError::Damaged { what: "event", why })?;
    let Some(kept) = snapshot::write(record, Base { registrant, event: &event }) else { return Ok(()) };
    sqlx::query(
        "INSERT INTO snapshots (registrant, layout, version, payload) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (registrant) DO UPDATE SET layout = $2, version = $3, payload = $4",
    )
    .bind(registrant.0.to_string())
    .bind(snapshot::layout())
    .bind(stored(last.version))
    .bind(kept)
    .execute(db)
    .await?;
    Ok(())
}

async fn is_due(db: &mut Connection, registrant: RegistrantId, version: u64) -> Result<bool, StoreError> {
    let row: Option<(i64, i64)> = sqlx::query_as(
        "SELECT version, CAST(length(payload) AS BIGINT) FROM snapshots WHERE registrant = $1 AND layout = $2",
    )
    .bind(registrant.0.to_string())
    .bind(snapshot::layout())
    .fetch_optional(db)
    .await?;
    let Some((at, bytes)) = row else { return Ok(version >= EVERY) };
    let pause = EVERY.max(counted(bytes)? / BYTES_PER_EVENT);
    // One that is ahead of its stream is of a stream that is there no more.
    Ok(version.checked_sub(counted(at)?).is_none_or(|behind| behind >= pause))
}

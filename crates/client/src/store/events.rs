//! Confirmed events of the registrant's own log, as the College gave them. Appended without gaps, unless the College has
//! another history: then all are replaced, and a copy of the file is kept.

use portal_record::{Event, Verbatim};
use sqlx::SqliteConnection;

use super::StoreError;

pub(super) const CREATE: &str =
    "CREATE TABLE events (version INTEGER PRIMARY KEY, event BLOB NOT NULL) STRICT";

/// All events, oldest first.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<Verbatim<Event>>, StoreError> {
    let rows: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT event FROM events ORDER BY version").fetch_all(connection).await?;
    rows.iter().map(|row| serde_json::from_slice(row).map_err(|error| unreadable(&error))).collect()
}

/// Appends one event; one that is there already is left as it is.
pub async fn append(connection: &mut SqliteConnection, event: &Verbatim<Event>) -> Result<(), StoreError> {
    let version = i64::try_from(event.version)
        .map_err(|_| StoreError::Row { table: "events", reason: "version out of range".to_owned() })?;
    sqlx::query("INSERT INTO events (version, event) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING")
        .bind(version)
        .bind(serde_json::to_vec(event).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps these events instead of those that are there.
pub async fn replace(
    connection: &mut SqliteConnection,
    events: &[Verbatim<Event>],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM events").execute(&mut *connection).await?;
    for event in events {
        append(connection, event).await?;
    }
    Ok(())
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("events", error)
}

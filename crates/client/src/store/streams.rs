//! Streams besides the registrant's own that the person is a member of, as the College gave them: each by the name that the College
//! has for it, with its own versions. A kind that this version does not know is kept like any other.

use portal_protocol::History;
use portal_record::{Event, Verbatim};
use sqlx::{Row, SqliteConnection};

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE streams (stream TEXT PRIMARY KEY, history TEXT) STRICT";
pub(super) const CREATE_EVENTS: &str =
    "CREATE TABLE stream_events (stream TEXT NOT NULL REFERENCES streams (stream), version INTEGER NOT NULL,
     event BLOB NOT NULL, PRIMARY KEY (stream, version)) STRICT";

/// A stream, or the next piece of one.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamRow {
    /// As the College calls it.
    pub stream: String,
    /// Without a gap, oldest first.
    pub events: Vec<Verbatim<Event>>,
    /// What the College told with the last of them.
    pub history: Option<History>,
}

impl StreamRow {
    /// The version of the last event; 0 when there is none.
    pub fn version(&self) -> u64 {
        self.events.last().map_or(0, |event| event.version)
    }

    /// Adds what comes next; an event of a version that is there stays as it is.
    pub fn append(&mut self, next: StreamRow) {
        for event in next.events {
            if let Err(place) = self.events.binary_search_by_key(&event.version, |known| known.version) {
                self.events.insert(place, event);
            }
        }
        self.history = next.history;
    }
}

/// All streams, by name.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<StreamRow>, StoreError> {
    let rows = sqlx::query("SELECT stream, history FROM streams ORDER BY stream")
        .fetch_all(&mut *connection)
        .await?;
    let mut streams = Vec::new();
    for row in rows {
        let (stream, history): (String, Option<String>) = (row.try_get("stream")?, row.try_get("history")?);
        let events: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT event FROM stream_events WHERE stream = $1 ORDER BY version")
                .bind(&stream)
                .fetch_all(&mut *connection)
                .await?;
        let events = events.iter().map(|event| serde_json::from_slice(event).map_err(|why| unreadable(&why)));
        streams.push(StreamRow {
            stream,
            events: events.collect::<Result<_, _>>()?,
            history: history.map(History),
        });
    }
    Ok(streams)
}

/// Appends to a stream, which begins with it.
pub async fn append(connection: &mut SqliteConnection, next: &StreamRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO streams (stream, history) VALUES ($1, $2)
         ON CONFLICT (stream) DO UPDATE SET history = excluded.history",
    )
    .bind(&next.stream)
    .bind(next.history.as_ref().map(|History(told)| told))
    .execute(&mut *connection)
    .await?;
    for event in &next.events {
        sqlx::query(
            "INSERT INTO stream_events (stream, version, event) VALUES ($1, $2, $3)
             ON CONFLICT (stream, version) DO NOTHING",
        )
        .bind(&next.stream)
        .bind(i64::try_from(event.version).map_err(|error| unreadable(&error))?)
        .bind(serde_json::to_vec(event).map_err(|error| unreadable(&error))?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Keeps this instead of what is there of a stream.
pub async fn replace(connection: &mut SqliteConnection, whole: &StreamRow) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM stream_events WHERE stream = $1")
        .bind(&whole.stream)
        .execute(&mut *connection)
        .await?;
    append(connection, whole).await
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("streams", error)
}

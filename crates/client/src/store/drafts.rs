//! The drafts of this account: one per form and subject. Their edits are in `edits`.

use portal_protocol::History;
use portal_record::{DraftId, DraftKey};
use sqlx::{Row, SqliteConnection};

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    form_version TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT";
pub(super) const ADD_HISTORY: &str = "ALTER TABLE drafts ADD COLUMN history TEXT";

/// A draft without its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Registrant, form and subject; the id is derived from them.
    pub key: DraftKey,
    /// The version of the form it is pinned to.
    pub form_version: String,
    /// The last of the College's edit numbers that is in the file.
    pub sequence: u64,
    /// What the College told with it.
    pub history: Option<History>,
}

/// All drafts.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<DraftRow>, StoreError> {
    let rows = sqlx::query("SELECT key, form_version, sequence, history FROM drafts ORDER BY id")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let key: Vec<u8> = row.try_get("key")?;
            let key = serde_json::from_slice(&key).map_err(|error| unreadable(&error))?;
            let sequence: i64 = row.try_get("sequence")?;
            let sequence = u64::try_from(sequence).map_err(|error| unreadable(&error))?;
            let history: Option<String> = row.try_get("history")?;
            let (form_version, history) = (row.try_get("form_version")?, history.map(History));
            Ok(DraftRow { key, form_version, sequence, history })
        })
        .collect()
}

/// Creates the draft, or leaves the one that is there.
pub async fn ensure(connection: &mut SqliteConnection, draft: &DraftRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO drafts (id, key, form_version, sequence, history) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(draft.key.id().0.to_string())
    .bind(serde_json::to_vec(&draft.key).map_err(|error| unreadable(&error))?)
    .bind(&draft.form_version)
    .bind(i64::try_from(draft.sequence).map_err(|error| unreadable(&error))?)
    .bind(draft.history.as_ref().map(|History(told)| told))
    .execute(connection)
    .await?;
    Ok(())
}

/// Remembers up to which of the College's edits the file has them all, and what the College told with the last of them.
pub async fn advance(
    connection: &mut SqliteConnection,
    id: DraftId,
    sequence: u64,
    history: Option<&History>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE drafts SET sequence = max(sequence, $2), history = $3 WHERE id = $1")
        .bind(id.0.to_string())
        .bind(i64::try_from(sequence).map_err(|error| unreadable(&error))?)
        .bind(history.map(|History(told)| told))
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets how far the College's edits are here: they are fetched from the start.
pub async fn begin_anew(connection: &mut SqliteConnection, id: DraftId) -> Result<(), StoreError> {
    sqlx::query("UPDATE drafts SET sequence = 0, history = NULL WHERE id = $1")
        .bind(id.0.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Pins the draft to another version of its form.
pub async fn pin(
    connection: &mut SqliteConnection,
    id: DraftId,
    form_version: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE drafts SET form_version = $2 WHERE id = $1")
        .bind(id.0.to_string())
        .bind(form_version)
        .execute(connection)
        .await?;
    Ok(())
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("drafts", error)
}

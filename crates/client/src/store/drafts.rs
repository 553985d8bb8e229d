//! The drafts of this account: one per form and subject. Their edits are in `edits`.

use portal_record::{DraftId, DraftKey};
use sqlx::{Row, SqliteConnection};

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    form_version TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT";

/// A draft without its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Registrant, form and subject; the id is derived from them.
    pub key: DraftKey,
    /// The version of the form it is pinned to.
    pub form_version: String,
    /// The last of the College's edit numbers that is in the file.
    pub sequence: u64,
}

/// All drafts.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<DraftRow>, StoreError> {
    let rows = sqlx::query("SELECT key, form_version, sequence FROM drafts ORDER BY id")
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let key: Vec<u8> = row.try_get("key")?;
            let key = serde_json::from_slice(&key).map_err(|error| unreadable(&error))?;
            let sequence: i64 = row.try_get("sequence")?;
            let sequence = u64::try_from(sequence).map_err(|error| unreadable(&error))?;
            Ok(DraftRow { key, form_version: row.try_get("form_version")?, sequence })
        })
        .collect()
}

/// Creates the draft, or leaves the one that is there.
pub async fn ensure(connection: &mut SqliteConnection, draft: &DraftRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO drafts (id, key, form_version, sequence) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
    )
    .bind(draft.key.id().0.to_string())
    .bind(serde_json::to_vec(&draft.key).map_err(|error| unreadable(&error))?)
    .bind(&draft.form_version)
    .bind(i64::try_from(draft.sequence).map_err(|error| unreadable(&error))?)
    .execute(connection)
    .await?;
    Ok(())
}

/// Remembers up to which of the College's edits the file has them all.
pub async fn advance(
    connection: &mut SqliteConnection,
    id: DraftId,
    sequence: u64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE drafts SET sequence = max(sequence, $2) WHERE id = $1")
        .bind(id.0.to_string())
        .bind(i64::try_from(sequence).map_err(|error| unreadable(&error))?)
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

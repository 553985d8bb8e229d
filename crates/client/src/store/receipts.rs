//! Signed receipts as the College gave them (compact JWS), kept for ever. What they say is read after verifying them.

use sqlx::SqliteConnection;

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE receipts (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt TEXT NOT NULL UNIQUE
) STRICT";

/// All receipts, in the order in which they came.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT receipt FROM receipts ORDER BY position").fetch_all(connection).await?)
}

/// Keeps a receipt; one that is there already is left as it is.
pub async fn keep(connection: &mut SqliteConnection, receipt: &str) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO receipts (receipt) VALUES ($1) ON CONFLICT (receipt) DO NOTHING")
        .bind(receipt)
        .execute(connection)
        .await?;
    Ok(())
}

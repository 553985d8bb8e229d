//! Messages of the payment provider, each stored once by its id.

use portal_forms::Micros;

use super::{Connection, StoreError};

/// Stores a message; says whether it was processed before.
pub async fn take_in(db: &mut Connection, id: &str, payload: &[u8], now: Micros) -> Result<bool, StoreError> {
    sqlx::query("INSERT INTO webhooks (id, received_at, payload) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(now.0)
        .bind(payload)
        .execute(&mut *db)
        .await?;
    let processed: Option<i64> =
        sqlx::query_scalar("SELECT processed_at FROM webhooks WHERE id = $1").bind(id).fetch_one(db).await?;
    Ok(processed.is_some())
}

/// Marks a message as processed.
pub async fn mark_processed(db: &mut Connection, id: &str, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE webhooks SET processed_at = $2 WHERE id = $1 AND processed_at IS NULL")
        .bind(id)
        .bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

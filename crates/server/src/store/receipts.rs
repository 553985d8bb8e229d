//! Signed receipts, as they were given out.

use portal_forms::Micros;
use portal_record::{CommandId, RegistrantId};

use super::{Connection, StoreError};

/// Keeps a receipt.
pub async fn insert(
    db: &mut Connection,
    registrant: RegistrantId,
    (code, receipt): (&str, &str),
    command: CommandId,
    issued_at: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO receipts (registrant, code, command, issued_at, receipt) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(registrant.0.to_string())
    .bind(code)
    .bind(command.0.to_string())
    .bind(issued_at.0)
    .bind(receipt)
    .execute(db)
    .await?;
    Ok(())
}

/// Every receipt of a registrant, oldest first.
pub async fn all(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("SELECT receipt FROM receipts WHERE registrant = $1 ORDER BY issued_at, code")
        .bind(registrant.0.to_string())
        .fetch_all(db)
        .await?)
}

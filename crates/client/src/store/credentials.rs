//! Registration credentials as the College gave them, those of its last answer: what is not among them holds no longer. What
//! they say is read after verifying them.

use portal_credentials::registration::SignedCredential;
use sqlx::SqliteConnection;

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE credentials (
    position INTEGER PRIMARY KEY,
    credential TEXT NOT NULL
) STRICT";

/// All credentials, in the order in which the College gave them.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<SignedCredential>, StoreError> {
    let kept: Vec<String> = sqlx::query_scalar("SELECT credential FROM credentials ORDER BY position")
        .fetch_all(connection)
        .await?;
    Ok(kept.into_iter().map(SignedCredential).collect())
}

/// Keeps these instead of those that are there. Within a transaction: it is more than one statement.
pub async fn replace(
    connection: &mut SqliteConnection,
    credentials: &[SignedCredential],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM credentials").execute(&mut *connection).await?;
    for (position, SignedCredential(credential)) in (1_i64..).zip(credentials) {
        sqlx::query("INSERT INTO credentials (position, credential) VALUES ($1, $2)")
            .bind(position)
            .bind(credential)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

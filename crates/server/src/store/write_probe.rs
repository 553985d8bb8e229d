//! Whether the database takes what is written: tried with a write of its own, of which nothing stays.

use uuid::Uuid;

use super::{Connection, StoreError};

/// Some more than a usual request writes.
const BYTES: usize = 32 * 1024;

/// Writes as much as a request does, and takes it away again.
pub async fn try_out(db: &mut Connection) -> Result<(), StoreError> {
    let id = Uuid::new_v4().to_string();
    sqlx::query("INSERT INTO room (id, taken) VALUES ($1, $2)")
        .bind(&id)
        .bind(vec![0; BYTES])
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM room WHERE id = $1").bind(&id).execute(db).await?;
    Ok(())
}

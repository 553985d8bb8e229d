//! What somebody has used of what they may send in a day.

use portal_forms::Micros;

use super::{Connection, StoreError};
use crate::rules::Refused;
use crate::rules::allowance::Use;

/// Uses all of this, or nothing of it when there is not enough of one.
pub async fn take(db: &mut Connection, uses: &[Use], now: Micros) -> Result<Result<(), Refused>, StoreError> {
    for (place, each) in uses.iter().enumerate() {
        let until = add(db, each, now).await?;
        if let Err(refused) = each.require(until, now) {
            for taken in uses.iter().take(place + 1) {
                give_back(db, taken).await?;
            }
            return Ok(Err(refused));
        }
    }
    Ok(Ok(()))
}

/// Added in one statement: of two at once, the second adds to what the first left.
async fn add(db: &mut Connection, more: &Use, now: Micros) -> Result<Micros, StoreError> {
    let until: i64 = sqlx::query_scalar(
        "INSERT INTO allowances AS held (subject, kind, used_until) VALUES ($1, $2, $3 + $4) \
         ON CONFLICT (subject, kind) DO UPDATE SET \
           used_until = CASE WHEN held.used_until < $3 THEN $3 ELSE held.used_until END + $4 \
         RETURNING used_until",
    )
    .bind(&more.subject)
    .bind(more.of.code())
    .bind(now.0)
    .bind(more.cost())
    .fetch_one(db)
    .await?;
    Ok(Micros(until))
}

async fn give_back(db: &mut Connection, taken: &Use) -> Result<(), StoreError> {
    sqlx::query("UPDATE allowances SET used_until = used_until - $3 WHERE subject = $1 AND kind = $2")
        .bind(&taken.subject)
        .bind(taken.of.code())
        .bind(taken.cost())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets those of which all is there again.
pub async fn sweep(db: &mut Connection, now: Micros) -> Result<u64, StoreError> {
    let swept = sqlx::query("DELETE FROM allowances WHERE used_until < $1").bind(now.0).execute(db).await?;
    Ok(swept.rows_affected())
}

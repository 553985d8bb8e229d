//! What was tried from outside, counted by subject. Subjects are slots, a fixed number of each kind: the table names nobody, and
//! grows no further. An attempt is counted before the password is looked at, so that many at once can't slip under the limit.

use portal_forms::Micros;

use super::{Connection, StoreError};

/// Most rows that are forgotten in one transaction.
pub const SWEPT_MAX: u64 = 1_000;

/// What was tried of one subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Attempts that count.
    pub attempts: i64,
    /// None is looked at before this instant.
    pub rests_until: Micros,
    /// From this instant on, nothing counts any more.
    pub forgotten_at: Micros,
}

type Row = (i64, i64, i64);

fn count((attempts, rests_until, forgotten_at): Row) -> Count {
    Count { attempts, rests_until: Micros(rests_until), forgotten_at: Micros(forgotten_at) }
}

/// What stands of a subject.
pub async fn find(db: &mut Connection, subject: &str) -> Result<Count, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("SELECT attempts, rests_until, forgotten_at FROM attempts WHERE subject = $1")
            .bind(subject)
            .fetch_optional(db)
            .await?;
    Ok(row.map(count).unwrap_or_default())
}

/// The same, locked until the transaction ends: of two attempts at once, the second sees what the first made.
pub async fn lock(db: &mut Connection, subject: &str) -> Result<Count, StoreError> {
    let row: Row = sqlx::query_as(
        "INSERT INTO attempts AS kept (subject, attempts, rests_until, forgotten_at) VALUES ($1, 0, 0, 0) \
         ON CONFLICT (subject) DO UPDATE SET attempts = kept.attempts \
         RETURNING attempts, rests_until, forgotten_at",
    )
    .bind(subject)
    .fetch_one(db)
    .await?;
    Ok(count(row))
}

/// Keeps what now stands of a subject that is locked.
pub async fn put(db: &mut Connection, subject: &str, count: Count) -> Result<(), StoreError> {
    sqlx::query("UPDATE attempts SET attempts = $2, rests_until = $3, forgotten_at = $4 WHERE subject = $1")
        .bind(subject)
        .bind(count.attempts)
        .bind(count.rests_until.0)
        .bind(count.forgotten_at.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes one attempt back: it succeeded.
pub async fn forgive(db: &mut Connection, subject: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE attempts SET attempts = attempts - 1 WHERE subject = $1 AND attempts > 0")
        .bind(subject)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets all attempts of a subject.
pub async fn clear(db: &mut Connection, subject: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM attempts WHERE subject = $1").bind(subject).execute(db).await?;
    Ok(())
}

/// Forgets what counts no more, some at a time; says how many.
pub async fn sweep(db: &mut Connection, now: Micros) -> Result<u64, StoreError> {
    let swept = sqlx::query(
        "DELETE FROM attempts WHERE subject IN \
         (SELECT subject FROM attempts WHERE forgotten_at <= $1 ORDER BY forgotten_at LIMIT $2)",
    )
    .bind(now.0)
    .bind(SWEPT_MAX as i64)
    .execute(db)
    .await?;
    Ok(swept.rows_affected())
}

//! Sign-in attempts within a window, by account and by network address. Subjects are digests: the table names nobody.
//! An attempt is counted before the password is looked at, so that many at once can't slip under the limit.

use portal_forms::Micros;

use super::{Connection, StoreError};

/// Attempts of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// When the window began.
    pub window_started: Micros,
    /// Attempts since then, this one among them.
    pub count: i64,
}

/// Counts one more attempt; a window that began before `oldest` is replaced by a new one.
pub async fn add(
    db: &mut Connection,
    subject: &str,
    now: Micros,
    oldest: Micros,
) -> Result<Attempts, StoreError> {
    let (window_started, count): (i64, i64) = sqlx::query_as(
        "INSERT INTO sign_in_attempts AS kept (subject, window_started, attempts) VALUES ($1, $2, 1) \
         ON CONFLICT (subject) DO UPDATE SET \
           attempts = CASE WHEN kept.window_started < $3 THEN 1 ELSE kept.attempts + 1 END, \
           window_started = CASE WHEN kept.window_started < $3 THEN $2 ELSE kept.window_started END \
         RETURNING window_started, attempts",
    )
    .bind(subject)
    .bind(now.0)
    .bind(oldest.0)
    .fetch_one(db)
    .await?;
    Ok(Attempts { window_started: Micros(window_started), count })
}

/// Takes one attempt back: it succeeded.
pub async fn forgive(db: &mut Connection, subject: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE subject = $1 AND attempts > 0")
        .bind(subject)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets all attempts of a subject.
pub async fn clear(db: &mut Connection, subject: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sign_in_attempts WHERE subject = $1").bind(subject).execute(db).await?;
    Ok(())
}

/// Forgets windows that began before this instant.
pub async fn sweep(db: &mut Connection, oldest: Micros) -> Result<u64, StoreError> {
    let swept = sqlx::query("DELETE FROM sign_in_attempts WHERE window_started < $1")
        .bind(oldest.0)
        .execute(db)
        .await?;
    Ok(swept.rows_affected())
}

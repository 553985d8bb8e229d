//! The schema's versions. A step is never changed once shipped; a new one is added at the end.

use sqlx::{Connection, SqliteConnection};

use super::{OpenError, credentials, drafts, edits, events, meta, outbox, receipts, streams};

/// What each version adds, in order. The file's `user_version` says how many have run.
const STEPS: &[&[&str]] = &[
    &[meta::CREATE, events::CREATE, drafts::CREATE, edits::CREATE, outbox::CREATE, receipts::CREATE],
    &[credentials::CREATE],
    &[drafts::ADD_HISTORY],
    &[streams::CREATE, streams::CREATE_EVENTS],
    &[outbox::ADD_TYPED],
];

/// The schema this version writes.
#[allow(clippy::cast_possible_wrap)]
pub(super) const CURRENT: i64 = STEPS.len() as i64;

/// The schema of an open file. This is the first read: a wrong key or a damaged file shows here.
pub(super) async fn version(connection: &mut SqliteConnection) -> Result<i64, OpenError> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *connection).await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(connection).await?;
    if found > CURRENT {
        return Err(OpenError::Newer { found, known: CURRENT });
    }
    if found == 0 && tables > 0 {
        return Err(OpenError::Unreadable);
    }
    Ok(found)
}

/// Runs the steps that have not run, each in a transaction with its version.
pub(super) async fn bring_up_to_date(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let found = version(connection).await?;
    for (index, step) in (1..).zip(STEPS).skip(usize::try_from(found).unwrap_or(0)) {
        let mut transaction = connection.begin().await?;
        for statement in *step {
            sqlx::query(*statement).execute(&mut *transaction).await?;
        }
        // A pragma takes no parameters; the number is ours.
        let stamp = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {index}"));
        sqlx::query(stamp).execute(&mut *transaction).await?;
        transaction.commit().await?;
    }
    Ok(())
}

//! The tables, by version. A released migration is never changed: the checksum that is kept in the database would
//! no longer match, and the server would refuse to start.

use std::borrow::Cow;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqliteConnection};

const SQLITE: &[(i64, &str, &str)] = &[
    (1, "accounts", include_str!("../../migrations/sqlite/0001_accounts.sql")),
    (2, "sessions", include_str!("../../migrations/sqlite/0002_sessions.sql")),
    (3, "streams", include_str!("../../migrations/sqlite/0003_streams.sql")),
    (4, "drafts", include_str!("../../migrations/sqlite/0004_drafts.sql")),
    (5, "commands", include_str!("../../migrations/sqlite/0005_commands.sql")),
    (6, "payments", include_str!("../../migrations/sqlite/0006_payments.sql")),
    (7, "sandbox", include_str!("../../migrations/sqlite/0007_sandbox.sql")),
];

pub(super) async fn run(connection: &mut SqliteConnection) -> Result<(), MigrateError> {
    let migrations = SQLITE
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql.into_sql_str(), false)
        })
        .collect();
    Migrator::with_migrations(migrations).run(connection).await
}

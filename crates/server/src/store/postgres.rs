//! PostgreSQL: each piece of work is one transaction on a connection of its own, and as many run at the same time as
//! there are connections.
//!
//! Transactions are READ COMMITTED. What reads rows and writes by what it read locks them first (`streams::lock`,
//! `drafts::lock`, `codes::lock`, …): the next one waits for the COMMIT and then sees what it left. That is enough, since
//! every rule is about one registrant's rows, and it keeps different registrants apart; SERIALIZABLE would make them
//! abort one another wherever their rows share a page.

use std::sync::Arc;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolOptions;
use sqlx::{AnyPool, ConnectOptions, Connection as _};
use tokio::sync::Semaphore;

use super::database::Postgres;
use super::writer::WhenFull;
use super::{Connection, OpenError, StoreError, Work, migrations};

/// Connections that read at the same time.
const READERS_MAX: u32 = 8;
/// Transactions at the same time.
const WRITERS_MAX: u32 = 16;
/// How long work waits for a connection before the request is shed.
const CONNECTION_WAIT_MAX: Duration = Duration::from_secs(5);
/// Pieces of work that are under way or wait for a connection; beyond it requests are shed.
const PIECES_MAX: usize = 1_024;
/// How often a piece of work is done anew after PostgreSQL gave it up for the sake of another transaction.
const TRIES_MAX: usize = 8;
/// What every connection is told. A server that stands still in the middle of a transaction holds nobody up for ever.
const EVERY_CONNECTION: &str = "SET default_transaction_isolation = 'read committed'; SET statement_timeout = '10s'; \
                                SET idle_in_transaction_session_timeout = '20s'";

pub(super) async fn open(database: &Postgres) -> Result<(AnyPool, Transactions), OpenError> {
    // Without the pools' time limits: a migration of much data takes as long as it takes.
    let mut connection = database.options().connect().await?;
    require_durable(&mut connection).await?;
    migrations::run(&mut connection, migrations::Dialect::Postgres).await?;
    connection.close().await?;
    let readers = pool(READERS_MAX).connect_lazy_with(database.options());
    let writers = pool(WRITERS_MAX).connect_lazy_with(database.options());
    Ok((readers, Transactions { pool: writers, places: Arc::new(Semaphore::new(PIECES_MAX)) }))
}

fn pool(connections_max: u32) -> PoolOptions<sqlx::Any> {
    AnyPoolOptions::new().max_connections(connections_max).acquire_timeout(CONNECTION_WAIT_MAX).after_connect(
        |connection, _| {
            Box::pin(async move { sqlx::raw_sql(EVERY_CONNECTION).execute(connection).await.map(drop) })
        },
    )
}

/// "Saved" is said after COMMIT, so a COMMIT must have reached the disk.
async fn require_durable(connection: &mut Connection) -> Result<(), OpenError> {
    for (setting, sql) in [("fsync", "SHOW fsync"), ("synchronous_commit", "SHOW synchronous_commit")] {
        let value: String = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
        if value == "off" {
            return Err(OpenError::NotDurable { setting });
        }
    }
    Ok(())
}

/// Does pieces of work, each in a transaction.
#[derive(Debug, Clone)]
pub(super) struct Transactions {
    pool: AnyPool,
    places: Arc<Semaphore>,
}

impl Transactions {
    pub(super) async fn write<T, F>(&self, when_full: WhenFull, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Clone + Send + 'static,
    {
        let places = Arc::clone(&self.places);
        let place = match when_full {
            WhenFull::Sheds => places.try_acquire_owned().map_err(|_| StoreError::Overloaded)?,
            WhenFull::Waits => places.acquire_owned().await.map_err(|_| StoreError::Closed)?,
        };
        let pool = self.pool.clone();
        // On a task of its own: the one who asked may go away, what was begun is finished all the same.
        let done = tokio::spawn(async move {
            let done = repeated(&pool, work).await;
            drop(place);
            done
        });
        done.await.unwrap_or(Err(StoreError::Closed))
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn repeated<T, F>(pool: &AnyPool, work: F) -> Result<T, StoreError>
where
    F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Clone,
{
    for _ in 0..TRIES_MAX {
        match once(pool, work.clone()).await {
            Err(StoreError::Database(error)) if is_given_up(&error) => {
                tracing::debug!(%error, "a transaction is done anew");
            }
            done => return done,
        }
    }
    Err(StoreError::Overloaded)
}

async fn once<T, F>(pool: &AnyPool, work: F) -> Result<T, StoreError>
where
    F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T>,
{
    // Dropped before its COMMIT, a transaction is rolled back.
    let mut transaction = pool.begin().await?;
    let done = work(&mut transaction).await?;
    transaction.commit().await?;
    Ok(done)
}

/// Whether a code says that nothing can be read or written for now. Classes: 08 connection exception, 53 insufficient resources (a full
/// disk), 57P ended or not yet begun, 58 system error; and 25006 only to be read, 25P03 a transaction that stood still, 55P03 held by
/// another, 57014 given up after the time that a statement may take.
pub(super) fn is_for_now(code: &str) -> bool {
    ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class))
        || matches!(code, "25006" | "25P03" | "55P03" | "57014")
}

/// Whether PostgreSQL gave the transaction up for another's sake (serialization failure, deadlock): done anew it is
/// likely to succeed.
fn is_given_up(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40001" | "40P01"))
}

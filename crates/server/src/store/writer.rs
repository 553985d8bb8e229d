//! SQLite's one writer. Work queues up while a transaction is being committed and is then done together in the next one,
//! each piece in its own savepoint, so that one fsync serves many and a failing piece takes nothing with it. An answer
//! is given only after the COMMIT that covers it.

use std::pin::Pin;

use sqlx::Connection as _;
use tokio::sync::{mpsc, oneshot};

use super::sqlite::Opened;
use super::{Connection, StoreError};

/// Pieces of work that may wait; beyond it requests are shed.
const QUEUE_MAX: usize = 1_024;
/// Pieces of work in one transaction.
const GROUP_MAX: usize = 64;

/// What becomes of work when so much waits that there is no place for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhenFull {
    /// It is shed.
    Sheds,
    /// It waits for one: it was taken on already.
    Waits,
}

/// What a piece of work does with the writer's connection.
pub type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'c>>;

#[derive(Debug, Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn Piece>),
    Close(oneshot::Sender<()>),
}

impl Writer {
    /// Writes into this file, or into memory.
    pub(super) fn start(connection: Connection, file: Option<Opened>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        tokio::spawn(run(connection, file, waiting));
        Self { queue }
    }

    pub(super) async fn write<T, F>(&self, when_full: WhenFull, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        let place = match when_full {
            WhenFull::Sheds => self.queue.try_reserve().map_err(|error| match error {
                mpsc::error::TrySendError::Full(()) => StoreError::Overloaded,
                mpsc::error::TrySendError::Closed(()) => StoreError::Closed,
            })?,
            WhenFull::Waits => self.queue.reserve().await.map_err(|_| StoreError::Closed)?,
        };
        let (reply, answer) = oneshot::channel();
        place.send(Message::Work(Box::new(Queued { work: Some(work), result: None, reply })));
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    pub(super) async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.queue.send(Message::Close(reply)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

/// A piece of work whose result type is forgotten while it queues.
trait Piece: Send {
    /// Does the work; says whether it is to be kept.
    fn run<'p>(
        &'p mut self,
        connection: &'p mut Connection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'p>>;
    /// Answers with the result, or with the reason why it could not be made durable.
    fn answer(self: Box<Self>, failed: Option<StoreError>);
}

struct Queued<T, F> {
    work: Option<F>,
    result: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Piece for Queued<T, F>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
{
    fn run<'p>(
        &'p mut self,
        connection: &'p mut Connection,
    ) -> Pin<Box<dyn Future<Output = bool> + Send + 'p>> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let result = work(connection).await;
            let keep = result.is_ok();
            self.result = Some(result);
            keep
        })
    }

    fn answer(self: Box<Self>, failed: Option<StoreError>) {
        let answer = match (self.result, failed) {
            // What the work itself said comes first: it failed whether or not the others were committed.
            (Some(Err(error)), _) | (_, Some(error)) => Err(error),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(StoreError::Closed),
        };
        // The one who asked may have gone away; the work stands all the same.
        let _ = self.reply.send(answer);
    }
}

async fn run(mut connection: Connection, file: Option<Opened>, mut waiting: mpsc::Receiver<Message>) {
    let file = file.as_ref();
    let mut closing = None;
    while closing.is_none() {
        let Some(first) = waiting.recv().await else { break };
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Work(piece) => group.push(piece),
                Message::Close(reply) => {
                    closing = Some(reply);
                    waiting.close();
                }
            }
            next = if group.len() < GROUP_MAX { waiting.try_recv().ok() } else { None };
        }
        commit(&mut connection, file, group).await;
    }
    // What was queued when the server began to stop is still done: it was accepted.
    while let Some(message) = waiting.recv().await {
        if let Message::Work(piece) = message {
            commit(&mut connection, file, vec![piece]).await;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the database was not closed cleanly");
    }
    if let Some(reply) = closing {
        let _ = reply.send(());
    }
}

async fn commit(connection: &mut Connection, file: Option<&Opened>, mut group: Vec<Box<dyn Piece>>) {
    if group.is_empty() {
        return;
    }
    let outcome = transaction(connection, file, &mut group).await;
    if let Err(error) = &outcome {
        tracing::error!(%error, pieces = group.len(), "a group of writes could not be committed");
        if let Err(error) = execute(connection, "ROLLBACK").await {
            tracing::debug!(%error, "nothing to roll back");
        }
    }
    // Whatever it was, it was none of the pieces: one that fails by itself is taken back by itself.
    let failed = outcome.err().map(|error| error.to_string());
    for piece in group {
        piece.answer(failed.clone().map(StoreError::Unavailable));
    }
}

async fn transaction(
    connection: &mut Connection,
    file: Option<&Opened>,
    group: &mut [Box<dyn Piece>],
) -> Result<(), sqlx::Error> {
    file.map_or(Ok(()), Opened::require)?;
    execute(connection, "BEGIN IMMEDIATE").await?;
    for piece in group {
        execute(connection, "SAVEPOINT piece").await?;
        if !piece.run(connection).await {
            execute(connection, "ROLLBACK TO piece").await?;
        }
        execute(connection, "RELEASE piece").await?;
    }
    execute(connection, "COMMIT").await
}

async fn execute(connection: &mut Connection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(sql).execute(connection).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn numbers() -> Writer {
        sqlx::any::install_default_drivers();
        let mut connection = Connection::connect("sqlite::memory:").await.unwrap();
        execute(&mut connection, "CREATE TABLE numbers (n INTEGER PRIMARY KEY)").await.unwrap();
        Writer::start(connection, None)
    }

    async fn insert(writer: &Writer, n: i64) -> Result<(), StoreError> {
        writer
            .write(WhenFull::Sheds, move |db| {
                Box::pin(async move {
                    sqlx::query("INSERT INTO numbers VALUES ($1)").bind(n).execute(db).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn count(writer: &Writer) -> i64 {
        let counted = writer.write(WhenFull::Sheds, |db| {
            Box::pin(
                async move { Ok(sqlx::query_scalar("SELECT count(*) FROM numbers").fetch_one(db).await?) },
            )
        });
        counted.await.unwrap()
    }

    #[tokio::test]
    async fn a_piece_that_fails_takes_nothing_with_it() {
        let writer = numbers().await;
        let (one, again, two) = tokio::join!(insert(&writer, 1), insert(&writer, 1), insert(&writer, 2));
        assert!(one.is_ok() && two.is_ok(), "its neighbours in the group are kept");
        assert!(matches!(again, Err(StoreError::Database(_))), "the failing one is told so");
        assert_eq!(count(&writer).await, 2);
    }

    #[tokio::test]
    async fn a_full_queue_sheds_and_loses_nothing_that_was_accepted() {
        let writer = numbers().await;
        let offered: Vec<_> = (0..3 * i64::try_from(QUEUE_MAX).unwrap())
            .map(|n| {
                let writer = writer.clone();
                tokio::spawn(async move { insert(&writer, n).await })
            })
            .collect();
        let (mut accepted, mut shed) = (0, 0);
        for offer in offered {
            match offer.await.unwrap() {
                Ok(()) => accepted += 1,
                Err(StoreError::Overloaded) => shed += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(accepted + shed, 3 * QUEUE_MAX, "every one is answered");
        assert_eq!(count(&writer).await, i64::try_from(accepted).unwrap(), "what was accepted is there");
    }

    #[tokio::test]
    async fn after_closing_nothing_is_taken_on() {
        let writer = numbers().await;
        insert(&writer, 1).await.unwrap();
        writer.close().await;
        assert!(matches!(insert(&writer, 2).await, Err(StoreError::Closed)));
    }
}

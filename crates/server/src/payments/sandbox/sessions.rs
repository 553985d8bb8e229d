//! The sandbox's sessions, and the messages that wait to be delivered.

use portal_forms::Micros;
use portal_record::Cents;
use uuid::Uuid;

use crate::store::{Connection, StoreError, counted, id};

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// May be paid.
    Open,
    /// Charged, once.
    Charged,
    /// Declined.
    Declined,
    /// Left or run out.
    Abandoned,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Charged => "charged",
            State::Declined => "declined",
            State::Abandoned => "abandoned",
        }
    }

    fn of(code: &str) -> Self {
        match code {
            "open" => State::Open,
            "charged" => State::Charged,
            "declined" => State::Declined,
            _ => State::Abandoned,
        }
    }
}

/// A hosted page and what became of it.
#[derive(Debug, Clone)]
pub struct Session {
    /// The checkout that it was opened for: opening twice gives the same session.
    pub id: Uuid,
    /// Shown on the page.
    pub reference: String,
    /// What is charged.
    pub amount: Cents,
    /// Where the browser goes afterwards.
    pub return_url: String,
    /// Where it stands.
    pub state: State,
    /// The card's network and kind.
    pub method: Option<String>,
    /// The card's last four digits.
    pub last_four: Option<String>,
    /// Until when it can be paid.
    pub expires_at: Micros,
    /// Before this instant nobody gets an answer.
    pub answer_at: Option<Micros>,
}

/// What a used page becomes.
#[derive(Debug, Clone)]
pub struct Use {
    /// Its new state.
    pub state: State,
    /// The card's network and kind.
    pub method: Option<&'static str>,
    /// The card's last four digits.
    pub last_four: Option<&'static str>,
    /// Before this instant nobody gets an answer.
    pub answer_at: Option<Micros>,
}

/// A message that waits to be delivered.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The id by which it is stored.
    pub id: Uuid,
    /// The session that it is about.
    pub session: Uuid,
    /// What happened to it.
    pub kind: String,
    /// How often it was tried.
    pub attempts: u64,
}

type Row = (String, String, i64, String, String, Option<String>, Option<String>, i64, Option<i64>);

/// Opens a session, unless it is open already.
pub async fn open(db: &mut Connection, session: &Session) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sandbox_sessions (id, reference, amount, return_url, state, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(session.id.to_string())
    .bind(&session.reference)
    .bind(session.amount.0)
    .bind(&session.return_url)
    .bind(session.state.code())
    .bind(session.expires_at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The session with this id.
pub async fn find(db: &mut Connection, session: Uuid) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, reference, amount, return_url, state, method, last_four, expires_at, answer_at \
         FROM sandbox_sessions WHERE id = $1",
    )
    .bind(session.to_string())
    .fetch_optional(db)
    .await?;
    row.map(|(session, reference, amount, return_url, state, method, last_four, expires_at, answer_at)| {
        Ok(Session {
            id: id(&session)?,
            reference,
            amount: Cents(amount),
            return_url,
            state: State::of(&state),
            method,
            last_four,
            expires_at: Micros(expires_at),
            answer_at: answer_at.map(Micros),
        })
    })
    .transpose()
}

/// A session that was left open too long is over.
pub async fn expire(db: &mut Connection, session: Uuid, now: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE sandbox_sessions SET state = $3 WHERE id = $1 AND state = 'open' AND expires_at <= $2",
    )
    .bind(session.to_string())
    .bind(now.0)
    .bind(State::Abandoned.code())
    .execute(db)
    .await?;
    Ok(())
}

/// Uses an open session. Says whether it was open: a session is charged at most once.
pub async fn take(db: &mut Connection, session: Uuid, used: &Use, now: Micros) -> Result<bool, StoreError> {
    let taken = sqlx::query(
        "UPDATE sandbox_sessions SET state = $3, method = $4, last_four = $5, answer_at = $6 \
         WHERE id = $1 AND state = 'open' AND expires_at > $2",
    )
    .bind(session.to_string())
    .bind(now.0)
    .bind(used.state.code())
    .bind(used.method)
    .bind(used.last_four)
    .bind(used.answer_at.map(|at| at.0))
    .execute(db)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Queues a message.
pub async fn queue(db: &mut Connection, delivery: &Delivery, at: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sandbox_deliveries (id, session, kind, attempts, deliver_at) VALUES ($1, $2, $3, 0, $4)",
    )
    .bind(delivery.id.to_string())
    .bind(delivery.session.to_string())
    .bind(&delivery.kind)
    .bind(at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Messages that should be delivered by now.
pub async fn due(db: &mut Connection, now: Micros, limit: u32) -> Result<Vec<Delivery>, StoreError> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT id, session, kind, attempts FROM sandbox_deliveries \
         WHERE deliver_at IS NOT NULL AND deliver_at <= $1 ORDER BY deliver_at LIMIT $2",
    )
    .bind(now.0)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    let delivery = |(delivery, session, kind, attempts): (String, String, String, i64)| {
        Ok(Delivery { id: id(&delivery)?, session: id(&session)?, kind, attempts: counted(attempts)? })
    };
    rows.into_iter().map(delivery).collect()
}

/// Keeps how a delivery went: done, to be tried again, or given up.
pub async fn tried(
    db: &mut Connection,
    delivery: Uuid,
    again_at: Option<Micros>,
    delivered_at: Option<Micros>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE sandbox_deliveries SET attempts = attempts + 1, deliver_at = $2, delivered_at = $3 WHERE id = $1",
    )
    .bind(delivery.to_string())
    .bind(again_at.map(|at| at.0))
    .bind(delivered_at.map(|at| at.0))
    .execute(db)
    .await?;
    Ok(())
}

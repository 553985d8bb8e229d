//! Intake of commands: what was received when, under which id and digest, and what became of it.

use portal_forms::Micros;
use portal_record::{CommandId, Outcome, RegistrantId};

use super::{Connection, StoreError};
use crate::rules::admit::Intake;

type Row = (String, String, String, i64, Option<String>, i64, Vec<u8>, Option<Vec<u8>>, Option<String>);

/// The registrant's command with this id.
pub async fn find(
    db: &mut Connection,
    registrant: RegistrantId,
    id: CommandId,
) -> Result<Option<Intake>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, device, digest, claimed_at, seen, received_at, payload, outcome, receipt \
         FROM commands WHERE registrant = $1 AND id = $2",
    )
    .bind(registrant.0.to_string())
    .bind(id.0.to_string())
    .fetch_optional(db)
    .await?;
    row.map(intake).transpose()
}

/// All commands of a registrant.
pub async fn all(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Intake>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, device, digest, claimed_at, seen, received_at, payload, outcome, receipt \
         FROM commands WHERE registrant = $1",
    )
    .bind(registrant.0.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(intake).collect()
}

fn intake(row: Row) -> Result<Intake, StoreError> {
    let (id, device, digest, claimed_at, seen, received_at, payload, outcome, receipt) = row;
    let outcome = outcome
        .map(|json| serde_json::from_slice(&json))
        .transpose()
        .map_err(|why| StoreError::unread("outcome", why))?;
    let seen = seen
        .map(|json| serde_json::from_str(&json))
        .transpose()
        .map_err(|why| StoreError::unread("command", why))?;
    let (claimed_at, received_at) = (Micros(claimed_at), Micros(received_at));
    let (id, device) = (CommandId(super::id(&id)?), super::id(&device)?);
    Ok(Intake { id, device, digest, claimed_at, seen, received_at, payload, outcome, receipt })
}

/// Takes a command in, unless its id is there already; answers with what stands.
pub async fn take_in(
    db: &mut Connection,
    registrant: RegistrantId,
    intake: Intake,
) -> Result<Intake, StoreError> {
    let seen = intake.seen.as_ref().map(serde_json::to_string).transpose();
    let seen = seen.map_err(|why| StoreError::Damaged { what: "command", why })?;
    let inserted = sqlx::query(
        "INSERT INTO commands (registrant, id, device, digest, claimed_at, received_at, payload, seen) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(registrant.0.to_string())
    .bind(intake.id.0.to_string())
    .bind(intake.device.to_string())
    .bind(&intake.digest)
    .bind(intake.claimed_at.0)
    .bind(intake.received_at.0)
    .bind(&intake.payload)
    .bind(seen)
    .execute(&mut *db)
    .await?;
    if inserted.rows_affected() == 1 {
        return Ok(intake);
    }
    Ok(find(db, registrant, intake.id).await?.unwrap_or(intake))
}

/// Rejected commands of a registrant that are kept, the newest. One that is older and is sent again is decided anew.
const REJECTED_MAX: i64 = 200;

/// Keeps the outcome: for ever when it was accepted. Says whether there was none before; if there was, it stands.
pub async fn settle(
    db: &mut Connection,
    registrant: RegistrantId,
    id: CommandId,
    outcome: &Outcome,
    receipt: Option<&str>,
) -> Result<bool, StoreError> {
    let is_rejected = matches!(outcome, Outcome::Rejected { .. });
    let json = serde_json::to_vec(outcome).map_err(|why| StoreError::Damaged { what: "outcome", why })?;
    let settled = sqlx::query(
        "UPDATE commands SET outcome = $3, receipt = $4, rejected = $5 \
         WHERE registrant = $1 AND id = $2 AND outcome IS NULL",
    )
    .bind(registrant.0.to_string())
    .bind(id.0.to_string())
    .bind(json)
    .bind(receipt)
    .bind(i64::from(is_rejected))
    .execute(&mut *db)
    .await?;
    if is_rejected {
        forget_rejected(db, registrant).await?;
    }
    Ok(settled.rows_affected() == 1)
}

async fn forget_rejected(db: &mut Connection, registrant: RegistrantId) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM commands WHERE registrant = $1 AND rejected = 1 AND received_at < (\
         SELECT received_at FROM commands WHERE registrant = $1 AND rejected = 1 \
         ORDER BY received_at DESC LIMIT 1 OFFSET $2)",
    )
    .bind(registrant.0.to_string())
    .bind(REJECTED_MAX - 1)
    .execute(db)
    .await?;
    Ok(())
}

/// A command that is not decided: when it was received, whose it is, and which.
pub type Undecided = (Micros, RegistrantId, CommandId);

/// Commands that were received before this instant and are not decided, the oldest first, after this one.
pub async fn undecided(
    db: &mut Connection,
    before: Micros,
    after: Option<Undecided>,
    limit: u32,
) -> Result<Vec<Undecided>, StoreError> {
    let (at, whose, which) = after.map_or((i64::MIN, String::new(), String::new()), |(at, whose, which)| {
        (at.0, whose.0.to_string(), which.0.to_string())
    });
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "SELECT received_at, registrant, id FROM commands WHERE outcome IS NULL AND received_at < $1 \
         AND (received_at, registrant, id) > ($2, $3, $4) ORDER BY received_at, registrant, id LIMIT $5",
    )
    .bind(before.0)
    .bind(at)
    .bind(whose)
    .bind(which)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    let undecided = |(at, registrant, command): (i64, String, String)| {
        Ok((Micros(at), RegistrantId(super::id(&registrant)?), CommandId(super::id(&command)?)))
    };
    rows.into_iter().map(undecided).collect()
}

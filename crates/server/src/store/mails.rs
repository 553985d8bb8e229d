//! Mails that the College owes: queued with what caused them, taken up by one server at a time, sent once.

use portal_forms::Micros;
use portal_record::RegistrantId;
use uuid::Uuid;

use super::{Connection, StoreError, id};

/// A mail that is to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail {
    /// Derived from what caused it, so that it is queued once.
    pub id: Uuid,
    /// Whom it is about.
    pub registrant: RegistrantId,
    /// To which address.
    pub recipient: String,
    /// What it says, JSON.
    pub letter: Vec<u8>,
    /// When it was queued.
    pub queued_at: Micros,
    /// How often it was tried.
    pub tries: u32,
}

/// Queues a mail, due at once, unless it was queued before.
pub async fn queue(db: &mut Connection, mail: &Mail) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO mails (id, registrant, recipient, letter, queued_at, tries, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $5) ON CONFLICT DO NOTHING",
    )
    .bind(mail.id.to_string())
    .bind(mail.registrant.0.to_string())
    .bind(&mail.recipient)
    .bind(&mail.letter)
    .bind(mail.queued_at.0)
    .bind(i64::from(mail.tries))
    .execute(db)
    .await?;
    Ok(())
}

/// Mails that are due, the longest waiting first.
pub async fn due(db: &mut Connection, now: Micros, limit: u32) -> Result<Vec<Mail>, StoreError> {
    let rows: Vec<(String, String, String, Vec<u8>, i64, i64)> = sqlx::query_as(
        "SELECT id, registrant, recipient, letter, queued_at, tries FROM mails \
         WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2",
    )
    .bind(now.0)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    let mail = |(mail, registrant, recipient, letter, queued_at, tries): (String, String, _, _, _, i64)| {
        Ok(Mail {
            id: id(&mail)?,
            registrant: RegistrantId(id(&registrant)?),
            recipient,
            letter,
            queued_at: Micros(queued_at),
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
        })
    };
    rows.into_iter().map(mail).collect()
}

/// Takes a mail up for one more try; says whether nobody else did. Unless it ends otherwise, it is due again at `again_at`.
pub async fn take_up(db: &mut Connection, mail: &Mail, again_at: Micros) -> Result<bool, StoreError> {
    let taken = sqlx::query(
        "UPDATE mails SET tries = tries + 1, due_at = $3 WHERE id = $1 AND tries = $2 AND due_at IS NOT NULL",
    )
    .bind(mail.id.to_string())
    .bind(i64::from(mail.tries))
    .bind(again_at.0)
    .execute(db)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// It was sent.
pub async fn sent(db: &mut Connection, mail: Uuid, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE mails SET sent_at = $2, due_at = NULL WHERE id = $1")
        .bind(mail.to_string())
        .bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// It was refused for good.
pub async fn refused(db: &mut Connection, mail: Uuid, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE mails SET refused_at = $2, due_at = NULL WHERE id = $1")
        .bind(mail.to_string())
        .bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

//! Commands on their way to the College, first in, first out. A row stays when it is settled: nothing that a person
//! submitted disappears by itself.

use portal_record::{CommandId, DraftId};
use portal_wire::sync::{CommandEnvelope, CommandReply};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    draft TEXT REFERENCES drafts (id),
    envelope BLOB NOT NULL,
    standing BLOB NOT NULL
) STRICT";

/// How far a command has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum Standing {
    /// Waits for a connection or for its turn; also while it is on its way.
    Waiting {
        /// It was, or is about to be, sent: the College may have it. So it is where nothing was noted.
        #[serde(default = "perhaps")]
        attempted: bool,
    },
    /// The College took it, with these events.
    Accepted {
        /// The stored outcome.
        reply: CommandReply,
    },
    /// The College said no: the person decides.
    NeedsAttention {
        /// What programs decide on: the rejection's or the problem's code.
        code: String,
        /// The reason as a sentence.
        sentence: String,
    },
    /// It was refused, and the person did it anew.
    Superseded {
        /// The code it was refused with.
        code: String,
    },
    /// The person took it back before it was ever sent.
    Withdrawn,
    /// It was refused, and the person has read why.
    Dismissed {
        /// The code it was refused with.
        code: String,
    },
}

/// Versions before this one did not note it.
fn perhaps() -> bool {
    true
}

/// A command and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// What is sent; its command is the same on every try.
    pub envelope: CommandEnvelope,
    /// The draft that it submits, if it does.
    pub draft: Option<DraftId>,
    /// How far it has come.
    pub standing: Standing,
}

/// All commands in the order in which they were given.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = sqlx::query("SELECT draft, envelope, standing FROM outbox ORDER BY position")
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Puts a command at the end.
pub async fn append(connection: &mut SqliteConnection, row: &OutboxRow) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO outbox (id, draft, envelope, standing) VALUES ($1, $2, $3, $4)")
        .bind(row.envelope.id.0.to_string())
        .bind(row.draft.map(|draft| draft.0.to_string()))
        .bind(serde_json::to_vec(&row.envelope).map_err(|error| unreadable(&error))?)
        .bind(serde_json::to_vec(&row.standing).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes how far a command has come.
pub async fn settle(
    connection: &mut SqliteConnection,
    command: CommandId,
    standing: &Standing,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET standing = $2 WHERE id = $1")
        .bind(command.0.to_string())
        .bind(serde_json::to_vec(standing).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps an envelope instead of the one that is there.
pub async fn readdress(
    connection: &mut SqliteConnection,
    envelope: &CommandEnvelope,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET envelope = $2 WHERE id = $1")
        .bind(envelope.id.0.to_string())
        .bind(serde_json::to_vec(envelope).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<OutboxRow, StoreError> {
    let draft: Option<String> = row.try_get("draft")?;
    let envelope: Vec<u8> = row.try_get("envelope")?;
    let standing: Vec<u8> = row.try_get("standing")?;
    Ok(OutboxRow {
        draft: draft
            .map(|id| id.parse().map(DraftId))
            .transpose()
            .map_err(|error: uuid::Error| unreadable(&error))?,
        envelope: serde_json::from_slice(&envelope).map_err(|error| unreadable(&error))?,
        standing: serde_json::from_slice(&standing).map_err(|error| unreadable(&error))?,
    })
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("outbox", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_a_command_has_come_is_written_the_same_in_every_version() {
        let code = || "not-active".to_owned();
        let cases = [
            (Standing::Waiting { attempted: false }, r#"{"state":"waiting","attempted":false}"#),
            (Standing::Waiting { attempted: true }, r#"{"state":"waiting","attempted":true}"#),
            (
                Standing::NeedsAttention { code: code(), sentence: "Why".to_owned() },
                r#"{"state":"needsAttention","code":"not-active","sentence":"Why"}"#,
            ),
            (Standing::Superseded { code: code() }, r#"{"state":"superseded","code":"not-active"}"#),
            (Standing::Withdrawn, r#"{"state":"withdrawn"}"#),
            (Standing::Dismissed { code: code() }, r#"{"state":"dismissed","code":"not-active"}"#),
        ];
        for (standing, json) in cases {
            assert_eq!(serde_json::to_string(&standing).unwrap(), json);
            assert_eq!(serde_json::from_str::<Standing>(json).unwrap(), standing);
        }
    }

    #[test]
    fn what_an_earlier_version_left_waiting_may_have_been_sent() {
        let standing: Standing = serde_json::from_str(r#"{"state":"waiting"}"#).unwrap();
        assert_eq!(standing, Standing::Waiting { attempted: true }, "so it cannot be taken back");
    }
}

//! Commands on their way to the College, first in, first out. A row stays when it is settled: nothing that a person
//! submitted disappears by itself.

use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::{CommandId, DraftId, Outcome, Verbatim};
use serde::de::DeserializeOwned;
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
pub(super) const ADD_TYPED: &str = "ALTER TABLE outbox ADD COLUMN typed TEXT";

/// How far a command has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase", from = "Noted")]
pub enum CommandState {
    /// Waits for a connection or for its turn; also while it is on its way.
    Waiting {
        /// It was, or is about to be, sent: the College may have it. So it is where nothing was noted.
        attempted: bool,
    },
    /// The College took it, with these events.
    Accepted {
        /// The stored outcome.
        reply: Verbatim<CommandReply>,
    },
    /// The College said no: the person decides.
    NeedsAttention {
        /// What programs decide on: the rejection's or the problem's code.
        code: String,
        /// The reason in words, where an older version of the application kept nothing else of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        sentence: Option<String>,
        /// The College's answer, if it gave one: the reason is put in words from it, also one that only a newer version knows.
        #[serde(skip_serializing_if = "Option::is_none")]
        reply: Option<Verbatim<CommandReply>>,
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

impl CommandState {
    /// Refused, for this reason.
    pub fn refused(code: String) -> CommandState {
        CommandState::NeedsAttention { code, sentence: None, reply: None }
    }

    /// What the College's answer makes of it; nothing where this version of the application does not know the answer.
    pub fn after(reply: Verbatim<CommandReply>) -> Option<CommandState> {
        match &reply.outcome {
            Outcome::Accepted { .. } => Some(CommandState::Accepted { reply }),
            Outcome::Rejected { rejection } if rejection.is_met() => {
                Some(CommandState::Dismissed { code: rejection.code() })
            }
            Outcome::Rejected { rejection } => {
                let code = rejection.code();
                Some(CommandState::NeedsAttention { code, sentence: None, reply: Some(reply) })
            }
            Outcome::Unknown(_) => None,
        }
    }
}

/// As it stands in the file. An answer of the College's in it is kept as it came, which is why it is read with its text at hand.
#[derive(Deserialize)]
struct Noted {
    state: State,
    /// Versions before this was noted may have sent it.
    #[serde(default = "perhaps")]
    attempted: bool,
    #[serde(default)]
    code: String,
    sentence: Option<String>,
    reply: Option<Verbatim<CommandReply>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Waiting,
    Accepted,
    NeedsAttention,
    Superseded,
    Withdrawn,
    Dismissed,
}

fn perhaps() -> bool {
    true
}

impl From<Noted> for CommandState {
    fn from(Noted { state, attempted, code, sentence, reply }: Noted) -> CommandState {
        match (state, reply) {
            (State::Accepted, Some(reply)) => CommandState::Accepted { reply },
            // The reason that was not known when it came may be known now, and be none.
            (State::NeedsAttention, Some(reply)) => match CommandState::after(reply.clone()) {
                Some(CommandState::NeedsAttention { code, reply, .. }) => {
                    CommandState::NeedsAttention { code, sentence, reply }
                }
                Some(met @ CommandState::Dismissed { .. }) => met,
                _ => CommandState::NeedsAttention { code, sentence, reply: Some(reply) },
            },
            (State::NeedsAttention, None) => CommandState::NeedsAttention { code, sentence, reply: None },
            (State::Superseded, _) => CommandState::Superseded { code },
            (State::Withdrawn, _) => CommandState::Withdrawn,
            (State::Dismissed, _) => CommandState::Dismissed { code },
            // Without the answer that it had it is asked for again.
            (State::Waiting | State::Accepted, _) => CommandState::Waiting { attempted },
        }
    }
}

/// A command and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// What is sent; its command is the same on every try.
    pub envelope: Verbatim<CommandEnvelope>,
    /// The draft that it submits, if it does.
    pub draft: Option<DraftId>,
    /// How far it has come.
    pub state: CommandState,
    /// What was typed into the form that it was made with, in the form's own words: it opens with them to make it anew. None where no form
    /// made it, or an older version of the application did not keep it.
    pub typed: Option<String>,
}

/// All commands in the order in which they were given.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = sqlx::query("SELECT draft, envelope, standing, typed FROM outbox ORDER BY position")
        .fetch_all(connection)
        .await?;
    // What cannot be read is of a newer version of the application: `unread`.
    rows.iter().map(read).filter_map(Result::transpose).collect()
}

/// Commands that cannot be read, in the order in which they were given: a newer version of the application gave them. They stay in
/// the file as they are.
pub async fn unread(connection: &mut SqliteConnection) -> Result<Vec<CommandId>, StoreError> {
    let rows = sqlx::query("SELECT id, draft, envelope, standing, typed FROM outbox ORDER BY position")
        .fetch_all(connection)
        .await?;
    let mut unread = Vec::new();
    for row in &rows {
        if read(row)?.is_none() {
            let id: String = row.try_get("id")?;
            unread.push(CommandId(id.parse().map_err(|error: uuid::Error| unreadable(&error))?));
        }
    }
    Ok(unread)
}

/// Puts a command at the end.
pub async fn append(connection: &mut SqliteConnection, row: &OutboxRow) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO outbox (id, draft, envelope, standing, typed) VALUES ($1, $2, $3, $4, $5)")
        .bind(row.envelope.id.0.to_string())
        .bind(row.draft.map(|draft| draft.0.to_string()))
        .bind(serde_json::to_vec(&row.envelope).map_err(|error| unreadable(&error))?)
        .bind(serde_json::to_vec(&row.state).map_err(|error| unreadable(&error))?)
        .bind(row.typed.as_deref())
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes how far a command has come.
pub async fn settle(
    connection: &mut SqliteConnection,
    command: CommandId,
    state: &CommandState,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET standing = $2 WHERE id = $1")
        .bind(command.0.to_string())
        .bind(serde_json::to_vec(state).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps an envelope instead of the one that is there.
pub async fn readdress(
    connection: &mut SqliteConnection,
    envelope: &Verbatim<CommandEnvelope>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET envelope = $2 WHERE id = $1")
        .bind(envelope.id.0.to_string())
        .bind(serde_json::to_vec(envelope).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// The row; nothing where it is sound, and says what this version of the application does not know.
fn read(row: &SqliteRow) -> Result<Option<OutboxRow>, StoreError> {
    let draft: Option<String> = row.try_get("draft")?;
    let draft = draft.map(|id| id.parse().map(DraftId)).transpose();
    let draft = draft.map_err(|error: uuid::Error| unreadable(&error))?;
    let envelope: Option<Verbatim<CommandEnvelope>> = read_known(&row.try_get::<Vec<u8>, _>("envelope")?)?;
    let state: Option<CommandState> = read_known(&row.try_get::<Vec<u8>, _>("standing")?)?;
    let typed = row.try_get("typed")?;
    Ok(envelope.zip(state).map(|(envelope, state)| OutboxRow { envelope, draft, state, typed }))
}

/// Nothing of JSON that is sound and another's; what is not JSON is damage.
fn read_known<T: DeserializeOwned>(json: &[u8]) -> Result<Option<T>, StoreError> {
    match serde_json::from_slice(json) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_data() => {
            let sound = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(json);
            sound.map(|_| None).map_err(|error| unreadable(&error))
        }
        Err(error) => Err(unreadable(&error)),
    }
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
            (CommandState::Waiting { attempted: false }, r#"{"state":"waiting","attempted":false}"#),
            (CommandState::Waiting { attempted: true }, r#"{"state":"waiting","attempted":true}"#),
            (
                CommandState::NeedsAttention { code: code(), sentence: Some("Why".to_owned()), reply: None },
                r#"{"state":"needsAttention","code":"not-active","sentence":"Why"}"#,
            ),
            (CommandState::refused(code()), r#"{"state":"needsAttention","code":"not-active"}"#),
            (CommandState::Superseded { code: code() }, r#"{"state":"superseded","code":"not-active"}"#),
            (CommandState::Withdrawn, r#"{"state":"withdrawn"}"#),
            (CommandState::Dismissed { code: code() }, r#"{"state":"dismissed","code":"not-active"}"#),
        ];
        for (state, json) in cases {
            assert_eq!(serde_json::to_string(&state).unwrap(), json);
            assert_eq!(serde_json::from_str::<CommandState>(json).unwrap(), state);
        }
    }

    #[test]
    fn an_answer_whose_reason_is_not_known_stays_beside_it_for_a_version_that_knows_it() {
        let answer = |code: &str| {
            let id = "00000000-0000-0000-0000-000000000001";
            let rejection = format!(r#"{{"code":"{code}","until":"2027-06-01"}}"#);
            let outcome = format!(r#"{{"outcome":"rejected","rejection":{rejection}}}"#);
            format!(r#"{{"id":"{id}","received_at":1,"outcome":{outcome},"receipt":null}}"#)
        };
        let of_tomorrow = answer("moon-in-the-way");
        let state = CommandState::after(serde_json::from_str(&of_tomorrow).unwrap()).unwrap();
        let CommandState::NeedsAttention { code, reply: Some(reply), .. } = &state else {
            panic!("{state:?}")
        };
        assert_eq!(code, "moon-in-the-way");
        assert_eq!(serde_json::to_string(reply).unwrap(), of_tomorrow, "to the letter");
        let kept = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<CommandState>(&kept).unwrap(), state);
        // The version that knows the reason reads it from the answer.
        let known = kept.replace(&of_tomorrow, &answer("not-active"));
        let state: CommandState = serde_json::from_str(&known).unwrap();
        let CommandState::NeedsAttention { code, reply: Some(_), .. } = &state else { panic!("{state:?}") };
        assert_eq!(code, "not-active");
    }

    #[test]
    fn what_an_earlier_version_left_waiting_may_have_been_sent() {
        let state: CommandState = serde_json::from_str(r#"{"state":"waiting"}"#).unwrap();
        assert_eq!(state, CommandState::Waiting { attempted: true }, "so it cannot be taken back");
    }
}

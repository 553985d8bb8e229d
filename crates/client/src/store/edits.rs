//! The edits of all drafts: this device's and, once fetched, those of others. An edit is never changed, except that the
//! College stamps and numbers it, or refuses it.

use portal_forms::{Edit, EditId};
use portal_protocol::AnyEdit;
use portal_record::{DraftId, Verbatim};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, sqlite::SqliteRow};

use super::StoreError;

// No AUTOINCREMENT: rows are never removed, so positions rise without it, and each answer writes one page less.
pub(super) const CREATE: &str = "CREATE TABLE edits (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    draft TEXT NOT NULL REFERENCES drafts (id),
    edit BLOB NOT NULL,
    sequence INTEGER,
    refused TEXT
) STRICT";

/// Rows in one statement: each statement has its own cost, whatever it writes.
const AT_ONCE: usize = 500;

/// An edit and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditRow {
    /// The draft's id.
    pub draft: DraftId,
    /// The edit, with its stamp once the College has it.
    pub edit: Verbatim<AnyEdit>,
    /// The College's number; none while it has not been sent.
    pub sequence: Option<u64>,
    /// The code with which the College refused it; such an edit is kept, but is not part of the draft.
    pub refused: Option<String>,
}

/// All edits, in the order in which this device made or received them.
pub async fn all(connection: &mut SqliteConnection) -> Result<Vec<EditRow>, StoreError> {
    let rows = sqlx::query("SELECT draft, edit, sequence, refused FROM edits ORDER BY position")
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Adds an edit that was made here.
pub async fn append(
    connection: &mut SqliteConnection,
    draft: DraftId,
    edit: &Edit,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO edits (id, draft, edit) VALUES ($1, $2, $3)")
        .bind(edit.id.0.to_string())
        .bind(draft.0.to_string())
        .bind(serde_json::to_vec(edit).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// An edit as the College has it.
#[derive(Clone, Copy)]
pub struct Confirmed<'a> {
    /// The draft's id.
    pub draft: DraftId,
    /// The edit with its stamp.
    pub edit: &'a Verbatim<AnyEdit>,
    /// The College's number.
    pub sequence: u64,
}

/// Takes in edits as the College has them: new ones, or ours with their stamps and numbers.
pub async fn confirm(
    connection: &mut SqliteConnection,
    confirmed: &[Confirmed<'_>],
) -> Result<(), StoreError> {
    for some in confirmed.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(some.len());
        for one in some {
            let edit = serde_json::to_vec(one.edit).map_err(|error| unreadable(&error))?;
            let sequence = i64::try_from(one.sequence).map_err(|error| unreadable(&error))?;
            rows.push((one.edit.id(), one.draft, edit, sequence));
        }
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO edits (id, draft, edit, sequence) ");
        query.push_values(rows, |mut row, (id, draft, edit, sequence)| {
            row.push_bind(id.0.to_string())
                .push_bind(draft.0.to_string())
                .push_bind(edit)
                .push_bind(sequence);
        });
        query.push(
            " ON CONFLICT (id) DO UPDATE SET edit = excluded.edit, sequence = excluded.sequence, refused = NULL",
        );
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Takes back that the College has these edits of a draft: they are sent again, as they are here.
pub async fn offer_again(
    connection: &mut SqliteConnection,
    draft: DraftId,
    edits: &[EditId],
) -> Result<(), StoreError> {
    for id in edits {
        let taken =
            sqlx::query("UPDATE edits SET sequence = NULL WHERE id = $1 AND draft = $2 AND refused IS NULL")
                .bind(id.0.to_string())
                .bind(draft.0.to_string())
                .execute(&mut *connection)
                .await?;
        if taken.rows_affected() == 0 {
            return Err(StoreError::Other("there is no such edit".to_owned()));
        }
    }
    Ok(())
}

/// Notes that the College does not take this edit.
pub async fn refuse(connection: &mut SqliteConnection, id: EditId, code: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE edits SET refused = $2 WHERE id = $1 AND sequence IS NULL")
        .bind(id.0.to_string())
        .bind(code)
        .execute(connection)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<EditRow, StoreError> {
    let draft: String = row.try_get("draft")?;
    let edit: Vec<u8> = row.try_get("edit")?;
    let sequence: Option<i64> = row.try_get("sequence")?;
    Ok(EditRow {
        draft: DraftId(draft.parse().map_err(|error: uuid::Error| unreadable(&error))?),
        edit: serde_json::from_slice(&edit).map_err(|error| unreadable(&error))?,
        sequence: sequence.map(u64::try_from).transpose().map_err(|error| unreadable(&error))?,
        refused: row.try_get("refused")?,
    })
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("edits", error)
}

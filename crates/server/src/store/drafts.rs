//! Drafts and their edits. An edit is stored once by its id and numbered without gaps in its draft.

use std::collections::HashSet;

use portal_forms::{Edit, EditId, Micros};
use portal_record::{CommandId, DraftId, DraftKey, RegistrantId};
use portal_wire::sync::SequencedEdit;

use super::{Connection, StoreError, counted, id, stored};
use crate::rules::exchange::Draft;

type Row = (String, String, String, i64, Option<String>);

/// The registrant's draft with this id.
pub async fn find(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
) -> Result<Option<Draft>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT form, subject, form_version, sequence, filed_by FROM drafts WHERE registrant = $1 AND id = $2",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .fetch_optional(db)
    .await?;
    row.map(|row| from_row(registrant, row)).transpose()
}

/// All drafts of a registrant.
pub async fn all(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Draft>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT form, subject, form_version, sequence, filed_by FROM drafts WHERE registrant = $1 ORDER BY created_at",
    )
    .bind(registrant.0.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| from_row(registrant, row)).collect()
}

fn from_row(registrant: RegistrantId, row: Row) -> Result<Draft, StoreError> {
    let (form, subject, form_version, sequence, filed_by) = row;
    let key = DraftKey { registrant, form, subject };
    Ok(Draft { key, form_version, sequence: counted(sequence)?, is_filed: filed_by.is_some() })
}

/// Creates the draft, or pins the one that exists to this version of the form.
pub async fn pin(
    db: &mut Connection,
    key: &DraftKey,
    form_version: &str,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO drafts (registrant, id, form, subject, form_version, sequence, created_at) \
         VALUES ($1, $2, $3, $4, $5, 0, $6) \
         ON CONFLICT (registrant, id) DO UPDATE SET form_version = $5",
    )
    .bind(key.registrant.0.to_string())
    .bind(key.id().0.to_string())
    .bind(&key.form)
    .bind(&key.subject)
    .bind(form_version)
    .bind(now.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The edit with this id, if it is stored.
pub async fn edit(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    edit: EditId,
) -> Result<Option<Edit>, StoreError> {
    let payload: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT payload FROM edits WHERE registrant = $1 AND draft = $2 AND id = $3")
            .bind(registrant.0.to_string())
            .bind(draft.0.to_string())
            .bind(edit.0.to_string())
            .fetch_optional(db)
            .await?;
    payload.as_deref().map(read).transpose()
}

/// The ids of all its edits.
pub async fn edit_ids(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
) -> Result<HashSet<EditId>, StoreError> {
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM edits WHERE registrant = $1 AND draft = $2")
        .bind(registrant.0.to_string())
        .bind(draft.0.to_string())
        .fetch_all(db)
        .await?;
    ids.iter().map(|text| Ok(EditId(id(text)?))).collect()
}

/// Closes the draft: this command filed it.
pub async fn close(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    command: CommandId,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE drafts SET filed_by = $3 WHERE registrant = $1 AND id = $2")
        .bind(registrant.0.to_string())
        .bind(draft.0.to_string())
        .bind(command.0.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// At most `limit` edits after this number, in order.
pub async fn edits_after(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    sequence: u64,
    limit: usize,
) -> Result<Vec<SequencedEdit>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "SELECT sequence, payload FROM edits WHERE registrant = $1 AND draft = $2 AND sequence > $3 \
         ORDER BY sequence LIMIT $4",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .bind(stored(sequence))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|(sequence, payload)| Ok(SequencedEdit { sequence: counted(*sequence)?, edit: read(payload)? }))
        .collect()
}

/// Stores an edit as the next of its draft.
pub async fn add_edit(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    sequence: u64,
    edit: &Edit,
) -> Result<(), StoreError> {
    let payload = serde_json::to_vec(edit).map_err(|why| StoreError::Damaged { what: "edit", why })?;
    let (registrant, draft) = (registrant.0.to_string(), draft.0.to_string());
    sqlx::query(
        "INSERT INTO edits (registrant, draft, sequence, id, received_at, payload) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&registrant)
    .bind(&draft)
    .bind(stored(sequence))
    .bind(edit.id.0.to_string())
    .bind(edit.received.unwrap_or_default().0)
    .bind(payload)
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE drafts SET sequence = $3 WHERE registrant = $1 AND id = $2")
        .bind(&registrant)
        .bind(&draft)
        .bind(stored(sequence))
        .execute(db)
        .await?;
    Ok(())
}

fn read(payload: &[u8]) -> Result<Edit, StoreError> {
    serde_json::from_slice(payload).map_err(|why| StoreError::Damaged { what: "edit", why })
}

//! Drafts and their edits. An edit is stored once by its id, numbered without gaps in its draft, and stays; one that others took the
//! place of is marked, and no longer merged.

use std::collections::{BTreeMap, HashSet};

use portal_forms::{DeviceId, Edit, EditId, Micros};
use portal_protocol::{History, PAGE_EDITS, SequencedEdit};
use portal_record::{CommandId, DraftId, DraftKey, RegistrantId};
use serde_json::value::RawValue;
use sqlx::AssertSqlSafe;

use super::{Connection, StoreError, counted, id, stored};
use crate::rules::exchange::Draft;
use crate::rules::{history, page};

/// Ids, numbers or rows in one statement.
const AT_ONCE: usize = 500;

type Row = (String, String, String, i64, i64, i64, i64, Option<String>);

/// The registrant's draft with this id.
pub async fn find(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
) -> Result<Option<Draft>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT form, subject, form_version, sequence, live, bytes, looked, filed_by FROM drafts \
         WHERE registrant = $1 AND id = $2",
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
        "SELECT form, subject, form_version, sequence, live, bytes, looked, filed_by FROM drafts \
         WHERE registrant = $1 ORDER BY created_at",
    )
    .bind(registrant.0.to_string())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| from_row(registrant, row)).collect()
}

fn from_row(registrant: RegistrantId, row: Row) -> Result<Draft, StoreError> {
    let (form, subject, form_version, sequence, live, bytes, looked, filed_by) = row;
    Ok(Draft {
        key: DraftKey { registrant, form, subject },
        form_version,
        sequence: counted(sequence)?,
        live: counted(live)?,
        bytes: counted(bytes)?,
        looked: counted(looked)?,
        is_filed: filed_by.is_some(),
    })
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

/// Those edits with these ids that are stored.
pub async fn edits(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    ids: &[EditId],
) -> Result<BTreeMap<EditId, Edit>, StoreError> {
    let mut found = BTreeMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT payload FROM edits WHERE registrant = $1 AND draft = $2 AND id IN ({})",
            places(ids.len())
        );
        let mut query =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(registrant.0.to_string()).bind(draft.0.to_string());
        for id in ids {
            query = query.bind(id.0.to_string());
        }
        let payloads: Vec<Vec<u8>> = query.fetch_all(&mut *db).await?;
        for payload in payloads {
            let edit = read(&payload)?;
            found.insert(edit.id, edit);
        }
    }
    Ok(found)
}

/// The edits that devices made under these numbers, where some are stored.
pub async fn made(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    places: impl Iterator<Item = (DeviceId, u64)>,
) -> Result<BTreeMap<EditId, Edit>, StoreError> {
    let mut by_device = BTreeMap::<DeviceId, Vec<u64>>::new();
    for (device, counter) in places {
        by_device.entry(device).or_default().push(counter);
    }
    let mut found = BTreeMap::new();
    for (device, counters) in by_device {
        for counters in counters.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT payload FROM edits WHERE registrant = $1 AND draft = $2 AND device = $3 AND counter IN ({})",
                places_after(3, counters.len())
            );
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            let mut query =
                query.bind(registrant.0.to_string()).bind(draft.0.to_string()).bind(device.0.to_string());
            for counter in counters {
                query = query.bind(stored(*counter));
            }
            let payloads: Vec<Vec<u8>> = query.fetch_all(&mut *db).await?;
            for payload in payloads {
                let edit = read(&payload)?;
                found.insert(edit.id, edit);
            }
        }
    }
    Ok(found)
}

/// Those of these ids that are stored.
pub async fn held(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    ids: &[EditId],
) -> Result<HashSet<EditId>, StoreError> {
    let mut found = HashSet::new();
    for ids in ids.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT id FROM edits WHERE registrant = $1 AND draft = $2 AND id IN ({})",
            places(ids.len())
        );
        let mut query =
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(registrant.0.to_string()).bind(draft.0.to_string());
        for id in ids {
            query = query.bind(id.0.to_string());
        }
        let rows: Vec<String> = query.fetch_all(&mut *db).await?;
        for text in rows {
            found.insert(EditId(id(&text)?));
        }
    }
    Ok(found)
}

/// So many places for values, after the two that name the draft.
fn places(count: usize) -> String {
    places_after(2, count)
}

/// So many places for values, after so many that there are already.
fn places_after(before: usize, count: usize) -> String {
    let places: Vec<String> = (before + 1..=before + count).map(|place| format!("${place}")).collect();
    places.join(", ")
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
    numbered(rows_after(db, registrant, draft, sequence, limit).await?)
}

async fn rows_after(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    sequence: u64,
    limit: usize,
) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let rows = sqlx::query_as(
        "SELECT sequence, payload FROM edits WHERE registrant = $1 AND draft = $2 AND sequence > $3 \
         ORDER BY sequence LIMIT $4",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .bind(stored(sequence))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// A page of the edits after this number: as many as fit, as they were stored. A newer server may have taken some that this one does
/// not know.
pub async fn page(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    sequence: u64,
) -> Result<Vec<SequencedEdit<Box<RawValue>>>, StoreError> {
    let lengths: Vec<i64> = sqlx::query_scalar(
        "SELECT CAST(length(payload) AS BIGINT) FROM edits WHERE registrant = $1 AND draft = $2 AND sequence > $3 \
         ORDER BY sequence LIMIT $4",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .bind(stored(sequence))
    .bind(i64::try_from(PAGE_EDITS).unwrap_or(i64::MAX))
    .fetch_all(&mut *db)
    .await?;
    let lengths = lengths.into_iter().map(counted).collect::<Result<Vec<_>, _>>()?;
    let rows = rows_after(db, registrant, draft, sequence, page::fitting(&lengths)).await?;
    let stored = |(sequence, payload): (i64, Vec<u8>)| {
        let edit = serde_json::from_slice(&payload).map_err(|why| StoreError::unread("edit", why))?;
        Ok(SequencedEdit { sequence: counted(sequence)?, edit })
    };
    rows.into_iter().map(stored).collect()
}

/// The edits that are merged: all but those that others took the place of.
pub async fn live(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
) -> Result<Vec<SequencedEdit>, StoreError> {
    let rows = sqlx::query_as(
        "SELECT sequence, payload FROM edits WHERE registrant = $1 AND draft = $2 AND replaced = 0 \
         ORDER BY sequence",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .fetch_all(db)
    .await?;
    numbered(rows)
}

/// The draft was looked through: these edits are no longer merged. Gives the bytes of those that still are.
pub async fn compact(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    replaced: &[u64],
) -> Result<u64, StoreError> {
    let (registrant, draft) = (registrant.0.to_string(), draft.0.to_string());
    for numbers in replaced.chunks(AT_ONCE) {
        let sql = format!(
            "UPDATE edits SET replaced = 1 WHERE registrant = $1 AND draft = $2 AND sequence IN ({})",
            places(numbers.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(&registrant).bind(&draft);
        for number in numbers {
            query = query.bind(stored(*number));
        }
        query.execute(&mut *db).await?;
    }
    let bytes: Option<i64> = sqlx::query_scalar(
        "UPDATE drafts SET live = live - $3, looked = live - $3, bytes = COALESCE((SELECT SUM(LENGTH(payload)) \
         FROM edits WHERE registrant = $1 AND draft = $2 AND replaced = 0), 0) \
         WHERE registrant = $1 AND id = $2 RETURNING bytes",
    )
    .bind(&registrant)
    .bind(&draft)
    .bind(i64::try_from(replaced.len()).unwrap_or(i64::MAX))
    .fetch_optional(db)
    .await?;
    bytes.map_or(Ok(0), counted)
}

/// The history of the edit with this number; none where there is no such edit.
pub async fn history(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    sequence: u64,
) -> Result<Option<History>, StoreError> {
    let row: Option<(Option<String>, Vec<u8>)> = sqlx::query_as(
        "SELECT history, payload FROM edits WHERE registrant = $1 AND draft = $2 AND sequence = $3",
    )
    .bind(registrant.0.to_string())
    .bind(draft.0.to_string())
    .bind(stored(sequence))
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(kept, payload)| kept.map_or_else(|| history::next(None, &payload), History)))
}

/// Stores edits as the next of their draft, in the order of their numbers.
pub async fn add_edits(
    db: &mut Connection,
    registrant: RegistrantId,
    draft: DraftId,
    edits: &[SequencedEdit],
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return Ok(()) };
    let mut before = history(db, registrant, draft, first.sequence.saturating_sub(1)).await?;
    let (registrant, draft) = (registrant.0.to_string(), draft.0.to_string());
    let mut bytes = 0;
    for edits in edits.chunks(AT_ONCE) {
        let sql = insert_rows(edits.len());
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(&registrant).bind(&draft);
        for SequencedEdit { sequence, edit } in edits {
            let payload =
                serde_json::to_vec(edit).map_err(|why| StoreError::Damaged { what: "edit", why })?;
            let History(hash) = before.insert(history::next(before.as_ref(), &payload));
            bytes += payload.len();
            query = query
                .bind(stored(*sequence))
                .bind(edit.id.0.to_string())
                .bind(edit.received.unwrap_or_default().0)
                .bind(payload)
                .bind(hash.clone())
                .bind(edit.device.0.to_string())
                .bind(stored(edit.counter));
        }
        query.execute(&mut *db).await?;
    }
    sqlx::query(
        "UPDATE drafts SET sequence = $3, live = live + $4, bytes = bytes + $5 WHERE registrant = $1 AND id = $2",
    )
    .bind(&registrant)
    .bind(&draft)
    .bind(stored(last.sequence))
    .bind(i64::try_from(edits.len()).unwrap_or(i64::MAX))
    .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
    .execute(db)
    .await?;
    Ok(())
}

/// The statement that stores so many edits of one draft: across a network a statement for each takes as long as all of them.
fn insert_rows(count: usize) -> String {
    const OF_EACH: usize = 7;
    let rows: Vec<String> =
        (0..count).map(|row| format!("($1, $2, {})", places_after(2 + OF_EACH * row, OF_EACH))).collect();
    format!(
        "INSERT INTO edits (registrant, draft, sequence, id, received_at, payload, history, device, counter) VALUES {}",
        rows.join(", ")
    )
}

fn numbered(rows: Vec<(i64, Vec<u8>)>) -> Result<Vec<SequencedEdit>, StoreError> {
    rows.into_iter()
        .map(|(sequence, payload)| Ok(SequencedEdit { sequence: counted(sequence)?, edit: read(&payload)? }))
        .collect()
}

fn read(payload: &[u8]) -> Result<Edit, StoreError> {
    serde_json::from_slice(payload).map_err(|why| StoreError::unread("edit", why))
}

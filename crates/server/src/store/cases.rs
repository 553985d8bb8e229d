//! Cases beside the persons' streams: what only the staff may know of each, where each stands, and what is to be done when.

use portal_forms::Micros;
use portal_record::cases::{CaseAct, CaseFile, State};
use portal_record::{CaseId, Event, RegistrantId, Side, StreamId};

use super::{Connection, StoreError, counted, id, stored};

/// The staff's side of a case as it stands.
pub async fn file(db: &mut Connection, file: &StreamId) -> Result<CaseFile, StoreError> {
    Ok(CaseFile::replay(&events(db, file).await?))
}

/// The events of the staff's side of a case.
pub async fn events(db: &mut Connection, file: &StreamId) -> Result<Vec<Event>, StoreError> {
    let payloads: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT payload FROM case_events WHERE file = $1 ORDER BY version")
            .bind(file.to_string())
            .fetch_all(db)
            .await?;
    let read = payloads.iter().map(|payload| serde_json::from_slice(payload));
    read.collect::<Result<_, _>>().map_err(|why| StoreError::Damaged { what: "event", why })
}

/// The version of the staff's side of a case.
pub async fn version(db: &mut Connection, file: &StreamId) -> Result<u64, StoreError> {
    let version: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM case_events WHERE file = $1")
        .bind(file.to_string())
        .fetch_one(db)
        .await?;
    version.map_or(Ok(0), counted)
}

/// Appends to the staff's side. Whoever does holds the lock of the person's stream, and has looked where the file stands.
pub async fn append(db: &mut Connection, file: &StreamId, events: &[Event]) -> Result<(), StoreError> {
    for event in events {
        if event.body.side() != Side::Staff {
            return Err(StoreError::Misshapen("event of the staff's side"));
        }
        let payload = serde_json::to_vec(event).map_err(|why| StoreError::Damaged { what: "event", why })?;
        sqlx::query("INSERT INTO case_events (file, version, recorded_at, payload) VALUES ($1, $2, $3, $4)")
            .bind(file.to_string())
            .bind(stored(event.version))
            .bind(event.recorded_at.0)
            .bind(payload)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub registrant: RegistrantId,
    /// Which.
    pub case: CaseId,
    /// As its stream says.
    pub state: State,
    /// When it was filed.
    pub filed_at: Micros,
}

/// Keeps where a case stands.
pub async fn keep(db: &mut Connection, row: &Row) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO cases (registrant, id, state, filed_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (registrant, id) DO UPDATE SET state = $3",
    )
    .bind(row.registrant.0.to_string())
    .bind(row.case.to_string())
    .bind(row.state.code())
    .bind(row.filed_at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// All that are not finished, the oldest first.
pub async fn all_open(db: &mut Connection) -> Result<Vec<Row>, StoreError> {
    let finished = |state: &&State| state.is_finished();
    let ended: Vec<&str> = State::ALL.iter().filter(finished).map(|state| state.code()).collect();
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT registrant, id, state, filed_at FROM cases WHERE state NOT IN ($1, $2, $3) ORDER BY filed_at, id",
    )
    .bind(ended.first().copied())
    .bind(ended.get(1).copied())
    .bind(ended.get(2).copied())
    .fetch_all(db)
    .await?;
    rows.into_iter().map(row).collect()
}

/// All of a registrant.
pub async fn all_of(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Row>, StoreError> {
    let rows: Vec<(String, String, String, i64)> =
        sqlx::query_as("SELECT registrant, id, state, filed_at FROM cases WHERE registrant = $1 ORDER BY id")
            .bind(registrant.0.to_string())
            .fetch_all(db)
            .await?;
    rows.into_iter().map(row).collect()
}

fn row((registrant, case, state, filed_at): (String, String, String, i64)) -> Result<Row, StoreError> {
    let known = State::ALL.iter().find(|known| known.code() == state);
    Ok(Row {
        registrant: RegistrantId(id(&registrant)?),
        case: named(&case)?,
        state: *known.ok_or(StoreError::Misshapen("state"))?,
        filed_at: Micros(filed_at),
    })
}

/// Every case that there is, by whose it is and which.
pub async fn all(db: &mut Connection) -> Result<Vec<(RegistrantId, CaseId)>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT registrant, id FROM cases ORDER BY filed_at, registrant, id")
            .fetch_all(db)
            .await?;
    rows.into_iter().map(|(registrant, case)| Ok((RegistrantId(id(&registrant)?), named(&case)?))).collect()
}

/// Something that the College's rules do with a case when it is time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Whose case.
    pub registrant: RegistrantId,
    /// Which.
    pub case: CaseId,
    /// What.
    pub act: CaseAct,
    /// When.
    pub at: Micros,
}

/// An act as it is stored.
fn text(act: &CaseAct) -> Result<String, StoreError> {
    serde_json::to_string(act).map_err(|why| StoreError::Damaged { what: "act", why })
}

/// It is to be done once. Said again, it is done at the new time.
pub async fn plan(db: &mut Connection, due: &Due) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO case_dues (registrant, id, act, due_at, leased_until) VALUES ($1, $2, $3, $4, 0) \
         ON CONFLICT (registrant, id, act) DO UPDATE SET due_at = $4, leased_until = 0",
    )
    .bind(due.registrant.0.to_string())
    .bind(due.case.to_string())
    .bind(text(&due.act)?)
    .bind(due.at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// It is no longer to be done, whenever it was.
pub async fn forget(
    db: &mut Connection,
    registrant: RegistrantId,
    case: &CaseId,
    act: &CaseAct,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM case_dues WHERE registrant = $1 AND id = $2 AND act = $3")
        .bind(registrant.0.to_string())
        .bind(case.to_string())
        .bind(text(act)?)
        .execute(db)
        .await?;
    Ok(())
}

/// When something is due of a registrant's cases.
pub async fn dues(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Micros>, StoreError> {
    let dues: Vec<i64> =
        sqlx::query_scalar("SELECT due_at FROM case_dues WHERE registrant = $1 ORDER BY due_at")
            .bind(registrant.0.to_string())
            .fetch_all(db)
            .await?;
    Ok(dues.into_iter().map(Micros).collect())
}

/// What is due and nobody else is at, leased until then: of several servers one gets it. Who dies while at it leaves it to another.
pub async fn lease(db: &mut Connection, now: Micros, until: Micros) -> Result<Option<Due>, StoreError> {
    let row: Option<(String, String, String, i64)> = sqlx::query_as(
        "SELECT registrant, id, act, due_at FROM case_dues WHERE due_at <= $1 AND leased_until <= $1 \
         ORDER BY due_at, registrant, id LIMIT 1",
    )
    .bind(now.0)
    .fetch_optional(&mut *db)
    .await?;
    let Some((registrant, case, act, at)) = row else { return Ok(None) };
    let leased = sqlx::query(
        "UPDATE case_dues SET leased_until = $4 WHERE registrant = $1 AND id = $2 AND act = $3 AND leased_until <= $5",
    )
    .bind(&registrant)
    .bind(&case)
    .bind(&act)
    .bind(until.0)
    .bind(now.0)
    .execute(&mut *db)
    .await?;
    if leased.rows_affected() == 0 {
        return Ok(None);
    }
    Ok(Some(Due {
        registrant: RegistrantId(id(&registrant)?),
        case: named(&case)?,
        act: serde_json::from_str(&act).map_err(|why| StoreError::Damaged { what: "act", why })?,
        at: Micros(at),
    }))
}

/// It is done, or no longer to be done.
pub async fn done(db: &mut Connection, due: &Due) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM case_dues WHERE registrant = $1 AND id = $2 AND act = $3 AND due_at = $4")
        .bind(due.registrant.0.to_string())
        .bind(due.case.to_string())
        .bind(text(&due.act)?)
        .bind(due.at.0)
        .execute(db)
        .await?;
    Ok(())
}

fn named(case: &str) -> Result<CaseId, StoreError> {
    case.parse().map_err(|_| StoreError::Misshapen("case"))
}

//! Grants: one sign-in of one device, and the tokens that follow from it. Tokens are kept as digests only: the newest pair, and
//! the one before it. A grant that was ended is not kept.

use portal_forms::Micros;
use portal_record::RegistrantId;
use uuid::Uuid;

use super::{Connection, StoreError, id};

/// Most grants that are forgotten in one transaction.
pub const SWEPT_MAX: u64 = 1_000;
/// Most grants of a registrant: nobody uses more computers.
pub const OF_ONE_MAX: i64 = 50;

/// Digests of a pair of tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// Of the access token.
    pub access: String,
    /// Of the refresh token.
    pub refresh: String,
}

/// One sign-in of one device.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The id by which it is stored.
    pub id: Uuid,
    /// Who signed in.
    pub registrant: RegistrantId,
    /// With which address.
    pub email: String,
    /// On which device.
    pub device: Uuid,
    /// What the device is called.
    pub device_name: String,
    /// The newest tokens.
    pub tokens: Pair,
    /// Those before them; empty after the sign-in.
    pub before: Pair,
    /// When it began.
    pub created_at: Micros,
    /// When the newest tokens were given out.
    pub used_at: Micros,
}

type Row = (String, String, String, String, String, String, String, String, String, i64, i64);

/// The columns of a grant, in a query's own words.
macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "id, registrant, email, device, device_name, access, refresh, access_before, refresh_before, created_at, \
             used_at",
            $after
        )
    };
}

fn grant(row: Row) -> Result<Grant, StoreError> {
    let (grant, registrant, email, device, device_name, access, refresh, access_before, refresh_before, ..) =
        row;
    let (.., created_at, used_at) = row;
    Ok(Grant {
        id: id(&grant)?,
        registrant: RegistrantId(id(&registrant)?),
        email,
        device: id(&device)?,
        device_name,
        tokens: Pair { access, refresh },
        before: Pair { access: access_before, refresh: refresh_before },
        created_at: Micros(created_at),
        used_at: Micros(used_at),
    })
}

/// Begins a grant. Those of the same registrant that were not used for longest make room.
pub async fn insert(db: &mut Connection, grant: &Grant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO grants (id, registrant, email, device, device_name, access, refresh, created_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(grant.id.to_string())
    .bind(grant.registrant.0.to_string())
    .bind(&grant.email)
    .bind(grant.device.to_string())
    .bind(&grant.device_name)
    .bind(&grant.tokens.access)
    .bind(&grant.tokens.refresh)
    .bind(grant.created_at.0)
    .bind(grant.used_at.0)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "DELETE FROM grants WHERE registrant = $1 AND id NOT IN \
         (SELECT id FROM grants WHERE registrant = $1 ORDER BY used_at DESC, id LIMIT $2)",
    )
    .bind(grant.registrant.0.to_string())
    .bind(OF_ONE_MAX)
    .execute(db)
    .await?;
    Ok(())
}

/// The grant of this id.
pub async fn find(db: &mut Connection, grant_id: Uuid) -> Result<Option<Grant>, StoreError> {
    let row: Option<Row> = sqlx::query_as(columns!("SELECT ", " FROM grants WHERE id = $1"))
        .bind(grant_id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(grant).transpose()
}

/// The grant that a refresh token names, or, where it names none as those of earlier versions, whose newest or former token has
/// this digest. It is locked until the transaction ends: of two refreshes at once, the second sees what the first made.
pub async fn lock(
    db: &mut Connection,
    named: Option<Uuid>,
    digest: &str,
) -> Result<Option<Grant>, StoreError> {
    let query = match named {
        Some(_) => columns!("UPDATE grants SET used_at = used_at WHERE id = $1 RETURNING ", ""),
        None => columns!(
            "UPDATE grants SET used_at = used_at WHERE refresh = $1 OR refresh_before = $1 RETURNING ",
            ""
        ),
    };
    let row: Option<Row> = sqlx::query_as(query)
        .bind(named.map_or_else(|| digest.to_owned(), |named| named.to_string()))
        .fetch_optional(db)
        .await?;
    row.map(grant).transpose()
}

/// Gives a grant its newest pair, and the one that stays good beside it for a while.
pub async fn renew(
    db: &mut Connection,
    grant: Uuid,
    newest: &Pair,
    before: &Pair,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE grants SET access = $2, refresh = $3, access_before = $4, refresh_before = $5, used_at = $6 \
         WHERE id = $1",
    )
    .bind(grant.to_string())
    .bind(&newest.access)
    .bind(&newest.refresh)
    .bind(&before.access)
    .bind(&before.refresh)
    .bind(now.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The newest living grant of each device of a registrant, newest first.
pub async fn living(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<Row> =
        sqlx::query_as(columns!("SELECT ", " FROM grants WHERE registrant = $1 ORDER BY used_at DESC"))
            .bind(registrant.0.to_string())
            .fetch_all(db)
            .await?;
    let mut grants: Vec<Grant> = Vec::new();
    for row in rows {
        let next = grant(row)?;
        if grants.iter().all(|seen| seen.device != next.device) {
            grants.push(next);
        }
    }
    Ok(grants)
}

/// Whether this device is signed in to this account.
pub async fn has_device(
    db: &mut Connection,
    registrant: RegistrantId,
    device: Uuid,
) -> Result<bool, StoreError> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM grants WHERE registrant = $1 AND device = $2 LIMIT 1")
            .bind(registrant.0.to_string())
            .bind(device.to_string())
            .fetch_optional(db)
            .await?;
    Ok(found.is_some())
}

/// Ends a grant: none of its tokens works any more.
pub async fn end(db: &mut Connection, grant: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM grants WHERE id = $1").bind(grant.to_string()).execute(db).await?;
    Ok(())
}

/// Ends every grant of a device; says whether there was one.
pub async fn end_device(
    db: &mut Connection,
    registrant: RegistrantId,
    device: Uuid,
) -> Result<bool, StoreError> {
    let ended = sqlx::query("DELETE FROM grants WHERE registrant = $1 AND device = $2")
        .bind(registrant.0.to_string())
        .bind(device.to_string())
        .execute(db)
        .await?;
    Ok(ended.rows_affected() > 0)
}

/// Ends every grant of a registrant.
pub async fn end_all(db: &mut Connection, registrant: RegistrantId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM grants WHERE registrant = $1")
        .bind(registrant.0.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets grants whose tokens were given out before this instant, some at a time; says how many.
pub async fn sweep(db: &mut Connection, oldest: Micros) -> Result<u64, StoreError> {
    let swept = sqlx::query(
        "DELETE FROM grants WHERE id IN (SELECT id FROM grants WHERE used_at < $1 ORDER BY used_at LIMIT $2)",
    )
    .bind(oldest.0)
    .bind(SWEPT_MAX as i64)
    .execute(db)
    .await?;
    Ok(swept.rows_affected())
}

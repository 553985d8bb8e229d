//! Grants: one sign-in of one device, and the tokens that follow from it. Tokens are kept as digests only.

use portal_forms::Micros;
use portal_record::RegistrantId;
use uuid::Uuid;

use super::{Connection, StoreError, counted, id, stored};

/// One sign-in of one device.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Its id.
    pub id: Uuid,
    /// Who signed in.
    pub registrant: RegistrantId,
    /// With which address.
    pub email: String,
    /// On which device.
    pub device: Uuid,
    /// What the device is called.
    pub device_name: String,
    /// How often the refresh token was rotated.
    pub generation: u64,
    /// When it began.
    pub created_at: Micros,
    /// When it was last refreshed.
    pub used_at: Micros,
    /// When it was ended, if it was.
    pub revoked_at: Option<Micros>,
}

type Row = (String, String, String, String, String, i64, i64, i64, Option<i64>);

fn grant(row: Row) -> Result<Grant, StoreError> {
    let (grant, registrant, email, device, device_name, generation, created_at, used_at, revoked_at) = row;
    Ok(Grant {
        id: id(&grant)?,
        registrant: RegistrantId(id(&registrant)?),
        email,
        device: id(&device)?,
        device_name,
        generation: counted(generation)?,
        created_at: Micros(created_at),
        used_at: Micros(used_at),
        revoked_at: revoked_at.map(Micros),
    })
}

/// Begins a grant.
pub async fn insert(db: &mut Connection, grant: &Grant) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO grants (id, registrant, email, device, device_name, generation, created_at, used_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(grant.id.to_string())
    .bind(grant.registrant.0.to_string())
    .bind(&grant.email)
    .bind(grant.device.to_string())
    .bind(&grant.device_name)
    .bind(stored(grant.generation))
    .bind(grant.created_at.0)
    .bind(grant.used_at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The grant of an access token that has not run out, unless the grant was ended.
pub async fn by_access_token(
    db: &mut Connection,
    digest: &str,
    now: Micros,
) -> Result<Option<Grant>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT g.id, g.registrant, g.email, g.device, g.device_name, g.generation, g.created_at, g.used_at, g.revoked_at \
         FROM access_tokens t JOIN grants g ON g.id = t.grant_id \
         WHERE t.digest = $1 AND t.expires_at > $2 AND g.revoked_at IS NULL",
    )
    .bind(digest)
    .bind(now.0)
    .fetch_optional(db)
    .await?;
    row.map(grant).transpose()
}

/// The grant of a refresh token that has not run out, with the token's own generation. It is locked until the
/// transaction ends: of two refreshes at once, the second sees the generation that the first made.
pub async fn lock_by_refresh_token(
    db: &mut Connection,
    digest: &str,
    now: Micros,
) -> Result<Option<(Grant, u64)>, StoreError> {
    let token: Option<(String, i64)> = sqlx::query_as(
        "SELECT grant_id, generation FROM refresh_tokens WHERE digest = $1 AND expires_at > $2",
    )
    .bind(digest)
    .bind(now.0)
    .fetch_optional(&mut *db)
    .await?;
    let Some((grant_id, generation)) = token else { return Ok(None) };
    let row: Option<Row> = sqlx::query_as(
        "UPDATE grants SET generation = generation WHERE id = $1 \
         RETURNING id, registrant, email, device, device_name, generation, created_at, used_at, revoked_at",
    )
    .bind(grant_id)
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok((grant(row)?, counted(generation)?))).transpose()
}

/// The newest living grant of each device of a registrant, newest first.
pub async fn living(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, registrant, email, device, device_name, generation, created_at, used_at, revoked_at \
         FROM grants WHERE registrant = $1 AND revoked_at IS NULL ORDER BY used_at DESC",
    )
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

/// Keeps a pair of tokens of this generation, which becomes the grant's newest.
pub async fn add_tokens(
    db: &mut Connection,
    grant: Uuid,
    generation: u64,
    (access, access_until): (&str, Micros),
    (refresh, refresh_until): (&str, Micros),
    now: Micros,
) -> Result<(), StoreError> {
    let grant = grant.to_string();
    sqlx::query("UPDATE grants SET generation = $2, used_at = $3 WHERE id = $1")
        .bind(&grant)
        .bind(stored(generation))
        .bind(now.0)
        .execute(&mut *db)
        .await?;
    sqlx::query("INSERT INTO access_tokens (digest, grant_id, expires_at) VALUES ($1, $2, $3)")
        .bind(access)
        .bind(&grant)
        .bind(access_until.0)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO refresh_tokens (digest, grant_id, generation, expires_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(refresh)
    .bind(&grant)
    .bind(stored(generation))
    .bind(refresh_until.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The grant that a token of either kind belongs to.
pub async fn of_token(db: &mut Connection, digest: &str) -> Result<Option<Uuid>, StoreError> {
    let grant: Option<String> = sqlx::query_scalar(
        "SELECT grant_id FROM refresh_tokens WHERE digest = $1 \
         UNION ALL SELECT grant_id FROM access_tokens WHERE digest = $1",
    )
    .bind(digest)
    .fetch_optional(db)
    .await?;
    grant.as_deref().map(id).transpose()
}

/// Ends a grant: none of its tokens works any more.
pub async fn revoke(db: &mut Connection, grant: Uuid, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE grants SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
        .bind(grant.to_string())
        .bind(now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends every grant of a device; says whether there was one.
pub async fn revoke_device(
    db: &mut Connection,
    registrant: RegistrantId,
    device: Uuid,
    now: Micros,
) -> Result<bool, StoreError> {
    let ended = sqlx::query(
        "UPDATE grants SET revoked_at = $3 WHERE registrant = $1 AND device = $2 AND revoked_at IS NULL",
    )
    .bind(registrant.0.to_string())
    .bind(device.to_string())
    .bind(now.0)
    .execute(db)
    .await?;
    Ok(ended.rows_affected() > 0)
}

/// Forgets tokens that ran out before this instant.
pub async fn sweep(db: &mut Connection, oldest: Micros) -> Result<u64, StoreError> {
    let access = sqlx::query("DELETE FROM access_tokens WHERE expires_at < $1")
        .bind(oldest.0)
        .execute(&mut *db)
        .await?;
    let refresh =
        sqlx::query("DELETE FROM refresh_tokens WHERE expires_at < $1").bind(oldest.0).execute(db).await?;
    Ok(access.rows_affected() + refresh.rows_affected())
}

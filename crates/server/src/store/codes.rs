//! Authorization codes: kept as digests, single use. A used code stays until it runs out, so that its second use is
//! recognised.

use portal_forms::Micros;
use portal_record::RegistrantId;
use uuid::Uuid;

use super::{Connection, StoreError, id};

/// Most codes that are forgotten in one transaction.
pub const SWEPT_MAX: u64 = 1_000;

/// What a code was given for.
#[derive(Debug, Clone)]
pub struct Code {
    /// Digest of the code.
    pub digest: String,
    /// Who signed in.
    pub registrant: RegistrantId,
    /// With which address.
    pub email: String,
    /// On which device.
    pub device: Uuid,
    /// What the device is called.
    pub device_name: String,
    /// Where the code was sent; must be named again.
    pub redirect_uri: String,
    /// PKCE S256 challenge.
    pub challenge: String,
    /// Until when it can be used.
    pub expires_at: Micros,
    /// Set once it was used: the grant that came of it.
    pub grant: Option<Uuid>,
}

type Row = (String, String, String, String, String, String, String, i64, Option<String>);

/// Keeps a new code.
pub async fn insert(db: &mut Connection, code: &Code) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO authorization_codes \
         (digest, registrant, email, device, device_name, redirect_uri, challenge, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&code.digest)
    .bind(code.registrant.0.to_string())
    .bind(&code.email)
    .bind(code.device.to_string())
    .bind(&code.device_name)
    .bind(&code.redirect_uri)
    .bind(&code.challenge)
    .bind(code.expires_at.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The code with this digest, locked until the transaction ends: of two that use it at once, the second finds it used.
pub async fn lock(db: &mut Connection, digest: &str) -> Result<Option<Code>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "UPDATE authorization_codes SET digest = digest WHERE digest = $1 \
         RETURNING digest, registrant, email, device, device_name, redirect_uri, challenge, expires_at, grant_id",
    )
    .bind(digest)
    .fetch_optional(db)
    .await?;
    row.map(|(digest, registrant, email, device, device_name, redirect_uri, challenge, expires_at, grant)| {
        Ok(Code {
            digest,
            registrant: RegistrantId(id(&registrant)?),
            email,
            device: id(&device)?,
            device_name,
            redirect_uri,
            challenge,
            expires_at: Micros(expires_at),
            grant: grant.as_deref().map(id).transpose()?,
        })
    })
    .transpose()
}

/// Marks the code used by this grant.
pub async fn mark_used(db: &mut Connection, digest: &str, grant: Uuid) -> Result<(), StoreError> {
    sqlx::query("UPDATE authorization_codes SET grant_id = $2 WHERE digest = $1")
        .bind(digest)
        .bind(grant.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets the codes of a registrant: none of them is redeemed any more.
pub async fn end_all(db: &mut Connection, registrant: RegistrantId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM authorization_codes WHERE registrant = $1")
        .bind(registrant.0.to_string())
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets codes that ran out before this instant, some at a time; says how many.
pub async fn sweep(db: &mut Connection, oldest: Micros) -> Result<u64, StoreError> {
    let swept = sqlx::query(
        "DELETE FROM authorization_codes WHERE digest IN \
         (SELECT digest FROM authorization_codes WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
    )
    .bind(oldest.0)
    .bind(SWEPT_MAX as i64)
    .execute(db)
    .await?;
    Ok(swept.rows_affected())
}

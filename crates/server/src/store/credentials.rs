//! What the College has certified, and how the status list has each. Never the signature, which is made when it is given out.

use jiff::civil::Date;
use portal_credentials::registration::CredentialId;
use portal_credentials::registration::status::CredentialStatus;
use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_record::documents::Certified;
use sha2::{Digest, Sha256};

use super::{Connection, StoreError, id};
use crate::secrets::hex;

/// Something that is to be certified.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// What it says.
    pub certified: Certified,
    /// As it is kept: the same bytes are issued once to a registrant.
    pub payload: Vec<u8>,
    /// The instant of issue.
    pub issued_at: Micros,
}

/// A credential that was given out.
#[derive(Debug, Clone, PartialEq)]
pub struct IssuedCredential {
    /// The id that is printed beside its code.
    pub id: CredentialId,
    /// Its place in the status list.
    pub place: u32,
    /// The registrant that it belongs to.
    pub registrant: RegistrantId,
    /// What it says.
    pub certified: Certified,
    /// When it was issued.
    pub issued_at: Micros,
    /// How the status list has it, as it was last worked out.
    pub listed: Listed,
}

/// How the status list has a credential, and until when that is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// How it stands, whatever its days are.
    pub standing: CredentialStatus,
    /// The first day on which that may be another, although nothing is recorded.
    pub until: Option<Date>,
}

type Columns = (String, i64, String, Vec<u8>, i64, String, Option<String>);

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, place, registrant, certified, issued_at, standing, until_day FROM credentials ",
            $which
        )
    };
}

/// The credential of this id.
pub async fn find(db: &mut Connection, wanted: CredentialId) -> Result<Option<IssuedCredential>, StoreError> {
    let found: Option<Columns> =
        sqlx::query_as(select!("WHERE id = $1")).bind(wanted.to_string()).fetch_optional(db).await?;
    found.map(issued).transpose()
}

/// All credentials of a registrant, in the order in which they were issued.
pub async fn of(db: &mut Connection, registrant: RegistrantId) -> Result<Vec<IssuedCredential>, StoreError> {
    let found: Vec<Columns> = sqlx::query_as(select!("WHERE registrant = $1 ORDER BY issued_at, place"))
        .bind(registrant.0.to_string())
        .fetch_all(db)
        .await?;
    found.into_iter().map(issued).collect()
}

/// Keeps a credential, unless it is there: the same is issued once. Its id and its place in the status list are drawn at random, so
/// that neither follows from what the register shows, nor from the order in which others were issued.
///
/// # Errors
/// What the database says; [`StoreError::NotIssued`] without random bytes, or when the list is as good as full.
pub async fn issue(
    db: &mut Connection,
    registrant: RegistrantId,
    issue: &Issue,
    listed: Listed,
) -> Result<(), StoreError> {
    let said = hex(&Sha256::digest(&issue.payload));
    for room in ROOMS {
        let added = sqlx::query(
            "INSERT INTO credentials (place, id, registrant, certified, issued_at, standing, until_day, said) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(u32::from_le_bytes(drawn()?) % room))
        .bind(CredentialId::of_random(drawn()?).to_string())
        .bind(registrant.0.to_string())
        .bind(&issue.payload)
        .bind(issue.issued_at.0)
        .bind(code(listed.standing))
        .bind(listed.until.map(|day| day.to_string()))
        .bind(&said)
        .execute(&mut *db)
        .await?;
        if added.rows_affected() == 1 || is_issued(db, registrant, &said).await? {
            return Ok(());
        }
    }
    Err(StoreError::NotIssued("the status list is as good as full"))
}

/// How many places the list is drawn from at each try: another one where a place is taken, and more where most are.
const ROOMS: [u32; 12] = {
    let (first, most) = (1 << 20, 1 << 24);
    [
        first,
        first,
        first,
        first,
        first << 1,
        first << 1,
        first << 2,
        first << 2,
        first << 3,
        first << 3,
        most,
        most,
    ]
};

fn drawn<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bits = [0; N];
    getrandom::fill(&mut bits).map_err(|_| StoreError::NotIssued("the system has no random bytes"))?;
    Ok(bits)
}

async fn is_issued(db: &mut Connection, registrant: RegistrantId, said: &str) -> Result<bool, StoreError> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT place FROM credentials WHERE registrant = $1 AND said = $2")
            .bind(registrant.0.to_string())
            .bind(said)
            .fetch_optional(db)
            .await?;
    Ok(found.is_some())
}

/// Keeps how the status list has a credential now.
pub async fn list(db: &mut Connection, of: CredentialId, listed: Listed) -> Result<(), StoreError> {
    sqlx::query("UPDATE credentials SET standing = $2, until_day = $3 WHERE id = $1")
        .bind(of.to_string())
        .bind(code(listed.standing))
        .bind(listed.until.map(|day| day.to_string()))
        .execute(db)
        .await?;
    Ok(())
}

/// Every credential's standing by its place in the status list, in order; places between them were given to none.
pub async fn standings(db: &mut Connection) -> Result<Vec<(u32, CredentialStatus)>, StoreError> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT place, standing FROM credentials ORDER BY place").fetch_all(db).await?;
    let standing = |(place, standing): (i64, String)| Ok((counted(place)?, read(&standing)));
    rows.into_iter().map(standing).collect()
}

/// Registrants with a credential whose standing is not sure on this day.
pub async fn unsure(db: &mut Connection, day: Date, limit: u32) -> Result<Vec<RegistrantId>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT registrant FROM credentials WHERE until_day <= $1 ORDER BY registrant LIMIT $2",
    )
    .bind(day.to_string())
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(|registrant| Ok(RegistrantId(id(registrant)?))).collect()
}

fn issued(columns: Columns) -> Result<IssuedCredential, StoreError> {
    let (named, place, registrant, payload, issued_at, standing, until) = columns;
    let damaged = |why| StoreError::Damaged { what: "credential", why };
    let is_none = |_| damaged(serde::de::Error::custom(format!("{named:?} is no id")));
    Ok(IssuedCredential {
        id: named.parse().map_err(is_none)?,
        place: counted(place)?,
        registrant: RegistrantId(id(&registrant)?),
        certified: serde_json::from_slice(&payload).map_err(damaged)?,
        issued_at: Micros(issued_at),
        // A day that can't be read is over: it is worked out anew.
        listed: Listed {
            standing: read(&standing),
            until: until.map(|day| day.parse().unwrap_or(Date::MIN)),
        },
    })
}

/// A place as it was stored.
fn counted(place: i64) -> Result<u32, StoreError> {
    u32::try_from(place).map_err(|_| StoreError::Misshapen("place"))
}

fn code(standing: CredentialStatus) -> &'static str {
    match standing {
        CredentialStatus::Valid => "valid",
        CredentialStatus::Withdrawn => "withdrawn",
        CredentialStatus::Suspended => "suspended",
        CredentialStatus::Superseded => "superseded",
    }
}

/// A standing that this server does not know is not trusted.
fn read(text: &str) -> CredentialStatus {
    let all = [CredentialStatus::Valid, CredentialStatus::Suspended, CredentialStatus::Superseded];
    all.into_iter().find(|standing| code(*standing) == text).unwrap_or(CredentialStatus::Withdrawn)
}

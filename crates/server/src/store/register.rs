//! The public register's rows: one per registrant, made from the stream.

use jiff::civil::Date;
use portal_record::{CpsoNumber, RegistrantId};

use super::{Connection, StoreError, counted, id, stored};

/// What the register says of a registrant.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The registrant that it belongs to.
    pub registrant: RegistrantId,
    /// The number by which the register knows them.
    pub cpso_number: CpsoNumber,
    /// The stream stood here.
    pub version: u64,
    /// The Eastern day on which it was made.
    pub from: Date,
    /// The first day on which it says something else, although nothing is recorded.
    pub until: Option<Date>,
    /// The entry, JSON.
    pub payload: Vec<u8>,
}

/// A row, and where its stream stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The row.
    pub row: Row,
    /// The version of the stream's last event.
    pub stream: u64,
}

impl Found {
    /// Whether it says on this day what the stream says.
    pub fn holds_on(&self, day: Date) -> bool {
        let Self { row, stream } = self;
        row.version == *stream && row.from <= day && row.until.is_none_or(|until| day < until)
    }
}

type Columns = (String, i64, i64, String, Option<String>, Vec<u8>);

/// The row of this number.
pub async fn find(db: &mut Connection, number: CpsoNumber) -> Result<Option<Found>, StoreError> {
    let found: Option<Columns> = sqlx::query_as(
        "SELECT r.registrant, s.version, r.version, r.from_day, r.until_day, r.payload FROM register r \
         JOIN streams s ON s.registrant = r.registrant WHERE r.cpso_number = $1",
    )
    .bind(i64::from(u32::from(number)))
    .fetch_optional(db)
    .await?;
    let found = found.map(|(registrant, stream, version, from, until, payload)| {
        let (registrant, version) = (RegistrantId(id(&registrant)?), counted(version)?);
        // A day that can't be read holds on none: the row is made anew.
        let from = from.parse().unwrap_or(Date::MAX);
        let until = until.map(|day| day.parse().unwrap_or(Date::MIN));
        let row = Row { registrant, cpso_number: number, version, from, until, payload };
        Ok(Found { row, stream: counted(stream)? })
    });
    found.transpose()
}

/// Keeps the row, unless there is one of a later version.
pub async fn keep(db: &mut Connection, row: &Row) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO register (cpso_number, registrant, version, from_day, until_day, payload) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cpso_number) DO UPDATE \
         SET version = $3, from_day = $4, until_day = $5, payload = $6 \
         WHERE register.registrant = $2 AND register.version <= $3",
    )
    .bind(i64::from(u32::from(row.cpso_number)))
    .bind(row.registrant.0.to_string())
    .bind(stored(row.version))
    .bind(row.from.to_string())
    .bind(row.until.map(|day| day.to_string()))
    .bind(&row.payload)
    .execute(db)
    .await?;
    Ok(())
}

/// Registrants whose stream has no row.
pub async fn missing(db: &mut Connection, limit: u32) -> Result<Vec<RegistrantId>, StoreError> {
    let rows: Vec<String> = sqlx::query_scalar(
        "SELECT s.registrant FROM streams s LEFT JOIN register r ON r.registrant = s.registrant \
         WHERE r.registrant IS NULL AND s.version > 0 ORDER BY s.registrant LIMIT $1",
    )
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(|registrant| Ok(RegistrantId(id(registrant)?))).collect()
}

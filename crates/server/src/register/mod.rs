//! The public register: one row per registrant, made from the stream. What is public is said in `portal_record::register`;
//! here is only when a row is made, and that it is never behind its stream.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_record::{CpsoNumber, Record, RegistrantId, eastern_day, register};

use crate::store::register::{self as rows, Found, Row};
use crate::store::{Store, StoreError, streams};

/// Rows that are made in one round for streams that have none.
const ROUND_MAX: u32 = 200;

/// What the register says of this record on this day; nothing before enrolment.
///
/// # Errors
/// [`StoreError::Damaged`] when the entry has no JSON form.
pub fn row(registrant: RegistrantId, record: &Record, day: Date) -> Result<Option<Row>, StoreError> {
    let Some(entry) = register::entry(record, day) else { return Ok(None) };
    let payload =
        serde_json::to_vec(&entry).map_err(|why| StoreError::Damaged { what: "register entry", why })?;
    let (cpso_number, version) = (entry.cpso_number, record.version);
    let until = register::changes_on(record, day);
    Ok(Some(Row { registrant, cpso_number, version, from: day, until, payload }))
}

/// The entry of this number as of the day that it is now, JSON; nothing when nobody has it.
///
/// # Errors
/// What the database says.
pub async fn entry(store: &Store, now: Micros, number: CpsoNumber) -> Result<Option<Vec<u8>>, StoreError> {
    let today = eastern_day(now);
    let found = {
        let mut db = store.read().await?;
        rows::find(&mut db, number).await?
    };
    match found {
        Some(found) if found.holds_on(today) => Ok(Some(found.row.payload)),
        Some(Found { row, .. }) => Ok(renew(store, row.registrant, today).await?.map(|row| row.payload)),
        None => Ok(None),
    }
}

/// Makes rows for streams that have none, which were written before there was a register; says how many.
///
/// # Errors
/// What the database says; the rows that were made stay.
pub async fn catch_up(store: &Store, now: Micros) -> Result<usize, StoreError> {
    let today = eastern_day(now);
    let missing = {
        let mut db = store.read().await?;
        rows::missing(&mut db, ROUND_MAX).await?
    };
    let mut made = 0;
    for registrant in missing {
        made += usize::from(renew(store, registrant, today).await?.is_some());
    }
    Ok(made)
}

async fn renew(store: &Store, registrant: RegistrantId, day: Date) -> Result<Option<Row>, StoreError> {
    let record = {
        let mut db = store.read().await?;
        streams::record(&mut db, registrant).await?
    };
    let Some(row) = row(registrant, &record, day)? else { return Ok(None) };
    let kept = row.clone();
    store.write(move |db| Box::pin(async move { rows::keep(db, &kept).await })).await?;
    Ok(Some(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    use crate::demo::tests::timelines;

    #[test]
    fn a_row_holds_for_as_long_as_it_says_what_the_stream_says() {
        let (first, last) = (date(2016, 1, 1), date(2029, 1, 1));
        for events in timelines() {
            let record = Record::replay(&events);
            let mut kept = row(RegistrantId(Uuid::nil()), &record, first).unwrap().unwrap();
            for day in first.series(jiff::ToSpan::days(1)).take_while(|day| *day < last) {
                let now = row(RegistrantId(Uuid::nil()), &record, day).unwrap().unwrap();
                let found = Found { row: kept.clone(), stream: record.version };
                if found.holds_on(day) {
                    assert_eq!(kept.payload, now.payload, "{} on {day}", now.cpso_number);
                } else {
                    kept = now;
                }
            }
        }
    }
}

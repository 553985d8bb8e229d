//! What the staff sees of cases and does with them, with a database at hand: the same acts that a console sends.

use portal_forms::Micros;
use portal_record::cases::{CaseAct, Override, State, Waiting};
use portal_record::{Actor, CaseId, College, CpsoNumber, Role, StaffId};

use super::{Doing, act};
use crate::appending::{Appender, go_on};
use crate::clock::Clock;
use crate::staff::{StaffError, registrant};
use crate::store::{Database, Store, StoreError, cases, streams};

/// A case that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Whose.
    pub number: Option<CpsoNumber>,
    /// Which.
    pub case: CaseId,
    /// Where it stands.
    pub state: State,
    /// On whom it waits; on nobody once it is decided.
    pub waiting: Option<Waiting>,
    /// When it was filed.
    pub filed_at: Micros,
}

/// Does it to a case of the registrant with this number; gives the version at which their stream then stands.
///
/// # Errors
/// [`StaffError`] says why it was not done.
pub async fn act_on(
    database: &Database,
    clock: &Clock,
    (person, role): (StaffId, Role),
    number: CpsoNumber,
    (case, what): (CaseId, CaseAct),
) -> Result<u64, StaffError> {
    let college = College::published()?;
    let store = Store::open(database).await?;
    let actor = Actor::Staff { person, role };
    let done = async {
        go_on(&store, clock).await?;
        let registrant = registrant(&store, number).await?;
        let appender = Appender { store: &store, college: &college, clock, wake: None };
        act(&appender, &Doing { registrant, case, act: what, actor }, None).await
    };
    let done = done.await;
    store.close().await;
    done
}

/// What the Registrar decided alone, of every case, by whose it is and which.
///
/// # Errors
/// [`StaffError`] when it can't be read.
pub async fn overrides(
    database: &Database,
) -> Result<Vec<(Option<CpsoNumber>, CaseId, Override)>, StaffError> {
    let store = Store::open(database).await?;
    let found = reported(&store).await;
    store.close().await;
    Ok(found?)
}

/// The same, where there is a store.
///
/// # Errors
/// [`StoreError`] when it can't be read.
pub async fn reported(store: &Store) -> Result<Vec<(Option<CpsoNumber>, CaseId, Override)>, StoreError> {
    let mut db = store.read().await?;
    let mut reported = Vec::new();
    for (registrant, case) in cases::all(&mut db).await? {
        let file = cases::file(&mut db, &case.staff_file(&registrant.stream())).await?;
        if file.overridden.is_empty() {
            continue;
        }
        let identity = streams::record(&mut db, registrant).await?.identity;
        let number = identity.map(|identity| identity.cpso_number);
        reported.extend(file.overridden.into_iter().map(|it| (number, case.clone(), it)));
    }
    Ok(reported)
}

/// Every case that is not finished, the oldest first.
///
/// # Errors
/// [`StaffError`] when they can't be read.
pub async fn open(database: &Database) -> Result<Vec<Open>, StaffError> {
    let store = Store::open(database).await?;
    let found = listed(&store).await;
    store.close().await;
    Ok(found?)
}

/// The same, where there is a store.
///
/// # Errors
/// [`StoreError`] when they can't be read.
pub async fn listed(store: &Store) -> Result<Vec<Open>, StoreError> {
    let mut db = store.read().await?;
    let mut listed = Vec::new();
    for row in cases::all_open(&mut db).await? {
        let record = streams::record(&mut db, row.registrant).await?;
        let file = cases::file(&mut db, &row.case.staff_file(&row.registrant.stream())).await?;
        let Some(case) = record.cases.get(&row.case) else { continue };
        let state = record.case_state(case);
        listed.push(Open {
            number: record.identity.as_ref().map(|identity| identity.cpso_number),
            waiting: file.waiting(state, &case.progress),
            case: row.case,
            state,
            filed_at: row.filed_at,
        });
    }
    Ok(listed)
}

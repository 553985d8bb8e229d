//! A store on an empty database, and the people and things that the tests put into it.

use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros};
use portal_record::{Actor, Body, DraftKey, Event, Json, RegistrantId, Rule};
use portal_server::rules::judge::numbered;
use portal_server::store::accounts::{self, Account};
use portal_server::store::{Connection, Database, Store, StoreError};
use sqlx::Any;
use sqlx::pool::PoolConnection;
use tempfile::TempDir;
use uuid::Uuid;

/// Two people: what is one's is never seen by the other.
pub const ONE: RegistrantId = RegistrantId(Uuid::from_u128(1));
pub const OTHER: RegistrantId = RegistrantId(Uuid::from_u128(2));

pub struct Stage {
    pub store: Store,
    pub database: Database,
    _folder: TempDir,
}

impl Stage {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::on(Database::Embedded(folder.path().to_owned()), folder).await
    }

    #[cfg(target_os = "linux")]
    pub async fn postgres() -> Self {
        let postgres = portal_harness::Postgres::shared().await.unwrap();
        let database = postgres.database().unwrap().parse().unwrap();
        Self::on(database, tempfile::tempdir().unwrap()).await
    }

    pub async fn on(database: Database, folder: TempDir) -> Self {
        Self { store: Store::open(&database).await.unwrap(), database, _folder: folder }
    }

    /// The server ends in good order and starts again.
    pub async fn reopened(self) -> Self {
        self.store.close().await;
        Self { store: Store::open(&self.database).await.unwrap(), ..self }
    }

    pub async fn read(&self) -> PoolConnection<Any> {
        self.store.read().await.unwrap()
    }

    /// Does this work, which succeeds.
    pub async fn write<T, F>(&self, work: F) -> T
    where
        T: Send + 'static,
        F: AsyncWork<T>,
    {
        self.try_write(work).await.unwrap()
    }

    pub async fn try_write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: AsyncWork<T>,
    {
        self.store.write(work).await
    }

    /// An account for each of these, as what hangs on one asks for.
    pub async fn enrol(&self, registrants: &'static [RegistrantId]) {
        self.write(move |db| {
            Box::pin(async move {
                for registrant in registrants {
                    let account = Account { registrant: *registrant, password_hash: "hash".to_owned() };
                    accounts::insert(db, &account, &[], Micros(1)).await?;
                }
                Ok(())
            })
        })
        .await;
    }
}

/// A piece of work for `Store::write`.
pub trait AsyncWork<T>:
    for<'c> FnOnce(&'c mut Connection) -> portal_server::store::Work<'c, T> + Clone + Send + 'static
{
}

impl<T, F> AsyncWork<T> for F where
    F: for<'c> FnOnce(&'c mut Connection) -> portal_server::store::Work<'c, T> + Clone + Send + 'static
{
}

/// So many events after this version, each with its number inside.
pub fn events(after: u64, count: u64) -> Vec<Event> {
    let body = |n| Body::Unknown { json: Json(format!(r#"{{"type":"test","v":1,"data":{n}}}"#).into()) };
    let bodies = (after + 1..=after + count).map(body).collect();
    numbered(after, bodies, Actor::System { rule: Rule::Register }, Micros(1), Micros(2), None)
}

/// The draft of this registrant for next year.
pub fn draft(registrant: RegistrantId) -> DraftKey {
    DraftKey { registrant, form: "form".to_owned(), subject: "2027".to_owned() }
}

/// An edit with this counter.
pub fn edit(counter: u64) -> Edit {
    Edit {
        id: EditId(Uuid::new_v4()),
        path: ItemPath::root("A.1"),
        change: Change::Clear,
        base: Vec::new(),
        device: DeviceId(Uuid::from_u128(9)),
        counter,
        at: Micros(1),
        received: Some(Micros(3)),
    }
}

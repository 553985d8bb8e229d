//! The demonstration college: a few registrants as varied as the real ones, with CPSO numbers that nobody has. Seeding
//! it twice changes nothing. Their history is made of the record's own events.

mod history;
mod people;
mod person;

use portal_forms::Micros;
use portal_record::{Actor, CpsoNumber, Event, NotACpsoNumber, RegistrantId};
use uuid::Uuid;

use crate::clock::Clock;
use crate::issuer::passwords::{self, PasswordError};
use crate::rules::forms::PublishedError;
use crate::rules::judge::numbered;
use crate::store::accounts::{self, Account};
use crate::store::{Database, OpenError, Store, StoreError, streams};

use people::{PEOPLE, TYPICAL};
use person::Person;

/// The password of every demonstration registrant.
pub const PASSWORD: &str = "maple-lantern-42";
/// The first demonstration number: none as high is in use.
const FIRST_NUMBER: u32 = 900_001;
/// The first number of a crowd.
const FIRST_OF_CROWD: u32 = 910_001;
/// The namespace of the demonstration registrants' ids.
const REGISTRANTS: Uuid = Uuid::from_u128(0x71c4_92d8_5e0b_4a6f_9b1d_0c3e_8f27_a456);

/// The college could not be seeded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database can't be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password can't be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// What the College publishes can't be used.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// A number is none.
    #[error(transparent)]
    Number(#[from] NotACpsoNumber),
    /// A date, an instant or an answer of the demonstration is wrong.
    #[error("the demonstration's data is wrong: {0}")]
    Data(String),
}

/// What was seeded.
#[derive(Debug, Clone)]
pub struct DemoCollege {
    /// Everybody, by number.
    pub registrants: Vec<DemoRegistrant>,
    /// The password of them all.
    pub password: &'static str,
}

/// A demonstration registrant.
#[derive(Debug, Clone)]
pub struct DemoRegistrant {
    /// Their stream.
    pub id: RegistrantId,
    /// The e-mail address to sign in with.
    pub email: String,
    /// Their number.
    pub cpso_number: CpsoNumber,
    /// Their name.
    pub name: String,
    /// What they are there to show.
    pub what: &'static str,
}

/// The stream of the demonstration registrant with this number.
pub fn registrant(number: u32) -> RegistrantId {
    RegistrantId(Uuid::new_v5(&REGISTRANTS, number.to_string().as_bytes()))
}

/// Seeds this database.
///
/// # Errors
/// [`DemoError`] says what is wrong; who was seeded before stays.
pub async fn seed(database: &Database, clock: &Clock) -> Result<DemoCollege, DemoError> {
    let store = Store::open(database).await?;
    let seeded = seed_store(&store, clock.now()).await;
    store.close().await;
    seeded
}

/// Seeds so many more registrants, all alike, for trials under load; gives their e-mail addresses.
///
/// # Errors
/// [`DemoError`] says what is wrong; who was seeded before stays.
pub async fn seed_crowd(database: &Database, clock: &Clock, count: u32) -> Result<Vec<String>, DemoError> {
    let store = Store::open(database).await?;
    let (hash, past, now) = (hash().await?, history::Past::published()?, clock.now());
    let mut emails = Vec::new();
    for number in FIRST_OF_CROWD..FIRST_OF_CROWD.saturating_add(count) {
        let email = format!("registrant-{number}@example.org");
        let person = Seed::new(&past, &TYPICAL, number, &email, &hash, now)?;
        person.keep(&store, vec![email.clone()], now).await?;
        emails.push(email);
    }
    store.close().await;
    Ok(emails)
}

async fn seed_store(store: &Store, now: Micros) -> Result<DemoCollege, DemoError> {
    let (hash, past) = (hash().await?, history::Past::published()?);
    let mut registrants = Vec::new();
    for (person, number) in PEOPLE.iter().zip(FIRST_NUMBER..) {
        let seed = Seed::new(&past, person, number, person.email, &hash, now)?;
        let (id, cpso_number) = (seed.account.registrant, seed.cpso_number);
        seed.keep(store, person.emails(), now).await?;
        let email = person.email.to_owned();
        registrants.push(DemoRegistrant {
            id,
            email,
            cpso_number,
            name: person.full_name(),
            what: person.what,
        });
    }
    Ok(DemoCollege { registrants, password: PASSWORD })
}

async fn hash() -> Result<String, PasswordError> {
    let hash = tokio::task::spawn_blocking(|| passwords::hash(PASSWORD)).await;
    hash.map_err(|why| PasswordError::Hashing(why.to_string()))?
}

/// A registrant about to be seeded.
struct Seed {
    account: Account,
    cpso_number: CpsoNumber,
    events: Vec<Event>,
}

impl Seed {
    /// The person's account and whole stream: what the register knows, then last year's renewal.
    fn new(
        past: &history::Past,
        person: &Person,
        number: u32,
        email: &str,
        hash: &str,
        now: Micros,
    ) -> Result<Self, DemoError> {
        let cpso_number = CpsoNumber::try_from(number)?;
        let known = person.bodies(cpso_number, email)?;
        let enrolled_at = history::instant("2026-02-02T15:00:00Z")?;
        let mut events = numbered(0, known, Actor::College, enrolled_at, now, None);
        past.extend(&mut events, person, cpso_number, now)?;
        let account = Account { registrant: registrant(number), password_hash: hash.to_owned() };
        Ok(Self { account, cpso_number, events })
    }

    /// Keeps it, unless there is one with this number already.
    async fn keep(self, store: &Store, emails: Vec<String>, now: Micros) -> Result<(), StoreError> {
        let Self { account, events, .. } = self;
        let work = store.write(move |db| {
            Box::pin(async move {
                let id = account.registrant;
                if !accounts::exists(db, id).await? {
                    accounts::insert(db, &account, &emails, now).await?;
                    streams::append(db, id, 0, &events).await?;
                }
                Ok(())
            })
        });
        work.await
    }
}

//! The demonstration college: a few registrants as varied as the real ones, with CPSO numbers that nobody has. Seeding
//! it twice changes nothing. Their history is made of the record's own events.

mod earlier;
mod history;
mod persona;
mod personas;
mod scripts;
mod timeline;
mod timelines;

use portal_forms::Micros;
use portal_record::{College, CpsoNumber, Event, NotACpsoNumber, Record, RegistrantId};
use uuid::Uuid;

use crate::appending::Appending;
use crate::clock::Clock;
use crate::passwords::{self, PasswordError};
use crate::rules::forms::PublishedError;
use crate::store::accounts::{self, Account};
use crate::store::{Database, OpenError, Store, StoreError};

use persona::Persona;
use personas::{PERSONAS, TYPICAL};
use timeline::{Stream, Timeline};

/// The password of every demonstration registrant.
pub const PASSWORD: &str = "maple-lantern-42";
/// The first demonstration number: none as high is in use.
const FIRST_NUMBER: u32 = 900_001;
/// The first number of those that are seeded for trials under load.
const FIRST_OF_MANY: u32 = 910_001;
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
pub async fn seed_many(database: &Database, clock: &Clock, count: u32) -> Result<Vec<String>, DemoError> {
    let store = Store::open(database).await?;
    let (hash, past, now) = (hash().await?, history::Past::published()?, clock.now());
    let mut emails = Vec::new();
    for number in FIRST_OF_MANY..FIRST_OF_MANY.saturating_add(count) {
        let email = format!("registrant-{number}@example.org");
        let persona = Seed::new(&past, &TYPICAL, number, &email, &hash)?;
        persona.keep(&store, &past.college, vec![email.clone()], now).await?;
        emails.push(email);
    }
    store.close().await;
    Ok(emails)
}

async fn seed_store(store: &Store, now: Micros) -> Result<DemoCollege, DemoError> {
    let (hash, past) = (hash().await?, history::Past::published()?);
    let mut registrants = Vec::new();
    for (persona, number) in PERSONAS.iter().zip(FIRST_NUMBER..) {
        let seed = Seed::new(&past, persona, number, persona.email, &hash)?;
        let (id, cpso_number) = (seed.account.registrant, seed.cpso_number);
        seed.keep(store, &past.college, persona.emails(), now).await?;
        let email = persona.email.to_owned();
        registrants.push(DemoRegistrant {
            id,
            email,
            cpso_number,
            name: persona.full_name(),
            what: persona.what,
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
    /// The persona's account and whole stream: what the register knew, ten years, last year's renewal.
    fn new(
        past: &history::Past,
        persona: &Persona,
        number: u32,
        email: &str,
        hash: &str,
    ) -> Result<Self, DemoError> {
        let cpso_number = CpsoNumber::try_from(number)?;
        let mut timeline = Timeline::new(cpso_number, persona.full_name(), past.college.lists());
        persona.fill(&mut timeline, email)?;
        let (mut timeline, mut stream) = (timeline.in_order(), Stream::default());
        earlier::play(&mut stream, &mut timeline, persona, &past.college)?;
        past.play(&mut stream, &mut timeline, persona)?;
        stream.play(&mut timeline, Micros(i64::MAX));
        let events = stream.events;
        let account = Account { registrant: registrant(number), password_hash: hash.to_owned() };
        Ok(Self { account, cpso_number, events })
    }

    /// Keeps it, unless there is one with this number already.
    async fn keep(
        self,
        store: &Store,
        college: &College,
        emails: Vec<String>,
        now: Micros,
    ) -> Result<(), StoreError> {
        let Self { account, events, .. } = self;
        let appending = Appending::new(college, account.registrant, &Record::default(), events)?;
        let work = store.write(move |db| {
            Box::pin(async move {
                let id = account.registrant;
                if !accounts::exists(db, id).await? {
                    accounts::insert(db, &account, &emails, now).await?;
                    appending.write(db).await?;
                }
                Ok(())
            })
        });
        work.await
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use portal_record::addresses::AddressKind;
    use portal_record::entries::State;
    use portal_record::{Profile, eastern_day};

    fn seeds() -> Vec<Seed> {
        let past = history::Past::published().unwrap();
        let personas = PERSONAS.iter().zip(FIRST_NUMBER..);
        personas
            .map(|(persona, number)| Seed::new(&past, persona, number, persona.email, "").unwrap())
            .collect()
    }

    /// Everybody's events, for other tests.
    pub(crate) fn timelines() -> Vec<Vec<Event>> {
        seeds().into_iter().map(|seed| seed.events).collect()
    }

    /// On the day of the demonstration.
    fn profiles() -> Vec<Profile> {
        let seen = |seed: &Seed| Record::replay(&seed.events).profile_on(date(2027, 5, 20));
        seeds().iter().map(seen).collect()
    }

    #[test]
    fn every_timeline_is_in_the_order_of_time_and_the_same_again() {
        for (seed, again) in seeds().iter().zip(seeds()) {
            assert_eq!(seed.events, again.events, "nothing in it is drawn");
            let versions: Vec<u64> = seed.events.iter().map(|event| event.version).collect();
            assert_eq!(versions, (1..=seed.events.len() as u64).collect::<Vec<_>>(), "gap-free");
            assert!(seed.events.is_sorted_by_key(|event| event.received_at), "{}", seed.cpso_number);
            let last = eastern_day(seed.events.last().unwrap().received_at);
            assert!(
                last < date(2026, 11, 1),
                "{}: nothing is told of days to come: {last}",
                seed.cpso_number
            );
        }
    }

    #[test]
    fn codes_are_on_the_lists_of_the_college() {
        let college = College::published().unwrap();
        let lists = college.lists();
        for profile in profiles() {
            let identity = profile.identity.unwrap();
            let who = identity.cpso_number;
            let named = |list: &portal_record::lists::List, code: &str| {
                assert!(list.name(code).is_some(), "{who}: {code}");
            };
            identity.languages.iter().for_each(|code| named(&lists.languages, code));
            named(&lists.genders, &identity.gender.unwrap());
            assert!(college.class(&profile.registration.class.unwrap().class).is_some(), "{who}");
            for held in &profile.privileges {
                let code = held.fact.code.as_ref();
                named(&lists.hospitals, code.unwrap_or_else(|| panic!("{who}: {}", held.fact.hospital)));
                named(&lists.privilege_kinds, &held.fact.kind);
            }
            profile.cpd.iter().for_each(|cpd| named(&lists.cpd_organizations, &cpd.organization));
            profile.liability.iter().for_each(|cover| named(&lists.protections, &cover.protection));
            for held in &profile.registrations {
                let place = &held.fact.jurisdiction;
                let list = if place.starts_with("CA-") { &lists.provinces } else { &lists.countries };
                named(list, place);
            }
        }
    }

    #[test]
    fn there_is_everything_that_a_profile_can_show() {
        let profiles = profiles();
        let some = |what: &str, holds: fn(&Profile) -> bool| {
            assert!(profiles.iter().any(holds), "nobody has {what}");
        };
        let location = |kind, state| {
            move |profile: &Profile| {
                profile.addresses.iter().any(|it| it.held.fact.kind() == kind && it.held.state == state)
            }
        };
        for (kind, state) in [
            (AddressKind::Primary, State::InForce),
            (AddressKind::Primary, State::Scheduled),
            (AddressKind::Primary, State::Historical),
            (AddressKind::Mailing, State::Scheduled),
            (AddressKind::Mailing, State::Withdrawn),
            (AddressKind::Additional, State::InForce),
            (AddressKind::Additional, State::Historical),
        ] {
            assert!(profiles.iter().any(location(kind, state)), "nobody has a {kind:?} address {state:?}");
        }
        some("a removal that was asked for", |it| {
            it.addresses
                .iter()
                .any(|location| location.removal_asked.is_some() && location.held.state == State::InForce)
        });
        some("nowhere to practise", |it| {
            it.location(AddressKind::Primary).is_some_and(|location| location.held.fact.at().is_none())
        });
        some("a former name", |it| !it.identity.as_ref().unwrap().former_names.is_empty());
        some("sixty characters of name", |it| {
            it.identity.as_ref().unwrap().name.full().chars().count() >= 60
        });
        some("a historical activity", |it| it.activities.iter().any(|held| held.state == State::Historical));
        some("a historical privilege", |it| it.privileges.iter().any(|held| held.state == State::Historical));
        some("a registration elsewhere", |it| {
            it.registrations.iter().any(|held| held.state == State::InForce)
        });
        some("terms", |it| it.registration.class.as_ref().unwrap().terms.len() > 1);
        some("two classes", |it| it.registration.classes.len() > 1);
        some("a corporation", |it| !it.corporations.is_empty());
        some("messages both ways", |it| {
            it.messages.iter().any(|message| message.sent.by == portal_record::messages::Author::Registrant)
                && it.messages.len() > 2
        });
        some("nine years of invoices", |it| it.invoices.len() == 9);
    }
}

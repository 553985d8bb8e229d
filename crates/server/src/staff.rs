//! What the College's staff does to a registrant's record: a class, a standing, a name, a location that was asked to be
//! removed, a message. Each act is events of the College's own, appended like all others, so that a running server and its
//! desktops see them.

use jiff::civil::Date;
use portal_documents::{DocumentError, certifiable};
use portal_forms::Micros;
use portal_record::addresses::{AddressKind, LocationRemoved};
use portal_record::college::Unreadable;
use portal_record::entries::{Dated, State};
use portal_record::identity::{Name, NameChanged};
use portal_record::messages::{Author, MessageSent};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{
    Actor, Body, College, CpsoNumber, EntryId, MessageId, Record, RegistrantId, eastern_day,
};
use uuid::Uuid;

use crate::appending::Appending;
use crate::clock::Clock;
use crate::rules::judge::numbered;
use crate::store::{Database, OpenError, Store, StoreError, register, streams};

/// Tries to get ahead of other writers of the same stream.
const TRIES_MAX: usize = 8;

/// What is done.
#[derive(Debug, Clone)]
pub enum Act {
    /// Grants a class of certificate.
    GrantClass {
        /// Code of the class.
        class: String,
        /// First day.
        effective: Date,
        /// Last day, where the certificate has one.
        expires: Option<Date>,
        /// Terms, conditions and limitations.
        terms: Vec<String>,
    },
    /// Changes the standing.
    SetStatus {
        /// The new one.
        status: Status,
        /// First day.
        effective: Date,
    },
    /// Changes the legal name.
    ChangeName {
        /// The new one.
        name: Name,
        /// First day.
        effective: Date,
    },
    /// Removes an additional location.
    RemoveLocation {
        /// Which; when it is not said, the one whose removal was asked for.
        location: Option<EntryId>,
        /// First day on which it no longer counts.
        effective: Date,
    },
    /// Writes to the registrant.
    Write {
        /// What it is about.
        subject: String,
        /// Paragraphs.
        text: String,
    },
}

/// The act was not done, and nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What the College publishes can't be used.
    #[error(transparent)]
    Published(#[from] Unreadable),
    /// Nobody has this number.
    #[error("nobody has the number {0}")]
    NoSuchRegistrant(CpsoNumber),
    /// The College has no such class.
    #[error("there is no class {0}")]
    NoSuchClass(String),
    /// There is no such location that counts.
    #[error("there is no such additional location")]
    NoSuchLocation,
    /// It was not said which.
    #[error("the removal of {0} locations was asked for: say which")]
    WhichLocation(usize),
    /// A name, a term or a text is empty.
    #[error("something is empty")]
    Empty,
    /// The name can't stand on a certificate.
    #[error("this name can't be certified: {0}")]
    Name(DocumentError),
    /// Events of a newer version are on the record.
    #[error("the record is newer than this program")]
    TooOld,
    /// Others wrote to the stream all the time.
    #[error("the stream was busy")]
    Busy,
}

/// Does it to the record of the registrant with this number; gives the version at which the stream then stands.
///
/// # Errors
/// [`StaffError`] says why it was not done.
pub async fn act(
    database: &Database,
    clock: &Clock,
    number: CpsoNumber,
    act: &Act,
) -> Result<u64, StaffError> {
    let college = College::published()?;
    let store = Store::open(database).await?;
    let done = append(&store, &college, clock.now(), number, act).await;
    store.close().await;
    done
}

async fn append(
    store: &Store,
    college: &College,
    now: Micros,
    number: CpsoNumber,
    act: &Act,
) -> Result<u64, StaffError> {
    for _ in 0..TRIES_MAX {
        let (registrant, record) = find(store, number).await?;
        let bodies = bodies(college, &record, act, eastern_day(now))?;
        let events = numbered(record.version, bodies, Actor::College, now, now, None);
        let version = events.last().map_or(record.version, |last| last.version);
        let appending = Appending::new(college, registrant, &record, events)?;
        let written = store.write(move |db| Box::pin(async move { appending.write(db).await }));
        if written.await? {
            return Ok(version);
        }
    }
    Err(StaffError::Busy)
}

async fn find(store: &Store, number: CpsoNumber) -> Result<(RegistrantId, Record), StaffError> {
    let mut db = store.read().await?;
    let found = register::find(&mut db, number).await?.ok_or(StaffError::NoSuchRegistrant(number))?;
    let registrant = found.row.registrant;
    let record = streams::record(&mut db, registrant).await?;
    if record.unknown > 0 { Err(StaffError::TooOld) } else { Ok((registrant, record)) }
}

fn bodies(college: &College, record: &Record, act: &Act, today: Date) -> Result<Vec<Body>, StaffError> {
    let body = match act.clone() {
        Act::GrantClass { class, effective, expires, terms } => {
            if college.class(&class).is_none() {
                return Err(StaffError::NoSuchClass(class));
            }
            require(&terms.iter().collect::<Vec<_>>())?;
            ClassGranted { class, effective, expires, terms }.into()
        }
        Act::SetStatus { status, effective } => StatusSet { status, effective }.into(),
        Act::ChangeName { name, effective } => {
            require(&[&name.given, &name.family])?;
            certifiable(&name.full()).map_err(StaffError::Name)?;
            NameChanged { name, effective }.into()
        }
        Act::RemoveLocation { location, effective } => {
            LocationRemoved { id: removable(record, location, today)?, effective }.into()
        }
        Act::Write { subject, text } => {
            require(&[&subject, &text])?;
            MessageSent { id: MessageId(Uuid::now_v7()), by: Author::College, subject, text }.into()
        }
    };
    Ok(vec![body])
}

fn require(texts: &[&String]) -> Result<(), StaffError> {
    if texts.iter().any(|text| text.trim().is_empty()) { Err(StaffError::Empty) } else { Ok(()) }
}

/// The additional location that is meant, if it still counts.
fn removable(record: &Record, asked: Option<EntryId>, today: Date) -> Result<EntryId, StaffError> {
    let profile = record.profile_on(today);
    let counting = profile.addresses.iter().filter(|location| {
        location.held.fact.kind() == AddressKind::Additional
            && matches!(location.held.state, State::InForce | State::Scheduled)
    });
    let meant: Vec<EntryId> = counting
        .filter(|location| match asked {
            Some(id) => location.held.fact.id() == id,
            None => location.removal_asked.is_some(),
        })
        .map(|location| location.held.fact.id())
        .collect();
    match meant.as_slice() {
        [one] => Ok(*one),
        [] => Err(StaffError::NoSuchLocation),
        several => Err(StaffError::WhichLocation(several.len())),
    }
}

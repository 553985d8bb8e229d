//! Confirming a new College e-mail through the link that was mailed to it. Opening the link shows who asked for what, since
//! programs that look through mail open links too; the button confirms. A link names its request and is authenticated with the
//! address; whether it still holds is the record's word. Who confirms also knows the password: a token alone, however it was come
//! by, moves no address. And who reads at the address before can undo it (`undo`).

mod link;
mod page;
mod undo;

use portal_forms::Micros;
use portal_record::contact::{ConfirmEmail, EmailKind};
use portal_record::{
    Actor, Body, Command, Context, EntryId, Event, ProfileCommand, Record, RegistrantId, Rejection, Rule,
    decide, eastern_day,
};

use crate::app::{App, NotStamped};
use crate::appending::Appending;
use crate::rules::judge::numbered;
use crate::store::{Connection, StoreError, accounts, streams};

use link::Token;
pub use link::{link, undo_link};
pub use page::routes;

/// Tries to get ahead of other writers of the same stream.
const TRIES_MAX: usize = 8;
/// Events that are read at once, back to the request.
const PAGE: usize = 100;

/// What a link is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Whose record it is.
    pub registrant: RegistrantId,
    /// Who asked.
    pub name: String,
    /// The address that the College has now.
    pub now: String,
    /// The new address.
    pub address: String,
}

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfirmationState {
    /// It can be confirmed.
    Waiting(Asked),
    /// It was confirmed just now.
    Confirmed(Asked),
    /// It was confirmed before.
    Used,
    /// The request was taken back.
    Withdrawn,
    /// A later request took its place.
    Superseded,
    /// It was not confirmed in time.
    Expired,
    /// The address signs in to another account.
    Taken,
    /// It is no link of this server's.
    Invalid,
    /// It could not be done now.
    Busy,
}

/// Where the link of this token stands.
///
/// # Errors
/// What the database says.
pub async fn state(app: &App, token: &str) -> Result<ConfirmationState, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(ConfirmationState::Invalid) };
    let (events, record) = load(app, &token).await?;
    Ok(state_of(app, &token, &events, &record, app.now()))
}

/// Confirms the request of this token.
///
/// # Errors
/// What the database says; nothing is confirmed then.
pub async fn confirm(app: &App, token: &str) -> Result<ConfirmationState, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(ConfirmationState::Invalid) };
    for _ in 0..TRIES_MAX {
        let (events, record) = load(app, &token).await?;
        let now = match stamped(app, token.registrant).await {
            Ok(now) => now,
            Err(NotStamped::Store(error)) => return Err(error),
            Err(error) => {
                tracing::error!(%error, "an address is not confirmed until the clocks are set right");
                return Ok(ConfirmationState::Busy);
            }
        };
        let asked = match state_of(app, &token, &events, &record, now) {
            ConfirmationState::Waiting(asked) => asked,
            other => return Ok(other),
        };
        let bodies = match draw(app, &record, token.request, now) {
            Ok(bodies) => bodies,
            Err(Rejection::UpdateNeeded) => return Ok(ConfirmationState::Busy),
            Err(_) => return Ok(ConfirmationState::Expired),
        };
        let events =
            numbered(record.version, bodies, Actor::System { rule: Rule::MailedLink }, now, now, None);
        let appending = Appending::new(&app.college, token.registrant, &record, events)?;
        let (registrant, address, expected) = (token.registrant, asked.address.clone(), record.version);
        let written = app.store.write(move |db| {
            Box::pin(async move { change(db, registrant, expected, Some(&address), appending).await })
        });
        match written.await? {
            Written::Yes => {
                app.mail_due.notify_one();
                return Ok(ConfirmationState::Confirmed(asked));
            }
            Written::Taken => return Ok(ConfirmationState::Taken),
            Written::Overtaken => {}
        }
    }
    Ok(ConfirmationState::Busy)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Yes,
    /// The address signs in to another account.
    Taken,
    /// Somebody else wrote to the stream meanwhile.
    Overtaken,
}

/// Writes what was decided on the record of this version, and gives the account its address where that changes. Nothing is
/// written where one of the two cannot be done.
async fn change(
    db: &mut Connection,
    registrant: RegistrantId,
    expected: u64,
    address: Option<&str>,
    appending: Appending,
) -> Result<Written, StoreError> {
    if streams::lock(db, registrant).await? != expected {
        return Ok(Written::Overtaken);
    }
    // Before anything else is written: when the address is another's, nothing is.
    if let Some(address) = address
        && !accounts::claim(db, registrant, address).await?
    {
        return Ok(Written::Taken);
    }
    Ok(if appending.write(db).await? { Written::Yes } else { Written::Overtaken })
}

async fn stamped(app: &App, registrant: RegistrantId) -> Result<Micros, NotStamped> {
    let mut db = app.store.read().await?;
    app.stamp(&mut db, registrant).await
}

/// The record, and its last events, the last first: all back to the one that the token is about.
async fn load(app: &App, token: &Token) -> Result<(Vec<Event>, Record), StoreError> {
    let mut db = app.store.read().await?;
    let record = streams::record(&mut db, token.registrant).await?;
    let (mut events, mut up_to) = (Vec::new(), record.version);
    while up_to > 0 {
        let page = streams::back_from(&mut db, token.registrant, up_to, PAGE).await?;
        up_to = page.last().map_or(0, |first| first.version.saturating_sub(1));
        let is_there = page.iter().any(|event| asked(app, token, event).is_some());
        events.extend(page);
        if is_there {
            break;
        }
    }
    Ok((events, record))
}

/// The address, when the event is the request of this token: of several under one id, the one that it is authenticated with.
fn asked<'e>(app: &App, token: &Token, event: &'e Event) -> Option<&'e str> {
    match &event.body {
        Body::EmailChangeRequested(asked) if asked.request == token.request => {
            token.is_authentic(&app.keys.confirm, &asked.address).then_some(&asked.address)
        }
        _ => None,
    }
}

fn draw(app: &App, record: &Record, request: EntryId, now: Micros) -> Result<Vec<Body>, Rejection> {
    let context = Context {
        received_at: now,
        claimed_at: now,
        actor: Actor::System { rule: Rule::MailedLink },
        seen: None,
        college: &app.college,
        filing: None,
        file: None,
    };
    decide(record, &Command::Profile(ProfileCommand::ConfirmEmail(ConfirmEmail { request })), &context)
}

fn state_of(app: &App, token: &Token, events: &[Event], record: &Record, now: Micros) -> ConfirmationState {
    let found = events.iter().enumerate().find_map(|(at, event)| Some((at, asked(app, token, event)?)));
    let Some((at, address)) = found else { return ConfirmationState::Invalid };
    for event in events[..at].iter().rev() {
        match &event.body {
            Body::EmailConfirmed(confirmed) if confirmed.request == token.request => {
                return ConfirmationState::Used;
            }
            Body::EmailChangeWithdrawn(withdrawn) if withdrawn.request == token.request => {
                return ConfirmationState::Withdrawn;
            }
            Body::EmailChangeRequested(_) => return ConfirmationState::Superseded,
            _ => {}
        }
    }
    if draw(app, record, token.request, now) == Err(Rejection::NotConfirmable) {
        return ConfirmationState::Expired;
    }
    let today = eastern_day(now);
    let name = record.identity.as_ref().map(|identity| identity.name_on(today).full()).unwrap_or_default();
    let now = record.contact.emails.get(&EmailKind::College).map(|email| email.address.clone());
    let (registrant, now) = (token.registrant, now.unwrap_or_default());
    ConfirmationState::Waiting(Asked { registrant, name, now, address: address.to_owned() })
}

//! Confirming a new College e-mail through the link that was mailed to it. Opening the link shows who asked for what, since
//! programs that look through mail open links too; the button confirms. A link names its request and is authenticated with the
//! address; whether it still holds is the record's word. Who confirms also knows the password: a token alone, however it was come
//! by, moves no address. And who reads at the address before can undo it (`undo`).

mod link;
mod page;
mod undo;

use portal_record::contact::{ConfirmEmail, EmailKind};
use portal_record::{
    Actor, Body, Command, EntryId, Event, ProfileCommand, RegistrantId, Rejection, Rule, eastern_day,
};

use crate::app::App;
use crate::appending::{Change, Go, Known, NotAppended, Step};
use crate::keys::Keys;
use crate::store::{Connection, StoreError, accounts, streams};

use link::Token;
pub use link::{link, undo_link};
pub use page::routes;

/// What is opened from a link that the College mailed is done by its systems.
const MAILED_LINK: Actor = Actor::System { rule: Rule::MailedLink };
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
    let mut db = app.store.read().await?;
    let events = back_to_request(&mut db, &app.keys, &token).await?;
    let record = streams::record(&mut db, token.registrant).await?;
    let known = Known { record, file: None, now: app.now(), college: &app.college };
    Ok(state_of(app, &token, &events, &known))
}

/// Confirms the request of this token.
///
/// # Errors
/// What the database says; nothing is confirmed then.
pub async fn confirm(app: &App, token: &str) -> Result<ConfirmationState, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(ConfirmationState::Invalid) };
    let (registrant, of_request) = (token.registrant, (app.keys.clone(), token.clone()));
    let decide = |known: &Known<'_>, events: Vec<Event>| {
        let asked = match state_of(app, &token, &events, known) {
            ConfirmationState::Waiting(asked) => asked,
            other => return Ok(Step::Leave(other)),
        };
        let bodies = match draw(known, token.request) {
            Ok(bodies) => bodies,
            Err(Rejection::UpdateNeeded) => return Ok(Step::Leave(ConfirmationState::Busy)),
            Err(_) => return Ok(Step::Leave(ConfirmationState::Expired)),
        };
        let address = asked.address.clone();
        let change = Change::by(MAILED_LINK, bodies, ConfirmationState::Confirmed(asked));
        Ok(Step::Append(change.beside(move |db| {
            let address = address.clone();
            Box::pin(async move {
                let is_free = accounts::claim(db, registrant, &address).await?;
                Ok(if is_free { Go::On } else { Go::Instead(ConfirmationState::Taken) })
            })
        })))
    };
    let appender = app.appender();
    let appended = appender.append(
        registrant,
        move |db| {
            let (keys, token) = of_request.clone();
            Box::pin(async move { back_to_request(db, &keys, &token).await })
        },
        decide,
    );
    or_busy(appended.await, ConfirmationState::Busy)
}

/// Nothing is changed while others write all the time, or the clocks are wrong: it is tried again later.
fn or_busy<T>(done: Result<T, NotAppended>, busy: T) -> Result<T, StoreError> {
    match done {
        Ok(done) => Ok(done),
        Err(NotAppended::Store(error)) => Err(error),
        Err(error) => {
            tracing::error!(%error, "a link that was mailed can't be followed now");
            Ok(busy)
        }
    }
}

/// The last events, the last first: all back to the one that the token is about.
async fn back_to_request(db: &mut Connection, keys: &Keys, token: &Token) -> Result<Vec<Event>, StoreError> {
    let (mut events, mut up_to) = (Vec::new(), streams::version(db, token.registrant).await?);
    while up_to > 0 {
        let page = streams::back_from(db, token.registrant, up_to, PAGE).await?;
        up_to = page.last().map_or(0, |first| first.version.saturating_sub(1));
        let is_there = page.iter().any(|event| asked(keys, token, event).is_some());
        events.extend(page);
        if is_there {
            break;
        }
    }
    Ok(events)
}

/// The address, when the event is the request of this token: of several under one id, the one that it is authenticated with.
fn asked<'e>(keys: &Keys, token: &Token, event: &'e Event) -> Option<&'e str> {
    match &event.body {
        Body::EmailChangeRequested(asked) if asked.request == token.request => {
            token.is_authentic(&keys.confirm, &asked.address).then_some(&asked.address)
        }
        _ => None,
    }
}

fn draw(known: &Known<'_>, request: EntryId) -> Result<Vec<Body>, Rejection> {
    let command = Command::Profile(ProfileCommand::ConfirmEmail(ConfirmEmail { request }));
    known.decide(&command, MAILED_LINK)
}

fn state_of(app: &App, token: &Token, events: &[Event], known: &Known<'_>) -> ConfirmationState {
    let found = events.iter().enumerate().find_map(|(at, event)| Some((at, asked(&app.keys, token, event)?)));
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
    if draw(known, token.request) == Err(Rejection::NotConfirmable) {
        return ConfirmationState::Expired;
    }
    let (record, today) = (&known.record, eastern_day(known.now));
    let name = record.identity.as_ref().map(|identity| identity.name_on(today).full()).unwrap_or_default();
    let now = record.contact.emails.get(&EmailKind::College).map(|email| email.address.clone());
    let (registrant, now) = (token.registrant, now.unwrap_or_default());
    ConfirmationState::Waiting(Asked { registrant, name, now, address: address.to_owned() })
}

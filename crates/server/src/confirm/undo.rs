//! Undoing a change of the College e-mail through the link that was mailed to the address before it: while the change waits, and for
//! a while after it was made. It works for somebody who is signed in nowhere, and ends all sign-ins, since one of them asked.

use portal_record::contact::{EmailKind, UndoEmailChange};
use portal_record::{Actor, Body, Command, Context, ProfileCommand, Record, Rejection, Rule, decide};

use super::link::Token;
use super::{TRIES_MAX, Written, change, stamped};
use crate::app::{App, NotStamped};
use crate::appending::Appending;
use crate::rules::judge::numbered;
use crate::store::{StoreError, codes, grants, streams};

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoState {
    /// The change waits to be confirmed.
    Waiting,
    /// The change was made.
    Changed,
    /// The change was stopped just now.
    Stopped,
    /// This address is the College e-mail again.
    Undone(String),
    /// There is nothing to undo, or no longer.
    Over,
    /// The address signs in to another account by now.
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
pub async fn state(app: &App, token: &str) -> Result<UndoState, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(UndoState::Invalid) };
    let record = load(app, &token).await?;
    Ok(match draw(app, &token, &record, app.now()) {
        Ok(bodies) if restored(&bodies).is_some() => UndoState::Changed,
        Ok(_) => UndoState::Waiting,
        Err(other) => other,
    })
}

/// Undoes what the request of this token asked for.
///
/// # Errors
/// What the database says; nothing is undone then.
pub async fn undo(app: &App, token: &str) -> Result<UndoState, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(UndoState::Invalid) };
    for _ in 0..TRIES_MAX {
        let record = load(app, &token).await?;
        let now = match stamped(app, token.registrant).await {
            Ok(now) => now,
            Err(NotStamped::Store(error)) => return Err(error),
            Err(error) => {
                tracing::error!(%error, "a change of address is not undone until the clocks are set right");
                return Ok(UndoState::Busy);
            }
        };
        let bodies = match draw(app, &token, &record, now) {
            Ok(bodies) => bodies,
            Err(other) => return Ok(other),
        };
        let address = restored(&bodies);
        let events =
            numbered(record.version, bodies, Actor::System { rule: Rule::MailedLink }, now, now, None);
        let appending = Appending::new(&app.college, token.registrant, &record, events)?;
        let (registrant, expected, restored) = (token.registrant, record.version, address.clone());
        let written = app.store.write(move |db| {
            Box::pin(async move {
                let written = change(db, registrant, expected, restored.as_deref(), appending).await?;
                if written == Written::Yes {
                    codes::end_all(db, registrant).await?;
                    grants::end_all(db, registrant).await?;
                }
                Ok(written)
            })
        });
        match written.await? {
            Written::Yes => {
                app.mail_due.notify_one();
                tracing::warn!("a change of a College e-mail was undone, and all its sign-ins ended");
                return Ok(address.map_or(UndoState::Stopped, UndoState::Undone));
            }
            Written::Taken => return Ok(UndoState::Taken),
            Written::Overtaken => {}
        }
    }
    Ok(UndoState::Busy)
}

async fn load(app: &App, token: &Token) -> Result<Record, StoreError> {
    let mut db = app.store.read().await?;
    streams::record(&mut db, token.registrant).await
}

/// The events that undo it, where the link is authenticated with the address that it would bring back or keep.
fn draw(
    app: &App,
    token: &Token,
    record: &Record,
    now: portal_forms::Micros,
) -> Result<Vec<Body>, UndoState> {
    if !is_authentic(app, token, record) {
        return Err(UndoState::Over);
    }
    let context = Context {
        received_at: now,
        claimed_at: now,
        actor: Actor::System { rule: Rule::MailedLink },
        seen: None,
        college: &app.college,
        filing: None,
        file: None,
    };
    let command =
        Command::Profile(ProfileCommand::UndoEmailChange(UndoEmailChange { request: token.request }));
    decide(record, &command, &context).map_err(|rejection| match rejection {
        Rejection::UpdateNeeded => UndoState::Busy,
        _ => UndoState::Over,
    })
}

fn is_authentic(app: &App, token: &Token, record: &Record) -> bool {
    let contact = &record.contact;
    let waits = contact.email_change.as_ref().is_some_and(|change| change.requested.request == token.request);
    let now = contact.emails.get(&EmailKind::College).filter(|_| waits).map(|email| &email.address);
    let former = contact.former.iter().filter(|former| former.request == token.request);
    let mut addresses = now.into_iter().chain(former.map(|former| &former.address));
    addresses.any(|address| token.is_authentic(&app.keys.undo, address))
}

/// The address that counts again.
fn restored(bodies: &[Body]) -> Option<String> {
    bodies.iter().find_map(|body| match body {
        Body::EmailChangeUndone(undone) => Some(undone.address.clone()),
        _ => None,
    })
}

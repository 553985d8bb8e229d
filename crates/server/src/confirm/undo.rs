//! Undoing a change of the College e-mail through the link that was mailed to the address before it: while the change waits, and for
//! a while after it was made. It works for somebody who is signed in nowhere, and ends all sign-ins, since one of them asked.

use portal_record::contact::{EmailKind, UndoEmailChange};
use portal_record::{Body, Command, ProfileCommand, Record, RegistrantId, Rejection};

use super::link::Token;
use super::{MAILED_LINK, or_busy};
use crate::app::App;
use crate::appending::{Change, Go, Known, Step, nothing};
use crate::store::{Connection, StoreError, accounts, codes, grants, streams};

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
    let record = streams::record(&mut *app.store.read().await?, token.registrant).await?;
    let known = Known { record, file: None, now: app.now(), college: &app.college };
    Ok(match draw(app, &token, &known) {
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
    let registrant = token.registrant;
    let decide = |known: &Known<'_>, ()| {
        let bodies = match draw(app, &token, known) {
            Ok(bodies) => bodies,
            Err(other) => return Ok(Step::Leave(other)),
        };
        let address = restored(&bodies);
        let undone = address.clone().map_or(UndoState::Stopped, UndoState::Undone);
        Ok(Step::Append(Change::by(MAILED_LINK, bodies, undone).beside(move |db| {
            let address = address.clone();
            Box::pin(async move { end_sign_ins(db, registrant, address.as_deref()).await })
        })))
    };
    let done = or_busy(app.appender().append(registrant, nothing, decide).await, UndoState::Busy)?;
    if matches!(done, UndoState::Stopped | UndoState::Undone(_)) {
        tracing::warn!("a change of a College e-mail was undone, and all its sign-ins ended");
    }
    Ok(done)
}

/// Ends them, once the account has its address where that changes. When the address is another's, nothing is written.
async fn end_sign_ins(
    db: &mut Connection,
    registrant: RegistrantId,
    address: Option<&str>,
) -> Result<Go<UndoState>, StoreError> {
    if let Some(address) = address
        && !accounts::claim(db, registrant, address).await?
    {
        return Ok(Go::Instead(UndoState::Taken));
    }
    codes::end_all(db, registrant).await?;
    grants::end_all(db, registrant).await?;
    Ok(Go::On)
}

/// The events that undo it, where the link is authenticated with the address that it would bring back or keep.
fn draw(app: &App, token: &Token, known: &Known<'_>) -> Result<Vec<Body>, UndoState> {
    if !is_authentic(app, token, &known.record) {
        return Err(UndoState::Over);
    }
    let command =
        Command::Profile(ProfileCommand::UndoEmailChange(UndoEmailChange { request: token.request }));
    known.decide(&command, MAILED_LINK).map_err(|rejection| match rejection {
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

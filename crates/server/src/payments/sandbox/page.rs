//! The sandbox's hosted page: a test card is chosen, and the browser goes back to the College.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::cards::{self, CardOutcome};
use super::sessions::{self, Delivery, Session, Use};
use super::{SILENT_SECONDS, Sandbox};
use crate::body::Form;
use crate::clock::after;
use crate::payments::pages;
use crate::problem::{self, Refusal};
use crate::store::StoreError;

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    card: String,
    leave: String,
}

/// `GET /sandbox/checkout/{session}`
pub async fn show(
    State(sandbox): State<Arc<Sandbox>>,
    Path(session): Path<String>,
) -> Result<Response, Refusal> {
    let session = find(&sandbox, &session).await?;
    Ok(match session.state {
        sessions::State::Open => pages::hosted(&session, &format!("/sandbox/checkout/{}", session.id)),
        _ => pages::used(&session.return_url),
    })
}

/// `POST /sandbox/checkout/{session}`
pub async fn pay(
    State(sandbox): State<Arc<Sandbox>>,
    Path(session): Path<String>,
    Form(choice): Form<Choice>,
) -> Result<Response, Refusal> {
    let session = find(&sandbox, &session).await?;
    let used = if choice.leave.is_empty() {
        let card = cards::find(&choice.card).ok_or_else(|| problem::malformed("no such test card"))?;
        by_card(&sandbox, card)
    } else {
        Use { state: sessions::State::Abandoned, method: None, last_four: None, answer_at: None }
    };
    take(&sandbox, session.id, used).await?;
    // Whether this or an earlier choice counted: the College's page says what became of it.
    Ok(Redirect::to(&session.return_url).into_response())
}

async fn find(sandbox: &Sandbox, session: &str) -> Result<Session, Refusal> {
    let id = Uuid::parse_str(session).map_err(|_| problem::not_found())?;
    let now = sandbox.now();
    let found = sandbox
        .store
        .write(move |db| {
            Box::pin(async move {
                sessions::expire(db, id, now).await?;
                sessions::find(db, id).await
            })
        })
        .await?;
    found.ok_or_else(problem::not_found)
}

fn by_card(sandbox: &Sandbox, card: &'static cards::TestCard) -> Use {
    let (state, answer_at) = match card.outcome {
        CardOutcome::Accepted => (sessions::State::Charged, None),
        CardOutcome::Declined => (sessions::State::Declined, None),
        CardOutcome::Abandoned => (sessions::State::Abandoned, None),
        CardOutcome::Silent => (sessions::State::Charged, Some(after(sandbox.now(), SILENT_SECONDS))),
    };
    Use { state, method: Some(card.method), last_four: Some(card.last_four), answer_at }
}

/// Uses the session, once, and queues the message about it; the silent card sends none.
async fn take(sandbox: &Sandbox, session: Uuid, used: Use) -> Result<(), StoreError> {
    let now = sandbox.now();
    let kind = match used.state {
        sessions::State::Charged => "checkout.settled",
        sessions::State::Declined => "checkout.declined",
        sessions::State::Open | sessions::State::Abandoned => "checkout.abandoned",
    };
    let delivery = Delivery { id: Uuid::new_v4(), session, kind: kind.to_owned(), attempts: 0 };
    let work = sandbox.store.write(move |db| {
        Box::pin(async move {
            if sessions::take(db, session, &used, now).await? && used.answer_at.is_none() {
                sessions::queue(db, &delivery, now).await?;
            }
            Ok(())
        })
    });
    work.await?;
    sandbox.due.notify_one();
    Ok(())
}

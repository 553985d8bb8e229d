//! Who calls: the registrant and device behind the access token of a request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use portal_record::{Actor, RegistrantId};
use uuid::Uuid;

use crate::app::App;
use crate::problem::{self, Refusal};
use crate::secrets::{digest, owner};
use crate::store::grants;

use super::rotation::gives_access;

/// Longest token that is looked at.
const TOKEN_CHARS_MAX: usize = 256;

/// The registrant behind a request. A handler that takes it is for signed-in registrants only.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whose stream it is about.
    pub registrant: RegistrantId,
    /// With which address they signed in.
    pub email: String,
    /// On which device.
    pub device: Uuid,
}

impl Caller {
    /// The caller as the actor of events.
    pub fn actor(&self) -> Actor {
        Actor::Registrant { device: self.device }
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION).ok_or_else(|| problem::unauthenticated(false))?;
        let token = header
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token.len() <= TOKEN_CHARS_MAX)
            .map(|(_, token)| token.trim())
            .ok_or_else(|| problem::unauthenticated(false))?;
        let mut db = app.store.read().await?;
        let grant = match owner(token) {
            Some(named) => grants::find(&mut db, named).await?,
            None => None,
        };
        let grant = grant
            .filter(|grant| gives_access(grant, &digest(token), app.now()))
            .ok_or_else(|| problem::unauthenticated(true))?;
        Ok(Self { registrant: grant.registrant, email: grant.email, device: grant.device })
    }
}

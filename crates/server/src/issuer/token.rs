//! Tokens: a code becomes a pair, a refresh token becomes the next pair, and a sign-out ends them all.
//!
//! Refresh tokens rotate. A reply may be lost on the way, so the token before the newest still works until the newest
//! was used; any older one is a replay and ends the whole grant.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_forms::Micros;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{ACCESS_SECONDS, CLIENT_ID, REFRESH_SECONDS};
use crate::app::App;
use crate::body::Form;
use crate::clock::after;
use crate::problem::{self, Refusal};
use crate::secrets::{digest, token as random_token};
use crate::store::codes::Code;
use crate::store::grants::Grant;
use crate::store::{Connection, StoreError, codes, grants};

/// Most and fewest characters of a PKCE verifier (RFC 7636).
const VERIFIER_CHARS: std::ops::RangeInclusive<usize> = 43..=128;
/// First generation of a grant's tokens.
const FIRST_GENERATION: u64 = 1;

/// What the token endpoint is asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TokenRequest {
    grant_type: String,
    client_id: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    refresh_token: String,
}

/// A pair of tokens.
#[derive(Debug, Clone, Serialize)]
pub struct TokenReply {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: String,
}

/// What a sign-out names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RevokeRequest {
    client_id: String,
    token: String,
}

/// `POST /token`
pub async fn token(
    State(app): State<Arc<App>>,
    Form(request): Form<TokenRequest>,
) -> Result<Response, Refusal> {
    if request.client_id != CLIENT_ID {
        return Err(problem::invalid_client());
    }
    let pair = Pair::new()?;
    let reply = pair.reply();
    let now = app.now();
    let granted = match request.grant_type.as_str() {
        "authorization_code" => {
            app.store.write(move |db| Box::pin(async move { redeem(db, &request, &pair, now).await })).await?
        }
        "refresh_token" => {
            let given = digest(&request.refresh_token);
            app.store.write(move |db| Box::pin(async move { rotate(db, &given, &pair, now).await })).await?
        }
        "" => return Err(problem::invalid_request("grant_type is missing")),
        _ => return Err(problem::unsupported_grant_type()),
    };
    match granted {
        Granted::Yes => {
            Ok(([(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")], axum::Json(reply))
                .into_response())
        }
        Granted::No => Err(problem::invalid_grant()),
    }
}

/// `POST /revoke` (RFC 7009): always succeeds, whether or not the token was known.
pub async fn revoke(
    State(app): State<Arc<App>>,
    Form(request): Form<RevokeRequest>,
) -> Result<StatusCode, Refusal> {
    if request.client_id != CLIENT_ID {
        return Err(problem::invalid_client());
    }
    if request.token.is_empty() {
        return Err(problem::invalid_request("token is missing"));
    }
    let (given, now) = (digest(&request.token), app.now());
    let work = app.store.write(move |db| {
        Box::pin(async move {
            match grants::of_token(db, &given).await? {
                Some(grant) => grants::revoke(db, grant, now).await,
                None => Ok(()),
            }
        })
    });
    work.await?;
    Ok(StatusCode::OK)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Granted {
    Yes,
    No,
}

/// New tokens, before it is known whether they will be given out.
#[derive(Clone)]
struct Pair {
    access: String,
    refresh: String,
}

impl Pair {
    fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { access: random_token()?, refresh: random_token()? })
    }

    fn reply(&self) -> TokenReply {
        TokenReply {
            access_token: self.access.clone(),
            token_type: "Bearer",
            expires_in: ACCESS_SECONDS,
            refresh_token: self.refresh.clone(),
        }
    }

    async fn keep(
        &self,
        db: &mut Connection,
        grant: Uuid,
        generation: u64,
        now: Micros,
    ) -> Result<(), StoreError> {
        let (access, refresh) = (digest(&self.access), digest(&self.refresh));
        let access = (access.as_str(), after(now, ACCESS_SECONDS));
        let refresh = (refresh.as_str(), after(now, REFRESH_SECONDS));
        grants::add_tokens(db, grant, generation, access, refresh, now).await
    }
}

/// A code becomes a grant with its first pair.
async fn redeem(
    db: &mut Connection,
    request: &TokenRequest,
    pair: &Pair,
    now: Micros,
) -> Result<Granted, StoreError> {
    let Some(code) = codes::lock(db, &digest(&request.code)).await? else { return Ok(Granted::No) };
    if let Some(grant) = code.grant {
        // Used twice: somebody else has it too, so what came of it ends (RFC 6749, section 4.1.2).
        grants::revoke(db, grant, now).await?;
        return Ok(Granted::No);
    }
    if code.expires_at <= now || !is_holder(&code, request) {
        return Ok(Granted::No);
    }
    let grant = Grant {
        id: Uuid::new_v4(),
        registrant: code.registrant,
        email: code.email,
        device: code.device,
        device_name: code.device_name,
        generation: FIRST_GENERATION,
        created_at: now,
        used_at: now,
        revoked_at: None,
    };
    grants::insert(db, &grant).await?;
    codes::mark_used(db, &code.digest, grant.id).await?;
    pair.keep(db, grant.id, FIRST_GENERATION, now).await?;
    Ok(Granted::Yes)
}

fn is_holder(code: &Code, request: &TokenRequest) -> bool {
    let verifier = request.code_verifier.as_bytes();
    VERIFIER_CHARS.contains(&verifier.len())
        && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == code.challenge
        && request.redirect_uri == code.redirect_uri
}

/// A refresh token becomes the next pair.
async fn rotate(db: &mut Connection, given: &str, pair: &Pair, now: Micros) -> Result<Granted, StoreError> {
    let Some((grant, generation)) = grants::lock_by_refresh_token(db, given, now).await? else {
        return Ok(Granted::No);
    };
    if grant.revoked_at.is_some() {
        return Ok(Granted::No);
    }
    let next = if generation == grant.generation {
        grant.generation + 1
    } else if generation + 1 == grant.generation {
        // The newest was never used: its reply was lost. It is given out again.
        grant.generation
    } else {
        tracing::warn!("an old refresh token was used again; its grant is ended");
        grants::revoke(db, grant.id, now).await?;
        return Ok(Granted::No);
    };
    pair.keep(db, grant.id, next, now).await?;
    Ok(Granted::Yes)
}

//! Tokens: a code becomes a pair, a refresh token becomes the next pair, and a sign-out ends them all.

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

use super::rotation::{Rotation, rotation};
use super::{ACCESS_SECONDS, CLIENT_ID};
use crate::app::App;
use crate::body::Form;
use crate::problem::{self, Refusal};
use crate::secrets::{Secret, digest, owner, secret, token_of};
use crate::store::codes::Code;
use crate::store::grants::Grant;
use crate::store::{Connection, StoreError, codes, grants};

/// Most and fewest characters of a PKCE verifier (RFC 7636).
const VERIFIER_CHARS: std::ops::RangeInclusive<usize> = 43..=128;

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
    let (drawn, now) = (Drawn::now()?, app.now());
    let granted = match request.grant_type.as_str() {
        "authorization_code" => {
            app.store
                .write(move |db| Box::pin(async move { redeem(db, &request, &drawn, now).await }))
                .await?
        }
        "refresh_token" => {
            let given = request.refresh_token;
            app.store.write(move |db| Box::pin(async move { rotate(db, &given, &drawn, now).await })).await?
        }
        "" => return Err(problem::invalid_request("grant_type is missing")),
        _ => return Err(problem::unsupported_grant_type()),
    };
    let Some(pair) = granted else { return Err(problem::invalid_grant()) };
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];
    Ok((headers, axum::Json(pair.reply())).into_response())
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
    let work = app.store.write(move |db| {
        Box::pin(async move {
            match grants::lock(db, owner(&request.token), &digest(&request.token)).await? {
                Some(grant) => grants::end(db, grant.id).await,
                None => Ok(()),
            }
        })
    });
    work.await?;
    Ok(StatusCode::OK)
}

/// What makes the next pair of tokens secret, drawn before it is known whether they are given out.
#[derive(Clone)]
struct Drawn {
    access: Secret,
    refresh: Secret,
}

impl Drawn {
    fn now() -> Result<Self, getrandom::Error> {
        Ok(Self { access: secret()?, refresh: secret()? })
    }

    fn of(&self, grant: Uuid) -> Pair {
        Pair { access: token_of(grant, &self.access), refresh: token_of(grant, &self.refresh) }
    }
}

/// A pair of tokens.
struct Pair {
    access: String,
    refresh: String,
}

impl Pair {
    fn kept(&self) -> grants::Pair {
        grants::Pair { access: digest(&self.access), refresh: digest(&self.refresh) }
    }

    fn reply(self) -> TokenReply {
        TokenReply {
            access_token: self.access,
            token_type: "Bearer",
            expires_in: ACCESS_SECONDS,
            refresh_token: self.refresh,
        }
    }
}

/// A code becomes a grant with its first pair.
async fn redeem(
    db: &mut Connection,
    request: &TokenRequest,
    drawn: &Drawn,
    now: Micros,
) -> Result<Option<Pair>, StoreError> {
    let Some(code) = codes::lock(db, &digest(&request.code)).await? else { return Ok(None) };
    if let Some(grant) = code.grant {
        // Used twice: somebody else has it too, so what came of it ends (RFC 6749, section 4.1.2).
        grants::end(db, grant).await?;
        return Ok(None);
    }
    if code.expires_at <= now || !is_holder(&code, request) {
        return Ok(None);
    }
    let id = Uuid::new_v4();
    let pair = drawn.of(id);
    codes::mark_used(db, &code.digest, id).await?;
    let grant = Grant {
        id,
        registrant: code.registrant,
        email: code.email,
        device: code.device,
        device_name: code.device_name,
        tokens: pair.kept(),
        before: grants::Pair::default(),
        created_at: now,
        used_at: now,
    };
    grants::insert(db, &grant).await?;
    Ok(Some(pair))
}

fn is_holder(code: &Code, request: &TokenRequest) -> bool {
    let verifier = request.code_verifier.as_bytes();
    VERIFIER_CHARS.contains(&verifier.len())
        && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == code.challenge
        && request.redirect_uri == code.redirect_uri
}

/// A refresh token becomes the next pair.
async fn rotate(
    db: &mut Connection,
    given: &str,
    drawn: &Drawn,
    now: Micros,
) -> Result<Option<Pair>, StoreError> {
    let given_digest = digest(given);
    let Some(grant) = grants::lock(db, owner(given), &given_digest).await? else { return Ok(None) };
    match rotation(&grant, &given_digest, now) {
        Rotation::Renewed { before } => {
            let pair = drawn.of(grant.id);
            grants::renew(db, grant.id, &pair.kept(), &before, now).await?;
            Ok(Some(pair))
        }
        Rotation::Replayed => {
            tracing::warn!(grant = %grant.id, "a refresh token was used by a second holder; its grant is ended");
            grants::end(db, grant.id).await?;
            Ok(None)
        }
        Rotation::Refused => Ok(None),
    }
}

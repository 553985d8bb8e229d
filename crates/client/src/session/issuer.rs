//! The College as issuer of tokens (OAuth 2.1): the addresses, and trading codes and refresh tokens.

use std::time::Duration;

use portal_forms::Micros;
use portal_protocol::Problem;
use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Clock;
use crate::obstacle::Obstacle;
use crate::remote::Remote;
use crate::sync::Failed;

/// This application, as the issuer knows it.
pub(super) const CLIENT_ID: &str = "portal-desktop";
/// An access token is renewed when it would run out within this time.
const RENEW_BEFORE: Duration = Duration::from_secs(30);

/// What the token endpoint says of a grant (RFC 6749, 5.2); other words are somebody else's.
const OAUTH_ERRORS: [&str; 6] = [
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
];

/// Why the issuer gave no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssuerError {
    /// The College cannot be reached, or is not itself; what is in the way, if that is known.
    #[error("the issuer cannot be reached: {0:?}")]
    Unreachable(Option<Obstacle>),
    /// The code or the refresh token is not good (any more): the person must sign in again.
    #[error("the issuer does not accept it: {0}")]
    Invalid(String),
    /// This version of the application is too old.
    #[error("the issuer asks for a newer version")]
    UpdateNeeded,
}

/// An access token for now and a refresh token for later.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Tokens {
    pub(crate) refresh: String,
    /// Not kept across starts.
    #[serde(skip)]
    access: Option<Access>,
}

#[derive(Clone)]
struct Access {
    token: String,
    expires_at: Micros,
}

impl Tokens {
    /// The access token while it is good.
    pub(crate) fn access(&self, now: Micros) -> Option<&str> {
        self.access.as_ref().filter(|access| now < access.expires_at).map(|access| access.token.as_str())
    }

    /// The College did not take the access token: it is not used again.
    pub(crate) fn forget_access(&mut self, token: &str) {
        self.access.take_if(|access| access.token == token);
    }
}

/// The token endpoint and its neighbours.
#[derive(Clone)]
pub(crate) struct Issuer {
    remote: Remote,
    clock: Clock,
}

#[derive(Deserialize)]
struct TokenReply {
    access_token: String,
    refresh_token: String,
    expires_in: u64,
}

#[derive(Deserialize)]
struct TokenRefusal {
    error: String,
}

impl Issuer {
    pub(crate) fn new(remote: Remote, clock: Clock) -> Issuer {
        Issuer { remote, clock }
    }

    pub(super) fn authorize_url(&self) -> Url {
        self.remote.at("/authorize")
    }

    /// Whether this is how the issuer that was asked is called.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.remote.at("").as_str().trim_end_matches('/') == name.trim_end_matches('/')
    }

    /// Checks that it was this issuer that sent the browser back (RFC 9207): by the name that came with it, or, where none did, by whether
    /// it would have named itself.
    pub(super) async fn check_name(&self, came: Option<&str>) -> Result<(), IssuerError> {
        let other = || IssuerError::Invalid("another issuer answered".to_owned());
        if let Some(name) = came {
            return if self.is_called(name) { Ok(()) } else { Err(other()) };
        }
        let Some(said) = self.remote.issuer().await.map_err(|failed| unreachable(&failed))? else {
            return Ok(());
        };
        let would_name_itself = said.authorization_response_iss_parameter_supported;
        if would_name_itself || !self.is_called(&said.issuer) { Err(other()) } else { Ok(()) }
    }

    /// Trades the code from the browser for tokens.
    pub(super) async fn redeem(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
        device: Uuid,
    ) -> Result<Tokens, IssuerError> {
        self.ask(&[
            ("grant_type", "authorization_code"),
            ("client_id", CLIENT_ID),
            ("code", code),
            ("code_verifier", verifier),
            ("redirect_uri", redirect),
            ("device_id", &device.to_string()),
        ])
        .await
    }

    /// Trades the refresh token for new tokens. When the reply is lost, the same token may be used again.
    pub(crate) async fn refresh(&self, refresh: &str) -> Result<Tokens, IssuerError> {
        self.ask(&[("grant_type", "refresh_token"), ("client_id", CLIENT_ID), ("refresh_token", refresh)])
            .await
    }

    /// Makes the tokens of this device worthless. Best effort: without a connection they run out by themselves.
    pub(crate) async fn revoke(&self, refresh: &str) {
        let form = [("client_id", CLIENT_ID), ("token", refresh), ("token_type_hint", "refresh_token")];
        if !self.remote.revoke(&form).await {
            tracing::info!("the tokens could not be revoked now");
        }
    }

    async fn ask(&self, form: &[(&str, &str)]) -> Result<Tokens, IssuerError> {
        let asked_at = self.clock.now();
        match self.remote.token::<TokenReply>(form).await.map_err(|failed| unreachable(&failed))? {
            Ok(reply) => Ok(tokens(reply, asked_at)),
            Err((status, content)) => Err(refusal(status, &content)),
        }
    }
}

/// What a refusal means, if it is the College's.
fn refusal(status: StatusCode, content: &[u8]) -> IssuerError {
    let problem = serde_json::from_slice::<Problem>(content).ok().filter(Problem::is_of_college);
    let oauth = serde_json::from_slice::<TokenRefusal>(content).map(|refusal| refusal.error).ok();
    let reason = oauth
        .filter(|error| OAUTH_ERRORS.contains(&error.as_str()))
        .or_else(|| problem.as_ref().map(|problem| problem.code.clone()));
    match (status, reason) {
        (StatusCode::UPGRADE_REQUIRED, Some(_)) => IssuerError::UpdateNeeded,
        (StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED, Some(reason)) => IssuerError::Invalid(reason),
        (_, Some(_)) => IssuerError::Unreachable(Some(Obstacle::Busy)),
        (status, None) => IssuerError::Unreachable(Some(Obstacle::of_status(status))),
    }
}

fn tokens(reply: TokenReply, asked_at: Micros) -> Tokens {
    let lifetime = Duration::from_secs(reply.expires_in).saturating_sub(RENEW_BEFORE);
    let expires_at =
        Micros(asked_at.0.saturating_add(i64::try_from(lifetime.as_micros()).unwrap_or(i64::MAX)));
    Tokens { refresh: reply.refresh_token, access: Some(Access { token: reply.access_token, expires_at }) }
}

fn unreachable(failed: &Failed) -> IssuerError {
    match failed {
        Failed::Obstructed(obstacle) => IssuerError::Unreachable(Some(*obstacle)),
        Failed::Unreadable => IssuerError::Unreachable(Some(Obstacle::Unreadable)),
        Failed::Unreachable | Failed::Refused { .. } => IssuerError::Unreachable(None),
    }
}

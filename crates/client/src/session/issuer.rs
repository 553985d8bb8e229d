//! The College as issuer of tokens (OAuth 2.1): the addresses, and trading codes and refresh tokens.

use std::time::Duration;

use portal_forms::Micros;
use portal_wire::sync::Problem;
use reqwest::{Client, StatusCode, Url};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// This application, as the issuer knows it.
pub(super) const CLIENT_ID: &str = "portal-desktop";
/// An access token is renewed when it would run out within this time.
const RENEW_BEFORE: Duration = Duration::from_secs(30);

/// Why the issuer gave no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssuerError {
    /// The College cannot be reached, or is not itself.
    #[error("the issuer cannot be reached")]
    Unreachable,
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
    client: Client,
    base: Url,
    clock: crate::clock::Clock,
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
    pub(crate) fn new(client: Client, base: Url, clock: crate::clock::Clock) -> Issuer {
        Issuer { client, base, clock }
    }

    pub(super) fn authorize_url(&self) -> Url {
        self.at("/authorize")
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
        if let Err(error) = self.client.post(self.at("/revoke")).form(&form).send().await {
            tracing::info!(error = %error.without_url(), "the tokens could not be revoked now");
        }
    }

    async fn ask(&self, form: &[(&str, &str)]) -> Result<Tokens, IssuerError> {
        let asked_at = self.clock.now();
        let reply = self.client.post(self.at("/token")).form(form).send().await.map_err(unreachable)?;
        let status = reply.status();
        let body = reply.bytes().await.map_err(unreachable)?;
        if status.is_success() {
            let reply: TokenReply = serde_json::from_slice(&body).map_err(|_| IssuerError::Unreachable)?;
            return Ok(tokens(reply, asked_at));
        }
        if status == StatusCode::UPGRADE_REQUIRED {
            return Err(IssuerError::UpdateNeeded);
        }
        if status == StatusCode::BAD_REQUEST || status == StatusCode::UNAUTHORIZED {
            let oauth = serde_json::from_slice::<TokenRefusal>(&body).map(|refusal| refusal.error);
            let reason =
                oauth.or_else(|_| serde_json::from_slice::<Problem>(&body).map(|problem| problem.code));
            return reason.map_or(Err(IssuerError::Unreachable), |reason| Err(IssuerError::Invalid(reason)));
        }
        Err(IssuerError::Unreachable)
    }

    fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }
}

fn tokens(reply: TokenReply, asked_at: Micros) -> Tokens {
    let lifetime = Duration::from_secs(reply.expires_in).saturating_sub(RENEW_BEFORE);
    let expires_at =
        Micros(asked_at.0.saturating_add(i64::try_from(lifetime.as_micros()).unwrap_or(i64::MAX)));
    Tokens { refresh: reply.refresh_token, access: Some(Access { token: reply.access_token, expires_at }) }
}

/// Addresses carry nothing secret here, but logs stay short without them.
fn unreachable(error: reqwest::Error) -> IssuerError {
    tracing::info!(error = %error.without_url(), "the issuer cannot be reached");
    IssuerError::Unreachable
}

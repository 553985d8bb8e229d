//! One try to sign in: PKCE, state, the link for the browser, and what comes back to the loopback address.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Url;
use ring::digest::{SHA256, digest};
use uuid::Uuid;

use super::issuer::{CLIENT_ID, Issuer, IssuerError, Tokens};
use super::loopback::{Loopback, Returned};
use crate::keys::{KeyError, random_bytes};
use portal_texts::Texts;

/// A link that was not used by then is given up.
const TIME_LIMIT: Duration = Duration::from_secs(600);

/// Why a try to sign in ended without tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInError {
    /// The person did not come back within ten minutes.
    #[error("nobody came back from the browser in time")]
    TimedOut,
    /// The person said no on the College's page.
    #[error("signing in was refused on the College's page: {0}")]
    Denied(String),
    /// The token endpoint did not give tokens.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// No port on the loopback address, or the listener failed.
    #[error("the loopback address cannot be used: {0}")]
    Loopback(#[from] std::io::Error),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] KeyError),
}

/// A try that waits for the browser.
pub(crate) struct SignIn {
    link: Url,
    redirect: String,
    state: String,
    verifier: String,
    loopback: Loopback,
    device: Uuid,
}

impl SignIn {
    /// Listens on the loopback address and makes the link. `device` is this computer's id, `name` what it is called.
    pub(crate) async fn begin(issuer: &Issuer, device: Uuid, name: &str) -> Result<SignIn, SignInError> {
        let loopback = Loopback::listen().await?;
        let redirect = loopback.address();
        let (state, verifier) = (random_text()?, random_text()?);
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        let mut link = issuer.authorize_url();
        link.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", CLIENT_ID)
            .append_pair("redirect_uri", &redirect)
            .append_pair("state", &state)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("device_id", &device.to_string())
            .append_pair("device_name", name);
        Ok(SignIn { link, redirect, state, verifier, loopback, device })
    }

    /// For the browser, or to be copied.
    pub(crate) fn link(&self) -> &str {
        self.link.as_str()
    }

    /// Waits for the person and trades the code for tokens. Dropping the future gives the try up.
    pub(crate) async fn finish(self, texts: &Texts, issuer: &Issuer) -> Result<Tokens, SignInError> {
        let is_called = |name: &str| issuer.is_called(name);
        let returned =
            tokio::time::timeout(TIME_LIMIT, self.loopback.wait_for(texts, &self.state, is_called))
                .await
                .map_err(|_| SignInError::TimedOut)??;
        match returned {
            Returned::Code { code, issuer: came } => {
                issuer.check_name(came.as_deref()).await?;
                Ok(issuer.redeem(&code, &self.verifier, &self.redirect, self.device).await?)
            }
            Returned::Denied(reason) => Err(SignInError::Denied(reason)),
        }
    }
}

/// 256 random bits as URL-safe text: for `state` and for the code verifier (RFC 7636 asks for 43 characters).
fn random_text() -> Result<String, KeyError> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?.as_slice()))
}

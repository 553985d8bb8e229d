//! Keeps the tokens of the account that is open: one renewal at a time, and the new refresh token is kept before the new
//! access token is used, so that a crash in between only needs the grace the College gives.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::issuer::{Issuer, IssuerError, Tokens};
use crate::clock::Clock;
use crate::keys::Keychain;
use crate::obstacle::Obstacle;
use crate::store::{Store, StoreError, meta};

/// Why there is no access token now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenError {
    /// The person must sign in again.
    #[error("signing in again is needed")]
    SignInNeeded,
    /// The application is too old.
    #[error("an update is needed")]
    UpdateNeeded,
    /// The College cannot be reached, for what is in the way, or the new tokens could not be kept: later.
    #[error("no token for now")]
    NotNow(Option<Obstacle>),
}

/// Where tokens are kept between starts.
#[derive(Clone)]
pub(crate) enum TokenPlace {
    /// In the system's keychain under this name.
    Keychain { keychain: Arc<dyn Keychain>, name: String },
    /// In the account's encrypted file.
    Store(Arc<Mutex<Store>>),
}

impl TokenPlace {
    pub(crate) async fn read(&self) -> Option<Tokens> {
        match self {
            TokenPlace::Keychain { keychain, name } => {
                let (keychain, name) = (Arc::clone(keychain), name.clone());
                let secret = blocking(move || keychain.read(&name)).await?.ok()??;
                serde_json::from_slice(&secret).ok()
            }
            TokenPlace::Store(store) => {
                meta::get(store.lock().await.connection(), meta::Name::Tokens).await.ok()?
            }
        }
    }

    /// Keeps the tokens. False when that was not possible.
    pub(crate) async fn keep(&self, tokens: &Tokens) -> bool {
        match self {
            TokenPlace::Keychain { keychain, name } => {
                let (keychain, name) = (Arc::clone(keychain), name.clone());
                let Ok(secret) = serde_json::to_vec(tokens).map(zeroize::Zeroizing::new) else {
                    return false;
                };
                matches!(blocking(move || keychain.write(&name, &secret)).await, Some(Ok(())))
            }
            TokenPlace::Store(store) => {
                meta::set(store.lock().await.connection(), meta::Name::Tokens, tokens).await.is_ok()
            }
        }
    }

    pub(crate) async fn forget(&self) -> Result<(), StoreError> {
        match self {
            TokenPlace::Keychain { keychain, name } => {
                let (keychain, name) = (Arc::clone(keychain), name.clone());
                if !matches!(blocking(move || keychain.remove(&name)).await, Some(Ok(()))) {
                    tracing::warn!("the keychain did not forget the tokens; they are revoked at the College");
                }
                Ok(())
            }
            TokenPlace::Store(store) => {
                meta::remove(store.lock().await.connection(), meta::Name::Tokens).await
            }
        }
    }
}

/// Runs what may block; nothing when the runtime is shutting down.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// The tokens of the open account.
pub(crate) struct TokenKeeper {
    issuer: Issuer,
    clock: Clock,
    place: TokenPlace,
    tokens: Mutex<Option<Tokens>>,
}

impl TokenKeeper {
    pub(crate) fn new(
        issuer: Issuer,
        clock: Clock,
        place: TokenPlace,
        tokens: Option<Tokens>,
    ) -> TokenKeeper {
        TokenKeeper { issuer, clock, place, tokens: Mutex::new(tokens) }
    }

    /// A good access token, renewed if needed.
    pub(crate) async fn access(&self) -> Result<String, TokenError> {
        let mut tokens = self.tokens.lock().await;
        let current = tokens.as_mut().ok_or(TokenError::SignInNeeded)?;
        if let Some(access) = current.access(self.clock.now()) {
            return Ok(access.to_owned());
        }
        let renewed = match self.issuer.refresh(&current.refresh).await {
            Ok(renewed) => renewed,
            Err(IssuerError::Unreachable(obstacle)) => return Err(TokenError::NotNow(obstacle)),
            Err(IssuerError::UpdateNeeded) => return Err(TokenError::UpdateNeeded),
            Err(IssuerError::Invalid(reason)) => {
                tracing::info!(reason, "the refresh token is not accepted any more");
                return Err(TokenError::SignInNeeded);
            }
        };
        if !self.place.keep(&renewed).await {
            return Err(TokenError::NotNow(None));
        }
        let access = renewed.access(self.clock.now()).map(str::to_owned).ok_or(TokenError::NotNow(None))?;
        *current = renewed;
        Ok(access)
    }

    /// The College did not take this access token.
    pub(crate) async fn not_taken(&self, access: &str) {
        if let Some(tokens) = self.tokens.lock().await.as_mut() {
            tokens.forget_access(access);
        }
    }

    /// The person signed in again.
    pub(crate) async fn replace(&self, tokens: Tokens) -> bool {
        let kept = self.place.keep(&tokens).await;
        *self.tokens.lock().await = Some(tokens);
        kept
    }

    /// Forgets the tokens here and, if it can be reached, at the College.
    pub(crate) async fn sign_out(&self) -> Result<(), StoreError> {
        let tokens = self.tokens.lock().await.take();
        self.place.forget().await?;
        if let Some(tokens) = tokens {
            self.issuer.revoke(&tokens.refresh).await;
        }
        Ok(())
    }
}

//! Signing in: opening the browser, waiting for it to come back, entering the account.

use std::sync::Arc;

use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_texts::Texts;
use portal_wire::window::{Changed, Failure, Session, SignInLink};

use super::{Portal, State};
use crate::failure;
use crate::session::{IssuerError, Opening, SignIn, SignInError, Tokens};
use crate::sync::{Failed, Input};

impl Portal {
    /// `sign_in`: opens the College's sign-in page in the browser. An earlier try is given up.
    pub async fn sign_in(&self) -> Result<SignInLink, Failure> {
        let inner = &self.0;
        let try_ = SignIn::begin(&inner.issuer, inner.device.0, &inner.settings.device_name)
            .await
            .map_err(|error| failure::refused(sentence(&error)))?;
        let link = try_.link().to_owned();
        let mut state = inner.state.lock().await;
        let before = match &*state {
            State::SignedIn(signed_in) => Some(Arc::clone(signed_in)),
            State::SigningIn { task, before, .. } => {
                task.abort();
                before.clone()
            }
            _ => None,
        };
        let portal = self.clone();
        let task = tokio::spawn(async move { portal.wait_for(try_).await });
        *state = State::SigningIn { link: link.clone(), task, before };
        drop(state);
        inner.events.changed(Changed::Session);
        let browser = Arc::clone(&inner.settings.browser);
        let address = link.clone();
        let browser_opened =
            tokio::task::spawn_blocking(move || browser.open(&address)).await.unwrap_or(false);
        Ok(SignInLink { link, browser_opened })
    }

    /// `cancel_sign_in`: gives up a sign-in that was started.
    pub async fn cancel_sign_in(&self) -> Session {
        let mut state = self.0.state.lock().await;
        if let State::SigningIn { task, before, .. } = &*state {
            task.abort();
            *state = match before {
                Some(signed_in) => State::SignedIn(Arc::clone(signed_in)),
                None => State::SignedOut { notice: None },
            };
        }
        drop(state);
        self.session_changed().await
    }

    async fn wait_for(&self, try_: SignIn) {
        let outcome = try_.finish(&self.0.issuer).await;
        let mut state = self.0.state.lock().await;
        let State::SigningIn { before, .. } = &*state else { return };
        let before = before.clone();
        let next = match outcome {
            Ok(tokens) => self.enter(tokens, before).await,
            Err(error) => {
                tracing::info!(%error, "signing in ended without tokens");
                after_failure(before, sentence(&error))
            }
        };
        *state = next;
        drop(state);
        self.0.events.changed(Changed::Session);
    }

    /// The state after the College gave tokens.
    async fn enter(&self, tokens: Tokens, before: Option<Arc<super::SignedIn>>) -> State {
        let registrant = match self.whose(&tokens, self.now()).await {
            Ok(registrant) => registrant,
            Err(error) => {
                let id = match error {
                    Failed::Unreachable => "session-unreachable",
                    Failed::Refused { status: 426, .. } => "session-update",
                    Failed::Refused { .. } => "session-failed",
                };
                return after_failure(before, Texts::english().get(id));
            }
        };
        if let Some(signed_in) = before {
            if signed_in.who != registrant {
                self.0.issuer.revoke(&tokens.refresh).await;
                tracing::warn!("somebody else signed in while an account is open");
                return State::SignedIn(signed_in);
            }
            if !signed_in.tokens.replace(tokens).await {
                tracing::warn!("the tokens could not be kept: the next start asks to sign in again");
            }
            signed_in.tell(Input::SignedIn).await;
            return State::SignedIn(signed_in);
        }
        match self.0.accounts.enter(registrant).await {
            Ok(Opening::Opened(opened)) => match self.opened(Ok(*opened), Some(tokens)).await {
                Ok(state) => state,
                Err(failure) => State::SignedOut { notice: Some(failure.sentence) },
            },
            Ok(Opening::Locked) => State::Locked { registrant, tokens: Some(tokens) },
            Ok(Opening::ChoosePassphrase) => State::ChoosePassphrase { registrant, tokens },
            Err(error) => self.not_opened(&error),
        }
    }

    async fn whose(&self, tokens: &Tokens, now: Micros) -> Result<RegistrantId, Failed> {
        let access = tokens.access(now).ok_or(Failed::Unreachable)?;
        Ok(self.0.remote.me(access).await?.registrant)
    }
}

/// Back to where the person was. Whoever has an account open goes on working.
fn after_failure(before: Option<Arc<super::SignedIn>>, sentence: String) -> State {
    match before {
        Some(signed_in) => State::SignedIn(signed_in),
        None => State::SignedOut { notice: Some(sentence) },
    }
}

fn sentence(error: &SignInError) -> String {
    let id = match error {
        SignInError::TimedOut => "session-timed-out",
        SignInError::Denied(_) => "session-denied",
        SignInError::Issuer(IssuerError::Unreachable) => "session-unreachable",
        SignInError::Issuer(IssuerError::UpdateNeeded) => "session-update",
        SignInError::Issuer(IssuerError::Invalid(_)) | SignInError::Loopback(_) | SignInError::Random(_) => {
            "session-failed"
        }
    };
    Texts::english().get(id)
}

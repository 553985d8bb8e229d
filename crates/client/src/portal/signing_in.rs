//! Signing in: opening the browser, waiting for it to come back, entering the account.

use std::sync::Arc;
use std::time::Duration;

use portal_forms::DeviceId;
use portal_ipc::{Changed, Failure, Session, SignInLink};
use portal_record::RegistrantId;
use portal_texts::Texts;

use super::signed_in::SignedIn;
use super::{Before, Portal, State};
use crate::failure;
use crate::obstacle::Obstacle;
use crate::pages;
use crate::replica::SignInNotice;
use crate::session::{IssuerError, Opening, SignIn, SignInError, Tokens};
use crate::sync::{Failed, Input};

/// The browser opens after this time, whatever is known by then.
const PROBE_PATIENCE: Duration = Duration::from_secs(2);

impl Portal {
    /// `sign_in`: opens the College's sign-in page in the browser. An earlier try is given up.
    pub async fn sign_in(&self) -> Result<SignInLink, Failure> {
        let inner = &self.0;
        self.look_first().await?;
        let device = self.device().await;
        let try_ = SignIn::begin(&inner.issuer, device.0, &inner.settings.device_name)
            .await
            .map_err(|error| failure::refused(sentence(self.texts(), &error)))?;
        let link = try_.link().to_owned();
        let mut state = inner.state.lock().await;
        let before = match &*state {
            State::SignedIn(signed_in) => Before::Open(Arc::clone(signed_in)),
            State::Locked { registrant, tokens, .. } => Before::Locked(*registrant, tokens.clone()),
            State::SigningIn { task, before, .. } => {
                task.abort();
                before.clone()
            }
            State::SignedOut { .. } | State::ChoosePassphrase { .. } => Before::Nobody,
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

    /// As which device a person signs in: that of the account that is open, which may have had to take an id of its own.
    async fn device(&self) -> DeviceId {
        let open = match &*self.0.state.lock().await {
            State::SignedIn(signed_in) | State::SigningIn { before: Before::Open(signed_in), .. } => {
                Some(Arc::clone(signed_in))
            }
            _ => None,
        };
        match open {
            Some(signed_in) => signed_in.replica.lock().await.device,
            None => self.0.device(),
        }
    }

    /// A connection that cannot be trusted, or that leads elsewhere, is told before a password is typed into it.
    async fn look_first(&self) -> Result<(), Failure> {
        match tokio::time::timeout(PROBE_PATIENCE, self.0.remote.probe()).await {
            Ok(Err(Failed::Obstructed(obstacle))) => Err(failure::obstructed(self.texts(), obstacle)),
            // Anything else shows in the browser, or on the way back.
            _ => Ok(()),
        }
    }

    /// `cancel_sign_in`: gives up a sign-in that was started.
    pub async fn cancel_sign_in(&self) -> Session {
        let mut state = self.0.state.lock().await;
        if let State::SigningIn { task, before, .. } = &*state {
            task.abort();
            *state = match before {
                Before::Open(signed_in) => State::SignedIn(Arc::clone(signed_in)),
                before => before.closed(None),
            };
        }
        drop(state);
        self.session_changed().await
    }

    async fn wait_for(&self, try_: SignIn) {
        let link = try_.link().to_owned();
        let signed_in = match try_.finish(self.texts(), &self.0.issuer).await {
            Ok(tokens) => self.whose(&tokens).await.map(|who| (who, tokens)),
            Err(error) => {
                tracing::info!(%error, "signing in ended without tokens");
                Err(sentence(self.texts(), &error))
            }
        };
        let Some(before) = self.before(&link).await else { return };
        // The keychain may ask the person; meanwhile the window can still ask for the state, or give the try up.
        let next = match (signed_in, before) {
            (Ok((who, tokens)), Before::Open(before)) => self.sign_in_again(before, who, tokens).await,
            (Ok((who, tokens)), _) => self.enter(who, tokens).await,
            (Err(sentence), Before::Open(before)) => self.back_to(before, Some(sentence)).await,
            (Err(sentence), before) => before.closed(Some(sentence)),
        };
        let mut state = self.0.state.lock().await;
        if matches!(&*state, State::SigningIn { link: current, .. } if *current == link) {
            *state = next;
        }
        drop(state);
        self.0.events.changed(Changed::Session);
    }

    /// What was before this try; nothing when the try is not the current one any more.
    async fn before(&self, link: &str) -> Option<Before> {
        match &*self.0.state.lock().await {
            State::SigningIn { link: current, before, .. } if *current == link => Some(before.clone()),
            _ => None,
        }
    }

    /// The account is open already; the College only asked who is there.
    async fn sign_in_again(&self, before: Arc<SignedIn>, who: RegistrantId, tokens: Tokens) -> State {
        if before.who != who {
            self.0.issuer.revoke(&tokens.refresh).await;
            let sentence = self.texts().get("session-other-person");
            return self.back_to(before, Some(sentence)).await;
        }
        if !before.tokens.replace(tokens).await {
            tracing::warn!("the tokens could not be kept: the next start asks to sign in again");
        }
        let device = before.replica.lock().await.device;
        if let Err(error) = self.0.accounts.keep_device(device.0) {
            tracing::warn!(%error, "the next start asks to sign in again");
        }
        before.tell(Input::SignedIn).await;
        self.back_to(before, None).await
    }

    /// Whoever has an account open goes on working in it; why signing in again failed is said beside the state of sync.
    async fn back_to(&self, before: Arc<SignedIn>, notice: Option<String>) -> State {
        let mut replica = before.replica.lock().await;
        replica.sign_in_notice = notice.map(SignInNotice::Failed);
        self.0.events.status(pages::status(self.texts(), &replica, self.clock()));
        drop(replica);
        State::SignedIn(before)
    }

    /// The state after the College gave tokens to somebody who has no account open.
    async fn enter(&self, registrant: RegistrantId, tokens: Tokens) -> State {
        match self.0.accounts.enter(registrant).await {
            Ok(Opening::Opened(opened)) => match self.opened(Ok(*opened), Some(tokens)).await {
                Ok(state) => state,
                Err(failure) => State::SignedOut { notice: Some(failure.sentence) },
            },
            Ok(Opening::Locked) => State::Locked { registrant, tokens: Some(tokens), notice: None },
            Ok(Opening::SignedOut) => State::SignedOut { notice: None },
            Ok(Opening::ChoosePassphrase) => State::ChoosePassphrase { registrant, tokens },
            Err(error) => self.not_opened(&error),
        }
    }

    /// Whose tokens these are, or the sentence that says why that is not known.
    async fn whose(&self, tokens: &Tokens) -> Result<RegistrantId, String> {
        let asked = match tokens.access(self.now()) {
            Some(access) => self.0.remote.me(access).await,
            None => Err(Failed::Unreachable),
        };
        asked.map(|me| me.registrant).map_err(|failed| {
            let id = match failed {
                Failed::Obstructed(obstacle) => return not_signed_in(self.texts(), obstacle),
                Failed::Unreadable => return not_signed_in(self.texts(), Obstacle::Unreadable),
                Failed::Unreachable => "session-unreachable",
                Failed::Refused { status: 426, .. } => "session-update",
                Failed::Refused { .. } => "session-failed",
            };
            self.texts().get(id)
        })
    }
}

impl Before {
    /// The state without anybody's portal open, with what the person should read first.
    fn closed(&self, notice: Option<String>) -> State {
        match self {
            Before::Locked(registrant, tokens) => {
                State::Locked { registrant: *registrant, tokens: tokens.clone(), notice }
            }
            Before::Nobody | Before::Open(_) => State::SignedOut { notice },
        }
    }
}

/// What was in the way when the browser had come back.
fn not_signed_in(texts: &Texts, obstacle: Obstacle) -> String {
    format!("{} {}", texts.get("session-not-signed-in"), obstacle.sentence(texts))
}

fn sentence(texts: &Texts, error: &SignInError) -> String {
    let id = match error {
        SignInError::TimedOut => "session-timed-out",
        SignInError::Denied(_) => "session-denied",
        SignInError::Issuer(IssuerError::Unreachable(Some(obstacle))) => {
            return not_signed_in(texts, *obstacle);
        }
        SignInError::Issuer(IssuerError::Unreachable(None)) => "session-unreachable",
        SignInError::Issuer(IssuerError::UpdateNeeded) => "session-update",
        SignInError::Issuer(IssuerError::Invalid(_)) | SignInError::Loopback(_) | SignInError::Random(_) => {
            "session-failed"
        }
    };
    texts.get(id)
}

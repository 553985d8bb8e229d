//! The one door to everything the desktop can do: a method for each command of the window, and the events that the core
//! sends by itself. Here the parts meet; the rules are theirs.

mod cases;
mod changes;
mod documents;
mod events;
mod once;
mod profile;
mod runner;
mod signed_in;
mod signing_in;
mod start;

use std::fs::File;
use std::sync::Arc;

use portal_forms::{DeviceId, Micros};
use portal_ipc::{Failure, FailureCode, Home, OutboxItem, Session, SignOut, Status, SyncState, Unlock};
use portal_record::{College, RegistrantId};
use portal_texts::Texts;
use tokio::sync::{Mutex, broadcast};
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::export::SavedFiles;
use crate::failure::{self, failure, signed_out};
use crate::pages;
use crate::remote::Remote;
use crate::session::{AccountError, Accounts, Issuer, Tokens};
use crate::settings::Settings;
use crate::sync::Input;

pub use documents::PrintJob;
pub use events::Event;
pub(crate) use events::Events;
use signed_in::SignedIn;
pub use start::StartError;

/// See the module. Cheap to clone; every clone is the same door.
#[derive(Clone)]
pub struct Portal(Arc<Inner>);

struct Inner {
    settings: Settings,
    accounts: Accounts,
    college: Arc<College>,
    remote: Remote,
    issuer: Issuer,
    /// The id of this computer when the application started.
    device: DeviceId,
    events: Events,
    state: Mutex<State>,
    /// Documents that were saved, so that they can be opened and shown.
    saved: Arc<SavedFiles>,
    /// Held for as long as the application runs: one instance per folder.
    _lock: File,
}

impl Inner {
    /// The id of this computer.
    fn device(&self) -> DeviceId {
        self.accounts.device().map_or(self.device, DeviceId)
    }

    /// The words for the person: chosen here, and passed to all that speaks to them.
    fn texts(&self) -> &'static Texts {
        Texts::of(self.settings.language)
    }
}

/// Where the application stands with its user.
enum State {
    SignedOut { notice: Option<String> },
    SigningIn { link: String, task: JoinHandle<()>, before: Before },
    ChoosePassphrase { registrant: RegistrantId, tokens: Tokens },
    Locked { registrant: RegistrantId, tokens: Option<Tokens>, notice: Option<String> },
    SignedIn(Arc<SignedIn>),
}

/// Whose portal was there when signing in was begun; it is there again when nothing comes of it.
#[derive(Clone)]
enum Before {
    Nobody,
    Locked(RegistrantId, Option<Tokens>),
    Open(Arc<SignedIn>),
}

impl Portal {
    /// What the core says by itself, from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    /// `session`: where the application stands with its user.
    pub async fn session(&self) -> Session {
        let state = self.0.state.lock().await;
        match &*state {
            State::SignedOut { notice } => Session::SignedOut { notice: notice.clone() },
            State::SigningIn { link, .. } => Session::SigningIn { link: link.clone() },
            State::ChoosePassphrase { .. } => Session::ChoosePassphrase,
            State::Locked { registrant, notice, .. } => Session::Locked {
                notice: notice.clone(),
                forgetting: start::unsent(
                    self.texts(),
                    "session-forgetting",
                    self.0.accounts.unsent(*registrant),
                ),
            },
            State::SignedIn(signed_in) => {
                let signed_in = Arc::clone(signed_in);
                drop(state);
                let tour = self.owes_tour(signed_in.who);
                Session::SignedIn { registrant: signed_in.registrant(self.now()).await, tour }
            }
        }
    }

    /// `home`: where do I stand.
    pub async fn home(&self) -> Result<Home, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        pages::home(self.texts(), &replica, self.now())
            .ok_or_else(|| failure::other(self.texts(), "failure-no-survey"))
    }

    /// `status`: saving and sync in words.
    pub async fn status(&self) -> Status {
        match self.signed_in().await {
            Ok(signed_in) => pages::status(self.texts(), &*signed_in.replica.lock().await, self.clock()),
            Err(failure) => {
                Status { sync: SyncState::SignInNeeded, sentence: failure.sentence, waiting: 0, clock: None }
            }
        }
    }

    /// `sync_now`: asks the sync engine to run now.
    pub async fn sync_now(&self) -> Result<(), Failure> {
        self.signed_in().await?.tell(Input::Wake).await;
        Ok(())
    }

    /// `outbox`: what waits to be sent.
    pub async fn outbox(&self) -> Result<Vec<OutboxItem>, Failure> {
        let signed_in = self.signed_in().await?;
        let replica = signed_in.replica.lock().await;
        Ok(pages::outbox(self.texts(), &replica, self.now()))
    }

    /// `choose_passphrase`: for a computer without a keychain.
    pub async fn choose_passphrase(&self, request: Unlock) -> Result<Session, Failure> {
        let passphrase = zeroize::Zeroizing::new(request.passphrase);
        if passphrase.chars().count() < crate::keys::PASSPHRASE_CHARS_MIN {
            return Err(failure::other(self.texts(), "failure-passphrase-short"));
        }
        let mut state = self.0.state.lock().await;
        let State::ChoosePassphrase { registrant, tokens } = &*state else {
            return Err(signed_out(self.texts()));
        };
        let (registrant, tokens) = (*registrant, tokens.clone());
        let opened = self.0.accounts.create_by_passphrase(registrant, passphrase).await;
        *state = self.opened(opened, Some(tokens)).await?;
        drop(state);
        Ok(self.session_changed().await)
    }

    /// `unlock`: opens the account's file with its passphrase.
    pub async fn unlock(&self, request: Unlock) -> Result<Session, Failure> {
        let passphrase = zeroize::Zeroizing::new(request.passphrase);
        let mut state = self.0.state.lock().await;
        let State::Locked { registrant, tokens, .. } = &*state else { return Err(signed_out(self.texts())) };
        let (registrant, tokens) = (*registrant, tokens.clone());
        let opened = self.0.accounts.unlock(registrant, passphrase).await;
        *state = self.opened(opened, tokens).await?;
        drop(state);
        Ok(self.session_changed().await)
    }

    /// `forget_passphrase`: lays the locked file aside, so that the person can sign in and choose another passphrase.
    pub async fn forget_passphrase(&self) -> Result<Session, Failure> {
        let mut state = self.0.state.lock().await;
        let State::Locked { registrant, tokens, .. } = &*state else { return Err(signed_out(self.texts())) };
        let notice = match self.0.accounts.set_aside(*registrant) {
            AccountError::SetAside(aside) => start::lying_aside(self.texts(), "session-forgotten", &aside),
            error => return Err(failure::refused(start::sentence(self.texts(), &error))),
        };
        if let Some(tokens) = tokens.clone() {
            let portal = self.clone();
            tokio::spawn(async move { portal.0.issuer.revoke(&tokens.refresh).await });
        }
        self.leave_behind();
        *state = State::SignedOut { notice: Some(notice) };
        drop(state);
        Ok(self.session_changed().await)
    }

    /// `sign_out`: refused while something waits to be sent, unless confirmed.
    pub async fn sign_out(&self, request: SignOut) -> Result<Session, Failure> {
        let mut state = self.0.state.lock().await;
        if let State::SignedIn(signed_in) = &*state {
            let waiting = signed_in.replica.lock().await.waiting();
            if waiting > 0 && !request.leave_unsent {
                let count = [("count", portal_texts::Argument::from(waiting))];
                return Err(failure::refused(self.texts().format("failure-unsent", &count)));
            }
            signed_in.close(self.texts(), &self.0.accounts, waiting == 0).await?;
        }
        if let Err(error) = self.0.accounts.clear_current() {
            tracing::error!(%error, "the account is still marked as signed in");
        }
        if let State::SigningIn { task, .. } = &*state {
            task.abort();
        }
        *state = State::SignedOut { notice: None };
        drop(state);
        Ok(self.session_changed().await)
    }

    /// Ends what runs in the background and folds the file's log, before the application ends.
    pub async fn close(&self) {
        let mut state = self.0.state.lock().await;
        if let State::SignedIn(signed_in) = &*state {
            signed_in.stop().await;
        }
        *state = State::SignedOut { notice: None };
    }

    fn now(&self) -> Micros {
        self.clock().now()
    }

    fn texts(&self) -> &'static Texts {
        self.0.texts()
    }

    fn clock(&self) -> &Clock {
        &self.0.settings.clock
    }

    async fn signed_in(&self) -> Result<Arc<SignedIn>, Failure> {
        match &*self.0.state.lock().await {
            State::SignedIn(signed_in) | State::SigningIn { before: Before::Open(signed_in), .. } => {
                Ok(Arc::clone(signed_in))
            }
            State::Locked { .. } => Err(failure(self.texts(), FailureCode::Locked, "failure-locked")),
            State::SignedOut { .. } | State::SigningIn { .. } | State::ChoosePassphrase { .. } => {
                Err(signed_out(self.texts()))
            }
        }
    }

    async fn session_changed(&self) -> Session {
        self.0.events.changed(portal_ipc::Changed::Session);
        self.session().await
    }
}

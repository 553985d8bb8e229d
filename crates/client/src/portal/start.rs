//! Opening the door: the folder, its lock, and the account that was signed in when the application last ran.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use portal_forms::DeviceId;
use portal_ipc::{Changed, Failure};
use portal_record::{College, RegistrantId, college::Unreadable};
use portal_texts::Texts;
use tokio::sync::Mutex;

use super::signed_in::SignedIn;
use super::{Events, Inner, Portal, State};
use crate::failure;
use crate::files;
use crate::remote::{NotAServer, Remote};
use crate::session::{AccountError, Accounts, Issuer, Opened, Opening, SetAside, Tokens};
use crate::settings::Settings;

/// After this time the window opens, whatever the keychain does.
const OPENING_PATIENCE: Duration = Duration::from_secs(2);

/// Somebody who closes the window and opens it again at once finds the first instance still putting its things away.
const ENDING_PATIENCE: Duration = Duration::from_secs(3);

/// Why the application cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another instance uses the folder.
    #[error("the application is running already")]
    AlreadyRunning,
    /// The folder cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The server's address is not one.
    #[error(transparent)]
    Server(#[from] NotAServer),
    /// What the College publishes cannot be read: a fault of the program.
    #[error(transparent)]
    College(#[from] Unreadable),
}

impl Portal {
    /// Opens the folder and, when somebody is signed in, their account. Works without any network.
    pub async fn open(settings: Settings) -> Result<Portal, StartError> {
        files::private_folder(&settings.data_dir)?;
        let lock = alone_in(&settings.data_dir).await?;
        let remote = Remote::new(&settings.server_url, settings.clock.clone())?;
        let server = settings.server_url.trim_end_matches('/').to_owned();
        let accounts = Accounts::new(&settings.data_dir, &server, Arc::clone(&settings.keychain));
        let portal = Portal(Arc::new(Inner {
            issuer: Issuer::new(remote.clone(), settings.clock.clone()),
            device: DeviceId(accounts.device()?),
            college: Arc::new(College::published()?),
            events: Events::new(),
            state: Mutex::new(State::SignedOut { notice: None }),
            accounts,
            remote,
            settings,
            saved: Arc::default(),
            _lock: lock,
        }));
        if let Some(registrant) = portal.0.accounts.current() {
            let resuming = portal.clone();
            let task = tokio::spawn(async move { resuming.resume(registrant).await });
            // The window must not wait for a keychain that waits for the person.
            if tokio::time::timeout(OPENING_PATIENCE, task).await.is_err() {
                portal.waits_for_keychain().await;
            }
        }
        Ok(portal)
    }

    /// Says what is waited for; signing in anew is possible meanwhile.
    async fn waits_for_keychain(&self) {
        let mut state = self.0.state.lock().await;
        if matches!(&*state, State::SignedOut { notice: None }) {
            let notice = Some(self.texts().get("session-waiting-keychain"));
            *state = State::SignedOut { notice };
        }
    }

    /// Opens the account that was signed in last, unless the person has gone on by then.
    async fn resume(&self, registrant: RegistrantId) {
        let state = match self.0.accounts.open(registrant).await {
            Ok(Opening::Opened(opened)) => self.opened(Ok(*opened), None).await,
            Ok(Opening::Locked) => Ok(State::Locked { registrant, tokens: None, notice: None }),
            Ok(Opening::ChoosePassphrase | Opening::SignedOut) => Ok(State::SignedOut { notice: None }),
            Err(error) => Ok(self.not_opened(&error)),
        };
        // A failure of `opened` has its sentence; nothing else can be done with it at the start.
        let state = state.unwrap_or_else(|failure| State::SignedOut { notice: Some(failure.sentence) });
        let mut current = self.0.state.lock().await;
        if matches!(&*current, State::SignedOut { .. }) {
            *current = state;
            drop(current);
            self.0.events.changed(Changed::Session);
        }
    }

    /// The state after an account was opened, or the failure for the page that asked. A file that was set aside leads
    /// back to signing in, where the person reads why.
    pub(super) async fn opened(
        &self,
        opened: Result<Opened, AccountError>,
        tokens: Option<Tokens>,
    ) -> Result<State, Failure> {
        let opened = match opened {
            Ok(opened) => opened,
            Err(AccountError::WrongPassphrase) => {
                return Err(failure::failure(
                    self.texts(),
                    portal_ipc::FailureCode::WrongPassphrase,
                    "failure-wrong-passphrase",
                ));
            }
            Err(error @ AccountError::SetAside(_)) => return Ok(self.not_opened(&error)),
            Err(error) => return Err(failure::refused(sentence(self.texts(), &error))),
        };
        let registrant = opened.registrant;
        let signed_in = match SignedIn::begin(&self.0, opened, tokens).await {
            Ok(signed_in) => signed_in,
            // The file opens, but what stands in it is damaged.
            Err(error) if error.is_damage() => {
                return Ok(self.not_opened(&self.0.accounts.set_aside(registrant)));
            }
            Err(error) => {
                tracing::error!(%error, "the account could not be read");
                return Err(failure::other(self.texts(), "session-not-opened"));
            }
        };
        if let Err(error) = self.0.accounts.set_current(registrant) {
            tracing::error!(%error, "the account will have to be signed in again at the next start");
        }
        Ok(State::SignedIn(Arc::new(signed_in)))
    }

    /// Signed out, with the reason to read. Only an account that is not there any more is left behind; others may open later.
    pub(super) fn not_opened(&self, error: &AccountError) -> State {
        if matches!(error, AccountError::SetAside(_) | AccountError::Gone(_)) {
            self.leave_behind();
        }
        State::SignedOut { notice: Some(sentence(self.texts(), error)) }
    }

    /// The next start begins with signing in.
    pub(super) fn leave_behind(&self) {
        if let Err(error) = self.0.accounts.clear_current() {
            tracing::error!(%error, "an account is still marked as signed in");
        }
    }
}

pub(super) fn sentence(texts: &Texts, error: &AccountError) -> String {
    tracing::error!(%error, "an account could not be opened");
    match error {
        AccountError::SetAside(aside) => lying_aside(texts, "session-set-aside", aside),
        AccountError::Gone(place) => texts.format(
            "session-gone",
            &[("place", place.display().to_string()), ("unsent", unsent(texts, "session-unsent", None))],
        ),
        AccountError::Keychain(_) => texts.get("session-keychain"),
        AccountError::Newer => texts.get("session-newer"),
        AccountError::Full => texts.get("session-full"),
        AccountError::WrongPassphrase => texts.get("failure-wrong-passphrase"),
        AccountError::Other(_) => texts.get("session-not-opened"),
    }
}

/// Where an account lies aside, and what of it the College never got.
pub(super) fn lying_aside(texts: &Texts, id: &str, aside: &SetAside) -> String {
    let unsent = unsent(texts, "session-unsent", aside.unsent);
    texts.format(id, &[("place", aside.place.display().to_string()), ("unsent", unsent)])
}

/// The sentence of this id on how much has not reached the College.
pub(super) fn unsent(texts: &Texts, id: &str, count: Option<u64>) -> String {
    match count {
        Some(count) => texts.format(id, &[("count", portal_texts::Argument::from(count))]),
        None => texts.get(&format!("{id}-unknown")),
    }
}

/// The folder's lock, which an instance that ends gives back in a moment.
async fn alone_in(folder: &Path) -> Result<File, StartError> {
    let lock = File::create(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => return Ok(lock),
        Err(TryLockError::Error(error)) => return Err(StartError::Folder(error)),
        Err(TryLockError::WouldBlock) => {}
    }
    let waiting = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock));
    match tokio::time::timeout(ENDING_PATIENCE, waiting).await {
        Ok(Ok(locked)) => locked.map_err(StartError::Folder),
        Ok(Err(_)) | Err(_) => Err(StartError::AlreadyRunning),
    }
}

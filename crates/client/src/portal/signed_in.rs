//! An account that is open: its replica, its tokens and its sync.

use std::sync::Arc;

use portal_forms::Micros;
use portal_ipc::{Failure, Registrant};
use portal_record::{RegistrantId, eastern_day};
use portal_texts::Texts;
use tokio::sync::Mutex;

use super::Inner;
use super::runner::{Runner, Work};
use crate::drafts::Forms;
use crate::failure;
use crate::replica::{Ids, Replica, ReplicaError, Surroundings};
use crate::session::{Accounts, Opened, TokenKeeper, TokenPlace, Tokens};
use crate::store::Store;
use crate::sync::Input;

pub(super) struct SignedIn {
    pub(super) who: RegistrantId,
    pub(super) replica: Arc<Mutex<Replica>>,
    pub(super) tokens: Arc<TokenKeeper>,
    store: Arc<Mutex<Store>>,
    by_keychain: bool,
    runner: Mutex<Runner>,
}

impl SignedIn {
    /// Opens the replica and starts to sync. `tokens` are new ones; without them those that were kept are used.
    pub(super) async fn begin(
        inner: &Inner,
        opened: Opened,
        tokens: Option<Tokens>,
    ) -> Result<SignedIn, ReplicaError> {
        let Opened { registrant, store, by_keychain } = opened;
        let store = Arc::new(Mutex::new(store));
        let clock = inner.settings.clock.clone();
        let surroundings = Surroundings {
            registrant,
            device: inner.device(),
            college: Arc::clone(&inner.college),
            forms: Forms::published(),
            ids: Ids::system(),
        };
        let replica = match Replica::open(Arc::clone(&store) as _, surroundings, clock.now()).await {
            Ok(replica) => replica,
            Err(error) => {
                // A file that is going to be set aside is nobody's any more.
                if let Some(store) = Arc::into_inner(store) {
                    let closed = store.into_inner().close().await;
                    tracing::error!(%error, closed = closed.is_ok(), "an account's file cannot be read");
                }
                return Err(error);
            }
        };
        // It had to take an id of its own, and nobody has signed in with that yet.
        let is_another = replica.device != inner.device();
        if let Some(kept) = replica.college_time() {
            clock.restore(kept);
        }
        let place = if by_keychain {
            TokenPlace::Keychain {
                keychain: Arc::clone(&inner.settings.keychain),
                name: inner.accounts.tokens_name(registrant),
            }
        } else {
            TokenPlace::Store(Arc::clone(&store))
        };
        let kept = place.read().await;
        let keeper = TokenKeeper::new(inner.issuer.clone(), clock.clone(), place, kept);
        if let Some(tokens) = tokens
            && !keeper.replace(tokens).await
        {
            tracing::warn!("the tokens could not be kept: the next start asks to sign in again");
        }
        let (replica, tokens) = (Arc::new(Mutex::new(replica)), Arc::new(keeper));
        let runner = Runner::start(Work {
            texts: inner.texts(),
            replica: Arc::clone(&replica),
            remote: inner.remote.clone(),
            tokens: Arc::clone(&tokens),
            events: inner.events.clone(),
            clock,
        });
        if is_another {
            runner.tell(Input::OtherDevice);
        }
        Ok(SignedIn { who: registrant, replica, tokens, store, by_keychain, runner: Mutex::new(runner) })
    }

    /// Tells the sync engine what happened.
    pub(super) async fn tell(&self, input: Input) {
        self.runner.lock().await.tell(input);
    }

    /// The person named in the rail. Before the first fetch there is only the account.
    pub(super) async fn registrant(&self, now: Micros) -> Registrant {
        let replica = self.replica.lock().await;
        let identity = replica.record.identity.as_ref();
        let day = eastern_day(now);
        let class = replica.record.registration.class_on(day);
        Registrant {
            name: identity.map(|identity| identity.name_on(day).full()).unwrap_or_default(),
            cpso_number: identity.map(|identity| identity.cpso_number.to_string()).unwrap_or_default(),
            class: class
                .and_then(|held| replica.college.class(&held.class))
                .map(|class| class.name.clone())
                .unwrap_or_default(),
        }
    }

    /// Signs out: ends the sync, forgets the tokens, and throws the key away when nothing is left to be sent.
    pub(super) async fn close(
        &self,
        texts: &Texts,
        accounts: &Accounts,
        all_sent: bool,
    ) -> Result<(), Failure> {
        self.runner.lock().await.stop().await;
        self.tokens.sign_out().await.map_err(|error| failure::store(texts, &error))?;
        self.fold().await;
        if self.by_keychain
            && all_sent
            && let Err(error) = accounts.discard(self.who).await
        {
            tracing::error!(%error, "the account's key is still in the keychain");
        }
        Ok(())
    }

    /// Ends the sync without signing out.
    pub(super) async fn stop(&self) {
        self.runner.lock().await.stop().await;
        self.fold().await;
    }

    /// Folds the write-ahead log into the file; if that fails, the log is folded at the next start.
    async fn fold(&self) {
        if let Err(error) = self.store.lock().await.fold().await {
            tracing::warn!(%error, "the write-ahead log stays beside the file");
        }
    }
}

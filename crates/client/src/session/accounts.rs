//! The accounts on this computer: a folder each, with the encrypted file and its wrapped key. Finding, creating, opening
//! and setting them aside.
//!
//! A file that cannot be opened is never recreated: it is set aside, and the person is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use portal_record::RegistrantId;
use uuid::Uuid;

use super::shown::{Shown, ShownFile};
use crate::files;
use crate::keys::{
    AccountFile, AccountFileError, DataKey, KeyError, Keychain, KeychainError, PassphraseWrap, Protection,
    WrappingKey, account_name,
};
use crate::store::{OpenError, Seen, Store};

/// Enough to find and type the keychain's own password.
const KEYCHAIN_PATIENCE: Duration = Duration::from_secs(120);

/// The accounts of one server on this computer.
#[derive(Clone)]
pub(crate) struct Accounts {
    data_dir: PathBuf,
    server: String,
    keychain: Arc<dyn Keychain>,
}

/// Where one account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place(PathBuf);

/// An account whose file is open.
pub(crate) struct Opened {
    pub(crate) registrant: RegistrantId,
    pub(crate) store: Store,
    /// Whether the keychain holds its key, and so its tokens too.
    pub(crate) by_keychain: bool,
}

/// What became of trying to open an account.
pub(crate) enum Opening {
    Opened(Box<Opened>),
    /// The passphrase is needed.
    Locked,
    /// There is no file yet and no keychain: a passphrase must be chosen.
    ChoosePassphrase,
    /// The person has signed out, and the key is gone.
    SignedOut,
}

/// An account that could not be opened, and lies aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetAside {
    pub(crate) place: PathBuf,
    /// How many changes in it had not reached the College; nothing when that is not known.
    pub(crate) unsent: Option<u64>,
}

/// Why an account could not be opened; each has a sentence for the person.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccountError {
    #[error("the account was set aside")]
    SetAside(SetAside),
    #[error("the account's folder is gone")]
    Gone(PathBuf),
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    #[error("the file was written by a newer version")]
    Newer,
    #[error("the disk is full")]
    Full,
    #[error("{0}")]
    Other(String),
}

impl Accounts {
    pub(crate) fn new(data_dir: &Path, server: &str, keychain: Arc<dyn Keychain>) -> Accounts {
        Accounts { data_dir: data_dir.to_owned(), server: server.to_owned(), keychain }
    }

    /// The id of this computer, drawn once.
    pub(crate) fn device(&self) -> std::io::Result<Uuid> {
        let path = self.data_dir.join("device");
        if let Some(known) = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok()) {
            return Ok(known);
        }
        let drawn = Uuid::new_v4();
        self.keep_device(drawn)?;
        Ok(drawn)
    }

    /// This computer is another device from now on.
    pub(crate) fn keep_device(&self, device: Uuid) -> std::io::Result<()> {
        files::write_whole(&self.data_dir.join("device"), device.to_string().as_bytes())
    }

    /// Whose account was open last, and was not signed out of.
    pub(crate) fn current(&self) -> Option<RegistrantId> {
        let content = std::fs::read_to_string(self.current_path()).ok()?;
        let (registrant, server) = content.split_once('@')?;
        (server == self.server).then(|| registrant.parse().ok().map(RegistrantId))?
    }

    pub(crate) fn set_current(&self, registrant: RegistrantId) -> std::io::Result<()> {
        files::write_whole(&self.current_path(), account_name(&self.server, registrant).as_bytes())
    }

    pub(crate) fn clear_current(&self) -> std::io::Result<()> {
        match std::fs::remove_file(self.current_path()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Opens the account at the start of the application, when nobody can be asked to sign in.
    pub(crate) async fn open(&self, registrant: RegistrantId) -> Result<Opening, AccountError> {
        match self.account(registrant)? {
            Some(account) => self.open_known(&account, registrant).await,
            None => Err(AccountError::Gone(self.place(registrant).0)),
        }
    }

    /// Opens the account of the person who just signed in, or creates it.
    pub(crate) async fn enter(&self, registrant: RegistrantId) -> Result<Opening, AccountError> {
        let opening = match self.account(registrant)? {
            Some(account) => self.open_known(&account, registrant).await?,
            None => Opening::SignedOut,
        };
        match opening {
            Opening::SignedOut => {
                // Everything in it was at the College, and its key is gone: nobody could ever read it.
                files::remove_folder(&self.place(registrant).0).map_err(OpenError::from)?;
                self.create_by_keychain(registrant).await
            }
            opening => Ok(opening),
        }
    }

    /// Opens an account that is protected by a passphrase.
    pub(crate) async fn unlock(
        &self,
        registrant: RegistrantId,
        passphrase: zeroize::Zeroizing<String>,
    ) -> Result<Opened, AccountError> {
        let account = self.account(registrant)?;
        let name = account_name(&self.server, registrant);
        let Some(AccountFile { protection: Protection::Passphrase { wrap }, .. }) = account else {
            return Err(AccountError::Other("the account is not protected by a passphrase".to_owned()));
        };
        let key = blocking(move || wrap.open(&passphrase, &name)).await?;
        match key {
            Ok(key) => self.open_file(registrant, &key, false).await,
            Err(KeyError::DoesNotOpen) => Err(AccountError::WrongPassphrase),
            Err(error) => Err(other(error)),
        }
    }

    /// Creates the account of the person who just signed in, protected by a passphrase.
    pub(crate) async fn create_by_passphrase(
        &self,
        registrant: RegistrantId,
        passphrase: zeroize::Zeroizing<String>,
    ) -> Result<Opened, AccountError> {
        let key = DataKey::random().map_err(other)?;
        let (name, wrapped) = (account_name(&self.server, registrant), key.clone());
        let wrap =
            blocking(move || PassphraseWrap::new(&passphrase, &wrapped, &name)).await?.map_err(other)?;
        self.create(registrant, &key, Protection::Passphrase { wrap }).await
    }

    /// After signing out with nothing unsent: the key is thrown away, so the file can never be read again.
    pub(crate) async fn discard(&self, registrant: RegistrantId) -> Result<(), AccountError> {
        let account =
            AccountFile { server: self.server.clone(), registrant, protection: Protection::Discarded };
        account.write(&self.place(registrant).account_file()).map_err(other)?;
        let name = self.key_name(registrant);
        Ok(self.keychain(move |keychain| keychain.remove(&name)).await?)
    }

    /// The keychain's name for the tokens of an account.
    pub(crate) fn tokens_name(&self, registrant: RegistrantId) -> String {
        format!("tokens {}", account_name(&self.server, registrant))
    }

    /// What was shown once to this person on this computer.
    pub(crate) fn shown(&self, registrant: RegistrantId) -> Shown {
        ShownFile::in_folder(&self.data_dir).of(&account_name(&self.server, registrant))
    }

    /// Notes that something was shown.
    pub(crate) fn note_shown(
        &self,
        registrant: RegistrantId,
        shown: impl FnOnce(&mut Shown),
    ) -> std::io::Result<()> {
        ShownFile::in_folder(&self.data_dir).note(&account_name(&self.server, registrant), shown)
    }

    fn key_name(&self, registrant: RegistrantId) -> String {
        format!("key {}", account_name(&self.server, registrant))
    }

    fn current_path(&self) -> PathBuf {
        self.data_dir.join("current-account")
    }

    /// The server is part of the place: what was answered for one College never reaches another.
    pub(crate) fn place(&self, registrant: RegistrantId) -> Place {
        let server = Uuid::new_v5(&Uuid::NAMESPACE_URL, self.server.as_bytes()).simple().to_string();
        Place(self.data_dir.join("accounts").join(format!("{}-{}", registrant.0, &server[..8])))
    }

    async fn open_known(
        &self,
        account: &AccountFile,
        registrant: RegistrantId,
    ) -> Result<Opening, AccountError> {
        let wrapped = match &account.protection {
            Protection::Keychain { wrapped } => wrapped.clone(),
            Protection::Passphrase { .. } => return Ok(Opening::Locked),
            Protection::Discarded => return Ok(Opening::SignedOut),
        };
        let name = self.key_name(registrant);
        let secret = self.keychain(move |keychain| keychain.read(&name)).await?;
        let key = secret
            .and_then(|secret| WrappingKey::from_bytes(&secret).ok())
            .and_then(|wrapping| wrapping.unwrap(&wrapped, &account_name(&self.server, registrant)).ok());
        match key {
            Some(key) => Ok(Opening::Opened(Box::new(self.open_file(registrant, &key, true).await?))),
            None => Err(self.set_aside(registrant)),
        }
    }

    /// Asks the keychain, which may ask the person. One that never answers is one that cannot be used.
    async fn keychain<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Keychain) -> Result<T, KeychainError> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let keychain = Arc::clone(&self.keychain);
        let asked = tokio::task::spawn_blocking(move || ask(keychain.as_ref()));
        match tokio::time::timeout(KEYCHAIN_PATIENCE, asked).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Err(KeychainError(error.to_string())),
            Err(_) => Err(KeychainError("it does not answer".to_owned())),
        }
    }

    async fn create_by_keychain(&self, registrant: RegistrantId) -> Result<Opening, AccountError> {
        let name = self.key_name(registrant);
        let kept = self.keychain(move |keychain| {
            // With the key of an account that was set aside, that one can still be opened by who knows how.
            if let Some(wrapping) = keychain.read(&name)?.and_then(|kept| WrappingKey::from_bytes(&kept).ok())
            {
                return Ok(wrapping);
            }
            let wrapping = WrappingKey::random().map_err(|error| KeychainError(error.to_string()))?;
            keychain.write(&name, wrapping.as_bytes())?;
            // Some keychains take a secret and have it no more: better to know before anything is written.
            let read = keychain.read(&name)?;
            if read.is_some_and(|read| read.as_slice() == wrapping.as_bytes()) {
                Ok(wrapping)
            } else {
                Err(KeychainError("it did not give back what it was given".to_owned()))
            }
        });
        let wrapping = match kept.await {
            Ok(wrapping) => wrapping,
            Err(error) => {
                tracing::info!(%error, "no keychain: a passphrase is needed");
                return Ok(Opening::ChoosePassphrase);
            }
        };
        let key = DataKey::random().map_err(other)?;
        let wrapped = wrapping.wrap(&key, &account_name(&self.server, registrant)).map_err(other)?;
        let opened = self.create(registrant, &key, Protection::Keychain { wrapped }).await?;
        Ok(Opening::Opened(Box::new(opened)))
    }

    /// All of it beside its place first: what stands in the place is whole, and was in use.
    async fn create(
        &self,
        registrant: RegistrantId,
        key: &DataKey,
        protection: Protection,
    ) -> Result<Opened, AccountError> {
        let place = self.place(registrant);
        let beside = Place(place.0.with_added_extension("new"));
        let by_keychain = matches!(protection, Protection::Keychain { .. });
        files::remove_folder(&beside.0).map_err(OpenError::from)?;
        files::private_folder(&beside.0).map_err(OpenError::from)?;
        Store::create(&beside.database(), key).await?.close().await.map_err(OpenError::from)?;
        let account = AccountFile { server: self.server.clone(), registrant, protection };
        account.write(&beside.account_file()).map_err(OpenError::from)?;
        files::rename_folder(&beside.0, &place.0).map_err(OpenError::from)?;
        self.open_file(registrant, key, by_keychain).await
    }

    async fn open_file(
        &self,
        registrant: RegistrantId,
        key: &DataKey,
        by_keychain: bool,
    ) -> Result<Opened, AccountError> {
        match Store::open(&self.place(registrant).database(), key).await {
            Ok(store) => Ok(Opened { registrant, store, by_keychain }),
            Err(error @ (OpenError::Unreadable | OpenError::Missing | OpenError::Older { .. })) => {
                tracing::error!(%error, "an account's file could not be opened");
                Err(self.set_aside(registrant))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What says how the account is protected; nothing when there is no account. A folder without it is damaged.
    fn account(&self, registrant: RegistrantId) -> Result<Option<AccountFile>, AccountError> {
        let place = self.place(registrant);
        match AccountFile::read(&place.account_file()) {
            Ok(account) if account.registrant == registrant && account.server == self.server => {
                Ok(Some(account))
            }
            Err(AccountFileError::Missing) if !place.0.exists() => Ok(None),
            Err(AccountFileError::Io(error)) => Err(AccountError::Other(error.to_string())),
            Err(AccountFileError::Newer) => Err(AccountError::Newer),
            Ok(_) | Err(AccountFileError::Missing | AccountFileError::Damaged) => {
                Err(self.set_aside(registrant))
            }
        }
    }

    /// How many changes in an account's file had not reached the College, as far as that is known without opening it.
    pub(crate) fn unsent(&self, registrant: RegistrantId) -> Option<u64> {
        Seen::of(&self.place(registrant).database()).map(|seen| seen.unsent)
    }

    /// Lays an account aside under another name. Nothing of it is deleted.
    pub(crate) fn set_aside(&self, registrant: RegistrantId) -> AccountError {
        let unsent = self.unsent(registrant);
        match files::set_aside(&self.place(registrant).0) {
            Ok(place) => {
                tracing::error!(unsent, "an account was set aside");
                AccountError::SetAside(SetAside { place, unsent })
            }
            Err(error) => other(error),
        }
    }
}

impl Place {
    fn account_file(&self) -> PathBuf {
        self.0.join("account.json")
    }

    fn database(&self) -> PathBuf {
        self.0.join("portal.db")
    }
}

impl From<OpenError> for AccountError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Newer { .. } => AccountError::Newer,
            OpenError::Full => AccountError::Full,
            error => other(error),
        }
    }
}

fn other(error: impl std::fmt::Display) -> AccountError {
    AccountError::Other(error.to_string())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccountError> {
    tokio::task::spawn_blocking(work).await.map_err(other)
}

//! The operating system's keychain: Secret Service, Keychain Services or Credential Manager.

use zeroize::Zeroizing;

/// Under which all of the application's entries stand.
const SERVICE: &str = "ca.on.cpso.portal-desktop";

/// The keychain cannot be used now: there is none, or it is locked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the keychain cannot be used: {0}")]
pub struct KeychainError(pub String);

/// Small secrets by name. Calls may wait for the person to unlock it: not for an async thread.
pub trait Keychain: Send + Sync {
    /// The secret, if there is one.
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError>;
    /// Keeps the secret, in place of an earlier one.
    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError>;
    /// Forgets the secret; that there is none is fine.
    fn remove(&self, name: &str) -> Result<(), KeychainError>;
}

/// The keychain of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeychain;

impl SystemKeychain {
    fn entry(name: &str) -> Result<keyring::Entry, KeychainError> {
        if let Err(error) = keyring::Entry::store_status() {
            return Err(unusable(error));
        }
        keyring::Entry::new(SERVICE, name).map_err(|error| unusable(&error))
    }
}

impl Keychain for SystemKeychain {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match Self::entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unusable(&error)),
        }
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        Self::entry(name)?.set_secret(secret).map_err(|error| unusable(&error))
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unusable(&error)),
        }
    }
}

fn unusable(error: &keyring::Error) -> KeychainError {
    KeychainError(error.to_string())
}

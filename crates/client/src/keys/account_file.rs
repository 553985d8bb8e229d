//! `account.json`, beside an account's encrypted file: whose it is and its wrapped key. Nothing secret stands in it.

use std::fs;
use std::path::Path;

use portal_record::RegistrantId;
use serde::{Deserialize, Serialize};

use super::{PassphraseWrap, Wrapped};
use crate::files;

/// The account and how its key is wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFile {
    /// Address of the server that the account belongs to.
    pub server: String,
    /// Whose account.
    pub registrant: RegistrantId,
    /// How the key is kept.
    pub protection: Protection,
}

/// What a newer version of the application writes too.
#[derive(Deserialize)]
#[allow(dead_code, reason = "only whether it is there")]
struct Owned {
    server: String,
    registrant: RegistrantId,
    protection: serde_json::Map<String, serde_json::Value>,
}

/// How an account's key is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase")]
pub enum Protection {
    /// By a key in the system's keychain.
    Keychain {
        /// The wrapped key.
        wrapped: Wrapped,
    },
    /// By a passphrase that the person enters at every start.
    Passphrase {
        /// The wrapped key.
        wrap: PassphraseWrap,
    },
    /// The key was thrown away at sign-out, when everything in the file was at the College.
    Discarded,
}

/// Why `account.json` could not be read.
#[derive(Debug, thiserror::Error)]
pub enum AccountFileError {
    /// There is none.
    #[error("there is no account file")]
    Missing,
    /// It is not what this application writes.
    #[error("the account file is damaged")]
    Damaged,
    /// It is whole, and a newer version of the application wrote it.
    #[error("the account file is of a newer version")]
    Newer,
    /// The disk failed.
    #[error(transparent)]
    Io(std::io::Error),
}

impl AccountFile {
    /// What the wrapped key is sealed to.
    pub fn account(&self) -> String {
        account_name(&self.server, self.registrant)
    }

    /// Reads it.
    pub fn read(path: &Path) -> Result<AccountFile, AccountFileError> {
        let content = fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AccountFileError::Missing,
            _ => AccountFileError::Io(error),
        })?;
        serde_json::from_slice(&content).map_err(|_| {
            // Whose it is stands in every one; how its key is kept may be told in a new way.
            match serde_json::from_slice::<Owned>(&content) {
                Ok(_) => AccountFileError::Newer,
                Err(_) => AccountFileError::Damaged,
            }
        })
    }

    /// Writes it whole or not at all.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        files::write_whole(path, &serde_json::to_vec_pretty(self)?)
    }
}

/// Names an account in the keychain and in what its key is sealed to.
pub(crate) fn account_name(server: &str, registrant: RegistrantId) -> String {
    format!("{}@{server}", registrant.0)
}

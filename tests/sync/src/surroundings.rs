//! What the application has around it in these tests: a keychain in files, so that it outlives the application as the
//! system's does, and a browser that keeps the address it was asked to open.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_client::Browser;
use portal_client::keys::{Keychain, KeychainError};
use zeroize::Zeroizing;

/// A keychain in a folder, one secret a file, called by its name in base64 since a name may hold any character.
pub struct Keys(PathBuf);

impl Keys {
    /// The keychain in this folder, which is made when it is missing.
    pub fn in_folder(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(URL_SAFE_NO_PAD.encode(name))
    }
}

impl Keychain for Keys {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        match fs::read(self.file(name)) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(KeychainError(error.to_string())),
        }
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        // Whole or not at all, whenever this process is killed.
        let fresh = self.0.join("fresh.new");
        fs::write(&fresh, secret)
            .and_then(|()| fs::rename(&fresh, self.file(name)))
            .map_err(|error| KeychainError(error.to_string()))
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match fs::remove_file(self.file(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(KeychainError(error.to_string())),
            _ => Ok(()),
        }
    }
}

/// Keeps the address that it was asked to open, for the person who then signs in there.
#[derive(Default)]
pub struct OpenPage(Mutex<Option<String>>);

impl OpenPage {
    /// The address, once.
    pub fn take(&self) -> Option<String> {
        self.0.lock().ok()?.take()
    }
}

impl Browser for OpenPage {
    fn open(&self, address: &str) -> bool {
        self.0.lock().is_ok_and(|mut page| {
            *page = Some(address.to_owned());
            true
        })
    }
}

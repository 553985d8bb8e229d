//! The keys that the server keeps in its data folder: those that sign, and one of its own, from which those for each purpose are made.

use std::path::Path;

use crate::secrets::{KEYS_FOLDER, PurposeKey, SecretError, load_or_create, make_folder, token};
use crate::signing::SigningKeys;

const SERVER_KEY_FILE: &str = "server.key";

/// Everything secret that outlives a request.
pub struct Keys {
    /// Sign receipts and credentials.
    pub signing: SigningKeys,
    /// Authenticates the sign-in form, so that no other site sends it.
    pub sign_in: PurposeKey,
    /// Authenticates what a browser keeps once somebody signed in with it.
    pub device: PurposeKey,
    /// Names accounts in the log without saying whose they are.
    pub log: PurposeKey,
    /// Signs what the sandbox payment provider sends.
    pub webhooks: PurposeKey,
    /// Authenticates the links that confirm an e-mail address.
    pub confirm: PurposeKey,
    /// Authenticates the links that undo a change of it.
    pub undo: PurposeKey,
}

impl Keys {
    /// The keys in this data folder, made on the first start.
    ///
    /// # Errors
    /// [`SecretError`] when a file is unusable. It is never replaced: what was signed must stay verifiable.
    pub fn open(data: &Path) -> Result<Self, SecretError> {
        let folder = data.join(KEYS_FOLDER);
        make_folder(&folder).map_err(|why| SecretError::File { file: folder.clone(), why })?;
        let signing = SigningKeys::open(data)?;
        let own = load_or_create(&folder.join(SERVER_KEY_FILE), || token().map_err(|why| why.to_string()))?;
        let own = PurposeKey::new(own.trim().as_bytes().to_vec());
        let purpose = |name: &str| PurposeKey::new(own.mac(&[name.as_bytes()]).into_bytes());
        let (sign_in, webhooks) = (purpose("sign-in form"), purpose("sandbox webhooks"));
        Ok(Self {
            signing,
            sign_in,
            device: purpose("known devices"),
            log: purpose("names in the log"),
            webhooks,
            confirm: purpose("e-mail confirmation"),
            undo: purpose("e-mail change undone"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn keys_are_made_once_and_only_their_owner_reads_them() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let first = Keys::open(data.path()).unwrap();
        let again = Keys::open(data.path()).unwrap();
        assert_eq!(first.sign_in.mac(&[b"x"]), again.sign_in.mac(&[b"x"]), "a restart keeps the keys");
        assert_ne!(first.sign_in.mac(&[b"x"]), first.webhooks.mac(&[b"x"]), "each purpose has its own");
        for name in ["signing/current.pem", SERVER_KEY_FILE] {
            let mode = fs::metadata(data.path().join(KEYS_FOLDER).join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_damaged_key_is_named_and_never_replaced() {
        let data = tempfile::tempdir().unwrap();
        Keys::open(data.path()).unwrap();
        let file = data.path().join(KEYS_FOLDER).join("signing/current.pem");
        fs::write(&file, "not a key").unwrap();
        assert!(matches!(Keys::open(data.path()), Err(SecretError::NotAKey { .. })));
        assert_eq!(fs::read_to_string(&file).unwrap(), "not a key", "it is left as it is");
    }
}

//! Secrets: random tokens and their digests, message authentication codes, and files in the data folder that only the server's own user
//! reads.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Bytes of a random token: too many to guess, so that a plain digest protects it at rest.
const SECRET_BYTES: usize = 32;
/// Bytes of the id before them, where a token names its owner.
const OWNER_BYTES: usize = 16;
pub(crate) const KEYS_FOLDER: &str = "keys";

/// The server's keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The system gave no random bytes.
    #[error("the system has no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A key file cannot be read or written.
    #[error("{file}: {why}")]
    File {
        /// Path of the file.
        file: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// A key file holds something else.
    #[error("{file} is not a key: {why}")]
    NotAKey {
        /// Path of the file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// Makes a folder that only its owner looks into, unless it is there.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Random bytes that nobody guesses.
pub type Secret = [u8; SECRET_BYTES];

/// New random bytes.
pub fn secret() -> Result<Secret, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A new random token, for a URL or a header.
pub fn token() -> Result<String, getrandom::Error> {
    Ok(URL_SAFE_NO_PAD.encode(secret()?))
}

/// A token that names what it belongs to.
pub fn token_of(owner: Uuid, secret: &Secret) -> String {
    URL_SAFE_NO_PAD.encode([owner.as_bytes().as_slice(), secret].concat())
}

/// What a token says that it belongs to. Only its digest proves it.
pub fn owner(token: &str) -> Option<Uuid> {
    let bytes =
        URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == OWNER_BYTES + SECRET_BYTES)?;
    Uuid::from_slice(bytes.get(..OWNER_BYTES)?).ok()
}

/// What is kept of a token.
pub fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A key for one purpose, made from the server's own.
#[derive(Clone)]
pub struct PurposeKey(Vec<u8>);

impl PurposeKey {
    /// A key of these bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    fn computed(&self, parts: &[&[u8]]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        for part in parts {
            // Each part with its length, so that no two lists of parts read alike.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        Some(mac)
    }

    /// The message authentication code (HMAC-SHA-256) of these parts, hex.
    pub fn mac(&self, parts: &[&[u8]]) -> String {
        self.computed(parts).map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether this is the code of these parts; takes the same time wherever it differs.
    pub fn verify(&self, parts: &[&[u8]], mac: &str) -> bool {
        let Some(given) = unhex(mac) else { return false };
        self.computed(parts).is_some_and(|mac| mac.verify_slice(&given).is_ok())
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

pub(crate) fn load_or_create(
    file: &Path,
    make: impl FnOnce() -> Result<String, String>,
) -> Result<String, SecretError> {
    let failed = |why| SecretError::File { file: file.to_owned(), why };
    match fs::read_to_string(file) {
        Ok(text) => return Ok(text),
        Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(failed(why)),
        Err(_) => {}
    }
    let text = make().map_err(|why| SecretError::NotAKey { file: file.to_owned(), why })?;
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let mut opened = match opened {
        Ok(opened) => opened,
        // Another process made it a moment ago: that one counts.
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            return fs::read_to_string(file).map_err(failed);
        }
        Err(why) => return Err(failed(why)),
    };
    opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()).map_err(failed)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_parts_only() {
        let key = PurposeKey(b"key".to_vec());
        let mac = key.mac(&[b"ab", b"c"]);
        assert!(key.verify(&[b"ab", b"c"], &mac));
        assert!(!key.verify(&[b"a", b"bc"], &mac), "where one part ends matters");
        assert!(
            !PurposeKey(b"other".to_vec()).verify(&[b"ab", b"c"], &mac),
            "another key's code is worthless"
        );
        for broken in ["", "zz", &mac[2..], "é"] {
            assert!(!key.verify(&[b"ab", b"c"], broken), "{broken}");
        }
    }
}

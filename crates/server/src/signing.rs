//! The keys that the College signs receipts and credentials with: one signs, those before it are published, so that what they
//! signed stays verifiable. Another program may rotate them while this one runs; whoever signs next signs with the new one.
//!
//! `keys/signing/current.pem` is private; `keys/signing/retired.json` is a JWK Set of public keys, whose private parts are gone.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use portal_credentials::keys::{KeySet, SigningKey};

use crate::secrets::{KEYS_FOLDER, SecretError, load_or_create, make_folder};

const SIGNING_FOLDER: &str = "signing";
const CURRENT_FILE: &str = "current.pem";
const RETIRED_FILE: &str = "retired.json";
/// Held by whoever rotates.
const LOCK_FILE: &str = "rotating.lock";
/// The only key, before there was rotation.
const ONLY_FILE: &str = "receipt-signing.pem";

/// The keys in a data folder.
pub struct SigningKeys {
    folder: PathBuf,
    read: RwLock<Arc<Usable>>,
}

/// The keys as they were read.
#[derive(Debug, Clone)]
pub struct Usable {
    /// Signs.
    pub current: SigningKey,
    /// Its public part, and those of the keys before it.
    pub published: KeySet,
    /// Which file the current one was read from.
    seen: Option<Seen>,
}

/// Tells one file from that which takes its place under its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    inode: u64,
    changed: (i64, i64),
}

impl SigningKeys {
    /// The keys in this data folder, made on the first start.
    ///
    /// # Errors
    /// [`SecretError`] when a file is unusable. It is never replaced: what was signed must stay verifiable.
    pub fn open(data: &Path) -> Result<Self, SecretError> {
        let keys = data.join(KEYS_FOLDER);
        let folder = keys.join(SIGNING_FOLDER);
        for folder in [&keys, &folder] {
            make_folder(folder).map_err(|why| at(folder, why))?;
        }
        let (only, current) = (keys.join(ONLY_FILE), folder.join(CURRENT_FILE));
        if !current.exists() {
            match fs::rename(&only, &current) {
                Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(at(&only, why)),
                _ => {}
            }
        }
        load_or_create(&current, || SigningKey::generate().to_pem().map_err(|why| why.to_string()))?;
        let read = RwLock::new(Arc::new(Usable::read(&folder)?));
        Ok(Self { folder, read })
    }

    /// The keys in a data folder that a server has used.
    ///
    /// # Errors
    /// [`SecretError`] when there are none, or they are unusable.
    pub fn existing(data: &Path) -> Result<Self, SecretError> {
        let keys = data.join(KEYS_FOLDER);
        fs::metadata(&keys).map_err(|why| at(&keys, why))?;
        Self::open(data)
    }

    /// The keys as they are now. When they can't be read any more, those that were read last.
    pub fn now(&self) -> Arc<Usable> {
        let held = Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner));
        let seen = Seen::at(&self.folder.join(CURRENT_FILE));
        if seen.is_some() && seen == held.seen {
            return held;
        }
        match Usable::read(&self.folder) {
            Ok(fresh) => {
                let fresh = Arc::new(fresh);
                *self.read.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
                tracing::info!(key = fresh.current.kid(), "signing with another key from now on");
                fresh
            }
            Err(error) => {
                tracing::error!(%error, "the signing keys can't be read again");
                held
            }
        }
    }

    /// Makes a new key the current one. The public part of the former stays published, its private part is gone.
    ///
    /// # Errors
    /// [`SecretError`] when something can't be written. The former key signs then, as before.
    pub fn rotate(&self) -> Result<Arc<Usable>, SecretError> {
        let lock_file = self.folder.join(LOCK_FILE);
        let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&lock_file);
        // Let go of when it is dropped.
        let lock = lock.map_err(|why| at(&lock_file, why))?;
        lock.lock().map_err(|why| at(&lock_file, why))?;
        let former = Usable::read(&self.folder)?;
        let next = SigningKey::generate();
        let pem = next.to_pem().map_err(|why| SecretError::NotAKey {
            file: self.folder.join(CURRENT_FILE),
            why: why.to_string(),
        })?;
        // The former is among the retired before it is none any more: what it signed can be checked at every instant.
        replace(&self.folder, RETIRED_FILE, &former.published.to_jwks())?;
        replace(&self.folder, CURRENT_FILE, &pem)?;
        Ok(self.now())
    }
}

impl Usable {
    fn read(folder: &Path) -> Result<Self, SecretError> {
        let (current_file, retired_file) = (folder.join(CURRENT_FILE), folder.join(RETIRED_FILE));
        // Looked at before it is read: one that is replaced meanwhile is read again.
        let seen = Seen::at(&current_file);
        let pem = fs::read_to_string(&current_file).map_err(|why| at(&current_file, why))?;
        let current = SigningKey::from_pem(&pem)
            .map_err(|why| SecretError::NotAKey { file: current_file, why: why.to_string() })?;
        let retired = match fs::read_to_string(&retired_file) {
            Ok(json) => KeySet::from_jwks(&json)
                .map_err(|why| SecretError::NotAKey { file: retired_file, why: why.to_string() })?,
            Err(why) if why.kind() == io::ErrorKind::NotFound => KeySet::default(),
            Err(why) => return Err(at(&retired_file, why)),
        };
        let published = retired.with(current.verifying_key());
        Ok(Self { current, published, seen })
    }
}

impl Seen {
    fn at(file: &Path) -> Option<Self> {
        let seen = |data: Metadata| Self { inode: data.ino(), changed: (data.mtime(), data.mtime_nsec()) };
        fs::metadata(file).map(seen).ok()
    }
}

/// Writes the file whole under another name first: who reads it never reads half of it.
fn replace(folder: &Path, name: &str, text: &str) -> Result<(), SecretError> {
    let (file, fresh) = (folder.join(name), folder.join(format!("{name}.new")));
    let written = || -> io::Result<()> {
        let mut opened =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        opened.write_all(text.as_bytes())?;
        opened.sync_all()?;
        fs::rename(&fresh, &file)?;
        File::open(folder)?.sync_all()
    };
    written().map_err(|why| at(&file, why))
}

fn at(file: &Path, why: io::Error) -> SecretError {
    SecretError::File { file: file.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_key_of_an_older_folder_is_the_current_one() {
        let data = tempfile::tempdir().unwrap();
        let only = SigningKey::generate();
        make_folder(&data.path().join(KEYS_FOLDER)).unwrap();
        let file = data.path().join(KEYS_FOLDER).join(ONLY_FILE);
        fs::write(&file, only.to_pem().unwrap()).unwrap();
        for _ in 0..2 {
            let keys = SigningKeys::open(data.path()).unwrap().now();
            assert_eq!(keys.current.kid(), only.kid());
            assert_eq!(keys.published, KeySet::default().with(only.verifying_key()));
        }
        assert!(!file.exists(), "it is at one place");
    }

    #[test]
    fn who_runs_signs_with_the_new_key_and_still_publishes_the_old_ones() {
        let data = tempfile::tempdir().unwrap();
        let (running, other) =
            (SigningKeys::open(data.path()).unwrap(), SigningKeys::open(data.path()).unwrap());
        let mut published = running.now().published.clone();
        for rotation in 1..=3 {
            let rotated = other.rotate().unwrap();
            let now = running.now();
            assert_eq!(now.current.kid(), rotated.current.kid());
            published = published.with(rotated.current.verifying_key());
            assert_eq!((now.published.len(), &now.published), (rotation + 1, &published));
        }
        let again = SigningKeys::open(data.path()).unwrap().now();
        assert_eq!(again.published, published, "after a restart too");
        let folder = data.path().join(KEYS_FOLDER).join(SIGNING_FOLDER);
        let private = fs::read_dir(folder).unwrap().filter(|entry| {
            let file = entry.as_ref().unwrap().path();
            fs::read_to_string(file).unwrap().contains("PRIVATE")
        });
        assert_eq!(private.count(), 1, "the private part of a retired key is gone");
    }

    #[test]
    fn many_who_rotate_at_once_lose_no_key() {
        let data = tempfile::tempdir().unwrap();
        let first = SigningKeys::open(data.path()).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| SigningKeys::open(data.path()).unwrap().rotate().unwrap());
            }
        });
        assert_eq!(first.now().published.len(), 9);
    }

    #[test]
    fn keys_that_are_damaged_while_it_runs_leave_those_that_were_read() {
        let data = tempfile::tempdir().unwrap();
        let keys = SigningKeys::open(data.path()).unwrap();
        let before = keys.now();
        let folder = data.path().join(KEYS_FOLDER).join(SIGNING_FOLDER);
        replace(&folder, CURRENT_FILE, "not a key").unwrap();
        assert_eq!(keys.now().current.kid(), before.current.kid());
        assert!(matches!(keys.rotate(), Err(SecretError::NotAKey { .. })), "nothing is made of it");
        assert_eq!(fs::read_to_string(folder.join(CURRENT_FILE)).unwrap(), "not a key");
    }
}

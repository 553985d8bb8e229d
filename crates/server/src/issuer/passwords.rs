//! Passwords: argon2id, away from the async threads, a few at a time. An address that nobody signs in with is checked
//! against a password of nobody's, so that the answer and its time are the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::secrets::{SecretError, token};

/// Passwords checked at the same time: each takes a core and 19 MiB.
const AT_ONCE_MAX: usize = 2;
/// Passwords that may wait to be checked; beyond it sign-in is shed.
const WAITING_MAX: usize = 64;
/// Longest password that is looked at.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// Checks passwords.
pub struct Passwords {
    nobodys: String,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// A password could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many wait already.
    #[error("too many sign-ins at once")]
    Overloaded,
    /// Hashing failed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
}

/// Hashes a new password. Takes a while: not for an async thread.
///
/// # Errors
/// [`PasswordError::Hashing`] when the system has no random bytes.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| PasswordError::Hashing(error.to_string()))
}

impl Passwords {
    /// Prepares the password of nobody's.
    ///
    /// # Errors
    /// [`SecretError`] when the system has no random bytes.
    pub fn new() -> Result<Self, SecretError> {
        let nobodys = hash(&token()?)
            .map_err(|why| SecretError::NotAKey { file: "password".into(), why: why.to_string() })?;
        Ok(Self { nobodys, permits: Arc::new(Semaphore::new(AT_ONCE_MAX)), waiting: AtomicUsize::new(0) })
    }

    /// Whether this is the password behind the hash; without a hash, it takes as long and never is.
    ///
    /// # Errors
    /// [`PasswordError::Overloaded`] when too many wait already.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING_MAX {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(PasswordError::Overloaded);
        }
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let permit = permit.map_err(|_| PasswordError::Overloaded)?;
        let is_someones = hash.is_some();
        let hash = hash.unwrap_or(&self.nobodys).to_owned();
        let password = password.as_bytes().to_vec();
        let checked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            matches(&password, &hash)
        });
        let matches = checked.await.map_err(|why| PasswordError::Hashing(why.to_string()))??;
        Ok(matches && is_someones)
    }
}

fn matches(password: &[u8], hash: &str) -> Result<bool, PasswordError> {
    let hash = PasswordHash::new(hash).map_err(|why| PasswordError::Hashing(why.to_string()))?;
    match Argon2::default().verify_password(password, &hash) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(why) => Err(PasswordError::Hashing(why.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_matches_and_nobodys_never_does() {
        let passwords = Passwords::new().unwrap();
        let hash = hash("Étoile 42!").unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(passwords.verify("Étoile 42!", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("étoile 42!", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("Étoile 42!", None).await.unwrap(), "nobody has this password");
    }

    #[tokio::test]
    async fn a_flood_of_sign_ins_is_shed() {
        let passwords = Arc::new(Passwords::new().unwrap());
        let held = Arc::clone(&passwords.permits).acquire_many_owned(2).await.unwrap();
        passwords.waiting.store(WAITING_MAX, Ordering::Relaxed);
        assert!(matches!(passwords.verify("x", None).await, Err(PasswordError::Overloaded)));
        passwords.waiting.store(0, Ordering::Relaxed);
        drop(held);
        assert!(!passwords.verify("x", None).await.unwrap(), "it serves again afterwards");
    }
}

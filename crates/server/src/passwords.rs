//! Passwords: argon2id, on a few threads of its own that leave the others ahead, in memory that is taken once and kept. Who waits
//! has a place; beyond those a sign-in is shed. Known devices have places of their own and are served first, so that no flood of
//! strangers keeps them out. An address that nobody signs in with is checked against nobody's password, so that the answer
//! and its time are the same.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::secrets::{SecretError, secret};

/// Most threads that check passwords: each takes a core and 19 MiB.
const THREADS_MAX: usize = 4;
/// Sign-ins of strangers that may wait: as many as are checked while a person waits without wondering.
const STRANGERS_MAX: usize = 192;
/// The same for devices that signed in before.
const KNOWN_MAX: usize = 192;
/// Longest password that is looked at.
pub const PASSWORD_BYTES_MAX: usize = 256;
/// How far the threads stand back behind all others (`nice`).
#[cfg(target_os = "linux")]
const STANDS_BACK: i32 = 10;

/// Who signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// A device that signed in to the account before.
    Known,
    /// Anybody else.
    Stranger,
}

/// A place among those who wait, until it is dropped or its password was checked.
pub struct Place {
    lane: Lane,
    permit: OwnedSemaphorePermit,
}

/// Checks passwords.
pub struct Passwords {
    nobodys: String,
    known: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    queue: Arc<Queue>,
}

/// A password could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Hashing failed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
}

fn failed(why: impl std::fmt::Display) -> PasswordError {
    PasswordError::Hashing(why.to_string())
}

/// Hashes a new password. Takes a while: not for an async thread.
///
/// # Errors
/// [`PasswordError::Hashing`] when the system has no random bytes.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(failed)
}

impl Passwords {
    /// Starts the threads.
    ///
    /// # Errors
    /// [`SecretError`] when the system has no random bytes or no thread.
    pub fn new() -> Result<Self, SecretError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let passwords = Self::without_threads()?;
        for _ in 0..(cores / 2).clamp(1, THREADS_MAX) {
            let queue = Arc::clone(&passwords.queue);
            let thread = std::thread::Builder::new().name("passwords".to_owned());
            let started = thread.spawn(move || queue.work());
            started.map_err(|why| SecretError::File { file: "passwords".into(), why })?;
        }
        Ok(passwords)
    }

    fn without_threads() -> Result<Self, SecretError> {
        let not_made =
            |why: PasswordError| SecretError::NotAKey { file: "password".into(), why: why.to_string() };
        Ok(Self {
            nobodys: nobodys(&secret()?, &secret()?).map_err(not_made)?,
            known: Arc::new(Semaphore::new(KNOWN_MAX)),
            strangers: Arc::new(Semaphore::new(STRANGERS_MAX)),
            queue: Arc::default(),
        })
    }

    /// A place to wait at, if one is left.
    pub fn place(&self, lane: Lane) -> Option<Place> {
        let places = match lane {
            Lane::Known => &self.known,
            Lane::Stranger => &self.strangers,
        };
        Arc::clone(places).try_acquire_owned().ok().map(|permit| Place { lane, permit })
    }

    /// Whether this is the password behind the hash; without a hash, it takes as long and never is.
    ///
    /// # Errors
    /// [`PasswordError`] when the hash is none.
    pub async fn verify(
        &self,
        place: Place,
        password: &str,
        hash: Option<&str>,
    ) -> Result<bool, PasswordError> {
        let (told, answer) = oneshot::channel();
        let job = Job {
            password: password.as_bytes().to_vec(),
            hash: hash.unwrap_or(&self.nobodys).to_owned(),
            told,
            _permit: place.permit,
        };
        self.queue.add(place.lane, job);
        let matches = answer.await.map_err(failed)??;
        Ok(matches && hash.is_some())
    }
}

impl Drop for Passwords {
    fn drop(&mut self) {
        self.queue.locked().closed = true;
        self.queue.wakes.notify_all();
    }
}

/// A hash that no password has.
fn nobodys(salt: &[u8], output: &[u8]) -> Result<String, PasswordError> {
    let hash = PasswordHash {
        algorithm: argon2::ARGON2ID_IDENT,
        version: Some(Version::default().into()),
        params: ParamsString::try_from(Argon2::default().params()).map_err(failed)?,
        salt: Some(Salt::new(salt.get(..16).unwrap_or(salt)).map_err(failed)?),
        hash: Some(Output::new(output).map_err(failed)?),
    };
    Ok(hash.to_string())
}

/// A password to check.
struct Job {
    password: Vec<u8>,
    hash: String,
    told: oneshot::Sender<Result<bool, PasswordError>>,
    _permit: OwnedSemaphorePermit,
}

/// Those who wait, and the threads' way to them.
#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    wakes: Condvar,
}

#[derive(Default)]
struct Waiting {
    known: VecDeque<Job>,
    strangers: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    fn locked(&self) -> MutexGuard<'_, Waiting> {
        // Nothing is half done between two statements that could panic.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, lane: Lane, job: Job) {
        let mut waiting = self.locked();
        match lane {
            Lane::Known => waiting.known.push_back(job),
            Lane::Stranger => waiting.strangers.push_back(job),
        }
        drop(waiting);
        self.wakes.notify_one();
    }

    /// The next one, known devices first; nothing once no more will come.
    fn next(&self) -> Option<Job> {
        let mut waiting = self.locked();
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(job) = waiting.next() {
                return Some(job);
            }
            waiting = self.wakes.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Checks passwords until no more will come, always in the same memory.
    fn work(&self) {
        stand_back();
        let mut blocks = vec![Block::default(); Params::default().block_count()];
        while let Some(job) = self.next() {
            // Who hung up waits for nothing.
            if !job.told.is_closed() {
                let _ = job.told.send(matches(&job.password, &job.hash, &mut blocks));
            }
        }
    }
}

impl Waiting {
    fn next(&mut self) -> Option<Job> {
        self.known.pop_front().or_else(|| self.strangers.pop_front())
    }
}

/// Everything else goes first: somebody who signs in waits anyway, and a submission on the last day must not.
fn stand_back() {
    // On Linux this is the thread's own priority; where it can't be lowered, nothing is lost.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, STANDS_BACK);
}

fn matches(password: &[u8], hash: &str, blocks: &mut Vec<Block>) -> Result<bool, PasswordError> {
    let hash = PasswordHash::new(hash).map_err(failed)?;
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(failed)?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(failed)?;
    let params = Params::try_from(&hash).map_err(failed)?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Err(failed("its salt or output is missing"));
    };
    if blocks.len() < params.block_count() {
        blocks.resize(params.block_count(), Block::default());
    }
    let mut output = vec![0; expected.len()];
    let argon2 = Argon2::new(algorithm, version, params);
    argon2.hash_password_into_with_memory(password, salt, &mut output, blocks).map_err(failed)?;
    // Compared in constant time.
    Ok(Output::new(&output).map_err(failed)? == *expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn verify(passwords: &Passwords, password: &str, hash: Option<&str>) -> bool {
        let place = passwords.place(Lane::Stranger).unwrap();
        passwords.verify(place, password, hash).await.unwrap()
    }

    #[tokio::test]
    async fn only_the_password_itself_matches_and_nobodys_never_does() {
        let passwords = Passwords::new().unwrap();
        let hash = hash("Étoile 42!").unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        let same = hash.rsplit_once('$').unwrap().0.rsplit_once('$').unwrap().0;
        assert!(passwords.nobodys.starts_with(same), "nobody's takes as long: {}", passwords.nobodys);
        assert!(verify(&passwords, "Étoile 42!", Some(&hash)).await);
        assert!(!verify(&passwords, "étoile 42!", Some(&hash)).await);
        assert!(!verify(&passwords, "Étoile 42!", None).await, "nobody has this password");
        let place = passwords.place(Lane::Known).unwrap();
        assert!(passwords.verify(place, "x", Some("no hash")).await.is_err());
        assert!(verify(&passwords, "Étoile 42!", Some(&hash)).await, "a broken hash breaks nothing else");
    }

    #[tokio::test]
    async fn hashes_of_other_sizes_are_checked_too() {
        let passwords = Passwords::new().unwrap();
        for cost in [8, 2 * Params::DEFAULT_M_COST] {
            let params = Params::new(cost, 1, 1, None).unwrap();
            let other = Argon2::new(Algorithm::Argon2id, Version::default(), params);
            let hash = other.hash_password(b"secret").unwrap().to_string();
            assert!(verify(&passwords, "secret", Some(&hash)).await, "{hash}");
            assert!(!verify(&passwords, "Secret", Some(&hash)).await, "{hash}");
        }
    }

    #[tokio::test]
    async fn a_flood_of_strangers_is_shed_and_keeps_no_known_device_out() {
        let passwords = Passwords::without_threads().unwrap();
        let mut flood: Vec<Place> = std::iter::from_fn(|| passwords.place(Lane::Stranger)).collect();
        assert_eq!(flood.len(), STRANGERS_MAX);
        let stranger = passwords.verify(flood.pop().unwrap(), "stranger", None);
        let known = passwords.verify(passwords.place(Lane::Known).unwrap(), "known", None);
        let (mut stranger, mut known) = (Box::pin(stranger), Box::pin(known));
        let waker = std::task::Waker::noop();
        let mut context = std::task::Context::from_waker(waker);
        assert!(
            stranger.as_mut().poll(&mut context).is_pending()
                && known.as_mut().poll(&mut context).is_pending()
        );
        assert!(passwords.place(Lane::Stranger).is_none(), "who waits keeps the place");
        assert_eq!(passwords.queue.next().unwrap().password, b"known", "though it came later");
        drop(stranger);
        assert!(passwords.queue.next().unwrap().told.is_closed(), "nobody waits for the answer any more");
        assert!(passwords.place(Lane::Stranger).is_some(), "it is served again afterwards");
    }
}

//! The key of an account's file: random, and never stored but wrapped, by the system's keychain or by a passphrase.
//!
//! Here: making, wrapping and unwrapping it, and the small file that holds the wrapped key. Not here: the encrypted
//! file itself (`store`), and who is signed in (`session`).

mod account_file;
mod keychain;
mod passphrase;
mod wrapping;

pub(crate) use account_file::account_name;
pub use account_file::{AccountFile, AccountFileError, Protection};
pub use keychain::{Keychain, KeychainError, SystemKeychain};
pub use passphrase::{PASSPHRASE_CHARS_MIN, PassphraseWrap};
pub(crate) use wrapping::random as random_bytes;
pub use wrapping::{DataKey, KeyError, Wrapped, WrappingKey};

//! A wrapping key from a passphrase (argon2id), for computers without a keychain.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::wrapping::{DataKey, KeyError, Wrapped, WrappingKey, random};

/// Fewest characters of a passphrase that is chosen.
pub const PASSPHRASE_CHARS_MIN: usize = 10;

/// 64 MiB and 3 passes: about a fifth of a second on an ordinary computer (RFC 9106, second recommendation).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;
const SALT_BYTES: usize = 16;

/// More than this in a file is taken for damage, not worked off.
const MEMORY_KIB_MAX: u32 = 1024 * 1024;
const PASSES_MAX: u32 = 64;

/// A key wrapped by a passphrase, with what is needed to derive the wrapping key again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassphraseWrap {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    wrapped: Wrapped,
}

impl PassphraseWrap {
    /// Wraps the key. Slow by design: not for an async thread.
    pub fn new(passphrase: &str, key: &DataKey, account: &str) -> Result<PassphraseWrap, KeyError> {
        let salt = random::<SALT_BYTES>()?;
        let wrapping = derive(passphrase, salt.as_slice(), MEMORY_KIB, PASSES, LANES)?;
        Ok(PassphraseWrap {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: STANDARD.encode(salt.as_slice()),
            wrapped: wrapping.wrap(key, account)?,
        })
    }

    /// Unwraps the key. Slow by design: not for an async thread.
    pub fn open(&self, passphrase: &str, account: &str) -> Result<DataKey, KeyError> {
        let salt = STANDARD.decode(&self.salt).map_err(|_| KeyError::DoesNotOpen)?;
        derive(passphrase, &salt, self.memory_kib, self.passes, self.lanes)?.unwrap(&self.wrapped, account)
    }
}

fn derive(
    passphrase: &str,
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
) -> Result<WrappingKey, KeyError> {
    if memory_kib > MEMORY_KIB_MAX || passes > PASSES_MAX {
        return Err(KeyError::DoesNotOpen);
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    let parameters =
        Params::new(memory_kib, passes, lanes, Some(key.len())).map_err(|_| KeyError::DoesNotOpen)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| KeyError::System)?;
    WrappingKey::from_bytes(key.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passphrase_opens_what_it_wrapped_and_no_other_does() {
        let key = DataKey::random().unwrap();
        let wrap = PassphraseWrap::new("correct horse battery", &key, "anna").unwrap();
        let written = serde_json::to_string(&wrap).unwrap();
        assert!(!written.contains("correct"), "the passphrase itself is nowhere");
        let read: PassphraseWrap = serde_json::from_str(&written).unwrap();
        assert!(read.open("correct horse battery", "anna").unwrap() == key);
        assert!(matches!(read.open("correct horse batterz", "anna"), Err(KeyError::DoesNotOpen)));
    }

    #[test]
    fn absurd_parameters_are_damage_and_cost_nothing() {
        let key = DataKey::random().unwrap();
        let mut wrap = PassphraseWrap::new("correct horse battery", &key, "anna").unwrap();
        wrap.memory_kib = u32::MAX;
        assert!(matches!(wrap.open("correct horse battery", "anna"), Err(KeyError::DoesNotOpen)));
    }
}

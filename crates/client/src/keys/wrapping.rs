//! A key sealed by another key (ChaCha20-Poly1305). The account's name is sealed along, so that a wrapped key cannot be
//! moved to another account.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;

/// Why a key could not be made, wrapped or unwrapped.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The wrapping key does not open it: another key, another account, or damaged.
    #[error("the key does not open")]
    DoesNotOpen,
    /// The system gave no random bytes, or refused the work.
    #[error("the system's cryptography failed")]
    System,
}

/// Encrypts an account's file.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(Zeroizing<[u8; KEY_BYTES]>);

/// Wraps a [`DataKey`]; it lives in the keychain or comes from a passphrase.
#[derive(Clone)]
pub struct WrappingKey(Zeroizing<[u8; KEY_BYTES]>);

/// A sealed [`DataKey`], safe to be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    nonce: String,
    sealed: String,
}

impl DataKey {
    /// A new key.
    pub fn random() -> Result<DataKey, KeyError> {
        Ok(DataKey(random()?))
    }

    /// The key as SQLCipher takes it raw: `"x'…'"`.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(2 * KEY_BYTES + 5));
        text.push_str("\"x'");
        for byte in self.0.iter() {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text.push_str("'\"");
        text
    }
}

impl WrappingKey {
    /// A new key.
    pub fn random() -> Result<WrappingKey, KeyError> {
        Ok(WrappingKey(random()?))
    }

    /// The key that was kept.
    pub fn from_bytes(bytes: &[u8]) -> Result<WrappingKey, KeyError> {
        let bytes = <[u8; KEY_BYTES]>::try_from(bytes).map_err(|_| KeyError::DoesNotOpen)?;
        Ok(WrappingKey(Zeroizing::new(bytes)))
    }

    /// For the keychain.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Seals a key for this account.
    pub fn wrap(&self, key: &DataKey, account: &str) -> Result<Wrapped, KeyError> {
        let nonce: Zeroizing<[u8; NONCE_LEN]> = random()?;
        let mut sealed = key.0.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(account.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| KeyError::System)?;
        Ok(Wrapped { nonce: STANDARD.encode(nonce.as_slice()), sealed: STANDARD.encode(sealed) })
    }

    /// Opens what was sealed for this account.
    pub fn unwrap(&self, wrapped: &Wrapped, account: &str) -> Result<DataKey, KeyError> {
        let nonce = STANDARD.decode(&wrapped.nonce).map_err(|_| KeyError::DoesNotOpen)?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| KeyError::DoesNotOpen)?;
        let mut sealed = Zeroizing::new(STANDARD.decode(&wrapped.sealed).map_err(|_| KeyError::DoesNotOpen)?);
        let opened = self
            .cipher()?
            .open_in_place(nonce, Aad::from(account.as_bytes()), &mut sealed)
            .map_err(|_| KeyError::DoesNotOpen)?;
        let bytes = <[u8; KEY_BYTES]>::try_from(&*opened).map_err(|_| KeyError::DoesNotOpen)?;
        Ok(DataKey(Zeroizing::new(bytes)))
    }

    fn cipher(&self) -> Result<LessSafeKey, KeyError> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, self.as_bytes()).map_err(|_| KeyError::System)?;
        Ok(LessSafeKey::new(key))
    }
}

/// Random bytes that are forgotten after use.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, KeyError> {
    let mut bytes = Zeroizing::new([0; N]);
    SystemRandom::new().fill(bytes.as_mut_slice()).map_err(|_| KeyError::System)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_account_open_it() {
        let (key, wrapping) = (DataKey::random().unwrap(), WrappingKey::random().unwrap());
        let wrapped = wrapping.wrap(&key, "anna").unwrap();
        assert!(wrapping.unwrap(&wrapped, "anna").unwrap() == key);
        let other = WrappingKey::random().unwrap();
        assert!(matches!(other.unwrap(&wrapped, "anna"), Err(KeyError::DoesNotOpen)), "another key");
        assert!(matches!(wrapping.unwrap(&wrapped, "bela"), Err(KeyError::DoesNotOpen)), "another account");
        for damaged in [
            Wrapped { nonce: String::new(), ..wrapped.clone() },
            Wrapped { sealed: "AAAA".to_owned(), ..wrapped.clone() },
            Wrapped { sealed: "%".to_owned(), ..wrapped },
        ] {
            assert!(matches!(wrapping.unwrap(&damaged, "anna"), Err(KeyError::DoesNotOpen)), "{damaged:?}");
        }
    }

    #[test]
    fn the_pragma_is_a_raw_key() {
        let pragma = DataKey::random().unwrap().pragma();
        assert_eq!(pragma.len(), 2 * 32 + 5, "64 hex digits within \"x''\"");
        assert!(pragma.starts_with("\"x'") && pragma.ends_with("'\""));
    }
}

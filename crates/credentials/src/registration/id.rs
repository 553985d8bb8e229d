//! The id of a credential, as people read and type it.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

/// Crockford's alphabet: no I, L, O or U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 10;

/// Eighty bits, written `7F3K-9QMD-2C4X-AB1Z`. Drawn at random, so that nobody guesses one from what the register shows. Those of the
/// first generation were derived from what they certify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CredentialId([u8; BYTES]);

/// Not sixteen letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a credential is named by sixteen letters and digits, in groups of four")]
pub struct NotACredentialId;

impl CredentialId {
    /// Eighty random bits, which are the caller's to draw.
    pub fn of_random(bits: [u8; BYTES]) -> Self {
        Self(bits)
    }

    /// The id that the first generation had. `stream` is the registrant's stream, which is not public, so that an id cannot be guessed
    /// from what the register shows.
    pub fn derived(stream: uuid::Uuid, certified: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"portal registration credential\n")
            .chain_update(stream.as_bytes())
            .chain_update(certified)
            .finalize();
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&digest[..BYTES]);
        Self(bytes)
    }

    /// As it stands in the signed claims.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// As it stands in the signed claims.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        for place in 0..16u32 {
            if place > 0 && place.is_multiple_of(4) {
                f.write_str("-")?;
            }
            let letter = usize::try_from((bits >> (75 - 5 * place)) & 31).map_or(b'0', |at| ALPHABET[at]);
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl FromStr for CredentialId {
    type Err = NotACredentialId;

    /// Takes what people make of it: small letters, missing or other separators, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, NotACredentialId> {
        let (mut bits, mut letters) = (0u128, 0);
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value =
                ALPHABET.iter().position(|known| char::from(*known) == letter).ok_or(NotACredentialId)?;
            bits = bits << 5 | u128::try_from(value).unwrap_or_default();
            letters += 1;
            if letters > 16 {
                return Err(NotACredentialId);
            }
        }
        let bytes = bits.to_be_bytes();
        if letters == 16 {
            Self::from_bytes(&bytes[16 - BYTES..]).ok_or(NotACredentialId)
        } else {
            Err(NotACredentialId)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_id_is_read_as_people_write_it() {
        let id = CredentialId::derived(Uuid::from_u128(7), b"what is certified");
        let written = id.to_string();
        assert_eq!(written.len(), 19, "{written}");
        let small = written.to_lowercase().replace('-', " ");
        let misread = written.replace('0', "o").replace('1', "l");
        for text in [written.as_str(), &small, &misread] {
            assert_eq!(text.parse(), Ok(id), "{text}");
        }
        for text in ["", "7F3K-9QMD", "7F3K-9QMD-2C4X-AB1Z-0", "7F3K-9QMD-2C4X-AB1U", "é234-5678-9012-3456"]
        {
            assert_eq!(text.parse::<CredentialId>(), Err(NotACredentialId), "{text}");
        }
    }

    #[test]
    fn the_same_is_named_the_same_and_nothing_else_is() {
        let id = |stream, what: &[u8]| CredentialId::derived(Uuid::from_u128(stream), what);
        assert_eq!(id(7, b"a"), id(7, b"a"));
        assert_ne!(id(7, b"a"), id(8, b"a"), "of another registrant");
        assert_ne!(id(7, b"a"), id(7, b"b"), "of another thing");
    }
}

//! The published set for COSE (RFC 9052, 7: a COSE Key Set), and the short name by which a credential points to its key: a
//! printed code has no room for a whole thumbprint.

use ciborium::Value;
use p256::ecdsa;
use sha2::{Digest, Sha256};

use super::{KeyError, KeySet, SigningKey, VerifyingKey, canonical, thumbprint};
use crate::cbor::{decode, encode, get, map};

/// The first eight bytes of a key's thumbprint.
pub type CoseKid = [u8; 8];

// Labels and values of the IANA registries for COSE.
const KTY: i64 = 1;
const KID: i64 = 2;
const ALG: i64 = 3;
const CRV: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const KTY_EC2: i64 = 2;
const ALG_ES256: i64 = -7;
const CRV_P256: i64 = 1;

impl SigningKey {
    /// The name by which credentials point to this key.
    pub fn cose_kid(&self) -> CoseKid {
        cose_kid(self.key.verifying_key())
    }
}

impl KeySet {
    /// The set as a COSE Key Set, in deterministic encoding.
    pub fn to_cose(&self) -> Vec<u8> {
        encode(&Value::Array(self.0.values().map(cose_key).collect()))
    }

    /// Reads a COSE Key Set. Keys of other kinds are passed over. Keys take the name that follows from them.
    ///
    /// # Errors
    ///
    /// [`KeyError::CoseSet`] for what is not such a set; [`KeyError::Key`] for a P-256 key that is damaged, stands under another
    /// key's name, or stands twice: a set that can't be understood is not half trusted.
    pub fn from_cose(bytes: &[u8]) -> Result<Self, KeyError> {
        let set = decode(bytes).ok_or(KeyError::CoseSet("not CBOR in deterministic encoding"))?;
        let keys = set.as_array().ok_or(KeyError::CoseSet("not an array of keys"))?;
        if !keys.iter().all(Value::is_map) {
            return Err(KeyError::CoseSet("not an array of keys"));
        }
        let mut set = Self::default();
        for cose in keys.iter().filter(|cose| is_for_signatures(cose)) {
            let stated = get(cose, KID).and_then(Value::as_bytes);
            let kid = stated.map_or_else(String::new, |kid| kid.iter().map(|b| format!("{b:02x}")).collect());
            let problem = |problem: &str| KeyError::Key { kid: kid.clone(), problem: problem.to_owned() };
            let key = point(cose).ok_or_else(|| problem("not a point of P-256"))?;
            if stated.is_none_or(|stated| *stated != cose_kid(&key)) {
                return Err(problem("it has no kid, or the kid of another key"));
            }
            let named = VerifyingKey { kid: thumbprint(&key), key };
            if set.find(&named.kid).is_some() {
                return Err(problem("it stands twice in the set"));
            }
            set = set.with(named);
        }
        Ok(set)
    }

    /// The keys that have this short name: as good as always none or one.
    pub(crate) fn find_cose(&self, kid: &[u8]) -> impl Iterator<Item = &ecdsa::VerifyingKey> {
        self.0.values().filter(move |key| cose_kid(key) == kid)
    }
}

fn cose_kid(key: &ecdsa::VerifyingKey) -> CoseKid {
    let digest = Sha256::digest(canonical(key));
    let mut kid = CoseKid::default();
    kid.copy_from_slice(&digest[..8]);
    kid
}

fn cose_key(key: &ecdsa::VerifyingKey) -> Value {
    let point = key.to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    map([
        (KTY, KTY_EC2.into()),
        (KID, Value::Bytes(cose_kid(key).to_vec())),
        (ALG, ALG_ES256.into()),
        (CRV, CRV_P256.into()),
        (X, Value::Bytes(x.to_vec())),
        (Y, Value::Bytes(y.to_vec())),
    ])
}

fn is_for_signatures(cose: &Value) -> bool {
    let says = |label, wanted: i64| get(cose, label) == Some(&wanted.into());
    says(KTY, KTY_EC2) && says(CRV, CRV_P256) && (says(ALG, ALG_ES256) || get(cose, ALG).is_none())
}

fn point(cose: &Value) -> Option<ecdsa::VerifyingKey> {
    let coordinate = |label| get(cose, label)?.as_bytes().filter(|bytes| bytes.len() == 32);
    let uncompressed = [&[4][..], coordinate(X)?, coordinate(Y)?].concat();
    ecdsa::VerifyingKey::from_sec1_bytes(&uncompressed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};

    fn set() -> KeySet {
        KeySet::default()
            .with(SigningKey::generate().verifying_key())
            .with(SigningKey::generate().verifying_key())
    }

    /// The set with its first key altered.
    fn altered(set: &KeySet, alter: impl FnOnce(&mut Vec<(Value, Value)>)) -> Vec<u8> {
        let mut value = decode(&set.to_cose()).expect("CBOR");
        alter(value.as_array_mut().expect("keys")[0].as_map_mut().expect("a key"));
        encode(&value)
    }

    #[test]
    fn a_set_survives_its_cose_form_and_is_the_one_of_its_json() {
        let set = set();
        assert_eq!(KeySet::from_cose(&set.to_cose()), Ok(set.clone()));
        assert_eq!(KeySet::from_jwks(&set.to_jwks()), Ok(set));
    }

    #[test]
    fn the_short_name_is_the_start_of_the_long_one() {
        let key = SigningKey::generate();
        assert_eq!(BASE64URL.decode(key.kid()).expect("base64url")[..8], key.cose_kid());
        let set = set().with(key.verifying_key());
        assert_eq!(set.find_cose(&key.cose_kid()).collect::<Vec<_>>(), [set.find(key.kid()).expect("it")]);
        assert_eq!(set.find_cose(&[]).count(), 0, "no name is no key's name");
    }

    #[test]
    fn keys_of_other_kinds_are_passed_over() {
        let set = KeySet::default().with(SigningKey::generate().verifying_key());
        for (at, value, why) in [
            (0, 1, "an octet key pair"),
            (0, 4, "a symmetric key"),
            (3, 2, "P-384"),
            (2, -35, "ES384"),
            (2, 5, "HMAC"),
        ] {
            let other = altered(&set, |key| key[at].1 = value.into());
            assert_eq!(KeySet::from_cose(&other), Ok(KeySet::default()), "{why}");
        }
    }

    #[test]
    fn a_damaged_misnamed_or_doubled_key_refuses_the_set() {
        let set = set();
        let short = altered(&set, |key| key[4].1 = Value::Bytes(vec![1; 31]));
        let off_the_curve = altered(&set, |key| key[5].1 = Value::Bytes(vec![1; 32]));
        let misnamed = altered(&set, |key| key[1].1 = Value::Bytes(vec![1; 8]));
        let nameless = altered(&set, |key| drop(key.remove(1)));
        let mut doubled = decode(&set.to_cose()).expect("CBOR");
        let keys = doubled.as_array_mut().expect("keys");
        keys[1] = keys[0].clone();
        for bytes in [short, off_the_curve, misnamed, nameless, encode(&doubled)] {
            assert!(matches!(KeySet::from_cose(&bytes), Err(KeyError::Key { .. })), "{bytes:?}");
        }
        let trailing = [set.to_cose(), vec![0]].concat();
        for bytes in [&trailing[..], b"", b"[]", &encode(&map([])), &encode(&Value::Array(vec![1.into()]))] {
            assert!(matches!(KeySet::from_cose(bytes), Err(KeyError::CoseSet(_))), "{bytes:?}");
        }
    }
}

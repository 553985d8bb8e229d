//! Keys: the College's, which signs, and the published set that verifies. The set is a JWK Set (RFC 7517), as it stands at
//! `/.well-known/jwks.json`; keys are named by their thumbprint (RFC 7638). The same set for COSE is in `keys/cose.rs`.

mod cose;

use std::collections::BTreeMap;

pub use cose::CoseKid;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use p256::{
    ecdsa,
    elliptic_curve::Generate,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is not a private key for P-256 in PKCS#8 PEM.
    #[error("not a P-256 private key in PKCS#8 PEM: {0}")]
    Pem(String),
    /// The text is not a JWK Set.
    #[error("not a JWK Set: {0}")]
    Set(String),
    /// The bytes are not a COSE Key Set.
    #[error("not a COSE Key Set: {0}")]
    CoseSet(&'static str),
    /// A P-256 key of the set has no name, a name that another key has, or a point that is not on the curve.
    #[error("key {kid:?} of the set: {problem}")]
    Key {
        /// The key's name in the set.
        kid: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// The College's private key, with which it signs receipts and credentials.
#[derive(Clone)]
pub struct SigningKey {
    key: ecdsa::SigningKey,
    kid: String,
}

impl SigningKey {
    /// A new key from the system's randomness.
    pub fn generate() -> Self {
        Self::named(ecdsa::SigningKey::generate())
    }

    /// Reads a private key from PKCS#8 PEM.
    ///
    /// # Errors
    ///
    /// [`KeyError::Pem`] if it is anything else than a P-256 key.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let key = ecdsa::SigningKey::from_pkcs8_pem(pem).map_err(|error| KeyError::Pem(error.to_string()))?;
        Ok(Self::named(key))
    }

    /// The private key as PKCS#8 PEM. It is a secret: whoever has it can sign in the College's name.
    ///
    /// # Errors
    ///
    /// [`KeyError::Pem`] if the key cannot be written, which does not happen to a key made or read here.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let pem = self.key.to_pkcs8_pem(LineEnding::LF).map_err(|error| KeyError::Pem(error.to_string()))?;
        Ok(pem.as_str().to_owned())
    }

    /// The name by which receipts point to this key, and the start of which credentials point to it.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// What others verify with.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey { key: *self.key.verifying_key(), kid: self.kid.clone() }
    }

    pub(crate) fn key(&self) -> &ecdsa::SigningKey {
        &self.key
    }

    fn named(key: ecdsa::SigningKey) -> Self {
        let kid = thumbprint(key.verifying_key());
        Self { key, kid }
    }
}

impl std::fmt::Debug for SigningKey {
    /// The secret stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// A public key with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    key: ecdsa::VerifyingKey,
    kid: String,
}

/// The keys that a verifier trusts, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySet(BTreeMap<String, ecdsa::VerifyingKey>);

impl KeySet {
    /// The same set with one more key; a key of the same name is replaced.
    #[must_use]
    pub fn with(mut self, key: VerifyingKey) -> Self {
        self.0.insert(key.kid, key.key);
        self
    }

    /// Reads a JWK Set. Keys of other kinds or for other uses are passed over, as RFC 7517 asks.
    ///
    /// # Errors
    ///
    /// [`KeyError::Set`] for what is not a JWK Set; [`KeyError::Key`] for a P-256 key that is damaged, nameless or
    /// named twice: a set that can't be understood is not half trusted.
    pub fn from_jwks(json: &str) -> Result<Self, KeyError> {
        let set: Jwks = serde_json::from_str(json).map_err(|error| KeyError::Set(error.to_string()))?;
        let mut keys = BTreeMap::new();
        for jwk in set.keys.iter().filter(|jwk| jwk.is_for_signatures()) {
            let kid = jwk.kid.clone().unwrap_or_default();
            let problem = |problem: &str| KeyError::Key { kid: kid.clone(), problem: problem.to_owned() };
            let key = jwk.point().ok_or_else(|| problem("not a point of P-256"))?;
            if kid.is_empty() {
                return Err(problem("it has no kid"));
            }
            if keys.insert(kid.clone(), key).is_some() {
                return Err(problem("two keys have this kid"));
            }
        }
        Ok(Self(keys))
    }

    /// The set as a JWK Set.
    pub fn to_jwks(&self) -> String {
        let keys = self.0.iter().map(|(kid, key)| Jwk::of(kid, key)).collect();
        // A structure of strings always has a JSON form.
        serde_json::to_string(&Jwks { keys }).unwrap_or_default()
    }

    /// The names of the keys, in the order of their letters.
    pub fn kids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key: nothing is trusted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn find(&self, kid: &str) -> Option<&ecdsa::VerifyingKey> {
        self.0.get(kid)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Jwk {
    kty: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    crv: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alg: Option<String>,
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    usage: Option<String>,
}

impl Jwk {
    fn of(kid: &str, key: &ecdsa::VerifyingKey) -> Self {
        let (x, y) = coordinates(key);
        Self {
            kty: "EC".to_owned(),
            crv: Some("P-256".to_owned()),
            x: Some(x),
            y: Some(y),
            kid: Some(kid.to_owned()),
            alg: Some("ES256".to_owned()),
            usage: Some("sig".to_owned()),
        }
    }

    fn is_for_signatures(&self) -> bool {
        let says =
            |stated: &Option<String>, wanted: &str| stated.as_deref().is_none_or(|stated| stated == wanted);
        self.kty == "EC"
            && self.crv.as_deref() == Some("P-256")
            && says(&self.alg, "ES256")
            && says(&self.usage, "sig")
    }

    fn point(&self) -> Option<ecdsa::VerifyingKey> {
        let coordinate = |text: &Option<String>| -> Option<[u8; 32]> {
            BASE64URL.decode(text.as_deref()?).ok()?.try_into().ok()
        };
        let uncompressed = [&[4][..], &coordinate(&self.x)?, &coordinate(&self.y)?].concat();
        ecdsa::VerifyingKey::from_sec1_bytes(&uncompressed).ok()
    }
}

fn coordinates(key: &ecdsa::VerifyingKey) -> (String, String) {
    let point = key.to_sec1_point(false);
    // Uncompressed: a byte that says so, then 32 for each coordinate.
    let (x, y) = point.as_bytes()[1..].split_at(32);
    (BASE64URL.encode(x), BASE64URL.encode(y))
}

fn thumbprint(key: &ecdsa::VerifyingKey) -> String {
    BASE64URL.encode(Sha256::digest(canonical(key)))
}

/// What is hashed for a thumbprint (RFC 7638, 3.2).
fn canonical(key: &ecdsa::VerifyingKey) -> String {
    let (x, y) = coordinates(key);
    format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
}

#[cfg(test)]
mod tests {
    use super::{KeyError, KeySet, SigningKey};

    #[test]
    fn a_key_survives_its_pem() {
        let key = SigningKey::generate();
        let again = SigningKey::from_pem(&key.to_pem().expect("a PEM")).expect("the same key");
        assert_eq!(again.verifying_key(), key.verifying_key());
        assert_eq!(again.kid(), key.kid(), "the name follows from the key");
    }

    #[test]
    fn what_is_not_a_p256_key_is_refused() {
        assert!(matches!(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----"), Err(KeyError::Pem(_))));
    }

    #[test]
    fn a_set_survives_its_json() {
        let set = KeySet::default()
            .with(SigningKey::generate().verifying_key())
            .with(SigningKey::generate().verifying_key());
        assert_eq!(KeySet::from_jwks(&set.to_jwks()), Ok(set));
    }

    /// The key and its thumbprint were made with another implementation.
    #[test]
    fn a_key_is_named_by_its_thumbprint() {
        let jwks = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"x1jyQPF2_gA9rcadv-5LeBzkWdIAzViTANkgPrjLLAk","y":"Z3A-N_ZNBgC6rBxmhmmay8bELD2ErP7iGcQrf-irF-8","kid":"any"}]}"#;
        let set = KeySet::from_jwks(jwks).expect("a set");
        let key = set.find("any").expect("the key");
        assert_eq!(super::thumbprint(key), "WhX00iIsAMKipCCoDzipqCtMqxxXlTpM2Rki5Qrc__k");
    }

    #[test]
    fn keys_of_other_kinds_are_passed_over() {
        let json = r#"{"keys":[
            {"kty":"RSA","n":"AQAB","e":"AQAB","kid":"rsa"},
            {"kty":"oct","k":"c2VjcmV0","kid":"secret"},
            {"kty":"EC","crv":"P-384","x":"AA","y":"AA","kid":"larger"},
            {"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"encryption","use":"enc"}]}"#;
        assert_eq!(KeySet::from_jwks(json), Ok(KeySet::default()));
    }

    #[test]
    fn a_damaged_nameless_or_doubled_key_refuses_the_set() {
        let good = KeySet::default().with(SigningKey::generate().verifying_key()).to_jwks();
        let key = good.trim_start_matches(r#"{"keys":["#).trim_end_matches("]}");
        let doubled = format!(r#"{{"keys":[{key},{key}]}}"#);
        let nameless = good.replace(r#""kid":"#, r#""other":"#);
        let damaged = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"short"}]}"#.to_owned();
        for json in [doubled, nameless, damaged] {
            assert!(matches!(KeySet::from_jwks(&json), Err(KeyError::Key { .. })), "{json}");
        }
        assert!(matches!(KeySet::from_jwks("[]"), Err(KeyError::Set(_))));
    }

    #[test]
    fn the_secret_is_not_in_the_debug_form() {
        let key = SigningKey::generate();
        assert_eq!(format!("{key:?}"), format!("SigningKey {{ kid: {:?}, .. }}", key.kid()));
    }
}

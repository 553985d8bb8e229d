//! Signing and verifying: compact JWS under ES256, and nothing else. The checks go from the outside in, and the claims
//! are read only after the signature holds.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use p256::ecdsa::{
    Signature,
    signature::{Signer, Verifier},
};
use serde::{Deserialize, Serialize};

use super::ReceiptClaims;
use crate::keys::{KeySet, SigningKey};

const ALGORITHM: &str = "ES256";
/// Keeps a receipt from being taken for any other signed thing of the College, and the other way round.
const TYPE: &str = "portal-receipt+jws";
/// Far above any receipt; what is larger is not looked into.
const BYTES_MAX: usize = 16 * 1024;

/// A receipt as it is sent, kept and shown: three parts of base64url joined by dots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignedReceipt(pub String);

/// Why a receipt is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// Not the shape of a receipt: cut short, too large, or altered outside what is signed.
    #[error("not a signed receipt: {0}")]
    Malformed(&'static str),
    /// It claims to be signed in another way, or to be something else than a receipt.
    #[error("the header says {0:?}, which is not a receipt under ES256")]
    Header(String),
    /// No key of this name is in the set: perhaps the set is older than the receipt.
    #[error("no key is named {0:?}")]
    UnknownKey(String),
    /// The content is not what the College signed.
    #[error("the signature does not belong to the content")]
    Signature,
    /// Signed by the College, but not understood: perhaps the receipt is newer than the application.
    #[error("the claims are not understood: {0}")]
    Claims(String),
}

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
    /// Extensions that must be understood. None are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    crit: Option<serde_json::Value>,
}

impl SigningKey {
    /// Signs a receipt. The same key and claims give the same text (RFC 6979).
    pub fn sign(&self, claims: &ReceiptClaims) -> SignedReceipt {
        let header = Header { alg: ALGORITHM.into(), kid: self.kid().into(), typ: TYPE.into(), crit: None };
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature: Signature = self.key().sign(signed.as_bytes());
        SignedReceipt(format!("{signed}.{}", BASE64URL.encode(signature.to_bytes())))
    }
}

/// A structure of strings and numbers always has a JSON form.
fn part(content: &impl Serialize) -> String {
    BASE64URL.encode(serde_json::to_vec(content).unwrap_or_default())
}

/// Says what a receipt claims, if a key of the set signed it.
///
/// # Errors
///
/// [`Untrusted`], with the first reason found.
pub fn verify(receipt: &SignedReceipt, keys: &KeySet) -> Result<ReceiptClaims, Untrusted> {
    let text = receipt.0.as_str();
    if text.len() > BYTES_MAX {
        return Err(Untrusted::Malformed("too large"));
    }
    let (signed, signature) = text.rsplit_once('.').ok_or(Untrusted::Malformed("no signature"))?;
    let (header, payload) = signed.split_once('.').ok_or(Untrusted::Malformed("no payload"))?;
    if payload.contains('.') {
        return Err(Untrusted::Malformed("more than three parts"));
    }

    let header: Header = serde_json::from_slice(&decode(header, "header")?)
        .map_err(|_| Untrusted::Malformed("the header is not the header of a receipt"))?;
    if header.alg != ALGORITHM || header.typ != TYPE || header.crit.is_some() {
        return Err(Untrusted::Header(format!("{} {}", header.alg, header.typ)));
    }
    let key = keys.find(&header.kid).ok_or(Untrusted::UnknownKey(header.kid))?;

    let signature = Signature::from_slice(&decode(signature, "signature")?)
        .map_err(|_| Untrusted::Malformed("the signature is not of ES256"))?;
    key.verify(signed.as_bytes(), &signature).map_err(|_| Untrusted::Signature)?;
    serde_json::from_slice(&decode(payload, "payload")?).map_err(|error| Untrusted::Claims(error.to_string()))
}

/// Strict: no padding, no stray bits, no other alphabet, so that a receipt has one spelling.
fn decode(part: &str, name: &'static str) -> Result<Vec<u8>, Untrusted> {
    BASE64URL.decode(part).map_err(|_| Untrusted::Malformed(name))
}

#[cfg(test)]
mod tests {
    use super::{BASE64URL, BYTES_MAX, SignedReceipt, Untrusted, verify};
    use crate::{
        keys::{KeySet, SigningKey},
        receipt::ReceiptClaims,
    };
    use base64::Engine;
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn claims() -> ReceiptClaims {
        ReceiptClaims {
            receipt_code: "R27-7F3K-9QMD".into(),
            registrant: "900001".into(),
            form_url: "https://portal.example/forms/annual-renewal".into(),
            form_version: "2027.1".into(),
            renewal_year: Some(2027),
            response_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            received_at: "2027-05-20T14:14:03.123456Z".into(),
            received_eastern: "20 May 2027, 10:14 a.m. EDT".into(),
            command_id: Uuid::from_u128(7),
            issuer: "https://portal.example".into(),
        }
    }

    /// A key, the set that trusts it, and a receipt it signed.
    fn signed() -> (SigningKey, KeySet, SignedReceipt) {
        let key = SigningKey::generate();
        let keys = KeySet::default().with(key.verifying_key());
        let receipt = key.sign(&claims());
        (key, keys, receipt)
    }

    fn parts(receipt: &SignedReceipt) -> Vec<String> {
        receipt.0.split('.').map(str::to_owned).collect()
    }

    fn json_of(part: &str) -> Value {
        serde_json::from_slice(&BASE64URL.decode(part).expect("base64url")).expect("JSON")
    }

    /// The receipt with one of its parts replaced by this JSON.
    fn with_part(receipt: &SignedReceipt, at: usize, content: &Value) -> SignedReceipt {
        let mut parts = parts(receipt);
        parts[at] = BASE64URL.encode(content.to_string());
        SignedReceipt(parts.join("."))
    }

    #[test]
    fn a_receipt_says_what_was_signed() {
        let (_, keys, receipt) = signed();
        assert_eq!(verify(&receipt, &keys), Ok(claims()));
    }

    #[test]
    fn a_receipt_is_verified_by_the_published_set_and_by_the_key_read_from_its_pem() {
        let (key, keys, _) = signed();
        let published = KeySet::from_jwks(&keys.to_jwks()).expect("a set");
        let same = SigningKey::from_pem(&key.to_pem().expect("a PEM")).expect("a key");
        assert_eq!(verify(&same.sign(&claims()), &published), Ok(claims()));
    }

    #[test]
    fn the_same_claims_are_signed_the_same() {
        let (key, _, receipt) = signed();
        assert_eq!(key.sign(&claims()), receipt, "a retry gives the receipt that was given before");
    }

    #[test]
    fn a_receipt_of_a_retired_key_is_verified_as_long_as_the_set_has_it() {
        let (_, keys, receipt) = signed();
        let rotated = keys.with(SigningKey::generate().verifying_key());
        assert_eq!(verify(&receipt, &rotated), Ok(claims()));
    }

    #[test]
    fn every_altered_claim_is_refused() {
        let (_, keys, receipt) = signed();
        let honest = json_of(&parts(&receipt)[1]);
        for name in honest.as_object().expect("claims").keys() {
            let mut altered = honest.clone();
            altered[name] = json!("2027-05-31T20:59:59.000000Z");
            assert_eq!(verify(&with_part(&receipt, 1, &altered), &keys), Err(Untrusted::Signature), "{name}");
        }
    }

    #[test]
    fn the_same_claims_written_another_way_are_refused() {
        let (_, keys, receipt) = signed();
        let spaced = serde_json::to_string_pretty(&json_of(&parts(&receipt)[1])).expect("JSON");
        let mut parts = parts(&receipt);
        parts[1] = BASE64URL.encode(spaced);
        assert_eq!(verify(&SignedReceipt(parts.join(".")), &keys), Err(Untrusted::Signature));
    }

    #[test]
    fn another_algorithm_is_refused_whatever_its_signature() {
        let (_, keys, receipt) = signed();
        for algorithm in ["none", "None", "HS256", "ES384", "ES256K", "RS256", "es256", ""] {
            let mut header = json_of(&parts(&receipt)[0]);
            header["alg"] = json!(algorithm);
            let confused = with_part(&receipt, 0, &header);
            assert!(matches!(verify(&confused, &keys), Err(Untrusted::Header(_))), "{algorithm}");
            let unsigned = SignedReceipt(format!("{}.", confused.0.rsplit_once('.').expect("parts").0));
            assert!(matches!(verify(&unsigned, &keys), Err(Untrusted::Header(_))), "{algorithm}, unsigned");
        }
    }

    #[test]
    fn a_header_that_asks_for_more_is_refused() {
        let (_, keys, receipt) = signed();
        let honest = json_of(&parts(&receipt)[0]);
        for (member, value) in [("crit", json!(["exp"])), ("typ", json!("JWT")), ("typ", json!("at+jwt"))] {
            let mut header = honest.clone();
            header[member] = value;
            assert!(
                matches!(verify(&with_part(&receipt, 0, &header), &keys), Err(Untrusted::Header(_))),
                "{member}"
            );
        }
    }

    #[test]
    fn a_key_that_the_receipt_brings_itself_is_not_used() {
        let (_, keys, _) = signed();
        let stranger = SigningKey::generate();
        let forged = stranger.sign(&claims());
        assert_eq!(verify(&forged, &keys), Err(Untrusted::UnknownKey(stranger.kid().to_owned())));

        let mut header = json_of(&parts(&forged)[0]);
        header["jwk"] = serde_json::from_str(&KeySet::default().with(stranger.verifying_key()).to_jwks())
            .map(|set: Value| set["keys"][0].clone())
            .expect("a key");
        let refused = verify(&with_part(&forged, 0, &header), &keys);
        assert_eq!(refused, Err(Untrusted::UnknownKey(stranger.kid().to_owned())));
    }

    #[test]
    fn a_stranger_who_takes_the_colleges_key_name_is_refused() {
        let (key, keys, receipt) = signed();
        let forged = parts(&SigningKey::generate().sign(&claims()));
        let header = &parts(&receipt)[0];
        assert_eq!(json_of(header)["kid"], json!(key.kid()));
        let pasted = SignedReceipt(format!("{header}.{}.{}", forged[1], forged[2]));
        assert_eq!(verify(&pasted, &keys), Err(Untrusted::Signature));
    }

    #[test]
    fn a_receipt_cut_short_anywhere_is_refused() {
        let (_, keys, receipt) = signed();
        for length in 0..receipt.0.len() {
            let cut = SignedReceipt(receipt.0[..length].to_owned());
            assert!(verify(&cut, &keys).is_err(), "the first {length} characters are not a receipt");
        }
    }

    #[test]
    fn any_one_character_changed_is_refused() {
        let (_, keys, receipt) = signed();
        for at in 0..receipt.0.len() {
            let mut bytes = receipt.0.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let altered = SignedReceipt(String::from_utf8(bytes).expect("ASCII"));
            assert!(verify(&altered, &keys).is_err(), "the character at {at} counts");
        }
    }

    #[test]
    fn other_spellings_and_other_things_are_refused() {
        let (_, keys, receipt) = signed();
        let text = receipt.0;
        let spellings = [
            format!("{text}="),
            format!("{text}."),
            format!("{text}.{text}"),
            format!(" {text}"),
            format!("{text}\n"),
            "a".repeat(BYTES_MAX + 1),
            String::new(),
            "..".into(),
            "{}".into(),
        ];
        for spelling in spellings {
            let refused = verify(&SignedReceipt(spelling.clone()), &keys);
            assert!(matches!(refused, Err(Untrusted::Malformed(_))), "{refused:?} for {spelling:.40?}");
        }
    }

    #[test]
    fn claims_of_a_newer_college_are_read_as_far_as_they_are_known() {
        let (key, keys, receipt) = signed();
        let mut newer = json_of(&parts(&receipt)[1]);
        newer["pathway"] = json!("new");
        assert_eq!(verify(&resigned(&key, &receipt, &newer), &keys), Ok(claims()));
        newer.as_object_mut().expect("claims").remove("received_at");
        assert!(matches!(verify(&resigned(&key, &receipt, &newer), &keys), Err(Untrusted::Claims(_))));
    }

    /// Signs this payload with the receipt's own header, as a newer College would.
    fn resigned(key: &SigningKey, receipt: &SignedReceipt, payload: &Value) -> SignedReceipt {
        use p256::ecdsa::{Signature, signature::Signer};
        let signed = format!("{}.{}", parts(receipt)[0], BASE64URL.encode(payload.to_string()));
        let signature: Signature = key.key().sign(signed.as_bytes());
        SignedReceipt(format!("{signed}.{}", BASE64URL.encode(signature.to_bytes())))
    }
}

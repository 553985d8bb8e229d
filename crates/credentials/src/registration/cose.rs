//! The envelope: COSE_Sign1 (RFC 9052, 4.2) under ES256 with exactly the headers that are written here. There is nothing to
//! negotiate: whatever else a header says is refused before any key is looked for. What is inside is not known here.

use ciborium::Value;
use p256::ecdsa::{
    Signature,
    signature::{Signer, Verifier},
};

use super::Refusal;
use crate::{
    cbor::{decode, encode, get, map, number},
    keys::{KeySet, SigningKey},
};

const TAG_SIGN1: u64 = 18;
const ALG: i64 = 1;
const CRIT: i64 = 2;
const KID: i64 = 4;
/// RFC 9596: what kind of thing is signed.
const TYP: i64 = 16;
const ES256: i64 = -7;

/// Signs. The same key and payload give the same bytes (RFC 6979). `typ` keeps one signed thing from being taken for another.
pub(super) fn sign(key: &SigningKey, typ: Option<&str>, payload: &Value) -> Vec<u8> {
    let (protected, payload) = (encode(&header(&key.cose_kid(), typ)), encode(payload));
    let signature: Signature = key.key().sign(&to_be_signed(&protected, &payload));
    // Of the two signatures that are equally good the smaller is given out, so that there is one.
    let signature = signature.normalize_s();
    let parts = vec![
        Value::Bytes(protected),
        map([]),
        Value::Bytes(payload),
        Value::Bytes(signature.to_bytes().to_vec()),
    ];
    encode(&Value::Tag(TAG_SIGN1, Box::new(Value::Array(parts))))
}

/// The payload, if a key of the set signed it as a thing of this `typ`.
pub(super) fn open(bytes: &[u8], typ: Option<&str>, keys: &KeySet) -> Result<Value, Refusal> {
    let envelope = Envelope::read(bytes)?;
    let kid = envelope.kid(typ)?;
    let signature = Signature::from_slice(&envelope.signature)
        .map_err(|_| Refusal::Malformed("the signature is not of ES256"))?;
    if signature.normalize_s() != signature {
        return Err(Refusal::Malformed("the signature is written another way"));
    }
    let signed = to_be_signed(&envelope.protected, &envelope.payload);
    let mut candidates = keys.find_cose(&kid).peekable();
    if candidates.peek().is_none() {
        return Err(Refusal::UnknownKey(kid.iter().map(|byte| format!("{byte:02x}")).collect()));
    }
    if !candidates.any(|key| key.verify(&signed, &signature).is_ok()) {
        return Err(Refusal::Signature);
    }
    decode(&envelope.payload).ok_or(Refusal::Claims("not CBOR in deterministic encoding"))
}

/// Whether this is the outside of a signed thing, whoever signed it.
pub(super) fn is_envelope(bytes: &[u8]) -> bool {
    Envelope::read(bytes).is_ok()
}

struct Envelope {
    protected: Vec<u8>,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl Envelope {
    fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let malformed = Refusal::Malformed;
        let outer = decode(bytes).ok_or(malformed("not CBOR in deterministic encoding, or cut short"))?;
        let Value::Tag(TAG_SIGN1, array) = outer else {
            return Err(malformed("not tagged as signed once"));
        };
        let parts = array.into_array().map_err(|_| malformed("not four parts"))?;
        let parts: [Value; 4] = parts.try_into().map_err(|_| malformed("not four parts"))?;
        let [Value::Bytes(protected), unprotected, Value::Bytes(payload), Value::Bytes(signature)] = parts
        else {
            return Err(malformed("parts of other kinds"));
        };
        if unprotected != map([]) {
            return Err(Refusal::Header("something stands outside what is signed"));
        }
        Ok(Self { protected, payload, signature })
    }

    /// The key's name, if the header is the one that [`header`] writes.
    fn kid(&self, typ: Option<&str>) -> Result<Vec<u8>, Refusal> {
        let found = decode(&self.protected).filter(Value::is_map).ok_or(Refusal::Header("not a header"))?;
        let algorithm = get(&found, ALG).ok_or(Refusal::Header("no algorithm"))?;
        if number::<i64>(algorithm) != Some(ES256) {
            let name = number::<i64>(algorithm).map(|number| number.to_string());
            let name = name.or_else(|| algorithm.as_text().map(str::to_owned));
            return Err(Refusal::Algorithm(name.unwrap_or_default()));
        }
        if get(&found, CRIT).is_some() {
            return Err(Refusal::Header("it asks for something to be understood"));
        }
        let kid = get(&found, KID).and_then(Value::as_bytes).ok_or(Refusal::Header("no key is named"))?;
        if found != header(kid, typ) {
            return Err(Refusal::Header("not the header of this kind of thing"));
        }
        Ok(kid.clone())
    }
}

fn header(kid: &[u8], typ: Option<&str>) -> Value {
    let (algorithm, kid) = ((ALG, ES256.into()), (KID, Value::Bytes(kid.to_vec())));
    match typ {
        None => map([algorithm, kid]),
        Some(typ) => map([algorithm, kid, (TYP, typ.into())]),
    }
}

/// The Sig_structure (RFC 9052, 4.4).
fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    encode(&Value::Array(vec!["Signature1".into(), bytes(protected), bytes(&[]), bytes(payload)]))
}

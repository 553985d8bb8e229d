//! Every way in which a credential can be tampered with, each with its own reason.

mod versions;

use ciborium::Value;
use jiff::civil::date;
use p256::ecdsa::{Signature, signature::Signer};
use uuid::Uuid;

use super::{
    Class, CredentialClaims, CredentialId, Details, Kind, Refusal, SignedCredential, Term, Terms, base45,
    verify,
};
use crate::{
    cbor::{decode, encode, map},
    keys::{KeySet, SigningKey},
};

fn claims() -> CredentialClaims {
    CredentialClaims {
        id: CredentialId::derived(Uuid::from_u128(7), b"2027"),
        index: 70_123,
        issuer: "https://portal.example".into(),
        name: "Zoë Nguyễn-Papadopoulou".into(),
        cpso_number: 900_001,
        class: Class::Code("independent".into()),
        status: "active".into(),
        valid_from: date(2027, 6, 1),
        valid_until: Some(date(2028, 5, 31)),
        details: Some(Details {
            kind: Kind::Year,
            effective: date(2015, 7, 2),
            expires: Some(date(2030, 6, 30)),
            first_registered: date(2010, 7, 2),
            terms: Terms::of(&terms()),
        }),
        issued_at: "2027-05-20T14:14:03Z".parse().expect("an instant"),
    }
}

fn terms() -> [String; 2] {
    ["The registrant may practise only under supervision.", "Reports are due every three months."]
        .map(str::to_owned)
}

/// A key, the set that trusts it, and a credential it signed.
fn signed() -> (SigningKey, KeySet, SignedCredential) {
    let key = SigningKey::generate();
    let keys = KeySet::default().with(key.verifying_key());
    let credential = key.issue(&claims());
    (key, keys, credential)
}

fn bytes(credential: &SignedCredential) -> Vec<u8> {
    base45::decode(&credential.0["PC2:".len()..]).expect("base45")
}

fn text(bytes: &[u8]) -> SignedCredential {
    SignedCredential(format!("PC2:{}", base45::encode(bytes)))
}

/// Protected header, unprotected header, payload, signature.
fn parts(credential: &SignedCredential) -> Vec<Value> {
    let Some(Value::Tag(18, array)) = decode(&bytes(credential)) else { panic!("not an envelope") };
    array.into_array().expect("parts")
}

fn joined(parts: Vec<Value>) -> SignedCredential {
    text(&encode(&Value::Tag(18, Box::new(Value::Array(parts)))))
}

fn inner(part: &Value) -> Value {
    decode(part.as_bytes().expect("bytes")).expect("CBOR")
}

fn wrapped(value: &Value) -> Value {
    Value::Bytes(encode(value))
}

/// The credential with another header, and signed with this key if one is given.
fn with_header(credential: &SignedCredential, header: &Value, key: Option<&SigningKey>) -> SignedCredential {
    let mut parts = parts(credential);
    parts[0] = wrapped(header);
    if let Some(key) = key {
        parts[3] = signature(key, &parts);
    }
    joined(parts)
}

/// The credential with another payload, signed as the College would.
fn with_payload(credential: &SignedCredential, payload: &Value, key: &SigningKey) -> SignedCredential {
    let mut parts = parts(credential);
    parts[2] = wrapped(payload);
    parts[3] = signature(key, &parts);
    joined(parts)
}

fn signature(key: &SigningKey, parts: &[Value]) -> Value {
    let nothing = Value::Bytes(Vec::new());
    let signed = Value::Array(vec!["Signature1".into(), parts[0].clone(), nothing, parts[2].clone()]);
    let signature: Signature = key.key().sign(&encode(&signed));
    Value::Bytes(signature.normalize_s().to_bytes().to_vec())
}

#[test]
fn a_credential_says_what_was_signed() {
    let (_, keys, credential) = signed();
    assert_eq!(verify(&credential, &keys), Ok(claims()));
}

#[test]
fn a_credential_fits_a_small_code() {
    let (_, _, credential) = signed();
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    assert!(credential.0.chars().all(|letter| alphabet.contains(letter)), "alphanumeric mode carries it");
    assert!(credential.0.len() <= 419, "version 12 at level M holds 419 letters: {}", credential.0.len());
}

#[test]
fn a_credential_is_verified_by_both_published_sets() {
    let (_, keys, credential) = signed();
    let cose = KeySet::from_cose(&keys.to_cose()).expect("a set");
    let jwks = KeySet::from_jwks(&keys.to_jwks()).expect("a set");
    assert_eq!((verify(&credential, &cose), verify(&credential, &jwks)), (Ok(claims()), Ok(claims())));
}

#[test]
fn the_same_claims_are_signed_the_same_and_a_retired_key_still_verifies() {
    let (key, keys, credential) = signed();
    assert_eq!(key.issue(&claims()), credential, "the paper printed again has the same code");
    let next = SigningKey::generate();
    let rotated = keys.with(next.verifying_key());
    assert_eq!(verify(&credential, &rotated), Ok(claims()));
    assert_eq!(verify(&next.issue(&claims()), &rotated), Ok(claims()));
}

#[test]
fn its_days_are_days_of_ontario() {
    let claims = claims();
    for (day, term) in [
        (date(2027, 5, 31), Term::NotYet),
        (date(2027, 6, 1), Term::Holds),
        (date(2028, 5, 31), Term::Holds),
        (date(2028, 6, 1), Term::Over),
    ] {
        assert_eq!(claims.term_on(day), term, "{day}");
    }
    let (_, _, credential) = signed();
    let payload = inner(&parts(&credential)[2]);
    let second = |key| crate::cbor::get(&payload, key).and_then(crate::cbor::number::<i64>);
    let instant = |text: &str| Some(text.parse::<jiff::Timestamp>().expect("an instant").as_second());
    assert_eq!(second(5), instant("2027-06-01T00:00:00-04:00"), "nbf is the first midnight");
    assert_eq!(second(4), instant("2028-06-01T00:00:00-04:00"), "exp is the end of the last day");
}

#[test]
fn every_changed_digit_of_the_content_is_refused() {
    let (_, keys, credential) = signed();
    let honest = inner(&parts(&credential)[2]);
    let honest = honest.as_map().expect("claims").clone();
    let altered = |at: usize, value: Value| {
        let mut changed = honest.clone();
        changed[at].1 = value;
        Value::Map(changed)
    };
    let registration = honest[5].1.as_map().expect("the registration").clone();
    let mut payloads: Vec<Value> = vec![
        altered(0, "https://portal.example.evil".into()),
        altered(1, 4_000_000_000i64.into()),
        altered(4, Value::Bytes(vec![7; 10])),
    ];
    for (at, value) in [
        (0, "Zoë Nguyễn".into()),
        (1, 900_002.into()),
        (2, "Restricted".into()),
        (5, "2038-05-31".into()),
        (6, 1.into()),
    ] {
        let mut changed = registration.clone();
        changed[at].1 = value;
        payloads.push(altered(5, Value::Map(changed)));
    }
    for payload in payloads {
        let mut parts = parts(&credential);
        parts[2] = wrapped(&payload);
        assert_eq!(verify(&joined(parts), &keys), Err(Refusal::Signature), "{payload:?}");
    }
}

#[test]
fn another_algorithm_is_refused_whatever_its_signature() {
    let (key, keys, credential) = signed();
    let kid = (4, Value::Bytes(key.cose_kid().to_vec()));
    // none (reserved), HMAC 256/256, ES384, EdDSA, ES256K, ES512, RS256, ESP256, and what JOSE would write.
    let numbers = [0, 5, -35, -8, -47, -36, -257, -9].map(Value::from);
    let words = ["none", "HS256", "ES256"].map(Value::from);
    for algorithm in numbers.into_iter().chain(words) {
        let header = map([(1, algorithm.clone()), kid.clone()]);
        for signer in [None, Some(&key)] {
            let confused = with_header(&credential, &header, signer);
            assert!(matches!(verify(&confused, &keys), Err(Refusal::Algorithm(_))), "{algorithm:?}");
        }
        let mut unsigned = parts(&credential);
        (unsigned[0], unsigned[3]) = (wrapped(&header), Value::Bytes(Vec::new()));
        assert!(matches!(verify(&joined(unsigned), &keys), Err(Refusal::Algorithm(_))), "{algorithm:?}");
    }
}

/// The classic confusion: a MAC made with the public key, which everybody has.
#[test]
fn a_mac_made_with_the_public_key_is_refused() {
    let (key, keys, credential) = signed();
    let header = map([(1, 5.into()), (4, Value::Bytes(key.cose_kid().to_vec()))]);
    let mut parts = parts(&credential);
    (parts[0], parts[3]) = (wrapped(&header), Value::Bytes(vec![1; 32]));
    assert_eq!(verify(&joined(parts.clone()), &keys), Err(Refusal::Algorithm("5".into())));
    let as_mac = text(&encode(&Value::Tag(17, Box::new(Value::Array(parts)))));
    assert_eq!(verify(&as_mac, &keys), Err(Refusal::Malformed("not tagged as signed once")));
}

#[test]
fn a_header_that_says_more_is_refused_though_the_college_signed_it() {
    let (key, keys, credential) = signed();
    let (alg, kid) = ((1, Value::from(-7)), (4, Value::Bytes(key.cose_kid().to_vec())));
    let crit = (2, Value::Array(vec![99.into()]));
    for header in [
        map([alg.clone(), crit, kid.clone(), (99, true.into())]),
        map([alg.clone(), kid.clone(), (16, "application/statuslist+cwt".into())]),
        map([alg.clone(), kid.clone(), (99, true.into())]),
        map([alg.clone()]),
        map([kid]),
        Value::Array(vec![]),
    ] {
        let other = with_header(&credential, &header, Some(&key));
        assert!(matches!(verify(&other, &keys), Err(Refusal::Header(_))), "{header:?}");
    }
    let mut outside = parts(&credential);
    outside[1] = map([alg]);
    assert!(matches!(verify(&joined(outside), &keys), Err(Refusal::Header(_))), "in the unprotected header");
}

#[test]
fn a_strangers_key_is_refused_also_under_the_colleges_name() {
    let (key, keys, credential) = signed();
    let stranger = SigningKey::generate();
    let forged = stranger.issue(&claims());
    let hex = stranger.cose_kid().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(verify(&forged, &keys), Err(Refusal::UnknownKey(hex)));
    assert!(
        matches!(verify(&credential, &KeySet::default()), Err(Refusal::UnknownKey(_))),
        "no keys, no trust"
    );

    let header = inner(&parts(&credential)[0]);
    let renamed = with_header(&forged, &header, Some(&stranger));
    assert_eq!(verify(&renamed, &keys), Err(Refusal::Signature), "the name of a key is not the key");
    let both = keys.with(stranger.verifying_key());
    let crossed = with_header(&credential, &inner(&parts(&forged)[0]), Some(&key));
    assert_eq!(
        verify(&crossed, &both),
        Err(Refusal::Signature),
        "signed with one trusted key, named for another"
    );
}

#[test]
fn the_signature_of_another_credential_is_refused() {
    let (key, keys, credential) = signed();
    let other = key.issue(&CredentialClaims { name: "Ana Marić".into(), ..claims() });
    let mut pasted = parts(&credential);
    pasted[3] = parts(&other)[3].clone();
    assert_eq!(verify(&joined(pasted), &keys), Err(Refusal::Signature));
}

#[test]
fn a_credential_cut_short_anywhere_is_refused() {
    let (_, keys, credential) = signed();
    for length in 0..credential.0.len() {
        let cut = SignedCredential(credential.0[..length].to_owned());
        assert!(matches!(verify(&cut, &keys), Err(Refusal::Malformed(_))), "the first {length} characters");
    }
    let whole = bytes(&credential);
    for length in 0..whole.len() {
        let refused = verify(&text(&whole[..length]), &keys);
        assert!(matches!(refused, Err(Refusal::Malformed(_))), "the first {length} bytes");
    }
}

#[test]
fn any_one_character_changed_is_refused() {
    let (_, keys, credential) = signed();
    for at in 0..credential.0.len() {
        for letter in ["0", "Z", " ", ":", "%", "a", "É"] {
            if credential.0[at..].starts_with(letter) {
                continue;
            }
            let altered = [&credential.0[..at], letter, &credential.0[at + 1..]].concat();
            let read = verify(&SignedCredential(altered), &keys);
            assert!(read.is_err(), "{letter:?} at {at} was read as {read:?}");
        }
    }
}

#[test]
fn the_other_signature_that_is_mathematically_equal_is_refused() {
    let (_, keys, credential) = signed();
    let mut parts = parts(&credential);
    let given = Signature::from_slice(parts[3].as_bytes().expect("bytes")).expect("a signature");
    let (r, s) = given.split_scalars();
    let mirrored = Signature::from_scalars(r.to_bytes(), (-s).to_bytes()).expect("a signature");
    parts[3] = Value::Bytes(mirrored.to_bytes().to_vec());
    assert!(
        matches!(verify(&joined(parts), &keys), Err(Refusal::Malformed(_))),
        "one credential, one spelling"
    );
}

#[test]
fn another_spelling_of_the_payload_is_refused_though_the_college_signed_it() {
    let (key, keys, credential) = signed();
    let mut payload = inner(&parts(&credential)[2]);
    payload.as_map_mut().expect("claims").swap(0, 1);
    let shuffled = with_payload(&credential, &payload, &key);
    assert!(matches!(verify(&shuffled, &keys), Err(Refusal::Claims(_))));
}

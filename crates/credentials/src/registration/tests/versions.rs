//! Old, newer and other texts: what is read of them.

use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::{bytes, claims, inner, parts, signed, terms, text, with_payload};
use crate::keys::{KeySet, SigningKey};
use crate::registration::{
    Class, CredentialClaims, CredentialId, Details, Kind, Refusal, SignedCredential, Term, Terms, verify,
};

#[test]
fn a_newer_kind_is_said_to_be_newer_and_anything_else_to_be_nothing() {
    let (_, keys, credential) = signed();
    let newer = credential.0.replacen("PC2:", "PC3:", 1);
    assert_eq!(verify(&SignedCredential(newer), &keys), Err(Refusal::Newer));
    assert_eq!(verify(&SignedCredential("PC12:ANYTHING".into()), &keys), Err(Refusal::Newer));
    for other in [
        "",
        "PC1:",
        "PC2:",
        "PC:",
        "PC0:6BF",
        "PC01:6BF",
        "PC+1:6BF",
        "HC1:6BF",
        "pc1:6BF",
        "PC3",
        "https://portal.example",
    ] {
        let refused = verify(&SignedCredential(other.into()), &keys);
        assert!(matches!(refused, Err(Refusal::Malformed(_))), "{other:?}: {refused:?}");
    }
    let endless = SignedCredential(format!("PC2:{}", "0".repeat(5000)));
    assert_eq!(verify(&endless, &keys), Err(Refusal::Malformed("too long")));
}

#[test]
fn claims_of_a_newer_college_are_read_as_far_as_they_are_known() {
    let (key, keys, credential) = signed();
    let honest = inner(&parts(&credential)[2]);
    let mut newer = honest.clone();
    let entries = newer.as_map_mut().expect("claims");
    entries[5].1.as_map_mut().expect("registration").push((14.into(), "a specialty".into()));
    entries.push(((-65538).into(), 1.into()));
    assert_eq!(verify(&with_payload(&credential, &newer, &key), &keys), Ok(claims()));

    // All but the last days, which may be missing: of the registration at 5, of the class at 9.
    for at in (0..13).filter(|at| ![5, 9].contains(at)) {
        let mut lacking = honest.clone();
        let registration = lacking.as_map_mut().expect("claims")[5].1.as_map_mut().expect("registration");
        registration.remove(at);
        let refused = verify(&with_payload(&credential, &lacking, &key), &keys);
        assert!(matches!(refused, Err(Refusal::Claims(_))), "{at}: {refused:?}");
    }
    let mut backwards = honest;
    let registration = backwards.as_map_mut().expect("claims")[5].1.as_map_mut().expect("registration");
    registration[5].1 = 20_000.into();
    let refused = verify(&with_payload(&credential, &backwards, &key), &keys);
    assert_eq!(refused, Err(Refusal::Claims("it ends before it begins")));
}

#[test]
fn a_credential_is_found_in_text_that_was_passed_on() {
    let (_, _, credential) = signed();
    let whole = &credential.0;
    let broken: String =
        whole.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line) + "\r\n").collect();
    let quoted = format!("Here is my code:\n\n{whole}\n");
    for pasted in [whole.clone(), format!("  {whole}\n"), broken, quoted] {
        assert_eq!(SignedCredential::from_pasted(&pasted).as_ref(), Some(&credential), "{pasted:?}");
    }
    for other in ["", "PC", "nothing", "PC1:", "PC1:BB8", "my PC1: is old", &whole[..whole.len() - 3]] {
        assert_eq!(SignedCredential::from_pasted(other), None, "{other:?}");
    }
    let newer = SignedCredential::from_pasted("PC3:SOMETHING");
    assert_eq!(newer, Some(SignedCredential("PC3:SOMETHING".into())), "to be told that it is newer");
}

/// Made by another program, one of each kind that was ever printed: each is still read, and says what it said.
#[test]
fn what_was_once_printed_is_still_read() {
    let golden = |name: &str| match name {
        "first" => include_str!("../../../tests/golden/first.txt"),
        "second" => include_str!("../../../tests/golden/second.txt"),
        _ => include_str!("../../../tests/golden/diploma.txt"),
    };
    let keys = KeySet::from_jwks(include_str!("../../../tests/golden/keys.json")).expect("a set");
    let id = CredentialId::of_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let second = CredentialClaims { id, ..claims() };
    let first = CredentialClaims {
        class: Class::Words("Independent Practice".into()),
        details: None,
        ..second.clone()
    };
    let details = second.details.clone().map(|details| Details {
        kind: Kind::Diploma,
        expires: None,
        terms: Terms::of(&[]),
        ..details
    });
    let diploma =
        CredentialClaims { valid_from: date(2015, 7, 2), valid_until: None, details, ..second.clone() };
    for (name, said) in [("first", first), ("second", second), ("diploma", diploma)] {
        let credential = SignedCredential(golden(name).trim_end_matches('\n').to_owned());
        assert_eq!(verify(&credential, &keys).as_ref(), Ok(&said), "{name}");
        let again = SigningKey::generate().issue(&said);
        assert_eq!(again.0[..4], credential.0[..4], "{name} is signed anew as its own generation");
    }
}

#[test]
fn what_does_not_run_out_says_no_end_and_holds_on() {
    let (key, keys, _) = signed();
    let lasting = CredentialClaims { valid_until: None, ..claims() };
    let read = verify(&key.issue(&lasting), &keys);
    assert_eq!(read.as_ref(), Ok(&lasting));
    assert_eq!(lasting.term_on(date(2090, 1, 1)), Term::Holds);
    assert_eq!(lasting.term_on(date(2027, 5, 31)), Term::NotYet);
}

#[test]
fn other_terms_have_another_fingerprint() {
    let [one, two] = terms();
    let of = |terms: &[&str]| Terms::of(&terms.iter().map(|term| (*term).to_owned()).collect::<Vec<_>>());
    let both = of(&[&one, &two]);
    for other in
        [of(&[&one]), of(&[&two, &one]), of(&[&one, &two, &one]), of(&[&(one.clone() + &two)]), of(&[])]
    {
        assert_ne!(other, both);
    }
    assert_eq!((both.count(), both.hash().map(<[u8]>::len)), (2, Some(12)));
    assert_eq!((of(&[]).count(), of(&[]).hash()), (0, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_said_of_anyone_survives(
        name in "[\\p{L}][\\p{L} '-]{0,60}", number in 0..u32::MAX, index in 0..u32::MAX, id in any::<u128>(),
        from in 0..20_000i32, days in 0..800i32, issued in 0..4_000_000_000i64,
    ) {
        let valid_from = date(1990, 1, 1) + jiff::Span::new().days(from);
        let claims = CredentialClaims {
            id: CredentialId::derived(Uuid::from_u128(id), b""), index, name, cpso_number: number, valid_from,
            valid_until: (days > 0).then(|| valid_from + jiff::Span::new().days(days)),
            issued_at: jiff::Timestamp::from_second(issued).expect("an instant"),
            ..claims()
        };
        let key = SigningKey::generate();
        let credential = key.issue(&claims);
        // A lost space at its end is found again.
        let found = SignedCredential::from_pasted(credential.0.trim_end());
        prop_assert_eq!(found.as_ref(), Some(&credential));
        let keys = KeySet::default().with(key.verifying_key());
        prop_assert_eq!(verify(&credential, &keys), Ok(claims));
    }

    #[test]
    fn rubbish_is_refused_and_breaks_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (_, keys, _) = signed();
        prop_assert!(verify(&text(&bytes), &keys).is_err());
        let tagged = [&[0xd2, 0x84][..], &bytes].concat();
        prop_assert!(verify(&text(&tagged), &keys).is_err());
    }

    #[test]
    fn any_one_byte_changed_is_refused(at in any::<prop::sample::Index>(), flip in 1u8..) {
        let (_, keys, credential) = signed();
        let mut bytes = bytes(&credential);
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(verify(&text(&bytes), &keys).is_err());
    }
}

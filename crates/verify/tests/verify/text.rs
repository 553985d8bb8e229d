//! A code without its paper.

use jiff::civil::date;
use portal_credentials::{
    keys::{KeySet, SigningKey},
    registration::Refusal,
};
use portal_verify::{Note, Reason, Trust, TrustError, Verdict, check_text};

use crate::office::{College, ON, claims, now};

fn check(text: &str, college: &College) -> Verdict {
    check_text(text, &college.trust(), ON, now())
}

#[test]
fn a_genuine_code_says_who_what_and_until_when() {
    let (college, claims) = (College::new(), claims("Siobhán Nguyễn-Côté"));
    let verdict = check(&college.signed(&claims).0, &college);
    assert_eq!(verdict.exit_code(), 3, "its paper is not judged");
    assert_eq!((verdict.says, verdict.refused), (Some(claims), None));
    assert_eq!(verdict.notes, [Note::StatusUnknown], "without a list nothing is known of withdrawal");
}

#[test]
fn a_code_mailed_in_lines_is_read() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let lines: Vec<&str> =
        signed.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    let verdict = check(&format!("My code:\n  {}\n", lines.join("\r\n")), &college);
    assert_eq!(verdict.says, Some(claims));
}

#[test]
fn its_days_are_judged_on_the_day_that_is_asked_for() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let on = |day| check_text(&signed, &college.trust(), day, now());
    let early = on(date(2027, 5, 31));
    assert_eq!((early.exit_code(), early.notes[0]), (3, Note::NotYet), "printed in May, it holds from June");
    assert_eq!(on(date(2027, 6, 1)).refused, None);
    assert_eq!(on(date(2028, 5, 31)).refused, None);
    let late = on(date(2028, 6, 1));
    assert_eq!((late.exit_code(), late.refused), (1, Some(Reason::Over)));
    assert!(late.says.is_some(), "it is still said whose it was");
}

#[test]
fn a_strangers_code_a_changed_one_and_a_cut_one_are_refused_each_for_its_reason() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let stranger = College::new().signed(&claims).0;
    assert!(matches!(check(&stranger, &college).refused, Some(Reason::Code(Refusal::UnknownKey(_)))));
    // Within the payload, so that the envelope stays whole: the second of two letters that stand for a byte of the name.
    let at = signed.len() / 2;
    let refused: Vec<Verdict> = ["0", "7", "K"]
        .iter()
        .filter(|letter| !signed[at..].starts_with(**letter))
        .map(|letter| check(&[&signed[..at], letter, &signed[at + 1..]].concat(), &college))
        .collect();
    assert!(refused.iter().all(|verdict| verdict.exit_code() == 1 && verdict.says.is_none()), "{refused:?}");
    for cut in [8, 100, signed.len() - 3] {
        let verdict = check(&signed[..cut], &college);
        assert!(matches!(verdict.refused, Some(Reason::Code(Refusal::Malformed(_)))), "{cut}: {verdict:?}");
    }
}

#[test]
fn what_leaves_it_open_is_no_refusal() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let without_keys = check_text(&signed, &Trust::default(), ON, now());
    assert_eq!((without_keys.exit_code(), without_keys.refused), (2, Some(Reason::NoKeys)));
    let newer = check(&signed.replacen("PC2:", "PC3:", 1), &college);
    assert_eq!((newer.exit_code(), newer.refused), (2, Some(Reason::Code(Refusal::Newer))));
    for id in [claims.id.to_string(), claims.page(), claims.id.to_string().to_lowercase()] {
        assert_eq!(check(&id, &college).refused, Some(Reason::OnlyAnId), "{id}");
    }
    for other in ["", "hello", "https://portal.example/"] {
        assert_eq!(check(other, &college).refused, Some(Reason::Unreadable), "{other:?}");
    }
}

#[test]
fn keys_are_read_from_either_set_and_from_nothing_else() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let rotated = college.keys().with(SigningKey::generate().verifying_key());
    for file in [rotated.to_jwks().into_bytes(), rotated.to_cose()] {
        let trust = Trust::in_key_file(&file).expect("keys");
        assert_eq!(check_text(&signed, &trust, ON, now()).refused, None);
    }
    for file in [&b"{}"[..], b"", b"PC1:", &[0xff, 0xfe]] {
        assert!(matches!(Trust::in_key_file(file), Err(TrustError::Keys(_))), "{file:?}");
    }
    let none = KeySet::default();
    for file in [none.to_jwks().into_bytes(), none.to_cose()] {
        assert_eq!(Trust::in_key_file(&file).err(), Some(TrustError::NoKeys));
    }
}

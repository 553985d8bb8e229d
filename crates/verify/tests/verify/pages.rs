//! Documents as they are printed: their code is read from the file, and their pages are compared with it.

use jiff::civil::date;
use portal_credentials::registration::CredentialClaims;
use portal_verify::{Fact, Note, Reason};

use crate::made::{College, KINDS, Kind, check, claims, document};

/// In every script that the typefaces have.
const NAMES: [&str; 10] = [
    "Anna Lee",
    "Siobhán Nguyễn-Côté",
    "Office Affleck-Fitzgerald",
    "Ελένη Παπαδοπούλου",
    "Юлія Ґалаґан-Щербакова",
    "ᐊᓇ ᐅᒃᐱᒃ (Anna Okpik)",
    "ȽÁU,WELṈEW̱ X̱wémalhkwu",
    "فاطمة الزهراء",
    "רחל לוי-כהן",
    "王小明",
];

#[test]
fn every_document_with_a_code_is_genuine_as_it_is_printed() {
    let college = College::new();
    for name in NAMES {
        let claims = claims(name);
        let credential = college.credential(&claims);
        let kinds = if name == NAMES[0] { &KINDS[..] } else { &[Kind::Card, Kind::Certificate] };
        for kind in kinds {
            let verdict = check(document(*kind, &claims, &credential).as_bytes(), &college);
            assert_eq!(verdict.refused, None, "{kind:?} of {name}");
            assert_eq!((verdict.says.as_ref(), verdict.notes), (Some(&claims), vec![Note::StatusUnknown]));
        }
    }
}

#[test]
fn a_long_name_that_runs_over_lines_is_still_found() {
    let college = College::new();
    let name = "Maria Alejandra Constanza de la Santísima Trinidad Fernández de Córdoba y Álvarez de Toledo";
    let claims = CredentialClaims { class: "Supervised Practice of Short Duration".into(), ..claims(name) };
    let credential = college.credential(&claims);
    for kind in KINDS {
        assert_eq!(
            check(document(kind, &claims, &credential).as_bytes(), &college).refused,
            None,
            "{kind:?}"
        );
    }
}

/// The College signed the code, and somebody printed a document around it that says more.
#[test]
fn a_document_that_says_something_else_than_its_code_is_refused_and_told_in_what() {
    let (college, honest) = (College::new(), claims("Anna Lee"));
    let credential = college.credential(&honest);
    let forged: [(Fact, CredentialClaims); 5] = [
        (Fact::Name, CredentialClaims { name: "Anna Leigh".into(), ..honest.clone() }),
        (Fact::Name, CredentialClaims { name: "Anna Leeson".into(), ..honest.clone() }),
        (
            Fact::Class,
            CredentialClaims { class: "Independent Practice, all fields".into(), ..honest.clone() },
        ),
        (Fact::Number, CredentialClaims { cpso_number: 900_007, ..honest.clone() }),
        (Fact::Class, CredentialClaims { class: "Restricted".into(), ..honest.clone() }),
    ];
    for kind in KINDS {
        for (fact, says) in &forged {
            let verdict = check(document(kind, says, &credential).as_bytes(), &college);
            assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![*fact])), "{kind:?}, {fact:?}");
            assert_eq!(verdict.says.as_ref(), Some(&honest), "what the code says is said, to compare");
        }
    }
    for kind in [Kind::Card, Kind::PlasticCard] {
        let says = CredentialClaims { valid_until: date(2029, 5, 31), ..honest.clone() };
        let verdict = check(document(kind, &says, &credential).as_bytes(), &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::Until])), "{kind:?}");
        let says = CredentialClaims { valid_from: date(2026, 6, 1), ..honest.clone() };
        let verdict = check(document(kind, &says, &credential).as_bytes(), &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::From])), "{kind:?}");
    }
}

#[test]
fn anothers_code_pasted_on_is_refused() {
    let (college, own) = (College::new(), claims("Anna Lee"));
    let other = CredentialClaims { cpso_number: 900_002, ..claims("Siobhán Nguyễn-Côté") };
    let pasted = college.credential(&other);
    for kind in KINDS {
        let verdict = check(document(kind, &own, &pasted).as_bytes(), &college);
        assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![Fact::Name, Fact::Number])), "{kind:?}");
    }
}

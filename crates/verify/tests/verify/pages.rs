//! Documents as they are printed: their code is read from the file, and their pages are compared with it.

use jiff::civil::date;
use portal_credentials::registration::{Class, CredentialClaims, Details, Terms};
use portal_verify::{Fact, Judged, Note, Reason, check_pdf};

use crate::office::{College, KINDS, Kind, check, claims, diploma_claims, document, first_claims};

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
fn every_document_with_a_code_is_paper_whose_code_is_genuine() {
    let college = College::new();
    for name in NAMES {
        let claims = claims(name);
        let credential = college.credential(&claims);
        let kinds = if name == NAMES[0] { &KINDS[..] } else { &[Kind::Card, Kind::Certificate] };
        for kind in kinds {
            let verdict = check(document(*kind, &claims, &credential).as_bytes(), &college);
            assert_eq!((verdict.exit_code(), &verdict.refused), (3, &None), "{kind:?} of {name}");
            assert_eq!(verdict.file, Judged::Paper);
            assert_eq!((verdict.says.as_ref(), verdict.notes), (Some(&claims), vec![Note::StatusUnknown]));
        }
    }
}

#[test]
fn a_long_name_that_runs_over_lines_is_still_found() {
    let college = College::new();
    let name = "Maria Alejandra Constanza de la Santísima Trinidad Fernández de Córdoba y Álvarez de Toledo";
    let claims = CredentialClaims { class: Class::Code("short-duration".into()), ..claims(name) };
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
            CredentialClaims {
                class: Class::Code("Independent Practice, all fields".into()),
                ..honest.clone()
            },
        ),
        (Fact::Number, CredentialClaims { cpso_number: 900_007, ..honest.clone() }),
        (Fact::Class, CredentialClaims { class: Class::Code("restricted".into()), ..honest.clone() }),
    ];
    for kind in KINDS {
        for (fact, says) in &forged {
            let verdict = check(document(kind, says, &credential).as_bytes(), &college);
            assert_eq!(verdict.refused, Some(Reason::SaysOtherwise(vec![*fact])), "{kind:?}, {fact:?}");
            assert_eq!(verdict.says.as_ref(), Some(&honest), "what the code says is said, to compare");
        }
    }
    for kind in [Kind::Card, Kind::PlasticCard] {
        let says = CredentialClaims { valid_until: Some(date(2029, 5, 31)), ..honest.clone() };
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

/// A diploma does not run out in June: its code says since when, and nothing of years.
#[test]
fn a_diploma_has_a_code_of_its_own_that_does_not_run_out() {
    let (college, claims) = (College::new(), diploma_claims("Anna Lee"));
    let pdf = document(Kind::Diploma, &claims, &college.credential(&claims));
    let verdict = check_pdf(pdf.as_bytes(), &college.trust(), date(2040, 1, 1), crate::office::now());
    assert_eq!((verdict.exit_code(), verdict.refused, verdict.says.as_ref()), (3, None, Some(&claims)));

    let details =
        claims.details.clone().map(|details| Details { first_registered: date(1990, 7, 2), ..details });
    let says = CredentialClaims { details, ..claims.clone() };
    let forged = document(Kind::Diploma, &says, &college.credential(&claims));
    assert_eq!(check(forged.as_bytes(), &college).refused, Some(Reason::SaysOtherwise(vec![Fact::First])));

    let card = document(Kind::Card, &crate::office::claims("Anna Lee"), &college.credential(&claims));
    let Some(Reason::SaysOtherwise(facts)) = check(card.as_bytes(), &college).refused else {
        panic!("the code of a diploma on a card");
    };
    assert!(facts.contains(&Fact::Until), "{facts:?}");
}

#[test]
fn the_days_and_terms_of_a_certificate_are_held_against_its_code() {
    let (college, honest) = (College::new(), claims("Anna Lee"));
    let credential = college.credential(&honest);
    let details = honest.details.clone().expect("details");
    let with = |details: Details| CredentialClaims { details: Some(details), ..honest.clone() };
    for (says, facts) in [
        (with(Details { effective: date(2005, 7, 2), ..details.clone() }), vec![Fact::Effective]),
        (with(Details { expires: Some(date(2030, 1, 1)), ..details.clone() }), vec![Fact::Expires]),
    ] {
        let forged = document(Kind::Certificate, &says, &credential);
        assert_eq!(check(forged.as_bytes(), &college).refused, Some(Reason::SaysOtherwise(facts)));
    }
    let bare = document(Kind::WithoutTerms, &honest, &credential);
    assert_eq!(check(bare.as_bytes(), &college).refused, Some(Reason::SaysOtherwise(vec![Fact::Terms])));
    let none = with(Details { terms: Terms::of(&[]), ..details });
    let honest = document(Kind::WithoutTerms, &none, &college.credential(&none));
    assert_eq!(check(honest.as_bytes(), &college).refused, None);
}

/// What was printed before there were details is as good as it was.
#[test]
fn documents_of_the_first_generation_are_still_read() {
    let (college, claims) = (College::new(), first_claims("Siobhán Nguyễn-Côté"));
    for kind in KINDS {
        let verdict = check(document(kind, &claims, &college.credential(&claims)).as_bytes(), &college);
        assert_eq!(
            (verdict.exit_code(), verdict.refused, verdict.says.as_ref()),
            (3, None, Some(&claims)),
            "{kind:?}"
        );
    }
}

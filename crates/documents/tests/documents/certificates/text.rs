//! Every fact is found on the page, and what is said depends on who made it and on whether its code is at hand.

use jiff::civil::date;
use portal_documents::{
    DocumentError, Issue, Maker, Paper, Pdf,
    authorization::{AuthorizationFacts, authorization},
    certificate::{CertificateFacts, certificate},
    diploma::{DiplomaFacts, diploma},
};
use portal_texts::{Language, Texts};

use crate::{
    people::{NAMES, authorization_of, certificate_of, diploma_of},
    support::{File, run},
};

fn text(pdf: Result<Pdf, DocumentError>) -> String {
    let file = File::holding(&pdf.expect("it is made"));
    let text = run("pdftotext", &["-raw", "-enc", "UTF-8"], &file.path(), &["-"]);
    // Poppler marks which way text runs.
    let plain = text.replace(['\u{202a}', '\u{202b}', '\u{202c}'], "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn certificate_text(facts: &CertificateFacts) -> String {
    text(certificate(facts, Texts::of(Language::English), Paper::Letter))
}

#[track_caller]
fn says(text: &str, facts: &[&str]) {
    for fact in facts {
        assert!(text.contains(fact), "{fact:?} in {text}");
    }
}

#[test]
fn a_certificate_says_who_which_class_since_when_and_how_to_check_it() {
    let facts = CertificateFacts { expires: Some(date(2029, 6, 30)), ..certificate_of("Anna Lee") };
    let id = facts.issue.credential.as_ref().expect("a credential").claims.id.to_string();
    let text = certificate_text(&facts);
    says(&text, &["Certificate of Registration", "Anna Lee", "900001", "Independent Practice", "2 Jul 2014"]);
    says(&text, &["30 Jun 2029", "None. This certificate bears no terms", "Certificate number"]);
    says(&text, &["portal.example/verify/", &id, "from 1 Jun 2027 to 31 May 2028", "Dated 14 Jun 2027"]);
    says(&text, &["Registrant’s own copy", "Valid with its code"]);
    assert!(!text.contains("https://"), "addresses are printed without what nobody types");
}

#[test]
fn a_diploma_says_since_when_in_words() {
    let text = text(diploma(&diploma_of("Anna Lee"), Texts::of(Language::English), Paper::Letter));
    says(&text, &["REGISTRATION DIPLOMA", "Anna Lee", "on 1 July 2009, under number 900001"]);
    says(&text, &["Independent Practice", "from 1 Jun 2027 to 31 May 2028"]);
}

#[test]
fn an_authorization_says_which_corporation_and_whose() {
    let text =
        text(authorization(&authorization_of("Anna Lee"), Texts::of(Language::English), Paper::Letter));
    says(&text, &["Certificate of Authorization", "Anna Lee Medicine Professional Corporation", "CA-10441"]);
    says(&text, &["1 Mar 2024", "29 Feb 2028", "Shareholder", "900001", "www.cpso.on.ca", "Not signed."]);
}

#[test]
fn names_copy_out_as_they_went_in() {
    for name in NAMES {
        let text = certificate_text(&certificate_of(name));
        // Where both directions meet, poppler leaves the space on the other side.
        let two_ways = name.contains(|c| matches!(c, '\u{590}'..='\u{6ff}'));
        let whole = if two_ways { name.split_whitespace().collect() } else { vec![name] };
        assert!(whole.iter().all(|part| text.contains(part)), "{name} in {text}");
    }
}

#[test]
fn without_its_code_a_document_says_when_it_comes_and_claims_nothing() {
    let facts = certificate_of("Anna Lee");
    let text = certificate_text(&CertificateFacts {
        issue: Issue { credential: None, ..facts.issue.clone() },
        ..facts
    });
    says(&text, &["No code yet", "comes with the next connection", "Not valid before it has its code."]);
    assert!(!text.contains("Valid with its code"), "{text}");
}

#[test]
fn what_the_college_makes_is_no_copy() {
    let facts = certificate_of("Anna Lee");
    let issue = Issue { maker: Maker::College, ..facts.issue.clone() };
    let text = certificate_text(&CertificateFacts { issue, ..facts });
    says(&text, &["Signed electronically"]);
    assert!(!text.contains("own copy"), "{text}");
}

#[test]
fn what_would_state_nothing_or_nonsense_is_not_made() {
    let texts = Texts::of(Language::English);
    let given = certificate_of("Anna Lee");
    let backwards = CertificateFacts { expires: Some(date(2014, 7, 1)), ..given.clone() };
    assert_eq!(certificate(&backwards, texts, Paper::Letter), Err(DocumentError::EndsBeforeItBegins));
    let nameless = CertificateFacts { registrant_name: " \u{200b}".into(), ..given };
    let empty = Err(DocumentError::Empty { fact: "registrant_name" });
    assert_eq!(certificate(&nameless, texts, Paper::Letter), empty);
    let nameless = DiplomaFacts { registrant_name: String::new(), ..diploma_of("") };
    assert_eq!(diploma(&nameless, texts, Paper::Letter), empty);
    let nameless = AuthorizationFacts { corporation: String::new(), ..authorization_of("Anna Lee") };
    let refused = authorization(&nameless, texts, Paper::Letter).expect_err("no corporation");
    assert_eq!(refused, DocumentError::Empty { fact: "corporation" });
    let sentence = refused.sentence(texts);
    assert!(sentence.contains("name of the corporation"), "in people's words: {sentence}");
}

#[test]
fn a_term_keeps_its_lines_and_an_empty_one_is_an_error() {
    let given = certificate_of("Anna Lee");
    let term = "The registrant may:\n(a) assist in surgery;\r\n(b) teach.";
    let pdf = certificate(
        &CertificateFacts { terms: vec![term.into()], ..given.clone() },
        Texts::of(Language::English),
        Paper::Letter,
    );
    let lines = File::holding(&pdf.expect("a certificate")).lines();
    for line in ["1. The registrant may:", "(a) assist in surgery;", "(b) teach."] {
        assert!(lines.iter().any(|it| it == line), "{line:?} is a line of its own in {lines:#?}");
    }
    for nothing in ["", " \n ", "\u{200b}"] {
        let terms = vec!["A term.".into(), nothing.into()];
        let refused = certificate(
            &CertificateFacts { terms, ..given.clone() },
            Texts::of(Language::English),
            Paper::Letter,
        );
        assert_eq!(refused, Err(DocumentError::Empty { fact: "term" }), "{nothing:?}");
    }
}

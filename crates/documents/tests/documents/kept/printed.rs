//! Every document of records at random can be printed by a printer at home: no type too small, nothing coloured that is small, no
//! ink where no printer prints, and no last page that is nearly empty.

use portal_documents::{
    Issue, Maker, Paper, Pdf,
    certificate::{CertificateFacts, certificate},
};
use portal_texts::{Language, Texts};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    kept::everything::quoting,
    kept::many::{NAMES, certified},
    people::certificate_of,
    support::printing::{ink_from_the_edge, last_page_filled, type_sizes},
};

/// Where the terms stand on further pages of a certificate on Letter, and the column of what flows.
const TERMS: (f64, f64) = (150.0, 680.0);
const COLUMN: (f64, f64) = (62.0, 730.0);

/// Names of every script, short and long, up to two hundred letters.
fn name() -> impl Strategy<Value = String> {
    let all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    vec(select(all), 1..9).prop_map(|parts| parts.join(" ").chars().take(200).collect())
}

fn terms() -> impl Strategy<Value = Vec<String>> {
    vec("[a-z]{2,9}( [a-z]{2,12}){1,60}", 0..12)
}

fn with_terms(name: &str, terms: Vec<String>, maker: Maker, has_code: bool) -> Pdf {
    let facts = certificate_of(name);
    let credential = facts.issue.credential.clone().filter(|_| has_code);
    let issue = Issue { maker, credential, ..facts.issue };
    let facts = CertificateFacts { terms, issue, ..facts };
    certificate(&facts, Texts::of(Language::English), Paper::Letter).expect("a certificate")
}

fn is_printed(kind: &str, pdf: &Pdf) -> Result<(), TestCaseError> {
    let (size, coloured) = type_sizes(pdf);
    prop_assert!(size >= 6.0, "{}: type of {} pt", kind, size);
    prop_assert!(coloured >= 9.0, "{}: type of {} pt that is not black", kind, coloured);
    let free = ink_from_the_edge(pdf);
    // What a printer of cards gets is the card itself, to its edge.
    prop_assert!(free >= 8.0 || kind == "card-printer", "{}: ink {} mm from the edge", kind, free);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn what_is_certified_can_be_printed_at_home(
        name in name(),
        terms in terms(),
        by_college in any::<bool>(),
        has_code in any::<bool>(),
    ) {
        for (kind, pdf) in certified(&name) {
            is_printed(kind, &pdf)?;
        }
        let maker = if by_college { Maker::College } else { Maker::Registrant };
        let pdf = with_terms(&name, terms, maker, has_code);
        is_printed("certificate with terms", &pdf)?;
        let filled = last_page_filled(&pdf, TERMS);
        prop_assert!(filled >= 0.15, "the last page of a certificate is filled to {}", filled);
    }

    #[test]
    fn what_flows_can_be_printed_at_home(name in name(), characters in 0..6_000_usize) {
        for (kind, pdf) in quoting(&name, characters) {
            is_printed(kind, &pdf)?;
            let filled = last_page_filled(&pdf, COLUMN);
            prop_assert!(filled >= 0.15, "the last page of the {} is filled to {}", kind, filled);
        }
    }
}

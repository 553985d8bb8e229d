//! Whatever people type, documents that quote them are made: what has no typeface is printed by its number, and nothing beside
//! it moves. What is certified is refused instead.

use portal_documents::{DocumentError, Maker, Paper, certifiable};
use portal_record::{addresses::AddressKind, documents::Document};
use proptest::prelude::*;

use crate::{
    page::text,
    registrant::{Registrant, YEAR, address, invoice},
};

/// What was seen to break documents, and its kin.
pub const ODD: [(&str, &str); 16] = [
    ("a picture", "🙂"),
    ("a family joined", "👨\u{200d}👩\u{200d}👧"),
    ("a flag", "🇨🇦"),
    ("a skin", "👋🏽"),
    ("a heart with its selector", "❤\u{fe0f}"),
    ("a key cap", "1\u{fe0f}\u{20e3}"),
    ("a letter of no face", "ខ្មែរ"),
    ("a mark alone", "\u{301}"),
    ("marks upon marks", "Z\u{301}\u{336}\u{489}\u{5b0}\u{94d}\u{651}"),
    ("what is not assigned", "\u{378}\u{cdfff}"),
    ("what is private", "\u{e000}\u{f8ff}\u{100000}"),
    ("what is no character", "\u{fdd0}\u{fffe}\u{ffff}"),
    ("control characters", "\u{0}\u{7}\u{1b}[31m\u{7f}\u{9b}"),
    ("what turns text round", "\u{202e}\u{2067}\u{200f}\u{2069}"),
    ("tags", "\u{e0001}\u{e0041}\u{e007f}"),
    ("music and hieroglyphs", "𝄞𓀀"),
];

fn quoting(typed: &str) -> Registrant {
    let answers = [
        ("A.1.correct", "yes"),
        ("A.contact.correct", "no"),
        ("A.contact.correction", typed),
        ("B.1", "ontario"),
    ];
    Registrant::practising("Élise", "Tremblay")
        .and("2016-01-01T12:00:00Z", address(AddressKind::Mailing, typed))
        .having_filed(&answers)
        .having_paid(&[("annual", 172_500, 0)])
}

const QUOTING: [Document; 2] = [Document::Survey { year: YEAR }, Document::Profile];

#[test]
fn what_people_type_is_printed_with_a_visible_stand_in() {
    for (what, odd) in ODD {
        let typed = format!("Before {odd} after");
        let registrant = quoting(&typed);
        for document in QUOTING.into_iter().chain([Document::Receipt { invoice: invoice() }]) {
            let made =
                registrant.try_make(&document, Maker::Registrant, Paper::Letter).expect("there is one");
            let said = text(&made.unwrap_or_else(|error| panic!("{document} with {what}: {error}")));
            let (before, after) = (said.find("Before"), said.find("after"));
            assert!(before.is_some() && before < after, "{what} does not move others in {document}: {said}");
        }
    }
    let said = text(&quoting("Thank you 🙂 for 👋🏽").make(&QUOTING[0]));
    assert!(said.contains("Thank you [U+1F642] for [U+1F44B][U+1F3FD]"), "{said}");
}

#[test]
fn the_conduct_certificate_and_all_others_refuse_a_name_and_say_which_character() {
    let registrant =
        Registrant::practising("Élise", "Tremblay 🩺").having_filed(&[]).having_paid(&[("annual", 100, 0)]);
    for document in [Document::Certificate, Document::Diploma, Document::Conduct] {
        let refused = registrant.try_make(&document, Maker::College, Paper::Letter).expect("there is one");
        assert!(
            matches!(refused, Err(DocumentError::NoGlyph { character: '🩺', .. })),
            "{document}: {refused:?}"
        );
    }
    for document in QUOTING.into_iter().chain([Document::Receipt { invoice: invoice() }]) {
        assert!(
            text(&registrant.make(&document)).contains("Tremblay [U+1FA7A]"),
            "{document} quotes the payer"
        );
    }
}

#[test]
fn a_name_is_judged_where_it_is_typed() {
    for name in ["Élise Tremblay", "Ƙwɨ Ƹzo", "अनिता शर्मा", "สมชาย ใจดี", "李小龍", "ליאור כהן"]
    {
        assert_eq!(certifiable(name), Ok(()), "{name}");
    }
    for (name, lacking) in [("Anna 🙂", '🙂'), ("ខ្មែរ", 'ខ'), ("Anna \u{e000}", '\u{e000}')]
    {
        let refused = certifiable(name).expect_err("no certificate can have it");
        assert!(
            matches!(refused, DocumentError::NoGlyph { character, .. } if character == lacking),
            "{refused}"
        );
    }
    assert!(matches!(certifiable(" \u{200b} "), Err(DocumentError::Empty { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn documents_that_quote_are_made_of_any_characters(typed in proptest::collection::vec(any::<char>(), 1..200)) {
        let typed: String = typed.into_iter().collect();
        let registrant = quoting(&format!("a {typed} z"));
        for document in QUOTING {
            let made = registrant.try_make(&document, Maker::Registrant, Paper::A4).expect("there is one");
            prop_assert!(made.is_ok(), "{document}: {:?}", made.err());
        }
    }
}

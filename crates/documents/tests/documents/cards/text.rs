//! What is printed on a card copies out as it went in, in every script that the typefaces have; what they do not have is
//! refused by name.

use crate::support::{File, facts, letter};
use portal_documents::{DocumentError, card::CardFacts};
use portal_texts::{Language, Texts};

/// The name as it was given, and as it must copy out.
const NAMES: [(&str, &str); 11] = [
    ("Anna Lee", "Anna Lee"),
    ("Geneviève Côté-Desjardins", "Geneviève Côté-Desjardins"),
    ("Siobhán O’Grady Björk", "Siobhán O’Grady Björk"),
    ("Nguyễn Thị Bảo Ngọc", "Nguyễn Thị Bảo Ngọc"),
    ("Nguye\u{302}\u{303}n\u{a0} Thi\u{323}\u{200b}", "Nguyễn Thị"),
    ("Ελένη Παπαδοπούλου", "Ελένη Παπαδοπούλου"),
    ("Юлія Ґалаґан-Щербакова", "Юлія Ґалаґан-Щербакова"),
    ("ᐊᓇ ᐅᒃᐱᒃ", "ᐊᓇ ᐅᒃᐱᒃ"),
    ("ᒪᐃᑦ ᖃᐅᔨᒪᓂᖅ (Mike Qaujimaniq)", "ᒪᐃᑦ ᖃᐅᔨᒪᓂᖅ (Mike Qaujimaniq)"),
    ("ȽÁU,WELṈEW̱ X̱wémalhkwu", "ȽÁU,WELṈEW̱ X̱wémalhkwu"),
    ("Office Affleck-Fitzgerald", "Office Affleck-Fitzgerald"),
];

#[test]
fn every_field_copies_out_exactly() {
    for (given, printed) in NAMES {
        let lines = File::of(&facts(given)).lines();
        let expected = [
            "College of Physicians and Surgeons of Ontario",
            printed,
            "CPSO number",
            "900001",
            "Independent Practice",
            "Active",
            "1 Jun 2027",
            "31 May 2028",
            "CAMD-1234-5679",
            "Registrant’s own copy Issued 20 May 2027 Confirmation R27-7F3K-9QMD",
            "Not valid without verification",
            "80 College Street, Toronto, Ontario M5G 2E2",
            "(416) 967-2600 · www.cpso.on.ca",
        ];
        for field in expected {
            assert!(lines.iter().any(|line| line == field), "{field:?} is a line of its own in {lines:#?}");
        }
    }
}

#[test]
fn the_front_is_read_from_the_name_down() {
    let lines = File::of(&facts("Anna Lee")).lines();
    let foot = "Registrant’s own copy Issued 20 May 2027 Confirmation R27-7F3K-9QMD";
    let order = ["Anna Lee", "900001", "Independent Practice", "Active", "1 Jun 2027", "31 May 2028", foot];
    let places: Vec<_> = order.iter().map(|field| lines.iter().position(|line| line == field)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?} in {lines:#?}");
}

#[test]
fn a_card_without_a_minc_has_no_label_for_it() {
    for minc in [None, Some(String::new()), Some("  ".into())] {
        let lines = File::of(&CardFacts { minc, ..facts("Anna Lee") }).lines();
        assert!(!lines.iter().any(|line| line.contains("MINC")), "{lines:#?}");
    }
}

#[test]
fn a_character_that_no_face_has_is_refused_by_name() {
    let cases = [("ខ្មែរ", 'ខ'), ("සුනිල්", 'ස'), ("Anna 🩺", '🩺'), ("Anna \u{e000}", '\u{e000}')];
    for (name, character) in cases {
        let refused = letter(&facts(name)).expect_err("no face has it");
        assert_eq!(refused, DocumentError::NoGlyph { character, text: name.into() });
        let sentence = refused.sentence(Texts::of(Language::English));
        assert!(sentence.contains(character) && sentence.contains(name), "the sentence names it: {sentence}");
    }
}

#[test]
fn every_fact_is_checked_for_characters_not_only_the_name() {
    let given = facts("Anna Lee");
    let cases = [
        CardFacts { cpso_number: "៩".into(), ..given.clone() },
        CardFacts { class: "ស្វតន្ត".into(), ..given.clone() },
        CardFacts { status: "ප්‍ර".into(), ..given.clone() },
        CardFacts { minc: Some("ක".into()), ..given.clone() },
        CardFacts { receipt_code: Some("ក".into()), ..given },
    ];
    for facts in cases {
        assert!(matches!(letter(&facts), Err(DocumentError::NoGlyph { .. })), "{facts:?}");
    }
}

#[test]
fn a_card_that_would_state_nothing_is_not_made() {
    let given = facts("Anna Lee");
    let cases = [
        (CardFacts { registrant_name: " \u{200b}".into(), ..given.clone() }, "registrant_name"),
        (CardFacts { cpso_number: String::new(), ..given.clone() }, "cpso_number"),
        (CardFacts { class: String::new(), ..given.clone() }, "class"),
        (CardFacts { status: String::new(), ..given.clone() }, "status"),
        (CardFacts { receipt_code: Some(String::new()), ..given.clone() }, "receipt_code"),
    ];
    for (facts, fact) in cases {
        let refused = letter(&facts).expect_err("nothing to print");
        assert_eq!(refused, DocumentError::Empty { fact });
        let sentence = refused.sentence(Texts::of(Language::English));
        assert!(
            fact == "class" || fact == "status" || !sentence.contains(fact),
            "in people's words: {sentence}"
        );
    }
    let backwards = CardFacts { valid_until: given.valid_from.yesterday().expect("a day before"), ..given };
    assert_eq!(letter(&backwards), Err(DocumentError::EndsBeforeItBegins));
}

#[test]
fn every_refusal_has_a_sentence() {
    let refusals = [
        DocumentError::NoGlyph { character: '李', text: "李".into() },
        DocumentError::DoesNotFit { text: "long".into() },
        DocumentError::Empty { fact: "class" },
        DocumentError::EndsBeforeItBegins,
        DocumentError::AmountsDiffer { lines: Some(1), paid: 2 },
        DocumentError::AmountsDiffer { lines: None, paid: 2 },
        DocumentError::Face { face: "a face", problem: "a problem".into() },
        DocumentError::Program { part: "a part", problem: "a problem".into() },
    ];
    for refusal in refusals {
        let sentence = refusal.sentence(Texts::of(Language::English));
        assert!(sentence.ends_with('.') && !sentence.contains('{'), "{refusal:?}: {sentence}");
    }
}

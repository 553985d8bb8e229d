//! The file itself: sound for other readers, everything embedded, the same bytes for the same input, and a structure that
//! changes only on purpose.

use crate::support::{File, facts, in_another_process, letter, run, structure::structure};
use lopdf::{Document, Object};
use sha2::{Digest, Sha256};

const NAMES: [&str; 4] = ["Anna Lee", "Nguyễn Thị Bảo Ngọc", "ᐊᓇ ᐅᒃᐱᒃ (Anna Okpik)", "ȽÁU,WELṈEW̱"];

#[test]
fn qpdf_finds_nothing_wrong() {
    for name in NAMES {
        let report = run("qpdf", &["--check"], &File::of(&facts(name)).path(), &[]);
        assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
    }
}

#[test]
fn every_font_is_embedded_subset_and_has_its_text() {
    for name in NAMES {
        let report = run("pdffonts", &[], &File::of(&facts(name)).path(), &[]);
        let fonts: Vec<&str> = report.lines().skip(2).collect();
        assert!(fonts.len() >= 3, "sans, semibold and serif at least: {report}");
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(columns[2..5], ["yes", "yes", "yes"], "embedded, subset, with Unicode: {font}");
            assert_eq!(font.find('+'), Some(6), "named as a subset: {font}");
        }
    }
}

#[test]
fn syllabics_are_embedded_only_where_they_are_used() {
    let fonts = |name: &str| run("pdffonts", &[], &File::of(&facts(name)).path(), &[]);
    assert!(!fonts("Anna Lee").contains("Aboriginal"));
    assert!(fonts("ᐊᓇ ᐅᒃᐱᒃ").contains("+NotoSansCanadianAboriginal-SemiBold"));
}

#[test]
fn the_file_says_what_it_is() {
    let file = File::of(&facts("Siobhán Nguyễn"));
    let info = run("pdfinfo", &[], &file.path(), &[]);
    for line in [
        "Title:           Registration card 2027–2028, Siobhán Nguyễn",
        "Subject:         CPSO 900001, valid 1 Jun 2027 to 31 May 2028",
        "Author:          College of Physicians and Surgeons of Ontario",
        "Creator:         Portal Desktop",
        "Pages:           1",
        "PDF version:     1.7",
    ] {
        assert!(info.contains(line), "{line:?} in {info}");
    }
    let dates = run("pdfinfo", &["-isodates"], &file.path(), &[]);
    assert!(
        dates.contains("CreationDate:    2027-05-20T14:14:03Z"),
        "the instant of issue, not of making: {dates}"
    );
    let tree = Document::load(file.path()).expect("a PDF");
    let language = tree.catalog().and_then(|catalog| catalog.get(b"Lang")).and_then(Object::as_str);
    assert_eq!(language.expect("a language"), b"en-CA", "for people who have it read aloud");
}

#[test]
fn a_card_is_small() {
    for name in NAMES {
        let bytes = letter(&facts(name)).expect("a card").as_bytes().len();
        assert!(bytes < 60_000, "{name}: {bytes} bytes");
    }
}

#[test]
fn the_same_facts_give_the_same_bytes_and_other_facts_another_identity() {
    let identity = |name: &str| {
        let tree = Document::load_mem(letter(&facts(name)).expect("a card").as_bytes()).expect("a PDF");
        tree.trailer.get(b"ID").expect("an identity").clone()
    };
    assert_eq!(letter(&facts("Anna Lee")), letter(&facts("Anna Lee")));
    assert_eq!(identity("Anna Lee"), identity("Anna Lee"));
    assert_ne!(identity("Anna Lee"), identity("Anna Leo"), "two cards are never taken for one");
}

/// Run by the next test in another process.
#[test]
#[ignore = "prints what another test compares"]
fn print_the_hash_of_a_card() {
    println!("hash {}", hash());
}

#[test]
fn another_process_makes_the_same_bytes() {
    let printed = in_another_process(concat!(module_path!(), "::print_the_hash_of_a_card"));
    assert!(printed.contains(&format!("hash {}", hash())), "{printed}");
}

fn hash() -> String {
    let pdf = letter(&facts("ᐊᓇ ᐅᒃᐱᒃ (Anna Okpik)")).expect("a card");
    Sha256::digest(pdf.as_bytes()).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// printpdf's releases have broken fonts and text in different ways: what the file is made of changes only on purpose.
#[test]
fn the_structure_of_a_card_is_as_it_was() {
    let pdf = letter(&facts("ᐊᓇ ᐅᒃᐱᒃ (Anna W̱hite)")).expect("a card");
    let tree = Document::load_mem(pdf.as_bytes()).expect("a PDF");
    insta::assert_snapshot!(structure(&tree));
}

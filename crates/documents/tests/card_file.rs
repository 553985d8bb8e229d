//! The file itself: sound for other readers, everything embedded, the same bytes for the same input, and a structure that
//! changes only on purpose.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod support;

use std::{collections::BTreeMap, fmt::Write, process::Command};

use lopdf::{Dictionary, Document, Object};
use sha2::{Digest, Sha256};
use support::{File, facts, letter, run};

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
    let program = std::env::current_exe().expect("this test program");
    let output = Command::new(program)
        .args(["--exact", "print_the_hash_of_a_card", "--ignored", "--nocapture"])
        .output()
        .expect("the other process");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
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

/// Catalog, fonts, and what the page draws, with the text that its codes stand for.
fn structure(tree: &Document) -> String {
    let mut report = String::new();
    let catalog = tree.catalog().expect("a catalog");
    let _ = writeln!(report, "catalog {:?}", catalog.iter().map(|(key, _)| text(key)).collect::<Vec<_>>());
    let (_, page) = tree.get_pages().pop_first().expect("a page");
    let fonts = tree.get_page_fonts(page).expect("fonts");
    let mut codes = BTreeMap::new();
    for (name, font) in fonts {
        let _ = writeln!(report, "font {} {}", text(&name), described(tree, font));
        codes.insert(name, unicode(tree, font));
    }
    let content = tree.get_page_content(page);
    let operations = lopdf::content::Content::decode(&content).expect("operators").operations;
    let mut font = Vec::new();
    for operation in operations {
        if operation.operator == "Tf" {
            font = operation.operands[0].as_name().expect("a font").to_vec();
        }
        let operands: Vec<String> = operation.operands.iter().map(|o| operand(o, codes.get(&font))).collect();
        let _ = writeln!(report, "{} {}", operation.operator, operands.join(" "));
    }
    report
}

fn described(tree: &Document, font: &Dictionary) -> String {
    let descendant =
        font.get(b"DescendantFonts").and_then(Object::as_array).expect("descendants")[0].as_dict();
    let descendant = descendant.expect("a font");
    let descriptor =
        tree.get_dictionary(descendant.get(b"FontDescriptor").and_then(Object::as_reference).expect("one"));
    let descriptor = descriptor.expect("a descriptor");
    let name = |dictionary: &Dictionary, key: &[u8]| {
        text(dictionary.get(key).and_then(Object::as_name).expect("a name"))
    };
    let number = |key: &[u8]| descriptor.get(key).and_then(Object::as_i64).expect("a number");
    let glyphs =
        descendant.get(b"W").and_then(Object::as_array).expect("widths")[1].as_array().expect("widths").len();
    format!(
        "{} {} caps {} ascent {} descent {} weight {} glyphs {glyphs} file {}",
        name(descendant, b"Subtype"),
        name(font, b"Encoding"),
        number(b"CapHeight"),
        number(b"Ascent"),
        number(b"Descent"),
        number(b"StemV"),
        descriptor.has(b"FontFile2"),
    )
}

/// Codes and what they copy out as.
fn unicode(tree: &Document, font: &Dictionary) -> BTreeMap<Vec<u8>, String> {
    let id = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a map");
    let stream = tree.get_object(id).and_then(Object::as_stream).expect("a stream");
    let map = String::from_utf8(stream.decompressed_content().expect("a map")).expect("text");
    let hex = |digits: &str| -> Vec<u8> {
        (0..digits.len() / 2)
            .filter_map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok())
            .collect()
    };
    let entry = |line: &str| {
        let (code, target) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Vec<u16> =
            hex(target).chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        Some((hex(code), String::from_utf16(&units).ok()?))
    };
    map.lines().filter_map(entry).collect()
}

fn operand(object: &Object, codes: Option<&BTreeMap<Vec<u8>, String>>) -> String {
    match object {
        Object::Array(items) => items.iter().map(|item| operand(item, codes)).collect(),
        Object::String(code, _) => {
            codes.and_then(|codes| codes.get(code)).cloned().unwrap_or_else(|| format!("{code:02x?}"))
        }
        Object::Name(name) => text(name),
        Object::Integer(number) => format!("({number})"),
        Object::Real(number) => format!("({number})"),
        other => format!("{other:?}"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

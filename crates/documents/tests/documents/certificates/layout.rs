//! Nothing overlaps, nothing is cut, nothing touches the frame, however long the facts.

use portal_documents::{
    Paper, Pdf, Rendered,
    authorization::{AuthorizationFacts, authorization},
    certificate::{CertificateFacts, certificate},
};
use portal_texts::{Language, Texts};
use unicode_normalization::UnicodeNormalization;

use crate::{
    page::pages,
    people::{NAMES, all_of, authorization_of, certificate_of, term},
    support::{File, Word, printing::ink_from_the_edge, run},
};

fn made(pdf: Pdf) -> Rendered {
    Rendered { title: String::new(), file_name: String::new(), pdf }
}

/// Width and height of the first page in points.
fn size(pdf: &Pdf) -> (f64, f64) {
    let info = run("pdfinfo", &[], &File::holding(pdf).path(), &[]);
    let line = info.lines().find(|line| line.starts_with("Page size:")).expect("a size");
    let mut numbers = line.split_whitespace().filter_map(|word| word.parse().ok());
    (numbers.next().expect("a width"), numbers.next().expect("a height"))
}

fn overlap((_, one): &Word, (_, other): &Word) -> bool {
    let across = one[2].min(other[2]) - one[0].max(other[0]);
    let down = one[3].min(other[3]) - one[1].max(other[1]);
    let lower = (one[3] - one[1]).min(other[3] - other[1]);
    across > 0.5 && down > lower * 0.35
}

#[track_caller]
fn assert_clean(what: &str, pdf: Pdf) {
    let (width, height) = size(&pdf);
    for (number, words) in (1..).zip(pages(&made(pdf))) {
        assert!(words.len() > 10, "{what}: page {number} says something");
        for (word, [left, top, right, bottom]) in &words {
            let inside = *left > 80.0 && *right < width - 80.0 && *top > 60.0 && *bottom < height - 55.0;
            assert!(inside, "{what}: {word:?} leaves the frame free: {left} {top} {right} {bottom}");
        }
        for (at, one) in words.iter().enumerate() {
            let met = words[at + 1..].iter().find(|other| overlap(one, other));
            assert!(met.is_none(), "{what}: page {number}: {one:?} and {met:?} overlap");
        }
    }
}

#[test]
fn names_of_every_script_and_length_leave_the_frame_and_each_other_free() {
    for paper in [Paper::Letter, Paper::A4] {
        for name in NAMES {
            for (document, pdf) in all_of(name, paper) {
                assert_clean(&format!("{document} of {name} on {paper:?}"), pdf.expect("it is made"));
            }
        }
    }
}

#[test]
fn a_name_of_one_word_of_two_hundred_letters_is_broken_not_cut() {
    let name = "Wolfeschlegelsteinhausenbergerdorff".repeat(6)[..200].to_owned();
    for (document, pdf) in all_of(&name, Paper::Letter) {
        let pdf = pdf.expect("it is made");
        let text = run("pdftotext", &["-raw"], &File::holding(&pdf).path(), &["-"]);
        let letters: String = text.split_whitespace().collect();
        assert!(letters.contains(&name), "{document}: every letter is there, in order");
        assert_clean(document, pdf);
    }
}

fn with_terms(count: usize) -> Pdf {
    let terms = (1..=count).map(term).collect();
    let facts = CertificateFacts { terms, ..certificate_of("Anna Lee") };
    certificate(&facts, Texts::of(Language::English), Paper::Letter).expect("a certificate")
}

#[test]
fn ten_terms_of_three_hundred_characters_go_on_on_a_second_page() {
    let pdf = with_terms(10);
    let text = run("pdftotext", &["-raw"], &File::holding(&pdf).path(), &["-"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let places: Vec<_> = (1..=10).map(|number| text.find(&format!("{number}. {}", term(number)))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "all terms in order: {places:?}");
    for said in ["Page 1 of 2", "Page 2 of 2", "Continued on the next page", "limitations, continued"] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
    assert_clean("ten terms", pdf);
}

#[test]
fn few_terms_stay_on_the_one_page_and_a_term_longer_than_a_page_goes_on() {
    let text = |pdf: &Pdf| run("pdftotext", &["-raw"], &File::holding(pdf).path(), &["-"]);
    for count in 1..=2 {
        assert!(!text(&with_terms(count)).contains("Page 1"), "{count} terms are on one page");
    }
    let long = "All of this is one term. ".repeat(400);
    let facts = CertificateFacts { terms: vec![long], ..certificate_of("Anna Lee") };
    let pdf = certificate(&facts, Texts::of(Language::English), Paper::Letter).expect("a certificate");
    let set = text(&pdf);
    assert_eq!(set.matches("term.").count(), 400, "nothing is lost");
    assert!(set.contains("Page 3 of 4"), "it goes on over two whole pages: {set}");
    assert_clean("one long term", pdf);
}

#[test]
fn a_page_is_small_and_the_same_facts_give_the_same_bytes() {
    let facts = certificate_of("Nguyễn Thị Bảo Ngọc");
    let make = || certificate(&facts, Texts::of(Language::English), Paper::A4).expect("a certificate");
    assert_eq!(make(), make());
    for name in ["Anna Lee", "Nguyễn Thị Bảo Ngọc", "ᒪᐃᑦ ᖃᐅᔨᒪᓂᖅ"] {
        for (document, pdf) in all_of(name, Paper::Letter) {
            let bytes = pdf.expect("it is made").as_bytes().len();
            assert!(bytes < 60_000, "{document} of {name}: {bytes} bytes");
        }
    }
}

#[test]
fn a_name_of_two_hundred_letters_stands_whole_in_any_script() {
    for letter in
        ["W", "Ж", "ᙱ", "س", "ש", "Ճ", "Ⴟ", "ጯ", "ऊ", "ঔ", "ਔ", "ஔ", "ฒ", "龍", "ゆ", "뷁", "e\u{301}\u{323}"]
    {
        let joined = letter.repeat(200);
        let words = format!("{} ", letter.repeat(9)).repeat(20).trim().to_owned();
        for name in [joined, words] {
            for (document, pdf) in all_of(&name, Paper::Letter) {
                let pdf = pdf.unwrap_or_else(|error| panic!("{document} of {letter}: {error}"));
                assert_clean(&format!("{document} of {letter}"), pdf);
            }
            let facts = AuthorizationFacts { shareholder: name.clone(), ..authorization_of("Anna Lee") };
            for paper in [Paper::Letter, Paper::A4] {
                let made = authorization(&facts, Texts::of(Language::English), paper);
                let pdf = made.unwrap_or_else(|error| panic!("{name} on {paper:?}: {error}"));
                let first = letter.nfd().next().expect("a letter");
                let text = run("pdftotext", &["-raw"], &File::holding(&pdf).path(), &["-"]);
                let base: String = text.nfd().collect();
                let count = base.matches(first).count();
                assert!(count >= 180, "{letter}: {count} letters on {paper:?}");
                assert_clean(&format!("an authorization of {letter}"), pdf);
            }
        }
    }
}

#[test]
fn ink_stays_where_every_printer_prints() {
    for paper in [Paper::Letter, Paper::A4] {
        for name in ["Anna Lee", NAMES[10]] {
            for (document, pdf) in all_of(name, paper) {
                let free = ink_from_the_edge(&pdf.expect("it is made"));
                assert!(free >= 8.0, "{document} of {name} on {paper:?}: ink {free} mm from the edge");
            }
        }
    }
}

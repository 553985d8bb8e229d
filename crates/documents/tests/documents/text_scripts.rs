//! Names in every script that the typefaces have, read back from a printed card by another program's eyes.
//!
//! Poppler marks text that runs left with invisible characters, and in a line of both directions it leaves the space
//! beside such a piece on its other side; what is compared is without the former, and where both directions meet, word by
//! word.

use crate::support::{File, facts, letter, run};

/// The card's text as a person gets it who copies the page.
fn copied(name: &str) -> Vec<String> {
    let text = run("pdftotext", &["-enc", "UTF-8"], &File::of(&facts(name)).path(), &["-"]);
    let plain: String = text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect();
    plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn copies_out(name: &str) {
    let lines = copied(name);
    assert!(lines.iter().any(|line| line == name), "{name:?} is a line of its own in {lines:#?}");
}

#[test]
fn names_in_arabic_letters_copy_out_with_their_ligatures_and_joiners() {
    for name in
        ["محمد", "سلام خان", "عبد الله العلي", "فاطمة الزهراء", "سیده\u{200c}زهرا", "ڈاکٹر ٹھٹھہ", "گۆران پگچ"]
    {
        copies_out(name);
    }
}

#[test]
fn names_in_hebrew_copy_out() {
    for name in ["דוד כהן", "נועה לוי־שגב", "צ׳רלי ז׳בוטינסקי"] {
        copies_out(name);
    }
}

#[test]
fn names_in_chinese_japanese_and_korean_copy_out() {
    for name in ["李小龍", "王䶮", "𫖯 さくら", "山田 ゆき カナ", "김민준", "황보 뷁", "李小龍 (Bruce Lee)"]
    {
        copies_out(name);
    }
}

#[test]
fn names_in_the_scripts_that_were_there_before_copy_out() {
    for name in ["Nguyễn Thị Bảo Ngọc", "Ελένη Παπαδοπούλου", "Юлія Ґалаґан", "ᐊᓇ ᐅᒃᐱᒃ", "X̱wémalhkwu"]
    {
        copies_out(name);
    }
}

#[test]
fn names_in_the_scripts_of_india_of_thai_ethiopic_georgian_and_armenian_copy_out() {
    for name in [
        "अनिता शर्मा",
        "श्रीकृष्ण द्विवेदी",
        "আনন্দ মুখার্জী",
        "ਹਰਪ੍ਰੀਤ ਸਿੰਘ",
        "கிருஷ்ணன் ஸ்ரீநிவாசன்",
        "สมชาย ใจดี",
        "ሰላማዊት ገብረ",
        "თამარ ბერიძე",
        "Անահիտ Պետրոսյան",
        "Ⱥɓɖ Ƙwɨƙwɨ Ʒ",
    ] {
        copies_out(name);
    }
}

#[test]
fn every_word_of_a_name_in_two_directions_copies_out() {
    for name in ["Layla ليلى Haddad", "Noa (נועה) Levi", "محمد Mohammed 1984"] {
        let lines = copied(name);
        for word in name.split_whitespace() {
            let bare = word.trim_matches(['(', ')']);
            assert!(lines.iter().any(|line| line.contains(bare)), "{bare:?} of {name:?} in {lines:#?}");
        }
    }
}

#[test]
fn the_parts_of_a_name_in_two_directions_stand_in_the_order_of_an_english_line() {
    let name = "Layla ليلى Haddad";
    let words = File::of(&facts(name)).words();
    let left = |part: &str| {
        let found = words.iter().find(|(word, _)| word.contains(part));
        found.unwrap_or_else(|| panic!("{part} in {words:?}")).1[0]
    };
    assert!(left("Layla") < left("Haddad"), "the line as a whole runs from left to right");
}

#[test]
fn a_vowelled_name_has_every_letter_and_mark() {
    for name in ["مُحَمَّد", "שָׁלוֹם"] {
        let mut letters: Vec<char> = copied(name).concat().chars().collect();
        letters.sort_unstable();
        let mut wanted: Vec<char> = name.chars().collect();
        wanted.sort_unstable();
        for c in &wanted {
            let count = |all: &[char]| all.iter().filter(|found| *found == c).count();
            assert!(count(&letters) >= count(&wanted), "{c:?} (U+{:04X}) of {name:?}", u32::from(*c));
        }
    }
}

#[test]
fn names_as_long_as_a_card_has_room_for_are_printed_whole() {
    for (letters, many) in
        [("محمد ", 200), ("כהן ", 200), ("محمد", 200), ("龍", 100), ("김", 100), ("ゆき", 100)]
    {
        let name: String = letters.chars().cycle().take(many).collect();
        let lines = copied(name.trim());
        let set: usize =
            lines.iter().map(|line| line.chars().filter(|c| letters.contains(*c) && *c != ' ').count()).sum();
        let wanted = name.chars().filter(|c| *c != ' ').count();
        assert_eq!(set, wanted, "all of {letters:?} times many is there: {lines:#?}");
    }
}

#[test]
fn a_card_has_the_same_bytes_whatever_was_made_before_it() {
    let before = letter(&facts("Layla ليلى Haddad")).expect("a card");
    for name in ["李小龍", "김민준", "דוד כהן", "محمد", "Anna Lee", "ᐊᓇ ᐅᒃᐱᒃ"] {
        letter(&facts(name)).expect("a card");
    }
    let after = letter(&facts("Layla ليلى Haddad")).expect("a card");
    assert!(before == after, "what is kept from one document to the next changes none");
}

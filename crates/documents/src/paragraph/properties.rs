//! What holds of every text, whatever it is made of.

use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    faces::{Faces, Style},
    line::{Line, printable},
};

const STYLES: [Style; 5] =
    [Style::Sans, Style::SansSemibold, Style::Serif, Style::SerifDisplay, Style::SerifItalic];

/// Letters with marks, of every script, and what stands between them.
const PIECES: [&str; 36] = [
    "A",
    "é",
    "ffi",
    "Ễ",
    "W\u{331}",
    "Ж",
    "ґ",
    "Ω",
    "ά",
    "ᐃ",
    "ᖅ",
    "م",
    "لا",
    "ه\u{200c}",
    "مُ",
    "ڈ",
    "٣",
    "ש",
    "שָׁ",
    "ן",
    "李",
    "䶮",
    "ゆ",
    "カ",
    "김",
    "뷁",
    "7",
    "(",
    ")",
    "-",
    "/",
    " ",
    " ",
    " ",
    "’",
    "\u{200d}",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES.as_slice()), 0..80).prop_map(|pieces| pieces.concat())
}

/// The characters with ink, in no order; a bracket is one whichever way it is turned.
fn ink(text: &str) -> Vec<char> {
    let mut ink: Vec<char> = text.replace(')', "(").chars().filter(|c| !c.is_whitespace()).collect();
    ink.sort_unstable();
    ink
}

fn text_of(line: &Line) -> String {
    line.runs.iter().flat_map(|run| &run.clusters).map(|cluster| cluster.text.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_text_flows_in_every_script_without_loss_or_overlap(
        text in text(), style in select(STYLES.as_slice()), width in 20.0..300.0f64, size in 4.0..24.0f64,
    ) {
        let lines = Faces::bundled().expect("faces").paragraph(style, &text, width, size).expect("all have faces");
        let set: String = lines.iter().map(text_of).collect();
        prop_assert_eq!(ink(&set), ink(&printable(&text)), "all that has ink is there, once");
        for line in &lines {
            let clusters: Vec<_> = line.runs.iter().flat_map(|run| &run.clusters).collect();
            let room = width * 1000.0 / size;
            prop_assert!(line.width <= room || clusters.len() == 1, "{} <= {room}: {line:?}", line.width);
            prop_assert!(clusters.iter().all(|cluster| cluster.advance() >= 0.0), "no letter goes back: {line:?}");
        }
    }

    #[test]
    fn a_text_of_any_characters_is_set_and_nothing_with_ink_is_left_out(
        text in vec(any::<char>(), 0..30), style in select(STYLES.as_slice()),
    ) {
        let text: String = text.into_iter().collect();
        let lines = Faces::bundled().expect("faces").paragraph(style, &text, 200.0, 10.0).expect("it is set");
        let set: String = lines.iter().map(text_of).collect();
        let letters = lines.iter().flat_map(|line| &line.runs).flat_map(|run| &run.clusters);
        prop_assert!(letters.flat_map(|letter| &letter.glyphs).all(|glyph| glyph.id != 0), "no boxes");
        for c in printable(&text).chars().filter(|c| c.is_alphanumeric() || u32::from(*c) > 0x1_f000) {
            prop_assert!(set.contains(c) || set.contains(&format!("[U+{:04X}]", u32::from(c))), "{c:?} in {set:?}");
        }
    }

    #[test]
    fn what_is_beside_a_character_without_a_face_stands_as_it_would_without_it(
        pieces in vec(select(PIECES.as_slice()), 1..20), odd in select(["🙂", "☔", "🩺"].as_slice()), at in 0..20usize,
    ) {
        let faces = Faces::bundled().expect("faces");
        let at = at.min(pieces.len());
        let with = |odd: &str| [pieces[..at].concat(), odd.to_owned(), pieces[at..].concat()].concat();
        // A star is as neutral in direction as a picture, and stands in every face.
        let set = |text: &str| faces.line(Style::Sans, &printable(text)).map(|line| text_of(&line));
        let spelled: String = odd.chars().map(|c| format!("[U+{:04X}]", u32::from(c))).collect();
        let (odd_one, star) = (set(&with(odd)).expect("a line"), set(&with("*")).expect("a line"));
        prop_assert_eq!(odd_one.replace(&spelled, ""), star.replace('*', ""));
    }
}

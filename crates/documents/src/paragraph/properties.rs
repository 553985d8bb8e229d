//! What holds of every text, whatever it is made of.

use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    DocumentError,
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
    fn a_text_of_any_characters_is_set_or_one_that_no_face_has_is_named(
        text in "\\PC{0,30}", style in select(STYLES.as_slice()),
    ) {
        let faces = Faces::bundled().expect("faces");
        match faces.paragraph(style, &text, 200.0, 10.0) {
            Ok(lines) => {
                let set: String = lines.iter().map(text_of).collect();
                prop_assert_eq!(set.chars().count() > 0, !printable(&text).is_empty());
            }
            Err(DocumentError::NoGlyph { character, text: named }) => prop_assert!(named.contains(character)),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

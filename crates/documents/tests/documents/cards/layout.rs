//! Nothing on a card is cut, overlaps or leaves its side, however long the facts; and the card has its true size.

use crate::{
    people::TWO_HUNDRED,
    support::{File, MM, Word, facts, letter, run},
};
use portal_documents::{
    DocumentError, Paper,
    card::{CardFacts, CardOptions, card},
};
use portal_texts::{Language, Texts};

const LONG: &str =
    "Maria Alejandra Constanza de la Santísima Trinidad Fernández de Córdoba y Álvarez de Toledo";

/// The words of the two sides of the card on Letter, and the box that each must stay in, past the border.
fn sides(file: &File) -> [(Vec<Word>, [f64; 4]); 2] {
    let (width, height, border) = (85.6 * MM, 54.0 * MM, 10.0);
    let (left, top) = ((612.0 - 2.0 * width) / 2.0, 200.0);
    let words: Vec<_> = file.words().into_iter().filter(|(_, place)| place[1] > top - 10.0).collect();
    [left, left + width].map(|left| {
        let of_side = words.iter().filter(|(_, place)| place[0] >= left && place[0] < left + width);
        (
            of_side.cloned().collect(),
            [left + border, top + border, left + width - border, top + height - border],
        )
    })
}

/// Boxes of words reach from ascender to descender, further than ink: what they may overlap is the empty part.
fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    let height = (a[3] - a[1]).min(b[3] - b[1]);
    let across = a[2].min(b[2]) - a[0].max(b[0]);
    let down = a[3].min(b[3]) - a[1].max(b[1]);
    across > 0.1 && down > height * 0.28
}

fn assert_clean(facts: &CardFacts) {
    let file = File::of(facts);
    for (words, [left, top, right, bottom]) in sides(&file) {
        assert!(words.len() > 15, "a whole side was found: {words:?}");
        for (at, (word, place)) in words.iter().enumerate() {
            let inside = place[0] >= left && place[2] <= right && place[1] >= top && place[3] <= bottom;
            assert!(inside, "{word:?} at {place:?} stays on its side, for {facts:?}");
            for (other, there) in &words[at + 1..] {
                assert!(!overlap(*place, *there), "{word:?} and {other:?} do not overlap, for {facts:?}");
            }
        }
    }
}

#[test]
fn ordinary_cards_have_nothing_that_overlaps() {
    for name in ["Anna Lee", "Nguyễn Thị Bảo Ngọc", "ᐊᓇ ᐅᒃᐱᒃ (Anna Okpik)", "Y"] {
        assert_clean(&facts(name));
    }
}

#[test]
fn the_longest_facts_have_nothing_that_overlaps() {
    let classes = [
        "Supervised Practice of Short Duration",
        "Emergency Circumstances Practice",
        "Postgraduate Education",
    ];
    for name in [LONG, TWO_HUNDRED] {
        for class in classes {
            let status = "Inactive, resigned from membership".to_owned();
            assert_clean(&CardFacts {
                class: class.into(),
                status,
                cpso_number: "900008".into(),
                ..facts(name)
            });
        }
    }
}

#[test]
fn a_name_of_two_hundred_characters_is_printed_whole() {
    assert_eq!(TWO_HUNDRED.chars().count(), 200);
    let text = File::of(&facts(TWO_HUNDRED)).lines().join(" ");
    assert!(text.contains(TWO_HUNDRED), "every word is there, in order: {text}");
}

#[test]
fn a_name_is_set_smaller_before_it_is_broken_and_broken_before_it_is_refused() {
    let heights = |name: &str| {
        let file = File::of(&facts(name));
        let first = name.split(' ').next().expect("a word").to_owned();
        let place = file.words().into_iter().find(|(word, _)| *word == first).expect("the name").1;
        place[3] - place[1]
    };
    let (short, longer, longest) =
        (heights("Anna Lee"), heights("Annabelle Catherine Montgomery"), heights(LONG));
    assert!(short > longer && longer > longest, "{short} > {longer} > {longest}");

    let one_word = "Hubert".repeat(25);
    let lines = File::of(&facts(&one_word)).lines().concat();
    assert!(
        lines.contains(&one_word),
        "a word that no line takes is broken, and all of it is there: {lines}"
    );
    let wide_word = "W".repeat(400);
    assert_eq!(letter(&facts(&wide_word)), Err(DocumentError::DoesNotFit { text: wide_word }));
    let too_long = "Wilhelmina ".repeat(60);
    assert_eq!(letter(&facts(&too_long)), Err(DocumentError::DoesNotFit { text: too_long.trim().into() }));
}

#[test]
fn a_long_fact_that_fits_nowhere_is_refused_not_cut() {
    let class =
        "Independent Practice with very many further words that no card has room for at all".to_owned();
    let refused = letter(&CardFacts { class: class.clone(), ..facts("Anna Lee") });
    assert_eq!(refused, Err(DocumentError::DoesNotFit { text: class }));
}

#[test]
fn the_sheet_is_letter_or_a4_with_the_card_in_the_middle() {
    for (paper, width, height) in [(Paper::Letter, 612.0, 792.0), (Paper::A4, 595.28, 841.89)] {
        let pdf =
            card(&facts("Anna Lee"), Texts::of(Language::English), CardOptions { paper }).expect("a card");
        let file = File::holding(&pdf);
        let info = run("pdfinfo", &[], &file.path(), &[]);
        assert!(info.contains(&format!("Page size:       {width} x {height} pts")), "{info}");
        let words = file.words();
        let name = words.iter().find(|(word, _)| word == "Anna").expect("the name");
        let back = words.iter().find(|(word, _)| word == "Not").expect("the back");
        let (front, back) = (width / 2.0 - name.1[0], back.1[0] - width / 2.0);
        let (card, content) = (85.6 * MM, 15.5);
        assert!(
            (front - (card - content)).abs() < 1.5 && (back - content).abs() < 1.5,
            "the fold is in the middle: {front} {back}"
        );
    }
}

#[test]
fn the_card_asks_to_be_printed_at_its_true_size_and_says_how_to_check_it() {
    let file = File::of(&facts("Anna Lee"));
    let tree = lopdf::Document::load(file.path()).expect("a PDF");
    let wishes = tree.catalog().and_then(|catalog| catalog.get(b"ViewerPreferences")).expect("wishes");
    let scaling = wishes.as_dict().and_then(|w| w.get(b"PrintScaling")).and_then(|w| w.as_name());
    assert_eq!(scaling.expect("a wish about scaling"), b"None");
    let content = tree.get_page_content(tree.page_iter().next().expect("a page"));
    let strokes = strokes_of(&String::from_utf8(content).expect("operators"));
    let measure = strokes.iter().any(|[x1, y1, x2, y2]| y1 == y2 && ((x2 - x1) - 50.0 * MM).abs() < 0.02);
    assert!(measure, "one stroke is 50 mm long: {strokes:?}");
    let across = strokes.iter().any(|[x1, _, _, _]| (x1 - (612.0 - 171.2 * MM) / 2.0).abs() < 0.02);
    assert!(across, "cut marks stand at the edges of the two sides: {strokes:?}");
}

/// Straight strokes as left, bottom, right, top.
fn strokes_of(content: &str) -> Vec<[f64; 4]> {
    let lines: Vec<&str> = content.lines().collect();
    let pair = |line: &str, operator: &str| -> Option<(f64, f64)> {
        let (x, y) = line.strip_suffix(operator)?.trim().split_once(' ')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    let stroke = |two: &[&str]| {
        let ((x1, y1), (x2, y2)) = (pair(two[0], " m")?, pair(two[1], " l")?);
        Some([x1, y1, x2, y2])
    };
    lines.windows(2).filter_map(stroke).collect()
}

//! What a printer makes of a file: how far the ink stays from the edges, how small type is, how full the last page.

use std::process::Command;

use lopdf::{Document, content::Content};
use portal_documents::Pdf;

use super::File;

/// How far the ink of every page stays from the nearest edge of the paper, in millimetres.
pub fn ink_from_the_edge(pdf: &Pdf) -> f64 {
    let drawn = Command::new("pdftoppm")
        .args(["-gray", "-r", "127"])
        .arg(File::holding(pdf).path())
        .output()
        .expect("pdftoppm is needed for this test (poppler-utils)");
    let (mut rest, mut least) = (&drawn.stdout[..], usize::MAX);
    while !rest.is_empty() {
        // `P5`, the size and the brightest value, each on its line; then a byte for each dot, five to the millimetre.
        let mut lines = rest.splitn(4, |byte| *byte == b'\n');
        let size = String::from_utf8(lines.nth(1).expect("a size").to_vec()).expect("numbers");
        let size: Vec<usize> = size.split(' ').filter_map(|number| number.parse().ok()).collect();
        let [width, height] = size[..] else { panic!("{size:?}") };
        let (dots, further) = lines.nth(1).expect("dots").split_at(width * height);
        let inked = dots.iter().enumerate().filter(|(_, dot)| **dot < 250).map(|(at, _)| {
            let (x, y) = (at % width, at / width);
            x.min(y).min(width - 1 - x).min(height - 1 - y)
        });
        least = least.min(inked.min().expect("there is ink"));
        rest = further;
    }
    least as f64 / 5.0
}

/// The smallest type, and the smallest that is not black, in points.
pub fn type_sizes(pdf: &Pdf) -> (f64, f64) {
    let tree = Document::load_mem(pdf.as_bytes()).expect("a PDF");
    let (mut least, mut coloured, mut black) = (f64::MAX, f64::MAX, true);
    for page in tree.get_pages().into_values() {
        let content = Content::decode(&tree.get_page_content(page)).expect("operators");
        for operation in content.operations {
            let number =
                |at: usize| operation.operands.get(at).and_then(|it| it.as_float().ok()).map(f64::from);
            match operation.operator.as_str() {
                "rg" => black = (0..3).all(|at| number(at) == Some(0.0)),
                "Tf" => {
                    let size = number(1).expect("a size");
                    least = least.min(size);
                    coloured = if black { coloured } else { coloured.min(size) };
                }
                "Tm" => assert_eq!([0, 3].map(number), [Some(1.0); 2], "type is not scaled beside its size"),
                _ => {}
            }
        }
    }
    (least, coloured)
}

/// How much of the room of the last of several pages is filled: from the upper edge of its column to its last line. 1 where
/// there is one page only.
pub fn last_page_filled(pdf: &Pdf, column: (f64, f64)) -> f64 {
    let read = Command::new("pdftotext").arg("-bbox").arg(File::holding(pdf).path()).arg("-").output();
    // Poppler writes a title beyond the first plane in halves, which are no text.
    let pages =
        String::from_utf8_lossy(&read.expect("pdftotext is needed (poppler-utils)").stdout).into_owned();
    let pages: Vec<&str> = pages.split("<page ").skip(1).collect();
    let Some(last) = pages.last().filter(|_| pages.len() > 1) else { return 1.0 };
    let words = last.lines().filter_map(super::word);
    let inside = words.filter(|(_, place)| place[1] >= column.0 - 2.0 && place[3] <= column.1 + 4.0);
    let lowest = inside.map(|(_, place)| place[3]).fold(column.0, f64::max);
    (lowest - column.0) / (column.1 - column.0)
}

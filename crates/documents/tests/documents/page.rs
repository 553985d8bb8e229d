//! What a person sees on the pages: lines, and words with their places.

use portal_documents::Rendered;

use crate::support::{File, Word, run, word};

/// Every page: its words with their places.
pub fn pages(made: &Rendered) -> Vec<Vec<Word>> {
    let file = File::holding(&made.pdf);
    let all = run("pdftotext", &["-bbox"], &file.path(), &["-"]);
    let pages = all.split("<page ").skip(1);
    pages.map(|page| page.lines().filter_map(word).collect()).collect()
}

/// All text in the order in which it was drawn, white space as single spaces.
pub fn text(made: &Rendered) -> String {
    let file = File::holding(&made.pdf);
    let text = run("pdftotext", &["-raw", "-enc", "UTF-8"], &file.path(), &["-"]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No word leaves the page's margins, and none stands on another.
#[track_caller]
pub fn nothing_overlaps_or_is_cut(made: &Rendered, size: (f64, f64)) {
    for (number, words) in (1..).zip(pages(made)) {
        for (text, [left, top, right, bottom]) in &words {
            let inside = *left > 50.0 && *right < size.0 - 50.0 && *top > 25.0 && *bottom < size.1 - 20.0;
            assert!(inside, "page {number}: {text:?} at {left} {top} {right} {bottom}");
        }
        for (at, one) in words.iter().enumerate() {
            let meets = words[at + 1..].iter().find(|other| overlap(one, other));
            assert!(meets.is_none(), "page {number}: {one:?} and {meets:?} overlap");
        }
    }
}

/// The boxes that poppler gives are as high as the typeface's line: what counts is that they meet by more than that.
fn overlap((_, one): &Word, (_, other): &Word) -> bool {
    let wide = one[2].min(other[2]) - one[0].max(other[0]);
    let high = one[3].min(other[3]) - one[1].max(other[1]);
    let smaller = (one[3] - one[1]).min(other[3] - other[1]);
    wide > 0.5 && high > smaller * 0.35
}

/// The titles of the reader's outline.
pub fn outline(made: &Rendered) -> Vec<String> {
    let tree = lopdf::Document::load_mem(made.pdf.as_bytes()).expect("a PDF");
    let toc = tree.get_toc().expect("an outline");
    toc.toc.into_iter().map(|entry| entry.title).collect()
}

/// What the pieces of the document are, in PDF's words: `H1`, `TR`, `TD`; each as often as it is there.
pub fn roles(made: &Rendered) -> Vec<String> {
    let tree = lopdf::Document::load_mem(made.pdf.as_bytes()).expect("a PDF");
    let dictionaries = tree.objects.values().filter_map(|object| object.as_dict().ok());
    let pieces = dictionaries.filter(|piece| piece.get_type().is_ok_and(|kind| kind == b"StructElem"));
    let role =
        |piece: &lopdf::Dictionary| piece.get(b"S").and_then(lopdf::Object::as_name).map(<[u8]>::to_vec);
    pieces.map(|piece| String::from_utf8(role(piece).expect("a role")).expect("UTF-8")).collect()
}

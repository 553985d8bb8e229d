//! What the pages are made of changes only on purpose.

use lopdf::Document;
use portal_documents::Paper;

use crate::{people::all_of, support::structure::structure};

#[test]
fn the_structure_of_each_is_as_it_was() {
    for (document, pdf) in all_of("ᐊᓇ ᐅᒃᐱᒃ (Anna W̱hite)", Paper::Letter) {
        let tree = Document::load_mem(pdf.expect("it is made").as_bytes()).expect("a PDF");
        insta::assert_snapshot!(document, structure(&tree));
    }
}

//! Read aloud: the structure that poppler finds in a file, and that metadata says the same in both places.

use lopdf::{Document, Object};

use crate::{
    kept::everything::everything,
    support::{File, run},
};

#[test]
fn every_document_has_one_title_and_all_its_text_has_a_place_in_the_structure() {
    for (kind, pdf) in everything("Anna Lee") {
        let file = File::holding(&pdf);
        let structure = run("pdfinfo", &["-struct-text"], &file.path(), &[]);
        let said: String = structure.lines().filter(|line| line.trim().starts_with('"')).collect();
        assert!(said.contains("Anna Lee"), "{kind} names the person: {structure}");
        assert!(structure.starts_with("Document"), "{kind}: {structure}");
        let titles = structure.lines().filter(|line| line.trim().starts_with("H1")).count();
        assert_eq!(titles, 1, "{kind} has one title: {structure}");
        let info = run("pdfinfo", &[], &file.path(), &[]);
        assert!(info.contains("Tagged:          yes"), "{kind}: {info}");
    }
}

#[test]
fn every_mark_on_a_page_leads_to_its_piece() {
    for (kind, pdf) in everything("Anna Lee") {
        let tree = Document::load_mem(pdf.as_bytes()).expect("a PDF");
        let root = tree.catalog().and_then(|it| it.get_deref(b"StructTreeRoot", &tree)).expect("a structure");
        let parents = root.as_dict().and_then(|it| it.get_deref(b"ParentTree", &tree)).expect("parents");
        let parents =
            parents.as_dict().and_then(|it| it.get(b"Nums")).and_then(Object::as_array).expect("pages");
        for (number, (_, page)) in tree.get_pages().into_iter().enumerate() {
            let content = lopdf::content::Content::decode(&tree.get_page_content(page)).expect("operators");
            let marks = content.operations.iter().filter(|it| it.operator == "BDC").filter_map(|it| {
                let properties = it.operands.get(1)?.as_dict().ok()?;
                properties.get(b"MCID").and_then(Object::as_i64).ok()
            });
            let of_page = parents[number * 2 + 1].as_reference().and_then(|id| tree.get_object(id));
            let of_page = of_page.and_then(Object::as_array).expect("an element for each mark");
            assert_eq!(marks.collect::<Vec<_>>(), (0..of_page.len() as i64).collect::<Vec<_>>(), "{kind}");
            assert!(of_page.iter().all(|it| it.as_reference().is_ok()), "{kind}: no mark without a piece");
        }
    }
}

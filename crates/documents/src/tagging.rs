//! How a file holds what its pieces are (the structure tree, ISO 32000-1, 14.7) and where its outline leads. What the pieces
//! are was noted in `structure` while they were drawn.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::{
    canvas::Bookmark,
    pdf_string::text,
    structure::{Child, Names, Piece, Role, Structure},
};

/// What was noted on one page.
pub(crate) struct Noted {
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
}

/// Adds the structure tree: one document, with the pieces of its pages in the order in which they were begun.
pub(crate) fn tag(tree: &mut Document, noted: &[Noted]) -> Result<(), lopdf::Error> {
    let pages: Vec<ObjectId> = tree.get_pages().into_values().collect();
    let (root, document) = (tree.new_object_id(), tree.new_object_id());
    let mut within_document = Vec::new();
    let mut parents = Vec::new();
    for ((number, page), noted) in (0_i64..).zip(pages).zip(noted) {
        let mut elements = Elements { tree, page, structure: &noted.structure, of_marks: Vec::new() };
        for piece in &noted.structure.top {
            within_document.extend(elements.add(*piece, document));
        }
        let of_marks = elements.of_marks;
        let of_marks = tree.add_object(of_marks);
        parents.extend([number.into(), of_marks.into()]);
        let page = tree.get_dictionary_mut(page)?;
        page.set("StructParents", number);
        page.set("Tabs", "S");
    }
    let parents = tree.add_object(dictionary! { "Nums" => parents });
    tree.set_object(
        document,
        dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => within_document },
    );
    tree.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => document,
            "ParentTree" => parents,
            "ParentTreeNextKey" => i64::try_from(noted.len()).unwrap_or(i64::MAX),
        },
    );
    let catalog = tree.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

/// The elements of one page.
struct Elements<'t> {
    tree: &'t mut Document,
    page: ObjectId,
    structure: &'t Structure,
    /// Which element each mark on the page belongs to.
    of_marks: Vec<Object>,
}

impl Elements<'_> {
    /// None for a piece in which nothing was drawn.
    fn add(&mut self, piece: usize, parent: ObjectId) -> Option<Object> {
        let structure = self.structure;
        let Piece { role, parts } = structure.pieces.get(piece)?;
        if parts.is_empty() && !matches!(role, Role::HeaderCell { .. } | Role::Cell { .. }) {
            return None;
        }
        let element = self.tree.new_object_id();
        let parts = parts.iter().filter_map(|part| self.part(*part, element)).collect::<Vec<_>>();
        let mut dictionary = dictionary! {
            "Type" => "StructElem", "S" => role.tag(), "P" => parent, "Pg" => self.page, "K" => parts,
        };
        if let Role::Figure { alt } = role {
            dictionary.set("Alt", text(alt));
        }
        if let Some(attributes) = attributes(role) {
            dictionary.set("A", attributes);
        }
        self.tree.set_object(element, dictionary);
        Some(element.into())
    }

    fn part(&mut self, part: Child, element: ObjectId) -> Option<Object> {
        match part {
            Child::Piece(piece) => self.add(piece, element),
            Child::Marked(number) => {
                let place = usize::try_from(number).ok()?;
                if self.of_marks.len() <= place {
                    self.of_marks.resize(place + 1, Object::Null);
                }
                self.of_marks[place] = element.into();
                Some(number.into())
            }
        }
    }
}

/// What a cell names, and how many columns it takes.
fn attributes(role: &Role) -> Option<Dictionary> {
    let (names, columns) = match role {
        Role::HeaderCell { names, columns } => (Some(names), *columns),
        Role::Cell { columns } if *columns > 1 => (None, *columns),
        _ => return None,
    };
    let mut attributes = dictionary! { "O" => "Table" };
    if let Some(names) = names {
        let scope = match names {
            Names::Row => "Row",
            Names::Column => "Column",
            Names::Both => "Both",
        };
        attributes.set("Scope", scope);
    }
    if columns > 1 {
        attributes.set("ColSpan", i64::from(columns));
    }
    Some(attributes)
}

/// Adds the outline, if any page has a bookmark.
pub(crate) fn outline(tree: &mut Document, noted: &[Noted]) -> Result<(), lopdf::Error> {
    let pages: Vec<ObjectId> = tree.get_pages().into_values().collect();
    let places = pages
        .iter()
        .zip(noted)
        .flat_map(|(page, noted)| noted.bookmarks.iter().map(move |bookmark| (*page, bookmark)));
    let places: Vec<_> = places.map(|place| (tree.new_object_id(), place)).collect();
    let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) else { return Ok(()) };
    let (first, last) = (*first, *last);
    let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
    let outline = tree
        .add_object(dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count });
    for (at, (id, (page, bookmark))) in places.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| places.get(at)).map(|(id, _)| *id);
        let mut item = entry(bookmark, *page, outline);
        for (key, id) in [("Prev", neighbour(at.checked_sub(1))), ("Next", neighbour(at.checked_add(1)))] {
            if let Some(id) = id {
                item.set(key, id);
            }
        }
        tree.set_object(*id, item);
    }
    let catalog = tree.catalog_mut()?;
    catalog.set("Outlines", outline);
    if pages.len() > 1 {
        catalog.set("PageMode", "UseOutlines");
    }
    Ok(())
}

#[allow(clippy::cast_possible_truncation)]
fn entry(bookmark: &Bookmark, page: ObjectId, outline: ObjectId) -> Dictionary {
    let top = Object::Integer(bookmark.top.ceil() as i64);
    dictionary! {
        "Title" => text(&bookmark.title),
        "Parent" => outline,
        "Dest" => vec![page.into(), "XYZ".into(), Object::Null, top, Object::Null],
    }
}

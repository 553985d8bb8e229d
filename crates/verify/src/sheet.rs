//! A PDF file as a verifier reads it: the lines on its pages, and the code. What they mean is not known here.

pub(crate) mod code;
mod lines;

use lopdf::{Dictionary, Document, Object, ObjectId};

pub(crate) use lines::Page;

/// More than any document of the College has; what has more is not read.
const PAGES_MAX: usize = 200;

/// An open file.
pub(crate) struct Sheets {
    pub(crate) file: Document,
    pages: Vec<ObjectId>,
}

impl Sheets {
    pub(crate) fn open(bytes: &[u8]) -> Option<Self> {
        let file = Document::load_mem(bytes).ok()?;
        let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
        (!pages.is_empty() && pages.len() <= PAGES_MAX).then_some(Self { file, pages })
    }

    pub(crate) fn pages(&self) -> Vec<Page> {
        self.pages.iter().map(|page| lines::read(&self.file, *page)).collect()
    }

    pub(crate) fn code(&self) -> code::Code {
        code::read(&self.file, &self.pages)
    }
}

/// The dictionaries in which a page's names are looked up, the nearest first.
fn resources(file: &Document, page: ObjectId) -> Vec<&Dictionary> {
    let Ok((own, inherited)) = file.get_page_resources(page) else { return Vec::new() };
    own.into_iter().chain(inherited.into_iter().filter_map(|id| file.get_dictionary(id).ok())).collect()
}

/// What a dictionary has under a key, wherever in the file it stands.
fn entry<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let found = dictionary.get(key).ok()?;
    file.dereference(found).ok().map(|(_, object)| object)
}

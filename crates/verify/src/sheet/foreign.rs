//! What no document of the College has: a file that claims to be one and has it was worked on.

use std::collections::BTreeSet;

use crate::pdf::{Dictionary, Pdf, Value};

/// Something that the College never draws, or never puts into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// Notes, stamps, links and fields that lie over the page.
    Annotation,
    /// Scripts and other things that happen by themselves or by a click.
    Action,
    /// Other files within the file.
    Attachment,
    /// Layers, which a reader shows or hides.
    Layer,
    /// A picture.
    Picture,
    /// A typeface that is not embedded, or made of drawings.
    Typeface,
    /// Text that is drawn without ink, in white, or off the page.
    HiddenText,
    /// Text too small to be read, where it is no ornament.
    TinyText,
    /// Text that something was drawn over.
    CoveredText,
    /// Something cut off by a path or by the edges of the page.
    Cropped,
    /// Patterns, shadings and transparency.
    Pattern,
    /// The file is encrypted.
    Encrypted,
}

impl Foreign {
    /// As the ids of sentences have it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::Action => "action",
            Self::Attachment => "attachment",
            Self::Layer => "layer",
            Self::Picture => "picture",
            Self::Typeface => "typeface",
            Self::HiddenText => "hidden-text",
            Self::TinyText => "tiny-text",
            Self::CoveredText => "covered-text",
            Self::Cropped => "cropped",
            Self::Pattern => "pattern",
            Self::Encrypted => "encrypted",
        }
    }
}

/// Actions by their kind; places to go to within the file are none.
const ACTIONS: [&[u8]; 15] = [
    b"JavaScript",
    b"Launch",
    b"URI",
    b"SubmitForm",
    b"ResetForm",
    b"ImportData",
    b"GoToR",
    b"GoToE",
    b"Named",
    b"Hide",
    b"Movie",
    b"Sound",
    b"Rendition",
    b"SetOCGState",
    b"Trans",
];

/// What stands in the tables of a file, whether a page shows it or not.
pub(super) fn of_file(file: &Pdf<'_>) -> BTreeSet<Foreign> {
    let dictionaries = file.values().filter_map(Value::as_dictionary);
    let mut found: BTreeSet<Foreign> = dictionaries.filter_map(|it| of_dictionary(file, it)).collect();
    if file.trailer().has(b"Encrypt") {
        found.insert(Foreign::Encrypted);
    }
    let catalog = file.catalog();
    found.extend(catalog.filter(|catalog| catalog.has(b"AcroForm")).map(|_| Foreign::Annotation));
    found
}

fn of_dictionary(file: &Pdf<'_>, it: &Dictionary) -> Option<Foreign> {
    let has = |keys: &[&[u8]]| keys.iter().any(|key| it.has(key));
    let is_one_of = |key: &[u8], names: &[&[u8]]| names.iter().any(|name| it.is(key, name));
    let opacity = |key: &[u8]| it.get(key).and_then(Value::as_number).is_some_and(|opacity| opacity < 1.0);
    let is_other = |key: &[u8], plain: &[u8]| it.has(key) && !it.is(key, plain);
    // Pages without annotations may say so.
    let annotations =
        file.get(it, b"Annots").is_some_and(|all| all.as_array().is_none_or(|all| !all.is_empty()));
    Some(if annotations || it.is(b"Type", b"Annot") {
        Foreign::Annotation
    } else if has(&[b"OpenAction", b"AA", b"JS", b"JavaScript"]) || is_one_of(b"S", &ACTIONS) {
        Foreign::Action
    } else if has(&[b"EmbeddedFiles", b"EF", b"AF", b"RichMediaContent"])
        || is_one_of(b"Type", &[b"EmbeddedFile", b"Filespec", b"F"])
    {
        Foreign::Attachment
    } else if has(&[b"OCProperties", b"OCGs", b"OC"]) || is_one_of(b"Type", &[b"OCG", b"OCMD"]) {
        Foreign::Layer
    } else if it.is(b"Subtype", b"Image") {
        Foreign::Picture
    } else if it.is(b"Subtype", b"Type3") {
        Foreign::Typeface
    } else if has(&[b"PatternType", b"ShadingType"])
        || opacity(b"ca")
        || opacity(b"CA")
        || is_other(b"SMask", b"None")
        || is_other(b"BM", b"Normal")
    {
        Foreign::Pattern
    } else {
        return None;
    })
}

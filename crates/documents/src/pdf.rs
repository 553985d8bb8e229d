//! From drawn pages to the bytes of a file: what printpdf does not say, or says wrongly, is set in the tree that it hands
//! over before saving. Nothing here knows which document it is.

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfSaveOptions, XObjectId};
use sha2::{Digest, Sha256};

use crate::{
    DocumentError,
    canvas::Page,
    embed::{Embedded, Used},
    faces::Faces,
    metadata::{Metadata, PRODUCER},
    pdf_string::{date, text},
    pdfa,
    tagging::{self, Noted},
    xobject::Form,
};

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf(Vec<u8>);

impl Pdf {
    /// The bytes of the file.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    #[cfg(feature = "signing")]
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes of the file.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// All that goes into a file.
pub(crate) struct Contents {
    pub(crate) pages: Vec<Page>,
    pub(crate) used: Used,
    pub(crate) ornaments: Vec<(XObjectId, &'static Form)>,
}

/// Builds the file. The same contents and metadata give the same bytes.
pub(crate) fn write(faces: &Faces, contents: Contents, metadata: &Metadata) -> Result<Pdf, DocumentError> {
    let metadata = &metadata.plain();
    let mut document = PdfDocument::new("");
    for (id, form) in &contents.ornaments {
        document.resources.xobjects.map.insert(id.clone(), form.object());
    }
    let embedded = contents.used.embed(faces, &mut document)?;
    let mut noted = Vec::new();
    for page in contents.pages {
        for (id, form) in page.codes {
            let code = form.object();
            let before = document.resources.xobjects.map.insert(id, code.clone());
            if before.is_some_and(|before| before != code) {
                return Err(DocumentError::program(
                    "code",
                    &"a file holds one code, drawn as often as wanted",
                ));
            }
        }
        document.pages.push(page.page);
        noted.push(Noted { structure: page.structure, bookmarks: page.bookmarks });
    }

    let mut warnings = Vec::new();
    let mut tree = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(DocumentError::program("printpdf", &format!("{warning:?}")));
    }
    "1.7".clone_into(&mut tree.version);
    complete_fonts(&mut tree, &embedded)?;
    pdfa::list_characters(&mut tree, &embedded);
    complete_catalog(&mut tree, metadata)?;
    complete_structure(&mut tree, metadata, &noted).map_err(|error| fault(&error))?;
    tree.compress();
    end_clearly(&mut tree);
    identify(&mut tree)?;
    save(&mut tree).map(Pdf)
}

/// printpdf states the ascent as the height of capitals, and knows one code for each glyph only.
fn complete_fonts(tree: &mut lopdf::Document, embedded: &[Embedded]) -> Result<(), DocumentError> {
    for font in embedded {
        let map = font.code_to_glyph.as_ref().map(|map| Stream::new(Dictionary::new(), map.clone()));
        let maps_to = map.map(|map| tree.add_object(map));
        let (mut described, mut composed) = (false, false);
        for object in tree.objects.values_mut() {
            let Ok(dictionary) = object.as_dict_mut() else { continue };
            if is(dictionary, b"FontName", &font.base_font) {
                dictionary.set("CapHeight", i64::from(font.cap_height));
                described = true;
            }
            if is(dictionary, b"Subtype", "Type0") && is(dictionary, b"BaseFont", &font.base_font) {
                if let Some(map) = maps_to {
                    descendant(dictionary).map_err(|error| fault(&error))?.set("CIDToGIDMap", map);
                }
                composed = true;
            }
        }
        if !(described && composed) {
            return Err(DocumentError::program("printpdf", &format!("{} was not embedded", font.base_font)));
        }
    }
    Ok(())
}

fn is(dictionary: &Dictionary, key: &[u8], name: &str) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name.as_bytes())
}

fn descendant(font: &mut Dictionary) -> Result<&mut Dictionary, lopdf::Error> {
    let fonts = font.get_mut(b"DescendantFonts")?.as_array_mut()?;
    fonts.first_mut().ok_or(lopdf::Error::DictKey("DescendantFonts".into()))?.as_dict_mut()
}

/// Language, title in the window, true size when printed, and the information dictionary in full.
fn complete_catalog(tree: &mut lopdf::Document, metadata: &Metadata) -> Result<(), DocumentError> {
    let catalog = tree.catalog_mut().map_err(|error| fault(&error))?;
    catalog.set("Lang", Object::string_literal(metadata.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" });
    let date = Object::string_literal(date(metadata.created_at));
    let information = dictionary! {
        "Title" => text(&metadata.title),
        "Author" => text(&metadata.author),
        "Subject" => text(&metadata.subject),
        "Creator" => text(&metadata.creator),
        "Producer" => text(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    let id: ObjectId =
        tree.trailer.get(b"Info").and_then(Object::as_reference).map_err(|error| fault(&error))?;
    tree.objects.insert(id, Object::Dictionary(information));
    Ok(())
}

/// What the pieces are, where the outline leads, and what makes the file one to be kept.
fn complete_structure(
    tree: &mut lopdf::Document,
    metadata: &Metadata,
    noted: &[Noted],
) -> Result<(), lopdf::Error> {
    tagging::tag(tree, noted)?;
    tagging::outline(tree, noted)?;
    pdfa::state_colours(tree)?;
    pdfa::describe(tree, metadata)
}

/// A stream that ends in a carriage return is longer for some readers than for others, who take it for part of the line that
/// ends the stream. What is compressed says by itself where it ends: a line feed after it changes nothing.
fn end_clearly(tree: &mut lopdf::Document) {
    let streams = tree.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    for stream in streams.filter(|stream| stream.content.ends_with(b"\r")) {
        let mut content = std::mem::take(&mut stream.content);
        // What is not compressed here is a list of glyphs, to which 0 adds nothing.
        content.extend(if stream.dict.has(b"Filter") { &b"\n"[..] } else { &[0, 0] });
        stream.set_content(content);
    }
}

/// Names the file by what is in it.
fn identify(tree: &mut lopdf::Document) -> Result<(), DocumentError> {
    tree.trailer.remove(b"ID");
    let digest = Sha256::digest(save(tree)?);
    let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    tree.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    Ok(())
}

fn save(tree: &mut lopdf::Document) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    tree.save_to(&mut bytes).map_err(|error| DocumentError::program("lopdf", &error))?;
    Ok(bytes)
}

fn fault(error: &lopdf::Error) -> DocumentError {
    DocumentError::program("lopdf", error)
}

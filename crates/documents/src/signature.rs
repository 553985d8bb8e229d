//! Signs a finished PDF in the College's name, so that any reader program can tell that it is whole and whose it is: PAdES
//! baseline B-B (ETSI EN 319 142-1), a CMS signature in the file over everything else in it. Who may sign, with which
//! certificate, is in `authority`; the signed message, in `message`. What a document says is not decided here.

mod authority;
mod message;

use jiff::Timestamp;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

pub use authority::{Authority, Signer};

use crate::{
    Pdf,
    pdf_string::{date, text},
};

/// Room for the signature in the file, in bytes: a signature with both certificates takes about half of it.
const ROOM: usize = 3072;

/// Stands in the file for a number that is known once it is written.
const PLACEHOLDER: i64 = 1_111_111_111;

/// A file could not be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The file cannot be read as a PDF, or has no page.
    #[error("the file to be signed: {0}")]
    File(String),
    /// The key or the certificate cannot be used.
    #[error("the key or certificate: {0}")]
    Key(String),
    /// The certificate is not valid at the time of signing.
    #[error("the certificate is not valid at {0}")]
    NotValidThen(Timestamp),
    /// The signature is larger than the room that is kept for it.
    #[error("a signature of {0} bytes does not fit")]
    TooLarge(usize),
}

/// Signs a file. The same file, signer and instant give the same bytes.
///
/// `at` is written as the time of signing: the signer's own word, as no time-stamp authority confirms it.
///
/// # Errors
///
/// A file that is no PDF, a certificate that is not valid at this instant: see [`SignatureError`].
pub fn sign(pdf: &Pdf, signer: &Signer, reason: &str, at: Timestamp) -> Result<Pdf, SignatureError> {
    if !signer.is_valid_at(at) {
        return Err(SignatureError::NotValidThen(at));
    }
    let mut bytes = with_field(pdf.as_bytes(), signer, reason, at).map_err(|error| fault(&error))?;
    let place = Place::find(&bytes)?;
    place.state_range(&mut bytes)?;
    let mut digest = Sha256::new();
    digest.update(&bytes[..place.contents_start]);
    digest.update(&bytes[place.contents_end..]);
    let message = message::signed(&digest.finalize(), signer)?;
    place.fill(&mut bytes, &message)?;
    Ok(Pdf::from_bytes(bytes))
}

/// Adds a signature field without a value yet. What was there before stays byte for byte.
fn with_field(bytes: &[u8], signer: &Signer, reason: &str, at: Timestamp) -> Result<Vec<u8>, lopdf::Error> {
    let before = Document::load_mem(bytes)?;
    let catalog: ObjectId = before.trailer.get(b"Root")?.as_reference()?;
    let page = *before.get_pages().get(&1).ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let mut file = IncrementalDocument::create_from(bytes.to_vec(), before);
    let added = &mut file.new_document;
    let value = added.add_object(value(signer, reason, at));
    // A field of PDF/A has an appearance, also one that nobody sees.
    let appearance = Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 0.into(), 0.into()],
            "Resources" => Dictionary::new(),
        },
        Vec::new(),
    );
    let appearance = added.add_object(appearance);
    let field = added.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text("Signature"),
        "TU" => text(reason),
        "V" => value,
        "F" => 132,
        // Outside the page: what nobody sees has no place in the structure that is read aloud.
        "Rect" => vec![(-8).into(), (-8).into(), (-8).into(), (-8).into()],
        "AP" => dictionary! { "N" => appearance },
        "P" => page,
    });
    file.opt_clone_object_to_new_document(catalog)?;
    file.opt_clone_object_to_new_document(page)?;
    let form = dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 };
    file.new_document.get_dictionary_mut(catalog)?.set("AcroForm", form);
    let page = file.new_document.get_dictionary_mut(page)?;
    let mut annotations = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
    annotations.push(field.into());
    page.set("Annots", annotations);
    let mut signed = Vec::new();
    file.save_to(&mut signed)?;
    Ok(signed)
}

fn value(signer: &Signer, reason: &str, at: Timestamp) -> Dictionary {
    dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "Name" => text(signer.name()),
        "Reason" => text(reason),
        "M" => Object::string_literal(date(at)),
        "ByteRange" => vec![PLACEHOLDER.into(); 4],
        "Contents" => Object::String(vec![0; ROOM], StringFormat::Hexadecimal),
    }
}

/// Where the value stands in the file: the signature with its brackets, and the range that it signs.
struct Place {
    range_start: usize,
    range_end: usize,
    contents_start: usize,
    contents_end: usize,
    length: usize,
}

impl Place {
    /// The last of each in the file: what a document itself says cannot be taken for it.
    fn find(bytes: &[u8]) -> Result<Self, SignatureError> {
        let missing = || SignatureError::File("the signature field was not written".into());
        let range = format!("[{}]", vec![PLACEHOLDER.to_string(); 4].join(" "));
        let contents = format!("<{}>", "00".repeat(ROOM));
        let range_start = last(bytes, range.as_bytes()).ok_or_else(missing)?;
        let contents_start = last(bytes, contents.as_bytes()).ok_or_else(missing)?;
        Ok(Self {
            range_start,
            range_end: range_start + range.len(),
            contents_start,
            contents_end: contents_start + contents.len(),
            length: bytes.len(),
        })
    }

    fn state_range(&self, bytes: &mut [u8]) -> Result<(), SignatureError> {
        let after = self.length - self.contents_end;
        let range = format!("[0 {} {} {after}", self.contents_start, self.contents_end);
        write_padded(&mut bytes[self.range_start..self.range_end - 1], range.as_bytes(), b' ')
    }

    fn fill(&self, bytes: &mut [u8], message: &[u8]) -> Result<(), SignatureError> {
        let hexadecimal: String = message.iter().map(|byte| format!("{byte:02X}")).collect();
        write_padded(&mut bytes[self.contents_start + 1..self.contents_end - 1], hexadecimal.as_bytes(), b'0')
    }
}

fn write_padded(room: &mut [u8], text: &[u8], padding: u8) -> Result<(), SignatureError> {
    if text.len() > room.len() {
        return Err(SignatureError::TooLarge(text.len() / 2));
    }
    let (written, rest) = room.split_at_mut(text.len());
    written.copy_from_slice(text);
    rest.fill(padding);
    Ok(())
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn fault(error: &lopdf::Error) -> SignatureError {
    SignatureError::File(error.to_string())
}

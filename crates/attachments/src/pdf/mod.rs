//! PDF: whether a reader finds its way from the end of the file to its pages, whether it is locked, and whether it would fill a computer's
//! memory. Nothing is unpacked but the tables and objects that are on the way, and of those no more than a set amount.

mod bombs;
mod sections;
mod unpack;
mod values;

use memchr::memmem;

use crate::Refused;
use sections::Sections;
use values::Value;

/// A file is a PDF if this is its first line; a mark of the order of bytes and empty lines before it change nothing.
const FIRST: &[u8] = b"%PDF-";
/// Within so many bytes of the end a reader looks for where the tables begin.
const TAIL_BYTES: usize = 2_048;

/// Where it begins as a PDF.
pub(crate) fn beginning(bytes: &[u8]) -> Option<usize> {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let blank = bytes[mark..].iter().take(64).take_while(|byte| byte.is_ascii_whitespace()).count();
    bytes[mark + blank..].starts_with(FIRST).then_some(mark + blank)
}

pub(crate) fn judge(bytes: &[u8], pixels_max: u64) -> Result<(), Refused> {
    let begins = beginning(bytes).ok_or(Refused::Unreadable)?;
    // Places are counted from its first line.
    let bytes = &bytes[begins..];
    let sections = Sections::read(bytes, start(bytes)?)?;
    if sections.is_encrypted() {
        return Err(Refused::Encrypted);
    }
    let root = sections.root().and_then(|root| sections.object(root)).ok_or(Refused::Unreadable)?;
    let pages = root.get(b"Pages").and_then(Value::reference).and_then(|pages| sections.object(pages));
    if pages.and_then(|pages| pages.get(b"Kids").map(|_| ())).is_none() {
        return Err(Refused::Unreadable);
    }
    if bombs::has_one(bytes, pixels_max) { Err(Refused::UnpacksTooLarge) } else { Ok(()) }
}

/// Where its newest table begins, by what stands at its end.
fn start(bytes: &[u8]) -> Result<usize, Refused> {
    let padding = bytes.iter().rev().take_while(|byte| **byte == 0 || byte.is_ascii_whitespace()).count();
    let bytes = &bytes[..bytes.len() - padding];
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    let end = memmem::rfind(tail, b"%%EOF").ok_or(Refused::Truncated)?;
    let said = memmem::rfind(&tail[..end], b"startxref").ok_or(Refused::Unreadable)?;
    let number = tail[said + b"startxref".len()..end].trim_ascii();
    let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
    number.ok_or(Refused::Unreadable)
}

//! The signature of a file that the College sent. It counts only where it covers the whole file but itself: whatever was added
//! later is a change. The signed message is read in `message`, the certificate behind it in `authority`.

mod authority;
mod message;

use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};

pub use authority::Authority;
use message::Message;

use crate::pdf::{Dictionary, Pdf, Value, as_text};

/// Why a signature in a file is not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// The file has several signatures; the College's have one.
    #[error("several signatures")]
    Several,
    /// The signature is not written as PAdES has it.
    #[error("not a signature as the College makes it: {0}")]
    Shape(&'static str),
    /// It covers a part of the file only: something was added, or stands in the gap.
    #[error("the signature does not cover the whole file")]
    NotWhole,
    /// The file is not what was signed.
    #[error("the file was changed")]
    Changed,
    /// The message was not signed with the key of the certificate in it.
    #[error("the signature does not belong to the certificate")]
    OtherKey,
    /// The certificate was not issued by the authority that is trusted, or not for signatures.
    #[error("the certificate is not the trusted authority's")]
    Stranger,
    /// The certificate does not hold on the day.
    #[error("the certificate does not hold on this day")]
    NotOnThisDay,
}

/// A signature that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The name in the certificate.
    pub by: String,
    /// When it was signed, in the signer's own word.
    pub at: Option<Timestamp>,
    /// The title of the file, which is signed with it.
    pub title: Option<String>,
}

/// A signature that was found.
pub(crate) struct Signature {
    message: Message,
    digest: [u8; 32],
    at: Option<Timestamp>,
    title: Option<String>,
}

/// The signature of a file, if it has one.
pub(crate) fn find(file: &Pdf<'_>, bytes: &[u8]) -> Result<Option<Signature>, SignatureFault> {
    let dictionaries = file.values().filter_map(Value::as_dictionary);
    let (values, fields): (Vec<_>, Vec<_>) = dictionaries
        .filter(|it| it.has(b"ByteRange") || it.is(b"FT", b"Sig"))
        .partition(|it| it.has(b"ByteRange"));
    let value = match values.as_slice() {
        [] if fields.is_empty() && !mentions(bytes, b"/ByteRange") => return Ok(None),
        [] => return Err(SignatureFault::Shape("without a value")),
        [value] => *value,
        _ => return Err(SignatureFault::Several),
    };
    if !value.is(b"SubFilter", b"ETSI.CAdES.detached") {
        return Err(SignatureFault::Shape("of another kind"));
    }
    let contents = value.get(b"Contents").and_then(Value::as_bytes);
    let contents = contents.ok_or(SignatureFault::Shape("without its message"))?;
    let signed = signed_parts(value, contents, bytes)?;
    let digest = Sha256::new().chain_update(signed.0).chain_update(signed.1).finalize();
    Ok(Some(Signature {
        message: Message::read(contents)?,
        digest: digest.into(),
        at: value.get(b"M").and_then(Value::as_bytes).and_then(instant),
        title: title(file),
    }))
}

fn mentions(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

impl Signature {
    /// Whose it is, if this authority stands behind it on this day.
    pub(crate) fn verify(&self, authority: &Authority, on: Date) -> Result<Signed, SignatureFault> {
        self.message.verify(&self.digest)?;
        authority.issued(&self.message.certificate, on)?;
        if !self.message.others.iter().all(|other| authority.is(other)) {
            return Err(SignatureFault::Shape("with certificates of others"));
        }
        let by = authority::name(&self.message.certificate);
        Ok(Signed { by, at: self.at, title: self.title.clone() })
    }
}

/// The two parts of the file around the message. Between them stands nothing but the message in hexadecimal.
fn signed_parts<'b>(
    value: &Dictionary,
    contents: &[u8],
    bytes: &'b [u8],
) -> Result<(&'b [u8], &'b [u8]), SignatureFault> {
    let range = value.get(b"ByteRange").and_then(Value::as_array).ok_or(SignatureFault::Shape("no range"))?;
    let range: Option<Vec<usize>> = range.iter().map(Value::as_index).collect();
    let range: [usize; 4] =
        range.and_then(|range| range.try_into().ok()).ok_or(SignatureFault::Shape("no range"))?;
    let [start, before, after, length] = range;
    let ends = after.checked_add(length) == Some(bytes.len());
    if start != 0 || !ends || before >= after {
        return Err(SignatureFault::NotWhole);
    }
    let gap = bytes.get(before..after).and_then(|gap| gap.strip_prefix(b"<")?.strip_suffix(b">"));
    let gap = gap.ok_or(SignatureFault::NotWhole)?;
    // In capitals, as the College writes it: what no signature covers has one spelling.
    let hexadecimal: String = contents.iter().map(|byte| format!("{byte:02X}")).collect();
    if gap != hexadecimal.as_bytes() {
        return Err(SignatureFault::NotWhole);
    }
    Ok((&bytes[..before], &bytes[after..]))
}

/// `D:20270520141403Z`.
fn instant(date: &[u8]) -> Option<Timestamp> {
    let digits = std::str::from_utf8(date).ok()?.strip_prefix("D:")?;
    let part = |from: usize, to: usize| digits.get(from..to);
    let [year, month, day] = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
    let [hour, minute, second] = [part(8, 10)?, part(10, 12)?, part(12, 14)?];
    let zone = digits.get(14..)?.replace('\'', ":");
    let zone = zone.trim_end_matches(':');
    let zone = if zone.is_empty() { "Z" } else { zone };
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}").parse().ok()
}

fn title(file: &Pdf<'_>) -> Option<String> {
    let information = file.dictionary(file.trailer(), b"Info")?;
    let title = file.get(information, b"Title").and_then(Value::as_bytes).map(as_text);
    title.filter(|title| !title.is_empty())
}

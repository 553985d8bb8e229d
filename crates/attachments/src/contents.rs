//! The type of a file, by how its bytes begin; and what a file is called that has none of the accepted ones.

use infer::MatcherType;

use crate::Refused;

/// The accepted types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture without loss.
    Png,
    /// A photograph of a newer telephone.
    Heic,
    /// A scan, of several pages perhaps.
    Tiff,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::Pdf, Kind::Jpeg, Kind::Png, Kind::Heic, Kind::Tiff];

    /// As it is stored and sent.
    pub fn mime(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Heic => "image/heic",
            Kind::Tiff => "image/tiff",
        }
    }

    /// What names of such files end with, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
            Kind::Heic => &["heic", "heif"],
            Kind::Tiff => &["tif", "tiff"],
        }
    }
}

/// Brands of HEIF files whose pictures are HEVC, or that do not say yet.
const HEIC_BRANDS: [&[u8; 4]; 9] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1"];

/// What names of programs end with that are plain text.
const SCRIPTS: [&str; 10] = ["bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "hta", "sh", "lnk"];

/// What names of files end with that a word processor, a table or slides save.
const OFFICE: [&str; 12] =
    ["doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "pages", "numbers"];

pub(crate) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Refused> {
    accepted(bytes).ok_or_else(|| unaccepted(name, bytes))
}

/// The accepted type as which these bytes begin.
pub(crate) fn accepted(bytes: &[u8]) -> Option<Kind> {
    if crate::pdf::beginning(bytes).is_some() {
        return Some(Kind::Pdf);
    }
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Kind::Png),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Kind::Tiff),
        [_, _, _, _, b'f', b't', b'y', b'p', a, b, c, d, ..] if HEIC_BRANDS.contains(&&[*a, *b, *c, *d]) => {
            Some(Kind::Heic)
        }
        _ => None,
    }
}

/// What to call it instead.
pub(crate) fn unaccepted(name: &str, bytes: &[u8]) -> Refused {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let ends_with = |endings: &[&str]| ending.as_deref().is_some_and(|ending| endings.contains(&ending));
    if ends_with(&OFFICE) && is_of_an_office(bytes) {
        return Refused::Office;
    }
    match infer::get(bytes).map(|found| (found.matcher_type(), found.mime_type())) {
        // It has a PDF's first line further on.
        Some((_, "application/pdf")) if bytes.starts_with(b"#!") => Refused::Executable,
        Some((_, "application/pdf")) => Refused::Unreadable,
        Some((MatcherType::Doc, _) | (_, "application/rtf")) => Refused::Office,
        Some((MatcherType::App, _) | (_, "text/x-shellscript")) => Refused::Executable,
        Some((MatcherType::Archive, "application/postscript" | "application/vnd.sqlite3")) => {
            Refused::NotAccepted
        }
        Some((MatcherType::Archive, _)) => Refused::Archive,
        _ if ends_with(&SCRIPTS) => Refused::Executable,
        _ => Refused::NotAccepted,
    }
}

/// Office documents are archives of a kind, or a file system of their own.
fn is_of_an_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"{\\rtf")
}

#![doc = include_str!("../README.md")]

mod contents;
mod other;
mod pdf;
mod pictures;
mod read;
mod refused;
mod together;

pub use contents::Kind;
pub use pictures::Pixels;
pub use refused::{Refused, sentence};
pub use together::together;

use portal_record::files::FileRules;

/// What a file that can be taken is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Its type.
    pub kind: Kind,
    /// How large it is, unpacked, if it is a picture.
    pub pixels: Option<Pixels>,
}

/// Which of the accepted types this is.
///
/// # Errors
/// Why it is refused.
pub fn judge(name: &str, bytes: &[u8], rules: &FileRules) -> Result<Judged, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    fits(bytes.len() as u64, rules)?;
    let kind = contents::kind(name, bytes)?;
    let judged = match kind {
        Kind::Pdf => pdf::judge(bytes, rules.pixels_max).map(|()| Judged { kind, pixels: None }),
        _ => {
            pictures::judge(kind, bytes, rules.pixels_max).map(|pixels| Judged { kind, pixels: Some(pixels) })
        }
    }?;
    if other::is_something_else_too(kind, bytes) {
        return Err(Refused::TwoTypes);
    }
    Ok(judged)
}

/// Whether a file of this size is looked at at all: asked before its bytes are.
///
/// # Errors
/// [`Refused::Empty`], [`Refused::TooLarge`].
pub fn fits(bytes: u64, rules: &FileRules) -> Result<(), Refused> {
    match bytes {
        0 => Err(Refused::Empty),
        bytes if bytes > rules.bytes_max => Err(Refused::TooLarge),
        _ => Ok(()),
    }
}

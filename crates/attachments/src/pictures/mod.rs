//! Pictures: whether they are whole, and how large they are drawn. Each format is walked over, nothing of it is unpacked.

mod heic;
mod jpeg;
mod png;
mod tiff;

use crate::{Kind, Refused};

/// How large a picture is, unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels {
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Pixels {
    fn count(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// What a walk over a picture found.
struct Picture {
    pixels: Pixels,
    /// Where it is over, in formats that say so.
    end: Option<usize>,
}

fn walk(kind: Kind, bytes: &[u8]) -> Result<Picture, Refused> {
    match kind {
        Kind::Jpeg => jpeg::walk(bytes),
        Kind::Png => png::walk(bytes),
        Kind::Heic => heic::walk(bytes),
        Kind::Tiff => tiff::walk(bytes),
        Kind::Pdf => Err(Refused::NotAccepted),
    }
}

pub(crate) fn judge(kind: Kind, bytes: &[u8], pixels_max: u64) -> Result<Pixels, Refused> {
    let Picture { pixels, .. } = walk(kind, bytes)?;
    match pixels.count() {
        0 => Err(Refused::Unreadable),
        count if count > pixels_max => Err(Refused::UnpacksTooLarge),
        _ => Ok(pixels),
    }
}

/// Where the picture is over, if its format says so.
pub(crate) fn end(kind: Kind, bytes: &[u8]) -> Option<usize> {
    walk(kind, bytes).ok()?.end
}

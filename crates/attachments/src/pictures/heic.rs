//! HEIC: boxes within boxes, each with its length. One says how large the pictures are, another has them.

use super::{Picture, Pixels};
use crate::{
    Refused,
    read::{Order, number32, piece},
};

/// A box: its name, and what is in it.
type Named<'a> = (&'a [u8], &'a [u8]);

pub(super) fn walk(bytes: &[u8]) -> Result<Picture, Refused> {
    let boxes = boxes(bytes)?;
    let meta = content(&boxes, b"meta").ok_or(Refused::Truncated)?;
    let within = within_full(meta)?;
    if content(&boxes, b"mdat").is_none() && content(&within, b"idat").is_none() {
        return Err(Refused::Truncated);
    }
    let properties = content(&within, b"iprp").ok_or(Refused::Unreadable)?;
    let properties = self::boxes(properties).map_err(|_| Refused::Unreadable)?;
    let sizes = content(&properties, b"ipco").ok_or(Refused::Unreadable)?;
    let sizes = self::boxes(sizes).map_err(|_| Refused::Unreadable)?;
    // Tiles and the small picture have sizes of their own: what is drawn is the largest.
    let all = sizes.iter().filter(|(name, _)| name == b"ispe").filter_map(|(_, size)| pixels(size));
    let pixels = all.max_by_key(|pixels| pixels.count()).ok_or(Refused::Unreadable)?;
    Ok(Picture { pixels, end: None })
}

/// The boxes that follow each other here, to the last byte.
fn boxes(bytes: &[u8]) -> Result<Vec<Named<'_>>, Refused> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = number32(bytes, at, Order::Big).ok_or(Refused::Truncated)?;
        let name = piece(bytes, at + 4, 4).ok_or(Refused::Truncated)?;
        let (header, length) = match length {
            // To the end of the file.
            0 => (8, (bytes.len() - at) as u64),
            1 => (16, long(bytes, at + 8).ok_or(Refused::Truncated)?),
            length => (8, u64::from(length)),
        };
        let length = usize::try_from(length).map_err(|_| Refused::Truncated)?;
        let inside = length.checked_sub(header).ok_or(Refused::Unreadable)?;
        all.push((name, piece(bytes, at + header, inside).ok_or(Refused::Truncated)?));
        at += length;
    }
    Ok(all)
}

/// The boxes in one that says a version first.
fn within_full(bytes: &[u8]) -> Result<Vec<Named<'_>>, Refused> {
    let inside = bytes.get(4..).ok_or(Refused::Unreadable)?;
    boxes(inside).map_err(|_| Refused::Unreadable)
}

fn content<'a>(boxes: &[Named<'a>], wanted: &[u8]) -> Option<&'a [u8]> {
    boxes.iter().find(|(name, _)| *name == wanted).map(|(_, inside)| *inside)
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    piece(bytes, at, 8)?.try_into().ok().map(u64::from_be_bytes)
}

fn pixels(size: &[u8]) -> Option<Pixels> {
    Some(Pixels { width: number32(size, 4, Order::Big)?, height: number32(size, 8, Order::Big)? })
}

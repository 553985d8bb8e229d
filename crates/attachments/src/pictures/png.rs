//! PNG: pieces, each with its length and a sum over it, up to one that says the end.

use super::{Picture, Pixels};
use crate::{
    Refused,
    read::{Order, number32, piece},
};

const SIGNATURE_BYTES: usize = 8;
/// Length and name before, the sum behind.
const AROUND_BYTES: usize = 12;

pub(super) fn walk(bytes: &[u8]) -> Result<Picture, Refused> {
    let mut pixels = None;
    let mut is_drawn = false;
    let mut at = SIGNATURE_BYTES;
    loop {
        let length = number32(bytes, at, Order::Big).ok_or(Refused::Truncated)?;
        let length = usize::try_from(length).map_err(|_| Refused::Unreadable)?;
        let named = piece(bytes, at + 4, length.saturating_add(4)).ok_or(Refused::Truncated)?;
        let sum = number32(bytes, at + 8 + length, Order::Big).ok_or(Refused::Truncated)?;
        if crc32fast::hash(named) != sum {
            return Err(Refused::Unreadable);
        }
        let (name, data) = named.split_at(4);
        match (name, pixels) {
            (b"IHDR", None) => pixels = Some(size(data).ok_or(Refused::Unreadable)?),
            (_, None) => return Err(Refused::Unreadable),
            (b"IDAT", _) => is_drawn = true,
            (b"IEND", Some(pixels)) if is_drawn => {
                return Ok(Picture { pixels, end: Some(at + AROUND_BYTES + length) });
            }
            (b"IEND", _) => return Err(Refused::Unreadable),
            _ => {}
        }
        at += AROUND_BYTES + length;
    }
}

fn size(data: &[u8]) -> Option<Pixels> {
    Some(Pixels { width: number32(data, 0, Order::Big)?, height: number32(data, 4, Order::Big)? })
}

//! JPEG: segments, each with its length, and between them what is drawn, up to a mark that says the end.

use memchr::memchr;

use super::{Picture, Pixels};
use crate::{
    Refused,
    read::{Order, number16},
};

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

pub(super) fn walk(bytes: &[u8]) -> Result<Picture, Refused> {
    let mut pixels = None;
    let mut at = 2;
    loop {
        let (marker, after) = marker(bytes, at)?;
        match marker {
            END => {
                let pixels = pixels.ok_or(Refused::Unreadable)?;
                return Ok(Picture { pixels, end: Some(after) });
            }
            // Marks without a segment.
            0x01 | 0xd0..=0xd8 => at = after,
            _ => {
                let length = number16(bytes, after, Order::Big).ok_or(Refused::Truncated)?;
                if length < 2 {
                    return Err(Refused::Unreadable);
                }
                if is_frame(marker) {
                    pixels = Some(frame(bytes, after)?);
                }
                at = after + usize::from(length);
                if marker == SCAN {
                    at = past_scan(bytes, at)?;
                }
            }
        }
    }
}

/// The mark at this place, and what comes after it.
fn marker(bytes: &[u8], at: usize) -> Result<(u8, usize), Refused> {
    if *bytes.get(at).ok_or(Refused::Truncated)? != 0xff {
        return Err(Refused::Unreadable);
    }
    let fill = bytes[at..].iter().take_while(|byte| **byte == 0xff).count();
    let marker = *bytes.get(at + fill).ok_or(Refused::Truncated)?;
    Ok((marker, at + fill + 1))
}

/// Frames say the size; of their range three marks are something else.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn frame(bytes: &[u8], after: usize) -> Result<Pixels, Refused> {
    let number = |at| number16(bytes, at, Order::Big).map(u32::from).ok_or(Refused::Truncated);
    Ok(Pixels { height: number(after + 3)?, width: number(after + 5)? })
}

/// The next mark that is not part of what is drawn.
fn past_scan(bytes: &[u8], mut at: usize) -> Result<usize, Refused> {
    loop {
        let rest = bytes.get(at..).ok_or(Refused::Truncated)?;
        at += memchr(0xff, rest).ok_or(Refused::Truncated)?;
        match bytes.get(at + 1).ok_or(Refused::Truncated)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Ok(at),
        }
    }
}

//! TIFF: a directory for each page, which says where the page's strips or tiles are in the file.

use std::collections::BTreeSet;

use super::{Picture, Pixels};
use crate::{
    Refused,
    read::{Order, number16, number32, piece},
};

/// More pages than anybody scans into one file.
const PAGES_MAX: usize = 2_000;
/// Strips of all pages: what is walked over is bounded, also where directories say the same piece again and again.
const STRIPS_MAX: usize = 1_000_000;
/// Lines of one directory.
const ENTRIES_MAX: usize = 4_000;

const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
/// Where strips, tiles or a whole JPEG are, and beside each how long they are.
const PLACES: [(u16, u16); 3] = [(273, 279), (324, 325), (513, 514)];

pub(super) fn walk(bytes: &[u8]) -> Result<Picture, Refused> {
    let order = if bytes.starts_with(b"II") { Order::Little } else { Order::Big };
    let mut file = File { bytes, order, strips_left: STRIPS_MAX };
    let mut largest: Option<Pixels> = None;
    let mut seen = BTreeSet::new();
    let mut next = file.place(4)?;
    while next != 0 {
        if !seen.insert(next) || seen.len() > PAGES_MAX {
            return Err(Refused::Unreadable);
        }
        let (page, after) = file.page(next)?;
        largest = largest.into_iter().chain([page]).max_by_key(|pixels| pixels.count());
        next = after;
    }
    Ok(Picture { pixels: largest.ok_or(Refused::Unreadable)?, end: None })
}

struct File<'a> {
    bytes: &'a [u8],
    order: Order,
    strips_left: usize,
}

/// A line of a directory.
struct Entry {
    tag: u16,
    width: usize,
    count: usize,
    /// Where its values are.
    at: usize,
}

impl File<'_> {
    /// What a directory says, and where the next one is.
    fn page(&mut self, at: usize) -> Result<(Pixels, usize), Refused> {
        let count = usize::from(number16(self.bytes, at, self.order).ok_or(Refused::Truncated)?);
        if count > ENTRIES_MAX {
            return Err(Refused::Unreadable);
        }
        let entries: Vec<Entry> =
            (0..count).map(|line| self.entry(at + 2 + 12 * line)).collect::<Result<_, _>>()?;
        let found = |tag| entries.iter().find(|entry| entry.tag == tag);
        let size = |tag| found(tag).and_then(|entry| self.value(entry, 0)).ok_or(Refused::Unreadable);
        let pixels = Pixels { width: size(WIDTH)?, height: size(HEIGHT)? };
        let mut is_drawn = false;
        for (place, length) in PLACES {
            if let (Some(places), Some(lengths)) = (found(place), found(length)) {
                self.strips_are_there(places, lengths)?;
                is_drawn = true;
            }
        }
        if !is_drawn {
            return Err(Refused::Unreadable);
        }
        Ok((pixels, self.place(at + 2 + 12 * count)?))
    }

    fn entry(&self, at: usize) -> Result<Entry, Refused> {
        let cut = || Refused::Truncated;
        let tag = number16(self.bytes, at, self.order).ok_or_else(cut)?;
        let width = match number16(self.bytes, at + 2, self.order).ok_or_else(cut)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let count = self.place(at + 4)?;
        let length = count.checked_mul(width).ok_or(Refused::Unreadable)?;
        let at = if length <= 4 { at + 8 } else { self.place(at + 8)? };
        piece(self.bytes, at, length).ok_or_else(cut)?;
        Ok(Entry { tag, width, count, at })
    }

    fn value(&self, entry: &Entry, index: usize) -> Option<u32> {
        let at = entry.at + index * entry.width;
        match entry.width {
            2 => number16(self.bytes, at, self.order).map(u32::from),
            4 => number32(self.bytes, at, self.order),
            _ => None,
        }
    }

    fn strips_are_there(&mut self, places: &Entry, lengths: &Entry) -> Result<(), Refused> {
        let count = places.count.min(lengths.count);
        if count == 0 {
            return Err(Refused::Unreadable);
        }
        self.strips_left = self.strips_left.checked_sub(count).ok_or(Refused::Unreadable)?;
        for strip in 0..count {
            let place = self.value(places, strip).ok_or(Refused::Unreadable)?;
            let length = self.value(lengths, strip).ok_or(Refused::Unreadable)?;
            if u64::from(place) + u64::from(length) > self.bytes.len() as u64 {
                return Err(Refused::Truncated);
            }
        }
        Ok(())
    }

    fn place(&self, at: usize) -> Result<usize, Refused> {
        let number = number32(self.bytes, at, self.order).ok_or(Refused::Truncated)?;
        usize::try_from(number).map_err(|_| Refused::Unreadable)
    }
}

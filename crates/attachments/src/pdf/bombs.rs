//! Whether a PDF would fill a computer's memory: a picture that says how large it is, or something that is packed again and again.

use memchr::memmem;

use super::values::{Cursor, Value};

/// What is packed more often than once grows a thousandfold a thousandfold.
const PACKED_TIMES_MAX: usize = 1;
/// In the dictionary of a picture, height and width stand near each other.
const NEAR_BYTES: usize = 512;
/// As long as the names of filters are, written down.
const FILTERS_BYTES_MAX: usize = 256;

pub(super) fn has_one(bytes: &[u8], pixels_max: u64) -> bool {
    let is_huge = |at: usize| pixels(bytes, at).is_some_and(|pixels| pixels > pixels_max);
    memmem::find_iter(bytes, b"/Width").any(is_huge)
        || memmem::find_iter(bytes, b"/Filter").any(|at| packed_times(bytes, at) > PACKED_TIMES_MAX)
}

/// How large the picture is whose width is said here.
fn pixels(bytes: &[u8], at: usize) -> Option<u64> {
    let width = Cursor::at(bytes, at + b"/Width".len())?.number()?;
    let near = &bytes[at.saturating_sub(NEAR_BYTES)..bytes.len().min(at + NEAR_BYTES)];
    let heights = memmem::find_iter(near, b"/Height")
        .filter_map(|at| Cursor::at(near, at + b"/Height".len())?.number());
    Some(width.saturating_mul(heights.max()?))
}

/// How often what these filters are of was packed.
fn packed_times(bytes: &[u8], at: usize) -> usize {
    let filters =
        Cursor::at(bytes, at + b"/Filter".len()).and_then(|cursor| cursor.bounded(FILTERS_BYTES_MAX).value());
    let is_packing = |filter: &&Value| {
        matches!(
            filter.name(),
            Some(b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW" | b"RunLengthDecode" | b"RL")
        )
    };
    filters.map_or(0, |filters| filters.each().iter().filter(is_packing).count())
}

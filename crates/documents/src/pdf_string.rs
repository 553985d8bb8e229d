//! Texts and instants as a file holds them.

use jiff::{Timestamp, tz::TimeZone};
use lopdf::{Object, StringFormat};

/// Text as an object of a file.
pub(crate) fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// A PDF text string: UTF-16, high byte first, with its mark.
pub(crate) fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// An instant as a file has it.
pub(crate) fn date(instant: Timestamp) -> String {
    instant.to_zoned_datetime(TimeZone::UTC).strftime("D:%Y%m%d%H%M%SZ").to_string()
}

//! Whether another program would take a file for something else: some look for their own from the end of a file, or anywhere in it.

use memchr::memmem;

use crate::{
    Kind, Refused,
    contents::{accepted, unaccepted},
    pictures,
    read::{Order, number16, number32, piece},
};

/// What those who open archives look for throughout a file, since an archive may begin with a program that unpacks it.
const ANYWHERE: [&[u8]; 3] = [b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c"];

/// What stands at one place alone: tapes, and disks.
const AT: [(usize, &[u8]); 2] = [(257, b"ustar"), (0x8001, b"CD001")];

pub(crate) fn is_something_else_too(kind: Kind, bytes: &[u8]) -> bool {
    ANYWHERE.iter().any(|mark| memmem::find(bytes, mark).is_some())
        || AT.iter().any(|(at, mark)| piece(bytes, *at, mark.len()) == Some(mark))
        || ends_as_zip(bytes)
        || kind != Kind::Pdf && (begins_as_pdf(bytes) || is_followed(kind, bytes))
}

/// Programs that show PDFs look for the beginning of one within so many bytes.
fn begins_as_pdf(bytes: &[u8]) -> bool {
    memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Cameras put things of their own behind a picture; what has a type of its own is a second file.
fn is_followed(kind: Kind, bytes: &[u8]) -> bool {
    let Some(rest) = pictures::end(kind, bytes).and_then(|end| bytes.get(end..)) else { return false };
    accepted(rest) == Some(Kind::Pdf)
        || matches!(unaccepted("", rest), Refused::Executable | Refused::Archive | Refused::Office)
}

/// An archive's directory is found from its end: 22 bytes, and a comment up to the very last byte.
fn ends_as_zip(bytes: &[u8]) -> bool {
    const END: usize = 22;
    let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    memmem::find_iter(&bytes[tail..], b"PK\x05\x06").any(|at| {
        let at = tail + at;
        let comment = number16(bytes, at + 20, Order::Little).map(usize::from);
        let size = number32(bytes, at + 12, Order::Little).and_then(|size| usize::try_from(size).ok());
        let directory = size.and_then(|size| at.checked_sub(size)).and_then(|from| piece(bytes, from, 4));
        // A large one has its directory further up, and says so just before.
        let is_large = at.checked_sub(20).and_then(|from| piece(bytes, from, 4)) == Some(b"PK\x06\x07");
        comment.is_some_and(|length| at + END + length <= bytes.len())
            && (is_large || size == Some(0) || directory == Some(b"PK\x01\x02"))
    })
}

//! A page of the registrant's own events.

use portal_protocol::RecordPage;
use portal_record::{Event, Verbatim};

use super::Refused;

/// Most bytes of a page; one entry is always given, however long it is.
pub const PAGE_BYTES_MAX: u64 = 1024 * 1024;

/// How many of these entries, of which the lengths are given in their order, make a page.
pub fn fitting(lengths: &[u64]) -> usize {
    let mut bytes = 0_u64;
    let fits = lengths.iter().take_while(|length| {
        bytes = bytes.saturating_add(**length);
        bytes <= PAGE_BYTES_MAX
    });
    fits.count().max(1)
}

/// The page of these events, which follow `after`, of a stream that was seen to stand at `version`; whose history it is comes
/// beside it.
///
/// # Errors
/// [`Refused::OutOfOrder`] when the device is ahead of the stream.
pub fn page(
    after: u64,
    version: u64,
    events: Vec<Verbatim<Event>>,
) -> Result<RecordPage<Verbatim<Event>>, Refused> {
    if after > version {
        return Err(Refused::OutOfOrder);
    }
    // An event may have been appended since the stream was looked at: the page says what it has.
    let version = events.last().map_or(version, |last| version.max(last.version));
    Ok(RecordPage { events, version, history: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_full_by_its_bytes_and_never_empty() {
        for (lengths, expected) in [
            (&[][..], 1),
            (&[5 * PAGE_BYTES_MAX, 1], 1),
            (&[1, 5 * PAGE_BYTES_MAX, 1], 1),
            (&[PAGE_BYTES_MAX / 2, PAGE_BYTES_MAX / 2, 1], 2),
            (&[10; 500], 500),
        ] {
            assert_eq!(fitting(lengths), expected, "{lengths:?}");
        }
    }
}

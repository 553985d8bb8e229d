//! A page of the registrant's own events.

use portal_record::Event;
use portal_wire::sync::RecordPage;

use super::Refused;

/// The page of these events, which follow `after`, of a stream that was seen to stand at `version`; whose history it is comes
/// beside it.
///
/// # Errors
/// [`Refused::OutOfOrder`] when the device is ahead of the stream.
pub fn page(after: u64, version: u64, events: Vec<Event>) -> Result<RecordPage, Refused> {
    if after > version {
        return Err(Refused::OutOfOrder);
    }
    // An event may have been appended since the stream was looked at: the page says what it has.
    let version = events.last().map_or(version, |last| version.max(last.version));
    Ok(RecordPage { events, version, history: None })
}

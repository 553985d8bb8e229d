//! The record as it stood after an event, kept so that a long stream is not replayed from its beginning: what follows on that
//! event is applied to it.
//!
//! A snapshot is never needed and never trusted. Its digest covers what it holds, whose it is, the event that it follows and all that
//! this program knows of events; where it does not fit, there is no snapshot, and the stream is replayed. A record with events that
//! this program does not know has none: a later program knows them, and would never learn of them.

use sha2::{Digest as _, Sha256};

use crate::{Body, Record, RegistrantId};

/// How snapshots are written, and what the record makes of events. It is another one as soon as either changes: those that were
/// kept before are then replayed anew (`tests/snapshots` shows when).
pub const LAYOUT: u16 = 7;

/// Between the digest and what it covers.
const SEPARATOR: u8 = b'\n';

/// What a snapshot is based on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base<'a> {
    /// The registrant of the stream.
    pub registrant: RegistrantId,
    /// The last event that is in it, as it is stored.
    pub event: &'a [u8],
}

/// The record, to be kept; none when it has events that this program does not know.
pub fn write(record: &Record, base: Base<'_>) -> Option<Vec<u8>> {
    if record.unknown > 0 {
        return None;
    }
    let json = serde_json::to_vec(record).ok()?;
    let mut kept = digest(&json, base).into_bytes();
    kept.push(SEPARATOR);
    kept.extend(json);
    Some(kept)
}

/// The record that was kept; none when it is not one that this program would have kept here.
pub fn read(kept: &[u8], base: Base<'_>) -> Option<Record> {
    let end = kept.iter().position(|byte| *byte == SEPARATOR)?;
    let (digested, json) = (kept.get(..end)?, kept.get(end + 1..)?);
    if digested != digest(json, base).as_bytes() {
        return None;
    }
    serde_json::from_slice(json).ok()
}

/// What names the program's way with events: two programs with the same one make the same record of the same stream.
pub fn layout() -> String {
    let mut hash = Sha256::new();
    hash.update(LAYOUT.to_be_bytes());
    for (kind, version) in Body::KINDS {
        part(&mut hash, kind.as_bytes());
        hash.update(version.to_be_bytes());
    }
    hex(&hash.finalize())
}

fn digest(json: &[u8], base: Base<'_>) -> String {
    let mut hash = Sha256::new();
    for bytes in [layout().as_bytes(), base.registrant.0.as_bytes(), base.event, json] {
        part(&mut hash, bytes);
    }
    hex(&hash.finalize())
}

/// With its length, so that parts cannot be taken for others.
fn part(hash: &mut Sha256, bytes: &[u8]) {
    hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(bytes);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

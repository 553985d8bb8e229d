//! Files that go with what is filed, answered or written: named by what is in them. Their bytes are no part of the record.

use serde::{Deserialize, Serialize};

use crate::{
    Rejection, formats,
    rejection::{Field, Reason, invalid},
};

/// A file, as an event names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// What the person's computer calls it.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its type, for example `application/pdf`.
    pub mime: String,
}

/// Each is named by the hash of what is in it, once, and there are not too many, nor are their names too long.
pub(crate) fn are_in_order(files: &[FileName], max: u16, name_characters_max: u16) -> Result<(), Rejection> {
    if files.len() > usize::from(max) {
        return Err(invalid(Field::Files, Reason::TooManyOf { max }));
    }
    for (at, file) in files.iter().enumerate() {
        let is_hash = file.sha256.len() == 64
            && file.sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let why = if !is_hash {
            Some(Reason::UnknownCode)
        } else if file.bytes == 0 {
            Some(Reason::Missing)
        } else if files[..at].iter().any(|other| other.sha256 == file.sha256) {
            Some(Reason::Twice)
        } else {
            formats::line(&file.name, name_characters_max).err()
        };
        if let Some(why) = why {
            return Err(invalid(Field::Files, why).at(at));
        }
    }
    Ok(())
}

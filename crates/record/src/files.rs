//! Files that go with what is filed, answered or written: named by what is in them. Their bytes are no part of the record.

use serde::{Deserialize, Serialize};

use crate::{
    Rejection, formats,
    rejection::{Field, Reason, invalid},
};

/// The numbers in the rules of files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FileRules {
    /// Bytes of one file.
    pub bytes_max: u64,
    /// Files that are named at once.
    pub files_max: u16,
    /// Bytes of all that are named at once.
    pub together_bytes_max: u64,
    /// Characters of a file's name.
    pub name_characters_max: u16,
    /// Pixels of a picture.
    pub pixels_max: u64,
    /// Days after which an upload that did not go on is forgotten.
    pub arriving_days: u16,
    /// Days after which a file that nothing names is removed.
    pub unnamed_days: u16,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

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

/// Each is named by the hash of what is in it, once; there are not too many, they are not too large, alone or together, nor are their names too long.
pub(crate) fn are_in_order(files: &[FileName], rules: &FileRules) -> Result<(), Rejection> {
    if files.len() > usize::from(rules.files_max) {
        return Err(invalid(Field::Files, Reason::TooManyOf { max: rules.files_max }));
    }
    let mut together = 0_u64;
    for (at, file) in files.iter().enumerate() {
        together = together.saturating_add(file.bytes);
        let why = if !is_hash(&file.sha256) {
            Some(Reason::UnknownCode)
        } else if file.bytes == 0 {
            Some(Reason::Missing)
        } else if files[..at].iter().any(|other| other.sha256 == file.sha256) {
            Some(Reason::Twice)
        } else if file.bytes > rules.bytes_max {
            Some(too_large(rules.bytes_max))
        } else if together > rules.together_bytes_max {
            Some(too_large(rules.together_bytes_max))
        } else {
            formats::line(&file.name, rules.name_characters_max).err()
        };
        if let Some(why) = why {
            return Err(invalid(Field::Files, why).at(at));
        }
    }
    Ok(())
}

/// Whether this is a SHA-256 as files are named by: hex, in small letters.
pub fn is_hash(sha256: &str) -> bool {
    sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// So many bytes in megabytes, as file managers count them.
pub fn megabytes(bytes: u64) -> u16 {
    u16::try_from(bytes >> 20).unwrap_or(u16::MAX)
}

fn too_large(bytes_max: u64) -> Reason {
    Reason::TooLarge { max: megabytes(bytes_max) }
}

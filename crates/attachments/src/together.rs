//! Whether a file fits beside those that are attached already.

use portal_record::files::{FileName, FileRules};

use crate::Refused;

/// Whether the file with this hash and size can be attached, too.
///
/// # Errors
/// [`Refused::AlreadyAttached`], [`Refused::TooMany`], [`Refused::TooLargeTogether`].
pub fn together(attached: &[FileName], sha256: &str, bytes: u64, rules: &FileRules) -> Result<(), Refused> {
    if attached.iter().any(|file| file.sha256 == sha256) {
        return Err(Refused::AlreadyAttached);
    }
    if attached.len() >= usize::from(rules.files_max) {
        return Err(Refused::TooMany);
    }
    let already = attached.iter().fold(0_u64, |sum, file| sum.saturating_add(file.bytes));
    if already.saturating_add(bytes) > rules.together_bytes_max {
        return Err(Refused::TooLargeTogether);
    }
    Ok(())
}

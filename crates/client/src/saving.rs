//! Saving a document in the person's own folder: whole or not at all, under a name that every file system takes, never
//! over what is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files;

/// Longest name before ` (2).pdf`, in bytes: file systems take 255, and the file that is written first has a longer one.
const STEM_BYTES_MAX: usize = 220;
/// The end of a long name that is kept: the CPSO number tells the documents of two registrants apart.
const TAIL_BYTES_MAX: usize = 20;

/// Why a document was not saved. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// The folder that was chosen is not there any more.
    #[error("the folder is not there")]
    Gone,
    /// The folder cannot be made: something that is no folder has its name.
    #[error("there is no room for a folder: {0}")]
    NotAFolder(io::Error),
    /// Nothing may be written there.
    #[error("nothing may be written there: {0}")]
    NotAllowed(io::Error),
    /// The disk, or what the person may use of it, is full.
    #[error("the disk is full: {0}")]
    Full(io::Error),
    /// The name cannot be given there.
    #[error("the file system does not take the name: {0}")]
    Name(io::Error),
    /// Anything else.
    #[error(transparent)]
    Other(io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> SaveError {
        use io::ErrorKind::{
            InvalidFilename, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        };
        match error.kind() {
            StorageFull | QuotaExceeded => SaveError::Full(error),
            PermissionDenied | ReadOnlyFilesystem => SaveError::NotAllowed(error),
            InvalidFilename => SaveError::Name(error),
            _ => SaveError::Other(error),
        }
    }
}

/// Saves this under this name; a file of the name that holds something else is left alone, and the new one gets a number.
pub(crate) fn save(folder: &Path, name: &str, content: &[u8]) -> Result<PathBuf, SaveError> {
    make_folder(folder)?;
    let stem = shortened(name.strip_suffix(".pdf").unwrap_or(name));
    let first = std::iter::once(format!("{stem}.pdf"));
    let names = first.chain((2_u32..).map(|number| format!("{stem} ({number}).pdf")));
    for name in names {
        let path = folder.join(name);
        match fs::read(&path) {
            Ok(there) if there == content => return Ok(path),
            Ok(_) => {}
            // A folder of this name, or a file that may not be read, is somebody else's.
            Err(error) if path.exists() => tracing::info!(%error, "a name is taken"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                files::write_whole(&path, content)?;
                return Ok(path);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(SaveError::Other(io::ErrorKind::AlreadyExists.into()))
}

fn make_folder(folder: &Path) -> Result<(), SaveError> {
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => SaveError::NotAFolder(error),
        _ => error.into(),
    })
}

/// The name without its middle when it is too long: no letter is cut in two.
fn shortened(stem: &str) -> String {
    if stem.len() <= STEM_BYTES_MAX {
        return stem.to_owned();
    }
    let tail = stem.rsplit_once(' ').map(|(_, tail)| tail).filter(|tail| tail.len() <= TAIL_BYTES_MAX);
    let tail = tail.map(|tail| format!("… {tail}")).unwrap_or_else(|| "…".to_owned());
    let head = stem.floor_char_boundary(STEM_BYTES_MAX - tail.len());
    format!("{}{tail}", stem[..head].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_shortened_between_letters_and_keeps_its_number() {
        let folder = tempfile::tempdir().unwrap();
        for letter in ["x", "é", "ᓄ", "𠮷"] {
            let name = format!("Certificate of authorization {} 900001.pdf", letter.repeat(200));
            let saved = save(folder.path(), &name, b"one").unwrap();
            let given = saved.file_name().unwrap().to_str().unwrap();
            assert!(given.starts_with("Certificate of authorization "), "{given}");
            assert!(given.ends_with(" 900001.pdf"), "{given}");
            assert_eq!(fs::read(&saved).unwrap(), b"one");
            let second = save(folder.path(), &name, b"two").unwrap();
            assert!(second.to_str().unwrap().ends_with(" 900001 (2).pdf"), "{}", second.display());
            assert_eq!(fs::read(&saved).unwrap(), b"one", "what was there is left alone");
        }
        assert_eq!(shortened("Registration card 2027-2028 900001"), "Registration card 2027-2028 900001");
        let unbroken = "x".repeat(400);
        assert!(shortened(&unbroken).len() <= STEM_BYTES_MAX);
    }

    #[test]
    fn each_way_in_which_a_disk_says_no_is_told_apart() {
        let said = |kind: io::ErrorKind| SaveError::from(io::Error::from(kind));
        use io::ErrorKind as Kind;
        assert!(matches!(said(Kind::StorageFull), SaveError::Full(_)));
        assert!(matches!(said(Kind::QuotaExceeded), SaveError::Full(_)), "the person's share is full");
        assert!(matches!(said(Kind::ReadOnlyFilesystem), SaveError::NotAllowed(_)));
        assert!(matches!(said(Kind::InvalidFilename), SaveError::Name(_)));
        assert!(matches!(said(Kind::Interrupted), SaveError::Other(_)));
    }

    #[test]
    fn a_name_that_something_else_has_is_not_taken_from_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("Profile 900001.pdf")).unwrap();
        let saved = save(folder.path(), "Profile 900001.pdf", b"pages").unwrap();
        assert_eq!(saved, folder.path().join("Profile 900001 (2).pdf"));
        assert_eq!(save(folder.path(), "Profile 900001.pdf", b"pages").unwrap(), saved, "saved once");
    }
}

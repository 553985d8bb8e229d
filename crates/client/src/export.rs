//! Saving a document in the person's own folder: whole or not at all, under a name that every file system takes, never
//! over what is there. What was saved is remembered while the application runs: that, and nothing else, is opened or shown.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ring::digest::{Digest, SHA256, digest};
use uuid::Uuid;

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

/// Why a file is neither opened nor shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotOurs {
    /// Nothing was saved under this id since the application started.
    #[error("no file was saved under this id")]
    Unknown,
    /// It is gone, or what has its name now is not what was saved.
    #[error("the file is not the one that was saved")]
    Changed,
}

/// The files that were saved since the application started.
#[derive(Default)]
pub(crate) struct SavedFiles(Mutex<HashMap<Uuid, SavedFile>>);

#[derive(Clone)]
struct SavedFile {
    path: PathBuf,
    content: Digest,
}

impl SavedFiles {
    /// Remembers a file with what was written into it; the id that names it.
    pub(crate) fn remember(&self, path: &Path, content: &[u8]) -> Uuid {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Saved over and over, it stays the one.
        let known = files.iter().find(|(_, known)| known.path == path).map(|(id, _)| *id);
        let id = known.unwrap_or_else(Uuid::new_v4);
        files.insert(id, SavedFile { path: path.to_owned(), content: digest(&SHA256, content) });
        id
    }

    /// Where the file is, if it is still what was saved there: no link that leads elsewhere, and no other content. Reads all of it.
    pub(crate) fn find(&self, id: Uuid) -> Result<PathBuf, NotOurs> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let SavedFile { path, content } = files.get(&id).cloned().ok_or(NotOurs::Unknown)?;
        drop(files);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|there| there.is_file());
        let there = if is_file { fs::read(&path).ok() } else { None };
        let is_same = there.is_some_and(|there| digest(&SHA256, &there).as_ref() == content.as_ref());
        if is_same { Ok(path) } else { Err(NotOurs::Changed) }
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
    fn only_what_was_saved_is_found_again_and_only_as_it_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let files = SavedFiles::default();
        let save = |name: &str| {
            let path = save(folder.path(), name, b"pages").unwrap();
            (files.remember(&path, b"pages"), path)
        };
        let (kept, path) = save("Kept.pdf");
        assert_eq!(files.find(kept), Ok(path.clone()));
        assert_eq!(files.find(Uuid::from_u128(7)), Err(NotOurs::Unknown), "an id that nobody was given");
        assert_eq!(files.remember(&path, b"pages"), kept, "saved again it is the same");
        let (changed, path) = save("Changed.pdf");
        fs::write(&path, b"#!/bin/sh").unwrap();
        assert_eq!(files.find(changed), Err(NotOurs::Changed), "something else stands in it");
        let (gone, path) = save("Gone.pdf");
        fs::remove_file(&path).unwrap();
        assert_eq!(files.find(gone), Err(NotOurs::Changed), "it is not there");
        fs::create_dir(&path).unwrap();
        assert_eq!(files.find(gone), Err(NotOurs::Changed), "a folder has its name");
        #[cfg(unix)]
        {
            let (linked, path) = save("Linked.pdf");
            let elsewhere = folder.path().join("elsewhere");
            fs::rename(&path, &elsewhere).unwrap();
            std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
            assert_eq!(files.find(linked), Err(NotOurs::Changed), "a link, be it to the same content");
        }
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

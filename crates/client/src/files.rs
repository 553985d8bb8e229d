//! Files outside the encrypted store: written whole or not at all, readable only by their owner, never overwritten by
//! accident. What is in them is the business of others.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// Replaces a file's content: after a crash the old or the new content is there, never a part.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = path.with_added_extension("new");
    let result = write_synced(&beside, content).and_then(|()| fs::rename(&beside, path));
    if result.is_err() {
        // Half a file helps nobody; that it may already be gone is fine.
        let _ = fs::remove_file(&beside);
    }
    result?;
    sync_folder(path)
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Writes a file's content once more in its place, so that all of it is on the disk. Says whether there was any.
///
/// When a file could not be made durable, the system may keep what was written in its memory, where everybody reads it, and
/// never try again to bring it to the disk. Whoever did not write it himself cannot know, and must not build on it before.
pub(crate) fn write_again(path: &Path) -> io::Result<bool> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened?,
    };
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    file.rewind()?;
    file.write_all(&content)?;
    file.sync_all()?;
    Ok(!content.is_empty())
}

/// Gives a folder its name, durably; no other may have it.
pub(crate) fn rename_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to)
}

/// Removes a folder with all that is in it; that there is none is fine.
pub(crate) fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A whole, synced copy.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let beside = to.with_added_extension("new");
    fs::copy(from, &beside)?;
    File::open(&beside)?.sync_all()?;
    fs::rename(&beside, to)?;
    sync_folder(to)
}

/// Creates a folder that only its owner may enter.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Makes a file readable only by its owner.
pub(crate) fn keep_private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Moves a folder aside under a name that no other has, and says which.
pub(crate) fn set_aside(folder: &Path) -> io::Result<PathBuf> {
    let free = (1_u32..)
        .map(|number| folder.with_added_extension(format!("set-aside-{number}")))
        .find(|candidate| !candidate.exists())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    rename_folder(folder, &free)?;
    Ok(free)
}

/// Makes a rename durable. Windows has no such call, and needs none.
fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_one_and_no_rest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("account.json");
        write_whole(&path, b"old").unwrap();
        // A folder stands where the new content would go first.
        fs::create_dir(path.with_added_extension("new")).unwrap();
        assert!(write_whole(&path, b"new").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old", "the old content stays");
    }

    #[test]
    fn what_is_set_aside_keeps_every_earlier_one() {
        let folder = tempfile::tempdir().unwrap();
        let account = folder.path().join("account");
        for expected in ["account.set-aside-1", "account.set-aside-2"] {
            fs::create_dir(&account).unwrap();
            assert_eq!(set_aside(&account).unwrap(), folder.path().join(expected));
        }
    }
}

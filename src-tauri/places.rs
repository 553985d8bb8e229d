//! Where the application keeps things on this computer: its data, and the log of what went wrong. Known before there is a
//! window, so that what keeps the window from opening can be written down too.

use std::path::PathBuf;

/// The folder and the file that a person is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The encrypted accounts.
    pub data: PathBuf,
    /// What went wrong, without anything of the person's.
    pub log: PathBuf,
    /// The person's choices (written by tauri-plugin-store).
    pub preferences: PathBuf,
}

impl Places {
    /// Those of the application with this identifier; none when the person has no home.
    pub fn of(identifier: &str) -> Option<Self> {
        Some(Self {
            data: dirs::data_local_dir()?.join(identifier),
            log: logs(identifier)?.join("portal.log"),
            preferences: dirs::data_dir()?.join(identifier).join(crate::preferences::FILE),
        })
    }
}

#[cfg(target_os = "linux")]
fn logs(identifier: &str) -> Option<PathBuf> {
    // The XDG place for logs. It does not depend on the data folder, which may be what cannot be used.
    Some(dirs::state_dir()?.join(identifier))
}

#[cfg(target_os = "macos")]
fn logs(identifier: &str) -> Option<PathBuf> {
    Some(dirs::home_dir()?.join("Library/Logs").join(identifier))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn logs(identifier: &str) -> Option<PathBuf> {
    Some(dirs::data_local_dir()?.join(identifier).join("logs"))
}

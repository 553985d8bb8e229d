//! What the shell tells the core at start. Preferences that a person changes live in the shell.

use std::path::PathBuf;
use std::sync::Arc;

use portal_texts::Language;

use crate::clock::Clock;
use crate::keys::Keychain;

/// Everything the core needs from its surroundings.
#[derive(Clone)]
pub struct Settings {
    /// The application's own folder; created when it is missing.
    pub data_dir: PathBuf,
    /// The person's folder for documents that they save.
    pub documents_dir: PathBuf,
    /// Address of the College's server, without a path: `https://portal.cpso.on.ca`.
    pub server_url: String,
    /// In which language the person is spoken to.
    pub language: Language,
    /// The time.
    pub clock: Clock,
    /// The operating system's keychain.
    pub keychain: Arc<dyn Keychain>,
    /// The person's browser and viewer.
    pub browser: Arc<dyn Browser>,
    /// How this device is named in the list of devices and beside an answer: `Anna's ThinkPad`.
    pub device_name: String,
}

/// Opens things outside the application.
pub trait Browser: Send + Sync {
    /// Opens a web address in the system's browser. False when none could be started.
    fn open(&self, address: &str) -> bool;
}

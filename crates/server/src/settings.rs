//! What the server is told when it starts.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;

/// What the server is told when it starts.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder with everything it keeps.
    pub data: PathBuf,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// How browsers and desktops reach it, without a slash at the end; the listening address when not told.
    pub public_url: Option<String>,
    /// Its time.
    pub clock: Clock,
    /// How often the background work looks whether something is due.
    pub tick: Duration,
}

impl Settings {
    /// The usual settings for this data folder and address.
    pub fn new(data: impl Into<PathBuf>, listen: SocketAddr, clock: Clock) -> Self {
        Self { data: data.into(), listen, public_url: None, clock, tick: Duration::from_millis(500) }
    }
}

//! What the server is told when it starts.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;
use crate::mail::MailSettings;
use crate::origin::Proxies;
use crate::store::Database;

/// What the server is told when it starts.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder with its keys, and with the embedded database. Servers that share a database share the folder.
    pub data: PathBuf,
    /// Where it keeps the rest.
    pub database: Database,
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// How browsers and desktops reach it, without a slash at the end; the listening address when not told.
    pub public_url: Option<String>,
    /// The proxies in front of it. It speaks no TLS itself, so that there is one where the public address is https.
    pub proxies: Proxies,
    /// Its time.
    pub clock: Clock,
    /// How often the background work looks whether something is due.
    pub tick: Duration,
    /// How mails are sent.
    pub mail: MailSettings,
}

impl Settings {
    /// The usual settings for this data folder and address, on the embedded database.
    pub fn new(data: impl Into<PathBuf>, listen: SocketAddr, clock: Clock) -> Self {
        let data = data.into();
        let database = Database::Embedded(data.clone());
        let tick = Duration::from_millis(500);
        Self {
            data,
            database,
            listen,
            public_url: None,
            proxies: Proxies::default(),
            clock,
            tick,
            mail: MailSettings::default(),
        }
    }
}

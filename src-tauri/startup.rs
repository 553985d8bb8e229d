//! What happens before the window shows: logging, folders, keychain, and opening the portal.

use std::{error::Error, sync::Arc};

use portal_client::{Clock, Event, Portal, Settings, keys::SystemKeychain};
use portal_wire::window::Changed;
use tauri::{App, AppHandle, Emitter as _, Manager as _};
use tokio::sync::broadcast::error::RecvError;

use crate::{outside::SystemBrowser, preferences, reminding};

/// Sets the clock, for trials of deadlines: an RFC 3339 instant at which the application starts, running on from there. It decides
/// nothing: the College binds by its own clock.
const CLOCK_VARIABLE: &str = "PORTAL_CLOCK";

/// Logs go to standard error, without personal data; `RUST_LOG` chooses how much.
pub fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    // A second subscriber is refused when tests start the application twice: the first one stays.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Opens the portal, and tells the window of everything that it says by itself.
///
/// # Errors
/// When the application's own folder cannot be used.
pub fn open_portal(app: &App) -> Result<(), Box<dyn Error>> {
    let handle = app.handle();
    let paths = app.path();
    let settings = Settings {
        data_dir: paths.app_local_data_dir()?,
        documents_dir: paths.document_dir().or_else(|_| paths.home_dir())?,
        server_url: preferences::read(handle).server,
        clock: clock()?,
        keychain: Arc::new(SystemKeychain),
        browser: Arc::new(SystemBrowser(handle.clone())),
        device_name: device_name(),
    };
    let portal = tauri::async_runtime::block_on(Portal::open(settings))?;
    tell_the_window(handle.clone(), &portal);
    reminding::start(handle.clone(), &portal);
    app.manage(portal);
    Ok(())
}

fn clock() -> Result<Clock, Box<dyn Error>> {
    match std::env::var(CLOCK_VARIABLE) {
        Ok(instant) => Ok(Clock::starting_at(instant.parse()?)),
        Err(_) => Ok(Clock::system()),
    }
}

fn device_name() -> String {
    hostname::get()
        .map_or_else(|_| std::env::consts::OS.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn tell_the_window(app: AppHandle, portal: &Portal) {
    let mut events = portal.events();
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match events.recv().await {
                Ok(Event::Status(status)) => app.emit("status", status),
                Ok(Event::Changed(what)) => app.emit("changed", what),
                // What was missed is in the record: looking again shows it.
                Err(RecvError::Lagged(_)) => app.emit("changed", Changed::Record),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = told {
                tracing::warn!(%error, "the window did not hear of a change");
            }
        }
    });
}

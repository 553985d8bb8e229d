//! Preferences kept by tauri-plugin-store in the application's configuration folder.

use std::ops::RangeInclusive;
use std::path::Path;

use portal_client::check_server;
use portal_texts::Texts;
use portal_wire::window::{Failure, FailureCode, Preferences};
use tauri::{AppHandle, WebviewWindow};
use tauri_plugin_store::StoreExt as _;

/// Their file, where tauri-plugin-store keeps it.
pub const FILE: &str = "preferences.json";
const KEY: &str = "preferences";
/// Whether a page died before it had drawn anything (`renderer`).
const PAGE_DIED: &str = "pageDied";
/// What a window can be zoomed to and still be used.
const ZOOM_PERCENT: RangeInclusive<u16> = 50..=300;
/// Another address than the College's own, for trying things out.
const SERVER_VARIABLE: &str = "PORTAL_SERVER";

/// What is kept, or the defaults where nothing usable is.
pub fn read(app: &AppHandle) -> Preferences {
    let kept = app.store(FILE).ok().and_then(|store| store.get(KEY));
    let kept: Option<Preferences> = kept.and_then(|value| serde_json::from_value(value).ok());
    kept.filter(|kept| check_server(&kept.server).is_ok()).unwrap_or_else(|| {
        let server = std::env::var(SERVER_VARIABLE).ok();
        let defaults = Preferences::default();
        Preferences { server: server.unwrap_or(defaults.server), ..defaults }
    })
}

/// Whether a page died before it had drawn anything: read before there is a window, and so without the plugin.
pub fn page_died(file: &Path) -> bool {
    let kept = std::fs::read(file).ok().and_then(|kept| serde_json::from_slice(&kept).ok());
    kept.is_some_and(|kept: serde_json::Value| kept[PAGE_DIED] == true)
}

/// Remembers it for every start from now on.
pub fn remember_page_died(app: &AppHandle) {
    let kept = app.store(FILE).and_then(|store| {
        store.set(PAGE_DIED, true);
        store.save()
    });
    if let Err(error) = kept {
        tracing::warn!(%error, "that a page died is not remembered");
    }
}

/// Keeps them; on disk when this returns.
///
/// # Errors
/// [`Failure`] with a sentence when the file cannot be written.
pub fn write(app: &AppHandle, preferences: &Preferences) -> Result<(), Failure> {
    let failure = |error: &dyn std::fmt::Display| {
        tracing::warn!(%error, "preferences were not kept");
        Failure { code: FailureCode::Other, sentence: Texts::english().get("error-preferences-not-kept") }
    };
    let store = app.store(FILE).map_err(|error| failure(&error))?;
    let value = serde_json::to_value(preferences).map_err(|error| failure(&error))?;
    store.set(KEY, value);
    store.save().map_err(|error| failure(&error))
}

/// Draws the window as large as they say.
pub fn zoom(window: &WebviewWindow, preferences: &Preferences) {
    let percent = preferences.zoom.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end());
    if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!(%error, "the window could not be zoomed");
    }
}

//! Preferences kept by tauri-plugin-store in the application's configuration folder.

use std::ops::RangeInclusive;
use std::path::Path;

use crate::language::texts;
use portal_client::check_server;
use portal_ipc::{Failure, FailureCode, Preferences};
use serde_json::{Map, Value};
use tauri::{AppHandle, WebviewWindow};
use tauri_plugin_store::StoreExt as _;

/// Their file, where tauri-plugin-store keeps it.
pub const FILE: &str = "preferences.json";
const KEY: &str = "preferences";
/// The member that must be an address.
const SERVER: &str = "server";
/// Whether a page died before it had drawn anything (`renderer`).
const PAGE_DIED: &str = "pageDied";
/// What a window can be zoomed to and still be used.
const ZOOM_PERCENT: RangeInclusive<u16> = 50..=300;
/// Another address than the College's own, for trying things out.
const SERVER_VARIABLE: &str = "PORTAL_SERVER";

/// What is kept, or the defaults where nothing usable is.
pub fn read(app: &AppHandle) -> Preferences {
    let kept = app.store(FILE).ok().and_then(|store| store.get(KEY));
    usable(kept.as_ref().and_then(Value::as_object).unwrap_or(&Map::new()))
}

/// Each by itself: one that is damaged, or that a newer program keeps in words of its own, takes no other with it.
fn usable(kept: &Map<String, Value>) -> Preferences {
    let defaults = Preferences::default();
    let server = std::env::var(SERVER_VARIABLE).unwrap_or(defaults.server);
    let defaults = Preferences { server, ..defaults };
    let is_usable = |name: &str, read: &Preferences| name != SERVER || check_server(&read.server).is_ok();
    kept.iter().fold(defaults, |read, (name, value)| {
        with(&read, name, value).filter(|read| is_usable(name, read)).unwrap_or(read)
    })
}

fn with(preferences: &Preferences, name: &str, value: &Value) -> Option<Preferences> {
    let mut whole = serde_json::to_value(preferences).ok()?;
    *whole.get_mut(name)? = value.clone();
    serde_json::from_value(whole).ok()
}

/// What is kept when these are wanted: what was not changed stays as it was written, by whichever program.
fn changed(mut kept: Map<String, Value>, wanted: &Preferences) -> serde_json::Result<Map<String, Value>> {
    let read = serde_json::to_value(usable(&kept))?;
    if let Value::Object(wanted) = serde_json::to_value(wanted)? {
        kept.extend(wanted.into_iter().filter(|(name, value)| read.get(name) != Some(value)));
    }
    Ok(kept)
}

/// A file that is no JSON is laid aside, so that the next change does not write over it.
pub fn lay_damaged_aside(file: &Path) {
    let is_damaged =
        |bytes: Vec<u8>| serde_json::from_slice::<Map<String, Value>>(&bytes).is_err() && !bytes.is_empty();
    if std::fs::read(file).is_ok_and(is_damaged) {
        let aside = file.with_extension("damaged.json");
        let moved = std::fs::rename(file, &aside);
        tracing::warn!(moved = moved.is_ok(), aside = %aside.display(), "the preferences could not be read");
    }
}

/// Whether a page died before it had drawn anything: read before there is a window, and so without the plugin.
pub fn page_died(file: &Path) -> bool {
    let kept = std::fs::read(file).ok().and_then(|kept| serde_json::from_slice(&kept).ok());
    kept.is_some_and(|kept: Value| kept[PAGE_DIED] == true)
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
        Failure { code: FailureCode::Other, sentence: texts().get("error-preferences-not-kept") }
    };
    let store = app.store(FILE).map_err(|error| failure(&error))?;
    let kept = store.get(KEY).and_then(|kept| kept.as_object().cloned()).unwrap_or_default();
    let kept = changed(kept, preferences).map_err(|error| failure(&error))?;
    store.set(KEY, Value::Object(kept));
    store.save().map_err(|error| failure(&error))
}

/// Draws the window as large as they say.
pub fn zoom(window: &WebviewWindow, preferences: &Preferences) {
    let percent = preferences.zoom.clamp(*ZOOM_PERCENT.start(), *ZOOM_PERCENT.end());
    if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!(%error, "the window could not be zoomed");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

    use portal_ipc::{TextSize, Theme};
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn one_that_cannot_be_read_takes_no_other_with_it() {
        let kept = json!({
            "textSize": "largest", "theme": "sepia", "zoom": -5, "server": "https://portal.example", "reminders": 7,
            "folder": "/home/zoe/College",
        });
        let read = usable(&object(&kept));
        let expected = Preferences {
            text_size: TextSize::Largest,
            server: "https://portal.example".into(),
            folder: Some("/home/zoe/College".into()),
            ..Preferences::default()
        };
        assert_eq!(read, expected);
        let no_address = json!({ "theme": "dark", "server": "no address" });
        let read = usable(&object(&no_address));
        assert_eq!((read.theme, read.server), (Theme::Dark, Preferences::default().server));
        assert_eq!(usable(&Map::new()), Preferences::default());
    }

    #[test]
    fn what_a_newer_program_keeps_is_kept_until_it_is_changed_here() {
        let kept = object(&json!({ "theme": "sepia", "zoom": 125, "language": "fr" }));
        let wanted = Preferences { zoom: 150, ..usable(&kept) };
        let written = changed(kept.clone(), &wanted).unwrap();
        assert_eq!(Value::Object(written), json!({ "theme": "sepia", "zoom": 150, "language": "fr" }));
        let wanted = Preferences { theme: Theme::Light, ..usable(&kept) };
        let written = changed(kept, &wanted).unwrap();
        assert_eq!(Value::Object(written), json!({ "theme": "light", "zoom": 125, "language": "fr" }));
    }

    #[test]
    fn a_damaged_file_is_laid_aside_and_a_sound_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        lay_damaged_aside(&file);
        for sound in [r#"{"preferences":{"zoom":150}}"#, ""] {
            std::fs::write(&file, sound).unwrap();
            lay_damaged_aside(&file);
            assert_eq!(std::fs::read_to_string(&file).unwrap(), sound);
        }
        for damaged in ["{", "[1]", "\0\0\0\0", r#"{"preferences":{"zoom":1"#] {
            std::fs::write(&file, damaged).unwrap();
            lay_damaged_aside(&file);
            assert!(!file.exists(), "{damaged:?}");
            let aside = folder.path().join("preferences.damaged.json");
            assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
        }
    }
}

//! Where the window opens: where it was, as far as the screens of today allow. It is tauri-plugin-window-state that keeps it; what is
//! restored is what `placed` makes of it, because the file may say anything, and screens come and go.

use std::{collections::HashMap, fs};

use serde::Deserialize;
use tauri::{App, Manager as _, Monitor, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_window_state::AppHandleExt as _;

#[cfg(target_os = "linux")]
use crate::menu;
use crate::preferences;

/// The smallest size in which the window can be used, in logical pixels (`minWidth` and `minHeight` of `tauri.conf.json`).
const SMALLEST: (f64, f64) = (800.0, 600.0);

/// A rectangle of the desktop, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

/// What a screen leaves to windows, and its physical pixels for each logical one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Screen {
    area: Area,
    scale: f64,
}

/// What was kept of a window. A maximized one is at the screen's corner; where it was before is kept beside.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Kept {
    x: i64,
    y: i64,
    prev_x: i64,
    prev_y: i64,
    width: i64,
    height: i64,
    maximized: bool,
}

/// Opens the window.
///
/// # Errors
/// When the window system refuses it.
pub fn open_window(app: &App) -> tauri::Result<WebviewWindow> {
    let config = app.config().app.windows.first().ok_or(tauri::Error::WindowNotFound)?;
    // The clipboard is for Cut, Copy and Paste of the menu bar; whatever the page runs is part of the program.
    let mut window = WebviewWindowBuilder::from_config(app, config)?.enable_clipboard_access();
    if let Some(kept) = kept(app, &config.label) {
        let screens: Vec<Screen> = app.available_monitors()?.iter().map(Screen::from).collect();
        if let Some((area, scale)) = placed(kept.area(), &screens) {
            let logical = |physical: i64| physical as f64 / scale;
            window = window
                .inner_size(logical(area.width), logical(area.height))
                .position(logical(area.x), logical(area.y));
        }
        window = window.maximized(kept.maximized);
    }
    let window = window.build()?;
    #[cfg(target_os = "linux")]
    menu::show_keys_of_editing(&window)?;
    preferences::zoom(&window, &preferences::read(app.handle()));
    // The keyboard is the window's as soon as it is there, whichever window had it.
    window.set_focus()?;
    Ok(window)
}

/// What was kept of the window; nothing where there is no file, or none that can be read.
fn kept(app: &App, label: &str) -> Option<Kept> {
    let folder = app.path().app_config_dir().ok()?;
    let file = fs::read(folder.join(app.handle().filename())).ok()?;
    let mut windows: HashMap<String, Kept> = serde_json::from_slice(&file).ok()?;
    windows.remove(label)
}

impl Kept {
    const fn area(self) -> Area {
        let (x, y) = if self.maximized { (self.prev_x, self.prev_y) } else { (self.x, self.y) };
        Area { x, y, width: self.width, height: self.height }
    }
}

impl From<&Monitor> for Screen {
    fn from(monitor: &Monitor) -> Self {
        let area = monitor.work_area();
        Self {
            area: Area {
                x: area.position.x.into(),
                y: area.position.y.into(),
                width: area.size.width.into(),
                height: area.size.height.into(),
            },
            scale: monitor.scale_factor(),
        }
    }
}

/// The rectangle in which the window opens: on the screen that shows most of it, moved and shrunk until that screen shows all of
/// it, and no smaller than it can be used; and the scale of that screen. None where nothing usable was kept.
fn placed(kept: Area, screens: &[Screen]) -> Option<(Area, f64)> {
    if kept.width <= 0 || kept.height <= 0 {
        return None;
    }
    // The first of those that show the same: where none shows anything, the first of all.
    let most = screens.iter().rev().max_by_key(|screen| kept.shared(screen.area))?;
    let (screen, scale) = (most.area, most.scale);
    let size = |kept: i64, smallest: f64, room: i64| kept.clamp(((smallest * scale) as i64).min(room), room);
    let width = size(kept.width, SMALLEST.0, screen.width);
    let height = size(kept.height, SMALLEST.1, screen.height);
    let x = kept.x.clamp(screen.x, screen.x + screen.width - width);
    let y = kept.y.clamp(screen.y, screen.y + screen.height - height);
    Some((Area { x, y, width, height }, scale))
}

impl Area {
    /// How much of it is also in the other.
    fn shared(self, other: Self) -> i64 {
        let along = |start: i64, length: i64, other_start: i64, other_length: i64| {
            let end = start.saturating_add(length).min(other_start + other_length);
            end.saturating_sub(start.max(other_start)).max(0)
        };
        along(self.x, self.width, other.x, other.width) * along(self.y, self.height, other.y, other.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(x: i64, y: i64, width: i64, height: i64) -> Area {
        Area { x, y, width, height }
    }

    /// A screen with a panel of 40 at its top, and a fine one of twice the pixels to its right.
    const SCREENS: [Screen; 2] = [
        Screen { area: area(0, 40, 1920, 1040), scale: 1.0 },
        Screen { area: area(1920, 0, 3840, 2160), scale: 2.0 },
    ];

    #[test]
    fn a_window_opens_where_a_screen_shows_all_of_it() {
        for (kept, wanted, why) in [
            (area(100, 100, 1180, 800), area(100, 100, 1180, 800), "what fits stays as it was"),
            (
                area(0, 0, 20_000, 20_000),
                area(1920, 0, 3840, 2160),
                "no larger than the screen that shows most",
            ),
            (area(-9_000, -9_000, 1180, 800), area(0, 40, 1180, 800), "off every screen: on the first"),
            (area(90_000, 500, 1180, 800), area(740, 280, 1180, 800), "the same, to the other side"),
            (
                area(1500, 900, 1180, 800),
                area(1920, 900, 1600, 1200),
                "mostly on the fine screen, where 800 are 1600",
            ),
            (area(700, 900, 1180, 800), area(700, 280, 1180, 800), "half below the first: moved up"),
            (area(100, -300, 1180, 800), area(100, 40, 1180, 800), "its title stays within reach"),
            (area(100, 100, 1, 1), area(100, 100, 800, 600), "no smaller than it can be used"),
            (area(i64::MIN, i64::MAX, i64::MAX, i64::MAX), area(0, 40, 1920, 1040), "nonsense does no harm"),
        ] {
            assert_eq!(placed(kept, &SCREENS).map(|(area, _)| area), Some(wanted), "{why}");
        }
        let small = [Screen { area: area(0, 0, 640, 480), scale: 1.0 }];
        let on_a_small_screen = placed(area(100, 100, 1180, 800), &small);
        assert_eq!(
            on_a_small_screen,
            Some((small[0].area, 1.0)),
            "a screen smaller than the smallest window is filled"
        );
    }

    #[test]
    fn what_is_no_size_is_not_kept() {
        for (width, height) in [(0, 800), (1180, 0), (-1180, 800), (0, 0)] {
            assert_eq!(
                placed(area(10, 50, width, height), &SCREENS),
                None,
                "{width} by {height} opens as the first time"
            );
        }
        assert_eq!(
            placed(area(0, 0, 1180, 800), &[]),
            None,
            "a computer that names no screen places it itself"
        );
    }

    #[test]
    fn a_file_of_the_plugin_is_read_whatever_its_numbers_are() {
        let file = r#"{"main":{"width":20000,"height":-3,"x":-40,"y":7,"prev_x":1,"prev_y":2,"maximized":true,
            "visible":false,"decorated":true,"fullscreen":false}}"#;
        let windows: HashMap<String, Kept> = serde_json::from_str(file).expect("it is read");
        assert_eq!(
            windows["main"].area(),
            area(1, 2, 20_000, -3),
            "a maximized one goes back to where it was before"
        );
    }
}

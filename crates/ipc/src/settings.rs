//! Preferences of this computer; they never leave it.

use serde::{Deserialize, Serialize};

/// Kept in tauri-plugin-store; what an older program kept lacks what came later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// Size of text.
    pub text_size: TextSize,
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// How much larger everything is drawn, in percent.
    pub zoom: u16,
    /// Address of the College's server.
    pub server: String,
    /// Whether the system's notifications remind of the deadline while the renewal is not complete.
    pub reminders: bool,
    /// The folder that documents are saved in; none: the person's own for documents.
    pub folder: Option<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            text_size: TextSize::Normal,
            theme: Theme::System,
            zoom: 100,
            server: "https://portal.cpso.on.ca".into(),
            reminders: true,
            folder: None,
        }
    }
}

/// Size of text: 100, 125, 150 and 200 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TextSize {
    /// 100 %.
    Normal,
    /// 125 %.
    Large,
    /// 150 %.
    Larger,
    /// 200 %.
    Largest,
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system says.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Entries of the menu bar that the interface carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum MenuEntry {
    /// Save (everything is saved already; says so).
    Save,
    /// Print the document that is open, or the page.
    Print,
    /// Open Preferences.
    Preferences,
    /// Close the window, once everything is saved.
    Quit,
    /// Take back what was typed last.
    Undo,
    /// Type again what was taken back.
    Redo,
    /// Cut what is selected.
    Cut,
    /// Copy what is selected.
    Copy,
    /// Paste.
    Paste,
    /// Select all of the field, or of the page.
    SelectAll,
    /// Find on the page.
    Find,
    /// The next place that was found.
    FindNext,
    /// The one before.
    FindPrevious,
    /// Draw everything larger.
    ZoomIn,
    /// Draw everything smaller.
    ZoomOut,
    /// Draw everything in its own size.
    ZoomReset,
    /// Open Help.
    Help,
    /// Open what there is to know of the application.
    About,
    /// Back to the page before.
    Back,
    /// Go to Home.
    Home,
    /// Go to Renewal.
    Renewal,
    /// Go to Profile.
    Profile,
    /// Go to Services.
    Services,
    /// Go to Services, to look for one.
    FindService,
    /// Go to Documents.
    Documents,
}

/// What there is to know of the application itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Its version.
    pub version: String,
    /// The folder in which it keeps what a person enters, encrypted.
    pub data: String,
    /// The folder of its log.
    pub log: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_of_every_version_are_read() {
        let before = r#"{ "textSize": "large", "theme": "dark", "server": "https://college.example" }"#;
        let read: Preferences = serde_json::from_str(before).unwrap();
        assert_eq!((read.text_size, read.theme), (TextSize::Large, Theme::Dark));
        assert!(read.reminders, "nobody who never chose goes without");
        assert_eq!(read.folder, None);
        let now = r#"{ "server": "https://college.example", "reminders": false, "folder": "/media/stick" }"#;
        let read: Preferences = serde_json::from_str(now).unwrap();
        assert!(!read.reminders);
        assert_eq!(read.folder.as_deref(), Some("/media/stick"));
        assert_eq!(read.zoom, 100, "everything is as large as it usually is");
    }
}

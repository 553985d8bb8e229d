//! Preferences of this computer; they never leave it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kept in tauri-plugin-store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// Size of text.
    pub text_size: TextSize,
    /// Light, dark, or as the system says.
    pub theme: Theme,
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
            server: "https://portal.cpso.on.ca".into(),
            reminders: true,
            folder: None,
        }
    }
}

/// Size of text: 100, 125, 150 and 200 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MenuEntry {
    /// Save (everything is saved already; says so).
    Save,
    /// Print the document that is open.
    Print,
    /// Open Preferences.
    Preferences,
    /// Open Help.
    Help,
    /// Back to the page before.
    Back,
    /// Go to Home.
    Home,
    /// Go to Renewal.
    Renewal,
    /// Go to Documents.
    Documents,
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
    }
}

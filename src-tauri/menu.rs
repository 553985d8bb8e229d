//! The menu bar. Its entries are carried out by the interface, which hears of them as the event `menu`. What stands in it, in whose
//! words and with which keys, is said by `bar`, for every platform; `build` only makes it.

use crate::language::texts;
#[cfg(target_os = "linux")]
use gtk::prelude::{AccelLabelExt as _, Cast as _, ContainerExt as _, GtkMenuItemExt as _, LabelExt as _};
use portal_ipc::MenuEntry;
use portal_texts::Texts;
#[cfg(target_os = "linux")]
use tauri::WebviewWindow;
use tauri::{
    AppHandle, Emitter as _, Wry,
    menu::{IsMenuItem, Menu, MenuItemBuilder, PredefinedMenuItem, SubmenuBuilder},
};

/// Whose words and keys are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Linux desktops.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl Platform {
    /// The one that this program was built for.
    pub const fn here() -> Self {
        if cfg!(target_os = "macos") {
            Self::MacOs
        } else if cfg!(target_os = "windows") {
            Self::Windows
        } else {
            Self::Linux
        }
    }

    /// As the texts name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "macos",
            Self::Windows => "windows",
        }
    }
}

/// One of the menus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub items: Vec<Item>,
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Carried out by the interface.
    Entry {
        /// What the interface does.
        entry: MenuEntry,
        /// Its words.
        words: String,
        /// Its key, which the menu bar listens for.
        key: Option<&'static str>,
    },
    /// Edits text. The interface carries it out when it is chosen here; its key stays with the text and is only shown.
    Editing {
        /// What the interface does.
        entry: MenuEntry,
        /// Its words.
        words: String,
        /// The key of the text.
        key: &'static str,
    },
    /// Carried out by the system, which brings its own key.
    System {
        /// What the system does.
        act: System,
        /// Its words.
        words: String,
    },
    /// A line between groups.
    Line,
}

/// What the system does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Services,
    Hide,
    HideOthers,
    ShowAll,
    Minimize,
    FullScreen,
}

/// The whole menu bar, in the words and with the keys of this platform.
pub fn bar(platform: Platform) -> Vec<Titled> {
    Words { texts: texts(), platform }.bar()
}

struct Words {
    texts: &'static Texts,
    platform: Platform,
}

impl Words {
    fn bar(&self) -> Vec<Titled> {
        let mut bar = Vec::new();
        if self.platform == Platform::MacOs {
            bar.push(self.titled("menu-application", self.application()));
        }
        bar.push(self.titled("menu-file", self.file()));
        bar.push(self.titled("menu-edit", self.edit()));
        bar.push(self.titled("menu-view", self.view()));
        bar.push(self.titled("menu-go", self.go()));
        if self.platform == Platform::MacOs {
            bar.push(self.titled("menu-window", vec![self.system(System::Minimize, "menu-minimize")]));
        }
        bar.push(self.titled("menu-help", self.help()));
        bar
    }

    /// On macOS what belongs to the application as a whole has a menu of its own.
    fn application(&self) -> Vec<Item> {
        vec![
            self.entry(MenuEntry::About, "menu-about", None),
            Item::Line,
            self.entry(MenuEntry::Preferences, "menu-preferences", Some("CmdOrCtrl+,")),
            Item::Line,
            self.system(System::Services, "menu-services"),
            Item::Line,
            self.system(System::Hide, "menu-hide"),
            self.system(System::HideOthers, "menu-hide-others"),
            self.system(System::ShowAll, "menu-show-all"),
            Item::Line,
            self.quit(),
        ]
    }

    fn file(&self) -> Vec<Item> {
        let mut items = vec![
            self.entry(MenuEntry::Save, "menu-save", Some("CmdOrCtrl+S")),
            self.entry(MenuEntry::Print, "menu-print", Some("CmdOrCtrl+P")),
        ];
        if self.platform != Platform::MacOs {
            items.extend([
                Item::Line,
                self.entry(MenuEntry::Preferences, "menu-preferences", Some("CmdOrCtrl+,")),
                Item::Line,
                self.quit(),
            ]);
        }
        items
    }

    /// Never the system's own way to quit: what was typed is saved first, as when the window is closed.
    fn quit(&self) -> Item {
        // On Windows the system's Alt+F4 closes the window.
        let key = if self.platform == Platform::Windows { None } else { Some("CmdOrCtrl+Q") };
        self.entry(MenuEntry::Quit, "menu-quit", key)
    }

    fn edit(&self) -> Vec<Item> {
        let mac = self.platform == Platform::MacOs;
        let (next, previous) = if mac { ("CmdOrCtrl+G", "CmdOrCtrl+Shift+G") } else { ("F3", "Shift+F3") };
        vec![
            self.editing(MenuEntry::Undo, System::Undo, ("menu-undo", "CmdOrCtrl+Z")),
            self.editing(MenuEntry::Redo, System::Redo, ("menu-redo", "CmdOrCtrl+Shift+Z")),
            Item::Line,
            self.editing(MenuEntry::Cut, System::Cut, ("menu-cut", "CmdOrCtrl+X")),
            self.editing(MenuEntry::Copy, System::Copy, ("menu-copy", "CmdOrCtrl+C")),
            self.editing(MenuEntry::Paste, System::Paste, ("menu-paste", "CmdOrCtrl+V")),
            self.editing(MenuEntry::SelectAll, System::SelectAll, ("menu-select-all", "CmdOrCtrl+A")),
            Item::Line,
            self.entry(MenuEntry::Find, "menu-find", Some("CmdOrCtrl+F")),
            self.entry(MenuEntry::FindNext, "menu-find-next", Some(next)),
            self.entry(MenuEntry::FindPrevious, "menu-find-previous", Some(previous)),
        ]
    }

    fn view(&self) -> Vec<Item> {
        let mut items = vec![
            self.entry(MenuEntry::ZoomIn, "menu-zoom-in", Some("CmdOrCtrl+=")),
            self.entry(MenuEntry::ZoomOut, "menu-zoom-out", Some("CmdOrCtrl+-")),
            self.entry(MenuEntry::ZoomReset, "menu-zoom-reset", Some("CmdOrCtrl+0")),
        ];
        if self.platform == Platform::MacOs {
            items.extend([Item::Line, self.system(System::FullScreen, "menu-full-screen")]);
        }
        items
    }

    fn go(&self) -> Vec<Item> {
        let back = if self.platform == Platform::MacOs { "CmdOrCtrl+[" } else { "Alt+Left" };
        vec![
            self.entry(MenuEntry::Back, "menu-back", Some(back)),
            Item::Line,
            self.entry(MenuEntry::Home, "menu-home", None),
            self.entry(MenuEntry::Renewal, "menu-renewal", None),
            self.entry(MenuEntry::Profile, "menu-profile", None),
            self.entry(MenuEntry::Services, "menu-go-services", None),
            self.entry(MenuEntry::Documents, "menu-documents", None),
            Item::Line,
            self.entry(MenuEntry::FindService, "menu-find-service", Some("CmdOrCtrl+K")),
        ]
    }

    fn help(&self) -> Vec<Item> {
        let mut items = vec![self.entry(MenuEntry::Help, "menu-help-open", Some("F1"))];
        if self.platform != Platform::MacOs {
            items.extend([Item::Line, self.entry(MenuEntry::About, "menu-about", None)]);
        }
        items
    }

    fn titled(&self, title: &str, items: Vec<Item>) -> Titled {
        Titled { title: self.words(title), items }
    }

    fn entry(&self, entry: MenuEntry, text: &str, key: Option<&'static str>) -> Item {
        Item::Entry { entry, words: self.words(text), key }
    }

    fn system(&self, act: System, text: &str) -> Item {
        Item::System { act, words: self.words(text) }
    }

    /// Editing is the system's own, but for Linux, where the menu bar knows nothing of the text that is edited; if it listened for the
    /// keys there, it would take them from the text.
    fn editing(&self, entry: MenuEntry, act: System, (text, key): (&str, &'static str)) -> Item {
        match self.platform {
            Platform::Linux => Item::Editing { entry, words: self.words(text), key },
            Platform::MacOs | Platform::Windows => self.system(act, text),
        }
    }

    fn words(&self, text: &str) -> String {
        self.texts.format(text, &[("platform", self.platform.name())])
    }
}

/// The menu bar of the window (on macOS, of the application).
///
/// # Errors
/// When the window system has no menus.
pub fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(app)?;
    for titled in bar(Platform::here()) {
        let mut submenu = SubmenuBuilder::new(app, titled.title);
        for item in &titled.items {
            submenu = submenu.item(made(app, item)?.as_ref());
        }
        menu.append(&submenu.build()?)?;
    }
    Ok(menu)
}

fn made(app: &AppHandle, item: &Item) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
    Ok(match item {
        Item::Line => Box::new(PredefinedMenuItem::separator(app)?),
        Item::System { act, words } => Box::new(of_the_system(app, *act, words)?),
        Item::Editing { entry, words, .. } => {
            Box::new(MenuItemBuilder::with_id(id(*entry), words).build(app)?)
        }
        Item::Entry { entry, words, key } => {
            let mut made = MenuItemBuilder::with_id(id(*entry), words);
            if let Some(key) = key {
                made = made.accelerator(key);
            }
            Box::new(made.build(app)?)
        }
    })
}

/// Shows the keys that the menu bar does not listen for beside their entries: GTK would show only those it listens for.
///
/// # Errors
/// When the window has no menu bar.
#[cfg(target_os = "linux")]
pub fn show_keys_of_editing(window: &WebviewWindow) -> tauri::Result<()> {
    let labels = labels_below(window.default_vbox()?.upcast_ref());
    for item in bar(Platform::here()).into_iter().flat_map(|menu| menu.items) {
        let Item::Editing { words, key, .. } = item else { continue };
        let Some(label) = labels.iter().find(|label| label.text() == words) else { continue };
        let (key, held) =
            gtk::accelerator_parse(&key.replace("CmdOrCtrl+", "<Control>").replace("Shift+", "<Shift>"));
        label.set_accel(key, held);
    }
    Ok(())
}

/// The words of all menus below a widget.
#[cfg(target_os = "linux")]
fn labels_below(widget: &gtk::Widget) -> Vec<gtk::AccelLabel> {
    let mut labels: Vec<gtk::AccelLabel> =
        widget.downcast_ref::<gtk::AccelLabel>().cloned().into_iter().collect();
    if let Some(menu) = widget.downcast_ref::<gtk::MenuItem>().and_then(|item| item.submenu()) {
        labels.extend(labels_below(&menu));
    }
    if let Some(container) = widget.downcast_ref::<gtk::Container>() {
        labels.extend(container.children().iter().flat_map(labels_below));
    }
    labels
}

fn of_the_system(app: &AppHandle, act: System, words: &str) -> tauri::Result<PredefinedMenuItem<Wry>> {
    let make = match act {
        System::Undo => PredefinedMenuItem::undo,
        System::Redo => PredefinedMenuItem::redo,
        System::Cut => PredefinedMenuItem::cut,
        System::Copy => PredefinedMenuItem::copy,
        System::Paste => PredefinedMenuItem::paste,
        System::SelectAll => PredefinedMenuItem::select_all,
        System::Services => PredefinedMenuItem::services,
        System::Hide => PredefinedMenuItem::hide,
        System::HideOthers => PredefinedMenuItem::hide_others,
        System::ShowAll => PredefinedMenuItem::show_all,
        System::Minimize => PredefinedMenuItem::minimize,
        System::FullScreen => PredefinedMenuItem::fullscreen,
    };
    make(app, Some(words))
}

/// How an entry is called between menu bar and event: as it crosses to the interface.
fn id(entry: MenuEntry) -> String {
    serde_json::to_value(entry).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Tells the interface which entry was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    let entry: Result<MenuEntry, _> = serde_json::from_value(id.into());
    match entry.map(|entry| app.emit("menu", entry)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the interface did not hear of a menu entry"),
        // What the system does by itself has an id of its own.
        Err(_) => tracing::debug!(id, "an entry that is not ours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A menu as a person reads it: `Save [CmdOrCtrl+S]`, `(Undo)` for what the system does, `-` between groups.
    fn read(platform: Platform) -> Vec<String> {
        let line = |item: &Item| match item {
            Item::Entry { words, key: Some(key), .. } => format!("{words} [{key}]"),
            Item::Entry { words, key: None, .. } => words.clone(),
            Item::Editing { words, key, .. } => format!("{words} (shown: {key})"),
            Item::System { words, .. } => format!("({words})"),
            Item::Line => "-".to_owned(),
        };
        let menu = |menu: Titled| {
            let items: Vec<String> = menu.items.iter().map(line).collect();
            format!("{}: {}", menu.title, items.join(", "))
        };
        bar(platform).into_iter().map(menu).collect()
    }

    const GO: &str = "Go: Back [Alt+Left], -, Home, Renewal, Profile, Services, Documents, -, \
                      Find a service… [CmdOrCtrl+K]";
    const VIEW: &str = "View: Zoom in [CmdOrCtrl+=], Zoom out [CmdOrCtrl+-], Actual size [CmdOrCtrl+0]";
    const HELP: &str = "Help: Portal Desktop help [F1], -, About Portal Desktop";

    #[test]
    fn on_linux_one_quits_and_the_text_keeps_its_keys() {
        assert_eq!(
            read(Platform::Linux),
            [
                "File: Save [CmdOrCtrl+S], Print… [CmdOrCtrl+P], -, Preferences [CmdOrCtrl+,], -, Quit [CmdOrCtrl+Q]",
                "Edit: Undo (shown: CmdOrCtrl+Z), Redo (shown: CmdOrCtrl+Shift+Z), -, Cut (shown: CmdOrCtrl+X), \
                 Copy (shown: CmdOrCtrl+C), Paste (shown: CmdOrCtrl+V), Select all (shown: CmdOrCtrl+A), -, \
                 Find… [CmdOrCtrl+F], Find next [F3], Find previous [Shift+F3]",
                VIEW,
                GO,
                HELP,
            ]
        );
    }

    #[test]
    fn on_windows_one_exits_from_the_file_menu() {
        assert_eq!(
            read(Platform::Windows),
            [
                "File: Save [CmdOrCtrl+S], Print… [CmdOrCtrl+P], -, Preferences [CmdOrCtrl+,], -, Exit",
                "Edit: (Undo), (Redo), -, (Cut), (Copy), (Paste), (Select all), -, Find… [CmdOrCtrl+F], \
                 Find next [F3], Find previous [Shift+F3]",
                VIEW,
                GO,
                HELP,
            ]
        );
    }

    #[test]
    fn on_macos_the_application_has_its_menu_with_settings_and_the_edit_menu_is_the_systems() {
        assert_eq!(
            read(Platform::MacOs),
            [
                "Portal Desktop: About Portal Desktop, -, Settings… [CmdOrCtrl+,], -, (Services), -, \
                 (Hide Portal Desktop), (Hide Others), (Show All), -, Quit Portal Desktop [CmdOrCtrl+Q]",
                "File: Save [CmdOrCtrl+S], Print… [CmdOrCtrl+P]",
                "Edit: (Undo), (Redo), -, (Cut), (Copy), (Paste), (Select All), -, Find… [CmdOrCtrl+F], \
                 Find Next [CmdOrCtrl+G], Find Previous [CmdOrCtrl+Shift+G]",
                "View: Zoom In [CmdOrCtrl+=], Zoom Out [CmdOrCtrl+-], Actual Size [CmdOrCtrl+0], -, \
                 (Enter Full Screen)",
                "Go: Back [CmdOrCtrl+[], -, Home, Renewal, Profile, Services, Documents, -, Find a service… [CmdOrCtrl+K]",
                "Window: (Minimize)",
                "Help: Portal Desktop Help [F1]",
            ]
        );
    }

    #[test]
    fn what_is_chosen_comes_back_as_the_entry_that_was_meant() {
        for entry in [MenuEntry::Quit, MenuEntry::SelectAll, MenuEntry::FindPrevious, MenuEntry::ZoomReset] {
            let back: MenuEntry = serde_json::from_value(id(entry).into()).expect("an entry");
            assert_eq!(back, entry, "menu bar and event call it the same");
        }
    }
}

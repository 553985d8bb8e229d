//! The menu bar. Its entries are carried out by the interface, which hears of them as the event `menu`.

use portal_texts::Texts;
use portal_wire::window::MenuEntry;
use tauri::{
    AppHandle, Emitter as _, Wry,
    menu::{Menu, MenuItemBuilder, PredefinedMenuItem, SubmenuBuilder},
};

/// Id of the menu entry, its text, its key, and what the interface does.
const ENTRIES: [(&str, &str, Option<&str>, MenuEntry); 8] = [
    ("save", "menu-save", Some("CmdOrCtrl+S"), MenuEntry::Save),
    ("print", "menu-print", Some("CmdOrCtrl+P"), MenuEntry::Print),
    ("preferences", "menu-preferences", Some("CmdOrCtrl+,"), MenuEntry::Preferences),
    ("back", "menu-back", Some("Alt+Left"), MenuEntry::Back),
    ("home", "menu-home", None, MenuEntry::Home),
    ("renewal", "menu-renewal", None, MenuEntry::Renewal),
    ("documents", "menu-documents", None, MenuEntry::Documents),
    ("help", "menu-help", Some("F1"), MenuEntry::Help),
];

/// The menu bar of the window (on macOS, of the application).
///
/// # Errors
/// When the window system has no menus.
pub fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let texts = Texts::english();
    let menu = |title: &str, ids: &[&str]| {
        let mut submenu = SubmenuBuilder::new(app, texts.get(title));
        for (id, text, key, _) in ENTRIES.iter().filter(|(id, ..)| ids.contains(id)) {
            let mut item = MenuItemBuilder::with_id(*id, texts.get(text));
            if let Some(key) = key {
                item = item.accelerator(key);
            }
            submenu = submenu.item(&item.build(app)?);
        }
        tauri::Result::Ok(submenu)
    };
    let file = menu("menu-file", &["save", "print", "preferences"])?
        .separator()
        .item(&PredefinedMenuItem::quit(app, Some(&texts.get("menu-quit")))?)
        .build()?;
    let go = menu("menu-go", &["back", "home", "renewal", "documents"])?.build()?;
    let help = menu("menu-help", &["help"])?.build()?;
    #[cfg(target_os = "macos")]
    {
        let edit = SubmenuBuilder::new(app, texts.get("menu-edit"))
            .undo()
            .redo()
            .separator()
            .cut()
            .copy()
            .paste()
            .select_all()
            .build()?;
        Menu::with_items(app, &[&file, &edit, &go, &help])
    }
    #[cfg(not(target_os = "macos"))]
    Menu::with_items(app, &[&file, &go, &help])
}

/// Tells the interface which entry was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    if let Some((.., entry)) = ENTRIES.iter().find(|(known, ..)| *known == id)
        && let Err(error) = app.emit("menu", entry)
    {
        tracing::warn!(%error, "the interface did not hear of a menu entry");
    }
}

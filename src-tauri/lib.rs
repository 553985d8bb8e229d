#![doc = include_str!("README.md")]

mod commands;
mod menu;
mod outside;
mod preferences;
mod startup;

use tauri::Manager as _;

/// Opens the application and returns when its last window is closed.
///
/// # Errors
/// When the window system, or the folder for the application's data, cannot be used.
pub fn run() -> Result<(), tauri::Error> {
    startup::start_logging();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            if let Some(window) = app.get_webview_window("main") {
                // A second start brings the first window forward; where the system forbids that, nothing is lost.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_opener::init())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .setup(|app| startup::open_portal(app))
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!("./tauri.conf.json"))
}

#![doc = include_str!("README.md")]

mod commands;
mod menu;
mod outside;
mod preferences;
mod printing;
mod reminding;
mod startup;

use portal_client::Portal;
use tauri::{AppHandle, Manager as _, WindowEvent};

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
        .on_window_event(|window, event| {
            if let WindowEvent::Focused(true) = event {
                look_for_the_college(window.app_handle());
            }
        })
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!("./tauri.conf.json"))
}

/// Somebody comes back to the window: whether there is a connection is found out at once, not at the next round.
fn look_for_the_college(app: &AppHandle) {
    let Some(portal) = app.try_state::<Portal>().map(|portal| portal.inner().clone()) else { return };
    tauri::async_runtime::spawn(async move {
        if let Err(failure) = portal.sync_now().await {
            tracing::debug!(%failure, "nothing to send when the window came to the front");
        }
    });
}

#![doc = include_str!("README.md")]

mod commands;
mod language;
mod log;
mod menu;
mod navigation;
mod opener;
mod places;
mod preferences;
mod printing;
mod reminding;
mod renderer;
#[cfg(target_os = "linux")]
mod restart;
mod startup;
mod window;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use portal_client::Portal;
use tauri::{AppHandle, Manager as _, RunEvent, WindowEvent};

use places::Places;

/// Opens the application and ends with its last window; that it never opened is its failure.
pub fn run() -> ExitCode {
    let context = tauri::generate_context!("./tauri.conf.json");
    let places = Places::of(&context.config().identifier);
    log::begin(places.as_ref().map(|places| places.log.as_path()));
    #[cfg(debug_assertions)]
    startup::begin_beside();
    if let Some(places) = &places {
        preferences::lay_damaged_aside(&places.preferences);
    }
    #[cfg(target_os = "linux")]
    renderer::begin(places.as_ref());
    let app = match catch_unwind(AssertUnwindSafe(|| builder(places.clone()).build(context))) {
        Ok(Ok(app)) => app,
        Ok(Err(error)) => {
            #[cfg(target_os = "linux")]
            restart::after_an_ending(&error);
            return no_window(&error.to_string(), places.as_ref());
        }
        // So GTK says that there is no screen.
        Err(_) => return no_window("the window system failed", places.as_ref()),
    };
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) && !startup::end(app) {
            std::process::exit(1);
        }
    });
    ExitCode::SUCCESS
}

fn no_window(error: &str, places: Option<&Places>) -> ExitCode {
    eprintln!("{}", startup::no_window(error, places));
    ExitCode::FAILURE
}

fn builder(places: Option<Places>) -> tauri::Builder<tauri::Wry> {
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            if let Some(window) = app.get_webview_window("main") {
                // A second start brings the first window forward; where the system forbids that, nothing is lost.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().skip_initial_state("main").build())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_opener::init())
        .plugin(navigation::plugin())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .manage(startup::Spoken::default())
        .manage(startup::Opening::default())
        .manage(places)
        .setup(|app| {
            window::open_window(app)?;
            startup::begin(app.handle());
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::Focused(true) = event {
                look_for_the_college(window.app_handle());
            }
        })
        .invoke_handler(commands::handler())
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

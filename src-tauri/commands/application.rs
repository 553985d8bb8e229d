//! The application itself and its window.

use std::path::Path;

use portal_ipc::{Application, Failure, FailureCode};
use tauri::{AppHandle, State, WebviewWindow};

use crate::language::texts;
use crate::places::Places;

#[tauri::command]
pub async fn application(app: AppHandle, places: State<'_, Option<Places>>) -> Result<Application, Failure> {
    let path = |file: fn(&Places) -> &Path| {
        places.as_ref().map(|places| file(places).display().to_string()).unwrap_or_default()
    };
    Ok(Application {
        version: app.package_info().version.to_string(),
        data: path(|places| &places.data),
        log: path(|places| &places.log),
    })
}

#[tauri::command]
pub async fn print_page(window: WebviewWindow) -> Result<(), Failure> {
    window.print().map_err(|error| {
        tracing::warn!(%error, "the page could not be printed");
        Failure { code: FailureCode::Other, sentence: texts().get("error-page-not-printed") }
    })
}

//! Preferences of this computer.

use portal_client::check_server;
use portal_ipc::{Failure, FailureCode, Preferences};
use tauri::{AppHandle, WebviewWindow};

use crate::language::texts;
use crate::preferences as kept;

#[tauri::command]
pub async fn preferences(app: AppHandle) -> Result<Preferences, Failure> {
    Ok(kept::read(&app))
}

#[tauri::command]
pub async fn set_preferences(
    app: AppHandle,
    window: WebviewWindow,
    request: Preferences,
) -> Result<Preferences, Failure> {
    if let Err(error) = check_server(&request.server) {
        tracing::info!(%error, "an address was not taken");
        return Err(Failure { code: FailureCode::Refused, sentence: texts().get("error-not-a-server") });
    }
    kept::zoom(&window, &request);
    // The folder is chosen in the system's dialog and nowhere else.
    let wanted = Preferences { folder: kept::read(&app).folder, ..request };
    kept::write(&app, &wanted)?;
    Ok(wanted)
}

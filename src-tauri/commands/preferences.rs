//! Preferences of this computer.

use portal_client::Portal;
use portal_wire::window::{Failure, Preferences};
use tauri::{AppHandle, State};

use crate::preferences as kept;

#[tauri::command]
pub async fn preferences(app: AppHandle) -> Result<Preferences, Failure> {
    Ok(kept::read(&app))
}

#[tauri::command]
pub async fn set_preferences(
    app: AppHandle,
    portal: State<'_, Portal>,
    request: Preferences,
) -> Result<Preferences, Failure> {
    portal.set_server(&request.server).await?;
    kept::write(&app, &request)?;
    Ok(request)
}

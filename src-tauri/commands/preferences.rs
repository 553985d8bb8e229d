//! Preferences of this computer.

use portal_wire::window::{Failure, Preferences};
use tauri::AppHandle;

use crate::preferences as kept;

#[tauri::command]
pub async fn preferences(app: AppHandle) -> Result<Preferences, Failure> {
    Ok(kept::read(&app))
}

#[tauri::command]
pub async fn set_preferences(app: AppHandle, request: Preferences) -> Result<Preferences, Failure> {
    kept::write(&app, &request)?;
    Ok(request)
}

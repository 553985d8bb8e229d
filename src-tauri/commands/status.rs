//! Where do I stand, and what waits to be sent.

use portal_client::Portal;
use portal_ipc::{Failure, Home, OutboxItem, Status};
use tauri::State;

#[tauri::command]
pub async fn home(portal: State<'_, Portal>) -> Result<Home, Failure> {
    portal.home().await
}

#[tauri::command]
pub async fn status(portal: State<'_, Portal>) -> Result<Status, Failure> {
    Ok(portal.status().await)
}

#[tauri::command]
pub async fn sync_now(portal: State<'_, Portal>) -> Result<(), Failure> {
    portal.sync_now().await
}

#[tauri::command]
pub async fn outbox(portal: State<'_, Portal>) -> Result<Vec<OutboxItem>, Failure> {
    portal.outbox().await
}

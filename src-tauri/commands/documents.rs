//! Documents: preview, save, show, print.

use portal_client::Portal;
use portal_wire::window::{DocumentPdf, DocumentRequest, Documents, Failure, SavedDocument};
use tauri::{AppHandle, State};

use crate::outside;

#[tauri::command]
pub async fn documents(portal: State<'_, Portal>) -> Result<Documents, Failure> {
    portal.documents().await
}

#[tauri::command]
pub async fn document(portal: State<'_, Portal>, request: DocumentRequest) -> Result<DocumentPdf, Failure> {
    portal.document(request).await
}

#[tauri::command]
pub async fn save_document(
    portal: State<'_, Portal>,
    request: DocumentRequest,
) -> Result<SavedDocument, Failure> {
    portal.save_document(request).await
}

#[tauri::command]
pub async fn show_document(app: AppHandle, request: SavedDocument) -> Result<(), Failure> {
    outside::show_in_folder(&app, &request.path)
}

#[tauri::command]
pub async fn print_document(
    app: AppHandle,
    portal: State<'_, Portal>,
    request: DocumentRequest,
) -> Result<SavedDocument, Failure> {
    let saved = portal.save_document(request).await?;
    outside::open_in_viewer(&app, &saved.path)?;
    Ok(saved)
}

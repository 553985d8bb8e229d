//! Documents: preview, save, show, print, mail.

use portal_client::Portal;
use portal_ipc::{
    Change, DocumentPdf, DocumentRequest, Documents, Failure, Preferences, PrintRequest, Printed, Printer,
    SaveFolder, SavedDocument, SavedKey, SendRequest,
};
use tauri::{AppHandle, State, WebviewWindow};

use crate::{opener, preferences, printing};

#[tauri::command]
pub async fn documents(portal: State<'_, Portal>) -> Result<Documents, Failure> {
    portal.documents().await
}

#[tauri::command]
pub async fn document(portal: State<'_, Portal>, request: DocumentRequest) -> Result<DocumentPdf, Failure> {
    portal.document(request).await
}

#[tauri::command]
pub async fn save_folder(app: AppHandle, portal: State<'_, Portal>) -> Result<SaveFolder, Failure> {
    Ok(portal.save_folder(preferences::read(&app).folder))
}

/// The choice is kept for the next time.
#[tauri::command]
pub async fn choose_folder(
    app: AppHandle,
    window: WebviewWindow,
    portal: State<'_, Portal>,
) -> Result<Option<SaveFolder>, Failure> {
    let kept = preferences::read(&app);
    let from = portal.save_folder(kept.folder.clone()).path;
    let Some(path) = opener::choose_folder(&window, &from).await else { return Ok(None) };
    preferences::write(&app, &Preferences { folder: Some(path.clone()), ..kept })?;
    Ok(Some(SaveFolder { path }))
}

#[tauri::command]
pub async fn save_document(
    app: AppHandle,
    portal: State<'_, Portal>,
    request: DocumentRequest,
) -> Result<SavedDocument, Failure> {
    portal.save_document(request, preferences::read(&app).folder).await
}

#[tauri::command]
pub async fn show_document(
    app: AppHandle,
    portal: State<'_, Portal>,
    request: SavedKey,
) -> Result<(), Failure> {
    opener::show_in_folder(&app, &portal.saved(request).await?)
}

#[tauri::command]
pub async fn open_document(
    app: AppHandle,
    portal: State<'_, Portal>,
    request: SavedKey,
) -> Result<(), Failure> {
    opener::open_in_viewer(&app, &portal.saved(request).await?)
}

#[tauri::command]
pub async fn printers() -> Result<Vec<Printer>, Failure> {
    printing::printers().await
}

#[tauri::command]
pub async fn print_document(portal: State<'_, Portal>, request: PrintRequest) -> Result<Printed, Failure> {
    let job = portal.printable(request.document).await?;
    let sentence = printing::print(&job, &request.printer, request.copies).await?;
    Ok(Printed { sentence })
}

#[tauri::command]
pub async fn send_documents(portal: State<'_, Portal>, request: SendRequest) -> Result<Change, Failure> {
    portal.send_documents(request).await
}

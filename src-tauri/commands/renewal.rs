//! The renewal: task list, review, submission, payment.

use portal_client::Portal;
use portal_ipc::{Checkout, DraftRequest, Failure, Renewal, Review, Submission, SubmitRequest};
use tauri::State;

#[tauri::command]
pub async fn renewal(portal: State<'_, Portal>) -> Result<Renewal, Failure> {
    portal.renewal().await
}

#[tauri::command]
pub async fn review(portal: State<'_, Portal>, request: DraftRequest) -> Result<Review, Failure> {
    portal.review(request).await
}

#[tauri::command]
pub async fn submit(portal: State<'_, Portal>, request: SubmitRequest) -> Result<Submission, Failure> {
    portal.submit(request).await
}

#[tauri::command]
pub async fn pay(portal: State<'_, Portal>) -> Result<Checkout, Failure> {
    portal.pay().await
}

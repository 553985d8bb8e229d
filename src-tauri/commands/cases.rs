//! Requests: what can be asked for, begun, reviewed, submitted, paid, and what is done with one that the College has.

use portal_client::Portal;
use portal_ipc::{
    ActRequest, Case, CaseRequest, Checkout, DraftRequest, Failure, Review, Service, ServiceRequest,
    Services, SubmitRequest,
};
use tauri::State;

#[tauri::command]
pub async fn services(portal: State<'_, Portal>) -> Result<Services, Failure> {
    portal.services().await
}

#[tauri::command]
pub async fn service(portal: State<'_, Portal>, request: ServiceRequest) -> Result<Service, Failure> {
    portal.service(request).await
}

#[tauri::command]
pub async fn begin(portal: State<'_, Portal>, request: ServiceRequest) -> Result<Case, Failure> {
    portal.begin(request).await
}

#[tauri::command]
pub async fn case(portal: State<'_, Portal>, request: CaseRequest) -> Result<Case, Failure> {
    portal.case(request).await
}

#[tauri::command]
pub async fn renewal(portal: State<'_, Portal>) -> Result<Case, Failure> {
    portal.renewal().await
}

#[tauri::command]
pub async fn act(portal: State<'_, Portal>, request: ActRequest) -> Result<Case, Failure> {
    portal.act(request).await
}

#[tauri::command]
pub async fn review(portal: State<'_, Portal>, request: DraftRequest) -> Result<Review, Failure> {
    portal.review(request).await
}

#[tauri::command]
pub async fn submit(portal: State<'_, Portal>, request: SubmitRequest) -> Result<Case, Failure> {
    portal.submit(request).await
}

#[tauri::command]
pub async fn pay(portal: State<'_, Portal>, request: CaseRequest) -> Result<Checkout, Failure> {
    portal.pay(request).await
}

//! Filling a section. An answer returns only once it is durable.

use portal_client::Portal;
use portal_ipc::{
    AnswerRequest, Answered, ChoiceRequest, Failure, InstanceRequest, LinkIdRequest, PathRequest, Section,
};
use tauri::State;

#[tauri::command]
pub async fn section(portal: State<'_, Portal>, request: LinkIdRequest) -> Result<Section, Failure> {
    portal.section(request).await
}

#[tauri::command]
pub async fn answer(portal: State<'_, Portal>, request: AnswerRequest) -> Result<Answered, Failure> {
    portal.answer(request).await
}

#[tauri::command]
pub async fn add_instance(portal: State<'_, Portal>, request: InstanceRequest) -> Result<Answered, Failure> {
    portal.add_instance(request).await
}

#[tauri::command]
pub async fn remove_instance(portal: State<'_, Portal>, request: PathRequest) -> Result<Answered, Failure> {
    portal.remove_instance(request).await
}

#[tauri::command]
pub async fn choose_answer(portal: State<'_, Portal>, request: ChoiceRequest) -> Result<Answered, Failure> {
    portal.choose_answer(request).await
}

//! The profile: its pages, what an edit would do, making it, taking it back.

use portal_client::Portal;
use portal_ipc::{
    About, Addresses, ChangeKey, ChangeReply, Contact, Corporations, DayRequest, EnteredEdit, Failure,
    History, Messages, Practice, Prediction, Profile, ProfileLists, ProfileOn, Registration, Transactions,
};
use tauri::State;

#[tauri::command]
pub async fn profile(portal: State<'_, Portal>) -> Result<Profile, Failure> {
    portal.profile().await
}

#[tauri::command]
pub async fn profile_lists(portal: State<'_, Portal>) -> Result<ProfileLists, Failure> {
    portal.profile_lists().await
}

#[tauri::command]
pub async fn about(portal: State<'_, Portal>) -> Result<About, Failure> {
    portal.about().await
}

#[tauri::command]
pub async fn contact(portal: State<'_, Portal>) -> Result<Contact, Failure> {
    portal.contact().await
}

#[tauri::command]
pub async fn addresses(portal: State<'_, Portal>) -> Result<Addresses, Failure> {
    portal.addresses().await
}

#[tauri::command]
pub async fn practice(portal: State<'_, Portal>) -> Result<Practice, Failure> {
    portal.practice().await
}

#[tauri::command]
pub async fn registration(portal: State<'_, Portal>) -> Result<Registration, Failure> {
    portal.registration().await
}

#[tauri::command]
pub async fn corporations(portal: State<'_, Portal>) -> Result<Corporations, Failure> {
    portal.corporations().await
}

#[tauri::command]
pub async fn transactions(portal: State<'_, Portal>) -> Result<Transactions, Failure> {
    portal.transactions().await
}

#[tauri::command]
pub async fn messages(portal: State<'_, Portal>) -> Result<Messages, Failure> {
    portal.messages().await
}

#[tauri::command]
pub async fn history(portal: State<'_, Portal>) -> Result<History, Failure> {
    portal.history().await
}

#[tauri::command]
pub async fn profile_on(portal: State<'_, Portal>, request: DayRequest) -> Result<ProfileOn, Failure> {
    portal.profile_on(request).await
}

#[tauri::command]
pub async fn predict(portal: State<'_, Portal>, request: EnteredEdit) -> Result<Prediction, Failure> {
    portal.predict(request).await
}

#[tauri::command]
pub async fn change(portal: State<'_, Portal>, request: EnteredEdit) -> Result<ChangeReply, Failure> {
    portal.change(request).await
}

#[tauri::command]
pub async fn withdraw_change(portal: State<'_, Portal>, request: ChangeKey) -> Result<(), Failure> {
    portal.withdraw_change(request).await
}

#[tauri::command]
pub async fn dismiss_change(portal: State<'_, Portal>, request: ChangeKey) -> Result<(), Failure> {
    portal.dismiss_change(request).await
}

//! Signing in and out, and the passphrase of computers without a keychain.

use std::sync::atomic::Ordering;

use portal_client::Portal;
use portal_ipc::{Failure, Session, SignInLink, SignOut, Unlock};
use tauri::{AppHandle, Manager as _, State};

use crate::startup::{self, Spoken};

#[tauri::command]
pub async fn session(app: AppHandle) -> Result<Session, Failure> {
    app.state::<Spoken>().0.store(true, Ordering::SeqCst);
    Ok(startup::portal(&app).await?.session().await)
}

#[tauri::command]
pub async fn sign_in(portal: State<'_, Portal>) -> Result<SignInLink, Failure> {
    portal.sign_in().await
}

#[tauri::command]
pub async fn cancel_sign_in(portal: State<'_, Portal>) -> Result<Session, Failure> {
    Ok(portal.cancel_sign_in().await)
}

#[tauri::command]
pub async fn sign_out(portal: State<'_, Portal>, request: SignOut) -> Result<Session, Failure> {
    portal.sign_out(request).await
}

#[tauri::command]
pub async fn choose_passphrase(portal: State<'_, Portal>, request: Unlock) -> Result<Session, Failure> {
    portal.choose_passphrase(request).await
}

#[tauri::command]
pub async fn unlock(portal: State<'_, Portal>, request: Unlock) -> Result<Session, Failure> {
    portal.unlock(request).await
}

#[tauri::command]
pub async fn leave_tour(portal: State<'_, Portal>) -> Result<(), Failure> {
    portal.leave_tour().await
}

#[tauri::command]
pub async fn forget_passphrase(portal: State<'_, Portal>) -> Result<Session, Failure> {
    portal.forget_passphrase().await
}

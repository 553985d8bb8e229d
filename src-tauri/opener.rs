//! What the application opens outside itself: the browser, the PDF viewer, the folder, the system's dialog for choosing one.

use std::path::Path;

use crate::language::texts;
use portal_client::Browser;
use portal_ipc::{Failure, FailureCode};
use rfd::AsyncFileDialog;
use tauri::{AppHandle, Url, WebviewWindow};
use tauri_plugin_opener::OpenerExt as _;
use tokio::sync::oneshot;

/// The system's browser.
pub struct SystemBrowser(pub AppHandle);

impl Browser for SystemBrowser {
    fn open(&self, link: &str) -> bool {
        if !is_web(link) {
            tracing::warn!("an address that is no page of the web is not opened");
            return false;
        }
        let opened = self.0.opener().open_url(link, None::<&str>);
        if let Err(error) = &opened {
            tracing::warn!(%error, "no browser could be opened");
        }
        opened.is_ok()
    }
}

/// Shows a file in the system's file manager.
///
/// # Errors
/// [`Failure`] with the path in its sentence, so that the person can find the file by hand.
pub fn show_in_folder(app: &AppHandle, path: &Path) -> Result<(), Failure> {
    app.opener().reveal_item_in_dir(path).map_err(|error| not_opened("error-folder-not-shown", path, &error))
}

/// Opens a PDF in the system's viewer, from which it can be printed. Nothing else is opened: another kind of file could be a
/// program.
///
/// # Errors
/// [`Failure`] with the path in its sentence, so that the person can open the file by hand.
pub fn open_in_viewer(app: &AppHandle, path: &Path) -> Result<(), Failure> {
    if path.extension().is_none_or(|end| end != "pdf") {
        tracing::warn!("asked to open what is no PDF");
        return Err(sentence("error-viewer-not-opened", path));
    }
    app.opener()
        .open_path(path.to_string_lossy(), None::<&str>)
        .map_err(|error| not_opened("error-viewer-not-opened", path, &error))
}

/// Lets the person choose a folder, beginning at this one; nothing when they leave the dialog.
pub async fn choose_folder(window: &WebviewWindow, from: &str) -> Option<String> {
    let title = texts().get("choose-folder");
    let dialog = AsyncFileDialog::new().set_title(title).set_directory(from).set_parent(window);
    let (tell, chosen) = oneshot::channel();
    // Dialogs are made on the thread of the windows.
    let asked = window.run_on_main_thread(move || {
        let asked = dialog.pick_folder();
        tauri::async_runtime::spawn(async move {
            // Nobody waits any more when the window is gone.
            let _ = tell.send(asked.await.map(|folder| folder.path().display().to_string()));
        });
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "no folder could be asked for");
        return None;
    }
    chosen.await.ok().flatten()
}

/// A page that a browser shows, over an encrypted connection or from this computer itself (for trials). Anything else could be a file or
/// a program.
fn is_web(link: &str) -> bool {
    let Ok(address) = link.parse::<Url>() else { return false };
    let is_local = matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_nobodys = address.username().is_empty() && address.password().is_none();
    is_nobodys && (address.scheme() == "https" || address.scheme() == "http" && is_local)
}

fn not_opened(id: &str, path: &Path, error: &tauri_plugin_opener::Error) -> Failure {
    tracing::warn!(%error, "could not open outside");
    sentence(id, path)
}

fn sentence(id: &str, path: &Path) -> Failure {
    let path = path.display().to_string();
    Failure { code: FailureCode::Other, sentence: texts().format(id, &[("path", path)]) }
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn only_pages_of_the_web_are_opened_in_the_browser() {
        for link in
            ["https://portal.cpso.on.ca/authorize?x=1", "http://127.0.0.1:8080/pay/1", "http://localhost:1/"]
        {
            assert!(is_web(link), "{link}");
        }
        for link in [
            "",
            "file:///etc/passwd",
            "/usr/bin/xterm",
            "http://portal.cpso.on.ca/",
            "https://zoe:secret@portal.cpso.on.ca/",
            "javascript:alert(1)",
            "mailto:zoe@example.org",
            "smb://server/share/program.exe",
            "ms-msdt:/id",
            "vscode://file/x",
        ] {
            assert!(!is_web(link), "{link}");
        }
    }
}

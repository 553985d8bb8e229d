//! The window shows the application's own pages and nothing else: a link, a script or a dropped file that would replace them
//! is refused. What belongs outside goes through `outside`.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{AppHandle, Manager as _, Url, Wry};
use tauri_plugin_opener::OpenerExt as _;

/// Refuses to leave the application's pages.
pub fn plugin() -> TauriPlugin<Wry> {
    Builder::new("staying")
        .on_navigation(|page, address| {
            let stays = is_own(address, tauri::is_dev());
            if !stays && !opened_outside(page.app_handle(), address) {
                tracing::warn!(scheme = address.scheme(), "the window does not leave its pages");
            }
            stays
        })
        .build()
}

/// A telephone number or an e-mail address is for another program.
fn opened_outside(app: &AppHandle, address: &Url) -> bool {
    matches!(address.scheme(), "tel" | "mailto")
        && app.opener().open_url(address.as_str(), None::<&str>).is_ok()
}

fn is_own(address: &Url, is_dev: bool) -> bool {
    match (address.scheme(), address.host_str()) {
        ("tauri", Some("localhost")) => true,
        // So the pages are called where a scheme of one's own cannot be had.
        ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => is_dev && address.port() == Some(5173),
        // What a new page is before it is filled.
        ("about", None) => address.as_str() == "about:blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

    use super::*;

    #[test]
    fn only_the_applications_own_pages_are_shown() {
        let stays = |address: &str| is_own(&address.parse().unwrap(), false);
        for own in
            ["tauri://localhost", "tauri://localhost/index.html#x", "http://tauri.localhost/", "about:blank"]
        {
            assert!(stays(own), "{own}");
        }
        for foreign in [
            "file:///home/zoe/Documents/letter.pdf",
            "file:///",
            "https://www.cpso.on.ca/",
            "http://localhost:5173/",
            "http://127.0.0.1:5173/",
            "https://tauri.localhost.example.org/",
            "tauri://elsewhere/",
            "data:text/html,<h1>hello</h1>",
            "blob:https://example.org/1",
            "about:srcdoc",
            "javascript:alert(1)",
            "tel:+14169672606",
            "mailto:inquiries@example.org",
        ] {
            assert!(!stays(foreign), "{foreign}");
        }
        assert!(is_own(&"http://localhost:5173/".parse().unwrap(), true), "while the interface is written");
    }
}

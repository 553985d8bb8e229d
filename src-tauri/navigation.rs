//! The window shows the application's own pages and nothing else: a link, a script or a dropped file that would replace them
//! is refused. What belongs outside goes through `opener`.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{AppHandle, Manager as _, Url, Wry};
use tauri_plugin_opener::OpenerExt as _;

/// Refuses to leave the application's pages.
pub fn plugin() -> TauriPlugin<Wry> {
    Builder::new("navigation")
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
    is_for_another_program(address) && app.opener().open_url(address.as_str(), None::<&str>).is_ok()
}

/// A number to call, or one address to write to: nothing that would be written, attached or copied to others with it.
fn is_for_another_program(address: &Url) -> bool {
    let path = address.path();
    let is_bare = address.query().is_none() && address.fragment().is_none() && !address.has_host();
    let is_of = |others: &str| {
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(char::from(byte)))
    };
    match address.scheme() {
        "tel" => is_bare && path.bytes().all(|byte| byte.is_ascii_digit() || b"+-.;=ext".contains(&byte)),
        "mailto" => is_bare && is_of("@.-_+'") && path.matches('@').count() == 1,
        _ => false,
    }
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
        for (address, opened) in [
            ("tel:+14169672606", true),
            ("tel:+1-416-967-2606;ext=2", true),
            ("mailto:inquiries@example.org", true),
            ("mailto:inquiries@example.org?attach=/etc/passwd", false),
            ("mailto:a@example.org,b@example.org", false),
            ("mailto:inquiries%0Abcc@example.org", false),
            ("mailto:", false),
            ("tel:`reboot`", false),
            ("sms:+14169672606", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(is_for_another_program(&address.parse().unwrap()), opened, "{address}");
        }
        assert!(is_own(&"http://localhost:5173/".parse().unwrap(), true), "while the interface is written");
    }
}

//! The cookies of the sign-in page: out of reach of scripts and other sites, and over TLS bound to this host (`__Host-`).

use axum::http::{HeaderMap, HeaderValue, header};

use crate::app::App;

fn full_name(app: &App, name: &str) -> String {
    // Browsers take a cookie of this prefix from nobody else, and over TLS only.
    if app.is_secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// What the browser keeps under this name.
pub fn find<'h>(app: &App, headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let name = full_name(app, name);
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (given, value) = pair.trim().split_once('=')?;
        (given == name).then_some(value)
    })
}

/// A cookie that is kept until the browser is closed, or for so many seconds.
pub fn cookie(app: &App, name: &str, value: &str, seconds: Option<i64>) -> Option<HeaderValue> {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let name = full_name(app, name);
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")).ok()
}

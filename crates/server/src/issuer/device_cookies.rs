//! Devices that signed in to an account before. A browser keeps a cookie with a part for each account that somebody signed in to with it, and a
//! desktop that is still signed in is known by its id. Neither is proof of anything: who has one is held up by the own attempts only.

use axum::http::{HeaderMap, HeaderValue};
use portal_record::RegistrantId;
use uuid::Uuid;

use super::cookies;
use crate::app::App;
use crate::secrets::token;
use crate::store::{Connection, StoreError, grants};

const COOKIE: &str = "portal-device";
/// As long as browsers keep one at most.
const COOKIE_SECONDS: i64 = 400 * 24 * 60 * 60;
/// Accounts that one browser is known to; those that signed in last stay.
const ACCOUNTS_MAX: usize = 8;

/// What a browser keeps of one account: a random name of its own, and a MAC over both. It says nothing of whose account it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    name: String,
    mac: String,
}

impl Part {
    fn read(text: &str) -> Option<Self> {
        let (name, mac) = text.split_once('.')?;
        let is_one = name.len() == 43 && mac.len() == 64;
        is_one.then(|| Self { name: name.to_owned(), mac: mac.to_owned() })
    }

    fn of(app: &App, registrant: RegistrantId) -> Result<Self, getrandom::Error> {
        let name = token()?;
        let mac = app.keys.device.mac(&[registrant.0.as_bytes(), name.as_bytes()]);
        Ok(Self { name, mac })
    }

    fn holds(&self, app: &App, registrant: RegistrantId) -> bool {
        app.keys.device.verify(&[registrant.0.as_bytes(), self.name.as_bytes()], &self.mac)
    }
}

fn parts(app: &App, headers: &HeaderMap) -> Vec<Part> {
    let kept = cookies::find(app, headers, COOKIE).unwrap_or_default();
    kept.split('~').filter_map(Part::read).take(ACCOUNTS_MAX).collect()
}

/// What this device is called, if it signed in to the account before: by the browser's cookie, or as the desktop that is signed in.
pub async fn known_device(
    app: &App,
    db: &mut Connection,
    headers: &HeaderMap,
    registrant: RegistrantId,
    desktop: Option<Uuid>,
) -> Result<Option<String>, StoreError> {
    if let Some(part) = parts(app, headers).into_iter().find(|part| part.holds(app, registrant)) {
        return Ok(Some(part.name));
    }
    let Some(desktop) = desktop else { return Ok(None) };
    Ok(grants::has_device(db, registrant, desktop).await?.then(|| desktop.to_string()))
}

/// The cookie by which the browser is known from now on, also to those who signed in with it before.
pub fn cookie(
    app: &App,
    headers: &HeaderMap,
    registrant: RegistrantId,
) -> Result<Option<HeaderValue>, getrandom::Error> {
    let mut parts = parts(app, headers);
    let own = match parts.iter().position(|part| part.holds(app, registrant)) {
        Some(at) => parts.remove(at),
        None => Part::of(app, registrant)?,
    };
    parts.insert(0, own);
    parts.truncate(ACCOUNTS_MAX);
    let kept: Vec<String> = parts.iter().map(|Part { name, mac }| format!("{name}.{mac}")).collect();
    Ok(cookies::cookie(app, COOKIE, &kept.join("~"), Some(COOKIE_SECONDS)))
}

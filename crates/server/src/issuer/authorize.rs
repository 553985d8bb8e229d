//! The sign-in page and what it sends: an address and a password become an authorization code for the desktop.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect as SeeOther, Response};
use portal_record::RegistrantId;
use serde::Deserialize;
use uuid::Uuid;

use super::passwords::{Lane, PASSWORD_BYTES_MAX, Place};
use super::request::{AuthorizationRequest, Invalid, Parameters};
use super::{CODE_SECONDS, PAGE_SECONDS, cookies, known};
use crate::app::App;
use crate::body::Form;
use crate::clock::{SECOND, after};
use crate::origin::Origin;
use crate::pages::sign_in::{self, Notice, Page};
use crate::problem::{self, RETRY_SECONDS, Refusal};
use crate::secrets::{digest, token};
use crate::store::accounts::Account;
use crate::store::codes::{self, Code};
use crate::store::{StoreError, accounts};
use crate::throttle::Attempt;

/// The cookie that ties the form to the browser it was shown in.
const COOKIE: &str = "portal-sign-in";
/// Longest e-mail address that is looked at (RFC 5321).
const EMAIL_BYTES_MAX: usize = 254;
/// Characters that name an account in the log.
const LOGGED_CHARS: usize = 16;

/// What the sign-in form sends: the request it was opened with, its seal, and what was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    #[serde(flatten)]
    parameters: Parameters,
    shown_at: String,
    seal: String,
    email: String,
    password: String,
}

/// `GET /authorize`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    match parameters.check() {
        Ok(request) => page(&app, &headers, &parameters, &request, "", None),
        Err(invalid) => Ok(refused(&app, invalid)),
    }
}

/// `POST /authorize`
pub async fn sign_in(
    State(app): State<Arc<App>>,
    origin: Origin,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Refusal> {
    let request = match form.parameters.check() {
        Ok(request) => request,
        Err(invalid) => return Ok(refused(&app, invalid)),
    };
    let again = |notice| page(&app, &headers, &form.parameters, &request, form.email.trim(), Some(notice));
    if !is_own_form(&app, &headers, &form) {
        return again(Notice::GrownOld);
    }
    if form.email.trim().is_empty() || form.password.is_empty() {
        return again(Notice::Incomplete);
    }
    let account = account(&app, &form.email).await?;
    let device = device(&app, &headers, account.as_ref(), &request).await?;
    let lane = if device.is_some() { Lane::Known } else { Lane::Stranger };
    let told = Told { account: app.keys.log.seal(&[accounts::folded(&form.email).as_bytes()]), origin, lane };
    // Who finds no place is not counted: nothing was tried.
    let Some(place) = app.passwords.place(lane) else {
        told.failed("no place left", 0);
        return again(Notice::Busy);
    };
    let attempt = match (&account, &device) {
        (Some(account), Some(device)) => Attempt::known(account.registrant, device),
        _ => Attempt::sign_in(&form.email, origin.0),
    };
    let count = match attempt.count(&app).await? {
        Ok(count) => count,
        Err(seconds) => {
            told.failed("too often", seconds);
            return again(Notice::TooOften { seconds });
        }
    };
    if !matches(&app, place, account.as_ref(), &form.password).await? {
        told.failed(if account.is_some() { "wrong password" } else { "no such account" }, count);
        return again(Notice::NoMatch);
    }
    let Some(Account { registrant, .. }) = account else { return again(Notice::NoMatch) };
    attempt.forgive(&app).await?;
    told.signed_in();
    let code = token()?;
    give_code(&app, &request, registrant, &form.email, &code).await?;
    let mut response = SeeOther::to(&request.redirect.with_code(&code, &app.public_url)).into_response();
    if let Some(cookie) = known::cookie(&app, &headers, registrant)? {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What the log is told of a sign-in: the account by a seal that says nothing of whose it is, and where it was tried from.
struct Told {
    account: String,
    origin: Origin,
    lane: Lane,
}

impl Told {
    fn account(&self) -> &str {
        self.account.get(..LOGGED_CHARS).unwrap_or_default()
    }

    /// `count`: attempts that count by now, or the seconds for which they rest.
    fn failed(&self, outcome: &'static str, count: i64) {
        let (account, address, lane) = (self.account(), self.origin.0, self.lane);
        tracing::warn!(account, %address, ?lane, outcome, count, "a sign-in failed");
    }

    fn signed_in(&self) {
        let (account, address, lane) = (self.account(), self.origin.0, self.lane);
        tracing::info!(account, %address, ?lane, "somebody signed in");
    }
}

async fn account(app: &App, email: &str) -> Result<Option<Account>, StoreError> {
    if email.len() > EMAIL_BYTES_MAX {
        return Ok(None);
    }
    let mut db = app.store.read().await?;
    accounts::by_email(&mut db, email).await
}

/// What the device is called, where it signed in to this account before.
async fn device(
    app: &App,
    headers: &HeaderMap,
    account: Option<&Account>,
    request: &AuthorizationRequest,
) -> Result<Option<String>, StoreError> {
    let Some(account) = account else { return Ok(None) };
    let mut db = app.store.read().await?;
    known::device(app, &mut db, headers, account.registrant, request.device).await
}

/// Whether the password is this account's. Takes the same time whether or not there is an account.
async fn matches(
    app: &App,
    place: Place,
    account: Option<&Account>,
    password: &str,
) -> Result<bool, Refusal> {
    let account = account.filter(|_| password.len() <= PASSWORD_BYTES_MAX);
    let password = password.get(..PASSWORD_BYTES_MAX.min(password.len())).unwrap_or_default();
    let hash = account.map(|account| account.password_hash.as_str());
    app.passwords.verify(place, password, hash).await.map_err(|error| {
        tracing::error!(%error, "a password could not be checked");
        problem::internal()
    })
}

async fn give_code(
    app: &App,
    request: &AuthorizationRequest,
    registrant: RegistrantId,
    email: &str,
    code: &str,
) -> Result<(), StoreError> {
    let code = Code {
        digest: digest(code),
        registrant,
        email: accounts::folded(email),
        device: request.device.unwrap_or_else(Uuid::new_v4),
        device_name: request.device_name.clone(),
        redirect_uri: request.redirect.uri().to_owned(),
        challenge: request.challenge.clone(),
        expires_at: after(app.now(), CODE_SECONDS),
        grant: None,
    };
    app.store.write(move |db| Box::pin(async move { codes::insert(db, &code).await })).await
}

/// Whether the form was shown to this browser, for this request, not too long ago.
fn is_own_form(app: &App, headers: &HeaderMap, form: &SignIn) -> bool {
    let Some(cookie) = cookie(app, headers) else { return false };
    let Ok(shown_at) = form.shown_at.parse::<i64>() else { return false };
    let age = app.now().0 - shown_at;
    (0..=PAGE_SECONDS * SECOND).contains(&age)
        && app.keys.sign_in.verify(&sealed(&form.parameters, &form.shown_at, cookie), &form.seal)
}

fn sealed<'a>(parameters: &'a Parameters, shown_at: &'a str, cookie: &'a str) -> Vec<&'a [u8]> {
    let mut parts = parameters.parts().to_vec();
    parts.extend([shown_at.as_bytes(), cookie.as_bytes()]);
    parts
}

fn cookie<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    cookies::find(app, headers, COOKIE).filter(|value| value.len() == 43)
}

fn page(
    app: &App,
    headers: &HeaderMap,
    parameters: &Parameters,
    request: &AuthorizationRequest,
    email: &str,
    notice: Option<Notice>,
) -> Result<Response, Refusal> {
    // A second tab keeps the first one's cookie, so that both forms stay good.
    let cookie = cookie(app, headers).map_or_else(token, |known| Ok(known.to_owned()))?;
    let shown_at = app.now().0.to_string();
    let seal = app.keys.sign_in.seal(&sealed(parameters, &shown_at, &cookie));
    let page = Page {
        parameters,
        device_name: &request.device_name,
        shown_at: &shown_at,
        seal: &seal,
        email,
        notice,
    };
    let mut response = sign_in::page(&page, request.redirect.origin());
    if let Some(cookie) = cookies::cookie(app, COOKIE, &cookie, None) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    *response.status_mut() = match notice {
        None => StatusCode::OK,
        Some(Notice::GrownOld) => StatusCode::FORBIDDEN,
        Some(Notice::Incomplete | Notice::NoMatch) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Notice::Busy) => {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_SECONDS.into());
            StatusCode::SERVICE_UNAVAILABLE
        }
        Some(Notice::TooOften { seconds }) => {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            StatusCode::TOO_MANY_REQUESTS
        }
    };
    Ok(response)
}

fn refused(app: &App, invalid: Invalid) -> Response {
    match invalid {
        Invalid::Untrusted => (StatusCode::BAD_REQUEST, sign_in::untrusted()).into_response(),
        Invalid::Reported(redirect, error) => {
            SeeOther::to(&redirect.with_error(error, &app.public_url)).into_response()
        }
    }
}

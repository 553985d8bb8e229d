//! The sign-in page and what it sends: an address and a password become an authorization code for the desktop.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect as SeeOther, Response};
use portal_record::RegistrantId;
use serde::Deserialize;
use uuid::Uuid;

use super::proof::{Proof, Trial};
use super::request::{AuthorizationRequest, Invalid, Parameters};
use super::sign_in_page::{self, Notice, Page};
use super::{CODE_SECONDS, PAGE_SECONDS, cookies, device_cookies};
use crate::app::App;
use crate::body::{Form, Query};
use crate::clock::{SECOND, after};
use crate::origin::Origin;
use crate::problem::Refusal;
use crate::secrets::{digest, token};
use crate::store::accounts::Account;
use crate::store::codes::{self, Code};
use crate::store::{StoreError, accounts};

/// The cookie that ties the form to the browser it was shown in.
const COOKIE: &str = "portal-sign-in";
/// Longest e-mail address that is looked at (RFC 5321).
const EMAIL_BYTES_MAX: usize = 254;

/// What the sign-in form sends: the request it was opened with, its CSRF token, and what was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    #[serde(flatten)]
    parameters: Parameters,
    shown_at: String,
    #[serde(alias = "seal")]
    csrf: String,
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
    let trial = Trial {
        what: "sign-in",
        email: &form.email,
        account: account(&app, &form.email).await?,
        headers: &headers,
        desktop: request.device,
        origin,
    };
    let registrant = match trial.prove(&app, &form.password).await? {
        Proof::Given(registrant) => registrant,
        Proof::Wrong => return again(Notice::NoMatch),
        Proof::TooOften { seconds } => return again(Notice::TooOften { seconds }),
        Proof::Busy => return again(Notice::Busy),
    };
    let code = token()?;
    give_code(&app, &request, registrant, &form.email, &code).await?;
    let mut response = SeeOther::to(&request.redirect.with_code(&code, &app.public_url)).into_response();
    if let Some(cookie) = device_cookies::cookie(&app, &headers, registrant)? {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn account(app: &App, email: &str) -> Result<Option<Account>, StoreError> {
    if email.len() > EMAIL_BYTES_MAX {
        return Ok(None);
    }
    let mut db = app.store.read().await?;
    accounts::by_email(&mut db, email).await
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
        && app.keys.sign_in.verify(&csrf_parts(&form.parameters, &form.shown_at, cookie), &form.csrf)
}

fn csrf_parts<'a>(parameters: &'a Parameters, shown_at: &'a str, cookie: &'a str) -> Vec<&'a [u8]> {
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
    let csrf = app.keys.sign_in.mac(&csrf_parts(parameters, &shown_at, &cookie));
    let page = Page {
        parameters,
        device_name: &request.device_name,
        shown_at: &shown_at,
        csrf: &csrf,
        email,
        notice,
    };
    let mut response = sign_in_page::page(&page, request.redirect.origin());
    if let Some(cookie) = cookies::cookie(app, COOKIE, &cookie, None) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if let Some(notice) = notice {
        notice.tell(&mut response);
    }
    Ok(response)
}

fn refused(app: &App, invalid: Invalid) -> Response {
    match invalid {
        Invalid::Untrusted => (StatusCode::BAD_REQUEST, sign_in_page::untrusted()).into_response(),
        Invalid::Reported(redirect, error) => {
            SeeOther::to(&redirect.with_error(error, &app.public_url)).into_response()
        }
    }
}

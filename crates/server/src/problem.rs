//! Refusals: every request that is not served gets a problem document (RFC 9457), and has changed nothing. The codes
//! are made here and only here; their sentences are in `problem.ftl`.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use portal_protocol::{BODY_BYTES_MAX, Problem, VERSION};
use portal_texts::Argument;
use serde::Serialize;

use crate::language;
use crate::rules::Refused;
use crate::rules::allowance::Of;
use crate::store::StoreError;

/// Seconds after which an overloaded server is worth asking again.
pub const RETRY_SECONDS: i64 = 2;
/// Seconds after which a server whose database can take nothing is worth asking again.
const UNAVAILABLE_RETRY_SECONDS: i64 = 5;
/// Seconds after which a server whose clock is wrong is worth asking again: somebody has to set it right, or another answers.
const CLOCK_RETRY_SECONDS: i64 = 30;
/// Seconds after which a server that is older than what it stored is worth asking again: it is updated, or another answers.
const NEWER_RETRY_SECONDS: i64 = 30;

/// A request that is not served.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    detail: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The OAuth 2.1 error code, where the standard asks for one beside the problem.
    oauth: Option<&'static str>,
}

/// What the problem document says, with the members that OAuth 2.1 asks of its endpoints.
#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    problem: Problem,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<String>,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self::with_detail(status, code, &[])
    }

    fn with_detail(status: StatusCode, code: &'static str, arguments: &[(&str, Argument<'_>)]) -> Self {
        let detail = language::of_pages().format(&format!("problem-{code}.detail"), arguments);
        Self { status, code, detail, headers: Vec::new(), oauth: None }
    }

    fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// Its HTTP status and its code.
    pub fn name(&self) -> (u16, &'static str) {
        (self.status.as_u16(), self.code)
    }

    /// Names the OAuth 2.1 error beside the problem.
    pub fn oauth(mut self, error: &'static str) -> Self {
        self.oauth = Some(error);
        self
    }
}

/// What a refusal says to a person.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// A short name.
    pub title: String,
    /// What to do.
    pub detail: String,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let title = language::of_pages().get(&format!("problem-{}", self.code));
        let said = Explanation { title: title.clone(), detail: self.detail.clone() };
        let problem = Problem {
            kind: format!("{}{}", Problem::KIND, self.code),
            title,
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code.to_owned(),
        };
        let error_description = self.oauth.map(|_| self.detail);
        let document = Document { problem, error: self.oauth, error_description };
        let mut response = (self.status, axum::Json(document)).into_response();
        response.extensions_mut().insert(said);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Overloaded | StoreError::Closed => overloaded(),
            StoreError::Unavailable(_) => {
                tracing::error!(%error, "a request could not be served");
                unavailable()
            }
            StoreError::Newer { .. } => {
                tracing::error!(%error, "a request waits for a newer server");
                newer_needed()
            }
            StoreError::Database(_)
            | StoreError::Damaged { .. }
            | StoreError::Misshapen(_)
            | StoreError::NotIssued(_) => {
                tracing::error!(%error, "a request could not be served");
                internal()
            }
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Malformed(why) => malformed(why),
            Refused::NotFound => not_found(),
            Refused::TooManyEntries(max) => too_many_entries(max),
            Refused::CommandNotAllowed => command_not_allowed(),
            Refused::IdReused => id_reused(),
            Refused::OutOfOrder => out_of_order(),
            Refused::OtherHistory => other_history(),
            Refused::FormUnknown => form_unknown(),
            Refused::Undecided => undecided(),
            Refused::TooLarge(max) => too_large(max),
            Refused::AllowanceUsed { of, seconds } => allowance_used(of, seconds),
            Refused::TooOld => {
                tracing::error!(%refused, "a command waits for a newer server");
                newer_needed()
            }
            Refused::ClockBehind { .. } => {
                tracing::error!(%refused, "nothing is stamped until the clocks are set right");
                clock_behind()
            }
        }
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "the system gave no random bytes");
        internal()
    }
}

/// What the framework refuses with this status before anything here has seen the request.
pub fn of_status(status: StatusCode) -> Refusal {
    match status {
        StatusCode::NOT_FOUND => not_found(),
        StatusCode::METHOD_NOT_ALLOWED => method_not_allowed(),
        StatusCode::PAYLOAD_TOO_LARGE => too_large(BODY_BYTES_MAX),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => wrong_media_type(),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => overloaded(),
        status if status.is_server_error() => {
            tracing::error!(%status, "a request could not be served");
            internal()
        }
        _ => malformed("its address or a header cannot be read"),
    }
}

/// It can't be understood; `why` is for the sender only.
pub fn malformed(why: impl std::fmt::Display) -> Refusal {
    Refusal::with_detail(StatusCode::BAD_REQUEST, "malformed", &[("why", why.to_string().into())])
}

/// It is not JSON, or not a form where a form is asked for.
pub fn wrong_media_type() -> Refusal {
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-media-type")
}

/// Its body is too large.
pub fn too_large(bytes_max: usize) -> Refusal {
    Refusal::with_detail(StatusCode::PAYLOAD_TOO_LARGE, "too-large", &[("max", (bytes_max / 1024).into())])
}

/// There are more entries than one request may have.
pub fn too_many_entries(max: usize) -> Refusal {
    Refusal::with_detail(StatusCode::PAYLOAD_TOO_LARGE, "too-many-entries", &[("max", max.into())])
}

/// No access token, or one that doesn't hold.
pub fn unauthenticated(token_given: bool) -> Refusal {
    let challenge = if token_given {
        r#"Bearer realm="portal", error="invalid_token""#
    } else {
        r#"Bearer realm="portal""#
    };
    Refusal::new(StatusCode::UNAUTHORIZED, "unauthenticated").header(header::WWW_AUTHENTICATE, challenge)
}

/// Not there, or another registrant's: the two are not told apart.
pub fn not_found() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "not-found")
}

/// The address exists, the method does not.
pub fn method_not_allowed() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
}

/// The same id was used for something else.
pub fn id_reused() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "id-reused")
}

/// It builds on something that the server does not have yet.
pub fn out_of_order() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "out-of-order")
}

/// The device was told of another history than the one that is here: it fetches from the start.
pub fn other_history() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "other-history")
}

/// The College has no such form, or not for this subject.
pub fn form_unknown() -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "form-unknown")
}

/// A command that only the server itself gives.
pub fn command_not_allowed() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "command-not-allowed")
}

/// A command of a newer application.
pub fn command_unknown() -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "command-unknown")
}

/// An edit of a newer application.
pub fn edit_unknown() -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "edit-unknown")
}

/// The command was received and is not decided yet.
pub fn undecided() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "undecided")
}

/// Paid already; nothing is charged again.
pub fn invoice_paid() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "invoice-paid")
}

/// The invoice can't be paid this way.
pub fn invoice_not_payable() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "invoice-not-payable")
}

/// A payment of it is being looked at by the College's staff: nothing more is charged meanwhile.
pub fn payment_disputed() -> Refusal {
    Refusal::new(StatusCode::CONFLICT, "payment-disputed")
}

/// The payment provider does not answer.
pub fn provider_unavailable() -> Refusal {
    retry_after(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "provider-unavailable"), RETRY_SECONDS)
}

/// A message that the payment provider did not sign.
pub fn signature_invalid() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "signature-invalid")
        .header(header::WWW_AUTHENTICATE, r#"Signature realm="webhooks""#)
}

/// The program speaks a version of the protocol that is not served.
pub fn version_unsupported() -> Refusal {
    Refusal::new(StatusCode::UPGRADE_REQUIRED, "version-unsupported")
        .header(header::UPGRADE, &format!("portal/{VERSION}"))
        .header(header::CONNECTION, "upgrade")
}

/// An OAuth 2.1 request that is wrong in itself.
pub fn invalid_request(why: impl std::fmt::Display) -> Refusal {
    malformed(why).oauth("invalid_request")
}

/// A code or refresh token that does not hold.
pub fn invalid_grant() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "invalid-grant").oauth("invalid_grant")
}

/// A program that the issuer does not know.
pub fn invalid_client() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "invalid-client").oauth("invalid_client")
}

/// A kind of grant that the issuer does not offer.
pub fn unsupported_grant_type() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "unsupported-grant-type").oauth("unsupported_grant_type")
}

/// More work waits than is taken on.
pub fn overloaded() -> Refusal {
    retry_after(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded"), RETRY_SECONDS)
}

/// So much was sent that no more is taken for a while.
pub fn allowance_used(of: Of, seconds: i64) -> Refusal {
    retry_after(Refusal::new(StatusCode::TOO_MANY_REQUESTS, of.problem()), seconds)
}

/// The database can take nothing now.
pub fn unavailable() -> Refusal {
    retry_after(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable"), UNAVAILABLE_RETRY_SECONDS)
}

/// What is stored was stored by a newer server, which has to come back for it.
pub fn newer_needed() -> Refusal {
    retry_after(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "newer-needed"), NEWER_RETRY_SECONDS)
}

/// The server's clock is behind what was stamped already.
pub fn clock_behind() -> Refusal {
    retry_after(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "clock-behind"), CLOCK_RETRY_SECONDS)
}

/// The server failed; its log says why.
pub fn internal() -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
}

fn retry_after(refusal: Refusal, seconds: i64) -> Refusal {
    refusal.header(header::RETRY_AFTER, &seconds.to_string())
}

#[cfg(test)]
mod tests;

//! The College's server over HTTP: sends the sync engine's requests and understands the answers. Decides nothing.

use std::time::Duration;

use portal_record::InvoiceId;
use portal_wire::sync::{CheckoutReply, Me, Problem, VERSION, VERSION_HEADER};
use reqwest::{Client, Method, RequestBuilder, Response, Url, header, redirect};
use serde::{Serialize, de::DeserializeOwned};

use crate::sync::{Failed, Reply, Request};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Less than the engine's own patience.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(45);
/// Larger answers are not the College's.
const ANSWER_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Why an address cannot be a College's server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' cannot be used as the server's address: it must be https")]
pub struct NotAServer(String);

/// Whether an address can be a College's server: https, or this computer itself (for trials).
///
/// # Errors
/// [`NotAServer`] when it cannot.
pub fn check_server(address: &str) -> Result<(), NotAServer> {
    Remote::new(address).map(drop)
}

/// One server.
#[derive(Clone)]
pub(crate) struct Remote {
    client: Client,
    base: Url,
}

impl Remote {
    /// Only https, except on this computer itself (for trials).
    pub(crate) fn new(server: &str) -> Result<Remote, NotAServer> {
        let wrong = || NotAServer(server.to_owned());
        let base = Url::parse(server).map_err(|_| wrong())?;
        let local = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if !(base.scheme() == "https" || base.scheme() == "http" && local) {
            return Err(wrong());
        }
        // Another part of the program may have chosen the provider already; one is as good as the other.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut version = header::HeaderMap::new();
        version.insert(VERSION_HEADER, VERSION.into());
        let mut builder = Client::builder()
            .user_agent(concat!("portal-desktop/", env!("CARGO_PKG_VERSION")))
            .default_headers(version)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            // Tokens go to this address and no other.
            .redirect(redirect::Policy::none());
        if local {
            builder = builder.no_proxy();
        }
        Ok(Remote { client: builder.build().map_err(|_| wrong())?, base })
    }

    pub(crate) fn client(&self) -> Client {
        self.client.clone()
    }

    pub(crate) fn base(&self) -> Url {
        self.base.clone()
    }

    /// Whose token this is.
    pub(crate) async fn me(&self, access: &str) -> Result<Me, Failed> {
        json(self.request(Method::GET, "/v1/me", Some(access))).await
    }

    /// Opens the payment page, or gives the one that is open.
    pub(crate) async fn checkout(&self, access: &str, invoice: &InvoiceId) -> Result<CheckoutReply, Failed> {
        json(self.request(Method::POST, &format!("/v1/invoices/{invoice}/checkout"), Some(access))).await
    }

    /// Sends one of the engine's requests.
    pub(crate) async fn exchange(&self, access: &str, request: &Request) -> Result<Reply, Failed> {
        let access = Some(access);
        match request {
            Request::Record { after } => {
                let get = self.request(Method::GET, "/v1/record", access).query(&[("after", after)]);
                json(get).await.map(Reply::Record)
            }
            Request::Drafts => json(self.request(Method::GET, "/v1/drafts", access)).await.map(Reply::Drafts),
            Request::Edits { draft, push } => {
                let path = format!("/v1/drafts/{}/edits", draft.0);
                json(body(self.request(Method::POST, &path, access), push)?).await.map(Reply::Edits)
            }
            Request::Command(envelope) => {
                let path = format!("/v1/commands/{}", envelope.id.0);
                json(body(self.request(Method::PUT, &path, access), envelope)?).await.map(Reply::Command)
            }
            Request::Devices => {
                json(self.request(Method::GET, "/v1/devices", access)).await.map(Reply::Devices)
            }
            Request::Signed => json(self.request(Method::GET, "/v1/signed", access)).await.map(Reply::Signed),
            Request::ReceiptKeys => {
                let keys = answer(self.request(Method::GET, "/.well-known/jwks.json", None)).await?;
                String::from_utf8(keys).map(Reply::ReceiptKeys).map_err(|_| Failed::Unreachable)
            }
        }
    }

    fn request(&self, method: Method, path: &str, access: Option<&str>) -> RequestBuilder {
        let mut url = self.base.clone();
        url.set_path(path);
        let request = self.client.request(method, url);
        match access {
            Some(access) => request.bearer_auth(access),
            None => request,
        }
    }
}

fn body<T: Serialize>(request: RequestBuilder, content: &T) -> Result<RequestBuilder, Failed> {
    let bytes = serde_json::to_vec(content).map_err(|error| {
        tracing::error!(%error, "a request could not be written");
        Failed::Unreachable
    })?;
    Ok(request.header(header::CONTENT_TYPE, "application/json").body(bytes))
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Failed> {
    let bytes = answer(request).await?;
    serde_json::from_slice(&bytes).map_err(|error| {
        tracing::warn!(%error, "an answer is not the College's");
        Failed::Unreachable
    })
}

async fn answer(request: RequestBuilder) -> Result<Vec<u8>, Failed> {
    let reply = request.send().await.map_err(|error| unreachable(&error))?;
    let status = reply.status();
    let retry_after = retry_after(&reply);
    let bytes = read(reply).await?;
    if status.is_success() {
        return Ok(bytes);
    }
    let problem = serde_json::from_slice::<Problem>(&bytes).ok();
    Err(Failed::Refused { status: status.as_u16(), retry_after, problem })
}

async fn read(mut reply: Response) -> Result<Vec<u8>, Failed> {
    let mut bytes = Vec::new();
    while let Some(piece) = reply.chunk().await.map_err(|error| unreachable(&error))? {
        if bytes.len() + piece.len() > ANSWER_BYTES_MAX {
            return Err(Failed::Unreachable);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn retry_after(reply: &Response) -> Option<Duration> {
    let seconds = reply.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Addresses hold ids of commands and drafts: they stay out of the log.
fn unreachable(error: &reqwest::Error) -> Failed {
    tracing::debug!(
        connect = error.is_connect(),
        timeout = error.is_timeout(),
        "the College cannot be reached"
    );
    Failed::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_never_travel_in_the_clear() {
        for (address, allowed) in [
            ("https://portal.cpso.on.ca", true),
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("http://portal.cpso.on.ca", false),
            ("http://127.0.0.1.example.org", false),
            ("ftp://portal.cpso.on.ca", false),
            ("portal.cpso.on.ca", false),
        ] {
            assert_eq!(Remote::new(address).is_ok(), allowed, "{address}");
        }
    }
}

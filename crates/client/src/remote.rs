//! The College's server over HTTP: sends the sync engine's requests and understands the answers. Decides nothing.

use std::time::Duration;

use portal_forms::Micros;
use portal_protocol::{CheckoutReply, History, Me, Problem, TIME_HEADER, VERSION, VERSION_HEADER};
use portal_record::{InvoiceId, Verbatim};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response, StatusCode, Url, header, redirect};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::clock::{Clock, Reading};
use crate::obstacle::{NameNotFound, Obstacle};
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
    Remote::new(address, Clock::system()).map(drop)
}

/// One server.
#[derive(Clone)]
pub(crate) struct Remote {
    client: Client,
    base: Url,
    /// Learns the College's time with every reply.
    clock: Clock,
}

/// What the issuer of tokens says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct IssuerMetadata {
    /// Its name: the address at which it is asked, and no other.
    pub(crate) issuer: String,
    /// Whether it names itself where it sends the browser back (RFC 9207).
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
}

/// What came back: its status, and all of its content.
struct Answer {
    status: StatusCode,
    retry_after: Option<Duration>,
    /// The College's time, if it is the College that answers.
    time: Option<Micros>,
    /// It bears what every reply of the College bears.
    is_marked: bool,
    content: Vec<u8>,
}

/// What an answer to one of the engine's requests says, whoever gave it.
///
/// # Errors
/// [`Failed`] when it is a refusal, or not the College's.
pub fn understood(request: &Request, status: u16, content: &[u8]) -> Result<Reply, Failed> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    Answer { status, retry_after: None, time: None, is_marked: true, content: content.to_vec() }.to(request)
}

impl Answer {
    /// As the answer to this request.
    fn to(&self, request: &Request) -> Result<Reply, Failed> {
        match request {
            Request::Record { .. } => self.read().map(Reply::Record),
            Request::Streams(_) => self.read().map(Reply::Streams),
            Request::Drafts => self.read().map(Reply::Drafts),
            Request::Edits { .. } => self.read().map(Reply::Edits),
            Request::Command(_) => self.read().map(Reply::Command),
            Request::Devices => self.read().map(Reply::Devices),
            Request::Signed => self.read().map(Reply::Signed),
            Request::ReceiptKeys => self.keys().map(Reply::ReceiptKeys),
        }
    }

    /// Only the College's own word is a reply or a refusal; what anybody else answers says what is in the way.
    fn read<T: DeserializeOwned>(&self) -> Result<T, Failed> {
        if !self.status.is_success() {
            return Err(refusal(self));
        }
        serde_json::from_slice(&self.content).map_err(|error| unread(&error, self))
    }

    /// The keys that the College signs with, as it publishes them.
    fn keys(&self) -> Result<String, Failed> {
        /// A network's sign-in page may speak JSON too. What each key is, is for who uses it.
        #[derive(Serialize, Deserialize)]
        struct Keys {
            keys: Vec<serde_json::Value>,
        }
        let keys: Verbatim<Keys> = self.read()?;
        serde_json::to_string(&keys).map_err(|_| Failed::Unreadable)
    }
}

impl Remote {
    /// Only https, except on this computer itself (for trials).
    pub(crate) fn new(server: &str, clock: Clock) -> Result<Remote, NotAServer> {
        let wrong = || NotAServer(server.to_owned());
        let base = Url::parse(server).map_err(|_| wrong())?;
        let local = matches!(base.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if !(base.scheme() == "https" || base.scheme() == "http" && local) {
            return Err(wrong());
        }
        let client = client(local).build().map_err(|_| wrong())?;
        Ok(Remote { client, base, clock })
    }

    /// The same with a client that a test has made.
    #[cfg(test)]
    pub(crate) fn with(client: Client, server: &str, clock: Clock) -> Remote {
        Remote { client, base: Url::parse(server).unwrap(), clock }
    }

    /// An address of this server.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    /// Whether the College is there and itself, before anything is asked of it that matters.
    pub(crate) async fn probe(&self) -> Result<(), Failed> {
        self.ask(None, &Request::ReceiptKeys).await.map(drop)
    }

    /// Whose token this is.
    pub(crate) async fn me(&self, access: &str) -> Result<Me, Failed> {
        self.json(self.request(Method::GET, "/v1/me", Some(access))).await
    }

    /// Opens the payment page, or gives the one that is open.
    pub(crate) async fn checkout(
        &self,
        access: &str,
        invoice: &InvoiceId,
    ) -> Result<Verbatim<CheckoutReply>, Failed> {
        self.json(self.request(Method::POST, &format!("/v1/invoices/{invoice}/checkout"), Some(access))).await
    }

    /// Sends one of the engine's requests.
    pub(crate) async fn exchange(&self, access: &str, request: &Request) -> Result<Reply, Failed> {
        self.ask(Some(access), request).await
    }

    async fn ask(&self, access: Option<&str>, request: &Request) -> Result<Reply, Failed> {
        let asked = self.clock.read();
        let answer = self.send(self.asking(access, request)?).await?;
        self.hear(asked, &answer, answer.to(request))
    }

    fn asking(&self, access: Option<&str>, request: &Request) -> Result<RequestBuilder, Failed> {
        let get = |path: &str| self.request(Method::GET, path, access);
        Ok(match request {
            Request::Record { after, history } => {
                let get = get("/v1/record").query(&[("after", after)]);
                match history {
                    Some(History(told)) => get.query(&[("history", told)]),
                    None => get,
                }
            }
            Request::Streams(pull) => body(self.request(Method::POST, "/v1/streams", access), pull)?,
            Request::Drafts => get("/v1/drafts"),
            Request::Edits { draft, push } => {
                let path = format!("/v1/drafts/{}/edits", draft.0);
                body(self.request(Method::POST, &path, access), push)?
            }
            Request::Command(envelope) => {
                let path = format!("/v1/commands/{}", envelope.id.0);
                body(self.request(Method::PUT, &path, access), envelope)?
            }
            Request::Devices => get("/v1/devices"),
            Request::Signed => get("/v1/signed"),
            // As they are published, for everybody.
            Request::ReceiptKeys => self.request(Method::GET, "/.well-known/jwks.json", None),
        })
    }

    /// Asks for tokens: what a success gives, or the status and content of a refusal.
    pub(crate) async fn token<T: DeserializeOwned>(
        &self,
        form: &[(&str, &str)],
    ) -> Result<Result<T, (StatusCode, Vec<u8>)>, Failed> {
        let answer = self.send(self.client.post(self.at("/token")).form(form)).await?;
        if answer.status.is_success() {
            return serde_json::from_slice(&answer.content).map(Ok).map_err(|error| unread(&error, &answer));
        }
        Ok(Err((answer.status, answer.content)))
    }

    /// What the College says of itself as the issuer of tokens (RFC 8414); nothing of a server that does not say it.
    pub(crate) async fn issuer(&self) -> Result<Option<IssuerMetadata>, Failed> {
        let path = "/.well-known/oauth-authorization-server";
        match self.json(self.request(Method::GET, path, None)).await {
            Ok(said) => Ok(Some(said)),
            Err(Failed::Refused { status: 401 | 404, .. }) => Ok(None),
            Err(failed) => Err(failed),
        }
    }

    /// Makes a refresh token worthless. False when nobody heard.
    pub(crate) async fn revoke(&self, form: &[(&str, &str)]) -> bool {
        self.send(self.client.post(self.at("/revoke")).form(form)).await.is_ok()
    }

    fn request(&self, method: Method, path: &str, access: Option<&str>) -> RequestBuilder {
        let request = self.client.request(method, self.at(path));
        match access {
            Some(access) => request.bearer_auth(access),
            None => request,
        }
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failed> {
        let asked = self.clock.read();
        let answer = self.send(request).await?;
        self.hear(asked, &answer, answer.read())
    }

    /// The College's time comes with what it says.
    fn hear<T>(&self, asked: Reading, answer: &Answer, reply: Result<T, Failed>) -> Result<T, Failed> {
        let is_of_college = matches!(reply, Ok(_) | Err(Failed::Refused { .. }));
        if let Some(time) = answer.time.filter(|_| is_of_college) {
            self.clock.hear(time, asked);
        }
        reply
    }

    async fn send(&self, request: RequestBuilder) -> Result<Answer, Failed> {
        let reply = request.send().await.map_err(|error| unreachable(&error))?;
        let is_marked = reply.headers().contains_key(TIME_HEADER);
        let (status, retry_after, time) = (reply.status(), retry_after(&reply), time(&reply));
        Ok(Answer { status, retry_after, time, is_marked, content: read(reply).await? })
    }
}

/// How the College is spoken with; `local` is a server on this computer itself.
pub(crate) fn client(local: bool) -> ClientBuilder {
    // Another part of the program may have chosen the provider already; one is as good as the other.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut version = header::HeaderMap::new();
    version.insert(VERSION_HEADER, VERSION.into());
    let builder = Client::builder()
        .user_agent(concat!("portal-desktop/", env!("CARGO_PKG_VERSION")))
        .default_headers(version)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(REQUEST_TIMEOUT)
        .dns_resolver(Lookup)
        // Tokens go to this address and no other.
        .redirect(redirect::Policy::none());
    if local { builder.no_proxy() } else { builder }
}

/// Names are looked up by the system; that there is no such name is told from other errors.
struct Lookup;

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let addresses = found.map_err(|_| NameNotFound)?.collect::<Vec<_>>();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

fn body<T: Serialize>(request: RequestBuilder, content: &T) -> Result<RequestBuilder, Failed> {
    let bytes = serde_json::to_vec(content).map_err(|error| {
        tracing::error!(%error, "a request could not be written");
        Failed::Unreachable
    })?;
    Ok(request.header(header::CONTENT_TYPE, "application/json").body(bytes))
}

/// An answer that cannot be read is a newer College's, or that of something else in its place. Only where it failed is told: what stands
/// in it stays out of the log.
fn unread(error: &serde_json::Error, answer: &Answer) -> Failed {
    let (what, line, column) = (error.classify(), error.line(), error.column());
    if answer.is_marked && error.is_data() {
        tracing::warn!(?what, line, column, "an answer of the College cannot be read by this version");
        return Failed::Unreadable;
    }
    tracing::warn!(?what, line, column, "an answer is not the College's");
    Failed::Obstructed(Obstacle::NotTheCollege)
}

/// The College refuses with a problem document; any other failure is somebody else's.
fn refusal(answer: &Answer) -> Failed {
    match serde_json::from_slice::<Problem>(&answer.content) {
        Ok(problem) if problem.is_of_college() => Failed::Refused {
            status: answer.status.as_u16(),
            retry_after: answer.retry_after,
            problem: Some(Box::new(problem)),
        },
        _ => Failed::Obstructed(Obstacle::of_status(answer.status)),
    }
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

/// The College's time, as its server tells it; an older server leaves it to the protocol's own header, to the second.
fn time(reply: &Response) -> Option<Micros> {
    let text = |name: &str| reply.headers().get(name)?.to_str().ok();
    let told = text(TIME_HEADER).and_then(|micros| micros.parse().ok()).map(Micros);
    told.or_else(|| {
        let date = jiff::fmt::rfc2822::parse(text(header::DATE.as_str())?).ok()?;
        Some(Micros(date.timestamp().as_microsecond()))
    })
}

/// Addresses hold ids of commands and drafts: they stay out of the log.
fn unreachable(error: &reqwest::Error) -> Failed {
    let obstacle = Obstacle::of_error(error);
    tracing::debug!(?obstacle, connect = error.is_connect(), "the College cannot be reached");
    obstacle.map_or(Failed::Unreachable, Failed::Obstructed)
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
            assert_eq!(check_server(address).is_ok(), allowed, "{address}");
        }
    }
}

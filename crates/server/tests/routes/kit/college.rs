//! The College under test: the demonstration registrants, a clock that can be moved, and a browser that signs in.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_protocol::Problem;
use portal_server::cases::{self, Doing};
use portal_server::{Clock, Database, MailSettings, Proxies, Server, Settings, demo};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, header, redirect};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use tempfile::TempDir;
use uuid::Uuid;

use super::computer::Computer;
use super::databases::{self, Kind};

/// Thursday 20 May 2027, ten in the morning in Toronto: the renewal window is open.
pub const MAY: &str = "2027-05-20T14:00:00Z";
/// Two days after the deadline.
pub const LATE: &str = "2027-06-03T14:00:00Z";
/// Signs in first in most tests: a family physician, ready to renew.
pub const LAVOIE: &str = "zoe.lavoie@example.org";
pub const OKAFOR: &str = "amara.okafor@example.org";
pub const POSTGRADUATE: &str = "priya.ramanathan@example.org";
pub const OVERDUE: &str = "dmytro.shevchenko@example.org";
pub const SUSPENDED: &str = "ingrid.mueller@example.org";
/// Longest that a condition is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct College {
    server: Option<Server>,
    /// Where it is reached, while one runs.
    pub address: Option<SocketAddr>,
    kind: Kind,
    pub data: TempDir,
    pub database: Database,
    /// The address of the database, for a look past the server.
    database_url: String,
    pub clock: Clock,
    /// How it sends mail the next time it starts.
    pub mail: MailSettings,
    /// What is in front of it the next time it starts, and how it is reached then.
    pub proxies: Proxies,
    pub public_url: Option<String>,
    /// Follows no redirect and keeps no cookie: the tests do both themselves.
    pub http: Client,
}

impl College {
    pub async fn open() -> Self {
        Self::open_at(MAY).await
    }

    pub async fn open_at(instant: &str) -> Self {
        Self::open_on(crate::DATABASE, instant).await
    }

    pub async fn open_on(kind: Kind, instant: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let clock = Clock::starting_at(instant.parse().unwrap());
        let (database, database_url) = databases::seeded(kind, data.path(), &clock, instant).await;
        Self::of(kind, data, clock, (database, database_url)).await
    }

    /// On this empty database of a PostgreSQL of one's own.
    #[cfg(target_os = "linux")]
    pub async fn open_over(database_url: String) -> Self {
        let clock = Clock::starting_at(MAY.parse().unwrap());
        let database: Database = database_url.parse().unwrap();
        demo::seed(&database, &clock).await.unwrap();
        Self::of(Kind::Postgres, tempfile::tempdir().unwrap(), clock, (database, database_url)).await
    }

    async fn of(
        kind: Kind,
        data: TempDir,
        clock: Clock,
        (database, database_url): (Database, String),
    ) -> Self {
        let http = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        let mut college = Self {
            server: None,
            address: None,
            kind,
            data,
            database,
            database_url,
            clock,
            mail: MailSettings::default(),
            proxies: Proxies::default(),
            public_url: None,
            http,
        };
        college.start().await;
        college
    }

    pub async fn start(&mut self) {
        let mut settings =
            Settings::new(self.data.path(), "127.0.0.1:0".parse().unwrap(), self.clock.clone());
        settings.database = self.database.clone();
        settings.tick = Duration::from_millis(20);
        settings.mail = self.mail.clone();
        settings.proxies = self.proxies.clone();
        settings.public_url = self.public_url.clone();
        let server = Server::start(settings).await.unwrap();
        self.address = Some(server.address());
        self.server = Some(server);
    }

    pub async fn stop(&mut self) {
        self.server.take().unwrap().stop().await.unwrap();
    }

    /// The address of the database, as another server is told it.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Tells the server's own connection to an embedded database something, as it does its work.
    pub async fn tell_the_writer(&self, sql: &'static str) {
        let store = self.server.as_ref().unwrap().app().store.clone();
        let work = store
            .write(move |db| Box::pin(async move { Ok(sqlx::raw_sql(sql).execute(db).await.map(drop)?) }));
        work.await.unwrap();
    }

    /// The staff or the rules do something with a case, in the server's own process.
    pub async fn act_on(&self, doing: &Doing) -> u64 {
        cases::act(&self.server.as_ref().unwrap().app().appender(), doing, None).await.unwrap()
    }

    /// A connection past the server.
    pub async fn look_into(&self) -> AnyConnection {
        databases::look_into(&self.database_url).await
    }

    /// All that the database keeps, while the server is stopped.
    pub async fn everything_kept(&self) -> Vec<u8> {
        databases::everything(self.kind, self.data.path(), &self.database_url).await
    }

    pub fn url(&self, path: &str) -> Url {
        let address = self.address.unwrap();
        Url::parse(&format!("http://{address}")).unwrap().join(path).unwrap()
    }

    /// Lets this much time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.advance(seconds * 1_000_000);
    }

    pub async fn sign_in(&self, email: &str) -> Computer {
        self.sign_in_on(email, Uuid::new_v4()).await
    }

    pub async fn sign_in_on(&self, email: &str, device: Uuid) -> Computer {
        let attempt = SignIn::new(device);
        let code = attempt.code(self, email, demo::PASSWORD).await;
        let tokens = attempt.redeem(self, &code).await;
        assert_eq!(tokens.status(), StatusCode::OK, "the code is good");
        Computer::new(self, tokens.json().await.unwrap()).await
    }

    /// Asks again until the answer is there.
    pub async fn until<T>(&self, what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
            tokio::task::yield_now().await;
        }
    }
}

/// One sign-in as the desktop does it.
pub struct SignIn {
    pub verifier: String,
    pub query: BTreeMap<&'static str, String>,
}

impl SignIn {
    pub fn new(device: Uuid) -> Self {
        let verifier =
            URL_SAFE_NO_PAD.encode([Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat());
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let query = BTreeMap::from([
            ("response_type", "code".to_owned()),
            ("client_id", "portal-desktop".to_owned()),
            ("redirect_uri", "http://127.0.0.1:49152/signed-in".to_owned()),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256".to_owned()),
            ("state", "a state & more".to_owned()),
            ("device_id", device.to_string()),
            ("device_name", "Zoé’s laptop".to_owned()),
        ]);
        Self { verifier, query }
    }

    pub async fn page(&self, college: &College) -> Response {
        college.http.get(college.url("/authorize")).query(&self.query).send().await.unwrap()
    }

    /// The form of the page as a browser would send it, with its cookie.
    pub async fn form(&self, college: &College) -> Form {
        let page = self.page(college).await;
        assert_eq!(page.status(), StatusCode::OK, "the page opens");
        let cookie =
            page.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        Form { fields: hidden_fields(&page.text().await.unwrap()), cookie }
    }

    pub async fn code(&self, college: &College, email: &str, password: &str) -> String {
        let reply = self.form(college).await.send(college, email, password).await;
        assert_eq!(reply.status(), StatusCode::SEE_OTHER, "the browser is sent back to the desktop");
        let back = Url::parse(reply.headers()[header::LOCATION].to_str().unwrap()).unwrap();
        let pairs: BTreeMap<_, _> = back.query_pairs().into_owned().collect();
        assert_eq!(back.port(), Some(49152));
        assert_eq!(pairs["state"], self.query["state"], "the state comes back as it was sent");
        let here = college.url("/").to_string();
        let issuer = college.public_url.as_deref().unwrap_or(here.trim_end_matches('/'));
        assert_eq!(pairs["iss"], issuer, "who gave the code says so");
        pairs["code"].clone()
    }

    pub async fn redeem(&self, college: &College, code: &str) -> Response {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "portal-desktop"),
            ("code", code),
            ("redirect_uri", &self.query["redirect_uri"]),
            ("code_verifier", &self.verifier),
        ];
        college.http.post(college.url("/token")).form(&form).send().await.unwrap()
    }
}

pub struct Form {
    pub fields: BTreeMap<String, String>,
    pub cookie: String,
}

impl Form {
    pub async fn send(&self, college: &College, email: &str, password: &str) -> Response {
        self.request(college, email, password).send().await.unwrap()
    }

    pub fn request(&self, college: &College, email: &str, password: &str) -> RequestBuilder {
        let mut fields = self.fields.clone();
        fields.insert("email".to_owned(), email.to_owned());
        fields.insert("password".to_owned(), password.to_owned());
        let post = college.http.post(college.url("/authorize")).header(header::COOKIE, &self.cookie);
        post.form(&fields)
    }
}

fn hidden_fields(page: &str) -> BTreeMap<String, String> {
    let attribute = |input: &str, name: &str| {
        let (_, rest) = input.split_once(&format!("{name}=\"")).unwrap();
        let value = rest.split('"').next().unwrap();
        value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    let inputs = page.split("<input").skip(1).filter(|input| input.contains("type=\"hidden\""));
    inputs.map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

/// Refreshes as the desktop does.
pub async fn refresh(college: &College, token: &str) -> Response {
    let form = [("grant_type", "refresh_token"), ("client_id", "portal-desktop"), ("refresh_token", token)];
    college.http.post(college.url("/token")).form(&form).send().await.unwrap()
}

/// A refusal is a problem document with this status and code, and nothing else.
pub async fn refused(reply: Response, status: u16, code: &str) -> Problem {
    let given = reply.status().as_u16();
    let media_type =
        reply.headers().get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap().to_owned());
    let text = reply.text().await.unwrap();
    assert_eq!(given, status, "{text}");
    assert_eq!(media_type.as_deref(), Some("application/problem+json"), "{text}");
    let problem: Problem = serde_json::from_str(&text).unwrap();
    assert_eq!((problem.code.as_str(), problem.status), (code, status), "{text}");
    assert_eq!(problem.kind, format!("urn:portal:problem:{code}"));
    assert!(problem.title.len() > 3 && problem.detail.len() > 10, "it is said in words: {text}");
    assert!(!problem.title.starts_with("problem-") && !problem.detail.starts_with("problem-"), "{text}");
    problem
}

//! A registrant's account as another program of theirs reads it: signed in by the same protocol, over HTTP. What the College
//! has can be looked at there while the application shows what it believes.

use reqwest::{Client, Response, Url};
use serde_json::Value;

use super::people::{PASSWORD, Person};
use crate::{Failure, Outcome, Server, http};

/// The version of the protocol that is spoken here.
const PROTOCOL: (&str, &str) = ("Portal-Version", "1");
const REDIRECT: &str = "http://127.0.0.1:9/signed-in";
/// A PKCE pair (RFC 7636, appendix B): nobody else listens here, so a published one does.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A registrant's account.
pub struct Account {
    client: Client,
    url: String,
    token: String,
}

impl Account {
    /// Signs in past the link, so that it also works while the application is cut off.
    pub async fn sign_in(server: &Server, person: &Person) -> Outcome<Self> {
        let client = http::client()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(unanswered("preparing to ask the College"))?;
        let url = server.direct_url();
        let token = token(&client, &url, person).await?;
        Ok(Self { client, url, token })
    }

    /// What is there, as JSON.
    pub async fn get(&self, path: &str) -> Outcome<Value> {
        let request = self.client.get(format!("{}{path}", self.url));
        let request = request.header(PROTOCOL.0, PROTOCOL.1).bearer_auth(&self.token);
        json(request.send().await.map_err(unanswered(path))?).await
    }

    /// How many events the registrant's record has at the College.
    pub async fn record_version(&self) -> Outcome<u64> {
        let page = self.get("/v1/record?after=0").await?;
        let version = page["version"].as_u64();
        version.ok_or_else(|| Failure::Unexpected(format!("the record has no version: {page}")))
    }
}

/// The authorization code flow with PKCE, without a browser.
async fn token(client: &Client, url: &str, person: &Person) -> Outcome<String> {
    let asked = [
        ("response_type", "code"),
        ("client_id", "portal-desktop"),
        ("redirect_uri", REDIRECT),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("state", "account"),
        ("device_name", "Another program"),
    ];
    let page = Url::parse_with_params(&format!("{url}/authorize"), asked)
        .map_err(|error| Failure::Unexpected(format!("the sign-in page has no address: {error}")))?;
    let back = http::sign_in(client, page.as_str(), person.email, PASSWORD).await?;
    let code = back.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    let code = code.ok_or_else(|| Failure::Unexpected(format!("signing in gave no code: {back}")))?;
    let asked = [
        ("grant_type", "authorization_code"),
        ("client_id", "portal-desktop"),
        ("code", &code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    let token = client.post(format!("{url}/token")).form(&asked).send().await;
    let token = json(token.map_err(unanswered("asking for a token"))?).await?;
    token["access_token"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::Unexpected(format!("no token was given: {token}")))
}

async fn json(response: Response) -> Outcome<Value> {
    response.json().await.map_err(unanswered("reading the server's answer"))
}

fn unanswered(what: &str) -> impl FnOnce(reqwest::Error) -> Failure {
    let what = what.to_owned();
    move |source| Failure::Unanswered { what, source }
}

//! The signed receipt, fetched as another program of the person's would: signed in by the same protocol, over HTTP.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Response, Url};
use serde_json::Value;

use super::people::{PASSWORD, Person};
use crate::{Failure, Journal, Outcome, Server, http};

const FILE: &str = "receipt.jws";
/// The version of the protocol that is spoken here.
const PROTOCOL: (&str, &str) = ("Portal-Version", "1");
const REDIRECT: &str = "http://127.0.0.1:9/signed-in";
/// A PKCE pair (RFC 7636, appendix B): nobody else listens here, so a published one does.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(super) async fn keep(journal: &mut Journal, server: &Server, person: &Person, code: &str) -> Outcome {
    let client = http::client()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .map_err(unanswered("preparing to ask for the receipt"))?;
    let token = sign_in(&client, server, person).await?;
    let request =
        client.get(format!("{}/v1/receipts", server.url())).header(PROTOCOL.0, PROTOCOL.1).bearer_auth(token);
    let list = json(request.send().await.map_err(unanswered("asking for the receipts"))?).await?;
    let receipts = list["receipts"].as_array().cloned().unwrap_or_default();
    let mut signed = receipts.iter().filter_map(Value::as_str);
    let receipt = signed
        .find(|signed| claims(signed)["receipt_code"] == code)
        .ok_or_else(|| Failure::Unexpected(format!("no receipt {code} in {list}")))?;
    if claims(receipt)["registrant"] != person.number {
        return Err(Failure::Unexpected(format!("the receipt is another's: {}", claims(receipt))));
    }
    fs::write(journal.folder().join(FILE), receipt).map_err(Failure::system("keeping the receipt"))?;
    journal.checked(format!("{FILE} is the signed receipt {code} of registrant {}", person.number));
    Ok(())
}

/// The authorization code flow with PKCE, without a browser.
async fn sign_in(client: &Client, server: &Server, person: &Person) -> Outcome<String> {
    let asked = [
        ("response_type", "code"),
        ("client_id", "portal-desktop"),
        ("redirect_uri", REDIRECT),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("state", "receipt"),
        ("device_name", "Receipts"),
    ];
    let page = Url::parse_with_params(&format!("{}/authorize", server.url()), asked)
        .map_err(|error| Failure::Unexpected(format!("the sign-in page has no address: {error}")))?;
    let shown = client.get(page.clone()).send().await.map_err(unanswered("asking for the sign-in page"))?;
    let cookie = header(&shown, SET_COOKIE.as_str()).split(';').next().unwrap_or_default().to_owned();
    let form = shown.text().await.map_err(unanswered("reading the sign-in page"))?;
    let mut sent = hidden_fields(&form);
    sent.extend([("email", person.email), ("password", PASSWORD)].map(owned));
    let signed_in = client
        .post(page)
        .header(COOKIE, cookie)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(encoded(&sent)?)
        .send()
        .await
        .map_err(unanswered("signing in"))?;
    let back = Url::parse(&header(&signed_in, LOCATION.as_str())).map_err(|error| {
        Failure::Unexpected(format!("signing in led nowhere ({}): {error}", signed_in.status()))
    })?;
    let code = back.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    let asked = [
        ("grant_type", "authorization_code"),
        ("client_id", "portal-desktop"),
        ("code", &code.unwrap_or_default()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ]
    .map(owned);
    let token = client
        .post(format!("{}/token", server.url()))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(encoded(&asked)?)
        .send()
        .await
        .map_err(unanswered("asking for a token"))?;
    let token = json(token).await?;
    token["access_token"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::Unexpected(format!("no token was given: {token}")))
}

/// The hidden fields of a form, as a browser would send them.
fn hidden_fields(form: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.replace("&amp;", "&"))
    };
    form.split("<input")
        .skip(1)
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| Some((attribute(tag, " name")?, attribute(tag, " value")?)))
        .collect()
}

/// A form's body, written by the address parser's own encoder.
fn encoded(pairs: &[(String, String)]) -> Outcome<String> {
    let url = Url::parse_with_params("http://form/", pairs)
        .map_err(|error| Failure::Unexpected(format!("the form cannot be encoded: {error}")))?;
    Ok(url.query().unwrap_or_default().to_owned())
}

fn claims(receipt: &str) -> Value {
    let payload = receipt.split('.').nth(1).unwrap_or_default();
    let payload = URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    serde_json::from_slice(&payload).unwrap_or_default()
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

async fn json(response: Response) -> Outcome<Value> {
    response.json().await.map_err(unanswered("reading the server's answer"))
}

fn unanswered(what: &str) -> impl FnOnce(reqwest::Error) -> Failure {
    let what = what.to_owned();
    move |source| Failure::Unanswered { what, source }
}

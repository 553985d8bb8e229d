//! The part of the W3C WebDriver protocol that the harness needs, over plain HTTP. What a page is, is in `page`.

use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::{Failure, Outcome};

/// The key under which the standard passes references to elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The driver itself gives up on a script after 30 s.
const REPLY_MAX: Duration = Duration::from_secs(60);

/// One element of the page, as long as it is not replaced.
#[derive(Debug, Clone)]
pub(crate) struct Element(pub(crate) String);

impl Element {
    /// Reads a reference out of a script's result.
    pub(crate) fn from_value(value: &Value) -> Option<Self> {
        value.get(ELEMENT)?.as_str().map(|id| Self(id.to_owned()))
    }

    /// The form in which a script takes it as an argument.
    pub(crate) fn to_value(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// A session with one driven window.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    client: Client,
    base: String,
}

impl Session {
    /// Asks the driver to start the program that the capabilities name.
    pub(crate) async fn begin(driver: SocketAddr, capabilities: Value) -> Outcome<Self> {
        let client = crate::http::client().timeout(REPLY_MAX).no_proxy().build().map_err(|source| {
            Failure::Unanswered { what: "preparing a driver session".to_owned(), source }
        })?;
        let root = Self { client, base: format!("http://{driver}") };
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let begun = root.call(Method::POST, "/session", Some(body)).await?;
        let id = begun["sessionId"]
            .as_str()
            .ok_or_else(|| Failure::Unexpected(format!("the driver began no session: {begun}")))?;
        Ok(Self { base: format!("{}/session/{id}", root.base), client: root.client })
    }

    /// Ends the session and with it the program.
    pub(crate) async fn end(&self) -> Outcome {
        self.call(Method::DELETE, "", None).await.map(drop)
    }

    pub(crate) async fn go(&self, url: &str) -> Outcome {
        self.post("/url", json!({ "url": url })).await.map(drop)
    }

    pub(crate) async fn url(&self) -> Outcome<String> {
        self.get("/url").await.map(|value| owned(&value))
    }

    pub(crate) async fn title(&self) -> Outcome<String> {
        self.get("/title").await.map(|value| owned(&value))
    }

    pub(crate) async fn click(&self, element: &Element) -> Outcome {
        self.post(&format!("/element/{}/click", element.0), json!({})).await.map(drop)
    }

    pub(crate) async fn send_keys(&self, element: &Element, text: &str) -> Outcome {
        self.post(&format!("/element/{}/value", element.0), json!({ "text": text })).await.map(drop)
    }

    pub(crate) async fn actions(&self, actions: Value) -> Outcome {
        self.post("/actions", json!({ "actions": actions })).await.map(drop)
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) -> Outcome {
        self.post("/window/rect", json!({ "width": width, "height": height })).await.map(drop)
    }

    /// The window's picture as a PNG.
    pub(crate) async fn screenshot(&self) -> Outcome<Vec<u8>> {
        let encoded = owned(&self.get("/screenshot").await?);
        base64::engine::general_purpose::STANDARD
            .decode(encoded.as_bytes())
            .map_err(|error| Failure::Unexpected(format!("the driver's picture is not base64: {error}")))
    }

    /// Runs a function body in the page and returns what it returns.
    pub(crate) async fn execute(&self, script: &str, args: Value) -> Outcome<Value> {
        self.post("/execute/sync", json!({ "script": script, "args": args })).await
    }

    /// The same for a body that calls its last argument when it is done.
    pub(crate) async fn execute_async(&self, script: &str, args: Value) -> Outcome<Value> {
        self.post("/execute/async", json!({ "script": script, "args": args })).await
    }

    async fn get(&self, path: &str) -> Outcome<Value> {
        self.call(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Outcome<Value> {
        self.call(Method::POST, path, Some(body)).await
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Outcome<Value> {
        let command = format!("{method} {}", if path.is_empty() { "/session" } else { path });
        let unanswered = |source| Failure::Unanswered { what: format!("the driver at {command}"), source };
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let reply = request.send().await.map_err(unanswered)?;
        let well = reply.status().is_success();
        let mut reply: Value = reply.json().await.map_err(unanswered)?;
        let value = reply["value"].take();
        if well {
            return Ok(value);
        }
        Err(Failure::Driver { command, code: owned(&value["error"]), message: owned(&value["message"]) })
    }
}

fn owned(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

//! A signed-in registrant at one device.

use portal_forms::{Change, DeviceId, Draft, Edit, EditId, Micros};
use portal_protocol::{
    CheckoutReply, CommandEnvelope, CommandReply, EditsPage, EditsPush, Me, RecordPage, VERSION,
    VERSION_HEADER,
};
use portal_record::{Command, CommandId, DraftKey, Event, InvoiceId, Record, Verbatim};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::college::{College, refresh};

pub const FORM: &str = "https://portal.cpso.on.ca/forms/annual-renewal";
pub const FORM_VERSION: &str = "2027.2";

#[derive(Debug, Clone, Deserialize)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    pub token_type: String,
    pub expires_in: i64,
}

#[derive(Clone)]
pub struct Computer {
    pub tokens: Tokens,
    pub me: Me,
    base: Url,
    http: Client,
}

impl Computer {
    pub async fn new(college: &College, tokens: Tokens) -> Self {
        let (base, http) = (college.url("/"), college.http.clone());
        let me = request(&http, &base, Method::GET, "/v1/me", &tokens).send().await.unwrap();
        assert_eq!(me.status(), StatusCode::OK, "the access token is good");
        Self { me: me.json().await.unwrap(), tokens, base, http }
    }

    /// The same device after the server came back on another port.
    pub fn moved_to(&self, college: &College) -> Self {
        Self { base: college.url("/"), ..self.clone() }
    }

    /// The same device at another server of the same College.
    pub fn at(&self, base: Url) -> Self {
        Self { base, ..self.clone() }
    }

    /// The same device with these tokens.
    pub fn with(&self, tokens: Tokens) -> Self {
        Self { tokens, ..self.clone() }
    }

    /// Renews the access token.
    pub async fn refresh(&mut self, college: &College) {
        let reply = refresh(college, &self.tokens.refresh_token).await;
        assert_eq!(reply.status(), StatusCode::OK);
        self.tokens = reply.json().await.unwrap();
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        request(&self.http, &self.base, method, path, &self.tokens)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &impl serde::Serialize) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    pub async fn events(&self) -> Vec<Event> {
        let reply = self.get("/v1/record?after=0").await;
        assert_eq!(reply.status(), StatusCode::OK);
        reply.json::<RecordPage>().await.unwrap().events
    }

    pub async fn record(&self) -> Record {
        Record::replay(&self.events().await)
    }

    pub fn key(&self) -> DraftKey {
        DraftKey { registrant: self.me.registrant, form: FORM.to_owned(), subject: "2027".to_owned() }
    }

    pub fn push(&self, edits: Vec<Edit>) -> EditsPush {
        EditsPush { key: self.key(), form_version: FORM_VERSION.to_owned(), edits, after: 0, history: None }
    }

    pub fn edits_path(&self) -> String {
        format!("/v1/drafts/{}/edits", self.key().id().0)
    }

    pub async fn send_push(&self, push: &EditsPush) -> Response {
        self.post(&self.edits_path(), push).await
    }

    pub async fn exchange(&self, edits: Vec<Edit>) -> EditsPage {
        let reply = self.send_push(&self.push(edits)).await;
        let status = reply.status();
        let text = reply.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    pub fn edit(&self, draft: &Draft, link_id: &str, change: Change, counter: u64, at: Micros) -> Edit {
        let path = portal_forms::ItemPath::root(link_id);
        draft.propose(EditId(Uuid::new_v4()), path, change, DeviceId(self.me.device), counter, at)
    }

    /// A clinical activity in own words: one command, one event, whatever else is sent at the same time.
    pub fn new_activity(&self, college: &College, number: u32) -> CommandEnvelope {
        let command = json!({
            "command": "add-activity", "id": Uuid::now_v7(), "name": format!("Ward {number}"), "effective": "2027-05-20",
        });
        let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
        CommandEnvelope {
            id: CommandId(Uuid::now_v7()),
            claimed_at: college.clock.now(),
            command,
            seen: None,
        }
    }

    pub async fn send_command(&self, envelope: &CommandEnvelope) -> Response {
        let path = format!("/v1/commands/{}", envelope.id.0);
        self.request(Method::PUT, &path).json(envelope).send().await.unwrap()
    }

    /// The same, when the server may be gone.
    pub async fn try_command(&self, envelope: &CommandEnvelope) -> Option<Response> {
        let path = format!("/v1/commands/{}", envelope.id.0);
        self.request(Method::PUT, &path).json(envelope).send().await.ok()
    }

    pub async fn command(&self, envelope: &CommandEnvelope) -> CommandReply {
        let reply = self.send_command(envelope).await;
        let status = reply.status();
        let text = reply.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    pub async fn open_checkout(&self, invoice: &InvoiceId) -> Response {
        self.request(Method::POST, &format!("/v1/invoices/{invoice}/checkout")).send().await.unwrap()
    }

    /// The address of the invoice's payment page.
    pub async fn checkout(&self, invoice: &InvoiceId) -> Url {
        let reply = self.open_checkout(invoice).await;
        assert_eq!(reply.status(), StatusCode::OK);
        Url::parse(&reply.json::<CheckoutReply>().await.unwrap().url).unwrap()
    }
}

fn request(http: &Client, base: &Url, method: Method, path: &str, tokens: &Tokens) -> RequestBuilder {
    http.request(method, base.join(path).unwrap())
        .bearer_auth(&tokens.access_token)
        .header(VERSION_HEADER, VERSION)
}

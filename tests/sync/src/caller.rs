//! Somebody who speaks HTTP with the College and has no desktop: signs in as one, and asks what no person could.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_credentials::keys::KeySet;
use portal_credentials::receipt::{ReceiptClaims, SignedReceipt, verify};
use portal_forms::{Draft, Edit};
use portal_harness::http::sign_in;
use portal_protocol::{
    CommandEnvelope, EditsPage, EditsPush, Me, Problem, RecordPage, Signed, VERSION, VERSION_HEADER,
};
use portal_record::{Body, College as Published, CommandId, DraftKey, Event};
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::college::{College, PASSWORD};
use portal_record::services::renewal;

/// The year that is renewed for on the day of the demonstration.
pub const YEAR: u16 = 2027;

/// See the module.
pub struct Caller {
    pub me: Me,
    http: Client,
    base: Url,
    token: String,
}

impl Caller {
    pub async fn signed_in(college: &College, email: &str) -> Self {
        let base = Url::parse(&college.server.direct_url()).unwrap();
        let (http, back) = (college.http.clone(), "http://127.0.0.1:9/signed-in");
        let verifier =
            URL_SAFE_NO_PAD.encode([Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat());
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let mut link = base.join("/authorize").unwrap();
        link.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", "portal-desktop"),
            ("redirect_uri", back),
            ("state", "a-state"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("device_id", &Uuid::new_v4().to_string()),
            ("device_name", "No desktop at all"),
        ]);
        let returned = sign_in(&http, link.as_str(), email, PASSWORD).await.unwrap();
        let code = returned.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "portal-desktop"),
            ("redirect_uri", back),
            ("code", &code),
            ("code_verifier", &verifier),
        ];
        let reply = http.post(base.join("/token").unwrap()).form(&form).send().await.unwrap();
        let tokens: serde_json::Value = understood(reply).await;
        let token = tokens["access_token"].as_str().unwrap().to_owned();
        let me = understood(request(&http, &base, &token, Method::GET, "/v1/me").send().await.unwrap()).await;
        Self { me, http, base, token }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        request(&self.http, &self.base, &self.token, method, path)
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        understood(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn put_command(&self, envelope: &CommandEnvelope) -> Response {
        let path = format!("/v1/commands/{}", envelope.id.0);
        self.request(Method::PUT, &path).json(envelope).send().await.unwrap()
    }

    /// The whole record, which has no gap.
    pub async fn events(&self) -> Vec<Event> {
        let page: RecordPage = self.get("/v1/record?after=0").await;
        assert!(page.events.iter().map(|event| event.version).eq(1..=page.version), "no version is missing");
        page.events
    }

    /// What makes this year's survey of theirs the one it is.
    pub fn key(&self) -> DraftKey {
        let (form, ..) = Published::forms()[0];
        DraftKey { registrant: self.me.registrant, form: form.to_owned(), subject: YEAR.to_string() }
    }

    pub async fn post_edits(&self, key: &DraftKey, edits: Vec<Edit>) -> Response {
        self.exchange_edits(key, edits, 0).await
    }

    async fn exchange_edits(&self, key: &DraftKey, edits: Vec<Edit>, after: u64) -> Response {
        let (_, form_version, _) = Published::forms()[0];
        let form_version = form_version.to_owned();
        let push = EditsPush { key: key.clone(), form_version, edits, after, history: None };
        self.request(Method::POST, &format!("/v1/drafts/{}/edits", key.id().0))
            .json(&push)
            .send()
            .await
            .unwrap()
    }

    /// Every edit of this year's survey, in the order in which the College received them.
    pub async fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        loop {
            let after = edits.len() as u64;
            let page: EditsPage = understood(self.exchange_edits(&self.key(), Vec::new(), after).await).await;
            let numbers = page.edits.iter().map(|edit| edit.sequence);
            assert!(numbers.eq(after + 1..=after + page.edits.len() as u64), "no number is missing");
            edits.extend(page.edits.into_iter().map(|numbered| numbered.edit));
            if edits.len() as u64 == page.sequence {
                return edits;
            }
        }
    }

    /// What those edits merge to.
    pub async fn draft(&self) -> Draft {
        self.edits().await.into_iter().collect()
    }

    pub async fn receipts(&self) -> Vec<SignedReceipt> {
        let list: Signed = self.get("/v1/signed").await;
        list.receipts.into_iter().map(SignedReceipt).collect()
    }

    /// The keys that the College publishes.
    pub async fn keys(&self) -> KeySet {
        let reply = self.http.get(self.base.join("/.well-known/jwks.json").unwrap()).send().await.unwrap();
        KeySet::from_jwks(&reply.text().await.unwrap()).unwrap()
    }

    /// One filing, one invoice and one receipt of this year, which verifies with these keys alone and speaks of that
    /// filing. Anything else fails.
    pub async fn one_filing(&self, keys: &KeySet) -> Filing {
        let events = self.events().await;
        let mut filings = events.iter().filter_map(|event| match &event.body {
            Body::Filed(filed) if filed.case == renewal::case(YEAR) => Some((event, filed)),
            _ => None,
        });
        let (event, filed) = filings.next().expect("the survey is filed");
        assert_eq!(filings.next(), None, "it is filed once");
        let case = renewal::case(YEAR);
        let of_year = |event: &&Event| matches!(&event.body, Body::InvoiceIssued(issued) if issued.cause.case() == Some(&case));
        assert_eq!(events.iter().filter(of_year).count(), 1, "one invoice");
        let receipts = self.receipts().await;
        assert_eq!(receipts.len(), 1, "one receipt");
        let claims = verify(&receipts[0], keys).expect("the receipt verifies without asking anybody");
        assert_eq!(claims.response_sha256, filed.response_hash, "it is the receipt of what was reviewed");
        assert_eq!(Some(CommandId(claims.command_id)), event.command, "and of the command that filed it");
        Filing { event: event.clone(), claims, receipt: receipts[0].clone() }
    }
}

/// A filing and its receipt.
#[derive(Debug, PartialEq)]
pub struct Filing {
    pub event: Event,
    pub claims: ReceiptClaims,
    pub receipt: SignedReceipt,
}

fn request(http: &Client, base: &Url, token: &str, method: Method, path: &str) -> RequestBuilder {
    http.request(method, base.join(path).unwrap()).bearer_auth(token).header(VERSION_HEADER, VERSION)
}

/// The answer, which is a good one.
pub async fn understood<T: DeserializeOwned>(reply: Response) -> T {
    let (status, text) = (reply.status(), reply.text().await.unwrap());
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// A refusal, as status and code of its problem document.
pub async fn refused(reply: Response) -> (u16, String) {
    let (status, text) = (reply.status().as_u16(), reply.text().await.unwrap());
    let problem: Problem =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{status} {text}: {error}"));
    assert_eq!(problem.status, status, "{text}");
    (status, problem.code)
}

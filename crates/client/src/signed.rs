//! What the College signed and is kept here, receipts and credentials, and what it says once verified against the College's
//! keys. Works without a network.

use portal_credentials::keys::KeySet;
use portal_credentials::receipt::{self, ReceiptClaims, SignedReceipt};
use portal_credentials::registration::{self, Refusal, SignedCredential};
use portal_documents::Credential;
use portal_record::{CommandId, documents::Certified};
use serde_json::{Map, Value};

/// Receipts and credentials with the keys that were pinned when they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proofs {
    receipts: Vec<String>,
    credentials: Vec<SignedCredential>,
    jwks: Option<String>,
    claims: Vec<ReceiptClaims>,
    verified: Vec<Credential>,
    has_newer: bool,
}

impl Proofs {
    pub(crate) fn new(
        receipts: Vec<String>,
        credentials: Vec<SignedCredential>,
        jwks: Option<String>,
    ) -> Proofs {
        let mut kept = Proofs { receipts, credentials, jwks, ..Proofs::default() };
        kept.check();
        kept
    }

    pub(crate) fn has_keys(&self) -> bool {
        self.jwks.is_some()
    }

    /// The verified receipt of a command.
    pub(crate) fn receipt_of(&self, command: CommandId) -> Option<&ReceiptClaims> {
        // The College may have lost a filing and received it anew: the later receipt is the one that stands.
        self.claims.iter().rfind(|claims| claims.command_id == command.0)
    }

    /// The credentials that are genuine and understood.
    pub(crate) fn credentials(&self) -> &[Credential] {
        &self.verified
    }

    /// Whether the College gave credentials that only a newer version of the application understands.
    pub(crate) fn has_newer(&self) -> bool {
        self.has_newer
    }

    /// Whether all that is certified is here as a credential.
    pub(crate) fn certifies(&self, certified: &[Certified]) -> bool {
        let is_here = |certified| self.verified.iter().any(|credential| credential.certifies(certified));
        certified.iter().all(is_here)
    }

    /// Whether these are more or others than are kept.
    pub(crate) fn is_news(&self, receipts: &[String], credentials: &[SignedCredential]) -> bool {
        receipts.iter().any(|receipt| !self.receipts.contains(receipt)) || self.credentials != credentials
    }

    pub(crate) fn keep_receipts(&mut self, receipts: impl IntoIterator<Item = String>) {
        for receipt in receipts {
            if !self.receipts.contains(&receipt) {
                self.receipts.push(receipt);
            }
        }
        self.check();
    }

    /// Those that the College does not give any more are dropped.
    pub(crate) fn replace_credentials(&mut self, credentials: Vec<SignedCredential>) {
        self.credentials = credentials;
        self.check();
    }

    /// The key set with the keys of another one that were not known. A known key is never replaced: whoever could do
    /// that could forge receipts.
    pub(crate) fn merged_keys(&self, fetched: &str) -> Option<String> {
        if let Err(error) = KeySet::from_jwks(fetched) {
            tracing::warn!(%error, "the College's keys cannot be understood");
            return None;
        }
        let Some(known) = &self.jwks else { return Some(fetched.to_owned()) };
        let mut keys = keys_of(known);
        let known_ids: Vec<Value> = keys.iter().filter_map(|key| key.get("kid").cloned()).collect();
        keys.extend(
            keys_of(fetched)
                .into_iter()
                .filter(|key| key.get("kid").is_some_and(|kid| !known_ids.contains(kid))),
        );
        Some(Value::Object(Map::from_iter([("keys".to_owned(), Value::Array(keys))])).to_string())
    }

    pub(crate) fn use_keys(&mut self, jwks: String) {
        self.jwks = Some(jwks);
        self.check();
    }

    fn check(&mut self) {
        let keys = self.jwks.as_deref().and_then(|jwks| KeySet::from_jwks(jwks).ok()).unwrap_or_default();
        let genuine = |kept: &String| {
            receipt::verify(&SignedReceipt(kept.clone()), &keys)
                .inspect_err(|error| tracing::warn!(%error, "a receipt does not verify"))
                .ok()
        };
        self.claims = self.receipts.iter().filter_map(genuine).collect();
        self.verified.clear();
        self.has_newer = false;
        for signed in &self.credentials {
            match registration::verify(signed, &keys) {
                Ok(claims) => self.verified.push(Credential { claims, signed: signed.clone() }),
                Err(error) => {
                    tracing::warn!(%error, "a credential is not used");
                    self.has_newer |= matches!(error, Refusal::Newer | Refusal::Claims(_));
                }
            }
        }
    }
}

fn keys_of(jwks: &str) -> Vec<Value> {
    let set: Value = serde_json::from_str(jwks).unwrap_or_default();
    set.get("keys").and_then(Value::as_array).cloned().unwrap_or_default()
}

//! Signed receipts that are kept, and what they say once verified against the College's keys. Works without a network.

use portal_credentials::keys::KeySet;
use portal_credentials::receipt::{ReceiptClaims, SignedReceipt, verify};
use portal_record::CommandId;
use serde_json::{Map, Value};

/// Receipts with the keys that were pinned when they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Receipts {
    kept: Vec<String>,
    jwks: Option<String>,
    claims: Vec<ReceiptClaims>,
}

impl Receipts {
    pub(crate) fn new(kept: Vec<String>, jwks: Option<String>) -> Receipts {
        let mut receipts = Receipts { kept, jwks, claims: Vec::new() };
        receipts.check();
        receipts
    }

    pub(crate) fn has_keys(&self) -> bool {
        self.jwks.is_some()
    }

    /// The verified receipt of a command.
    pub(crate) fn of_command(&self, command: CommandId) -> Option<&ReceiptClaims> {
        self.claims.iter().find(|claims| claims.command_id == command.0)
    }

    /// The receipts among these that are not kept yet.
    pub(crate) fn news<'a>(&self, receipts: &'a [String]) -> Vec<&'a String> {
        receipts.iter().filter(|receipt| !self.kept.contains(receipt)).collect()
    }

    pub(crate) fn keep(&mut self, receipts: impl IntoIterator<Item = String>) {
        for receipt in receipts {
            if !self.kept.contains(&receipt) {
                self.kept.push(receipt);
            }
        }
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
        let verified = self.kept.iter().filter_map(|receipt| {
            let signed = SignedReceipt(receipt.clone());
            verify(&signed, &keys)
                .inspect_err(|error| tracing::warn!(%error, "a receipt does not verify"))
                .ok()
        });
        self.claims = verified.collect();
    }
}

fn keys_of(jwks: &str) -> Vec<Value> {
    let set: Value = serde_json::from_str(jwks).unwrap_or_default();
    set.get("keys").and_then(Value::as_array).cloned().unwrap_or_default()
}

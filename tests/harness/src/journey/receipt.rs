//! The signed receipt, fetched as another program of the person's would.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::account::Account;
use super::people::Person;
use crate::{Failure, Journal, Outcome, Server};

const FILE: &str = "receipt.jws";

pub(super) async fn keep(journal: &mut Journal, server: &Server, person: &Person, code: &str) -> Outcome {
    let list = Account::sign_in(server, person).await?.get("/v1/signed").await?;
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

fn claims(receipt: &str) -> Value {
    let payload = receipt.split('.').nth(1).unwrap_or_default();
    let payload = URL_SAFE_NO_PAD.decode(payload).unwrap_or_default();
    serde_json::from_slice(&payload).unwrap_or_default()
}

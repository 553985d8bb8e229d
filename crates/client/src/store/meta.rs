//! Single values of an account: the device, when the College was last reached, its keys, tokens without a keychain.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::SqliteConnection;

use super::StoreError;

pub(super) const CREATE: &str = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT";

/// The names in use; each says what its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// `Micros`: when the last round with the College ended well, by this computer's clock.
    CollegeAt,
    /// `String`: the keys with which the College signs receipts (JSON Web Key Set), each as first seen.
    ReceiptKeys,
    /// `u64`: the record's version at which all receipts were fetched.
    ReceiptsAt,
    /// `Tokens`: only on computers without a keychain.
    Tokens,
    /// `CheckoutReply`: the payment page that was opened last.
    Checkout,
    /// `DeviceList`: the devices that were signed in when they were last asked for.
    Devices,
    /// `String`: what a new version of the form did to a draft, until it is read.
    Notice,
}

impl Name {
    fn text(self) -> &'static str {
        match self {
            Name::CollegeAt => "college-at",
            Name::ReceiptKeys => "receipt-keys",
            Name::ReceiptsAt => "receipts-at",
            Name::Tokens => "tokens",
            Name::Checkout => "checkout",
            Name::Devices => "devices",
            Name::Notice => "notice",
        }
    }
}

/// The value, if there is one.
pub async fn get<T: DeserializeOwned>(
    connection: &mut SqliteConnection,
    name: Name,
) -> Result<Option<T>, StoreError> {
    let value: Option<Vec<u8>> = sqlx::query_scalar("SELECT value FROM meta WHERE name = $1")
        .bind(name.text())
        .fetch_optional(connection)
        .await?;
    value.map(|value| serde_json::from_slice(&value).map_err(|error| unreadable(&error))).transpose()
}

/// Sets the value.
pub async fn set<T: Serialize + Sync>(
    connection: &mut SqliteConnection,
    name: Name,
    value: &T,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")
        .bind(name.text())
        .bind(serde_json::to_vec(value).map_err(|error| unreadable(&error))?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes the value away.
pub async fn remove(connection: &mut SqliteConnection, name: Name) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM meta WHERE name = $1").bind(name.text()).execute(connection).await?;
    Ok(())
}

fn unreadable(error: &serde_json::Error) -> StoreError {
    StoreError::Row { table: "meta", reason: error.to_string() }
}

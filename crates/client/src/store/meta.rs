//! Single values of an account: the device, when the College was last reached, its keys, tokens without a keychain.

use std::collections::BTreeMap;

use portal_forms::{DeviceId, EditId, Micros};
use portal_protocol::{CheckoutReply, DeviceList, History};
use portal_record::{DraftId, Verbatim};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::SqliteConnection;

use super::{Regained, StoreError};
use crate::clock::CollegeTime;

pub(super) const CREATE: &str = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT";

/// What a new version of a form did to the answers of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CarriedOver {
    /// How many answers came to what.
    Counted {
        /// Stand as they did.
        kept: usize,
        /// Belong to another question now.
        moved: usize,
        /// Are asked anew.
        asked: usize,
        /// Are not asked any more.
        dropped: usize,
    },
    /// In words, as versions before this one kept it.
    Words(String),
}

/// The values that the replica keeps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// When the last round with the College ended well, by this computer's clock.
    pub college_at: Option<Micros>,
    /// The keys with which the College signs receipts (JSON Web Key Set), each as first seen.
    pub receipt_keys: Option<String>,
    /// The record's version at which all receipts were fetched.
    pub signed_at: Option<u64>,
    /// The payment page that was opened last.
    pub checkout: Option<Verbatim<CheckoutReply>>,
    /// The devices that were signed in when they were last asked for.
    pub devices: Option<Verbatim<DeviceList>>,
    /// What a new version of the form did to a draft, until it is read.
    pub notice: Option<CarriedOver>,
    /// To which draft; none where an older version said it.
    pub notice_of: Option<DraftId>,
    /// What is known of the College's time.
    pub college_time: Option<CollegeTime>,
    /// Refused edits of which the person has read why.
    pub refusals_read: Vec<EditId>,
    /// What the College told with the last event.
    pub history: Option<History>,
    /// The id of this file, once it is another than the computer's.
    pub device: Option<DeviceId>,
    /// Drafts of which the College takes no edits for now, with the code of the reason.
    pub held: BTreeMap<DraftId, Option<String>>,
    /// What had to go to the College again, until it is read.
    pub regained: Option<Regained>,
}

/// One of [`Values`], to be set.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// [`Values::college_at`].
    CollegeAt(Micros),
    /// [`Values::receipt_keys`].
    ReceiptKeys(String),
    /// [`Values::signed_at`].
    SignedAt(u64),
    /// [`Values::checkout`].
    Checkout(Verbatim<CheckoutReply>),
    /// [`Values::devices`].
    Devices(Verbatim<DeviceList>),
    /// [`Values::notice`]; nothing once it was read.
    Notice(Option<CarriedOver>),
    /// [`Values::notice_of`].
    NoticeOf(DraftId),
    /// [`Values::college_time`].
    CollegeTime(CollegeTime),
    /// [`Values::refusals_read`].
    RefusalsRead(Vec<EditId>),
    /// [`Values::history`].
    History(Option<History>),
    /// [`Values::device`].
    Device(DeviceId),
    /// [`Values::held`].
    Held(BTreeMap<DraftId, Option<String>>),
    /// [`Values::regained`]; nothing once it was read.
    Regained(Option<Regained>),
}

impl Values {
    /// Sets one.
    pub fn set(&mut self, value: Value) {
        match value {
            Value::CollegeAt(at) => self.college_at = Some(at),
            Value::ReceiptKeys(keys) => self.receipt_keys = Some(keys),
            Value::SignedAt(version) => self.signed_at = Some(version),
            Value::Checkout(checkout) => self.checkout = Some(checkout),
            Value::Devices(devices) => self.devices = Some(devices),
            Value::Notice(notice) => self.notice = notice,
            Value::NoticeOf(draft) => self.notice_of = Some(draft),
            Value::CollegeTime(time) => self.college_time = Some(time),
            Value::RefusalsRead(edits) => self.refusals_read = edits,
            Value::History(history) => self.history = history,
            Value::Device(device) => self.device = Some(device),
            Value::Held(held) => self.held = held,
            Value::Regained(regained) => self.regained = regained,
        }
    }
}

/// The names in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    CollegeAt,
    ReceiptKeys,
    SignedAt,
    /// `session::Tokens`: only on computers without a keychain.
    Tokens,
    Checkout,
    Devices,
    Notice,
    NoticeOf,
    /// Commits that the file has taken; counted by the file itself.
    Commits,
    CollegeTime,
    RefusalsRead,
    History,
    Device,
    Held,
    Regained,
}

impl Name {
    fn text(self) -> &'static str {
        match self {
            Name::CollegeAt => "college-at",
            Name::ReceiptKeys => "receipt-keys",
            Name::SignedAt => "signed-at",
            Name::Tokens => "tokens",
            Name::Checkout => "checkout",
            Name::Devices => "devices",
            Name::Notice => "notice",
            Name::NoticeOf => "notice-of",
            Name::Commits => "commits",
            Name::CollegeTime => "college-time",
            Name::RefusalsRead => "refusals-read",
            Name::History => "history",
            Name::Device => "device",
            Name::Held => "held",
            Name::Regained => "regained",
        }
    }
}

/// All values of the replica.
pub(super) async fn all(connection: &mut SqliteConnection) -> Result<Values, StoreError> {
    Ok(Values {
        college_at: get(connection, Name::CollegeAt).await?,
        receipt_keys: get(connection, Name::ReceiptKeys).await?,
        signed_at: get(connection, Name::SignedAt).await?,
        checkout: get(connection, Name::Checkout).await?,
        devices: get(connection, Name::Devices).await?,
        notice: get(connection, Name::Notice).await?,
        notice_of: get(connection, Name::NoticeOf).await?,
        college_time: get(connection, Name::CollegeTime).await?,
        refusals_read: get(connection, Name::RefusalsRead).await?.unwrap_or_default(),
        history: get(connection, Name::History).await?,
        device: get(connection, Name::Device).await?,
        held: get(connection, Name::Held).await?.unwrap_or_default(),
        regained: get(connection, Name::Regained).await?,
    })
}

/// Sets one value of the replica.
pub(super) async fn put(connection: &mut SqliteConnection, value: &Value) -> Result<(), StoreError> {
    match value {
        Value::CollegeAt(at) => set(connection, Name::CollegeAt, at).await,
        Value::ReceiptKeys(keys) => set(connection, Name::ReceiptKeys, keys).await,
        Value::SignedAt(version) => set(connection, Name::SignedAt, version).await,
        Value::Checkout(checkout) => set(connection, Name::Checkout, checkout).await,
        Value::Devices(devices) => set(connection, Name::Devices, devices).await,
        Value::Notice(Some(notice)) => set(connection, Name::Notice, notice).await,
        Value::NoticeOf(draft) => set(connection, Name::NoticeOf, draft).await,
        Value::CollegeTime(time) => set(connection, Name::CollegeTime, time).await,
        Value::RefusalsRead(edits) => set(connection, Name::RefusalsRead, edits).await,
        Value::Held(held) => set(connection, Name::Held, held).await,
        Value::Device(device) => set(connection, Name::Device, device).await,
        Value::History(Some(history)) => set(connection, Name::History, history).await,
        Value::Regained(Some(regained)) => set(connection, Name::Regained, regained).await,
        Value::Notice(None) => remove(connection, Name::Notice).await,
        Value::History(None) => remove(connection, Name::History).await,
        Value::Regained(None) => remove(connection, Name::Regained).await,
    }
}

/// The value, if there is one.
pub(crate) async fn get<T: DeserializeOwned>(
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
pub(crate) async fn set<T: Serialize + Sync>(
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
pub(crate) async fn remove(connection: &mut SqliteConnection, name: Name) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM meta WHERE name = $1").bind(name.text()).execute(connection).await?;
    Ok(())
}

fn unreadable(error: &(dyn std::error::Error + 'static)) -> StoreError {
    StoreError::row("meta", error)
}

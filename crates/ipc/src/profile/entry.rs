//! Facts and entries of the profile, ready to be shown.

use serde::{Deserialize, Serialize};

use super::{AddressFields, Change};

/// Who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Everybody, on the public register.
    Public,
    /// The registrant and the College.
    Private,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// Names it, for tests and focus: `legal-name`.
    pub key: String,
    /// "Legal name".
    pub label: String,
    /// What it says, a line each; empty when the record does not have it.
    pub lines: Vec<String>,
    /// Who sees it.
    pub visibility: Visibility,
    /// Where it comes from, or how it is changed.
    pub note: Option<String>,
    /// What looks wrong with it.
    pub warning: Option<String>,
    /// The change that is on its way to it; the lines show what it will be.
    pub change: Option<Change>,
}

/// Facts under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FactGroup {
    /// The heading.
    pub title: String,
    /// In order.
    pub facts: Vec<Fact>,
}

/// Something that is held from a day on, such as a location, an activity or a privilege.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileEntry {
    /// Names it.
    pub id: String,
    /// "Primary business address", "Cardiology", "Toronto General Hospital".
    pub title: String,
    /// More of it, a line each.
    pub lines: Vec<String>,
    /// Who sees it.
    pub visibility: Visibility,
    /// Where it stands in time.
    pub state: EntryState,
    /// That in words: "Since 2 Jul 2015", "From 3 Jun 2027", "Until 3 Jun 2027".
    pub when: String,
    /// Who says so, for what the registrant cannot change.
    pub source: Option<String>,
    /// It has not taken effect and can be taken back.
    pub can_withdraw: bool,
    /// It can be removed; it stays in the history.
    pub can_remove: bool,
    /// The change that is on its way to it.
    pub change: Option<Change>,
}

/// Where an entry stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum EntryState {
    /// In force today.
    Current,
    /// Will be, from a day on.
    Scheduled,
    /// The College was asked to remove it; it is in force until then.
    RemovalAsked,
    /// Was in force.
    Historical,
    /// Taken back before it took effect.
    Withdrawn,
}

/// An address, a location, or the time of not being in practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AddressEntry {
    /// What is shown.
    pub entry: ProfileEntry,
    /// What a form to change it begins with; none for "Not in practice".
    pub fields: Option<AddressFields>,
    /// "(416) 555-0100 ext. 12".
    pub phone: Option<String>,
    /// "Monday to Friday, 9:00 a.m. to 5:00 p.m.", a line each.
    pub hours: Vec<String>,
}

//! One struct per page of the profile.

use serde::{Deserialize, Serialize};

use super::{AddressEntry, Change, Fact, FactGroup, PhoneKind, ProfileEntry};

/// A page of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ProfilePage {
    /// About me.
    About,
    /// Contact.
    Contact,
    /// Addresses.
    Addresses,
    /// Practice.
    Practice,
    /// Registration.
    Registration,
    /// Corporations.
    Corporations,
    /// Financial transactions.
    Transactions,
    /// Messages.
    Messages,
    /// History.
    History,
}

/// The profile's first page: what there is, and what is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Every page.
    pub sections: Vec<ProfileSection>,
    /// "Tell the College of a change of address, telephone or e-mail within 30 days."
    pub reminder: String,
    /// Every change on its way or lately arrived, newest first.
    pub changes: Vec<Change>,
}

/// A page of the profile in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileSection {
    /// Which.
    pub page: ProfilePage,
    /// "Addresses".
    pub title: String,
    /// "80 College Street, Toronto; 2 further locations".
    pub summary: String,
    /// Changes of it that wait to be sent.
    pub waiting: u32,
    /// Changes of it that need attention.
    pub attention: u32,
}

/// About me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Who, numbers, registration, and what the registrant says of themselves.
    pub groups: Vec<FactGroup>,
    /// What the form for gender and languages begins with: code.
    pub gender: Option<String>,
    /// The same: codes.
    pub languages: Vec<String>,
    /// What the form for the MINC begins with.
    pub minc: String,
    /// What the public register shows today.
    pub register: Vec<FactGroup>,
    /// Changes of this page.
    pub changes: Vec<Change>,
}

/// Contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// College e-mail; there always is one.
    pub college: Email,
    /// The new one that was asked for.
    pub unconfirmed: Option<Unconfirmed>,
    /// Business e-mail.
    pub business: Email,
    /// Telephones, each kind once.
    pub phones: Vec<Phone>,
    /// How the College writes.
    pub preferred: Preferred,
    /// "Tell the College … within 30 days."
    pub reminder: String,
    /// Changes of this page.
    pub changes: Vec<Change>,
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Email {
    /// What is shown.
    pub fact: Fact,
    /// What its form begins with.
    pub address: String,
    /// Whether the register shows it.
    pub public: bool,
}

/// A new College e-mail that waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Unconfirmed {
    /// What to do.
    pub sentence: String,
    /// The new address: its form begins with it when it is asked for again.
    pub address: String,
    /// Takes the request back.
    pub request: String,
}

/// A telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    /// Which.
    pub kind: PhoneKind,
    /// What is shown.
    pub fact: Fact,
    /// What its form begins with.
    pub number: String,
    /// The same.
    pub extension: String,
}

/// How the College writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Preferred {
    /// What is shown.
    pub facts: Vec<Fact>,
    /// What the form begins with: code.
    pub language: String,
    /// The same: code.
    pub dialogue: String,
    /// The same.
    pub reminders: bool,
}

/// Addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Addresses {
    /// The primary business address in force, or "Not in practice"; none when the record has neither.
    pub primary: Option<AddressEntry>,
    /// The mailing address in force.
    pub mailing: Option<AddressEntry>,
    /// Additional locations in force.
    pub additional: Vec<AddressEntry>,
    /// What takes effect on a later day, the nearest first.
    pub scheduled: Vec<AddressEntry>,
    /// What was in force, or was taken back; newest first.
    pub historical: Vec<AddressEntry>,
    /// "Effective from must be after today. The earliest day is 21 May 2027."
    pub rule: String,
    /// The earliest day, as a form writes it: "2027-05-21".
    pub earliest: String,
    /// "Tell the College … within 30 days."
    pub reminder: String,
    /// Changes of this page.
    pub changes: Vec<Change>,
}

/// Practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Practice {
    /// Clinical activities, those in force first.
    pub activities: Vec<ProfileEntry>,
    /// Hospital privileges, those in force first.
    pub privileges: Vec<ProfileEntry>,
    /// Specialties and certifications, with their source; the registrant cannot change them.
    pub specialties: Vec<ProfileEntry>,
    /// Registrations with other regulators.
    pub registrations: Vec<ProfileEntry>,
    /// Professional liability protection, as it is shown.
    pub liability: Fact,
    /// What its form begins with: code and number.
    pub protection: String,
    /// The same.
    pub protection_number: String,
    /// Continuing professional development, as it is shown.
    pub cpd: Fact,
    /// What its form begins with: code.
    pub cpd_organization: String,
    /// The same.
    pub cpd_number: String,
    /// The same.
    pub cpd_cycle_end: String,
    /// Changes of this page.
    pub changes: Vec<Change>,
}

/// Registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Class, status, expiry, first registered.
    pub facts: Vec<Fact>,
    /// Terms, conditions and limitations of the class held now, in order.
    pub terms: Vec<String>,
    /// Classes held over time, newest first.
    pub classes: Vec<ProfileEntry>,
    /// What happened to the registration, newest first.
    pub history: Vec<HistoryEntry>,
}

/// Corporations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Corporations {
    /// Each with its certificate of authorization.
    pub corporations: Vec<ProfileEntry>,
}

/// Financial transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Transactions {
    /// What is to be paid.
    pub outstanding: Vec<Transaction>,
    /// What was paid, newest first.
    pub paid: Vec<Transaction>,
}

/// An invoice and its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// "INV-2027-900001".
    pub number: String,
    /// "Annual renewal 2027".
    pub title: String,
    /// Each line: what, and how much.
    pub lines: Vec<Fact>,
    /// "$1,725.00".
    pub total: String,
    /// Where it stands.
    pub state: TransactionState,
    /// "Due Tuesday, 1 Jun 2027, 5:00 p.m. EDT", "Paid 20 May 2027, Visa ending in 4242".
    pub when: String,
    /// The request whose fee it is: `renewal/2027`.
    pub case: Option<String>,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TransactionState {
    /// To be paid.
    Due,
    /// A payment is under way.
    Confirming,
    /// Paid.
    Paid,
}

/// Messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Messages {
    /// Newest first.
    pub messages: Vec<Message>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Names it.
    pub id: String,
    /// "You to the College", "The College to you".
    pub from: String,
    /// When it was received.
    pub at: String,
    /// What it is about.
    pub subject: String,
    /// Paragraphs.
    pub text: Vec<String>,
    /// It waits to be sent with this change.
    pub change: Option<Change>,
}

/// History: everything that happened, newest first. Nothing can be removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// What waits is shown above it.
    pub changes: Vec<Change>,
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// Number in the record.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub version: u64,
    /// Which page it belongs to.
    pub page: ProfilePage,
    /// "Primary business address changed".
    pub title: String,
    /// What it says now, a line each.
    pub lines: Vec<String>,
    /// "Takes effect 3 Jun 2027", where that is another day.
    pub effective: Option<String>,
    /// When the College received it.
    pub at: String,
    /// "You, on Zoé's laptop (this computer)", "The College".
    pub who: String,
}

/// Asks for the profile of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DayRequest {
    /// As typed.
    pub day: String,
}

/// What the profile said on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileOn {
    /// "As it was at the end of 3 May 2027"; none when the day cannot be shown.
    pub title: Option<String>,
    /// Everything in force, by page.
    pub groups: Vec<FactGroup>,
    /// Why the day cannot be shown.
    pub problem: Option<String>,
}

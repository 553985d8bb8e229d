//! Names of things: streams, commands, drafts, invoices. Random ones are drawn outside.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A registrant's stream of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegistrantId(pub Uuid);

/// A command, UUIDv7, drawn once by the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// An effective-dated fact of the record, such as an address or a privilege. UUIDv7, drawn by the device and carried in the
/// command, so that an entry that is still pending can be named by later commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

/// The namespace of entry ids that are derived.
const ENTRIES: Uuid = Uuid::from_u128(0x2f5d_a1c0_7b36_4d0e_9c84_5a1f_e07b_3d62);

impl EntryId {
    /// The id of an entry that was recorded without one: derived from what it says, the same wherever it is read.
    pub fn derived(content: &str) -> Self {
        Self(Uuid::new_v5(&ENTRIES, content.as_bytes()))
    }
}

/// A message between the registrant and the College, UUIDv7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub Uuid);

/// A thread of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThreadId(pub Uuid);

impl ThreadId {
    /// The thread that a message begins, and that each had of its own before there were threads.
    pub fn of_message(message: MessageId) -> Self {
        Self(message.0)
    }
}

/// A try to pay, at the payment provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckoutId(pub Uuid);

/// An invoice's number, for example `INV-2027-900001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InvoiceId(pub String);

impl InvoiceId {
    /// The invoice for a renewal year, as they were numbered before there were others.
    pub fn of_renewal(year: u16, number: CpsoNumber) -> Self {
        Self(format!("INV-{year}-{number}"))
    }
}

impl fmt::Display for InvoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number by which the register knows a registrant: five or six digits, the same for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct CpsoNumber(u32);

/// Not five or six digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a CPSO number has five or six digits")]
pub struct NotACpsoNumber;

impl TryFrom<u32> for CpsoNumber {
    type Error = NotACpsoNumber;
    fn try_from(number: u32) -> Result<Self, NotACpsoNumber> {
        if (10_000..=999_999).contains(&number) { Ok(Self(number)) } else { Err(NotACpsoNumber) }
    }
}

impl From<CpsoNumber> for u32 {
    fn from(number: CpsoNumber) -> Self {
        number.0
    }
}

impl FromStr for CpsoNumber {
    type Err = NotACpsoNumber;
    fn from_str(text: &str) -> Result<Self, NotACpsoNumber> {
        let plain = (5..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|_| plain)
            .ok_or(NotACpsoNumber)
            .and_then(|number: u32| Self::try_from(number))
    }
}

impl fmt::Display for CpsoNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A draft's id, derived from its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(pub Uuid);

/// What makes a draft the one it is: there is one per registrant, form and subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DraftKey {
    /// The registrant who answers.
    pub registrant: RegistrantId,
    /// The form's canonical url.
    pub form: String,
    /// What it is about: the renewal year, or the request.
    pub subject: String,
}

/// The namespace of draft ids.
const DRAFTS: Uuid = Uuid::from_u128(0x6d0c_1f3a_92b4_4e57_8a60_1c9e_2d47_b5f8);

impl DraftKey {
    /// Derived, not drawn: devices that start the same draft offline name the same draft, so two can never exist.
    pub fn id(&self) -> DraftId {
        let name = format!("{}\n{}\n{}", self.registrant.0, self.form, self.subject);
        DraftId(Uuid::new_v5(&DRAFTS, name.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpso_numbers_have_five_or_six_digits() {
        for (text, is_one) in [
            ("90000", true),
            ("900001", true),
            ("9999", false),
            ("1000000", false),
            ("+90000", false),
            ("9000a", false),
            ("009000", false),
        ] {
            assert_eq!(text.parse::<CpsoNumber>().is_ok(), is_one, "{text}");
        }
    }

    #[test]
    fn two_devices_name_the_same_draft() {
        let key = |subject: &str| DraftKey {
            registrant: RegistrantId(Uuid::from_u128(7)),
            form: "urn:form".into(),
            subject: subject.into(),
        };
        assert_eq!(key("2027").id(), key("2027").id());
        assert_ne!(key("2027").id(), key("2028").id(), "another year is another draft");
    }
}

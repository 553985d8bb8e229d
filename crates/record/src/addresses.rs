//! Addresses, each from a day on; a later one supersedes, nothing is removed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressKind {
    /// Primary business address; public.
    Primary,
    /// For letters; private unless it is the practice's.
    Mailing,
    /// A further business location; public.
    Additional,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Organisation, street, unit.
    pub lines: Vec<String>,
    /// City or town.
    pub city: String,
    /// ISO 3166-2 without the country: `ON`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// As the country writes it; Canadian ones as `A1A 1A1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2: `CA`.
    pub country: String,
}

impl Address {
    /// On one line.
    pub fn one_line(&self) -> String {
        let mut parts = self.lines.clone();
        let place = [Some(self.city.as_str()), self.province.as_deref(), self.postal_code.as_deref()];
        parts.push(place.into_iter().flatten().collect::<Vec<_>>().join(" "));
        if self.country != "CA" {
            parts.push(self.country.clone());
        }
        parts.join(", ")
    }
}

/// An address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressSet {
    /// What it is for.
    pub kind: AddressKind,
    /// Where.
    pub address: Address,
    /// First day.
    pub effective: Date,
}

/// No practice address from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotInPractice {
    /// First day.
    pub effective: Date,
}

/// All of them, in the order they were recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Every address ever set.
    pub set: Vec<AddressSet>,
    /// Every time the registrant said to be not in practice.
    pub not_in_practice: Vec<NotInPractice>,
}

impl Addresses {
    /// The address of this kind on this day. Not for `Additional`, of which there may be several.
    pub fn on(&self, kind: AddressKind, day: Date) -> Option<&Address> {
        let latest = self
            .set
            .iter()
            .filter(|set| set.kind == kind && set.effective <= day)
            .max_by_key(|set| set.effective)?;
        let superseded = kind == AddressKind::Primary
            && self
                .not_in_practice
                .iter()
                .any(|stop| stop.effective <= day && stop.effective > latest.effective);
        (!superseded).then_some(&latest.address)
    }

    /// Additional locations on this day.
    pub fn additional_on(&self, day: Date) -> impl Iterator<Item = &Address> {
        self.set
            .iter()
            .filter(move |set| set.kind == AddressKind::Additional && set.effective <= day)
            .map(|set| &set.address)
    }
}

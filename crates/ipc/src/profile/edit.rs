//! Every edit of the profile, as it was entered.

use serde::{Deserialize, Serialize};

/// An edit, and what the person was looking at while entering it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "ProfileEdit & { seen?: number }"))]
pub struct EnteredEdit {
    /// As it was entered.
    #[serde(flatten)]
    pub edit: ProfileEdit,
    /// Version of the record when its form was opened, as the first [`super::Prediction`] told it; none: as it is now.
    pub seen: Option<u64>,
}

impl From<ProfileEdit> for EnteredEdit {
    fn from(edit: ProfileEdit) -> Self {
        Self { edit, seen: None }
    }
}

/// An edit, with each field as the person typed it; ids and codes as the pages and lists gave them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "edit", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProfileEdit {
    /// Gender identity and languages of care.
    Describe {
        /// Code, or nothing to leave it unsaid.
        gender: Option<String>,
        /// Codes, at least one.
        languages: Vec<String>,
    },
    /// Medical Identification Number for Canada.
    Minc {
        /// With or without hyphens.
        minc: String,
    },
    /// Business e-mail; an empty address removes it.
    BusinessEmail {
        /// The address.
        address: String,
        /// Whether the register shows it.
        public: bool,
    },
    /// A new College e-mail, which counts once it is confirmed from the message sent to it.
    CollegeEmail {
        /// The address.
        address: String,
    },
    /// Takes the request for a new College e-mail back.
    WithdrawCollegeEmail {
        /// The request's id.
        id: String,
    },
    /// A telephone; an empty number removes it.
    Phone {
        /// Which.
        kind: PhoneKind,
        /// As typed.
        number: String,
        /// As typed.
        extension: String,
    },
    /// How the College writes to the registrant.
    Preferences {
        /// `en` or `fr`.
        language: String,
        /// How the College's magazine is delivered: code.
        dialogue: String,
        /// Reminders by e-mail.
        reminders: bool,
    },
    /// An address from a day on.
    Address {
        /// Where.
        fields: AddressFields,
        /// First day, as typed.
        effective: String,
        /// The additional location that this one takes the place of.
        replaces: Option<String>,
    },
    /// No practice address from a day on.
    NotInPractice {
        /// First day, as typed.
        effective: String,
    },
    /// Takes back an address that has not taken effect.
    WithdrawAddress {
        /// The entry's id.
        id: String,
    },
    /// Asks the College, by message, to remove an additional location.
    RemoveLocation {
        /// The entry's id.
        id: String,
    },
    /// A clinical activity.
    Activity {
        /// Code of the list; nothing for "Other".
        code: Option<String>,
        /// In one's own words, for "Other".
        name: String,
    },
    /// Makes a clinical activity historical.
    RemoveActivity {
        /// The entry's id.
        id: String,
    },
    /// A hospital privilege.
    Privilege {
        /// Code of the hospital.
        hospital: String,
        /// Code of the kind.
        kind: String,
        /// First day, as typed.
        from: String,
        /// Last day, as typed; empty when it goes on.
        to: String,
    },
    /// Makes a hospital privilege historical.
    RemovePrivilege {
        /// The entry's id.
        id: String,
    },
    /// A registration with another regulator.
    OtherRegistration {
        /// Name of the regulator, of the list or in one's own words.
        regulator: String,
        /// Where: code of a province, or of a country.
        jurisdiction: String,
        /// The number there.
        number: String,
        /// First day, as typed.
        from: String,
        /// Last day, as typed; empty when it goes on.
        to: String,
    },
    /// Makes a registration with another regulator historical.
    RemoveOtherRegistration {
        /// The entry's id.
        id: String,
    },
    /// Professional liability protection.
    Liability {
        /// Code.
        protection: String,
        /// Membership or policy number, as typed.
        number: String,
    },
    /// The organisation that tracks continuing professional development.
    Cpd {
        /// Code.
        organization: String,
        /// Number there.
        member_number: String,
        /// Last day of the cycle, as typed; may be empty.
        cycle_end: String,
    },
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AddressKind {
    /// Primary business address.
    Primary,
    /// For letters.
    Mailing,
    /// A further business location.
    Additional,
}

/// Which telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum PhoneKind {
    /// At the practice; public.
    Business,
    /// For the College only.
    Mobile,
}

/// The fields of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AddressFields {
    /// What it is for.
    pub kind: AddressKind,
    /// Organisation or building; may be empty.
    pub organization: String,
    /// Number and street.
    pub street: String,
    /// Unit, floor, PO box; may be empty.
    pub unit: String,
    /// City or town.
    pub city: String,
    /// Code of the province, for Canada; in words elsewhere, or empty.
    pub province: String,
    /// Postal code.
    pub postal_code: String,
    /// Country code.
    pub country: String,
    /// Telephone there; may be empty. Not for mailing addresses.
    pub phone: String,
    /// Its extension.
    pub extension: String,
    /// Hours there; days that are not named are closed. Not for mailing addresses.
    pub hours: Vec<HoursRow>,
}

/// Hours of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HoursRow {
    /// 1 for Monday to 7 for Sunday.
    pub day: u8,
    /// "9:00", as typed.
    pub from: String,
    /// "17:00", as typed.
    pub to: String,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed expectation is a failed test")]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_stands_beside_the_fields_of_the_edit() {
        let minc = ProfileEdit::Minc { minc: "CAMD".into() };
        for (json, seen) in [
            (r#"{"edit":"minc","minc":"CAMD"}"#, None),
            (r#"{"edit":"minc","minc":"CAMD","seen":7}"#, Some(7)),
        ] {
            let read: EnteredEdit = serde_json::from_str(json).unwrap();
            assert_eq!(read, EnteredEdit { edit: minc.clone(), seen });
        }
    }
}

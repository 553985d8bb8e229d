//! An event: a fact that happened, never changed or removed.
//!
//! In JSON the body is `{"type":"renewal.survey-filed","v":1,"data":{…}}`. Old versions are lifted when they are read; a type this
//! version does not know is kept as it came, and local deciding stops until the application is updated.

use std::sync::Arc;

use portal_forms::Micros;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;

use crate::{CommandId, addresses, contact, corporations, identity, ledger, practice, registration, renewal};

/// An event at its place in the registrant's stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// 1 for the first; gap-free.
    pub version: u64,
    /// When the server held its cause durably: the binding time.
    pub received_at: Micros,
    /// When it was written to the stream.
    pub recorded_at: Micros,
    /// Who did it.
    pub actor: Actor,
    /// The command that caused it, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    /// What happened.
    pub body: Body,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Actor {
    /// The registrant, on a device of theirs.
    Registrant {
        /// The device.
        device: uuid::Uuid,
    },
    /// The College's staff or systems.
    College,
    /// The payment provider, through a verified message.
    Provider,
}

macro_rules! bodies {
    ($($(#[doc = $doc:literal])+ $variant:ident($payload:ty) = $kind:literal, $version:literal;)+) => {
        /// What happened, by area of the record.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Body {
            $($(#[doc = $doc])+ $variant($payload),)+
            /// A type or version that this program does not know, kept as it came.
            Unknown {
                /// The whole body.
                json: Json,
            },
        }

        impl Body {
            /// The type's name, for example `renewal.survey-filed`; empty when it is unknown.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Body::$variant(_) => $kind,)+
                    Body::Unknown { .. } => "",
                }
            }

            /// Every type and its current version.
            pub const KINDS: &'static [(&'static str, u16)] = &[$(($kind, $version)),+];

            fn encode(&self) -> Result<Box<RawValue>, serde_json::Error> {
                match self {
                    $(Body::$variant(data) => encode($kind, $version, data),)+
                    Body::Unknown { json } => RawValue::from_string(json.0.to_string()),
                }
            }

            fn decode(raw: &RawValue) -> Result<Body, serde_json::Error> {
                let stored: Stored<'_> = serde_json::from_str(raw.get())?;
                match (stored.kind.as_str(), stored.version) {
                    $(($kind, $version) => serde_json::from_str(stored.data.get()).map(Body::$variant),)+
                    _ => Ok(Body::Unknown { json: Json(raw.get().into()) }),
                }
            }
        }

        $(impl From<$payload> for Body {
            fn from(data: $payload) -> Body {
                Body::$variant(data)
            }
        })+
    };
}

bodies! {
    /// The stream begins: who this is.
    Enrolled(identity::Enrolled) = "identity.enrolled", 1;
    /// Gender identity and languages of care.
    Described(identity::Described) = "identity.described", 1;
    /// A class of certificate was granted.
    ClassGranted(registration::ClassGranted) = "registration.class-granted", 1;
    /// The standing changed.
    StatusSet(registration::StatusSet) = "registration.status-set", 1;
    /// An e-mail address.
    EmailSet(contact::EmailSet) = "contact.email-set", 1;
    /// A telephone number.
    PhoneSet(contact::PhoneSet) = "contact.phone-set", 1;
    /// An address from a day on.
    AddressSet(addresses::AddressSet) = "addresses.address-set", 1;
    /// No practice address from a day on.
    NotInPractice(addresses::NotInPractice) = "addresses.not-in-practice", 1;
    /// A clinical activity.
    ActivityAdded(practice::ActivityAdded) = "practice.activity-added", 1;
    /// A hospital privilege.
    PrivilegeAdded(practice::PrivilegeAdded) = "practice.privilege-added", 1;
    /// A specialty and who certified it.
    SpecialtyRecognised(practice::SpecialtyRecognised) = "practice.specialty-recognised", 1;
    /// The organisation that tracks continuing professional development.
    CpdSet(practice::CpdSet) = "practice.cpd-set", 1;
    /// Professional liability protection.
    LiabilitySet(practice::LiabilitySet) = "practice.liability-set", 1;
    /// A corporation was authorised.
    CorporationAuthorized(corporations::CorporationAuthorized) = "corporations.authorized", 1;
    /// The annual renewal survey was filed.
    SurveyFiled(renewal::SurveyFiled) = "renewal.survey-filed", 1;
    /// Survey and fee are both in.
    RenewalCompleted(renewal::RenewalCompleted) = "renewal.completed", 1;
    /// A fee fell due.
    InvoiceIssued(ledger::InvoiceIssued) = "ledger.invoice-issued", 1;
    /// The late penalty was added.
    PenaltyAdded(ledger::PenaltyAdded) = "ledger.penalty-added", 1;
    /// A payment page was opened.
    CheckoutOpened(ledger::CheckoutOpened) = "ledger.checkout-opened", 1;
    /// A payment page ended without a payment.
    CheckoutClosed(ledger::CheckoutClosed) = "ledger.checkout-closed", 1;
    /// The person came back from, or left, the payment page before its outcome was known.
    PaymentUncertain(ledger::PaymentUncertain) = "ledger.payment-uncertain", 1;
    /// The invoice was paid.
    PaymentSettled(ledger::PaymentSettled) = "ledger.payment-settled", 1;
}

#[derive(Deserialize)]
struct Stored<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "v")]
    version: u16,
    #[serde(borrow)]
    data: &'a RawValue,
}

fn encode<T: Serialize>(kind: &str, version: u16, data: &T) -> Result<Box<RawValue>, serde_json::Error> {
    #[derive(Serialize)]
    struct Out<'a, T> {
        #[serde(rename = "type")]
        kind: &'a str,
        #[serde(rename = "v")]
        version: u16,
        data: &'a T,
    }
    serde_json::value::to_raw_value(&Out { kind, version, data })
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Body::decode(&raw).map_err(D::Error::custom)
    }
}

/// JSON kept exactly as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(pub Arc<str>);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Json(Box::<RawValue>::deserialize(deserializer)?.get().into()))
    }
}

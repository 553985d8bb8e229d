//! An event: a fact that happened, never changed or removed.
//!
//! In JSON the body is `{"type":"cases.filed","v":1,"data":{…}}`. Old versions are upcast when they are read; a type this
//! version does not know, or content that it cannot read, is kept as it came, and local deciding stops until the application is updated.

use portal_forms::Micros;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::Error as _};
use serde_json::{Value, value::RawValue};

use crate::{
    Actor, CommandId, Json, addresses, cases, contact, corporations, documents,
    entries::Recorded,
    identity, ledger, messages, practice, registration,
    services::renewal,
    upcast::{self, Step},
};

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

impl From<&Event> for Recorded {
    fn from(event: &Event) -> Self {
        let Event { version, received_at, actor, command, .. } = event;
        Self { version: *version, received_at: *received_at, actor: *actor, command: *command }
    }
}

/// Who may know of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The person whose stream it is.
    Person,
    /// The College's staff alone: it is never on a person's stream.
    Staff,
}

impl AsRef<Event> for Event {
    fn as_ref(&self) -> &Event {
        self
    }
}

/// An event's type is a line: its variant with what it holds, its name, and after a comma each step that lifts an older version. A name
/// after `|` is one under which it was written before, with what was written then.
macro_rules! bodies {
    ($($side:ident {
        $($(#[doc = $doc:literal])+
        $variant:ident($payload:ty) = $kind:literal $(, $upcast:path)* $(| $former:literal($earlier:ty))?;)+
    })+) => {
        /// What happened, by area of the record.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Body {
            $($($(#[doc = $doc])+ $variant($payload),)+)+
            /// A type or version that this program does not know, or content that it cannot read, kept as it came.
            Unknown {
                /// The body with its type, version and data, to the letter.
                json: Json,
            },
        }

        impl Body {
            /// The type's name, for example `cases.filed`; empty when it is unknown.
            pub fn kind(&self) -> &'static str {
                match self {
                    $($(Body::$variant(_) => $kind,)+)+
                    Body::Unknown { .. } => "",
                }
            }

            /// Who may know of it.
            pub fn side(&self) -> Side {
                match self {
                    $($(Body::$variant(_) => Side::$side,)+)+
                    Body::Unknown { .. } => Side::Person,
                }
            }

            /// Every type and its current version: one more than there are steps to upcast older ones.
            pub const KINDS: &'static [(&'static str, u16)] = &[$($(($kind, 1 $(+ step($upcast))*),)+)+];

            /// Names under which types were written before.
            pub const FORMER: &'static [&'static str] = &[$($($($former,)?)+)+];

            fn encode(&self) -> Result<Box<RawValue>, serde_json::Error> {
                match self {
                    $($(Body::$variant(data) => encode($kind, 1 $(+ step($upcast))*, data),)+)+
                    Body::Unknown { json } => RawValue::from_string(json.0.to_string()),
                }
            }

            fn decode(raw: &RawValue) -> Body {
                Body::known(raw).unwrap_or_else(|| Body::Unknown { json: Json(raw.get().into()) })
            }

            /// None when it is of another program, be it in its type, its version, or a code within it.
            fn known(raw: &RawValue) -> Option<Body> {
                let stored: Stored<'_> = serde_json::from_str(raw.get()).ok()?;
                match stored.kind.as_str() {
                    $($(
                        $kind => stored.data(&[$($upcast),*]).map(Body::$variant),
                        $($former => stored.former::<$earlier>().map(|data| Body::$variant(data.into())),)?
                    )+)+
                    _ => None,
                }
            }
        }

        $($(impl From<$payload> for Body {
            fn from(data: $payload) -> Body {
                Body::$variant(data)
            }
        })+)+
    };
}

/// One, for each step that upcasts an older version.
const fn step(_: Step) -> u16 {
    1
}

bodies! {
    Person {
        /// The stream begins: who this is.
        Enrolled(identity::Enrolled) = "identity.enrolled";
        /// Gender identity and languages of care.
        Described(identity::Described) = "identity.described";
        /// The legal name changed.
        NameChanged(identity::NameChanged) = "identity.name-changed";
        /// The Medical Identification Number for Canada.
        MincSet(identity::MincSet) = "identity.minc-set";
        /// A class of certificate was granted.
        ClassGranted(registration::ClassGranted) = "registration.class-granted";
        /// The standing changed.
        StatusSet(registration::StatusSet) = "registration.status-set";
        /// An e-mail address.
        EmailSet(contact::EmailSet) = "contact.email-set";
        /// An e-mail address was removed.
        EmailRemoved(contact::EmailRemoved) = "contact.email-removed";
        /// A new College e-mail was asked for; it counts once it is confirmed.
        EmailChangeRequested(contact::EmailChangeRequested) = "contact.email-change-requested";
        /// The request for a new College e-mail was taken back.
        EmailChangeWithdrawn(contact::EmailChangeWithdrawn) = "contact.email-change-withdrawn";
        /// The new College e-mail was confirmed through the link mailed to it.
        EmailConfirmed(contact::EmailConfirmed) = "contact.email-confirmed";
        /// A change of the College e-mail was undone from the address before it, which counts again.
        EmailChangeUndone(contact::EmailChangeUndone) = "contact.email-change-undone";
        /// A telephone number.
        PhoneSet(contact::PhoneSet) = "contact.phone-set";
        /// A telephone number was removed.
        PhoneRemoved(contact::PhoneRemoved) = "contact.phone-removed";
        /// How the College writes to the registrant.
        PreferencesSet(contact::PreferencesSet) = "contact.preferences-set";
        /// An address from a day on.
        AddressSet(addresses::AddressSet) = "addresses.address-set", upcast::address_set;
        /// No practice address from a day on.
        NotInPractice(addresses::NotInPractice) = "addresses.not-in-practice", upcast::not_in_practice;
        /// An address was taken back before it took effect.
        AddressWithdrawn(addresses::AddressWithdrawn) = "addresses.withdrawn";
        /// The College was asked to remove an additional location.
        RemovalAsked(addresses::RemovalAsked) = "addresses.removal-asked";
        /// The College removed an additional location.
        LocationRemoved(addresses::LocationRemoved) = "addresses.removed";
        /// A clinical activity.
        ActivityAdded(practice::ActivityAdded) = "practice.activity-added", upcast::activity_added;
        /// A clinical activity became historical.
        ActivityRemoved(practice::ActivityRemoved) = "practice.activity-removed";
        /// A hospital privilege.
        PrivilegeAdded(practice::PrivilegeAdded) = "practice.privilege-added", upcast::privilege_added;
        /// A hospital privilege became historical.
        PrivilegeRemoved(practice::PrivilegeRemoved) = "practice.privilege-removed";
        /// A registration with another regulator.
        RegistrationAdded(practice::RegistrationAdded) = "practice.registration-added";
        /// A registration with another regulator became historical.
        RegistrationRemoved(practice::RegistrationRemoved) = "practice.registration-removed";
        /// A specialty and who certified it.
        SpecialtyRecognised(practice::SpecialtyRecognised) = "practice.specialty-recognised";
        /// The organisation that tracks continuing professional development.
        CpdSet(practice::CpdSet) = "practice.cpd-set", upcast::as_it_was;
        /// Professional liability protection.
        LiabilitySet(practice::LiabilitySet) = "practice.liability-set";
        /// A corporation was authorised.
        CorporationAuthorized(corporations::CorporationAuthorized) = "corporations.authorized";
        /// The College was asked to mail documents.
        DocumentsAsked(documents::DocumentsAsked) = "documents.asked";
        /// A message between the registrant and the College.
        MessageSent(messages::MessageSent) = "messages.sent", upcast::message_sent, upcast::message_words;
        /// The person has read a thread.
        ThreadRead(messages::ThreadRead) = "messages.read";
        /// A request was filed.
        Filed(cases::Filed) = "cases.filed" | "renewal.survey-filed"(upcast::SurveyFiled);
        /// The checks of a case were made, and it is said who looks at it.
        Routed(cases::Routed) = "cases.routed";
        /// A requirement of a case was added, or stands otherwise.
        RequirementSet(cases::RequirementSet) = "cases.requirement-set";
        /// The person was asked for something.
        InformationAsked(cases::InformationAsked) = "cases.information-asked";
        /// The person answered.
        InformationGiven(cases::InformationGiven) = "cases.information-given";
        /// The clock of a case was stopped.
        ClockStopped(cases::ClockStopped) = "cases.clock-stopped";
        /// The clock of a case goes on.
        ClockStarted(cases::ClockStarted) = "cases.clock-started";
        /// A case was decided.
        Decided(cases::Decided) = "cases.decided";
        /// What was decided has taken effect.
        Closed(cases::Closed) = "cases.closed";
        /// An answer that was promised is promised for another day.
        Delayed(cases::Delayed) = "cases.delayed";
        /// The person took a case back.
        Withdrawn(cases::Withdrawn) = "cases.withdrawn";
        /// The College ended a case without deciding it.
        Cancelled(cases::Cancelled) = "cases.cancelled";
        /// The College looks at a case again.
        Reopened(cases::Reopened) = "cases.reopened";
        /// Survey and fee are both in.
        RenewalCompleted(renewal::RenewalCompleted) = "renewal.completed";
        /// A fee fell due.
        InvoiceIssued(ledger::InvoiceIssued) = "ledger.invoice-issued", upcast::invoice_issued;
        /// What an invoice was for is no more.
        InvoiceVoided(ledger::InvoiceVoided) = "ledger.invoice-voided";
        /// The late penalty was added.
        PenaltyAdded(ledger::PenaltyAdded) = "ledger.penalty-added";
        /// The late penalty was taken back.
        PenaltyTakenBack(ledger::PenaltyTakenBack) = "ledger.penalty-taken-back";
        /// A payment page was opened.
        CheckoutOpened(ledger::CheckoutOpened) = "ledger.checkout-opened";
        /// A payment page ended without a payment.
        CheckoutClosed(ledger::CheckoutClosed) = "ledger.checkout-closed";
        /// The person came back from, or left, the payment page before its outcome was known.
        PaymentUncertain(ledger::PaymentUncertain) = "ledger.payment-uncertain";
        /// The invoice was paid.
        PaymentSettled(ledger::PaymentSettled) = "ledger.payment-settled";
        /// What was paid too much was returned.
        CreditReturned(ledger::CreditReturned) = "ledger.credit-returned";
    }
    Staff {
        /// The checks of a case were made.
        Checked(cases::Checked) = "cases.checked";
        /// Somebody took a case, was handed it, or gave it back.
        Assigned(cases::Assigned) = "cases.assigned";
        /// The staff noted something for themselves.
        Noted(cases::Noted) = "cases.noted";
        /// A fact that only the staff may know was said.
        Flagged(cases::Flagged) = "cases.flagged";
        /// A decision was proposed.
        Proposed(cases::Proposed) = "cases.proposed";
        /// A proposal goes back.
        Returned(cases::Returned) = "cases.returned";
        /// The Registrar decided alone what two people decide.
        Overridden(cases::Overridden) = "cases.overridden";
        /// Something did not come until the day on which it was expected.
        Lapsed(cases::Lapsed) = "cases.lapsed";
    }
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

impl Stored<'_> {
    /// The data as the current version has it; none when it is of a version that is yet to come, or says what is.
    fn data<T: DeserializeOwned>(&self, steps: &[Step]) -> Option<T> {
        let behind = (steps.len() + 1).checked_sub(usize::from(self.version))?;
        if self.version == 0 {
            return None;
        }
        if behind == 0 {
            return serde_json::from_str(self.data.get()).ok();
        }
        let stored: Value = serde_json::from_str(self.data.get()).ok()?;
        let upcast = steps.iter().skip(steps.len() - behind).fold(stored, |data, step| step(&data));
        serde_json::from_value(upcast).ok()
    }

    /// The data of a type that has another name now, as it was written then: that name had one version.
    fn former<T: DeserializeOwned>(&self) -> Option<T> {
        if self.version == 1 { serde_json::from_str(self.data.get()).ok() } else { None }
    }
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
        Ok(Body::decode(&Box::<RawValue>::deserialize(deserializer)?))
    }
}

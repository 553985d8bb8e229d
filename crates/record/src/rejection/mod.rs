//! Why a command was not done: one variant for each rule, with its sentence in `assets/locales`.

mod sentence;

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use crate::{CaseId, CheckoutId, case_state::State, parameter::Parameters};

/// A command was not done. Final, and nothing was changed. Its sentence is `rejection-<code>`, `rejection-invalid-<reason>`, or
/// `rejection-of-newer` where the reason is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Rejection {
    /// This class does not renew with this survey, or there is no such year.
    #[error("this registration is not renewed with this survey")]
    NotAvailable,
    /// The College offers no such service, or not about this.
    #[error("this is not offered")]
    NotOffered,
    /// It is not for this person, or not now, or not with these answers.
    #[error("not eligible: {why:?}")]
    NotEligible {
        /// The ids of the texts that say why: clauses of the audience, or checks.
        why: Vec<String>,
        /// What each of them is filled with, where there is something.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: BTreeMap<String, Parameters>,
    },
    /// The window has not opened.
    #[error("the renewal window is not open yet")]
    NotOpenYet {
        /// When it opens.
        opens: Micros,
    },
    /// The registration is not active, so it cannot be renewed here.
    #[error("the registration is not active")]
    NotActive,
    /// It was filed before, perhaps from another device.
    #[error("it was filed already")]
    AlreadyFiled,
    /// There is one case of this service at a time, and another is open.
    #[error("{case} is open")]
    OpenAlready {
        /// That one.
        case: CaseId,
    },
    /// The draft is not what was reviewed.
    #[error("the draft changed since it was reviewed")]
    DraftChanged,
    /// The form has a newer version.
    #[error("the form changed since it was reviewed")]
    FormChanged,
    /// The answers have problems.
    #[error("{count} answers are wrong or missing")]
    AnswersInvalid {
        /// How many answers.
        count: u32,
    },
    /// Devices say different things, and the person has not chosen.
    #[error("{count} answers are not settled between devices")]
    Unsettled {
        /// How many answers.
        count: u32,
    },
    /// The registration year is over: nothing is filed for it any more.
    #[error("the registration year ended on {last}")]
    YearOver {
        /// Its last day.
        last: Date,
    },
    /// No such invoice on this record.
    #[error("no such invoice")]
    NoSuchInvoice,
    /// Paid already: paying twice is never offered.
    #[error("the invoice is paid")]
    AlreadyPaid,
    /// Another payment of it is under way.
    #[error("another payment is under way")]
    PaymentUnderWay {
        /// That try.
        checkout: CheckoutId,
    },
    /// The amount is not the invoice's.
    #[error("the amount is not the invoice's")]
    WrongAmount,
    /// Not for this actor.
    #[error("not allowed")]
    NotAllowed,
    /// The record has events that this program does not know.
    #[error("this program is too old for the record")]
    UpdateNeeded,
    /// The stream does not begin with an enrolment.
    #[error("nobody is enrolled on this record")]
    NotEnrolled,
    /// A field cannot be read.
    #[error("{field:?}: {reason:?}")]
    Invalid {
        /// The field of the command.
        field: Field,
        /// Which of several lines, rows or codes, from 0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u8>,
        /// What is wrong with what was written.
        reason: Reason,
    },
    /// An entry of this id is on the record already.
    #[error("the entry's id is used")]
    EntryExists,
    /// No entry of this id and kind on this record.
    #[error("no such entry")]
    NoSuchEntry,
    /// It says what the record says.
    #[error("nothing would change")]
    SameAsNow,
    /// It stands already, with other days or in another place.
    #[error("it stands already, with other details")]
    HeldAlready,
    /// Another device, or the College, changed it since the person saw it.
    #[error("it was changed meanwhile")]
    ChangedMeanwhile,
    /// Addresses change from a later day on.
    #[error("the effective day must be after today")]
    EffectiveNotAfterToday {
        /// The earliest day.
        earliest: Date,
    },
    /// Too far ahead.
    #[error("the effective day is too far ahead")]
    EffectiveTooFar {
        /// The latest day.
        latest: Date,
    },
    /// Another change takes effect on that day.
    #[error("another change takes effect on {effective}")]
    ScheduledAlready {
        /// That day.
        effective: Date,
    },
    /// What it replaces takes effect on that day or later.
    #[error("what it replaces has not begun by then")]
    BeforeWhatItReplaces {
        /// The earliest day.
        earliest: Date,
    },
    /// Another location takes its place already.
    #[error("the location is replaced already")]
    ReplacedAlready {
        /// From when on.
        effective: Date,
    },
    /// It was removed, or the College was asked to: another cannot take its place.
    #[error("the location is removed, or is to be")]
    NotReplaceable,
    /// Only an additional location is replaced or removed.
    #[error("not an additional location")]
    NotAdditional,
    /// It counts already, so that it can no longer be taken back.
    #[error("it took effect")]
    AlreadyInEffect,
    /// It has not taken effect: it is withdrawn, not removed.
    #[error("it has not taken effect")]
    NotInEffectYet,
    /// It was taken back already.
    #[error("it was withdrawn already")]
    AlreadyWithdrawn,
    /// It no longer counts.
    #[error("it is historical already")]
    AlreadyHistorical,
    /// The College was asked already.
    #[error("its removal was asked for already")]
    RemovalAskedAlready,
    /// There are as many as there can be.
    #[error("there are {max} already")]
    TooMany {
        /// How many there may be.
        max: u16,
    },
    /// The College e-mail changes by a confirmed request only.
    #[error("the College e-mail needs a confirmation")]
    NeedsConfirmation,
    /// The request is not the latest, was withdrawn or confirmed, or is too old.
    #[error("the request can no longer be confirmed")]
    NotConfirmable,
    /// The record gives no such document, or no longer.
    #[error("no such document")]
    NoSuchDocument,
    /// It says things that do not go out by mail.
    #[error("the document is not sent by mail")]
    NotMailable,
    /// There is no College e-mail to send it to.
    #[error("there is no College e-mail")]
    NoCollegeEmail,
    /// No such thread on this record.
    #[error("no such thread")]
    NoSuchThread,
    /// No such case on this record.
    #[error("no such case")]
    NoSuchCase,
    /// The case does not stand where this can be done.
    #[error("this cannot be done while the case is {}", state.code())]
    NotNow {
        /// Where it stands.
        state: State,
    },
    /// Another member of the staff has the case.
    #[error("somebody else has the case")]
    HeldByAnother,
    /// Whoever acts on a case takes it first.
    #[error("the case is not taken")]
    NotHeld,
    /// The service is the work of another role.
    #[error("the case is the work of another role")]
    NotYourRole,
    /// Two people decide this.
    #[error("a second person has to propose it")]
    ProposalNeeded,
    /// Whoever proposed does not decide.
    #[error("whoever proposed does not decide")]
    ProposedByYou,
    /// Something is known now that was not known when it was proposed.
    #[error("the facts changed since it was proposed")]
    ProposalVoid,
    /// Another decision, for other reasons, or with another letter.
    #[error("something else was proposed")]
    NotAsProposed,
    /// Nothing is proposed.
    #[error("nothing is proposed")]
    NoProposal,
    /// What was asked for by this service cannot be taken back.
    #[error("a case of this service is not withdrawn")]
    NotWithdrawable,
    /// The decision has taken effect.
    #[error("the decision took effect on {effective}")]
    WithdrawnTooLate {
        /// On which day.
        effective: Date,
    },
    /// A case of this service is not opened again.
    #[error("a case of this service is not opened again")]
    NotReopenable,
    /// No clock of this case can be stopped.
    #[error("the case has no clock that can be stopped")]
    NoClock,
    /// Something that the decision changes is said neither by what was filed nor by what was filled in.
    #[error("nothing says what the decision changes")]
    DecisionIncomplete,
    /// A person has to look.
    #[error("not all checks are met")]
    ChecksNotMet,
    /// The invoice was voided with what it was for.
    #[error("the invoice was voided")]
    InvoiceVoided,
    /// For a reason that this program does not know, or of which it cannot read what belongs to it.
    #[error("for a reason that this program does not know: {code}")]
    #[serde(untagged)]
    Unknown {
        /// Its code.
        code: String,
    },
}

impl Rejection {
    /// What was asked for is so already, perhaps through another device: there is nothing to be decided.
    pub fn is_met(&self) -> bool {
        matches!(self, Rejection::SameAsNow | Rejection::AlreadyHistorical | Rejection::RemovalAskedAlready)
    }

    /// The same, of one of the field's several lines, rows or codes.
    pub(crate) fn at(self, place: usize) -> Self {
        match self {
            Self::Invalid { field, reason, .. } => {
                Self::Invalid { field, at: u8::try_from(place).ok(), reason }
            }
            other => other,
        }
    }
}

/// The field cannot be read.
pub(crate) fn invalid(field: Field, reason: Reason) -> Rejection {
    Rejection::Invalid { field, at: None, reason }
}

/// A field of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Gender identity.
    Gender,
    /// Languages of care.
    Languages,
    /// Medical Identification Number for Canada.
    Minc,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Its extension.
    Extension,
    /// Language of the College's letters.
    Correspondence,
    /// Delivery of the College's magazine.
    Dialogue,
    /// A line of an address.
    Lines,
    /// City or town.
    City,
    /// Province, territory, state.
    Province,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
    /// Hours of a location.
    Hours,
    /// A clinical activity.
    Activity,
    /// A hospital.
    Hospital,
    /// Kind of a privilege.
    PrivilegeKind,
    /// A regulator.
    Regulator,
    /// Where it regulates.
    Jurisdiction,
    /// The number there.
    Number,
    /// First day.
    From,
    /// Last day.
    To,
    /// Kind of liability protection.
    Protection,
    /// Membership or policy number.
    ProtectionNumber,
    /// Tracker of continuing professional development.
    Organization,
    /// The number there.
    MemberNumber,
    /// Last day of its cycle.
    CycleEnd,
    /// Documents that are asked for.
    Documents,
    /// What is written to the other side, or noted.
    Words,
    /// A letter.
    Letter,
    /// A kind of decision.
    Decision,
    /// Reasons of a decision.
    Reasons,
    /// What a kind of decision has filled in.
    Fields,
    /// What is asked for.
    Items,
    /// The day by which something is expected.
    Due,
    /// A requirement of a case.
    Requirement,
    /// A fact that only the staff may know.
    Flag,
    /// Files.
    Files,
}

/// Why a field cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Reason {
    /// It is empty.
    Missing,
    /// Longer than it may be.
    TooLong {
        /// Characters.
        max: u16,
    },
    /// More than there may be.
    TooManyOf {
        /// How many there may be.
        max: u16,
    },
    /// More bytes than there may be.
    TooLarge {
        /// Megabytes.
        max: u16,
    },
    /// Control characters, or marks that turn the direction of writing.
    ControlCharacter,
    /// Not on the College's list.
    UnknownCode,
    /// It left the College's list.
    LeftTheList {
        /// Last day on which it was there.
        until: Date,
    },
    /// The same twice.
    Twice,
    /// Not a Canadian postal code, `A1A 1A1`.
    NotAPostalCode,
    /// A letter that Canadian postal codes do not have there.
    ForbiddenLetter,
    /// Not a telephone number.
    NotAPhone,
    /// Not one to seven digits.
    NotAnExtension,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not digits only.
    NotDigits,
    /// Not a Medical Identification Number for Canada.
    NotAMinc,
    /// There is no such day.
    NotADay,
    /// A day too long ago.
    TooEarly {
        /// The earliest day.
        earliest: Date,
    },
    /// A day too far ahead.
    TooLate {
        /// The latest day.
        latest: Date,
    },
    /// Before the first day.
    BeforeFrom,
    /// A time with seconds.
    NotAMinute,
    /// Closing before opening.
    ClosesBeforeOpening,
    /// Two spans of hours overlap.
    Overlap,
    /// Not for what this address is for.
    NotHere,
}

//! The record as it stands: the fold of its events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Body, Event,
    addresses::Addresses,
    cases::Cases,
    contact::Contact,
    corporations::CorporationAuthorized,
    documents::Sending,
    identity::Identity,
    ledger::Ledger,
    meanwhile::LastChanges,
    messages::{Message, ReadMarks},
    practice::Practice,
    registration::Registration,
    services::renewal::RenewalCompleted,
};

/// A registrant's record. `Record::default()` is the one before its first event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the last event applied.
    pub version: u64,
    /// Absent before enrolment.
    pub identity: Option<Identity>,
    /// Classes and standing.
    pub registration: Registration,
    /// E-mail and telephone.
    pub contact: Contact,
    /// Addresses.
    pub addresses: Addresses,
    /// Practice.
    pub practice: Practice,
    /// Corporations.
    pub corporations: Vec<CorporationAuthorized>,
    /// What was asked of the College.
    pub cases: Cases,
    /// Renewals that are complete, by year; see [`Record::renewal`].
    pub renewed: BTreeMap<u16, RenewalCompleted>,
    /// Invoices and payments.
    pub ledger: Ledger,
    /// Messages, in the order they were recorded.
    pub messages: Vec<Message>,
    /// How far the person has read them.
    pub read: ReadMarks,
    /// Documents that the College was asked to mail, in the order they were recorded.
    pub sendings: Vec<Sending>,
    /// Who changed last what there is only one of.
    pub last_changes: LastChanges,
    /// Events that this program does not know, or not all of what they say: it must not decide until it is updated.
    pub unknown: u64,
}

impl Record {
    /// The record after these events.
    pub fn replay<'a, E: AsRef<Event> + 'a>(events: impl IntoIterator<Item = &'a E>) -> Record {
        events.into_iter().fold(Record::default(), |mut record, event| {
            record.apply(event.as_ref());
            record
        })
    }

    /// Takes one event in. Total: an event that changes nothing known is counted, never refused.
    pub fn apply(&mut self, event: &Event) {
        self.version = event.version;
        self.last_changes.apply(event);
        match &event.body {
            Body::Enrolled(body) => self.identity = Some(Identity::new(body)),
            Body::Described(_) | Body::NameChanged(_) | Body::MincSet(_) => {
                if let Some(identity) = &mut self.identity {
                    identity.apply(&event.body);
                }
            }
            Body::ClassGranted(body) => self.registration.classes.push(body.clone()),
            Body::StatusSet(body) => self.registration.statuses.push(body.clone()),
            Body::EmailSet(_)
            | Body::EmailRemoved(_)
            | Body::EmailChangeRequested(_)
            | Body::EmailChangeWithdrawn(_)
            | Body::EmailConfirmed(_)
            | Body::EmailChangeUndone(_)
            | Body::PhoneSet(_)
            | Body::PhoneRemoved(_)
            | Body::PreferencesSet(_) => self.contact.apply(event),
            Body::AddressSet(_)
            | Body::NotInPractice(_)
            | Body::AddressWithdrawn(_)
            | Body::RemovalAsked(_)
            | Body::LocationRemoved(_) => self.addresses.apply(event),
            Body::ActivityAdded(_)
            | Body::ActivityRemoved(_)
            | Body::PrivilegeAdded(_)
            | Body::PrivilegeRemoved(_)
            | Body::RegistrationAdded(_)
            | Body::RegistrationRemoved(_)
            | Body::SpecialtyRecognised(_)
            | Body::CpdSet(_)
            | Body::LiabilitySet(_) => self.practice.apply(event),
            Body::CorporationAuthorized(body) => self.corporations.push(body.clone()),
            Body::MessageSent(body) => {
                self.cases.apply(event);
                self.messages.push(Message::of(body, event));
            }
            Body::ThreadRead(body) => self.read.apply(body),
            Body::DocumentsAsked(body) => {
                self.sendings.push(Sending { asked: body.clone(), recorded: event.into() });
            }
            Body::Filed(_)
            | Body::Routed(_)
            | Body::RequirementSet(_)
            | Body::InformationAsked(_)
            | Body::InformationGiven(_)
            | Body::ClockStopped(_)
            | Body::ClockStarted(_)
            | Body::Decided(_)
            | Body::Closed(_)
            | Body::Delayed(_)
            | Body::Withdrawn(_)
            | Body::Cancelled(_)
            | Body::Reopened(_) => self.cases.apply(event),
            Body::RenewalCompleted(body) => {
                self.cases.apply(event);
                self.renewed.insert(body.year, body.clone());
            }
            Body::InvoiceIssued(_)
            | Body::InvoiceVoided(_)
            | Body::PenaltyAdded(_)
            | Body::PenaltyTakenBack(_)
            | Body::CreditReturned(_)
            | Body::CheckoutOpened(_)
            | Body::CheckoutClosed(_)
            | Body::PaymentUncertain(_)
            | Body::PaymentSettled(_) => self.ledger.apply(event),
            // What only the staff may know is on no person's stream: where it is, nothing is decided until somebody has looked.
            Body::Checked(_)
            | Body::Assigned(_)
            | Body::Noted(_)
            | Body::Flagged(_)
            | Body::Proposed(_)
            | Body::Returned(_)
            | Body::Lapsed(_)
            | Body::Overridden(_)
            | Body::Unknown { .. } => self.unknown += 1,
        }
    }
}

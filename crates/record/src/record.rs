//! The record as it stands: the fold of its events.

use std::collections::BTreeMap;

use crate::{
    Body, Event,
    addresses::Addresses,
    contact::Contact,
    corporations::CorporationAuthorized,
    identity::Identity,
    ledger::{InvoiceState, Ledger},
    practice::Practice,
    registration::Registration,
    renewal::{Filed, Renewal},
};

/// A registrant's record. `Record::default()` is the one before its first event.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// By renewal year.
    pub renewals: BTreeMap<u16, Renewal>,
    /// Invoices and payments.
    pub ledger: Ledger,
    /// Events of a type that this program does not know: it must not decide until it is updated.
    pub unknown: u64,
}

impl Record {
    /// The record after these events.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Record {
        events.into_iter().fold(Record::default(), |mut record, event| {
            record.apply(event);
            record
        })
    }

    /// Takes one event in. Total: an event that changes nothing known is counted, never refused.
    pub fn apply(&mut self, event: &Event) {
        self.version = event.version;
        match &event.body {
            Body::Enrolled(body) => self.identity = Some(Identity::new(body)),
            Body::Described(body) => {
                if let Some(identity) = &mut self.identity {
                    identity.describe(body);
                }
            }
            Body::ClassGranted(body) => self.registration.classes.push(body.clone()),
            Body::StatusSet(body) => self.registration.statuses.push(body.clone()),
            Body::EmailSet(body) => {
                self.contact.emails.insert(body.kind, body.clone());
            }
            Body::PhoneSet(body) => {
                self.contact.phones.insert(body.kind, body.clone());
            }
            Body::AddressSet(body) => self.addresses.set.push(body.clone()),
            Body::NotInPractice(body) => self.addresses.not_in_practice.push(body.clone()),
            Body::ActivityAdded(body) => self.practice.activities.push(body.clone()),
            Body::PrivilegeAdded(body) => self.practice.privileges.push(body.clone()),
            Body::SpecialtyRecognised(body) => self.practice.specialties.push(body.clone()),
            Body::CpdSet(body) => self.practice.cpd = Some(body.clone()),
            Body::LiabilitySet(body) => self.practice.liability = Some(body.clone()),
            Body::CorporationAuthorized(body) => self.corporations.push(body.clone()),
            _ => self.apply_renewal(event),
        }
    }

    fn apply_renewal(&mut self, event: &Event) {
        match &event.body {
            Body::SurveyFiled(body) => {
                let filed =
                    Filed { survey: body.clone(), received_at: event.received_at, command: event.command };
                self.renewals.entry(body.year).or_default().filed = Some(filed);
            }
            Body::RenewalCompleted(body) => {
                self.renewals.entry(body.year).or_default().completed = Some(body.clone())
            }
            Body::InvoiceIssued(body) => {
                self.renewals.entry(body.year).or_default().invoice = Some(body.invoice.clone());
                self.ledger.issue(body, event.received_at);
            }
            Body::PenaltyAdded(body) => self.ledger.add_penalty(body),
            Body::CheckoutOpened(body) => {
                self.ledger.set_state(&body.invoice, InvoiceState::Open { checkout: body.checkout });
            }
            Body::CheckoutClosed(body) => {
                self.ledger.set_state(&body.invoice, InvoiceState::Payable { last: Some(body.why) });
            }
            Body::PaymentUncertain(body) => {
                self.ledger.set_state(&body.invoice, InvoiceState::Uncertain { checkout: body.checkout });
            }
            Body::PaymentSettled(body) => {
                let paid = InvoiceState::Paid { payment: body.clone(), at: event.received_at };
                self.ledger.set_state(&body.invoice, paid);
            }
            _ => self.unknown += 1,
        }
    }
}

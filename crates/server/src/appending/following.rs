//! Events, and in the same transaction all that follows from them. The snapshot, the row of the public register, the credentials and what
//! they are worth, the mails that are owed, the addresses that sign in, what the staff has to return, where cases stand and what is due of them.

use std::sync::Arc;

use portal_forms::Micros;
use portal_record::contact::EmailKind;
use portal_record::registration::Status;
use portal_record::{College, Event, InvoiceId, Record, RegistrantId, eastern_day};

use super::case_dues::Following;
use crate::credentials;
use crate::mail::letter;
use crate::register;
use crate::store::mails::{self, Mail};
use crate::store::register::Row;
use crate::store::tasks::{self, Kind, Task};
use crate::store::{Connection, StoreError, accounts, cases, snapshots, streams};

/// Events that are to be appended, with what follows from them.
#[derive(Debug, Clone)]
pub struct Appending {
    registrant: RegistrantId,
    expected: u64,
    events: Vec<Event>,
    after: Arc<Record>,
    row: Option<Row>,
    credentials: Option<credentials::Following>,
    mails: Vec<Mail>,
    sign_in: SignIn,
    tasks: Vec<Task>,
    cases: Following,
}

/// How the addresses change that sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SignIn {
    claimed: Option<String>,
    released: Vec<String>,
}

impl Appending {
    /// These events, which follow this record.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when something of it has no form in which it could be stored.
    pub fn new(
        college: &College,
        registrant: RegistrantId,
        record: &Record,
        events: Vec<Event>,
    ) -> Result<Self, StoreError> {
        let expected = record.version;
        let mut after = record.clone();
        let (mut mails, mut issues) = (Vec::new(), Vec::new());
        for event in &events {
            mails.extend(letter::owed(college, registrant, &after, event)?);
            after.apply(event);
            credentials::add_certified(&mut issues, &after, event.recorded_at)?;
        }
        let row = match events.last() {
            Some(last) => register::row(registrant, &after, eastern_day(last.recorded_at))?,
            None => None,
        };
        let sign_in = sign_in(record, &after);
        let now = events.last().map(|last| last.recorded_at).unwrap_or_default();
        let mut tasks = credits(registrant, record, &after, now);
        tasks.extend(corporations(registrant, record, &after, now));
        let cases = Following::new(college, registrant, record, &after);
        let after = Arc::new(after);
        let credentials = events
            .last()
            .and_then(|last| credentials::Following::new(record, &after, issues, last.recorded_at));
        Ok(Self { registrant, expected, events, after, row, credentials, mails, sign_in, tasks, cases })
    }

    /// Appends. Says whether the stream still stood where it was expected; if not, nothing is written.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(&self, db: &mut Connection) -> Result<bool, StoreError> {
        if !streams::append(db, self.registrant, self.expected, &self.events).await? {
            return Ok(false);
        }
        if let Some(last) = self.events.last() {
            snapshots::renew(db, self.registrant, &self.after, last).await?;
        }
        if let Some(row) = &self.row {
            crate::store::register::keep(db, row).await?;
        }
        if let Some(credentials) = &self.credentials {
            credentials.write(db, self.registrant).await?;
        }
        for email in &self.sign_in.released {
            accounts::release(db, self.registrant, email).await?;
        }
        if let Some(email) = &self.sign_in.claimed {
            accounts::claim(db, self.registrant, email).await?;
        }
        for mail in &self.mails {
            mails::queue(db, mail).await?;
        }
        for task in &self.tasks {
            tasks::open(db, task).await?;
        }
        for row in &self.cases.rows {
            cases::keep(db, row).await?;
        }
        for (case, act) in &self.cases.gone {
            cases::forget(db, self.registrant, case, act).await?;
        }
        for due in &self.cases.dues {
            cases::plan(db, due).await?;
        }
        Ok(true)
    }

    /// Whether mail follows from it.
    pub fn has_mail(&self) -> bool {
        !self.mails.is_empty()
    }

    /// Whether the College's rules have something to do with a case now.
    pub fn has_due(&self) -> bool {
        let now = self.events.last().map(|last| last.recorded_at);
        self.cases.dues.iter().any(|due| Some(due.at) <= now)
    }
}

/// What is owed back by now and was not before: somebody has to return it.
fn credits(registrant: RegistrantId, before: &Record, after: &Record, now: Micros) -> Vec<Task> {
    let owed = |record: &Record, id| record.ledger.invoices.get(id).map_or(0, |invoice| invoice.credit.0);
    let grown = after.ledger.invoices.keys().filter(|id| owed(after, id) > owed(before, id));
    let task =
        |id: &InvoiceId| Task { kind: Kind::Credit, registrant, about: id.to_string(), opened_at: now };
    grown.map(task).collect()
}

/// The corporations of somebody who resigns now, though it may be from a later day on.
fn corporations(registrant: RegistrantId, before: &Record, after: &Record, now: Micros) -> Vec<Task> {
    let resigned = |record: &Record| {
        record.registration.statuses.iter().filter(|set| set.status == Status::Resigned).count()
    };
    // What the register brings in at the beginning was seen to then.
    if before.version == 0 || resigned(after) == resigned(before) {
        return Vec::new();
    }
    let held = after.corporations.iter().filter(|held| held.expires >= eastern_day(now));
    let task =
        |number: &String| Task { kind: Kind::Corporation, registrant, about: number.clone(), opened_at: now };
    held.map(|held| task(&held.number)).collect()
}

/// An address that left the record no longer signs in. Only a new College e-mail does: it was confirmed, while a business
/// e-mail may be anybody's.
fn sign_in(before: &Record, after: &Record) -> SignIn {
    let addresses = |record: &Record| -> Vec<String> {
        record.contact.emails.values().map(|email| accounts::folded(&email.address)).collect()
    };
    let college = |record: &Record| {
        record.contact.emails.get(&EmailKind::College).map(|email| accounts::folded(&email.address))
    };
    // Who is enrolled by these events gets an account otherwise, or not at all.
    if before.version == 0 {
        return SignIn::default();
    }
    let kept = addresses(after);
    let released = addresses(before).into_iter().filter(|email| !kept.contains(email)).collect();
    SignIn { claimed: college(after).filter(|_| college(after) != college(before)), released }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_record::contact::{EmailConfirmed, EmailRemoved, EmailSet};
    use portal_record::corporations::CorporationAuthorized;
    use portal_record::registration::StatusSet;
    use portal_record::{Actor, Body, EntryId, Rule};
    use uuid::Uuid;

    use crate::rules::judge::numbered;

    fn after(record: &Record, bodies: Vec<Body>) -> Record {
        let mut record = record.clone();
        let events = numbered(
            record.version,
            bodies,
            Actor::System { rule: Rule::Register },
            Micros(1),
            Micros(1),
            None,
        );
        events.iter().for_each(|event| record.apply(event));
        record
    }

    fn set(kind: EmailKind, address: &str) -> Body {
        EmailSet { kind, address: address.to_owned(), public: false }.into()
    }

    #[test]
    fn the_corporations_of_whoever_resigns_are_seen_to() {
        let held = |number: &str, expires: &str| -> Body {
            CorporationAuthorized {
                number: number.to_owned(),
                name: "A Medicine Professional Corporation".to_owned(),
                effective: "1960-01-01".parse().unwrap(),
                expires: expires.parse().unwrap(),
            }
            .into()
        };
        let set = |status| -> Body { StatusSet { status, effective: "1970-06-01".parse().unwrap() }.into() };
        let begun = after(&Record::default(), vec![held("12345", "1970-12-31"), held("777", "1969-01-01")]);
        let opened = |bodies| {
            let tasks = corporations(RegistrantId(Uuid::nil()), &begun, &after(&begun, bodies), Micros(1));
            tasks.iter().map(Task::id).collect::<Vec<_>>()
        };
        assert_eq!(opened(vec![set(Status::Resigned)]), ["corporation:12345"], "the other has run out");
        assert_eq!(opened(vec![set(Status::Suspended)]), [""; 0]);
        assert_eq!(opened(Vec::new()), [""; 0]);
        let resigned = after(&begun, vec![set(Status::Resigned)]);
        let later = after(&resigned, vec![set(Status::Active)]);
        assert!(corporations(RegistrantId(Uuid::nil()), &resigned, &later, Micros(1)).is_empty(), "once");
    }

    #[test]
    fn addresses_sign_in_while_they_are_the_registrants() {
        let begun = after(
            &Record::default(),
            vec![
                set(EmailKind::College, "Zoe@home.example"),
                set(EmailKind::Business, "desk@clinic.example"),
            ],
        );
        let confirmed = |address: &str| -> Body {
            EmailConfirmed { request: EntryId(Uuid::nil()), address: address.to_owned() }.into()
        };
        let none = SignIn::default();
        let released = |email: &str| SignIn { released: vec![email.to_owned()], ..SignIn::default() };
        for (bodies, expected, why) in [
            (vec![], none.clone(), "nothing changed"),
            (
                vec![confirmed("zoe@new.example")],
                SignIn {
                    claimed: Some("zoe@new.example".to_owned()),
                    released: vec!["zoe@home.example".to_owned()],
                },
                "the new College e-mail takes the place of the old one",
            ),
            (
                vec![confirmed("Desk@clinic.example")],
                SignIn {
                    claimed: Some("desk@clinic.example".to_owned()),
                    released: vec!["zoe@home.example".to_owned()],
                },
                "one address may be both",
            ),
            (
                vec![set(EmailKind::Business, "other@clinic.example")],
                released("desk@clinic.example"),
                "a business e-mail that nobody confirmed does not sign in",
            ),
            (
                vec![EmailRemoved { kind: EmailKind::Business }.into()],
                released("desk@clinic.example"),
                "it is gone",
            ),
        ] {
            assert_eq!(sign_in(&begun, &after(&begun, bodies)), expected, "{why}");
        }
        assert_eq!(sign_in(&Record::default(), &begun), none, "an account is opened by itself");
    }
}

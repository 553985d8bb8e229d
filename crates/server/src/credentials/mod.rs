//! Registration credentials on the College's side: issued when the record certifies something new, and signed when they are given
//! out. What is certified is said in `portal_record::documents`, whether a credential is valid in
//! `rules::validity`; how it is signed, in `portal_credentials`.

mod status;

use std::sync::Arc;

use jiff::civil::Date;
use portal_credentials::registration::{Class, CredentialClaims};
use portal_documents::{Credential, claimed};
use portal_forms::Micros;
use portal_record::documents::{Certified, certified};
use portal_record::{College, Record, RegistrantId, eastern_day};

use crate::clock::{Clock, to_the_second};
use crate::rules::validity::{listed, relisted_on};
use crate::signing::SigningKeys;
use crate::store::credentials::{self as rows, Issue, IssuedCredential, Listed};
use crate::store::{Connection, Store, StoreError, streams};

pub use status::{PATH as STATUS_LIST_PATH, StatusLists};

/// What follows from events for the registrant's credentials: some are issued, some stand otherwise.
#[derive(Debug, Clone)]
pub struct Following {
    record: Arc<Record>,
    day: Date,
    issues: Vec<Issue>,
}

impl Following {
    /// What follows when a record becomes this one; nothing when no credential can stand otherwise.
    pub fn new(before: &Record, after: &Arc<Record>, issues: Vec<Issue>, at: Micros) -> Option<Self> {
        let concerns = !issues.is_empty() || concerns_credentials(before, after);
        concerns.then(|| Self { record: Arc::clone(after), day: eastern_day(at), issues })
    }

    /// Writes it, in the transaction of the events.
    pub async fn write(&self, db: &mut Connection, registrant: RegistrantId) -> Result<(), StoreError> {
        keep(db, registrant, &self.record, self.day, &self.issues).await
    }
}

/// Whether a credential may stand otherwise by this record than by that.
fn concerns_credentials(before: &Record, after: &Record) -> bool {
    before.identity != after.identity
        || before.registration != after.registration
        || before.renewed != after.renewed
}

/// Adds what the record certifies at this instant and is not among them.
///
/// # Errors
/// [`StoreError::Damaged`] when it has no JSON form.
pub fn add_certified(issues: &mut Vec<Issue>, record: &Record, at: Micros) -> Result<(), StoreError> {
    for certified in certified(record, eastern_day(at)) {
        if !issues.iter().any(|issue| issue.certified == certified) {
            issues.push(issue(certified, at)?);
        }
    }
    Ok(())
}

fn issue(certified: Certified, issued_at: Micros) -> Result<Issue, StoreError> {
    let payload =
        serde_json::to_vec(&certified).map_err(|why| StoreError::Damaged { what: "credential", why })?;
    Ok(Issue { certified, payload, issued_at })
}

/// Issues what is not there yet, and keeps how the status list has each credential on this day.
async fn keep(
    db: &mut Connection,
    registrant: RegistrantId,
    record: &Record,
    day: Date,
    issues: &[Issue],
) -> Result<(), StoreError> {
    let listed = |said: &Certified| Listed {
        standing: listed(said, record, day),
        until: relisted_on(said, record, day),
    };
    let kept = rows::of(db, registrant).await?;
    for issue in issues.iter().filter(|issue| !kept.iter().any(|kept| kept.certified == issue.certified)) {
        rows::issue(db, registrant, issue, listed(&issue.certified)).await?;
    }
    for kept in kept {
        let now = listed(&kept.certified);
        if now != kept.listed {
            rows::list(db, kept.id, now).await?;
        }
    }
    Ok(())
}

/// Gives credentials out.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The database.
    pub store: &'a Store,
    /// What the College publishes.
    pub college: &'a College,
    /// The time.
    pub clock: &'a Clock,
    /// Sign them.
    pub keys: &'a SigningKeys,
    /// Who issues them.
    pub public_url: &'a str,
}

impl Credentials<'_> {
    /// Issues what the record certifies today, and works out how the status list has the registrant's credentials today. A day may
    /// have passed since the last event; and streams may be older than credentials are.
    async fn renew(&self, registrant: RegistrantId) -> Result<(), StoreError> {
        let now = self.clock.now();
        let work = self.store.write(move |db| {
            Box::pin(async move {
                streams::lock(db, registrant).await?;
                let record = streams::record(db, registrant).await?;
                let mut issues = Vec::new();
                add_certified(&mut issues, &record, now)?;
                keep(db, registrant, &record, eastern_day(now), &issues).await
            })
        });
        work.await
    }

    /// The credentials of a registrant that hold today or will, of the earliest registration year first; each as it is signed
    /// now, with the claims that it carries.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of(&self, registrant: RegistrantId) -> Result<Vec<Credential>, StoreError> {
        if let Some(found) = self.held(registrant).await? {
            return Ok(found);
        }
        self.renew(registrant).await?;
        Ok(self.held(registrant).await?.unwrap_or_default())
    }

    /// The same, if all that is certified today has been issued.
    async fn held(&self, registrant: RegistrantId) -> Result<Option<Vec<Credential>>, StoreError> {
        let today = eastern_day(self.clock.now());
        let (record, kept) = {
            let mut db = self.store.read().await?;
            let record = streams::record(&mut db, registrant).await?;
            (record, rows::of(&mut db, registrant).await?)
        };
        let of = |certified: Certified| kept.iter().find(|kept| kept.certified == certified);
        let found: Option<Vec<&IssuedCredential>> = certified(&record, today).into_iter().map(of).collect();
        Ok(found.map(|found| found.into_iter().filter_map(|kept| self.sign(kept)).collect()))
    }

    /// Signs a credential with the current key. None of the first generation whose class the College does not have any more.
    fn sign(&self, kept: &IssuedCredential) -> Option<Credential> {
        let Certified { name, cpso_number, class, status, valid_from, valid_until, details } =
            kept.certified.clone();
        // What is certified beside came with codes; what was issued before keeps its words.
        let class = match &details {
            Some(_) => Class::Code(class),
            None => Class::Words(self.college.class(&class)?.name.clone()),
        };
        let claims = CredentialClaims {
            id: kept.id,
            index: kept.place,
            issuer: self.public_url.to_owned(),
            name,
            cpso_number: cpso_number.into(),
            class,
            status: status.code().to_owned(),
            valid_from,
            valid_until,
            details: details.as_ref().map(claimed),
            issued_at: to_the_second(kept.issued_at),
        };
        let signed = self.keys.now().current.issue(&claims);
        Some(Credential { claims, signed })
    }
}

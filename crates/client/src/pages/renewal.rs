//! What the renewal has of its own: its deadline, and what is valid once survey and fee are both in.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_ipc::Outcome;
use portal_record::documents::Document;
use portal_record::registration::Status;
use portal_record::services::renewal;
use portal_record::{CaseId, college::RenewalYear, eastern_day, ledger::InvoiceState};
use portal_texts::Texts;

use super::available::eligibility;
use super::documents::named;
use super::own::{Own, say};
use crate::clock::timestamp;
use crate::replica::Replica;

/// See the module.
pub(super) struct OfRenewal;

impl Own for OfRenewal {
    fn deadline(&self, replica: &Replica, case: &CaseId) -> Option<Micros> {
        year_of(replica, case).map(RenewalYear::deadline)
    }

    /// Survey and fee are both in.
    fn outcome(&self, texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> Option<Outcome> {
        let year = year_of(replica, case)?;
        let renewal = replica.record.renewal(year.year);
        renewal.completed?;
        let paid = match renewal.invoice.map(|invoice| &invoice.state) {
            Some(InvoiceState::Paid { at, .. }) => Some(*at),
            _ => None,
        };
        let at = paid.max(renewal.filed.map(|case| case.filed_at)).unwrap_or(now);
        Some(Outcome {
            at: texts.instant_eastern(timestamp(at)),
            sentence: say::<String>(texts, replica, case, "decided-complete", &[]),
            reasons: Vec::new(),
            facts: vec![(texts.get("case-fact-valid-until"), texts.date(valid_until(replica, year, now)))],
            letter: Vec::new(),
            documents: named(texts, replica, &Document::Card { year: year.year }, now).into_iter().collect(),
        })
    }
}

/// The year of a renewal's case.
fn year_of<'r>(replica: &'r Replica, case: &CaseId) -> Option<&'r RenewalYear> {
    replica.college.renewal_year(renewal::year_of(case)?)
}

/// The case of the renewal that is shown now.
pub(crate) fn current(replica: &Replica, now: Micros) -> Option<CaseId> {
    replica.year(now).map(case_of)
}

/// The case of a year's renewal.
pub(super) fn case_of(year: &RenewalYear) -> CaseId {
    renewal::case(year.year)
}

/// Whether the renewal of this year is this person's to do, be it that its time has not come.
pub(super) fn renews(replica: &Replica, year: &RenewalYear, now: Micros) -> bool {
    let case = case_of(year);
    let offered = replica.college.form_of(&case).filter(|_| replica.record.identity.is_some());
    offered.is_some_and(|(service, _)| {
        eligibility(replica, &replica.record, service, Some(&case), now).is_theirs()
    })
}

/// The last day that the renewal of this year gives: a certificate may end before the registration year does.
pub(super) fn valid_until(replica: &Replica, year: &RenewalYear, now: Micros) -> Date {
    let held = replica.record.registration.class_on(eastern_day(now));
    let expires = held.and_then(|held| held.expires);
    expires.map_or(year.registration.to, |expires| expires.min(year.registration.to))
}

/// "Your registration is not active …".
pub(super) fn not_active(texts: &Texts) -> String {
    texts.format("rejection-not-active", &[("phone", texts.get("college-phone"))])
}

pub(super) fn is_active(replica: &Replica, now: Micros) -> bool {
    replica.record.registration.status_on(eastern_day(now)) == Some(Status::Active)
}

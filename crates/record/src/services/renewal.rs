//! The annual renewal: what it has of its own. Its window and its form are those of the year, a fee that is late is more, and it is
//! complete only when survey and fee are both in.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Definition, Facts, ServiceKey, Subject,
    own::{Effecting, Own, Terms},
};
use crate::{
    Body, CaseId, College, Context, CpsoNumber, InvoiceId, Record, Rejection,
    cases::{Case, Withdrawn},
    college::RenewalYear,
    eastern_day,
    ledger::{Invoice, InvoiceVoided, Line},
    registration::Status,
};

/// The effect that completes it.
const COMPLETED: &str = "renewal.completed";
/// The effect that gives up the years to come.
const GIVEN_UP: &str = "renewal.given-up";

/// The service's key.
pub const KEY: &str = "renewal";

/// The definition by which those were filed that were filed before there were definitions.
pub(crate) const FIRST_DEFINITION: u16 = 1;

/// Survey and fee are both in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalCompleted {
    /// The registration year.
    pub year: u16,
    /// First day of it.
    pub valid_from: Date,
    /// Last day of it.
    pub valid_to: Date,
}

/// The renewal of a year as it stands, seen in the record's cases and ledger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Renewal<'a> {
    /// The registration year that begins on 1 June of it.
    pub year: u16,
    /// The filing.
    pub filed: Option<&'a Case>,
    /// The invoice of its fee.
    pub invoice: Option<&'a Invoice>,
    /// Set when both are in.
    pub completed: Option<&'a RenewalCompleted>,
}

/// The case of a year's renewal.
pub fn case(year: u16) -> CaseId {
    CaseId::numbered(ServiceKey::known(KEY), year)
}

/// The year, when it is the case of a renewal.
pub fn year_of(case: &CaseId) -> Option<u16> {
    let is_renewal = case.service().as_str() == KEY;
    case.number().filter(|_| is_renewal)?.try_into().ok()
}

impl Record {
    /// The renewal of this year.
    pub fn renewal(&self, year: u16) -> Renewal<'_> {
        let case = case(year);
        let (filed, invoice) = (self.cases.get(&case), self.ledger.of_case(&case));
        Renewal { year, filed, invoice, completed: self.renewed.get(&year) }
    }

    /// The renewals of all years in which something was filed, owed or completed.
    pub fn renewals(&self) -> impl DoubleEndedIterator<Item = Renewal<'_>> {
        let filed = self.cases.iter().map(Case::id);
        let owed = self.ledger.invoices.values().filter_map(|invoice| invoice.issued.cause.case());
        let years: BTreeSet<u16> =
            filed.chain(owed).filter_map(year_of).chain(self.renewed.keys().copied()).collect();
        years.into_iter().map(|year| self.renewal(year))
    }
}

/// That the renewal of this year is complete, when its survey is filed and it was not complete before. Who asks knows that it is paid.
pub(crate) fn completion(record: &Record, year: u16, college: &College) -> Option<RenewalCompleted> {
    let renewal = record.renewal(year);
    if renewal.filed.is_none() || renewal.completed.is_some() {
        return None;
    }
    let registration = &college.renewal_year(year)?.registration;
    Some(RenewalCompleted { year, valid_from: registration.from, valid_to: registration.to })
}

/// Who is no longer registered from this day on renews no year that begins then or later: what is open of one is taken back, and its invoice
/// is void, so that what was paid of it is owed back.
fn given_up(record: &Record, college: &College, from: Date) -> Vec<Body> {
    let begins = |year: u16| college.renewal_year(year).map(|year| year.registration.from);
    let of_later = record.renewals().filter(|it| begins(it.year).is_some_and(|begins| begins >= from));
    let bodies = of_later.flat_map(|renewal| {
        let is_open = |case: &&Case| !record.case_state(case).is_finished();
        let taken_back = renewal.filed.filter(is_open);
        let taken_back = taken_back.map(|case| Withdrawn { case: case.id().clone(), why: None }.into());
        let voided = renewal.invoice.filter(|invoice| !invoice.is_void);
        let voided = voided.map(|it| InvoiceVoided { invoice: it.issued.invoice.clone() }.into());
        taken_back.into_iter().chain(voided)
    });
    bodies.collect()
}

/// See the module.
pub(crate) struct OfRenewal;

impl OfRenewal {
    fn window<'a>(case: &CaseId, context: &Context<'a>) -> Option<&'a RenewalYear> {
        context.college.renewal_year(year_of(case)?)
    }
}

impl Own for OfRenewal {
    fn allow(&self, record: &Record, case: &CaseId, context: &Context<'_>) -> Result<(), Rejection> {
        let window = Self::window(case, context).ok_or(Rejection::NotAvailable)?;
        let (registration, day) = (&record.registration, eastern_day(context.received_at));
        let class = registration.class_on(day).and_then(|held| context.college.class(&held.class));
        let renews = class.is_some_and(|class| class.annual_fee.is_some());
        if !renews {
            return Err(Rejection::NotAvailable);
        }
        // Whoever has resigned from a day on does not renew a year that begins on it or later.
        let is_active = |day: Date| registration.status_on(day) == Some(Status::Active);
        let will_be = registration.status_on(window.registration.from) != Some(Status::Resigned);
        if !is_active(day) || !will_be {
            return Err(Rejection::NotActive);
        }
        if context.received_at < window.opens() {
            return Err(Rejection::NotOpenYet { opens: window.opens() });
        }
        if context.received_at >= window.over() {
            return Err(Rejection::YearOver { last: window.registration.to });
        }
        Ok(())
    }

    /// The fee is that of the registration year, and due by the deadline.
    fn terms(&self, case: &CaseId, context: &Context<'_>) -> Terms {
        match Self::window(case, context) {
            Some(window) => Terms { day: window.registration.from, due: window.deadline() },
            None => Terms { day: eastern_day(context.received_at), due: context.received_at },
        }
    }

    fn invoice(&self, case: &CaseId, number: CpsoNumber) -> InvoiceId {
        year_of(case)
            .map_or_else(|| InvoiceId::of_case(case, number), |year| InvoiceId::of_renewal(year, number))
    }

    fn surcharge(&self, fee: &Line, case: &CaseId, context: &Context<'_>) -> Option<Line> {
        let window = Self::window(case, context)?;
        window
            .is_late(context.received_at)
            .then(|| context.college.late_penalty(fee, window.registration.from))
            .flatten()
    }

    fn penalty(&self, invoice: &Invoice, case: &CaseId, context: &Context<'_>) -> Option<Line> {
        let is_late = context.received_at > invoice.issued.due && invoice.penalty().is_none();
        let fee = invoice.issued.lines.first().filter(|_| is_late)?;
        context.college.late_penalty(fee, Self::window(case, context)?.registration.from)
    }

    fn effects(&self) -> &'static [&'static str] {
        &[COMPLETED, GIVEN_UP]
    }

    fn not_of(&self, name: &str, definition: &Definition) -> Option<&'static str> {
        let is_lost = name == COMPLETED && definition.subject != Subject::Year;
        is_lost.then_some("only what is about a year completes a renewal")
    }

    fn effect(&self, name: &str, effecting: &Effecting<'_>) -> Option<Vec<Body>> {
        let Facts { record, college, year, .. } = *effecting.facts;
        match name {
            COMPLETED => completion(record, year?, college).map(|completed| vec![completed.into()]),
            GIVEN_UP => Some(given_up(record, college, effecting.effective?)),
            _ => None,
        }
    }

    fn decided_by(&self, body: &Body) -> Option<CaseId> {
        // Of renewals this is the decision: survey and fee are both in.
        if let Body::RenewalCompleted(body) = body { Some(case(body.year)) } else { None }
    }

    /// The completion that follows when the fee of a filed survey is paid.
    fn paid(&self, record: &Record, case: &CaseId, context: &Context<'_>) -> Option<Body> {
        completion(record, year_of(case)?, context.college).map(Body::from)
    }
}

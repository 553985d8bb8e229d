//! Annual renewal: complete only when survey and fee are both in.

use jiff::civil::Date;
use portal_forms::{EditId, Micros};
use serde::{Deserialize, Serialize};

use crate::{
    Body, College, CommandId, Context, InvoiceId, Json, Record, Rejection, eastern_day,
    ledger::InvoiceIssued, registration::Status,
};

/// The survey was filed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SurveyFiled {
    /// The registration year that begins on 1 June of it.
    pub year: u16,
    /// Canonical url of the form.
    pub form: String,
    /// Its version.
    pub form_version: String,
    /// SHA-256 of the canonical response, hex: what the person reviewed.
    pub response_hash: String,
    /// The QuestionnaireResponse as filed.
    pub response: Json,
    /// The device's clock when it was submitted: evidence only.
    pub claimed_at: Micros,
}

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

/// A renewal year as it stands; absent until something was filed or paid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Renewal {
    /// The filing.
    pub filed: Option<Filed>,
    /// The invoice of its fee.
    pub invoice: Option<InvoiceId>,
    /// Set when both are in.
    pub completed: Option<RenewalCompleted>,
}

/// A filing and when the College received it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filed {
    /// What was filed.
    pub survey: SurveyFiled,
    /// The binding instant.
    pub received_at: Micros,
    /// The command that filed it: its receipt is derived from this.
    pub command: Option<CommandId>,
}

/// Files the survey and, with it, makes the fee due.
pub(crate) fn submit(
    record: &Record,
    year: u16,
    form_version: &str,
    edits: &[EditId],
    response_hash: &str,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let college = context.college;
    let window = college.renewal_year(year).ok_or(Rejection::NotAvailable)?;
    let day = eastern_day(context.received_at);
    let identity = record.identity.as_ref().ok_or(Rejection::NotAvailable)?;
    let class = record
        .registration
        .class_on(day)
        .and_then(|held| college.class(&held.class))
        .ok_or(Rejection::NotAvailable)?;
    if record.registration.status_on(day) != Some(Status::Active) {
        return Err(Rejection::NotActive);
    }
    let fee = class.annual_fee.as_deref().ok_or(Rejection::NotAvailable)?;
    if context.received_at < window.opens() {
        return Err(Rejection::NotOpenYet { opens: window.opens() });
    }
    if context.received_at >= window.over() {
        return Err(Rejection::YearOver { last: window.registration.to });
    }
    if record.renewals.get(&year).is_some_and(|renewal| renewal.filed.is_some()) {
        return Err(Rejection::AlreadyFiled);
    }
    if form_version != window.form.version {
        return Err(Rejection::FormChanged);
    }
    let filing = context.filing.ok_or(Rejection::DraftChanged)?;
    if filing.edits != edits || filing.response_hash != response_hash {
        return Err(Rejection::DraftChanged);
    }
    if filing.unsettled > 0 {
        return Err(Rejection::Unsettled { count: filing.unsettled });
    }
    if filing.errors > 0 {
        return Err(Rejection::AnswersInvalid { count: filing.errors });
    }
    let mut lines = vec![college.fee_line(fee, window.registration.from).ok_or(Rejection::NotAvailable)?];
    if context.received_at > window.deadline() {
        lines.extend(college.late_penalty(&lines[0], window.registration.from));
    }
    let filed = SurveyFiled {
        year,
        form: window.form.url.clone(),
        form_version: form_version.to_owned(),
        response_hash: response_hash.to_owned(),
        response: filing.response.clone(),
        claimed_at: context.claimed_at,
    };
    let invoice = InvoiceId::of_renewal(year, identity.cpso_number);
    let issued = InvoiceIssued { invoice, year, lines, due: window.deadline() };
    Ok(vec![filed.into(), issued.into()])
}

/// The completion that follows when the fee of a filed survey is paid.
pub(crate) fn completion(record: &Record, year: u16, college: &College) -> Option<RenewalCompleted> {
    let renewal = record.renewals.get(&year)?;
    if renewal.filed.is_none() || renewal.completed.is_some() {
        return None;
    }
    let registration = &college.renewal_year(year)?.registration;
    Some(RenewalCompleted { year, valid_from: registration.from, valid_to: registration.to })
}

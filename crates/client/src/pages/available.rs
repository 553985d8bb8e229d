//! Whether a person may ask for a service now, and what is in the way: by the rules that the College judges by, over what is known on this
//! computer.

use portal_forms::Micros;
use portal_ipc::{StepPlace, WhyNot};
use portal_record::cases::Case;
use portal_record::ledger::Invoice;
use portal_record::parameter::filled;
use portal_record::services::{self, Definition, Eligibility, Facts, Many, Step};
use portal_record::{CaseId, Record};
use portal_texts::Texts;

use super::receipt::code;
use crate::replica::Replica;

/// What stands against filling this in now; nothing when it can be.
pub(super) fn in_the_way(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> Vec<WhyNot> {
    match replica.college.form_of(case) {
        Some((service, _)) => against(texts, replica, service, Some(case), now),
        None => vec![plain(texts, "rejection-not-offered")],
    }
}

/// The same of a case that may still be to be drawn.
pub(super) fn against(
    texts: &Texts,
    replica: &Replica,
    service: &Definition,
    case: Option<&CaseId>,
    now: Micros,
) -> Vec<WhyNot> {
    if replica.record.identity.is_none() {
        return vec![plain(texts, "case-not-fetched")];
    }
    let key = case.and_then(|case| replica.draft_key(case));
    if replica.record.unknown > 0 || key.is_some_and(|key| replica.unopened.contains_key(&key.id())) {
        return vec![plain(texts, "rejection-update-needed")];
    }
    let form = case.and_then(|case| replica.college.form_of(case));
    if form.is_some_and(|(_, form)| replica.form(&form.url, &form.version).is_none()) {
        return vec![plain(texts, "case-no-form")];
    }
    let predicted = replica.predicted(now);
    if let Some(open) = asked(&predicted.record, service, case).filter(|open| Some(open.id()) != case) {
        let place = Some(StepPlace::Case { case: open.id().to_string() });
        let step = Some(comes_first(texts, open));
        return vec![WhyNot { place, step, ..plain(texts, "rejection-open-already") }];
    }
    match eligibility(replica, &predicted.record, service, case, now) {
        Eligibility::MayNot(why) => why.iter().map(|why| why_not(texts, replica, why)).collect(),
        Eligibility::May | Eligibility::PersonLooks(_) => Vec::new(),
    }
}

/// Whether this person may ask, by what is known on this computer.
pub(super) fn eligibility<'d>(
    replica: &Replica,
    record: &Record,
    service: &'d Definition,
    case: Option<&CaseId>,
    now: Micros,
) -> Eligibility<'d> {
    services::eligibility(service, &facts(replica, record, service, case, now))
}

/// What is known on this computer. What only staff may know is not.
pub(super) fn facts<'a>(
    replica: &'a Replica,
    record: &'a Record,
    service: &Definition,
    case: Option<&CaseId>,
    now: Micros,
) -> Facts<'a> {
    let year = case.and_then(|case| service.year_of(case));
    Facts { record, college: &replica.college, at: now, year, flags: None }
}

/// The case that was filed and stands where this one would begin: the one that is not finished, or that of the same year. Where there
/// may be any number there is none.
pub(super) fn asked<'r>(record: &'r Record, service: &Definition, next: Option<&CaseId>) -> Option<&'r Case> {
    match service.many {
        Many::OneOpen => {
            let mut cases = record.cases.iter().filter(|case| *case.id().service() == service.key);
            cases.find(|case| !record.case_state(case).is_finished())
        }
        Many::OnePerYear => record.cases.get(next?),
        Many::Free => None,
    }
}

/// "Your request R27-7F3K-9QMD comes first."
fn comes_first(texts: &Texts, case: &Case) -> String {
    match case.command {
        Some(command) => {
            let number = code(case.id(), command, case.filed_at);
            texts.format("services-comes-first", &[("number", number)])
        }
        None => texts.get("services-comes-first-unnamed"),
    }
}

fn plain(texts: &Texts, id: &str) -> WhyNot {
    let sentence = texts.format(id, &[("phone", texts.get("college-phone"))]);
    WhyNot { sentence, step: None, place: None }
}

fn why_not(texts: &Texts, replica: &Replica, why: &services::WhyNot<'_>) -> WhyNot {
    let said = |text: &str| filled(texts, text, &why.with);
    let (place, step) = match &why.step {
        Some((step, text)) => (place(replica, *step), Some(said(text))),
        None => (None, None),
    };
    WhyNot { sentence: said(&why.text), step, place }
}

/// Where a step is done.
fn place(replica: &Replica, step: Step) -> Option<StepPlace> {
    match step {
        Step::Pay => {
            let mut owed = replica.record.ledger.invoices.values().filter(|invoice| invoice.is_owed());
            let case = owed.next().and_then(|invoice: &Invoice| invoice.issued.cause.case());
            Some(case.map_or(StepPlace::Transactions, |case| StepPlace::Case { case: case.to_string() }))
        }
        Step::Renew => Some(StepPlace::Renewal),
        Step::Profile => Some(StepPlace::Profile),
        Step::Requests => Some(StepPlace::Services),
        Step::Wait | Step::Write => None,
    }
}

//! Cases, and what is owed for them, in words.

use portal_texts::Texts;

use crate::{
    CaseId, College, Record,
    cases::Case,
    eastern_day,
    ledger::InvoiceIssued,
    services::{Code, renewal},
};

/// `Annual renewal 2027`, or what the service is called. A service that is not known stands for itself.
pub fn case(texts: &Texts, college: &College, case: &CaseId) -> String {
    if let Some(year) = renewal::year_of(case) {
        return texts.format("renewal-title", &[("year", year.to_string())]);
    }
    match college.services().newest(case.service()) {
        Some(service) => texts.get(&service.text("name")),
        None => case.service().to_string(),
    }
}

/// What an invoice is for.
pub fn invoice(texts: &Texts, college: &College, issued: &InvoiceIssued) -> String {
    issued.cause.case().map(|about| case(texts, college, about)).unwrap_or_default()
}

/// A requirement of a case's service.
pub fn requirement(texts: &Texts, college: &College, case: &CaseId, kind: &Code) -> String {
    of_service(texts, college, case, "requirement", kind)
}

/// A kind of decision of a case's service.
pub fn decision(texts: &Texts, college: &College, case: &CaseId, kind: &Code) -> String {
    of_service(texts, college, case, "decision", kind)
}

/// A reason of a decision of a case's service.
pub fn reason(texts: &Texts, college: &College, case: &CaseId, reason: &Code) -> String {
    of_service(texts, college, case, "reason", reason)
}

/// The letter of the decision that stands: its template, filled in, and what whoever decided wrote besides. None where it has no letter, or
/// its definition is not known.
pub fn letter(texts: &Texts, college: &College, record: &Record, case: &Case) -> Option<String> {
    let (decided, identity) = (case.progress.decision()?, record.identity.as_ref()?);
    let (ruling, day) = (&decided.what.ruling, eastern_day(decided.at));
    let service = college.services().at(case.id().service(), case.definition())?;
    let template = service.decision(ruling.kind.as_str())?.template.as_ref()?;
    let reasons = ruling.reasons.iter().map(|reason| texts.get(&service.text(format!("reason-{reason}"))));
    let filled = texts.format(
        &service.text(format!("letter-{template}")),
        &[
            ("name", identity.name_on(day).full()),
            ("number", identity.cpso_number.to_string()),
            ("effective", texts.date(decided.what.effective.unwrap_or(day))),
            ("reasons", reasons.collect::<Vec<_>>().join("\n")),
        ],
    );
    Some(std::iter::once(filled).chain(ruling.letter.clone()).collect::<Vec<_>>().join("\n\n"))
}

fn of_service(texts: &Texts, college: &College, case: &CaseId, part: &str, code: &Code) -> String {
    match college.services().newest(case.service()) {
        Some(service) => texts.get(&service.text(format!("{part}-{code}"))),
        None => code.to_string(),
    }
}

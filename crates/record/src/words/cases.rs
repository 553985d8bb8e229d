//! Cases, and what is owed for them, in words.

use portal_texts::{Argument, Texts};

use crate::{
    CaseId, College, Record,
    cases::{Case, Decided, Letter, Said},
    eastern_day,
    ledger::InvoiceIssued,
    messages,
    services::{Code, Definition, renewal},
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

fn of_service(texts: &Texts, college: &College, case: &CaseId, part: &str, code: &Code) -> String {
    match college.services().newest(case.service()) {
        Some(service) => texts.get(&service.text(format!("{part}-{code}"))),
        None => code.to_string(),
    }
}

/// The letter of a decision, by paragraph: its text, filled in, and what the staff wrote besides. Empty where there is none.
pub fn letter(
    texts: &Texts,
    college: &College,
    record: &Record,
    case: &Case,
    decided: &Said<Decided>,
) -> Vec<String> {
    let template = match &decided.what.letter {
        Some(letter) => Some(messages::filled(texts, &letter.text, &letter.with)),
        None => {
            let service = college.services().at(case.id().service(), case.definition());
            service.and_then(|service| earlier(texts, record, service, decided))
        }
    };
    let written = decided.what.ruling.letter.clone();
    let paragraphs = |text: &String| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    template.iter().chain(&written).flat_map(paragraphs).collect()
}

/// What a letter is called.
pub fn letter_title(texts: &Texts, letter: &Letter) -> String {
    texts.get(&letter.title)
}

/// The text of a letter as decisions had it that did not name one yet.
fn earlier(texts: &Texts, record: &Record, service: &Definition, decided: &Said<Decided>) -> Option<String> {
    let template = service.decision(decided.what.ruling.kind.as_str())?.template.as_ref()?;
    let (identity, on) = (record.identity.as_ref()?, eastern_day(decided.at));
    let reasons = decided.what.ruling.reasons.iter();
    let reasons: Vec<String> =
        reasons.map(|reason| texts.get(&service.text(format!("reason-{reason}")))).collect();
    let arguments: [(&str, Argument<'_>); 4] = [
        ("name", identity.name_on(on).full().into()),
        ("number", identity.cpso_number.to_string().into()),
        ("effective", texts.date(decided.what.effective.unwrap_or(on)).into()),
        ("reasons", reasons.join("\n").into()),
    ];
    Some(texts.format(&service.text(format!("letter-{template}")), &arguments))
}

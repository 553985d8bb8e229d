//! Cases, and what is owed for them, in words.

use portal_texts::Texts;

use crate::{CaseId, College, ledger::InvoiceIssued, services::renewal};

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

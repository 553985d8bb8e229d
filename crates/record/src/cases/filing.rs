//! Filing: a draft as it was reviewed becomes a case, by the definition of its service.

use std::{collections::BTreeMap, sync::LazyLock};

use portal_forms::{EditId, Evaluation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CaseId, Filed};
use crate::{
    Body, College, Context, DraftId, Filing, Record, Rejection,
    college::FormVersion,
    eastern_day,
    identity::Identity,
    ledger::{InvoiceFor, InvoiceIssued, Line},
    services::{self, Definition, Eligibility, Else, Facts, FormOf, Many, WhenDue, renewal},
};

/// The form in which an answer to the College is written until it is sent.
static ANSWER_FORM: LazyLock<FormVersion> = LazyLock::new(|| FormVersion {
    url: "https://portal.cpso.on.ca/forms/answer".to_owned(),
    version: "1".to_owned(),
});

/// A request as it was reviewed, to be filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "AsSent")]
pub struct File {
    /// The case that begins with it.
    pub case: CaseId,
    /// Version of the service's definition by which it was filled in.
    pub definition: u16,
    /// The draft that becomes the filing.
    pub draft: DraftId,
    /// Version of the form that it was reviewed in.
    pub form_version: String,
    /// The exact edits that stood when it was reviewed, sorted.
    pub edits: Vec<EditId>,
    /// SHA-256 of the canonical response that was reviewed, hex.
    pub response_hash: String,
}

/// As it is sent, and as it was: `submit-survey` said the renewal year.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AsSent {
    #[serde(flatten)]
    what: What,
    draft: DraftId,
    form_version: String,
    edits: Vec<EditId>,
    response_hash: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum What {
    Case { case: CaseId, definition: u16 },
    Survey { year: u16 },
}

impl From<AsSent> for File {
    fn from(sent: AsSent) -> Self {
        let AsSent { what, draft, form_version, edits, response_hash } = sent;
        let (case, definition) = match what {
            What::Case { case, definition } => (case, definition),
            What::Survey { year } => (renewal::case(year), renewal::FIRST_DEFINITION),
        };
        Self { case, definition, draft, form_version, edits, response_hash }
    }
}

impl Definition {
    /// The form in which a case is filled in; none when it is about a year that there is not.
    fn form_of<'a>(&'a self, case: &CaseId, college: &'a College) -> Option<&'a FormVersion> {
        match &self.form {
            FormOf::Form(form) => Some(form),
            FormOf::Year => college.renewal_year(case.number()?.try_into().ok()?).map(|year| &year.form),
        }
    }

    /// The renewal year that a case is about, where the service is asked for once a year.
    pub fn year_of(&self, case: &CaseId) -> Option<u16> {
        case.number().filter(|_| self.many == Many::OnePerYear)?.try_into().ok()
    }

    /// Whether a case can be about this: a renewal year, an ordinal, or what a device drew.
    fn is_about(&self, case: &CaseId, college: &College) -> bool {
        let number = case.number();
        match self.many {
            Many::OnePerYear => number.and_then(|year| college.renewal_year(year.try_into().ok()?)).is_some(),
            Many::OneOpen => number.is_some_and(|ordinal| ordinal > 0),
            Many::Free => Uuid::try_parse(case.subject()).is_ok(),
        }
    }

    /// Whether this case may begin beside those that there are.
    fn allow(&self, case: &CaseId, record: &Record, college: &College) -> Result<(), Rejection> {
        if record.cases.get(case).is_some() {
            return Err(Rejection::AlreadyFiled);
        }
        if !self.is_about(case, college) {
            return Err(Rejection::NotOffered);
        }
        if self.many != Many::OneOpen {
            return Ok(());
        }
        let mut of_service = record.cases.of(case.service());
        if let Some(open) = of_service.find(|case| !record.case_state(case).is_finished()) {
            return Err(Rejection::OpenAlready { case: open.id().clone() });
        }
        if case.number() == Some(record.cases.next(case.service())) {
            Ok(())
        } else {
            Err(Rejection::NotOffered)
        }
    }
}

impl College {
    /// The case that a draft of this form about this becomes, with the definition by which it is filled in; none when nothing that
    /// is offered is filled in so.
    pub fn case_of(&self, form: &str, subject: &str) -> Option<(CaseId, &Definition)> {
        self.services().offered().find_map(|service| {
            let case = CaseId::new(service.key.clone(), subject).ok()?;
            let is_of = service.is_about(&case, self) && service.form_of(&case, self)?.url == form;
            is_of.then_some((case, service))
        })
    }

    /// The form in which a draft of this name is filled in: that of a request which is offered, or of an answer to the College.
    pub fn form_of_draft(&self, name: &CaseId) -> Option<&FormVersion> {
        if name.is_answer() { Some(&ANSWER_FORM) } else { Some(self.form_of(name)?.1) }
    }

    /// Whether anything is filled in by a draft of this form about this.
    pub fn takes_draft(&self, form: &str, subject: &str) -> bool {
        let is_answer = form == ANSWER_FORM.url && Uuid::try_parse(subject).is_ok();
        is_answer || self.case_of(form, subject).is_some()
    }

    /// The definition and the form by which a case is filled in now; none when nothing that is offered begins it.
    pub fn form_of(&self, case: &CaseId) -> Option<(&Definition, &FormVersion)> {
        let service = self.services().newest(case.service()).filter(|it| it.is_about(case, self))?;
        Some((service, service.form_of(case, self)?))
    }
}

impl File {
    /// The case that it begins, and the fee that it makes due.
    pub(crate) fn decide(
        &self,
        record: &Record,
        identity: &Identity,
        context: &Context<'_>,
    ) -> Result<Vec<Body>, Rejection> {
        let (case, college) = (&self.case, context.college);
        let service = college.services().newest(case.service()).ok_or(Rejection::NotOffered)?;
        let own = services::own(case.service());
        own.allow(record, case, context)?;
        service.allow(case, record, college)?;
        let form = service.form_of(case, college).ok_or(Rejection::NotOffered)?;
        if self.definition != service.version || self.form_version != form.version {
            return Err(Rejection::FormChanged);
        }
        let filing = self.reviewed(context)?;
        let asked = Asked { service, record, case, form, filing, context };
        asked.eligible()?;
        let filed = Filed {
            case: case.clone(),
            definition: service.version,
            form: form.url.clone(),
            form_version: form.version.clone(),
            response_hash: filing.response_hash.clone(),
            response: filing.response.clone(),
            claimed_at: context.claimed_at,
            files: Vec::new(),
        };
        let lines = asked.lines()?;
        let issued = (!lines.is_empty()).then(|| InvoiceIssued {
            invoice: own.invoice(case, identity.cpso_number),
            cause: InvoiceFor::Case { case: case.clone() },
            lines,
            due: own.terms(case, context).due,
        });
        Ok([filed.into()].into_iter().chain(issued.map(Body::from)).collect())
    }

    /// What is filed, when it is what was reviewed and nothing in it is left to be done.
    fn reviewed<'a>(&self, context: &Context<'a>) -> Result<&'a Filing, Rejection> {
        let filing = context.filing.ok_or(Rejection::DraftChanged)?;
        if filing.edits != self.edits || filing.response_hash != self.response_hash {
            return Err(Rejection::DraftChanged);
        }
        if filing.unsettled > 0 {
            return Err(Rejection::Unsettled { count: filing.unsettled });
        }
        if filing.errors > 0 {
            return Err(Rejection::AnswersInvalid { count: filing.errors });
        }
        Ok(filing)
    }
}

/// What somebody asks for, with all that it is judged by.
struct Asked<'a> {
    service: &'a Definition,
    record: &'a Record,
    case: &'a CaseId,
    form: &'a FormVersion,
    filing: &'a Filing,
    context: &'a Context<'a>,
}

impl Asked<'_> {
    /// What is known when it is received. What only staff may know is looked at later, by a person.
    fn facts(&self) -> Facts<'_> {
        Facts {
            record: self.record,
            college: self.context.college,
            at: self.context.received_at,
            year: self.service.year_of(self.case),
            flags: None,
        }
    }

    fn answers(&self) -> Option<Evaluation> {
        let day = eastern_day(self.context.received_at);
        services::answers(self.context.college, self.form, &self.filing.response, day)
    }

    /// Whether it is for this person now, and with these answers. What nobody knows yet stands in nobody's way.
    fn eligible(&self) -> Result<(), Rejection> {
        let facts = self.facts();
        if let Eligibility::MayNot(clauses) = services::eligibility(self.service, &facts) {
            let filled = clauses.iter().filter(|clause| !clause.with.is_empty());
            let with = filled.map(|clause| (clause.text.clone(), clause.with.clone())).collect();
            return Err(Rejection::NotEligible {
                why: clauses.into_iter().map(|it| it.text).collect(),
                with,
            });
        }
        if self.service.checks.iter().all(|check| check.otherwise != Else::Refuse) {
            return Ok(());
        }
        let answers = self.answers();
        let checked = services::checks(self.service, &facts, answers.as_ref()).into_iter();
        let refused = checked.filter(|it| it.is_met == Some(false) && it.check.otherwise == Else::Refuse);
        let why: Vec<String> = refused.map(|it| it.text).collect();
        if why.is_empty() { Ok(()) } else { Err(Rejection::NotEligible { why, with: BTreeMap::new() }) }
    }

    /// The fee that falls due with the filing, with what is added to it; nothing where there is none.
    fn lines(&self) -> Result<Vec<Line>, Rejection> {
        let Some(fee) = self.service.fee.as_ref().filter(|fee| fee.when == WhenDue::Filing) else {
            return Ok(Vec::new());
        };
        let answers = fee.quantity.asks_answers().then(|| self.answers()).flatten();
        let lines = services::fee_now(self.service, &self.facts(), answers.as_ref(), self.case, self.context);
        lines.ok_or(Rejection::NotAvailable)
    }
}

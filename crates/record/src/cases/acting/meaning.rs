//! What the definition's checks and effects come to for a case: over the record, what the staff know, what was filed, and what was
//! filled in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_forms::Evaluation;
use uuid::Uuid;

use super::Matter;
use crate::{
    Body, InvoiceId, Rejection, ThreadId,
    cases::{CheckResult, Letter, Met, Ruling},
    college::FormVersion,
    context::after,
    eastern::start_of,
    eastern_day,
    ledger::{Invoice, InvoiceFor, InvoiceIssued, InvoiceVoided},
    messages::Parameter,
    services::{self, Code, Decision, Effect, Facts, Flags, Given, WhenDue},
};

/// The namespace of the ids of what decisions make.
const DECISIONS: Uuid = Uuid::from_u128(0x93c5_0b7e_12d8_4f64_b0a9_6e41_7f2c_d835);

impl<'a> Matter<'a> {
    fn facts<'f>(&self, flags: Option<&'f Flags>) -> Facts<'f>
    where
        'a: 'f,
    {
        let (record, college, at) = (self.record, self.context.college, self.context.received_at);
        Facts { record, college, at, year: self.definition.year_of(self.case.id()), flags }
    }

    /// What was filed, on its form, as of the day on which it was; nothing when this program does not have the form.
    fn answers(&self) -> Option<Evaluation> {
        let filed = &self.case.filed;
        let form = FormVersion { url: filed.form.clone(), version: filed.form_version.clone() };
        services::answers(self.context.college, &form, &filed.response, eastern_day(self.case.filed_at))
    }

    /// What the checks come to. Where something is not known, a person looks.
    pub(super) fn checks(&self, flags: &Flags) -> Vec<CheckResult> {
        let answers = self.answers();
        let checked = services::checks(self.definition, &self.facts(Some(flags)), answers.as_ref());
        checked.iter().map(|it| CheckResult { id: it.check.id.clone(), is: Met::of(it.is_met) }).collect()
    }

    /// The events with which a decision changes something, filled in, on the day on which it takes effect where that is known. What is told with it is told in the case's thread.
    pub(super) fn effects(
        &self,
        effects: &[Effect],
        ruling: Option<&Ruling>,
        on: Option<Date>,
    ) -> Result<Vec<Body>, Rejection> {
        let (none, answers, facts) = (BTreeMap::new(), self.answers(), self.facts(None));
        let number = self.record.identity.as_ref().map(|identity| identity.cpso_number.to_string());
        let made = format!("{}\n{}\n{}", number.unwrap_or_default(), self.case.id(), self.progress().changed);
        let given = Given {
            answers: answers.as_ref(),
            fields: ruling.map_or(&none, |ruling| &ruling.fields),
            facts: &facts,
            effective: on,
            seed: Uuid::new_v5(&DECISIONS, made.as_bytes()),
        };
        let mut bodies =
            services::effects(self.definition, effects, &given).map_err(|_| Rejection::DecisionIncomplete)?;
        let effective = bodies.iter().filter_map(Body::effective).min().or(on).map(Parameter::Day);
        let reason = |reason: &Code| self.definition.text(format!("reason-{reason}"));
        let reasons = ruling.map(|ruling| Parameter::Texts(ruling.reasons.iter().map(reason).collect()));
        for body in &mut bodies {
            if let Body::MessageSent(sent) = body {
                (sent.thread, sent.case) = (ThreadId::of_case(self.case.id()), Some(self.id()));
                sent.fill("effective", effective.clone());
                sent.fill("reasons", reasons.clone());
            }
        }
        Ok(bodies)
    }

    /// The letter of a decision, filled in; nothing where it has none.
    pub(super) fn letter(
        &self,
        decision: &Decision,
        ruling: &Ruling,
        effective: Date,
        issued: Option<&InvoiceIssued>,
    ) -> Option<Letter> {
        let (template, document) = decision.template.as_ref().zip(decision.document.as_ref())?;
        let (definition, identity) = (self.definition, self.record.identity.as_ref()?);
        let name = identity.name_on(self.context.today()).full();
        let reasons = ruling.reasons.iter().map(|reason| definition.text(format!("reason-{reason}")));
        let with = [
            ("name", Parameter::Words(name)),
            ("number", Parameter::Words(identity.cpso_number.to_string())),
            ("effective", Parameter::Day(effective)),
            ("reasons", Parameter::Texts(reasons.collect())),
        ];
        Some(Letter {
            title: definition.text(format!("document-{document}")),
            text: definition.text(format!("letter-{template}")),
            with: with.map(|(name, parameter)| (name.to_owned(), parameter)).into(),
            fee: self.released_by(decision, issued),
        })
    }

    /// The invoice that is paid before what was decided is handed out: the one that comes with it, or came with an earlier decision.
    fn released_by(&self, decision: &Decision, issued: Option<&InvoiceIssued>) -> Option<InvoiceId> {
        let fee = self.definition.fee.as_ref()?;
        if fee.when != WhenDue::Release || !decision.is_fee_due {
            return None;
        }
        let earlier = self.record.ledger.of_case(self.case.id()).filter(|invoice| !invoice.is_void);
        issued.or(earlier.map(|invoice| &invoice.issued)).map(|issued| issued.invoice.clone())
    }

    /// The fee that falls due with a decision, by the table of the day of filing; nothing where there is none, or it was issued with an
    /// earlier decision.
    pub(super) fn fee_with_decision(&self) -> Result<Option<InvoiceIssued>, Rejection> {
        let (definition, id) = (self.definition, self.case.id());
        if self.record.ledger.of_case(id).is_some() {
            return Ok(None);
        }
        let number = self.record.identity.as_ref().ok_or(Rejection::NotEnrolled)?.cpso_number;
        let day = eastern_day(self.case.filed_at);
        let lines = services::fee_lines(definition, &self.facts(None), self.answers().as_ref(), day)
            .ok_or(Rejection::DecisionIncomplete)?;
        let within = self.context.college.cases().fee_due_within_days;
        let due = start_of(after(self.context.today(), within + 1)).ok_or(Rejection::DecisionIncomplete)?;
        let issued = (!lines.is_empty()).then(|| InvoiceIssued {
            invoice: services::own(id.service()).invoice(id, number),
            cause: InvoiceFor::Case { case: id.clone() },
            lines,
            due,
        });
        Ok(issued)
    }

    /// What was to be paid for a case that ends no longer is.
    pub(super) fn unpaid_invoice_voided(&self) -> Option<Body> {
        self.invoice_voided(Invoice::is_owed)
    }

    /// The same, and what was paid is owed back.
    pub(super) fn invoice_returned(&self) -> Option<Body> {
        self.invoice_voided(|invoice| !invoice.is_void)
    }

    fn invoice_voided(&self, is_voided: impl Fn(&Invoice) -> bool) -> Option<Body> {
        let invoice = self.record.ledger.of_case(self.case.id()).filter(|invoice| is_voided(invoice))?;
        Some(InvoiceVoided { invoice: invoice.issued.invoice.clone() }.into())
    }
}

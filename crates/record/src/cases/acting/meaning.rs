//! What the definition's checks and effects come to for a case: over the record, what the staff know, what was filed, and what was
//! filled in.

use std::collections::BTreeMap;

use portal_forms::Evaluation;
use uuid::Uuid;

use super::Matter;
use crate::{
    Body, Rejection, ThreadId,
    cases::{CheckResult, Met, Ruling},
    college::FormVersion,
    eastern_day,
    ledger::{Invoice, InvoiceVoided},
    services::{self, Effect, Facts, Flags, Given},
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

    /// The events with which a decision changes something, filled in. What is told with it is told in the case's thread.
    pub(super) fn effects(
        &self,
        effects: &[Effect],
        ruling: Option<&Ruling>,
    ) -> Result<Vec<Body>, Rejection> {
        let (none, answers, facts) = (BTreeMap::new(), self.answers(), self.facts(None));
        let number = self.record.identity.as_ref().map(|identity| identity.cpso_number.to_string());
        let made = format!("{}\n{}\n{}", number.unwrap_or_default(), self.case.id(), self.progress().changed);
        let given = Given {
            answers: answers.as_ref(),
            fields: ruling.map_or(&none, |ruling| &ruling.fields),
            facts: &facts,
            seed: Uuid::new_v5(&DECISIONS, made.as_bytes()),
        };
        let mut bodies =
            services::effects(self.definition, effects, &given).map_err(|_| Rejection::DecisionIncomplete)?;
        for body in &mut bodies {
            if let Body::MessageSent(sent) = body {
                (sent.thread, sent.case) = (ThreadId::of_case(self.case.id()), Some(self.id()));
            }
        }
        Ok(bodies)
    }

    /// What was to be paid for a case that ends no longer is.
    pub(super) fn unpaid_invoice_voided(&self) -> Option<Body> {
        let unpaid =
            self.record.ledger.of_case(self.case.id()).filter(|invoice: &&Invoice| invoice.is_owed());
        unpaid.map(|invoice| InvoiceVoided { invoice: invoice.issued.invoice.clone() }.into())
    }
}

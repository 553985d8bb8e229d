//! What a case costs, from its definition and the College's fee table.

use jiff::civil::Date;
use portal_forms::{Evaluation, FactKind};

use super::{Definition, Facts, own};
use crate::{CaseId, Cents, Context, ledger::Line};

/// The lines of a case's invoice as the fee table has them on a day: empty when it is free, nothing when it cannot be said.
pub fn fee_lines(
    definition: &Definition,
    facts: &Facts<'_>,
    answers: Option<&Evaluation>,
    day: Date,
) -> Option<Vec<Line>> {
    let Some(fee) = &definition.fee else { return Some(Vec::new()) };
    let quantity =
        fee.quantity.understand(FactKind::Number, answers.map(|answers| &**answers.form())).ok()?;
    let times = facts.ask(answers, |over| quantity.whole_number(over)).filter(|times| *times >= 0)?;
    if times == 0 {
        return Some(Vec::new());
    }
    let Line { fee, amount, tax } = facts.college.fee_line(fee.item.code(facts)?, day)?;
    let all = |of_one: Cents| Cents(of_one.0.saturating_mul(times));
    Some(vec![Line { fee, amount: all(amount), tax: all(tax) }])
}

/// The lines of the fee of a case that is filed now, by the terms of its service, and with what that adds.
pub fn fee_now(
    definition: &Definition,
    facts: &Facts<'_>,
    answers: Option<&Evaluation>,
    case: &CaseId,
    context: &Context<'_>,
) -> Option<Vec<Line>> {
    let own = own(&definition.key);
    let mut lines = fee_lines(definition, facts, answers, own.terms(case, context).day)?;
    let surcharge = lines.first().and_then(|line| own.surcharge(line, case, context));
    lines.extend(surcharge);
    Some(lines)
}

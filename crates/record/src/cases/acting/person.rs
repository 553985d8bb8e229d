//! What the person does: answers what was asked, or takes the case back.

use super::Matter;
use crate::{
    Body, Rejection,
    cases::{ClockStarted, InformationGiven, State, Stop, Withdrawn},
    files::{self, FileName},
    rejection::{Field, Reason, invalid},
    services::Until,
};

pub(super) fn give(
    matter: Matter<'_>,
    text: Option<&str>,
    files: &[FileName],
) -> Result<Vec<Body>, Rejection> {
    let text = matter.optional_words(Field::Words, text)?;
    files::are_in_order(files, matter.context.college.files())?;
    if text.is_none() && files.is_empty() {
        return Err(invalid(Field::Words, Reason::Missing));
    }
    let given = InformationGiven { case: matter.id(), text, files: files.to_vec() };
    let goes_on = matter.progress().stopped.contains(&Stop::Asked);
    let started = goes_on.then(|| ClockStarted { case: matter.id(), why: Stop::Asked }.into());
    Ok(std::iter::once(given.into()).chain(started).collect())
}

/// What a decision changed already is taken back, where the definition lets it be, until the day on which it takes effect.
pub(super) fn withdraw(matter: Matter<'_>, why: Option<&str>) -> Result<Vec<Body>, Rejection> {
    let rule = matter.definition.withdraw.as_ref().ok_or(Rejection::NotWithdrawable)?;
    let why = matter.optional_words(Field::Words, why)?;
    let mut bodies = vec![Withdrawn { case: matter.id(), why }.into()];
    let is_decided = matter.record.case_state(matter.case) == State::Decided;
    if is_decided {
        if rule.until == Until::Decided {
            return Err(Rejection::NotNow { state: State::Decided });
        }
        let decided = matter.progress().decision().and_then(|decision| decision.what.effective);
        if let Some(effective) = decided.filter(|effective| *effective <= matter.context.today()) {
            return Err(Rejection::WithdrawnTooLate { effective });
        }
        bodies.extend(matter.effects(&rule.effects, None, None)?);
    }
    let is_returned = rule.is_fee_returned && !is_decided;
    bodies.extend(if is_returned { matter.invoice_returned() } else { matter.unpaid_invoice_voided() });
    Ok(bodies)
}

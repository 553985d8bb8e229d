//! What the College's rules do with a case: make the checks, decide where nobody has to look, close what has taken effect.

use std::collections::BTreeMap;

use portal_forms::Micros;
use uuid::Uuid;

use super::{Matter, decision};
use crate::{
    Body, MessageId, Rejection, ThreadId,
    cases::{CaseAct, Checked, Closed, Delayed, Lapse, Lapsed, Route, Routed, Ruling},
    eastern_day,
    messages::{Author, MessageSent, Parameter},
};

/// The namespace of the ids of what is said where a promise was not kept.
const DELAYS: Uuid = Uuid::from_u128(0x71b4_e80c_3f5a_4d96_8ae2_05c9_d617_b34e);

/// The checks are made, and with the first time it is said who looks.
pub(super) fn check(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let mut bodies = matter.checked_anew(&matter.file()?.flags)?;
    if matter.progress().route.is_none() {
        let to = if auto(matter).is_ok() { Route::Auto } else { Route::Review };
        bodies.push(Routed { case: matter.id(), to }.into());
    }
    if bodies.is_empty() { Err(Rejection::SameAsNow) } else { Ok(bodies) }
}

/// The definition's own decision.
pub(super) fn auto(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let kind = matter.definition.auto.clone().ok_or(Rejection::ChecksNotMet)?;
    decision::decided(matter, &Ruling::plain(kind))
}

pub(super) fn close(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let decided = matter.progress().decision().map(|decision| &decision.what);
    let effective = decided.and_then(|decided| decided.effective);
    if effective.is_some_and(|day| day > matter.context.today()) {
        return Err(Rejection::NotInEffectYet);
    }
    let mut bodies = vec![Closed { case: matter.id() }.into()];
    if let Some((decided, day)) = decided.zip(effective)
        && let Some(decision) = matter.definition.decision(decided.ruling.kind.as_str())
    {
        bodies.extend(matter.effects(&decision.on_day, Some(&decided.ruling), Some(day))?);
    }
    Ok(bodies)
}

/// What was asked is asked once more.
pub(super) fn remind(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    matter.is_due(&CaseAct::Remind {})?;
    let asked = matter.progress().question().ok_or(Rejection::SameAsNow)?;
    let until = Parameter::Day(asked.what.due);
    Ok(vec![matter.told(asked.reminder(matter.case), "case-reminder", until).into()])
}

/// The staff see that no answer came; one that comes late is taken all the same.
pub(super) fn lapse(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let due = matter.is_due(&CaseAct::Lapse {})?;
    if matter.file()?.has_lapsed(Lapse::Answer, due) {
        return Err(Rejection::SameAsNow);
    }
    Ok(vec![Lapsed { case: matter.id(), what: Lapse::Answer, due }.into()])
}

/// A promise that was not kept is made anew, by the same clock, and both sides are told.
pub(super) fn delay(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let clock = matter.definition.clock.as_ref().ok_or(Rejection::NoClock)?;
    let due = matter.is_due(&CaseAct::Delay {})?;
    let (now, days) = (matter.context.received_at, matter.context.college.business_days());
    let until = days.promised(clock.n, clock.unit, now, &[]).ok_or(Rejection::NoClock)?;
    let (case, seed) = (matter.id(), format!("{}\n{}", matter.case.id(), due.0));
    let id = MessageId(Uuid::new_v5(&DELAYS, seed.as_bytes()));
    let told = matter.told(id, "case-delayed", Parameter::Day(eastern_day(until)));
    let lapsed = Lapsed { case: case.clone(), what: Lapse::Promise, due };
    Ok(vec![Delayed { case, until }.into(), told.into(), lapsed.into()])
}

impl Matter<'_> {
    /// When this was to be done, if it is to be by now.
    fn is_due(&self, act: &CaseAct) -> Result<Micros, Rejection> {
        let dues = self.record.dues(self.case, self.context.college);
        let due = dues.into_iter().find(|due| due.act == *act).ok_or(Rejection::SameAsNow)?;
        if due.at <= self.context.received_at { Ok(due.at) } else { Err(Rejection::NotInEffectYet) }
    }

    /// A message of the College's rules in the case's thread, about what was asked for and until when.
    fn told(&self, id: MessageId, text: &str, until: Parameter) -> MessageSent {
        let what = Parameter::Texts(vec![self.definition.text("name")]);
        let with = [("what".to_owned(), what), ("until".to_owned(), until)].into();
        let (thread, case) = (ThreadId::of_case(self.case.id()), Some(self.id()));
        MessageSent { thread, case, ..MessageSent::of_text(id, Author::College, text, with) }
    }

    /// What became of the checks, where that is not what the file says.
    pub(super) fn checked_anew(&self, flags: &BTreeMap<String, bool>) -> Result<Vec<Body>, Rejection> {
        let results = self.checks(flags);
        let is_new = results != self.file()?.checks;
        Ok(if is_new { vec![Checked { case: self.id(), results }.into()] } else { Vec::new() })
    }
}

//! What must hold of something that happens to a case, as the case stands before it.

use jiff::civil::Date;
use portal_record::cases::{CheckResult, Decided, Met, Route, State, Stop};
use portal_record::{Actor, Body, CaseId, Event, Role, eastern_day};

use super::life::{Life, person};
use super::{CHECKS, CLOCK, EFFECTS, ENDED, EYES, FEE, ONCE, OWN, PINNED, case_of};
use crate::database::Written;
use crate::invariants::{Violation, must};
use crate::services::{Decision, Effect};

/// Something that happened to a case, before it is taken in.
pub(super) struct Act<'l, 'a> {
    pub(super) life: &'l Life<'a>,
    pub(super) case: &'l CaseId,
    pub(super) event: &'l Event,
}

impl Act<'_, '_> {
    fn told(&self) -> String {
        format!(
            "{}: {} by {:?}, {:?}",
            self.case,
            self.event.body.kind(),
            self.event.actor,
            self.life.state()
        )
    }

    fn day(&self) -> Date {
        eastern_day(self.event.received_at)
    }

    /// The person's acts are the person's, the rules' the rules'; what the staff do is done by those whose work it is, and by whoever
    /// has the case.
    pub(super) fn is_theirs_to_do(&self) -> Result<(), Violation> {
        let (actor, staff) = (self.event.actor, person(self.event.actor));
        let has_it = staff.is_some_and(|(person, _)| self.life.assigned == Some(person));
        let leads = staff.is_some_and(|(_, role)| matches!(role, Role::Supervisor | Role::Registrar));
        let may = leads || staff.is_some_and(|(_, role)| role == Role::Membership);
        let is_theirs = match &self.event.body {
            Body::InformationGiven(_) | Body::Withdrawn(_) => matches!(actor, Actor::Registrant { .. }),
            Body::Routed(_) | Body::Closed(_) | Body::Delayed(_) | Body::Lapsed(_) => {
                matches!(actor, Actor::System { .. })
            }
            // With the person's answer the clock goes on; with any act of the staff or of the rules checks may be made.
            Body::ClockStarted(started) if started.why == Stop::Asked => {
                matches!(actor, Actor::Registrant { .. })
            }
            // Whoever has it lets it go on, or a fact that anybody of the staff tells, which is what a hold waited for.
            Body::ClockStarted(_) => may,
            Body::Checked(_) => may || matches!(actor, Actor::System { .. }),
            // These follow from a decision, of which more is asked.
            Body::Decided(_) | Body::MessageSent(_) => may || matches!(actor, Actor::System { .. }),
            Body::Noted(_) | Body::Flagged(_) | Body::Returned(_) => may,
            Body::Assigned(assigned) => {
                let takes = self.life.assigned.is_none() && assigned.to == staff.map(|(person, _)| person);
                may && (leads || has_it || takes)
            }
            Body::Reopened(_) => leads,
            _ => may && has_it,
        };
        must(is_theirs, OWN, || self.told())
    }

    /// Nothing is done with a case that has ended but to note something and, where it may be, to open it again; nothing is decided or
    /// asked before the fee is paid.
    pub(super) fn is_in_time(&self) -> Result<(), Violation> {
        let (life, state) = (self.life, self.life.state());
        let terms = life.terms;
        let is_in_time = match &self.event.body {
            Body::Noted(_) => true,
            // It is told with a decision that has just been taken in, or of what is still to come.
            Body::MessageSent(_) => life.decisions > 0 || state.is_open(),
            Body::Delayed(_) | Body::Lapsed(_) => {
                matches!(state, State::Filed | State::InReview | State::ActionNeeded)
            }
            Body::Assigned(_) | Body::Flagged(_) | Body::Cancelled(_) => state.is_open(),
            Body::Withdrawn(_) => {
                let is_to_come = life.effective.is_some_and(|day| day > self.day());
                let is_taken_back = terms.is_some_and(|terms| terms.is_taken_back) && is_to_come;
                state.is_open() || state == State::Decided && is_taken_back
            }
            Body::Reopened(_) => {
                let may = terms.is_some_and(|terms| terms.reopens);
                may && matches!(state, State::Decided | State::Closed | State::Cancelled)
            }
            Body::Closed(_) => state == State::Decided && life.effective.is_some_and(|day| day <= self.day()),
            Body::Routed(_) => state == State::Filed,
            Body::Checked(_) => state.is_open(),
            Body::InformationGiven(_) => state == State::ActionNeeded,
            Body::ClockStarted(started) if started.why == Stop::Asked => state == State::InReview,
            _ => matches!(state, State::InReview | State::ActionNeeded),
        };
        let name = if matches!(self.event.body, Body::Decided(_)) { ONCE } else { ENDED };
        must(is_in_time, name, || self.told())
    }

    pub(super) fn stops_the_clock(&self, transaction: &[Written]) -> Result<(), Violation> {
        let stopped = &self.life.stopped;
        let has = |wanted: &dyn Fn(&Body) -> bool| {
            transaction.iter().any(|written| {
                wanted(&written.event.body) && case_of(&written.event.body).as_ref() == Some(self.case)
            })
        };
        let stops = has(&|body| matches!(body, Body::ClockStopped(it) if it.why == Stop::Asked));
        let starts = has(&|body| matches!(body, Body::ClockStarted(it) if it.why == Stop::Asked));
        let holds = match &self.event.body {
            Body::InformationAsked(_) => stopped.contains(&Stop::Asked) != stops,
            Body::InformationGiven(_) => stopped.contains(&Stop::Asked) == starts,
            Body::ClockStopped(it) if it.why == Stop::Held => {
                self.life.terms.is_some_and(|terms| terms.is_held) && !stopped.contains(&Stop::Held)
            }
            Body::ClockStopped(_) => has(&|body| matches!(body, Body::InformationAsked(_))),
            Body::ClockStarted(it) if it.why == Stop::Asked => {
                has(&|body| matches!(body, Body::InformationGiven(_)))
            }
            Body::ClockStarted(it) => stopped.contains(&it.why),
            _ => true,
        };
        must(holds, CLOCK, || self.told())
    }

    /// Whoever ends a case that was not paid for owes nothing any more.
    pub(super) fn voids_the_fee(&self, transaction: &[Written]) -> Result<(), Violation> {
        if !matches!(self.event.body, Body::Withdrawn(_) | Body::Cancelled(_)) {
            return Ok(());
        }
        let is_owed = self.life.invoice.is_some() && !self.life.is_paid && !self.life.is_void;
        let is_voided = transaction.iter().any(|written| match &written.event.body {
            Body::InvoiceVoided(voided) => self.life.invoice == Some(&voided.invoice),
            _ => false,
        });
        must(is_owed == is_voided, FEE, || self.told())
    }

    pub(super) fn checks(&self, results: &[CheckResult]) -> Result<(), Violation> {
        let results = results.iter().map(|result| (result.id.to_string(), result.is));
        let (results, expected): (Vec<_>, _) = (results.collect(), self.life.expected_checks());
        must(results == expected, CHECKS, || format!("{}: {results:?}, not {expected:?}", self.told()))
    }

    /// Nobody looks where the service says what follows and all checks are met.
    pub(super) fn routes(&self, to: Route) -> Result<(), Violation> {
        let is_auto = self.life.terms.is_some_and(|terms| terms.auto.is_some()) && self.is_met();
        must(is_auto == (to == Route::Auto), CHECKS, || format!("{} to {to:?}", self.told()))
    }

    fn is_met(&self) -> bool {
        self.life.is_checked() && self.life.checks.iter().all(|(_, is)| *is == Met::Met)
    }

    pub(super) fn decides(&self, decided: &Decided) -> Result<(), Violation> {
        let life = self.life;
        let known = life.terms.and_then(|terms| terms.decision(decided.ruling.kind.as_str()));
        let Some(known) = known.filter(|known| known.is_final == decided.is_final) else {
            return must(false, PINNED, || self.told());
        };
        let is_to_come = |day: &Date| known.effects.contains(&Effect::Active) && *day > self.day();
        let effective = life.from().filter(is_to_come);
        must(decided.effective == effective, EFFECTS, || {
            format!("{} from {:?}, not {effective:?}", self.told(), decided.effective)
        })?;
        let may = match person(self.event.actor) {
            None => self.is_by_rule(known) && decided.proposed_by.is_none(),
            Some((person, _)) if known.eyes == 1 => {
                life.assigned == Some(person) && decided.proposed_by.is_none()
            }
            Some((person, _)) => life.proposal.is_some_and(|(by, ruling)| {
                by != person && *ruling == decided.ruling && decided.proposed_by == Some(by)
            }),
        };
        must(may, EYES, || format!("{}, with {:?} proposed", self.told(), life.proposal))
    }

    fn is_by_rule(&self, known: &Decision) -> bool {
        let is_the_rule = self.life.terms.is_some_and(|terms| terms.auto == Some(known.kind));
        is_the_rule && self.life.route == Some(Route::Auto) && self.is_met()
    }
}

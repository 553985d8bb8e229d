//! A case so far: what was written of it, taken in event by event.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use portal_forms::Micros;
use portal_record::cases::{Filed, Met, Route, Ruling, State, Stop};
use portal_record::{Actor, Body, Event, InvoiceId, Role, StaffId};

use crate::services::{Check, Terms};

/// A case so far.
#[derive(Debug, Clone, Default)]
pub struct Life<'a> {
    /// What it goes by; none where it is none of the services that exist only here.
    pub terms: Option<&'static Terms>,
    pub(super) filed: Option<&'a Filed>,
    pub(super) invoice: Option<&'a InvoiceId>,
    pub(super) is_paid: bool,
    pub(super) is_void: bool,
    pub(super) route: Option<Route>,
    pub(super) checks: Vec<(String, Met)>,
    pub(super) flags: BTreeMap<&'a str, bool>,
    pub(super) notes: usize,
    /// Who has it.
    pub assigned: Option<StaffId>,
    /// What is proposed, and by whom; none once anything else has happened.
    pub proposal: Option<(StaffId, &'a Ruling)>,
    pub(super) asked: usize,
    pub(super) is_asked: bool,
    pub(super) stopped: BTreeSet<Stop>,
    pub(super) pauses: Vec<(Micros, Option<Micros>)>,
    pub(super) decisions: usize,
    pub(super) is_decided: bool,
    pub(super) effective: Option<Date>,
    pub(super) is_closed: bool,
    pub(super) end: Option<State>,
}

/// The answer to how many copies.
pub(super) fn copies(filed: &Filed) -> i64 {
    answer(filed, "copies", r#"{"valueInteger":"#).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// What stands in the response at a question, up to the end of the value.
fn answer<'a>(filed: &'a Filed, link: &str, begins: &str) -> Option<&'a str> {
    let begins = format!(r#""linkId":"{link}","answer":[{begins}"#);
    let (_, rest) = filed.response.0.split_once(&begins)?;
    rest.split_once('}').map(|(value, _)| value.trim_matches('"'))
}

impl<'a> Life<'a> {
    /// The day that was asked for.
    pub(super) fn from(&self) -> Option<Date> {
        answer(self.filed?, "from", r#"{"valueDate":"#)?.parse().ok()
    }

    fn is_fee_due(&self) -> bool {
        self.invoice.is_some() && !self.is_paid && !self.is_void && self.decisions == 0
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        match self.end {
            Some(end) => end,
            None if self.is_closed => State::Closed,
            None if self.is_decided => State::Decided,
            None if self.is_fee_due() => State::FeeDue,
            None if self.is_asked => State::ActionNeeded,
            None if self.route.is_some() => State::InReview,
            None => State::Filed,
        }
    }

    /// Whether a question waits for its answer.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked
    }

    /// Whether the checks are what they come to now.
    pub(super) fn is_checked(&self) -> bool {
        self.checks == self.expected_checks()
    }

    pub(super) fn expected_checks(&self) -> Vec<(String, Met)> {
        let met = |is_met: Option<bool>| match is_met {
            Some(true) => Met::Met,
            Some(false) => Met::NotMet,
            None => Met::Unknown,
        };
        let checks = self.terms.map_or(&[][..], |terms| terms.checks).iter().map(|check| match check {
            Check::Few => ("few".to_owned(), met(self.filed.map(|filed| copies(filed) < 4))),
            Check::Conduct => ("conduct".to_owned(), met(self.flags.get("conduct.open").map(|open| !open))),
        });
        checks.collect()
    }

    pub(super) fn take(&mut self, event: &'a Event, is_of_staff: bool) {
        if !is_of_staff {
            self.proposal = None;
        }
        match &event.body {
            Body::Filed(filed) => {
                self.filed = Some(filed);
                self.terms = Terms::of(&filed.case, filed.definition);
            }
            Body::Routed(routed) => self.route = Some(routed.to),
            Body::InformationAsked(_) => (self.asked, self.is_asked) = (self.asked + 1, true),
            Body::InformationGiven(_) => self.is_asked = false,
            Body::ClockStopped(stopped) => self.stop(stopped.why, event.received_at),
            Body::ClockStarted(started) => self.start(started.why, event.received_at),
            Body::Decided(decided) => {
                self.decisions += 1;
                self.is_decided = decided.is_final;
                self.effective = decided.effective;
                self.is_closed = decided.is_final && decided.effective.is_none();
                if decided.is_final {
                    self.waits_no_more(event);
                }
            }
            Body::RenewalCompleted(_) | Body::Closed(_) => (self.is_decided, self.is_closed) = (true, true),
            Body::Withdrawn(_) => self.ends(State::Withdrawn, event),
            Body::Cancelled(_) => self.ends(State::Cancelled, event),
            Body::Reopened(_) => {
                (self.is_decided, self.is_closed, self.end) = (false, false, None);
                self.route = Some(Route::Review);
            }
            _ => self.take_of_staff(event),
        }
    }

    fn take_of_staff(&mut self, event: &'a Event) {
        match &event.body {
            Body::Checked(checked) => {
                let results = checked.results.iter().map(|result| (result.id.to_string(), result.is));
                let results: Vec<_> = results.collect();
                if results != self.checks {
                    (self.checks, self.proposal) = (results, None);
                }
            }
            Body::Assigned(assigned) => self.assigned = assigned.to,
            Body::Noted(_) => self.notes += 1,
            Body::Flagged(flagged) => {
                match flagged.value {
                    Some(value) => self.flags.insert(&flagged.flag, value),
                    None => self.flags.remove(&*flagged.flag),
                };
                self.proposal = None;
            }
            Body::Proposed(proposed) => {
                self.proposal = person(event.actor).map(|(person, _)| (person, &proposed.ruling));
            }
            Body::Returned(_) => self.proposal = None,
            _ => {}
        }
    }

    fn ends(&mut self, end: State, event: &Event) {
        self.end = Some(end);
        self.waits_no_more(event);
    }

    fn waits_no_more(&mut self, event: &Event) {
        self.is_asked = false;
        if !std::mem::take(&mut self.stopped).is_empty() {
            self.pauses.last_mut().into_iter().for_each(|pause| pause.1 = Some(event.received_at));
        }
    }

    fn stop(&mut self, why: Stop, at: Micros) {
        if self.stopped.is_empty() {
            self.pauses.push((at, None));
        }
        self.stopped.insert(why);
    }

    fn start(&mut self, why: Stop, at: Micros) {
        if self.stopped.remove(&why) && self.stopped.is_empty() {
            self.pauses.last_mut().into_iter().for_each(|pause| pause.1 = Some(at));
        }
    }
}

pub(super) fn person(actor: Actor) -> Option<(StaffId, Role)> {
    match actor {
        Actor::Staff { person, role } => Some((person, role)),
        _ => None,
    }
}

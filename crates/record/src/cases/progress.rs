//! How far a case has come: the fold of what happened to it after it was filed.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use super::{Decided, InformationAsked, InformationGiven, Requirement, RequirementState, Route, State, Stop};
use crate::{
    Actor, Body, Event,
    services::{self, Code},
};

/// Something that was said of a case, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said<T> {
    /// What.
    pub what: T,
    /// By whom.
    pub by: Actor,
    /// When it bound.
    pub at: Micros,
}

impl<T: Clone> Said<T> {
    fn by(event: &Event, what: &T) -> Said<T> {
        Said { what: what.clone(), by: event.actor, at: event.received_at }
    }
}

/// A time during which the clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// From when on.
    pub from: Micros,
    /// Until when; none while it still does.
    pub to: Option<Micros>,
}

/// How a case ended without a decision that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The person took it back, perhaps saying why.
    Withdrawn(Option<String>),
    /// The College ended it, and said why.
    Cancelled(String),
}

/// How far a case has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Version of the stream's last event about it. What is proposed on an earlier one is proposed on other facts.
    pub changed: u64,
    /// Who looks at it; none until the checks were made.
    pub route: Option<Route>,
    /// What must be there.
    pub requirements: BTreeMap<Code, Requirement>,
    /// Since when everything that must be there is.
    pub complete_at: Option<Micros>,
    /// What the person was asked, in order.
    pub asked: Vec<Said<InformationAsked>>,
    /// What the person answered, in order.
    pub given: Vec<Said<InformationGiven>>,
    /// Whether the last question waits for its answer.
    pub is_asked: bool,
    /// Why the clock stands still; nothing while it goes.
    pub stopped: BTreeSet<Stop>,
    /// When it stood still.
    pub pauses: Vec<Pause>,
    /// Until when an answer is promised at the least, since an earlier promise was not kept.
    #[serde(default)]
    pub delayed: Option<Micros>,
    /// Every decision, in order; nothing is removed.
    pub decisions: Vec<Said<Decided>>,
    /// Whether the last decision ended it, and it was not opened again.
    pub is_decided: bool,
    /// Whether nothing more is to come of that decision.
    pub is_closed: bool,
    /// How it ended otherwise.
    pub end: Option<Said<End>>,
}

impl Progress {
    /// The case as this event filed it.
    pub(crate) fn filed(event: &Event) -> Progress {
        Progress { changed: event.version, complete_at: Some(event.received_at), ..Progress::default() }
    }

    /// Where it stands, by what happened to it alone: `is_fee_due` says whether its fee has to be paid first.
    pub fn state(&self, is_fee_due: bool) -> State {
        match self.end.as_ref().map(|end| &end.what) {
            Some(End::Withdrawn(_)) => State::Withdrawn,
            Some(End::Cancelled(_)) => State::Cancelled,
            None if self.is_closed => State::Closed,
            None if self.is_decided => State::Decided,
            None if is_fee_due => State::FeeDue,
            None if self.is_asked => State::ActionNeeded,
            None if self.route.is_some() => State::InReview,
            None => State::Filed,
        }
    }

    /// The question that waits for an answer.
    pub fn question(&self) -> Option<&Said<InformationAsked>> {
        self.asked.last().filter(|_| self.is_asked)
    }

    /// The decision that stands.
    pub fn decision(&self) -> Option<&Said<Decided>> {
        self.decisions.last().filter(|_| self.is_decided && self.end.is_none())
    }

    /// Takes in an event about this case.
    pub(crate) fn apply(&mut self, event: &Event) {
        self.changed = event.version;
        match &event.body {
            Body::Routed(body) => self.route = Some(body.to),
            Body::RequirementSet(body) => {
                self.requirements.insert(body.requirement.id.clone(), body.requirement.clone());
                self.complete(event.received_at);
            }
            Body::InformationAsked(body) => {
                self.asked.push(Said::by(event, body));
                self.is_asked = true;
            }
            Body::InformationGiven(body) => self.answer(event, body),
            Body::ClockStopped(body) => self.stop(body.why, event.received_at),
            Body::ClockStarted(body) => self.start(body.why, event.received_at),
            Body::Decided(body) => {
                self.decisions.push(Said::by(event, body));
                self.is_decided = body.is_final;
                self.is_closed = body.is_final && body.effective.is_none();
                if body.is_final {
                    self.wait_no_more(event.received_at);
                }
            }
            Body::Delayed(body) => self.delayed = Some(body.until),
            Body::Closed(_) => self.is_closed = self.is_decided,
            Body::Withdrawn(body) => self.end(event, &End::Withdrawn(body.why.clone())),
            Body::Cancelled(body) => self.end(event, &End::Cancelled(body.why.clone())),
            Body::Reopened(_) => {
                (self.is_decided, self.is_closed, self.end) = (false, false, None);
                self.route = Some(Route::Review);
            }
            body if services::decided_by(body).is_some() => {
                (self.is_decided, self.is_closed) = (true, true);
            }
            _ => {}
        }
    }

    /// What was asked for and was not there, or would not do, is there now.
    fn answer(&mut self, event: &Event, body: &InformationGiven) {
        self.is_asked = false;
        let asked = self.asked.last().map(|asked| asked.what.items.as_slice()).unwrap_or_default();
        for requirement in self.requirements.values_mut() {
            if requirement.state.is_waited_for() && asked.iter().any(|item| requirement.id == **item) {
                requirement.state = RequirementState::Received;
            }
        }
        self.given.push(Said::by(event, body));
        self.complete(event.received_at);
    }

    fn complete(&mut self, at: Micros) {
        let is_complete = !self.requirements.values().any(|requirement| requirement.state.is_waited_for());
        self.complete_at = is_complete.then(|| self.complete_at.unwrap_or(at));
    }

    fn stop(&mut self, why: Stop, at: Micros) {
        if self.stopped.is_empty() {
            self.pauses.push(Pause { from: at, to: None });
        }
        self.stopped.insert(why);
    }

    fn start(&mut self, why: Stop, at: Micros) {
        if self.stopped.remove(&why)
            && self.stopped.is_empty()
            && let Some(pause) = self.pauses.last_mut()
        {
            pause.to = Some(at);
        }
    }

    /// Nobody waits for an answer that was not given, and nothing is held.
    fn wait_no_more(&mut self, at: Micros) {
        self.is_asked = false;
        let is_stopped = !std::mem::take(&mut self.stopped).is_empty();
        if let Some(pause) = self.pauses.last_mut().filter(|_| is_stopped) {
            pause.to = Some(at);
        }
    }

    fn end(&mut self, event: &Event, how: &End) {
        self.wait_no_more(event.received_at);
        self.end = Some(Said::by(event, how));
    }
}

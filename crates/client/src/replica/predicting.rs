//! What the record will be once the College has everything that was done here: the confirmed events with the commands on
//! their way decided again on top of them. Only the College's own decision binds.

use std::sync::{Arc, Mutex, PoisonError};

use portal_forms::Micros;
use portal_record::{Actor, Body, Command, CommandId, Context, Event, Filing, Record, Rejection, decide};

use super::{Replica, filing};
use crate::store::outbox::{CommandState, OutboxRow};

/// Rules may turn at a whole minute (a day begins, a window opens) or right after it (a deadline passes).
const MINUTE_MICROS: i64 = 60 * 1_000_000;

/// The record with what is on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicted {
    /// Confirmed events and, after them, those that are expected.
    pub record: Record,
    /// Each command on its way, in the order in which they were given.
    pub pending: Vec<Pending>,
}

/// A command on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// The command.
    pub command: CommandId,
    /// What the College's rules make of it, as far as this computer knows.
    pub result: Result<Vec<Body>, Rejection>,
}

/// The last prediction, while nothing has changed.
#[derive(Debug, Default)]
pub(super) struct Prediction(Mutex<Option<(Moment, Arc<Predicted>)>>);

/// A whole minute, or the time between it and the next: the rules do not turn within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    minute: i64,
    is_past: bool,
}

impl Moment {
    fn of(now: Micros) -> Moment {
        Moment { minute: now.0.div_euclid(MINUTE_MICROS), is_past: now.0.rem_euclid(MINUTE_MICROS) > 0 }
    }
}

impl Prediction {
    /// Something is about to change.
    pub(super) fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Replica {
    /// The record with what is on its way.
    pub fn predicted(&self, now: Micros) -> Arc<Predicted> {
        let moment = Moment::of(now);
        let mut known = self.prediction.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((at, predicted)) if *at == moment => Arc::clone(predicted),
            _ => {
                let predicted = Arc::new(self.predict_pending(now));
                *known = Some((moment, Arc::clone(&predicted)));
                predicted
            }
        }
    }

    /// What the College's rules will make of a new command, as far as this computer knows.
    pub(crate) fn predict(
        &self,
        command: &Command,
        filing: Option<&Filing>,
        now: Micros,
    ) -> Result<Vec<Body>, Rejection> {
        let seen = self.seen();
        let context = Context { seen: Some(&seen), ..self.context(now, now, filing) };
        decide(&self.predicted(now).record, command, &context)
    }

    /// Decides the commands on their way, one on top of the other.
    fn predict_pending(&self, now: Micros) -> Predicted {
        let mut record = self.record.clone();
        let mut pending = Vec::new();
        for row in self.outbox.iter().filter(|row| self.is_expected(row)) {
            let result = self.decide_again(&record, row, now);
            for body in result.iter().flatten() {
                let event = Event {
                    version: record.version + 1,
                    received_at: now,
                    recorded_at: now,
                    actor: self.actor(),
                    command: Some(row.envelope.id),
                    body: body.clone(),
                };
                record.apply(&event);
            }
            pending.push(Pending { command: row.envelope.id, result });
        }
        Predicted { record, pending }
    }

    /// On its way, and nothing of what it causes has come back yet.
    fn is_expected(&self, row: &OutboxRow) -> bool {
        self.is_pending(row) && !self.caused.contains(&row.envelope.id)
    }

    fn decide_again(&self, record: &Record, row: &OutboxRow, now: Micros) -> Result<Vec<Body>, Rejection> {
        let filing = row.draft.and_then(|draft| self.drafts.get(&draft)).map(filing);
        let received_at = match &row.state {
            CommandState::Accepted { reply } => reply.received_at,
            _ => now,
        };
        let context = self.context(received_at, row.envelope.claimed_at, filing.as_ref());
        let context = Context { seen: row.envelope.seen.as_ref(), ..context };
        decide(record, &row.envelope.command, &context)
    }

    /// What a decision on this computer depends on.
    pub(crate) fn context<'a>(
        &'a self,
        received_at: Micros,
        claimed_at: Micros,
        filing: Option<&'a Filing>,
    ) -> Context<'a> {
        Context {
            received_at,
            claimed_at,
            actor: self.actor(),
            seen: None,
            college: &self.college,
            filing,
            file: None,
        }
    }

    fn actor(&self) -> Actor {
        Actor::Registrant { device: self.device.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_predicted_on_the_minute_of_a_deadline_does_not_stand_right_after_it() {
        let deadline = Micros(30_000_000 * MINUTE_MICROS);
        let at = |micros| Moment::of(Micros(deadline.0 + micros));
        assert_ne!(at(0), at(1), "at the deadline is on time, after it is late");
        assert_ne!(at(-1), at(0), "a day begins on the minute");
        assert_eq!(at(1), at(59_999_999), "in between nothing turns");
    }
}

//! What an edit will do, as far as this computer knows: what is wrong with it, what may be, and what will happen.

use portal_forms::Micros;
use portal_record::{Actor, Body, Command, Context, Record, Rejection, decide, eastern_day};
use portal_wire::window::{FieldProblem, Prediction, ProfileEdit};
use uuid::Uuid;

use super::reading::Reader;
use super::{problems, telling, warnings};
use crate::desk::Desk;

/// `predict`: nothing is written.
pub(crate) fn predict(desk: &Desk, edit: &ProfileEdit, now: Micros) -> Prediction {
    let record = &desk.predicted(now).record;
    // These entries never come to be.
    let mut id = Uuid::now_v7;
    match foresee(desk, record, edit, now, &mut id) {
        Ok((command, bodies)) => {
            let mut warnings = warnings::of(edit, &command, record, eastern_day(now));
            if bodies.is_empty() {
                warnings.push(warnings::no_change());
            }
            Prediction {
                problems: Vec::new(),
                warnings,
                result: telling::foretell(&bodies, record, &desk.college),
            }
        }
        Err(problems) => Prediction { problems, warnings: Vec::new(), result: Vec::new() },
    }
}

/// The command for an edit, or why there is none. An edit that changes nothing is not sent.
pub(crate) fn command(desk: &mut Desk, edit: &ProfileEdit, now: Micros) -> Result<Command, Prediction> {
    let predicted = desk.predicted(now);
    let mut ids = vec![desk.new_id(now), desk.new_id(now)];
    let mut id = || ids.pop().unwrap_or_else(Uuid::now_v7);
    let problems = match foresee(desk, &predicted.record, edit, now, &mut id) {
        Ok((command, bodies)) if !bodies.is_empty() => return Ok(command),
        Ok(_) => vec![warnings::no_change()],
        Err(problems) => problems,
    };
    Err(Prediction { problems, warnings: Vec::new(), result: Vec::new() })
}

/// A rejection that came only when the command was given.
pub(crate) fn rejected(edit: &ProfileEdit, rejection: &Rejection) -> Prediction {
    Prediction { problems: vec![problems::of(edit, rejection)], warnings: Vec::new(), result: Vec::new() }
}

fn foresee(
    desk: &Desk,
    record: &Record,
    edit: &ProfileEdit,
    now: Micros,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<(Command, Vec<Body>), Vec<FieldProblem>> {
    let (today, seen) = (eastern_day(now), desk.record.version);
    let mut reader = Reader { college: &desk.college, today, seen, new_id, problems: Vec::new() };
    let Some(command) = reader.read(edit) else { return Err(reader.problems) };
    match decided(desk, record, &command, now) {
        Ok(bodies) => Ok((command, bodies)),
        // Nothing wrong was entered: it is said as such.
        Err(Rejection::SameAsNow) => Ok((command, Vec::new())),
        Err(rejection) => Err(vec![problems::of(edit, &rejection)]),
    }
}

/// What the College's rules make of a command of the person at this computer.
pub(crate) fn decided(
    desk: &Desk,
    record: &Record,
    command: &Command,
    now: Micros,
) -> Result<Vec<Body>, Rejection> {
    let context = Context {
        received_at: now,
        claimed_at: now,
        actor: Actor::Registrant { device: desk.device.0 },
        college: &desk.college,
        filing: None,
    };
    decide(record, command, &context)
}

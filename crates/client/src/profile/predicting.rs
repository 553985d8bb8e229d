//! What an edit will do, as far as this computer knows: what is wrong with it, what may be, and what will happen.

use portal_forms::Micros;
use portal_ipc::{EnteredEdit, FieldProblem, Prediction};
use portal_record::{Body, Command, Record, Rejection, eastern_day};
use uuid::Uuid;

use super::reading::Reader;
use super::{meanwhile, problems, telling, warnings};
use crate::desk::Desk;

/// `predict`: nothing is written.
pub(crate) fn predict(desk: &Desk, entered: &EnteredEdit, now: Micros) -> Prediction {
    let record = &desk.predicted(now).record;
    // These entries never come to be.
    let mut id = Uuid::now_v7;
    match foresee(desk, record, entered, now, &mut id) {
        Ok((command, bodies)) => {
            let mut warnings = warnings::of(&entered.edit, &command, record, eastern_day(now));
            if bodies.is_empty() {
                warnings.push(warnings::no_change());
            }
            let result = telling::foretell(&bodies, record, &desk.college);
            Prediction { problems: Vec::new(), warnings, result, seen: seen(desk, entered) }
        }
        Err(refused) => refused,
    }
}

/// The command for an edit, or why there is none. An edit that changes nothing is not sent.
pub(crate) fn command(desk: &mut Desk, entered: &EnteredEdit, now: Micros) -> Result<Command, Prediction> {
    let predicted = desk.predicted(now);
    let mut ids = vec![desk.new_id(now), desk.new_id(now)];
    let mut id = || ids.pop().unwrap_or_else(Uuid::now_v7);
    match foresee(desk, &predicted.record, entered, now, &mut id)? {
        (command, bodies) if !bodies.is_empty() => Ok(command),
        _ => Err(refused(vec![warnings::no_change()], seen(desk, entered))),
    }
}

/// A rejection that came only when the command was given.
pub(crate) fn rejected(desk: &Desk, entered: &EnteredEdit, rejection: &Rejection) -> Prediction {
    refused(vec![problems::of(&entered.edit, rejection)], seen(desk, entered))
}

fn foresee(
    desk: &Desk,
    record: &Record,
    entered: &EnteredEdit,
    now: Micros,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<(Command, Vec<Body>), Prediction> {
    let (today, seen) = (eastern_day(now), seen(desk, entered));
    let mut reader = Reader { college: &desk.college, today, seen, new_id, problems: Vec::new() };
    let Some(command) = reader.read(&entered.edit) else { return Err(refused(reader.problems, seen)) };
    match desk.foresee(&command, None, now) {
        Ok(bodies) => Ok((command, bodies)),
        // Nothing wrong was entered: it is said as such.
        Err(Rejection::SameAsNow) => Ok((command, Vec::new())),
        // Told, it may be replaced.
        Err(Rejection::ChangedMeanwhile) => {
            let told = meanwhile::while_entering(&command, record, &desk.college);
            Err(refused(vec![told], desk.record.version))
        }
        Err(rejection) => Err(refused(vec![problems::of(&entered.edit, &rejection)], seen)),
    }
}

fn refused(problems: Vec<FieldProblem>, seen: u64) -> Prediction {
    Prediction { problems, warnings: Vec::new(), result: Vec::new(), seen }
}

/// Version of the record, as the College confirmed it, that the person saw.
fn seen(desk: &Desk, entered: &EnteredEdit) -> u64 {
    entered.seen.unwrap_or(desk.record.version)
}

//! What an edit will do, as far as this computer knows: what is wrong with it, what may be, and what will happen.

use portal_forms::Micros;
use portal_ipc::{EnteredEdit, FieldProblem, Prediction};
use portal_record::{Body, Command, Record, Rejection, eastern_day};
use portal_texts::Texts;
use uuid::Uuid;

use super::reading::Reader;
use super::{event_text, meanwhile, problems, warnings};
use crate::replica::Replica;

/// `predict`: nothing is written.
pub(crate) fn predict(texts: &Texts, replica: &Replica, entered: &EnteredEdit, now: Micros) -> Prediction {
    let record = &replica.predicted(now).record;
    // These entries never come to be.
    let mut id = Uuid::now_v7;
    match judge(texts, replica, record, entered, now, &mut id) {
        Ok((command, bodies)) => {
            let mut warnings = warnings::of(texts, &entered.edit, &command, record, eastern_day(now));
            if bodies.is_empty() {
                warnings.push(warnings::no_change(texts));
            }
            let result = event_text::preview(texts, &bodies, record, &replica.college);
            Prediction { problems: Vec::new(), warnings, result, seen: seen(replica, entered) }
        }
        Err(refused) => refused,
    }
}

/// The command for an edit, or why there is none. An edit that changes nothing is not sent.
pub(crate) fn command(
    texts: &Texts,
    replica: &mut Replica,
    entered: &EnteredEdit,
    now: Micros,
) -> Result<Command, Prediction> {
    let predicted = replica.predicted(now);
    let mut ids = vec![replica.new_id(now), replica.new_id(now)];
    let mut id = || ids.pop().unwrap_or_else(Uuid::now_v7);
    match judge(texts, replica, &predicted.record, entered, now, &mut id)? {
        (command, bodies) if !bodies.is_empty() => Ok(command),
        _ => Err(refused(vec![warnings::no_change(texts)], seen(replica, entered))),
    }
}

/// A rejection that came only when the command was given.
pub(crate) fn rejected(
    texts: &Texts,
    replica: &Replica,
    entered: &EnteredEdit,
    rejection: &Rejection,
) -> Prediction {
    refused(vec![problems::of(texts, &entered.edit, rejection)], seen(replica, entered))
}

fn judge(
    texts: &Texts,
    replica: &Replica,
    record: &Record,
    entered: &EnteredEdit,
    now: Micros,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<(Command, Vec<Body>), Prediction> {
    let (today, seen) = (eastern_day(now), seen(replica, entered));
    let mut reader = Reader { texts, college: &replica.college, today, seen, new_id, problems: Vec::new() };
    let Some(command) = reader.read(&entered.edit) else { return Err(refused(reader.problems, seen)) };
    let command = Command::from(command);
    match replica.predict(&command, None, now) {
        Ok(bodies) => Ok((command, bodies)),
        // Nothing wrong was entered: it is said as such.
        Err(Rejection::SameAsNow) => Ok((command, Vec::new())),
        // Shown what stands now, it may be replaced.
        Err(Rejection::ChangedMeanwhile) => {
            let problem = meanwhile::while_entering(texts, &command, record, &replica.college);
            Err(refused(vec![problem], replica.record.version))
        }
        Err(rejection) => Err(refused(vec![problems::of(texts, &entered.edit, &rejection)], seen)),
    }
}

fn refused(problems: Vec<FieldProblem>, seen: u64) -> Prediction {
    Prediction { problems, warnings: Vec::new(), result: Vec::new(), seen }
}

/// Version of the record, as the College confirmed it, that the person saw.
fn seen(replica: &Replica, entered: &EnteredEdit) -> u64 {
    entered.seen.unwrap_or(replica.record.version)
}

//! What must hold of cases once all has come to rest, and what became of them.

use portal_record::cases::{CaseFile, Route, State, Stop};
use portal_record::{Body, CaseId, eastern_day};

use super::life::{Life, person};
use super::{CLOCK, SHOWN, case_of, lives};
use crate::college;
use crate::invariants::{Violation, must};
use crate::services::is_made_up;
use crate::world::World;

/// Once all has come to rest: the rules have done what is due, everybody is shown where cases stand, and both sides agree.
///
/// # Errors
/// The first that does not hold.
pub fn agree(world: &World) -> Result<(), Violation> {
    let today = eastern_day(world.now);
    for index in 0..world.registrants {
        let whose = college::registrant(index);
        let Some(log) = world.server.database.log.get(&whose) else { continue };
        for (case, life) in lives(log).iter().filter(|(case, _)| is_made_up(case)) {
            let state = life.state();
            let is_due = state == State::Filed
                || state == State::InReview && life.route == Some(Route::Auto)
                || state == State::Decided && life.effective.is_some_and(|day| day <= today);
            must(!is_due, "the rules do what is due", || format!("{case} is {state:?}: {life:?}"))?;
            both_sides_agree(world, index, case, life)?;
        }
    }
    (0..world.devices.len()).try_for_each(|index| is_shown(world, index))
}

fn both_sides_agree(world: &World, index: usize, case: &CaseId, life: &Life<'_>) -> Result<(), Violation> {
    let whose = college::registrant(index);
    let database = &world.server.database;
    let file = CaseFile::replay(database.files.get(&(whose, case.clone())).into_iter().flatten());
    let flags = life.flags.iter().map(|(flag, value)| ((*flag).to_owned(), *value)).collect();
    let same = file.assigned == life.assigned && file.notes.len() == life.notes && file.flags == flags;
    must(same && file.unknown == 0, SHOWN, || format!("{case}: the staff's side is {file:?}"))?;
    let record = database.record(whose);
    let promised = record.cases.get(case).and_then(|it| record.promised(it, &world.published().college));
    let stands_still =
        life.stopped.iter().any(|why| *why == Stop::Asked || life.terms.is_some_and(|it| it.is_held));
    let may_be_promised = life.state().is_open() && !stands_still;
    must(may_be_promised || promised.is_none(), CLOCK, || format!("{case} is promised for {promised:?}"))
}

/// What a computer shows of cases is what was written of them.
fn is_shown(world: &World, index: usize) -> Result<(), Violation> {
    let device = &world.devices[index];
    let (Some(running), Some(log)) = (&device.running, world.server.database.log.get(&device.registrant))
    else {
        return Ok(());
    };
    let (record, lives) = (&running.replica.record, lives(log));
    must(record.cases.iter().count() == lives.len(), SHOWN, || {
        format!("computer {index} shows other cases than {:?}", lives.keys())
    })?;
    for (case, life) in &lives {
        let shown = record.cases.get(case);
        let state = shown.map(|shown| record.case_state(shown));
        must(state == Some(life.state()), SHOWN, || {
            format!("computer {index} shows {case} as {state:?}, and it is {:?}", life.state())
        })?;
        let pauses = shown.map(|shown| {
            shown.progress.pauses.iter().map(|pause| (pause.from, pause.to)).collect::<Vec<_>>()
        });
        must(pauses.as_ref() == Some(&life.pauses), CLOCK, || {
            format!("computer {index} has {case} stand still {pauses:?}, and it was {:?}", life.pauses)
        })?;
        let counts = shown.map(|shown| (shown.progress.asked.len(), shown.progress.decisions.len()));
        must(counts == Some((life.asked, life.decisions)), SHOWN, || {
            format!("computer {index} shows {counts:?} of {case}, and it was {life:?}")
        })?;
    }
    Ok(())
}

/// Counts what became of cases.
pub fn count(world: &mut World) {
    let logs = world.server.database.log.values();
    for event in logs.flatten().map(|written| &written.event) {
        let Some(case) = case_of(&event.body).filter(is_made_up) else { continue };
        let is_staff = person(event.actor).is_some();
        world.counts.note(match &event.body {
            Body::Filed(filed) if filed.definition == 1 && *case.service() == *"errand" => {
                "a request was filed under an earlier definition"
            }
            Body::Filed(_) => "a request was filed",
            Body::Routed(routed) if routed.to == Route::Auto => "nobody had to look at a request",
            Body::InformationAsked(_) => "staff asked a question",
            Body::InformationGiven(_) => "the College had an answer",
            Body::RequirementSet(_) => "staff set a requirement",
            Body::ClockStopped(stopped) if stopped.why == Stop::Held => "staff stopped a clock",
            Body::ClockStarted(started) if started.why == Stop::Held => "staff started a clock again",
            Body::Decided(decided) if decided.proposed_by.is_some() => "two people decided a case",
            Body::Decided(_) if is_staff => "one person decided a case",
            Body::Decided(_) => "a case was decided by the rule",
            Body::Closed(_) => "a decision took effect",
            Body::Withdrawn(_) => "a case was withdrawn",
            Body::Cancelled(_) => "staff cancelled a case",
            Body::Reopened(_) => "staff opened a case again",
            Body::Assigned(assigned) if assigned.to.is_none() => "staff gave a case back",
            Body::Assigned(_) => "staff took a case",
            Body::Noted(_) => "staff noted something",
            Body::Flagged(_) => "staff flagged a fact",
            Body::Proposed(_) => "a decision was proposed",
            Body::Returned(_) => "a proposal was returned",
            Body::Delayed(_) => "a promise was not kept and made anew",
            Body::Lapsed(_) => "the staff saw that something is late",
            Body::MessageSent(_) if !is_staff => "the rules told the person something",
            _ => continue,
        });
    }
}

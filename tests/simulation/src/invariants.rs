//! What must hold whatever happens. Each is one function that names the first thing it finds wrong.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_client::replica::filing;
use portal_client::store::outbox::CommandState;
use portal_forms::{Draft, Micros, Response};
use portal_record::{Actor, Body, Command, CommandId, Context, Event, Outcome, Record, decide};

use crate::bylaws;
use crate::cases;
use crate::college;
use crate::services::is_made_up;
use crate::shared;
use crate::versions;
use crate::world::World;

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The invariant that does not hold.
    pub invariant: &'static str,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.found)
    }
}

/// The violation, unless it holds.
pub fn must(holds: bool, invariant: &'static str, found: impl FnOnce() -> String) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(Violation { invariant, found: found() }) }
}

/// See [`no_command_is_lost`].
const ACCEPTED: &str = "what the College accepted needs no attention";

/// All that must hold after every step.
///
/// # Errors
/// The first that does not.
pub fn at_every_moment(world: &mut World) -> Result<(), Violation> {
    no_answer_is_lost(world)?;
    no_command_is_lost(world)?;
    a_command_has_one_outcome(world)?;
    nothing_taken_back_takes_effect(world)?;
    cases::hold(world)?;
    if std::mem::take(&mut world.server.wrote) {
        only_what_was_reviewed_is_filed(world)?;
        a_filing_has_its_receipt(world)?;
        bylaws::hold(world)?;
    }
    Ok(())
}

/// An answer that was acknowledged is in the file, or at the College as it was made; what the College confirmed, it has.
fn no_answer_is_lost(world: &World) -> Result<(), Violation> {
    const NAME: &str = "no acknowledged answer is lost";
    for answered in world.promises.answers.values() {
        let device = &world.devices[answered.device];
        let id = answered.edit.id;
        let held = world.server.database.drafts.get(&(device.registrant, answered.draft));
        let at_college = held.and_then(|held| held.edit(id));
        if let Some(edit) = at_college {
            let same = portal_forms::Edit { received: None, ..edit.clone() } == answered.edit;
            must(same, NAME, || format!("the College holds another edit than {} was", id.0))?;
            continue;
        }
        let row = device.with_disk(|disk| {
            disk.contents.edits.iter().find(|row| row.edit.id() == id).map(|row| row.sequence)
        });
        match row.flatten() {
            Some(confirmed) => must(confirmed.is_none() || world.promises.is_unsettled, NAME, || {
                format!("the College confirmed {} to computer {} and has it no more", id.0, answered.device)
            })?,
            None => must(answered.is_excused, NAME, || {
                format!("{} was saved on computer {} and is nowhere", id.0, answered.device)
            })?,
        }
    }
    Ok(())
}

/// A command that was acknowledged is in the outbox, or at the College; what the College answered, it stands by.
fn no_command_is_lost(world: &World) -> Result<(), Violation> {
    const NAME: &str = "no acknowledged command is lost";
    for (id, given) in &world.promises.commands {
        let device = &world.devices[given.device];
        let at_college = world.server.database.command(device.registrant, *id);
        let state = device.with_disk(|disk| {
            let row = disk.contents.outbox.iter().find(|row| row.envelope.id == *id);
            row.map(|row| row.state.clone())
        });
        match state.flatten() {
            Some(CommandState::Accepted { reply }) => {
                let stands =
                    at_college.is_some_and(|(intake, _)| intake.outcome.as_deref() == Some(&reply.outcome));
                must(stands || world.promises.is_unsettled, NAME, || {
                    format!("the College does not stand by its answer to {}", id.0)
                })?;
            }
            Some(CommandState::NeedsAttention { .. }) => {
                let accepted = at_college
                    .is_some_and(|(intake, _)| matches!(intake.outcome.as_deref(), Some(Outcome::Accepted { first, last }) if first <= last));
                must(!accepted || world.promises.may_refuse_again, ACCEPTED, || {
                    format!("{} was accepted, and computer {} shows it as refused", id.0, given.device)
                })?;
            }
            Some(_) => {}
            None => must(at_college.is_some() || given.is_excused, NAME, || {
                format!("{} was queued on computer {} and is nowhere", id.0, given.device)
            })?,
        }
    }
    Ok(())
}

/// A command has one outcome for ever, and its events are exactly those that the outcome names.
fn a_command_has_one_outcome(world: &mut World) -> Result<(), Violation> {
    const NAME: &str = "one effect for each command";
    for ((registrant, id), (intake, _)) in &world.server.database.commands {
        let Some(outcome) = intake.outcome.as_deref() else {
            must(!world.promises.outcomes.contains_key(id), NAME, || {
                format!("{} was decided and is not any more", id.0)
            })?;
            continue;
        };
        let first = world.promises.outcomes.entry(*id).or_insert((outcome.clone(), intake.received_at));
        must(*first == (outcome.clone(), intake.received_at), NAME, || {
            format!("{} was {:?} and is {outcome:?}", id.0, first.0)
        })?;
        let stream = world.server.database.stream(*registrant);
        let caused = stream.iter().filter(|event| event.command == Some(*id)).map(|event| event.version);
        let caused: Vec<u64> = caused.collect();
        let named: Vec<u64> = match outcome {
            Outcome::Accepted { first, last } => (*first..=*last).collect(),
            Outcome::Rejected { .. } | Outcome::Unknown(_) => Vec::new(),
        };
        must(caused == named, NAME, || format!("{} names events {named:?} and caused {caused:?}", id.0))?;
    }
    Ok(())
}

/// A command that was taken back never comes to the College.
fn nothing_taken_back_takes_effect(world: &World) -> Result<(), Violation> {
    for id in world.promises.withdrawn.keys() {
        let held = world.server.database.commands.keys().any(|(_, held)| held == id);
        must(!held, "nothing taken back takes effect", || format!("the College has {}", id.0))?;
    }
    Ok(())
}

/// What is filed is what a person of this registrant looked at, from exactly the edits that the command names.
fn only_what_was_reviewed_is_filed(world: &World) -> Result<(), Violation> {
    const NAME: &str = "only what was reviewed is filed";
    for index in 0..world.registrants {
        let registrant = college::registrant(index);
        let mut cases = Vec::new();
        for event in world.server.database.stream(registrant) {
            let Body::Filed(filed) = &event.body else { continue };
            must(!cases.contains(&filed.case), NAME, || format!("{} was filed twice", filed.case))?;
            cases.push(filed.case.clone());
            let reviewed = world.promises.reviewed.contains(&(registrant, filed.response_hash.clone()));
            must(reviewed, NAME, || format!("nobody looked at {}", filed.response_hash))?;
            let response = Response::parse(filed.response.0.as_bytes()).map(|response| response.hash());
            must(response.as_ref() == Ok(&filed.response_hash), NAME, || {
                "the hash is not that of the response".to_owned()
            })?;
            let command = event.command.and_then(|id| world.server.database.command(registrant, id));
            let Some((_, Command::File(file))) = command else {
                return must(false, NAME, || "a filing without its command".to_owned());
            };
            let held = world.server.database.drafts.get(&(registrant, file.draft));
            let merged: Draft = held.into_iter().flat_map(|held| held.edits.values().cloned()).collect();
            must(file.case == filed.case, NAME, || "another case was filed than was named".to_owned())?;
            must(merged.head_ids() == file.edits, NAME, || {
                "other edits were filed than were named".to_owned()
            })?;
        }
    }
    Ok(())
}

/// Every filing has a receipt.
fn a_filing_has_its_receipt(world: &World) -> Result<(), Violation> {
    for index in 0..world.registrants {
        let registrant = college::registrant(index);
        let receipts = world.server.database.receipts.get(&registrant);
        for (event, _) in world.server.database.filings(registrant) {
            let is_its =
                |id| receipts.is_some_and(|all| all.iter().any(|receipt| is_receipt_of(receipt, id)));
            let is_there = event.command.is_some_and(is_its);
            must(is_there, "every filing has its receipt", || format!("event {} has none", event.version))?;
        }
    }
    Ok(())
}

/// What a computer shows follows from the College's log of its own registrant, and from nothing else.
///
/// # Errors
/// What it shows that it must not.
pub fn of_device(world: &World, index: usize) -> Result<(), Violation> {
    const NAME: &str = "a computer shows what the log says";
    let device = &world.devices[index];
    let Some(running) = &device.running else { return Ok(()) };
    shared::of_device(world, index)?;
    if world.promises.is_unsettled {
        return Ok(());
    }
    let replica = &running.replica;
    let stream = world.server.database.stream(device.registrant);
    must(replica.events.len() <= stream.len(), NAME, || {
        format!("computer {index} has {} events, the College {}", replica.events.len(), stream.len())
    })?;
    let same = replica.events.iter().zip(stream).all(|(here, there)| versions::is_same(here, there));
    must(same, NAME, || format!("computer {index} has events that the College has not, or another's"))?;
    must(replica.record == Record::replay(&replica.events), NAME, || {
        format!("the record on computer {index} is not what its events amount to")
    })?;
    let own = replica.drafts.values().all(|draft| draft.key.registrant == device.registrant);
    must(own, "accounts do not mix", || format!("computer {index} has a draft of another registrant"))
}

/// What a computer says will happen is what the rules make, one after the other, of what is on its way.
///
/// # Errors
/// What it says that does not follow.
pub fn of_prediction(world: &World, index: usize) -> Result<(), Violation> {
    const NAME: &str = "a prediction follows from what is on its way";
    let device = &world.devices[index];
    let Some(running) = &device.running else { return Ok(()) };
    let (replica, now) = (&running.replica, device.clock(world.now));
    let predicted = replica.predicted(now);
    let mut record = replica.record.clone();
    let mut expected = Vec::new();
    for row in &replica.outbox {
        let caused = replica.events.iter().any(|event| event.command == Some(row.envelope.id));
        let (is_on_its_way, received_at) = match &row.state {
            CommandState::Waiting { .. } => (true, now),
            CommandState::Accepted { reply } => {
                let fetched =
                    matches!(reply.outcome, Outcome::Accepted { last, .. } if last <= replica.record.version);
                (!fetched, reply.received_at)
            }
            _ => (false, now),
        };
        if caused || !is_on_its_way {
            continue;
        }
        let filing = row.draft.and_then(|draft| replica.drafts.get(&draft)).map(filing);
        let actor = Actor::Registrant { device: device.id };
        let (claimed_at, college) = (row.envelope.claimed_at, &*replica.college);
        let seen = row.envelope.seen.as_ref();
        let context =
            Context { received_at, claimed_at, actor, seen, college, filing: filing.as_ref(), file: None };
        let result = decide(&record, &row.envelope.command, &context);
        for body in result.clone().unwrap_or_default() {
            let (version, command) = (record.version + 1, Some(row.envelope.id));
            record.apply(&Event { version, received_at: now, recorded_at: now, actor, command, body });
        }
        expected.push((row.envelope.id, result));
    }
    let mut pending: Vec<_> =
        predicted.pending.iter().map(|pending| (pending.command, pending.result.clone())).collect();
    // Not the whole record: it holds the instant of the prediction, which stands for a minute.
    for (_, result) in pending.iter_mut().chain(&mut expected) {
        result.iter_mut().flatten().for_each(due_at_no_instant);
    }
    let same = pending == expected && predicted.record.version == record.version;
    must(same, NAME, || format!("computer {index} predicts something else"))
}

/// What is no renewal falls due when it is filed.
fn due_at_no_instant(body: &mut Body) {
    if let Body::InvoiceIssued(issued) = body
        && issued.cause.case().is_some_and(is_made_up)
    {
        issued.due = Micros(0);
    }
}

/// Whether this is the signed receipt of what the command filed. Its signature has tests of its own.
pub fn is_receipt_of(receipt: &str, command: CommandId) -> bool {
    let payload = receipt.split('.').nth(1).and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok());
    let claims = payload.and_then(|payload| serde_json::from_slice::<serde_json::Value>(&payload).ok());
    claims.is_some_and(|claims| claims.to_string().contains(&command.0.to_string()))
}

//! What a person reads of saving and sync, held against what the College answered: whatever is not a lost network is told as
//! what it is within a round, with its reason and a way out.

use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::sync_pages;
use portal_ipc::{OutboxState, SyncState};
use portal_texts::{Language, Texts};

use crate::instead::{CALLS, Misanswer, Says};
use crate::invariants::{Violation, must};
use crate::world::World;

const NAME: &str = "the person is told what it is";
/// Statuses that only mean "later", or that have a state of their own.
const LATER: [u16; 6] = [401, 408, 426, 429, 500, 503];
/// Codes with which the College takes no more of something for a day: of these calls that is said of the thing itself, and nothing
/// else waits for it.
const OF_THE_DAY: [&str; 4] = ["too-many-commands", "too-many-edits", "too-many-bytes", "too-many-mails"];
const COUNTED: [&str; 2] = ["command", "edits"];

/// While one kind of request is answered with something else: what each computer says that was answered so.
///
/// # Errors
/// The first that says something else.
pub fn of_refusals(world: &World, answered: &[Misanswer]) -> Result<(), Violation> {
    for told in answered {
        of_refusal(world, told)?;
    }
    Ok(())
}

fn of_refusal(world: &World, answered: &Misanswer) -> Result<(), Violation> {
    let device = &world.devices[answered.device];
    let Some(running) = &device.running else { return Ok(()) };
    // The College had taken it before, and its answer was lost: its events say so by now.
    let is_there = |command| running.replica.events.iter().any(|event| event.command == Some(command));
    if answered.command.is_some_and(is_there) {
        return Ok(());
    }
    let (status, items) = sync_pages(Texts::of(Language::English), &running.replica, device.clock(world.now));
    let whose = || format!("computer {}, {} of {:?}", answered.device, answered.status, CALLS[answered.call]);
    let wanted = match answered.status {
        401 if answered.says == Says::Problem("unauthenticated") => {
            matches!(status.sync, SyncState::SignInNeeded)
        }
        426 if answered.says == Says::Problem("version-unsupported") => {
            matches!(status.sync, SyncState::UpdateNeeded)
        }
        200 if is_of_another_version(&answered.says) => {
            matches!(status.sync, SyncState::NeedsAttention | SyncState::NewerNeeded)
        }
        429 if is_of_the_day(answered) => matches!(status.sync, SyncState::NeedsAttention),
        // What this version could not read before is said first, and stands on the list.
        _ if status.sync == SyncState::NewerNeeded => {
            items.iter().any(|item| item.state == OutboxState::NeedsAttention)
        }
        _ => matches!(status.sync, SyncState::NeedsAttention | SyncState::Obstructed),
    };
    must(wanted, NAME, || format!("{} says {:?}: {}", whose(), status.sync, status.sentence))?;
    for item in &items {
        let reason = item.reason.as_deref().unwrap_or_default();
        let has_reason = item.state != OutboxState::NeedsAttention || !reason.is_empty();
        must(has_reason && item.state != OutboxState::Sending, NAME, || format!("{}: {item:?}", whose()))?;
    }
    let Says::Problem(code) = answered.says else { return Ok(()) };
    let call = CALLS[answered.call];
    let is_later = LATER.contains(&answered.status) && !is_of_the_day(answered)
        || code == "undecided" && call == "command";
    let is_kept = |row: &OutboxRow| matches!(&row.state, CommandState::NeedsAttention { code: kept, .. } if kept == code);
    let is_refused = running.replica.outbox.iter().any(is_kept);
    if is_later {
        return must(!is_refused, NAME, || format!("{}: what only has to wait was refused", whose()));
    }
    match call {
        "command" => must(is_refused, NAME, || {
            format!("{}: no command says {code}: {:?}", whose(), running.replica.outbox)
        }),
        "edits" => must(items.iter().any(|item| item.state == OutboxState::NeedsAttention), NAME, || {
            format!("{}: nothing says so on the list: {items:?}", whose())
        }),
        "record" if ["out-of-order", "other-history"].contains(&code) => Ok(()),
        // What else is wrong at this computer is said before it.
        _ if matches!(status.sync, SyncState::NeedsAttention | SyncState::NewerNeeded) => Ok(()),
        _ => must(status.sentence.contains(&answered.status.to_string()), NAME, || {
            format!("{} says {}", whose(), status.sentence)
        }),
    }
}

/// Whether it was refused because somebody sent as much as is taken in a day.
fn is_of_the_day(answered: &Misanswer) -> bool {
    let Says::Problem(code) = answered.says else { return false };
    COUNTED.contains(&CALLS[answered.call]) && OF_THE_DAY.contains(&code)
}

/// Sound in itself, and nothing that this version can read.
fn is_of_another_version(says: &Says) -> bool {
    matches!(says, Says::Other(text) if serde_json::from_str::<serde_json::Value>(text).is_ok())
}

/// Once all has come to rest: what is sent is said to be there, and what waits is said to wait for the person.
///
/// # Errors
/// The first that says something else.
pub fn at_rest(world: &World) -> Result<(), Violation> {
    for (index, device) in world.devices.iter().enumerate() {
        let Some(running) = &device.running else { continue };
        let (status, items) =
            sync_pages(Texts::of(Language::English), &running.replica, device.clock(world.now));
        let needs = items.iter().any(|item| item.state == OutboxState::NeedsAttention);
        let wanted = if needs { SyncState::NeedsAttention } else { SyncState::UpToDate };
        must(status.sync == wanted, "what is sent is said to be sent", || {
            format!("computer {index} says {:?} ({}) of {items:?}", status.sync, status.sentence)
        })?;
        let is_itself = device.first.is_none_or(|first| running.replica.device.0 == first);
        must(is_itself, "only a copied file makes another device", || {
            format!("computer {index} has an id of its own, and its file was never put back")
        })?;
    }
    Ok(())
}

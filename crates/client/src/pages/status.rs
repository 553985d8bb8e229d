//! The state of saving and sync in words.

use jiff::SignedDuration;
use portal_forms::Micros;
use portal_ipc::{Status, SyncState};
use portal_texts::Texts;

use crate::clock::moment;
use crate::clock::{Clock, timestamp};
use crate::profile::refused_by_now;
use crate::replica::{Replica, SignInNotice, UNREADABLE};
use crate::store::outbox::CommandState;
use crate::sync::Phase;

/// What the rail shows on every page.
pub(crate) fn status(texts: &Texts, replica: &Replica, clock: &Clock) -> Status {
    let now = clock.now();
    Status {
        clock: clock.difference().map(|behind| difference(texts, behind, now)),
        ..status_at(texts, replica, now)
    }
}

/// The same without a word on this computer's clock.
pub(super) fn status_at(texts: &Texts, replica: &Replica, now: Micros) -> Status {
    let sync = state(replica, now);
    Status { sync, sentence: sentence(texts, replica, sync, now), waiting: replica.waiting(), clock: None }
}

fn state(replica: &Replica, now: Micros) -> SyncState {
    match replica.phase {
        Phase::SignInNeeded => SyncState::SignInNeeded,
        Phase::UpdateNeeded => SyncState::UpdateNeeded,
        _ if is_refused(replica, now) || replica.regained.is_some() => SyncState::NeedsAttention,
        _ if replica.needs_newer() => SyncState::NewerNeeded,
        Phase::Obstructed(obstacle) if !obstacle.is_offline() => SyncState::Obstructed,
        Phase::Unreachable | Phase::Obstructed(_) => SyncState::Offline,
        Phase::InStep if replica.waiting() == 0 => SyncState::UpToDate,
        // A round that has nothing to send is not worth a word: what was saved is at the College.
        Phase::Busy if replica.waiting() == 0 && replica.college_at.is_some() => SyncState::UpToDate,
        Phase::Busy | Phase::InStep => SyncState::Sending,
    }
}

/// Whether something was refused, or is sure to be; each stands in the outbox with its reason.
fn is_refused(replica: &Replica, now: Micros) -> bool {
    let predicted = replica.predicted(now);
    replica.outbox.iter().any(|row| matches!(row.state, CommandState::NeedsAttention { .. }))
        || replica.outbox.iter().any(|row| refused_by_now(&predicted, row).is_some())
        || replica.refused_answers().next().is_some()
        || replica.held.values().any(|code| code.as_deref() != Some(UNREADABLE))
}

fn sentence(texts: &Texts, replica: &Replica, sync: SyncState, now: Micros) -> String {
    if let (SyncState::SignInNeeded, Some(notice)) = (sync, &replica.sign_in_notice) {
        return match notice {
            SignInNotice::OtherDevice => texts.get("sync-other-device"),
            SignInNotice::Failed(sentence) => sentence.clone(),
        };
    }
    let saved = replica.saved_at.map(|at| moment(texts, at, now));
    let college = replica.college_at.map(|at| moment(texts, at, now));
    let all_there = replica.waiting() == 0;
    let (id, saved) = match (sync, saved, all_there) {
        (SyncState::UpToDate, Some(saved), _) => ("sync-up-to-date", saved),
        (SyncState::UpToDate, None, _) => ("sync-at-college", String::new()),
        (SyncState::Sending, Some(saved), _) => ("sync-sending", saved),
        (SyncState::Sending, None, _) => ("sync-fetching", String::new()),
        (SyncState::Offline, Some(saved), false) => ("sync-offline", saved),
        (SyncState::Offline, _, _) => ("sync-offline-all-sent", String::new()),
        (SyncState::Obstructed, Some(saved), false) => ("sync-obstructed", saved),
        (SyncState::Obstructed, _, _) => ("sync-obstructed-all-sent", String::new()),
        (SyncState::SignInNeeded, _, _) => ("sync-sign-in", String::new()),
        (SyncState::UpdateNeeded, _, _) => ("sync-update", String::new()),
        (SyncState::NewerNeeded, _, _) => (newer(replica), String::new()),
        (SyncState::NeedsAttention, _, _) if is_refused(replica, now) => ("sync-attention", String::new()),
        (SyncState::NeedsAttention, _, _) => ("sync-sent-again", String::new()),
    };
    let state = texts.format(id, &[("saved", saved), ("college", college.unwrap_or_default())]);
    match (sync, replica.phase) {
        (SyncState::Offline | SyncState::Obstructed, Phase::Obstructed(obstacle)) => {
            format!("{state} {}", obstacle.sentence(texts))
        }
        _ => state,
    }
}

/// What it is that needs a newer version of the application, and what can still be done.
fn newer(replica: &Replica) -> &'static str {
    if replica.record.unknown > 0 {
        "sync-newer-record"
    } else if !replica.unopened.is_empty() {
        "sync-newer-draft"
    } else if !replica.unread_commands.is_empty() {
        "sync-newer-commands"
    } else {
        "sync-newer-answer"
    }
}

/// That this computer's clock is wrong, and what time is used instead.
fn difference(texts: &Texts, behind: SignedDuration, now: Micros) -> String {
    let id = if behind.is_negative() { "clock-ahead" } else { "clock-behind" };
    let now = timestamp(now);
    let shown = now.checked_sub(behind).unwrap_or(now);
    let off = texts.time_left(now.min(shown), now.max(shown));
    texts.format(id, &[("off", off), ("now", texts.instant_eastern(now))])
}

//! What is held from a day on, as an entry of a page: where it stands in time, and what can be done about it.

use jiff::civil::Date;
use portal_ipc::{EntryState, ProfileEntry};
use portal_record::entries::State;
use portal_record::profile::Held;
use portal_record::words;
use portal_texts::Texts;

/// The window's word for where an entry stands.
pub(super) fn state(state: State) -> EntryState {
    match state {
        State::InForce => EntryState::Current,
        State::Scheduled => EntryState::Scheduled,
        State::Historical => EntryState::Historical,
        State::Withdrawn => EntryState::Withdrawn,
    }
}

/// `Since 2 Jul 2015`, `From 3 Jun 2027`, `2 Jul 2015 to 2 Jun 2027`, `Would have begun 3 Jun 2027; withdrawn 20 May 2027`.
pub(super) fn when<T>(held: &Held<T>, from: Date) -> String {
    words::when(Texts::english(), held, from)
}

/// Those that count or will first, the others after them, the newest first each.
pub(super) fn sorted(mut entries: Vec<(Date, ProfileEntry)>) -> Vec<ProfileEntry> {
    let is_over = |state: EntryState| matches!(state, EntryState::Historical | EntryState::Withdrawn);
    entries.sort_by_key(|(from, entry)| (is_over(entry.state), std::cmp::Reverse(*from)));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

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
pub(super) fn when<T>(texts: &Texts, held: &Held<T>, from: Date) -> String {
    words::when(texts, held, from)
}

/// Those that count or will first, the others after them, the newest first each.
pub(super) fn sorted(mut entries: Vec<(Date, ProfileEntry)>) -> Vec<ProfileEntry> {
    let is_over = |state: EntryState| matches!(state, EntryState::Historical | EntryState::Withdrawn);
    entries.sort_by_key(|(from, entry)| (is_over(entry.state), std::cmp::Reverse(*from)));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use portal_ipc::Visibility;

    #[test]
    fn what_counts_stands_before_what_is_over_and_the_newest_first() {
        let entry = |name: &str, state: EntryState, year: i16| {
            let entry = ProfileEntry {
                id: String::new(),
                title: name.to_owned(),
                lines: Vec::new(),
                visibility: Visibility::Private,
                state,
                when: String::new(),
                source: None,
                can_withdraw: false,
                can_remove: false,
                change: None,
            };
            (date(year, 1, 1), entry)
        };
        let all = vec![
            entry("over long ago", EntryState::Historical, 2001),
            entry("in force", EntryState::Current, 2010),
            entry("over", EntryState::Historical, 2015),
            entry("to come", EntryState::Scheduled, 2028),
            entry("taken back", EntryState::Withdrawn, 2030),
            entry("in force since", EntryState::Current, 2020),
        ];
        let titles: Vec<String> = sorted(all).into_iter().map(|entry| entry.title).collect();
        let expected = ["to come", "in force since", "in force", "taken back", "over", "over long ago"];
        assert_eq!(titles, expected);
    }
}

//! History: every confirmed event in words, with who did it and from which device.

use portal_forms::DeviceId;
use portal_ipc::{History, HistoryEntry, ProfilePage};
use portal_record::{Actor, Event, Record, eastern_day};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::profile::{View, event_text};
use crate::replica::Replica;

/// `history`.
pub(crate) fn history(view: &View<'_>) -> History {
    History { changes: view.changes(), entries: entries(view, |_| true) }
}

/// The events of these pages, newest first.
pub(super) fn entries(view: &View<'_>, of: impl Fn(ProfilePage) -> bool) -> Vec<HistoryEntry> {
    let mut before = Record::default();
    let mut entries = Vec::with_capacity(view.replica.events.len());
    for event in &view.replica.events {
        let page = event_text::page(&event.body);
        if of(page) {
            entries.push(entry(view, event, page, &before));
        }
        before.apply(event);
    }
    entries.reverse();
    entries
}

fn entry(view: &View<'_>, event: &Event, page: ProfilePage, before: &Record) -> HistoryEntry {
    let texts = view.texts;
    let text = event_text::of(texts, &event.body, before, view.college());
    let another_day = text.effective.filter(|day| *day != eastern_day(event.received_at));
    let effective = another_day.map(|day| {
        let id = if day > view.today { "profile-takes-effect" } else { "profile-took-effect" };
        texts.format(id, &[("day", texts.date(day))])
    });
    HistoryEntry {
        version: event.version,
        page,
        title: text.title,
        lines: text.lines,
        effective,
        at: texts.instant_eastern(timestamp(event.received_at)),
        who: who(texts, view.replica, event.actor),
    }
}

/// `You, on Zoé's laptop (this computer)`, `The College`.
fn who(texts: &Texts, replica: &Replica, actor: Actor) -> String {
    match actor {
        Actor::Staff { .. } | Actor::System { .. } => texts.get("profile-who-college"),
        Actor::Provider => texts.get("profile-who-provider"),
        Actor::Unknown(_) => texts.get("profile-who-newer"),
        Actor::Delegate { .. } => texts.get("profile-who-delegate"),
        Actor::Registrant { device } | Actor::Applicant { device } => {
            let name = replica.device_name(DeviceId(device));
            let id = match (device == replica.device.0, name) {
                (true, Some(_)) => "profile-who-this-named",
                (true, None) => "profile-who-this",
                (false, Some(_)) => "profile-who-named",
                (false, None) => "profile-who-other",
            };
            texts.format(id, &[("device", name.unwrap_or_default().to_owned())])
        }
    }
}

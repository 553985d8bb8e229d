//! Events of addresses in words: from which day something counts, and what it takes the place of.

use jiff::civil::Date;
use portal_record::addresses::{AddressKind, AddressSet, LocationRemoved, NotInPractice, Place};
use portal_record::entries::Dated as _;
use portal_record::{College, EntryId, Record};
use portal_texts::Texts;

use super::{EventText, filled, text};
use crate::profile::{places, titles};

/// The College is asked to remove a location.
pub(super) fn removal_asked(id: EntryId, before: &Record, college: &College) -> EventText {
    let what = known(id, before, college);
    let preview = vec![filled("profile-will-ask-removal", &what), text("profile-will-stay-until-removed")];
    EventText { preview, ..EventText::plain(text("profile-removal-asked"), vec![what]) }
}

/// The College removed a location.
pub(super) fn location_removed(body: &LocationRemoved, before: &Record, college: &College) -> EventText {
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(text("profile-location-removed"), vec![known(body.id, before, college)])
    }
}

/// An address, from a day on.
pub(super) fn set(body: &AddressSet, before: &Record, college: &College) -> EventText {
    let mut lines = places::lines(&body.address, college);
    lines.extend(body.phone.as_deref().map(|number| places::phone(number, body.extension.as_deref())));
    lines.extend(places::hours(&body.hours));
    let will = match body.kind {
        AddressKind::Primary => "profile-will-primary",
        AddressKind::Mailing => "profile-will-mailing",
        AddressKind::Additional => "profile-will-additional",
    };
    let day = Texts::english().date(body.effective);
    let arguments = [("day", day), ("what", places::one_line(&body.address, college))];
    let mut preview = vec![Texts::english().format(will, &arguments)];
    match body.kind {
        AddressKind::Additional => {
            let replaced = body.replaces.and_then(|id| before.addresses.entries.get(id));
            preview.extend(replaced.map(|entry| becomes_historical(&entry.fact, college)));
        }
        kind => preview.extend(around(kind, body.effective, before, college)),
    }
    EventText { lines, effective: Some(body.effective), preview, title: places::kind(body.kind) }
}

/// No business address any more, from a day on.
pub(super) fn not_in_practice(body: &NotInPractice, before: &Record, college: &College) -> EventText {
    let mut preview =
        vec![Texts::english().format("profile-will-stop", &[("day", Texts::english().date(body.effective))])];
    preview.extend(around(AddressKind::Primary, body.effective, before, college));
    EventText {
        effective: Some(body.effective),
        preview,
        ..EventText::plain(text("profile-not-in-practice"), vec![text("profile-no-primary")])
    }
}

/// A change that was not in effect yet was taken back.
pub(super) fn withdrawn(id: EntryId, before: &Record, college: &College) -> EventText {
    let Some(entry) = before.addresses.entries.get(id) else {
        return EventText::plain(text("profile-address-withdrawn"), Vec::new());
    };
    let place = &entry.fact;
    let what = in_words(place, college);
    let day = Texts::english().date(place.from());
    let mut preview = vec![
        Texts::english().format("profile-will-not-take-effect", &[("what", what.clone()), ("day", day)]),
    ];
    if place.kind() != AddressKind::Additional
        && let Some(stays) = before.addresses.entry_on(place.kind(), before_day(place.from()))
        && stays.fact.id() != id
    {
        preview.push(filled("profile-will-stay", &in_words(&stays.fact, college)));
    }
    let title = match place {
        Place::At(set) => titles::from(places::kind(set.kind), set.effective),
        Place::NotInPractice(stop) => titles::from(text("profile-not-in-practice"), stop.effective),
    };
    EventText { preview, ..EventText::plain(filled("profile-withdrawal", &title), vec![what]) }
}

/// What stands before a change of this timeline on this day, and what comes after it.
fn around(kind: AddressKind, day: Date, before: &Record, college: &College) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(earlier) = before.addresses.entry_on(kind, day) {
        sentences.push(becomes_historical(&earlier.fact, college));
    }
    let later = before
        .addresses
        .entries
        .iter()
        .filter(|entry| !entry.is_withdrawn() && entry.fact.kind() == kind && entry.fact.from() > day)
        .min_by_key(|entry| entry.fact.from());
    if let Some(later) = later {
        let arguments =
            [("day", Texts::english().date(later.fact.from())), ("what", in_words(&later.fact, college))];
        sentences.push(Texts::english().format("profile-will-hold-until", &arguments));
    }
    sentences
}

fn becomes_historical(place: &Place, college: &College) -> String {
    match place {
        Place::At(set) => filled("profile-will-be-historical", &places::one_line(&set.address, college)),
        Place::NotInPractice(_) => text("profile-will-be-in-practice"),
    }
}

/// A place on one line.
pub(super) fn in_words(place: &Place, college: &College) -> String {
    match place {
        Place::At(set) => places::one_line(&set.address, college),
        Place::NotInPractice(_) => text("profile-not-in-practice"),
    }
}

fn known(id: EntryId, record: &Record, college: &College) -> String {
    let entry = record.addresses.entries.get(id);
    entry.map_or_else(|| text("profile-address-additional"), |entry| in_words(&entry.fact, college))
}

fn before_day(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

//! Events of addresses in words: from which day something counts, and what it takes the place of.

use jiff::civil::Date;
use portal_record::addresses::{AddressKind, AddressSet, LocationRemoved, NotInPractice, Place};
use portal_record::entries::Dated as _;
use portal_record::{College, EntryId, Record};
use portal_texts::Texts;

use super::{EventText, filled};
use crate::profile::{places, titles};

/// The College is asked to remove a location.
pub(super) fn removal_asked(texts: &Texts, id: EntryId, before: &Record, college: &College) -> EventText {
    let what = place_of(texts, id, before, college);
    let preview =
        vec![filled(texts, "profile-will-ask-removal", &what), texts.get("profile-will-stay-until-removed")];
    EventText { preview, ..EventText::plain(texts.get("profile-removal-asked"), vec![what]) }
}

/// The College removed a location.
pub(super) fn location_removed(
    texts: &Texts,
    body: &LocationRemoved,
    before: &Record,
    college: &College,
) -> EventText {
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(
            texts.get("profile-location-removed"),
            vec![place_of(texts, body.id, before, college)],
        )
    }
}

/// An address, from a day on.
pub(super) fn set(texts: &Texts, body: &AddressSet, before: &Record, college: &College) -> EventText {
    let mut lines = places::lines(&body.address, college);
    lines.extend(body.phone.as_deref().map(|number| places::phone(texts, number, body.extension.as_deref())));
    lines.extend(places::hours(texts, &body.hours));
    let will = match body.kind {
        AddressKind::Primary => "profile-will-primary",
        AddressKind::Mailing => "profile-will-mailing",
        AddressKind::Additional => "profile-will-additional",
    };
    let day = texts.date(body.effective);
    let arguments = [("day", day), ("what", places::one_line(&body.address, college))];
    let mut preview = vec![texts.format(will, &arguments)];
    match body.kind {
        AddressKind::Additional => {
            let replaced = body.replaces.and_then(|id| before.addresses.entries.get(id));
            preview.extend(replaced.map(|entry| becomes_historical(texts, &entry.fact, college)));
        }
        kind => preview.extend(around(texts, kind, body.effective, before, college)),
    }
    EventText { lines, effective: Some(body.effective), preview, title: places::kind(texts, body.kind) }
}

/// No business address any more, from a day on.
pub(super) fn not_in_practice(
    texts: &Texts,
    body: &NotInPractice,
    before: &Record,
    college: &College,
) -> EventText {
    let mut preview = vec![texts.format("profile-will-stop", &[("day", texts.date(body.effective))])];
    preview.extend(around(texts, AddressKind::Primary, body.effective, before, college));
    EventText {
        effective: Some(body.effective),
        preview,
        ..EventText::plain(texts.get("profile-not-in-practice"), vec![texts.get("profile-no-primary")])
    }
}

/// A change that was not in effect yet was taken back.
pub(super) fn withdrawn(texts: &Texts, id: EntryId, before: &Record, college: &College) -> EventText {
    let Some(entry) = before.addresses.entries.get(id) else {
        return EventText::plain(texts.get("profile-address-withdrawn"), Vec::new());
    };
    let place = &entry.fact;
    let what = in_words(texts, place, college);
    let day = texts.date(place.from());
    let mut preview =
        vec![texts.format("profile-will-not-take-effect", &[("what", what.clone()), ("day", day)])];
    if place.kind() != AddressKind::Additional
        && let Some(stays) = before.addresses.entry_on(place.kind(), before_day(place.from()))
        && stays.fact.id() != id
    {
        preview.push(filled(texts, "profile-will-stay", &in_words(texts, &stays.fact, college)));
    }
    let title = match place {
        Place::At(set) => titles::from(texts, places::kind(texts, set.kind), set.effective),
        Place::NotInPractice(stop) => {
            titles::from(texts, texts.get("profile-not-in-practice"), stop.effective)
        }
    };
    EventText { preview, ..EventText::plain(filled(texts, "profile-withdrawal", &title), vec![what]) }
}

/// What stands before a change of this timeline on this day, and what comes after it.
fn around(texts: &Texts, kind: AddressKind, day: Date, before: &Record, college: &College) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(earlier) = before.addresses.entry_on(kind, day) {
        sentences.push(becomes_historical(texts, &earlier.fact, college));
    }
    let later = before
        .addresses
        .entries
        .iter()
        .filter(|entry| !entry.is_withdrawn() && entry.fact.kind() == kind && entry.fact.from() > day)
        .min_by_key(|entry| entry.fact.from());
    if let Some(later) = later {
        let arguments =
            [("day", texts.date(later.fact.from())), ("what", in_words(texts, &later.fact, college))];
        sentences.push(texts.format("profile-will-hold-until", &arguments));
    }
    sentences
}

fn becomes_historical(texts: &Texts, place: &Place, college: &College) -> String {
    match place {
        Place::At(set) => {
            filled(texts, "profile-will-be-historical", &places::one_line(&set.address, college))
        }
        Place::NotInPractice(_) => texts.get("profile-will-be-in-practice"),
    }
}

/// A place on one line.
pub(super) fn in_words(texts: &Texts, place: &Place, college: &College) -> String {
    match place {
        Place::At(set) => places::one_line(&set.address, college),
        Place::NotInPractice(_) => texts.get("profile-not-in-practice"),
    }
}

fn place_of(texts: &Texts, id: EntryId, record: &Record, college: &College) -> String {
    let entry = record.addresses.entries.get(id);
    entry.map_or_else(
        || texts.get("profile-address-additional"),
        |entry| in_words(texts, &entry.fact, college),
    )
}

fn before_day(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

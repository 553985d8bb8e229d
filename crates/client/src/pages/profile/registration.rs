//! Registration and corporations: listed from the record; their acts come with the services.

use jiff::civil::Date;
use portal_ipc::{Corporations, EntryState, Fact, ProfileEntry, ProfilePage, Registration};
use portal_record::corporations::CorporationAuthorized;
use portal_record::registration::ClassGranted;
use portal_texts::Texts;

use super::facts::{Of, fact, seen_by};
use super::history;
use crate::profile::{View, codes};

/// `registration`.
pub(crate) fn registration(view: &View<'_>) -> Registration {
    let texts = view.texts;
    let seen = &view.profile.registration;
    let mut facts = class_facts(view);
    let first = seen.classes.first().map(|class| texts.date(class.effective));
    facts.push(fact(texts, "first-registered", Of::RegistrationHistory, first.into_iter().collect()));
    let mut classes: Vec<ProfileEntry> = Vec::new();
    for (place, class) in seen.classes.iter().enumerate() {
        let next = seen.classes.get(place + 1).map(|next| next.effective);
        classes.insert(0, held(view, class, next, place));
    }
    Registration {
        facts,
        terms: seen.class.as_ref().map(|class| class.terms.clone()).unwrap_or_default(),
        classes,
        history: history::entries(view, |page| page == ProfilePage::Registration),
    }
}

/// Class, status and expiry, as About me and Registration both show them.
pub(super) fn class_facts(view: &View<'_>) -> Vec<Fact> {
    let texts = view.texts;
    let seen = &view.profile.registration;
    let as_of =
        |what: String, day: Date| texts.format("profile-as-of", &[("what", what), ("day", texts.date(day))]);
    let class =
        seen.class.as_ref().map(|class| as_of(codes::class(view.college(), &class.class), class.effective));
    let status = seen
        .status
        .as_ref()
        .map(|set| as_of(texts.get(&format!("status-{}", set.status.code())), set.effective));
    let expiry = seen.class.as_ref().map(|class| match class.expires {
        Some(day) => texts.date(day),
        None => texts.get("profile-no-expiry"),
    });
    vec![
        fact(texts, "class", Of::Class, class.into_iter().collect()),
        fact(texts, "status", Of::Status, status.into_iter().collect()),
        fact(texts, "expiry", Of::Expiry, expiry.into_iter().collect()),
    ]
}

fn held(view: &View<'_>, class: &ClassGranted, next: Option<Date>, place: usize) -> ProfileEntry {
    let last = next.and_then(|next| next.yesterday().ok());
    let expires = class.expires.filter(|day| *day < view.today);
    let last = last.or(expires);
    ProfileEntry {
        id: format!("class-{place}"),
        title: codes::class(view.college(), &class.class),
        lines: class.terms.clone(),
        visibility: seen_by(Of::RegistrationHistory),
        state: if last.is_some() { EntryState::Historical } else { EntryState::Current },
        when: span(view.texts, class.effective, last),
        source: Some(view.texts.get("college-short-name")),
        can_withdraw: false,
        can_remove: false,
        change: None,
    }
}

/// `corporations`.
pub(crate) fn corporations(view: &View<'_>) -> Corporations {
    let all = view.profile.corporations.iter().rev();
    Corporations { corporations: all.map(|one| corporation(view.texts, one, view.today)).collect() }
}

fn corporation(texts: &Texts, corporation: &CorporationAuthorized, today: Date) -> ProfileEntry {
    let number = [("what", corporation.number.clone())];
    ProfileEntry {
        id: corporation.number.clone(),
        title: corporation.name.clone(),
        lines: vec![texts.format("profile-authorization-named", &number)],
        visibility: seen_by(Of::Corporations),
        state: if corporation.expires < today { EntryState::Historical } else { EntryState::Current },
        when: span(texts, corporation.effective, Some(corporation.expires)),
        source: Some(texts.get("college-short-name")),
        can_withdraw: false,
        can_remove: false,
        change: None,
    }
}

fn span(texts: &Texts, from: Date, to: Option<Date>) -> String {
    crate::profile::event_text::practice::span(texts, from, to)
}

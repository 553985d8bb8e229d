//! The profile as it was: what the record said at the end of a day.

use portal_ipc::{DayRequest, Fact, FactGroup, ProfileOn};
use portal_record::addresses::AddressKind;
use portal_record::contact::{EmailKind, PhoneKind};
use portal_record::entries::{Dated, State};
use portal_record::profile::Held;
use portal_record::{Profile, as_of, eastern_day};
use portal_texts::Texts;

use super::facts::{Of, fact, group, named, present};
use super::{addresses, entries};
use crate::profile::{View, codes, day, event_text::practice as words, places};

/// `profile_on`.
pub(crate) fn profile_on(view: &View<'_>, request: &DayRequest) -> ProfileOn {
    let texts = view.texts;
    let cannot = |sentence: String| ProfileOn { title: None, groups: Vec::new(), problem: Some(sentence) };
    let Ok(day) = day(&request.day) else {
        let typed = codes::shortened(&request.day);
        let id = if typed.is_empty() { "profile-missing-day" } else { "profile-not-a-day" };
        return cannot(texts.format(id, &[("typed", typed)]));
    };
    if day > view.today {
        return cannot(texts.format("profile-day-to-come", &[("today", texts.date(view.today))]));
    }
    let begins = view.replica.events.first().map(|event| eastern_day(event.received_at));
    let Some(begins) = begins.filter(|begins| *begins <= day) else {
        let first = begins.map(|first| texts.date(first)).unwrap_or_default();
        return cannot(texts.format("profile-day-before", &[("first", first)]));
    };
    debug_assert!(begins <= day, "the record had begun");
    let profile = as_of(&view.replica.events, day);
    ProfileOn {
        title: Some(texts.format("profile-as-it-was", &[("day", texts.date(day))])),
        groups: groups(view, &profile).into_iter().filter(|group| !group.facts.is_empty()).collect(),
        problem: None,
    }
}

fn groups(view: &View<'_>, profile: &Profile) -> Vec<FactGroup> {
    let texts = view.texts;
    vec![
        group(texts, "profile-page-about", about(view, profile)),
        group(texts, "profile-page-contact", contact(view, profile)),
        group(texts, "profile-page-addresses", locations(view, profile)),
        group(texts, "profile-page-practice", practice(view, profile)),
        group(texts, "profile-page-registration", registration(view, profile)),
        group(texts, "profile-page-corporations", corporations(texts, profile)),
    ]
}

fn about(view: &View<'_>, profile: &Profile) -> Vec<Fact> {
    let texts = view.texts;
    let Some(identity) = &profile.identity else { return Vec::new() };
    let lists = view.college().lists();
    let one = |line: Option<String>| line.into_iter().collect::<Vec<_>>();
    let names = identity.former_names.iter().map(portal_record::identity::Name::full).collect();
    let languages = identity.languages.iter().map(|code| codes::name(&lists.languages, code)).collect();
    let gender = identity.gender.as_deref().map(|code| codes::name(&lists.genders, code));
    present(vec![
        fact(texts, "legal-name", Of::LegalName, vec![identity.name.full()]),
        fact(texts, "former-names", Of::FormerNames, names),
        fact(texts, "cpso-number", Of::CpsoNumber, vec![identity.cpso_number.to_string()]),
        fact(texts, "minc", Of::Minc, one(identity.minc.as_deref().map(codes::minc))),
        fact(texts, "gender", Of::Gender, one(gender)),
        fact(texts, "languages", Of::Languages, languages),
    ])
}

fn contact(view: &View<'_>, profile: &Profile) -> Vec<Fact> {
    let texts = view.texts;
    let contact = &profile.contact;
    let email = |kind| -> Vec<String> {
        contact.emails.get(&kind).map(|email| email.address.clone()).into_iter().collect()
    };
    let phone = |kind| -> Vec<String> {
        let set = contact.phones.get(&kind);
        set.map(|set| places::phone(texts, &set.number, set.extension.as_deref())).into_iter().collect()
    };
    let shown = contact.emails.get(&EmailKind::Business).is_some_and(|email| email.public);
    let lists = view.college().lists();
    let written = contact.preferences.as_ref();
    let language = written.map(|preferences| codes::name(&lists.correspondence, &preferences.language));
    present(vec![
        fact(texts, "college-email", Of::CollegeEmail, email(EmailKind::College)),
        fact(texts, "business-email", Of::BusinessEmail { shown }, email(EmailKind::Business)),
        fact(texts, "business-phone", Of::BusinessPhone, phone(PhoneKind::Business)),
        fact(texts, "mobile-phone", Of::MobilePhone, phone(PhoneKind::Mobile)),
        fact(texts, "correspondence", Of::Preferences, language.into_iter().collect()),
    ])
}

fn locations(view: &View<'_>, profile: &Profile) -> Vec<Fact> {
    let counting = profile.addresses.iter().filter(|it| counts(it.held.state));
    let location = |it: &portal_record::profile::Location| {
        let place = &it.held.fact;
        let mut lines = place.at().map(|set| places::lines(&set.address, view.college())).unwrap_or_default();
        lines.push(entries::when(view.texts, &it.held, place.from()));
        let key = match place.kind() {
            AddressKind::Primary => "primary",
            AddressKind::Mailing => "mailing",
            AddressKind::Additional => "additional",
        };
        named(key, addresses::title(view.texts, place), addresses::of(place), lines)
    };
    counting.map(location).collect()
}

fn practice(view: &View<'_>, profile: &Profile) -> Vec<Fact> {
    let texts = view.texts;
    let college = view.college();
    let mut facts =
        held(texts, "activity", Of::Activities, &profile.activities, |it| (it.name.clone(), Vec::new()));
    facts.extend(held(texts, "privilege", Of::Privileges, &profile.privileges, |it| {
        (it.hospital.clone(), words::privilege_lines(it, college))
    }));
    facts.extend(profile.specialties.iter().map(|it| {
        named(
            "specialty",
            it.specialty.clone(),
            Of::Specialties,
            vec![it.body.clone(), words::span(texts, it.effective, None)],
        )
    }));
    facts.extend(held(texts, "registration", Of::Registrations, &profile.registrations, |it| {
        (it.regulator.clone(), words::registration_lines(texts, it, college))
    }));
    let liability = profile.liability.as_ref().map(|it| words::liability_lines(texts, it, college));
    let cpd = profile.cpd.as_ref().map(|it| words::cpd_lines(texts, it, college));
    facts.extend(present(vec![
        fact(texts, "liability", Of::Liability, liability.unwrap_or_default()),
        fact(texts, "cpd", Of::Cpd, cpd.unwrap_or_default()),
    ]));
    facts
}

fn registration(view: &View<'_>, profile: &Profile) -> Vec<Fact> {
    let texts = view.texts;
    let seen = &profile.registration;
    let class = seen.class.as_ref().map(|class| codes::class(view.college(), &class.class));
    let status = seen.status.as_ref().map(|set| texts.get(&format!("status-{}", set.status.code())));
    let expiry = seen.class.as_ref().and_then(|class| class.expires).map(|day| texts.date(day));
    let terms = seen.class.as_ref().map(|class| class.terms.clone()).unwrap_or_default();
    present(vec![
        fact(texts, "class", Of::Class, class.into_iter().collect()),
        fact(texts, "status", Of::Status, status.into_iter().collect()),
        fact(texts, "expiry", Of::Expiry, expiry.into_iter().collect()),
        fact(texts, "terms", Of::Terms, terms),
    ])
}

fn corporations(texts: &Texts, profile: &Profile) -> Vec<Fact> {
    let all = profile.corporations.iter().map(|one| {
        let lines = vec![one.number.clone(), words::span(texts, one.effective, Some(one.expires))];
        named("corporation", one.name.clone(), Of::Corporations, lines)
    });
    all.collect()
}

fn held<T: Dated>(
    texts: &Texts,
    key: &str,
    of: Of,
    all: &[Held<T>],
    words: impl Fn(&T) -> (String, Vec<String>),
) -> Vec<Fact> {
    let counting = all.iter().filter(|held| counts(held.state));
    counting
        .map(|held| {
            let (label, mut lines) = words(&held.fact);
            lines.push(entries::when(texts, held, held.fact.from()));
            named(key, label, of, lines)
        })
        .collect()
}

/// In force on the day, or already told and still to come.
fn counts(state: State) -> bool {
    matches!(state, State::InForce | State::Scheduled)
}

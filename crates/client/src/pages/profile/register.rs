//! How the public register shows the registrant: what `portal_record::register` gives, and nothing else.

use portal_ipc::FactGroup;
use portal_record::register::{HistoryLine, PublicLocation, PublicPhone, RegisterEntry, entry};
use portal_record::{College, identity::Name};
use portal_texts::Texts;

use super::facts::{Of, fact, group, present};
use crate::profile::{View, codes, places};

/// What anybody can read today, without what is only on its way.
pub(super) fn shown(view: &View<'_>) -> Vec<FactGroup> {
    let texts = view.texts;
    let Some(entry) = entry(&view.replica.record, view.today) else { return Vec::new() };
    let college = view.college();
    let groups =
        vec![who(texts, &entry, college), where_to(texts, &entry, college), trained(texts, &entry, college)];
    groups.into_iter().filter(|group| !group.facts.is_empty()).collect()
}

fn who(texts: &Texts, entry: &RegisterEntry, college: &College) -> FactGroup {
    let lists = college.lists();
    let as_of =
        |what: String, day| texts.format("profile-as-of", &[("what", what), ("day", texts.date(day))]);
    let class = entry.class.as_ref().map(|(class, day)| as_of(codes::class(college, class), *day));
    let status =
        entry.status.map(|(status, day)| as_of(texts.get(&format!("status-{}", status.code())), day));
    let expiry = entry.expires.map(|day| texts.date(day));
    let gender = entry.gender.as_deref().map(|code| codes::name(&lists.genders, code));
    let languages = entry.languages.iter().map(|code| codes::name(&lists.languages, code)).collect();
    let facts = vec![
        fact(texts, "legal-name", Of::LegalName, vec![surname_first(&entry.name)]),
        fact(texts, "former-names", Of::FormerNames, entry.former_names.iter().map(surname_first).collect()),
        fact(texts, "cpso-number", Of::CpsoNumber, vec![entry.cpso_number.to_string()]),
        fact(texts, "status", Of::Status, status.into_iter().collect()),
        fact(texts, "class", Of::Class, class.into_iter().collect()),
        fact(texts, "expiry", Of::Expiry, expiry.into_iter().collect()),
        fact(texts, "gender", Of::Gender, gender.into_iter().collect()),
        fact(texts, "languages", Of::Languages, languages),
        fact(texts, "terms", Of::Terms, entry.terms.clone()),
    ];
    group(texts, "profile-group-names", present(facts))
}

fn where_to(texts: &Texts, entry: &RegisterEntry, college: &College) -> FactGroup {
    let primary = entry.primary.as_ref().map(|place| location(texts, place, college));
    let additional =
        entry.additional.iter().map(|place| location(texts, place, college).join(", ")).collect();
    let facts = vec![
        fact(texts, "primary-location", Of::PrimaryAddress, primary.unwrap_or_default()),
        fact(
            texts,
            "business-phone",
            Of::BusinessPhone,
            entry.phone.iter().map(|it| phone(texts, it)).collect(),
        ),
        fact(
            texts,
            "business-email",
            Of::BusinessEmail { shown: true },
            entry.business_email.clone().into_iter().collect(),
        ),
        fact(texts, "additional-locations", Of::AdditionalLocations, additional),
        fact(texts, "privileges", Of::Privileges, entry.hospitals.clone()),
        fact(
            texts,
            "corporations",
            Of::Corporations,
            entry.corporations.iter().map(|one| one.name.clone()).collect(),
        ),
    ];
    group(texts, "profile-group-business", present(facts))
}

fn trained(texts: &Texts, entry: &RegisterEntry, college: &College) -> FactGroup {
    let specialties = entry.specialties.iter().map(|it| {
        let what = codes::joined(&[&it.specialty, &it.body]);
        texts.format("profile-as-of", &[("what", what), ("day", texts.date(it.effective))])
    });
    let elsewhere = entry.registrations.iter().map(|(regulator, jurisdiction)| {
        codes::joined(&[regulator, &codes::jurisdiction(college, jurisdiction)])
    });
    let history = entry.history.iter().map(|line| {
        let (what, day) = match line {
            HistoryLine::Class { class, effective } => (codes::class(college, class), *effective),
            HistoryLine::Status { status, effective } => {
                (texts.get(&format!("status-{}", status.code())), *effective)
            }
        };
        texts.format("profile-as-of", &[("what", what), ("day", texts.date(day))])
    });
    let facts = vec![
        fact(texts, "specialties", Of::Specialties, specialties.collect()),
        fact(texts, "registrations", Of::Registrations, elsewhere.collect()),
        fact(texts, "registration-history", Of::RegistrationHistory, history.collect()),
    ];
    group(texts, "profile-group-training", present(facts))
}

/// `Tremblay, Zoé Amélie`, as the register orders names.
fn surname_first(name: &Name) -> String {
    codes::joined(&[&name.family, &name.given])
}

fn location(texts: &Texts, place: &PublicLocation, college: &College) -> Vec<String> {
    let mut lines = places::lines(&place.address, college);
    lines.extend(place.phone.as_ref().map(|it| phone(texts, it)));
    lines
}

fn phone(texts: &Texts, phone: &PublicPhone) -> String {
    places::phone(texts, &phone.number, phone.extension.as_deref())
}

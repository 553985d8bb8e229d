//! How the public register shows the registrant: what `portal_record::register` gives, and nothing else.

use portal_ipc::FactGroup;
use portal_record::register::{HistoryLine, PublicLocation, PublicPhone, RegisterEntry, entry};
use portal_record::{College, identity::Name};
use portal_texts::Texts;

use super::facts::{Of, fact, group, present};
use crate::profile::{View, codes, places};

/// What anybody can read today, without what is only on its way.
pub(super) fn shown(view: &View<'_>) -> Vec<FactGroup> {
    let Some(entry) = entry(&view.replica.record, view.today) else { return Vec::new() };
    let college = view.college();
    let groups = vec![who(&entry, college), where_to(&entry, college), trained(&entry, college)];
    groups.into_iter().filter(|group| !group.facts.is_empty()).collect()
}

fn who(entry: &RegisterEntry, college: &College) -> FactGroup {
    let texts = Texts::english();
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
        fact("legal-name", Of::LegalName, vec![surname_first(&entry.name)]),
        fact("former-names", Of::FormerNames, entry.former_names.iter().map(surname_first).collect()),
        fact("cpso-number", Of::CpsoNumber, vec![entry.cpso_number.to_string()]),
        fact("status", Of::Status, status.into_iter().collect()),
        fact("class", Of::Class, class.into_iter().collect()),
        fact("expiry", Of::Expiry, expiry.into_iter().collect()),
        fact("gender", Of::Gender, gender.into_iter().collect()),
        fact("languages", Of::Languages, languages),
        fact("terms", Of::Terms, entry.terms.clone()),
    ];
    group("profile-group-names", present(facts))
}

fn where_to(entry: &RegisterEntry, college: &College) -> FactGroup {
    let primary = entry.primary.as_ref().map(|place| location(place, college));
    let additional = entry.additional.iter().map(|place| location(place, college).join(", ")).collect();
    let facts = vec![
        fact("primary-location", Of::PrimaryAddress, primary.unwrap_or_default()),
        fact("business-phone", Of::BusinessPhone, entry.phone.iter().map(phone).collect()),
        fact(
            "business-email",
            Of::BusinessEmail { shown: true },
            entry.business_email.clone().into_iter().collect(),
        ),
        fact("additional-locations", Of::AdditionalLocations, additional),
        fact("privileges", Of::Privileges, entry.hospitals.clone()),
        fact(
            "corporations",
            Of::Corporations,
            entry.corporations.iter().map(|one| one.name.clone()).collect(),
        ),
    ];
    group("profile-group-business", present(facts))
}

fn trained(entry: &RegisterEntry, college: &College) -> FactGroup {
    let texts = Texts::english();
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
        fact("specialties", Of::Specialties, specialties.collect()),
        fact("registrations", Of::Registrations, elsewhere.collect()),
        fact("registration-history", Of::RegistrationHistory, history.collect()),
    ];
    group("profile-group-training", present(facts))
}

/// `Tremblay, Zoé Amélie`, as the register orders names.
fn surname_first(name: &Name) -> String {
    codes::joined(&[&name.family, &name.given])
}

fn location(place: &PublicLocation, college: &College) -> Vec<String> {
    let mut lines = places::lines(&place.address, college);
    lines.extend(place.phone.as_ref().map(phone));
    lines
}

fn phone(phone: &PublicPhone) -> String {
    places::phone(&phone.number, phone.extension.as_deref())
}

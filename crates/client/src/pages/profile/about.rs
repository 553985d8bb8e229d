//! About me: who, numbers, registration, what the registrant says of themselves, and how the public register shows it.

use portal_ipc::{About, Fact, ProfilePage};
use portal_record::identity::Name;
use portal_record::{Command, ProfileCommand};

use super::facts::{Of, changing, fact, group};
use super::{register, registration};
use crate::profile::{View, codes, warnings};

/// `about`; none before the record was fetched.
pub(crate) fn about(view: &View<'_>) -> Option<About> {
    let identity = view.profile.identity.as_ref()?;
    let names = vec![
        fact("legal-name", Of::LegalName, vec![identity.name.full()]),
        former_names(&identity.former_names),
        fact("cpso-number", Of::CpsoNumber, vec![identity.cpso_number.to_string()]),
        minc(view, identity.minc.as_deref()),
    ];
    Some(About {
        groups: vec![
            group("profile-group-names", names),
            group("profile-group-registration", registration::class_facts(view)),
            group("profile-group-you", described(view)),
        ],
        gender: identity.gender.clone(),
        languages: identity.languages.clone(),
        minc: identity.minc.as_deref().map(codes::minc).unwrap_or_default(),
        register: register::shown(view),
        changes: view.changes_of(ProfilePage::About),
    })
}

fn former_names(names: &[Name]) -> Fact {
    fact("former-names", Of::FormerNames, names.iter().map(Name::full).collect())
}

fn minc(view: &View<'_>, minc: Option<&str>) -> Fact {
    let shown = fact("minc", Of::Minc, minc.map(codes::minc).into_iter().collect());
    let change = view.change(|command| matches!(command, Command::Profile(ProfileCommand::SetMinc(_))));
    Fact { warning: minc.and_then(warnings::of_minc), ..changing(shown, change) }
}

fn described(view: &View<'_>) -> Vec<Fact> {
    let Some(identity) = &view.profile.identity else { return Vec::new() };
    let lists = view.college().lists();
    let change = view.change(|command| matches!(command, Command::Profile(ProfileCommand::DescribeSelf(_))));
    let gender = identity.gender.as_deref().map(|code| codes::name(&lists.genders, code));
    let languages: Vec<String> =
        identity.languages.iter().map(|code| codes::name(&lists.languages, code)).collect();
    vec![
        changing(fact("gender", Of::Gender, gender.into_iter().collect()), change.clone()),
        changing(fact("languages", Of::Languages, languages), change),
    ]
}

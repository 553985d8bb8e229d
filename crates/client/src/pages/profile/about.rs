//! About me: who, numbers, registration, what the registrant says of themselves, and how the public register shows it.

use portal_ipc::{About, Fact, ProfilePage};
use portal_record::identity::Name;
use portal_record::{Command, ProfileCommand};
use portal_texts::Texts;

use super::facts::{Of, changing, fact, group};
use super::{register, registration};
use crate::profile::{View, codes, warnings};

/// `about`; none before the record was fetched.
pub(crate) fn about(view: &View<'_>) -> Option<About> {
    let texts = view.texts;
    let identity = view.profile.identity.as_ref()?;
    let names = vec![
        fact(texts, "legal-name", Of::LegalName, vec![identity.name.full()]),
        former_names(texts, &identity.former_names),
        fact(texts, "cpso-number", Of::CpsoNumber, vec![identity.cpso_number.to_string()]),
        minc(view, identity.minc.as_deref()),
    ];
    Some(About {
        groups: vec![
            group(texts, "profile-group-names", names),
            group(texts, "profile-group-registration", registration::class_facts(view)),
            group(texts, "profile-group-you", described(view)),
        ],
        gender: identity.gender.clone(),
        languages: identity.languages.clone(),
        minc: identity.minc.as_deref().map(codes::minc).unwrap_or_default(),
        register: register::shown(view),
        changes: view.changes_of(ProfilePage::About),
    })
}

fn former_names(texts: &Texts, names: &[Name]) -> Fact {
    fact(texts, "former-names", Of::FormerNames, names.iter().map(Name::full).collect())
}

fn minc(view: &View<'_>, minc: Option<&str>) -> Fact {
    let shown = fact(view.texts, "minc", Of::Minc, minc.map(codes::minc).into_iter().collect());
    let change = view.change(|command| matches!(command, Command::Profile(ProfileCommand::SetMinc(_))));
    Fact { warning: minc.and_then(|minc| warnings::of_minc(view.texts, minc)), ..changing(shown, change) }
}

fn described(view: &View<'_>) -> Vec<Fact> {
    let texts = view.texts;
    let Some(identity) = &view.profile.identity else { return Vec::new() };
    let lists = view.college().lists();
    let change = view.change(|command| matches!(command, Command::Profile(ProfileCommand::DescribeSelf(_))));
    let gender = identity.gender.as_deref().map(|code| codes::name(&lists.genders, code));
    let languages: Vec<String> =
        identity.languages.iter().map(|code| codes::name(&lists.languages, code)).collect();
    vec![
        changing(fact(texts, "gender", Of::Gender, gender.into_iter().collect()), change.clone()),
        changing(fact(texts, "languages", Of::Languages, languages), change),
    ]
}

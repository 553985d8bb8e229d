//! Practice: activities, privileges, specialties, registrations elsewhere, cover and CPD.

use jiff::civil::Date;
use portal_ipc::{EntryState, Practice, ProfileEntry, ProfilePage};
use portal_record::entries::{Dated, State};
use portal_record::practice::{RemoveActivity, RemovePrivilege, RemoveRegistration, SpecialtyRecognised};
use portal_record::profile::Held;
use portal_record::{Command, EntryId, ProfileCommand};
use portal_texts::Texts;

use super::entries;
use super::facts::{Of, changing, fact, seen_by};
use crate::profile::{View, event_text::practice as words};

/// `practice`.
pub(crate) fn practice(view: &View<'_>) -> Practice {
    let texts = view.texts;
    let (profile, college) = (&view.profile, view.college());
    let liability = profile.liability.as_ref();
    let cpd = profile.cpd.as_ref();
    Practice {
        activities: listed(view, &profile.activities, Of::Activities, |activity| {
            (
                activity.name.clone(),
                Vec::new(),
                Command::Profile(ProfileCommand::RemoveActivity(RemoveActivity { id: activity.id })),
            )
        }),
        privileges: listed(view, &profile.privileges, Of::Privileges, |privilege| {
            let removal =
                Command::Profile(ProfileCommand::RemovePrivilege(RemovePrivilege { id: privilege.id }));
            (privilege.hospital.clone(), words::privilege_lines(privilege, college), removal)
        }),
        specialties: profile.specialties.iter().rev().map(|it| specialty(texts, it, view.today)).collect(),
        registrations: listed(view, &profile.registrations, Of::Registrations, |registration| {
            let removal = Command::Profile(ProfileCommand::RemoveRegistration(RemoveRegistration {
                id: registration.id,
            }));
            (registration.regulator.clone(), words::registration_lines(texts, registration, college), removal)
        }),
        liability: changing(
            fact(
                texts,
                "liability",
                Of::Liability,
                liability.map(|it| words::liability_lines(texts, it, college)).unwrap_or_default(),
            ),
            view.change(|command| matches!(command, Command::Profile(ProfileCommand::SetLiability(_)))),
        ),
        protection: liability.map(|it| it.protection.clone()).unwrap_or_default(),
        protection_number: liability.and_then(|it| it.number.clone()).unwrap_or_default(),
        cpd: changing(
            fact(
                texts,
                "cpd",
                Of::Cpd,
                cpd.map(|it| words::cpd_lines(texts, it, college)).unwrap_or_default(),
            ),
            view.change(|command| matches!(command, Command::Profile(ProfileCommand::SetCpd(_)))),
        ),
        cpd_organization: cpd.map(|it| it.organization.clone()).unwrap_or_default(),
        cpd_number: cpd.map(|it| it.member_number.clone()).unwrap_or_default(),
        cpd_cycle_end: cpd.and_then(|it| it.cycle_end).map(|day| day.to_string()).unwrap_or_default(),
        changes: view.changes_of(ProfilePage::Practice),
    }
}

fn listed<T: Dated>(
    view: &View<'_>,
    all: &[Held<T>],
    of: Of,
    words: impl Fn(&T) -> (String, Vec<String>, Command),
) -> Vec<ProfileEntry> {
    let entry = |held: &Held<T>| {
        let (title, lines, removal) = words(&held.fact);
        let is_over = matches!(held.state, State::Historical | State::Withdrawn);
        let id: EntryId = held.fact.id();
        let entry = ProfileEntry {
            id: id.0.to_string(),
            title,
            lines,
            visibility: seen_by(of),
            state: entries::state(held.state),
            when: entries::when(view.texts, held, held.fact.from()),
            source: None,
            can_withdraw: false,
            can_remove: !is_over && view.allows(&removal),
            change: view.change_to(id),
        };
        (held.fact.from(), entry)
    };
    entries::sorted(all.iter().map(entry).collect())
}

/// Recognised by others: the registrant cannot change it.
fn specialty(texts: &Texts, specialty: &SpecialtyRecognised, today: Date) -> ProfileEntry {
    let (state, when) = if specialty.effective > today {
        (EntryState::Scheduled, "profile-from-day")
    } else {
        (EntryState::Current, "profile-since")
    };
    ProfileEntry {
        id: format!("{} {}", specialty.specialty, specialty.effective),
        title: specialty.specialty.clone(),
        lines: Vec::new(),
        visibility: seen_by(Of::Specialties),
        state,
        when: texts.format(when, &[("what", texts.date(specialty.effective))]),
        source: Some(specialty.body.clone()),
        can_withdraw: false,
        can_remove: false,
        change: None,
    }
}

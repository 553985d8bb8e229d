//! Both sides of a change that met another one: what the record says by now, and what the person asked for.

use portal_ipc::FieldProblem;
use portal_record::contact::{EmailKind, EmailSet, PhoneSet, PreferencesSet};
use portal_record::identity::{Described, MincSet};
use portal_record::practice::{CpdSet, LiabilitySet};
use portal_record::{Body, College, Command, ProfileCommand, Record};
use portal_texts::Texts;

use super::event_text;

/// The code of the rejection that tells of it.
const CHANGED_MEANWHILE: &str = "changed-meanwhile";

/// Both values in a sentence; none for a change that was refused for another reason.
pub(super) fn sentence(
    texts: &Texts,
    code: &str,
    command: &Command,
    record: &Record,
    college: &College,
) -> Option<String> {
    (code == CHANGED_MEANWHILE).then(|| both(texts, command, record, college))
}

/// Both values, for a form that was open meanwhile.
pub(super) fn while_entering(
    texts: &Texts,
    command: &Command,
    record: &Record,
    college: &College,
) -> FieldProblem {
    let what = [("what", both(texts, command, record, college))];
    FieldProblem { field: None, sentence: texts.format("profile-changed-while-entering", &what) }
}

fn both(texts: &Texts, command: &Command, record: &Record, college: &College) -> String {
    let words = |body: Option<Body>| match body {
        Some(body) => event_text::of(texts, &body, record, college).lines.join("; "),
        None => texts.get("profile-nothing"),
    };
    let arguments = [("there", words(there(command, record))), ("wanted", words(wanted(command)))];
    texts.format("profile-changed-meanwhile", &arguments)
}

/// What the record says, as the event that said it.
fn there(command: &Command, record: &Record) -> Option<Body> {
    let contact = &record.contact;
    Some(match command.profile()? {
        ProfileCommand::DescribeSelf(_) => {
            let identity = record.identity.as_ref()?;
            let (gender, languages) = (identity.gender.clone(), identity.languages.clone());
            Described { gender, languages }.into()
        }
        ProfileCommand::SetMinc(_) => MincSet { minc: record.identity.as_ref()?.minc.clone()? }.into(),
        ProfileCommand::SetEmail(_) | ProfileCommand::RemoveEmail(_) => {
            contact.emails.get(&EmailKind::Business)?.clone().into()
        }
        ProfileCommand::SetPhone(it) => contact.phones.get(&it.kind)?.clone().into(),
        ProfileCommand::RemovePhone(it) => contact.phones.get(&it.kind)?.clone().into(),
        ProfileCommand::SetPreferences(_) => contact.preferences.clone()?.into(),
        ProfileCommand::SetLiability(_) => record.practice.liability.clone()?.into(),
        ProfileCommand::SetCpd(_) => record.practice.cpd.clone()?.into(),
        _ => return None,
    })
}

/// What the command would make of it.
fn wanted(command: &Command) -> Option<Body> {
    Some(match command.profile()? {
        ProfileCommand::DescribeSelf(it) => {
            Described { gender: it.gender.clone(), languages: it.languages.clone() }.into()
        }
        ProfileCommand::SetMinc(it) => MincSet { minc: it.minc.clone() }.into(),
        ProfileCommand::SetEmail(it) => {
            EmailSet { kind: it.kind, address: it.address.clone(), public: it.public }.into()
        }
        ProfileCommand::SetPhone(it) => {
            PhoneSet { kind: it.kind, number: it.number.clone(), extension: it.extension.clone() }.into()
        }
        ProfileCommand::SetPreferences(it) => PreferencesSet {
            language: it.language.clone(),
            dialogue: it.dialogue.clone(),
            reminders: it.reminders,
        }
        .into(),
        ProfileCommand::SetLiability(it) => {
            LiabilitySet { protection: it.protection.clone(), number: it.number.clone() }.into()
        }
        ProfileCommand::SetCpd(it) => CpdSet {
            organization: it.organization.clone(),
            member_number: it.member_number.clone(),
            cycle_end: it.cycle_end,
        }
        .into(),
        _ => return None,
    })
}

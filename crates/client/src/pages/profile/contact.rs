//! Contact: e-mail, telephone, and how the College writes.

use portal_ipc::{self as ipc, Contact, Email, Phone, Preferred, ProfilePage, Unconfirmed};
use portal_record::contact::{EmailChange, EmailChangeRequested, EmailKind, EmailSet, PhoneKind};
use portal_record::{Command, ProfileCommand};

use super::facts::{Of, changing, fact};
use crate::profile::{View, codes, places};

/// What the form begins with while preferences were never told: what the College does by itself.
const LANGUAGE: &str = "en";
const DIALOGUE: &str = "email";
const REMINDERS: bool = true;

/// `contact`.
pub(crate) fn contact(view: &View<'_>) -> Contact {
    Contact {
        college: college(view),
        unconfirmed: view.profile.contact.email_change.as_ref().map(|asked| unconfirmed(view, asked)),
        business: business(view),
        phones: vec![phone(view, PhoneKind::Business), phone(view, PhoneKind::Mobile)],
        preferred: preferred(view),
        reminder: super::addresses::reminder(view),
        changes: view.changes_of(ProfilePage::Contact),
    }
}

fn college(view: &View<'_>) -> Email {
    let set = view.profile.contact.emails.get(&EmailKind::College);
    let change = view.change(|command| {
        matches!(
            command,
            Command::Profile(ProfileCommand::RequestEmailChange(_) | ProfileCommand::WithdrawEmailChange(_))
        )
    });
    Email {
        fact: changing(fact(view.texts, "college-email", Of::CollegeEmail, address(set)), change),
        address: set.map(|set| set.address.clone()).unwrap_or_default(),
        public: false,
    }
}

fn unconfirmed(view: &View<'_>, asked: &EmailChange) -> Unconfirmed {
    let EmailChangeRequested { request, address } = &asked.requested;
    let sent = asked.recorded.version <= view.replica.record.version;
    let id = if sent { "profile-email-unconfirmed" } else { "profile-email-not-yet-asked" };
    Unconfirmed {
        sentence: view.texts.format(id, &[("what", address.clone())]),
        address: address.clone(),
        request: request.0.to_string(),
    }
}

fn business(view: &View<'_>) -> Email {
    let set = view.profile.contact.emails.get(&EmailKind::Business);
    let public = set.is_some_and(|set| set.public);
    let change = view.change(|command| {
        matches!(command, Command::Profile(ProfileCommand::SetEmail(_) | ProfileCommand::RemoveEmail(_)))
    });
    Email {
        fact: changing(
            fact(view.texts, "business-email", Of::BusinessEmail { shown: public }, address(set)),
            change,
        ),
        address: set.map(|set| set.address.clone()).unwrap_or_default(),
        public,
    }
}

fn address(set: Option<&EmailSet>) -> Vec<String> {
    set.map(|set| set.address.clone()).into_iter().collect()
}

fn phone(view: &View<'_>, kind: PhoneKind) -> Phone {
    let texts = view.texts;
    let set = view.profile.contact.phones.get(&kind);
    let (key, of, ipc_kind) = match kind {
        PhoneKind::Business => ("business-phone", Of::BusinessPhone, ipc::PhoneKind::Business),
        PhoneKind::Mobile => ("mobile-phone", Of::MobilePhone, ipc::PhoneKind::Mobile),
    };
    let lines =
        set.map(|set| places::phone(texts, &set.number, set.extension.as_deref())).into_iter().collect();
    let change = view.change(|command| match command {
        Command::Profile(ProfileCommand::SetPhone(command)) => command.kind == kind,
        Command::Profile(ProfileCommand::RemovePhone(command)) => command.kind == kind,
        _ => false,
    });
    Phone {
        kind: ipc_kind,
        fact: changing(fact(texts, key, of, lines), change),
        number: set.map(|set| texts.phone(&set.number)).unwrap_or_default(),
        extension: set.and_then(|set| set.extension.clone()).unwrap_or_default(),
    }
}

fn preferred(view: &View<'_>) -> Preferred {
    let texts = view.texts;
    let lists = view.college().lists();
    let chosen = view.profile.contact.preferences.as_ref();
    let language = chosen.map_or(LANGUAGE, |chosen| &chosen.language);
    let dialogue = chosen.map_or(DIALOGUE, |chosen| &chosen.dialogue);
    let reminders = chosen.map_or(REMINDERS, |chosen| chosen.reminders);
    let change =
        view.change(|command| matches!(command, Command::Profile(ProfileCommand::SetPreferences(_))));
    let one = |key: &str, line: String| {
        let lines = chosen.map(|_| line).into_iter().collect();
        changing(fact(texts, key, Of::Preferences, lines), change.clone())
    };
    let asked = if reminders { "profile-reminders-on" } else { "profile-reminders-off" };
    Preferred {
        facts: vec![
            one("correspondence", codes::name(&lists.correspondence, language)),
            one("dialogue", codes::name(&lists.dialogue, dialogue)),
            one("reminders", texts.get(asked)),
        ],
        language: language.to_owned(),
        dialogue: dialogue.to_owned(),
        reminders,
    }
}

//! What a command is called while it waits, and the page that it belongs to.

use jiff::civil::Date;
use portal_documents::{Maker, Source};
use portal_ipc::ProfilePage;
use portal_record::addresses::Place;
use portal_record::cases::CaseAct;
use portal_record::contact::PhoneKind;
use portal_record::documents::Document;
use portal_record::entries::Dated as _;
use portal_record::services::renewal;
use portal_record::{College, Command, EntryId, ProfileCommand, Record, words};
use portal_texts::Texts;

use super::{codes, places};

/// The page of the profile that a command belongs to; none for what is not of the profile.
pub(crate) fn page(command: &Command) -> Option<ProfilePage> {
    Some(match command.profile()? {
        ProfileCommand::DescribeSelf(_) | ProfileCommand::SetMinc(_) => ProfilePage::About,
        ProfileCommand::SetEmail(_)
        | ProfileCommand::RemoveEmail(_)
        | ProfileCommand::RequestEmailChange(_)
        | ProfileCommand::ConfirmEmail(_)
        | ProfileCommand::UndoEmailChange(_)
        | ProfileCommand::WithdrawEmailChange(_)
        | ProfileCommand::SetPhone(_)
        | ProfileCommand::RemovePhone(_)
        | ProfileCommand::SetPreferences(_) => ProfilePage::Contact,
        ProfileCommand::SetAddress(_)
        | ProfileCommand::SetNotInPractice(_)
        | ProfileCommand::WithdrawAddress(_)
        | ProfileCommand::RemoveLocation(_) => ProfilePage::Addresses,
        ProfileCommand::AddActivity(_)
        | ProfileCommand::RemoveActivity(_)
        | ProfileCommand::AddPrivilege(_)
        | ProfileCommand::RemovePrivilege(_)
        | ProfileCommand::AddRegistration(_)
        | ProfileCommand::RemoveRegistration(_)
        | ProfileCommand::SetLiability(_)
        | ProfileCommand::SetCpd(_) => ProfilePage::Practice,
    })
}

/// `Primary business address from 3 Jun 2027`. What it names is looked up in the record, where it may be only predicted.
/// `day` is the one on which it was made.
pub(crate) fn title(
    texts: &Texts,
    command: &Command,
    record: &Record,
    college: &College,
    day: Date,
) -> String {
    match command {
        Command::File(command) => match renewal::year_of(&command.case) {
            Some(year) => texts.format("outbox-survey", &[("year", year.to_string())]),
            None => words::case(texts, college, &command.case),
        },
        Command::Case { case, act } => {
            let what = words::case(texts, college, case);
            match act {
                CaseAct::Withdraw { .. } => texts.format("outbox-case-withdraw", &[("what", what)]),
                CaseAct::GiveInformation { .. } => texts.format("outbox-case-answer", &[("what", what)]),
                _ => what,
            }
        }
        Command::ReadThread(_) => texts.get("case-event-thread-read"),
        Command::OpenCheckout { .. }
        | Command::RecordPayment { .. }
        | Command::TakePenaltyBack { .. }
        | Command::ReturnCredit { .. } => texts.get("outbox-payment"),
        Command::Profile(command) => of_profile(texts, command, record, college),
        Command::SendDocuments(command) => sent(texts, &command.documents, record, college, day),
    }
}

fn of_profile(texts: &Texts, command: &ProfileCommand, record: &Record, college: &College) -> String {
    let named = |id: &str, what: String| texts.format(id, &[("what", what)]);
    match command {
        ProfileCommand::DescribeSelf(_) => texts.get("profile-described"),
        ProfileCommand::SetMinc(_) => texts.get("profile-minc"),
        ProfileCommand::SetEmail(_) => texts.get("profile-business-email"),
        ProfileCommand::RemoveEmail(_) => named("profile-removal", texts.get("profile-business-email")),
        ProfileCommand::RequestEmailChange(_) | ProfileCommand::ConfirmEmail(_) => {
            texts.get("profile-new-college-email")
        }
        ProfileCommand::WithdrawEmailChange(_) | ProfileCommand::UndoEmailChange(_) => {
            named("profile-withdrawal", texts.get("profile-new-college-email"))
        }
        ProfileCommand::SetPhone(command) => phone(texts, command.kind),
        ProfileCommand::RemovePhone(command) => named("profile-removal", phone(texts, command.kind)),
        ProfileCommand::SetPreferences(_) => texts.get("profile-preferences"),
        ProfileCommand::SetAddress(command) => {
            from(texts, places::kind(texts, command.kind), command.effective)
        }
        ProfileCommand::SetNotInPractice(command) => {
            from(texts, texts.get("profile-not-in-practice"), command.effective)
        }
        ProfileCommand::WithdrawAddress(command) => {
            named("profile-withdrawal", place(texts, record, command.id))
        }
        ProfileCommand::RemoveLocation(command) => {
            named("profile-removal", location(texts, record, command.id))
        }
        ProfileCommand::AddActivity(command) => {
            let name = command.code.as_deref().map(|code| codes::name(&college.lists().activities, code));
            named("profile-activity-named", name.unwrap_or_else(|| codes::shortened(&command.name)))
        }
        ProfileCommand::RemoveActivity(command) => {
            named("profile-removal", activity(texts, record, command.id))
        }
        ProfileCommand::AddPrivilege(command) => {
            named("profile-privilege-named", codes::name(&college.lists().hospitals, &command.hospital))
        }
        ProfileCommand::RemovePrivilege(command) => {
            named("profile-removal", privilege(texts, record, command.id))
        }
        ProfileCommand::AddRegistration(command) => {
            named("profile-registration-named", codes::shortened(&command.regulator))
        }
        ProfileCommand::RemoveRegistration(command) => {
            named("profile-removal", registration(texts, record, command.id))
        }
        ProfileCommand::SetLiability(_) => texts.get("profile-liability"),
        ProfileCommand::SetCpd(_) => texts.get("profile-cpd"),
    }
}

/// One document is called by its name, several by their number.
fn sent(texts: &Texts, documents: &[Document], record: &Record, college: &College, day: Date) -> String {
    let form = |_: &str, _: &str| None;
    let source = Source { record, college, texts, day, maker: Maker::College, credentials: &[], form: &form };
    let name = match documents {
        [one] => portal_documents::title(&source, one),
        _ => None,
    };
    match name {
        Some(title) => texts.format("outbox-document", &[("title", title)]),
        None => texts.format("outbox-documents", &[("count", documents.len())]),
    }
}

/// `Business telephone`.
pub(crate) fn phone(texts: &Texts, kind: PhoneKind) -> String {
    texts.get(match kind {
        PhoneKind::Business => "profile-business-phone",
        PhoneKind::Mobile => "profile-mobile-phone",
    })
}

/// `Mailing address from 3 Jun 2027`.
pub(super) fn from(texts: &Texts, what: String, day: Date) -> String {
    texts.format("profile-from", &[("what", what), ("day", texts.date(day))])
}

fn place(texts: &Texts, record: &Record, id: EntryId) -> String {
    match record.addresses.entries.get(id).map(|entry| &entry.fact) {
        Some(place @ Place::At(set)) => from(texts, places::kind(texts, set.kind), place.from()),
        Some(place @ Place::NotInPractice(_)) => {
            from(texts, texts.get("profile-not-in-practice"), place.from())
        }
        None => texts.get("profile-address"),
    }
}

fn location(texts: &Texts, record: &Record, id: EntryId) -> String {
    let set = record.addresses.entries.get(id).and_then(|entry| entry.fact.at());
    match set {
        Some(set) => texts.format("profile-location-named", &[("what", places::short(&set.address))]),
        None => texts.get("profile-address-additional"),
    }
}

fn activity(texts: &Texts, record: &Record, id: EntryId) -> String {
    let found = record.practice.activities.get(id).map(|entry| entry.fact.name.clone());
    named_or(texts, "profile-activity-named", found, "profile-activity")
}

fn privilege(texts: &Texts, record: &Record, id: EntryId) -> String {
    let found = record.practice.privileges.get(id).map(|entry| entry.fact.hospital.clone());
    named_or(texts, "profile-privilege-named", found, "profile-privilege")
}

fn registration(texts: &Texts, record: &Record, id: EntryId) -> String {
    let found = record.practice.registrations.get(id).map(|entry| entry.fact.regulator.clone());
    named_or(texts, "profile-registration-named", found, "profile-registration")
}

fn named_or(texts: &Texts, id: &str, what: Option<String>, otherwise: &str) -> String {
    what.map_or_else(|| texts.get(otherwise), |what| texts.format(id, &[("what", what)]))
}

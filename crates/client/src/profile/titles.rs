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
use portal_record::{College, Command, EntryId, Record, words};
use portal_texts::Texts;

use super::{codes, places};

/// The page of the profile that a command belongs to; none for what is not of the profile.
pub(crate) fn page(command: &Command) -> Option<ProfilePage> {
    Some(match command {
        Command::File(_)
        | Command::Case { .. }
        | Command::ReadThread(_)
        | Command::OpenCheckout { .. }
        | Command::RecordPayment { .. }
        | Command::TakePenaltyBack { .. }
        | Command::ReturnCredit { .. }
        | Command::SendDocuments(_) => return None,
        Command::DescribeSelf(_) | Command::SetMinc(_) => ProfilePage::About,
        Command::SetEmail(_)
        | Command::RemoveEmail(_)
        | Command::RequestEmailChange(_)
        | Command::ConfirmEmail(_)
        | Command::UndoEmailChange(_)
        | Command::WithdrawEmailChange(_)
        | Command::SetPhone(_)
        | Command::RemovePhone(_)
        | Command::SetPreferences(_) => ProfilePage::Contact,
        Command::SetAddress(_)
        | Command::SetNotInPractice(_)
        | Command::WithdrawAddress(_)
        | Command::RemoveLocation(_) => ProfilePage::Addresses,
        Command::AddActivity(_)
        | Command::RemoveActivity(_)
        | Command::AddPrivilege(_)
        | Command::RemovePrivilege(_)
        | Command::AddRegistration(_)
        | Command::RemoveRegistration(_)
        | Command::SetLiability(_)
        | Command::SetCpd(_) => ProfilePage::Practice,
    })
}

/// `Primary business address from 3 Jun 2027`. What it names is looked up in the record, where it may be only predicted.
/// `day` is the one on which it was made.
pub(crate) fn title(command: &Command, record: &Record, college: &College, day: Date) -> String {
    let texts = Texts::english();
    let named = |id: &str, what: String| texts.format(id, &[("what", what)]);
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
        Command::DescribeSelf(_) => texts.get("profile-described"),
        Command::SetMinc(_) => texts.get("profile-minc"),
        Command::SetEmail(_) => texts.get("profile-business-email"),
        Command::RemoveEmail(_) => named("profile-removal", texts.get("profile-business-email")),
        Command::RequestEmailChange(_) | Command::ConfirmEmail(_) => texts.get("profile-new-college-email"),
        Command::WithdrawEmailChange(_) | Command::UndoEmailChange(_) => {
            named("profile-withdrawal", texts.get("profile-new-college-email"))
        }
        Command::SetPhone(command) => phone(command.kind),
        Command::RemovePhone(command) => named("profile-removal", phone(command.kind)),
        Command::SetPreferences(_) => texts.get("profile-preferences"),
        Command::SetAddress(command) => from(places::kind(command.kind), command.effective),
        Command::SetNotInPractice(command) => from(texts.get("profile-not-in-practice"), command.effective),
        Command::WithdrawAddress(command) => named("profile-withdrawal", place(record, command.id)),
        Command::RemoveLocation(command) => named("profile-removal", location(record, command.id)),
        Command::AddActivity(command) => {
            let name = command.code.as_deref().map(|code| codes::name(&college.lists().activities, code));
            named("profile-activity-named", name.unwrap_or_else(|| codes::shortened(&command.name)))
        }
        Command::RemoveActivity(command) => named("profile-removal", activity(record, command.id)),
        Command::AddPrivilege(command) => {
            named("profile-privilege-named", codes::name(&college.lists().hospitals, &command.hospital))
        }
        Command::RemovePrivilege(command) => named("profile-removal", privilege(record, command.id)),
        Command::AddRegistration(command) => {
            named("profile-registration-named", codes::shortened(&command.regulator))
        }
        Command::RemoveRegistration(command) => named("profile-removal", registration(record, command.id)),
        Command::SetLiability(_) => texts.get("profile-liability"),
        Command::SetCpd(_) => texts.get("profile-cpd"),
        Command::SendDocuments(command) => sent(&command.documents, record, college, day),
    }
}

/// One document is called by its name, several by their number.
fn sent(documents: &[Document], record: &Record, college: &College, day: Date) -> String {
    let texts = Texts::english();
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
pub(crate) fn phone(kind: PhoneKind) -> String {
    Texts::english().get(match kind {
        PhoneKind::Business => "profile-business-phone",
        PhoneKind::Mobile => "profile-mobile-phone",
    })
}

/// `Mailing address from 3 Jun 2027`.
pub(super) fn from(what: String, day: Date) -> String {
    let texts = Texts::english();
    texts.format("profile-from", &[("what", what), ("day", texts.date(day))])
}

fn place(record: &Record, id: EntryId) -> String {
    let texts = Texts::english();
    match record.addresses.entries.get(id).map(|entry| &entry.fact) {
        Some(place @ Place::At(set)) => from(places::kind(set.kind), place.from()),
        Some(place @ Place::NotInPractice(_)) => from(texts.get("profile-not-in-practice"), place.from()),
        None => texts.get("profile-address"),
    }
}

fn location(record: &Record, id: EntryId) -> String {
    let texts = Texts::english();
    let set = record.addresses.entries.get(id).and_then(|entry| entry.fact.at());
    match set {
        Some(set) => texts.format("profile-location-named", &[("what", places::short(&set.address))]),
        None => texts.get("profile-address-additional"),
    }
}

fn activity(record: &Record, id: EntryId) -> String {
    let found = record.practice.activities.get(id).map(|entry| entry.fact.name.clone());
    named_or("profile-activity-named", found, "profile-activity")
}

fn privilege(record: &Record, id: EntryId) -> String {
    let found = record.practice.privileges.get(id).map(|entry| entry.fact.hospital.clone());
    named_or("profile-privilege-named", found, "profile-privilege")
}

fn registration(record: &Record, id: EntryId) -> String {
    let found = record.practice.registrations.get(id).map(|entry| entry.fact.regulator.clone());
    named_or("profile-registration-named", found, "profile-registration")
}

fn named_or(id: &str, what: Option<String>, otherwise: &str) -> String {
    let texts = Texts::english();
    what.map_or_else(|| texts.get(otherwise), |what| texts.format(id, &[("what", what)]))
}

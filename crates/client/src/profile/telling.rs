//! Events in words: what History shows of what happened, and what a prediction says will happen. One match for both, so that
//! what was foretold and what is remembered are the same.
//!
//! Not here: areas with more to say have their own file (`telling_places`, `telling_practice`, `telling_ledger`).

use jiff::civil::Date;
use portal_ipc::ProfilePage;
use portal_record::contact::{EmailKind, PhoneKind};
use portal_record::{Body, College, Record, contact, documents, identity, messages, registration};
use portal_texts::Texts;

use super::{codes, places, telling_ledger, telling_places, telling_practice, titles};

/// An event in words.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// "Primary business address".
    pub(crate) title: String,
    /// What it says, a line each.
    pub(crate) lines: Vec<String>,
    /// The day from which it counts, where the event names one.
    pub(crate) effective: Option<Date>,
    /// What will happen, while it is only predicted, a sentence each.
    pub(crate) foretold: Vec<String>,
}

impl Told {
    /// An event that nothing foretells.
    pub(super) fn plain(title: String, lines: Vec<String>) -> Told {
        Told { title, lines, effective: None, foretold: Vec::new() }
    }
}

/// The page of the profile that an event belongs to.
pub(crate) fn page(body: &Body) -> ProfilePage {
    match body.kind().split_once('.').map_or("", |(area, _)| area) {
        "identity" => ProfilePage::About,
        "contact" => ProfilePage::Contact,
        "addresses" => ProfilePage::Addresses,
        "practice" => ProfilePage::Practice,
        "registration" | "renewal" => ProfilePage::Registration,
        "corporations" => ProfilePage::Corporations,
        "ledger" => ProfilePage::Transactions,
        "messages" => ProfilePage::Messages,
        _ => ProfilePage::History,
    }
}

/// The event in words, given the record before it. Every kind is named here, so that a new one cannot go untold.
pub(crate) fn tell(body: &Body, before: &Record, college: &College) -> Told {
    match body {
        Body::Enrolled(body) => enrolled(body),
        Body::Described(body) => described(body, college),
        Body::NameChanged(body) => name_changed(body, before),
        Body::MincSet(body) => simple("profile-minc", codes::minc(&body.minc), "profile-will-minc"),
        Body::ClassGranted(body) => class_granted(body, college),
        Body::StatusSet(body) => status_set(body),
        Body::EmailSet(body) => email(body),
        Body::EmailRemoved(body) => email_removed(body, before),
        Body::EmailChangeRequested(body) => email_requested(body, before),
        Body::EmailChangeWithdrawn(_) => email_withdrawn(before),
        Body::EmailConfirmed(body) => {
            simple("profile-college-email", body.address.clone(), "profile-will-college-email")
        }
        Body::EmailChangeUndone(body) => {
            simple("profile-college-email-undone", body.address.clone(), "profile-will-college-email")
        }
        Body::PhoneSet(body) => phone(body),
        Body::PhoneRemoved(body) => phone_removed(body.kind, before),
        Body::PreferencesSet(body) => preferences(body, college),
        Body::AddressSet(body) => telling_places::set(body, before, college),
        Body::NotInPractice(body) => telling_places::not_in_practice(body, before, college),
        Body::AddressWithdrawn(body) => telling_places::withdrawn(body.id, before, college),
        Body::RemovalAsked(body) => telling_places::removal_asked(body.id, before, college),
        Body::LocationRemoved(body) => telling_places::location_removed(body, before, college),
        Body::ActivityAdded(body) => telling_practice::activity(body),
        Body::ActivityRemoved(body) => telling_practice::activity_removed(body, before),
        Body::PrivilegeAdded(body) => telling_practice::privilege(body, college),
        Body::PrivilegeRemoved(body) => telling_practice::privilege_removed(body, before),
        Body::RegistrationAdded(body) => telling_practice::registration(body, college),
        Body::RegistrationRemoved(body) => telling_practice::registration_removed(body, before),
        Body::SpecialtyRecognised(body) => telling_practice::specialty(body),
        Body::CpdSet(body) => telling_practice::cpd(body, college),
        Body::LiabilitySet(body) => telling_practice::liability(body, college),
        Body::CorporationAuthorized(body) => Told {
            effective: Some(body.effective),
            ..Told::plain(
                text("profile-corporation-authorized"),
                vec![body.name.clone(), body.number.clone()],
            )
        },
        Body::DocumentsAsked(body) => documents_asked(body),
        Body::MessageSent(body) => message(body),
        Body::SurveyFiled(body) => telling_ledger::filed(body),
        Body::RenewalCompleted(body) => telling_ledger::completed(body),
        Body::InvoiceIssued(body) => telling_ledger::issued(body),
        Body::PenaltyAdded(body) => telling_ledger::penalty(body),
        Body::PenaltyTakenBack(body) => telling_ledger::penalty_taken_back(body),
        Body::CheckoutOpened(body) => telling_ledger::opened(body),
        Body::CheckoutClosed(body) => telling_ledger::closed(body),
        Body::PaymentUncertain(body) => telling_ledger::uncertain(body),
        Body::PaymentSettled(body) => telling_ledger::settled(body),
        Body::CreditReturned(body) => telling_ledger::credit_returned(body),
        Body::Unknown { .. } => {
            Told::plain(text("profile-unknown-event"), vec![text("profile-unknown-event-line")])
        }
    }
}

/// Everything that these events will do, in sentences.
pub(crate) fn foretell(bodies: &[Body], before: &Record, college: &College) -> Vec<String> {
    bodies.iter().flat_map(|body| tell(body, before, college).foretold).collect()
}

pub(super) fn text(id: &str) -> String {
    Texts::english().get(id)
}

pub(super) fn filled(id: &str, what: &str) -> String {
    Texts::english().format(id, &[("what", what)])
}

/// `what` under its title, and a sentence with it.
pub(super) fn simple(title: &str, what: String, will: &str) -> Told {
    let foretold = vec![filled(will, &what)];
    Told { foretold, ..Told::plain(text(title), vec![what]) }
}

fn enrolled(body: &identity::Enrolled) -> Told {
    let number = Texts::english().format("cpso-number", &[("number", body.cpso_number.to_string())]);
    let minc = body.minc.as_deref().map(|minc| filled("profile-minc-named", &codes::minc(minc)));
    Told::plain(text("profile-enrolled"), [body.name.full(), number].into_iter().chain(minc).collect())
}

fn described(body: &identity::Described, college: &College) -> Told {
    let languages: Vec<String> =
        body.languages.iter().map(|code| codes::name(&college.lists().languages, code)).collect();
    let languages = codes::listed(&languages);
    let gender = body.gender.as_deref().map(|code| codes::name(&college.lists().genders, code));
    let mut foretold = vec![filled("profile-will-languages", &languages)];
    foretold.push(match &gender {
        Some(gender) => filled("profile-will-gender", gender),
        None => text("profile-will-no-gender"),
    });
    let gender = gender.unwrap_or_else(|| text("profile-unsaid"));
    let lines = vec![filled("profile-gender-named", &gender), filled("profile-languages-named", &languages)];
    Told { foretold, ..Told::plain(text("profile-described"), lines) }
}

fn name_changed(body: &identity::NameChanged, before: &Record) -> Told {
    let former = before.identity.as_ref().map(|identity| identity.name_on(body.effective).full());
    let former = former.map(|name| filled("profile-former-name-named", &name));
    let lines = [body.name.full()].into_iter().chain(former).collect();
    Told { effective: Some(body.effective), ..Told::plain(text("profile-name-changed"), lines) }
}

fn class_granted(body: &registration::ClassGranted, college: &College) -> Told {
    let texts = Texts::english();
    let expires = body.expires.map(|day| filled("profile-expires", &texts.date(day)));
    let class = codes::class(college, &body.class);
    let lines = [class].into_iter().chain(expires).chain(body.terms.iter().cloned()).collect();
    Told { effective: Some(body.effective), ..Told::plain(text("profile-class-granted"), lines) }
}

fn status_set(body: &registration::StatusSet) -> Told {
    let lines = vec![text(&format!("status-{}", body.status.code()))];
    Told { effective: Some(body.effective), ..Told::plain(text("profile-status"), lines) }
}

fn email(body: &contact::EmailSet) -> Told {
    match body.kind {
        EmailKind::College => Told::plain(text("profile-college-email"), vec![body.address.clone()]),
        EmailKind::Business => {
            let (shown, will) = if body.public {
                ("profile-email-shown", "profile-will-business-email-shown")
            } else {
                ("profile-email-not-shown", "profile-will-business-email-not-shown")
            };
            let lines = vec![body.address.clone(), text(shown)];
            let foretold = vec![filled(will, &body.address)];
            Told { foretold, ..Told::plain(text("profile-business-email"), lines) }
        }
    }
}

fn email_removed(body: &contact::EmailRemoved, before: &Record) -> Told {
    let removed =
        before.contact.emails.get(&body.kind).map(|email| email.address.clone()).unwrap_or_default();
    simple("profile-business-email-removed", removed, "profile-will-remove-email")
}

fn email_requested(body: &contact::EmailChangeRequested, before: &Record) -> Told {
    let mut foretold = vec![
        filled("profile-will-request-email", &body.address),
        match college_email(before) {
            Some(now) => filled("profile-will-keep-email-until", now),
            None => text("profile-will-have-no-email-until"),
        },
    ];
    let earlier = before.contact.email_change.as_ref().map(|change| &change.requested.address);
    foretold.extend(earlier.map(|address| filled("profile-will-drop-request", address)));
    Told { foretold, ..Told::plain(text("profile-email-requested"), vec![body.address.clone()]) }
}

fn email_withdrawn(before: &Record) -> Told {
    let asked = before.contact.email_change.as_ref().map(|change| change.requested.address.clone());
    let foretold = college_email(before).map(|now| filled("profile-will-keep-email", now));
    Told {
        foretold: foretold.into_iter().collect(),
        ..Told::plain(text("profile-email-withdrawn"), asked.into_iter().collect())
    }
}

fn college_email(record: &Record) -> Option<&str> {
    record.contact.emails.get(&EmailKind::College).map(|email| email.address.as_str())
}

fn phone(body: &contact::PhoneSet) -> Told {
    let number = places::phone(&body.number, body.extension.as_deref());
    let will = match body.kind {
        PhoneKind::Business => "profile-will-business-phone",
        PhoneKind::Mobile => "profile-will-mobile-phone",
    };
    let foretold = vec![filled(will, &number)];
    Told { foretold, ..Told::plain(titles::phone(body.kind), vec![number]) }
}

fn phone_removed(kind: PhoneKind, before: &Record) -> Told {
    let set = before.contact.phones.get(&kind);
    let number = set.map(|set| places::phone(&set.number, set.extension.as_deref())).unwrap_or_default();
    let foretold = vec![filled("profile-will-remove-phone", &number)];
    Told { foretold, ..Told::plain(filled("profile-removed", &titles::phone(kind)), vec![number]) }
}

fn preferences(body: &contact::PreferencesSet, college: &College) -> Told {
    let language = codes::name(&college.lists().correspondence, &body.language);
    let dialogue = codes::name(&college.lists().dialogue, &body.dialogue);
    let reminders =
        if body.reminders { "profile-will-send-reminders" } else { "profile-will-not-send-reminders" };
    let sentences = vec![
        filled("profile-will-write-in", &language),
        filled("profile-will-deliver-dialogue", &dialogue),
        text(reminders),
    ];
    Told { foretold: sentences.clone(), ..Told::plain(text("profile-preferences"), sentences) }
}

fn documents_asked(body: &documents::DocumentsAsked) -> Told {
    let texts = Texts::english();
    let title = texts.format("outbox-documents", &[("count", body.documents.len())]);
    Told::plain(title, vec![texts.format("history-sent-to", &[("address", body.address.as_str())])])
}

fn message(body: &messages::MessageSent) -> Told {
    let (title, foretold) = match body.by {
        messages::Author::Registrant => {
            ("profile-message-sent", vec![filled("profile-will-send-message", &body.subject)])
        }
        messages::Author::College => ("profile-message-received", Vec::new()),
    };
    Told { foretold, ..Told::plain(text(title), vec![body.subject.clone()]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The record keeps a file of every event ever shipped.
    #[test]
    fn every_event_ever_shipped_is_told_in_words() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../record/tests/golden");
        let college = College::published().unwrap();
        let mut told = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let json = std::fs::read_to_string(&path).unwrap();
            let body: Body = serde_json::from_str(&json).unwrap();
            if matches!(body, Body::Unknown { .. }) {
                continue;
            }
            let words = tell(&body, &Record::default(), &college);
            let sentences = || [&words.title].into_iter().chain(&words.lines).chain(&words.foretold);
            assert!(!words.title.is_empty(), "{}", path.display());
            for sentence in sentences() {
                let is_id = sentence.starts_with("profile-") || sentence.contains("{$");
                assert!(!is_id, "{}: {sentence}", path.display());
            }
            // Asking for documents changes no page: it is told in the history alone.
            let of_no_page = matches!(body, Body::DocumentsAsked(_));
            assert_eq!(page(&body) == ProfilePage::History, of_no_page, "{}", path.display());
            told += 1;
        }
        assert!(told >= Body::KINDS.len(), "each kind has its file: {told}");
    }
}

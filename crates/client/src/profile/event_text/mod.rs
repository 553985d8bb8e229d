//! Events in words: what History shows of what happened, and the preview of what a change will do. One match for both, so that
//! what was previewed and what is remembered are the same.
//!
//! Not here: areas with more to say have their own file (`addresses`, `practice`, `ledger`).

mod addresses;
mod cases;
mod ledger;
pub(crate) mod practice;

use jiff::civil::Date;
use portal_ipc::ProfilePage;
use portal_record::contact::{EmailKind, PhoneKind};
use portal_record::{Body, College, Record, contact, documents, identity, messages, registration};
use portal_texts::Texts;

use super::{codes, places, titles};

/// An event in words.
#[derive(Debug, Default)]
pub(crate) struct EventText {
    /// "Primary business address".
    pub(crate) title: String,
    /// What it says, a line each.
    pub(crate) lines: Vec<String>,
    /// The day from which it counts, where the event names one.
    pub(crate) effective: Option<Date>,
    /// What will happen, while it is only predicted, a sentence each.
    pub(crate) preview: Vec<String>,
}

impl EventText {
    /// An event of which there is no preview.
    pub(super) fn plain(title: String, lines: Vec<String>) -> EventText {
        EventText { title, lines, effective: None, preview: Vec::new() }
    }
}

/// The page of the profile that an event belongs to.
pub(crate) fn page(body: &Body) -> ProfilePage {
    match body.kind().split_once('.').map_or("", |(area, _)| area) {
        "identity" => ProfilePage::About,
        "contact" => ProfilePage::Contact,
        "addresses" => ProfilePage::Addresses,
        "practice" => ProfilePage::Practice,
        "registration" | "renewal" | "cases" => ProfilePage::Registration,
        "corporations" => ProfilePage::Corporations,
        "ledger" => ProfilePage::Transactions,
        "messages" => ProfilePage::Messages,
        _ => ProfilePage::History,
    }
}

/// The event in words, given the record before it. Every kind is named here, so that a new one cannot go without words.
pub(crate) fn of(texts: &Texts, body: &Body, before: &Record, college: &College) -> EventText {
    match body {
        Body::Enrolled(body) => enrolled(texts, body),
        Body::Described(body) => described(texts, body, college),
        Body::NameChanged(body) => name_changed(texts, body, before),
        Body::MincSet(body) => simple(texts, "profile-minc", codes::minc(&body.minc), "profile-will-minc"),
        Body::ClassGranted(body) => class_granted(texts, body, college),
        Body::StatusSet(body) => status_set(texts, body),
        Body::EmailSet(body) => email(texts, body),
        Body::EmailRemoved(body) => email_removed(texts, body, before),
        Body::EmailChangeRequested(body) => email_requested(texts, body, before),
        Body::EmailChangeWithdrawn(_) => email_withdrawn(texts, before),
        Body::EmailConfirmed(body) => {
            simple(texts, "profile-college-email", body.address.clone(), "profile-will-college-email")
        }
        Body::EmailChangeUndone(body) => {
            simple(texts, "profile-college-email-undone", body.address.clone(), "profile-will-college-email")
        }
        Body::PhoneSet(body) => phone(texts, body),
        Body::PhoneRemoved(body) => phone_removed(texts, body.kind, before),
        Body::PreferencesSet(body) => preferences(texts, body, college),
        Body::AddressSet(body) => addresses::set(texts, body, before, college),
        Body::NotInPractice(body) => addresses::not_in_practice(texts, body, before, college),
        Body::AddressWithdrawn(body) => addresses::withdrawn(texts, body.id, before, college),
        Body::RemovalAsked(body) => addresses::removal_asked(texts, body.id, before, college),
        Body::LocationRemoved(body) => addresses::location_removed(texts, body, before, college),
        Body::ActivityAdded(body) => practice::activity(texts, body),
        Body::ActivityRemoved(body) => practice::activity_removed(texts, body, before),
        Body::PrivilegeAdded(body) => practice::privilege(texts, body, college),
        Body::PrivilegeRemoved(body) => practice::privilege_removed(texts, body, before),
        Body::RegistrationAdded(body) => practice::registration(texts, body, college),
        Body::RegistrationRemoved(body) => practice::registration_removed(texts, body, before),
        Body::SpecialtyRecognised(body) => practice::specialty(texts, body),
        Body::CpdSet(body) => practice::cpd(texts, body, college),
        Body::LiabilitySet(body) => practice::liability(texts, body, college),
        Body::CorporationAuthorized(body) => EventText {
            effective: Some(body.effective),
            ..EventText::plain(
                texts.get("profile-corporation-authorized"),
                vec![body.name.clone(), body.number.clone()],
            )
        },
        Body::DocumentsAsked(body) => documents_asked(texts, body),
        Body::MessageSent(body) => message(texts, body),
        Body::Filed(body) => ledger::filed(texts, body, college),
        Body::RenewalCompleted(body) => ledger::completed(texts, body),
        Body::InvoiceIssued(body) => ledger::issued(texts, body),
        Body::PenaltyAdded(body) => ledger::penalty(texts, body),
        Body::PenaltyTakenBack(body) => ledger::penalty_taken_back(texts, body),
        Body::CheckoutOpened(body) => ledger::opened(texts, body),
        Body::CheckoutClosed(body) => ledger::closed(texts, body),
        Body::PaymentUncertain(body) => ledger::uncertain(texts, body),
        Body::PaymentSettled(body) => ledger::settled(texts, body),
        Body::CreditReturned(body) => ledger::credit_returned(texts, body),
        Body::InvoiceVoided(body) => cases::invoice_voided(texts, body),
        Body::ThreadRead(_) => EventText::plain(texts.get("case-event-thread-read"), Vec::new()),
        Body::Routed(body) => cases::routed(texts, body, college),
        Body::RequirementSet(body) => cases::requirement(texts, body, college),
        Body::InformationAsked(body) => cases::asked(texts, body, college),
        Body::InformationGiven(body) => cases::answered(texts, body, college),
        Body::ClockStopped(body) => cases::clock_stopped(texts, body, college),
        Body::ClockStarted(body) => cases::plain(texts, "case-event-clock-started", &body.case, college),
        Body::Decided(body) => cases::decided(texts, body, college),
        Body::Closed(body) => cases::plain(texts, "case-event-closed", &body.case, college),
        Body::Delayed(body) => cases::delayed(texts, body, college),
        Body::Withdrawn(body) => cases::withdrawn(texts, body, college),
        Body::Cancelled(body) => cases::cancelled(texts, body, college),
        Body::Reopened(body) => cases::reopened(texts, body, college),
        // What only the staff may know is on no person's stream.
        Body::Checked(_)
        | Body::Assigned(_)
        | Body::Noted(_)
        | Body::Flagged(_)
        | Body::Proposed(_)
        | Body::Returned(_)
        | Body::Lapsed(_)
        | Body::Overridden(_) => unknown(texts),
        Body::Unknown { .. } => unknown(texts),
    }
}

/// Something that this program cannot tell.
fn unknown(texts: &Texts) -> EventText {
    EventText::plain(texts.get("profile-unknown-event"), vec![texts.get("profile-unknown-event-line")])
}

/// Everything that these events will do, in sentences.
pub(crate) fn preview(texts: &Texts, bodies: &[Body], before: &Record, college: &College) -> Vec<String> {
    bodies.iter().flat_map(|body| of(texts, body, before, college).preview).collect()
}

/// The sentence of this id about `what`.
pub(super) fn filled(texts: &Texts, id: &str, what: &str) -> String {
    texts.format(id, &[("what", what)])
}

/// `what` under its title, and a sentence with it.
pub(super) fn simple(texts: &Texts, title: &str, what: String, will: &str) -> EventText {
    let preview = vec![filled(texts, will, &what)];
    EventText { preview, ..EventText::plain(texts.get(title), vec![what]) }
}

fn enrolled(texts: &Texts, body: &identity::Enrolled) -> EventText {
    let number = texts.format("cpso-number", &[("number", body.cpso_number.to_string())]);
    let minc = body.minc.as_deref().map(|minc| filled(texts, "profile-minc-named", &codes::minc(minc)));
    EventText::plain(
        texts.get("profile-enrolled"),
        [body.name.full(), number].into_iter().chain(minc).collect(),
    )
}

fn described(texts: &Texts, body: &identity::Described, college: &College) -> EventText {
    let languages: Vec<String> =
        body.languages.iter().map(|code| codes::name(&college.lists().languages, code)).collect();
    let languages = codes::listed(texts, &languages);
    let gender = body.gender.as_deref().map(|code| codes::name(&college.lists().genders, code));
    let mut preview = vec![filled(texts, "profile-will-languages", &languages)];
    preview.push(match &gender {
        Some(gender) => filled(texts, "profile-will-gender", gender),
        None => texts.get("profile-will-no-gender"),
    });
    let gender = gender.unwrap_or_else(|| texts.get("profile-unsaid"));
    let lines = vec![
        filled(texts, "profile-gender-named", &gender),
        filled(texts, "profile-languages-named", &languages),
    ];
    EventText { preview, ..EventText::plain(texts.get("profile-described"), lines) }
}

fn name_changed(texts: &Texts, body: &identity::NameChanged, before: &Record) -> EventText {
    let former = before.identity.as_ref().map(|identity| identity.name_on(body.effective).full());
    let former = former.map(|name| filled(texts, "profile-former-name-named", &name));
    let lines = [body.name.full()].into_iter().chain(former).collect();
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(texts.get("profile-name-changed"), lines)
    }
}

fn class_granted(texts: &Texts, body: &registration::ClassGranted, college: &College) -> EventText {
    let expires = body.expires.map(|day| filled(texts, "profile-expires", &texts.date(day)));
    let class = codes::class(college, &body.class);
    let lines = [class].into_iter().chain(expires).chain(body.terms.iter().cloned()).collect();
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(texts.get("profile-class-granted"), lines)
    }
}

fn status_set(texts: &Texts, body: &registration::StatusSet) -> EventText {
    let lines = vec![texts.get(&format!("status-{}", body.status.code()))];
    EventText { effective: Some(body.effective), ..EventText::plain(texts.get("profile-status"), lines) }
}

fn email(texts: &Texts, body: &contact::EmailSet) -> EventText {
    match body.kind {
        EmailKind::College => {
            EventText::plain(texts.get("profile-college-email"), vec![body.address.clone()])
        }
        EmailKind::Business => {
            let (shown, will) = if body.public {
                ("profile-email-shown", "profile-will-business-email-shown")
            } else {
                ("profile-email-not-shown", "profile-will-business-email-not-shown")
            };
            let lines = vec![body.address.clone(), texts.get(shown)];
            let preview = vec![filled(texts, will, &body.address)];
            EventText { preview, ..EventText::plain(texts.get("profile-business-email"), lines) }
        }
    }
}

fn email_removed(texts: &Texts, body: &contact::EmailRemoved, before: &Record) -> EventText {
    let removed =
        before.contact.emails.get(&body.kind).map(|email| email.address.clone()).unwrap_or_default();
    simple(texts, "profile-business-email-removed", removed, "profile-will-remove-email")
}

fn email_requested(texts: &Texts, body: &contact::EmailChangeRequested, before: &Record) -> EventText {
    let mut preview = vec![
        filled(texts, "profile-will-request-email", &body.address),
        match college_email(before) {
            Some(now) => filled(texts, "profile-will-keep-email-until", now),
            None => texts.get("profile-will-have-no-email-until"),
        },
    ];
    let earlier = before.contact.email_change.as_ref().map(|change| &change.requested.address);
    preview.extend(earlier.map(|address| filled(texts, "profile-will-drop-request", address)));
    EventText {
        preview,
        ..EventText::plain(texts.get("profile-email-requested"), vec![body.address.clone()])
    }
}

fn email_withdrawn(texts: &Texts, before: &Record) -> EventText {
    let asked = before.contact.email_change.as_ref().map(|change| change.requested.address.clone());
    let preview = college_email(before).map(|now| filled(texts, "profile-will-keep-email", now));
    EventText {
        preview: preview.into_iter().collect(),
        ..EventText::plain(texts.get("profile-email-withdrawn"), asked.into_iter().collect())
    }
}

fn college_email(record: &Record) -> Option<&str> {
    record.contact.emails.get(&EmailKind::College).map(|email| email.address.as_str())
}

fn phone(texts: &Texts, body: &contact::PhoneSet) -> EventText {
    let number = places::phone(texts, &body.number, body.extension.as_deref());
    let will = match body.kind {
        PhoneKind::Business => "profile-will-business-phone",
        PhoneKind::Mobile => "profile-will-mobile-phone",
    };
    let preview = vec![filled(texts, will, &number)];
    EventText { preview, ..EventText::plain(titles::phone(texts, body.kind), vec![number]) }
}

fn phone_removed(texts: &Texts, kind: PhoneKind, before: &Record) -> EventText {
    let set = before.contact.phones.get(&kind);
    let number =
        set.map(|set| places::phone(texts, &set.number, set.extension.as_deref())).unwrap_or_default();
    let preview = vec![filled(texts, "profile-will-remove-phone", &number)];
    EventText {
        preview,
        ..EventText::plain(filled(texts, "profile-removed", &titles::phone(texts, kind)), vec![number])
    }
}

fn preferences(texts: &Texts, body: &contact::PreferencesSet, college: &College) -> EventText {
    let language = codes::name(&college.lists().correspondence, &body.language);
    let dialogue = codes::name(&college.lists().dialogue, &body.dialogue);
    let reminders =
        if body.reminders { "profile-will-send-reminders" } else { "profile-will-not-send-reminders" };
    let sentences = vec![
        filled(texts, "profile-will-write-in", &language),
        filled(texts, "profile-will-deliver-dialogue", &dialogue),
        texts.get(reminders),
    ];
    EventText { preview: sentences.clone(), ..EventText::plain(texts.get("profile-preferences"), sentences) }
}

fn documents_asked(texts: &Texts, body: &documents::DocumentsAsked) -> EventText {
    let title = texts.format("outbox-documents", &[("count", body.documents.len())]);
    EventText::plain(title, vec![texts.format("history-sent-to", &[("address", body.address.as_str())])])
}

fn message(texts: &Texts, body: &messages::MessageSent) -> EventText {
    let subject = body.subject(texts);
    let (title, preview) = match body.by {
        messages::Author::Registrant => {
            ("profile-message-sent", vec![filled(texts, "profile-will-send-message", &subject)])
        }
        messages::Author::College => ("profile-message-received", Vec::new()),
    };
    EventText { preview, ..EventText::plain(texts.get(title), vec![subject]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    /// The record keeps a file of every event ever shipped.
    #[test]
    fn every_event_ever_shipped_has_its_words() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../record/tests/golden");
        let college = College::published().unwrap();
        let mut kinds = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let json = std::fs::read_to_string(&path).unwrap();
            let body: Body = serde_json::from_str(&json).unwrap();
            if matches!(body, Body::Unknown { .. }) {
                continue;
            }
            let words = of(Texts::of(Language::English), &body, &Record::default(), &college);
            let sentences = || [&words.title].into_iter().chain(&words.lines).chain(&words.preview);
            assert!(!words.title.is_empty(), "{}", path.display());
            for sentence in sentences() {
                let is_id = sentence.starts_with("profile-") || sentence.contains("{$");
                assert!(!is_id, "{}: {sentence}", path.display());
            }
            // Asking for documents changes no page: it is in the history alone.
            let of_no_page = matches!(body, Body::DocumentsAsked(_));
            assert_eq!(page(&body) == ProfilePage::History, of_no_page, "{}", path.display());
            kinds += 1;
        }
        assert!(kinds >= Body::KINDS.len(), "each kind has its file: {kinds}");
    }
}

//! The pages of the profile, made from its view. Here: its first page, which says of each page what there is and what is on its way.
//!
//! Not here: changing anything (`crate::profile`).

mod about;
mod addresses;
mod contact;
mod entries;
mod facts;
mod history;
mod messages;
mod on;
mod practice;
mod register;
mod registration;
mod transactions;

use portal_ipc::{ChangeState, Profile, ProfilePage, ProfileSection};
use portal_record::addresses::AddressKind;
use portal_record::contact::{EmailKind, PhoneKind};
use portal_record::entries::State;
use portal_record::ledger::InvoiceState;
use portal_texts::{Argument, Texts};

pub(crate) use about::about;
pub(crate) use addresses::addresses;
pub(crate) use contact::contact;
pub(crate) use history::history;
pub(crate) use messages::{message, messages};
pub(crate) use on::profile_on;
pub(crate) use practice::practice;
pub(crate) use registration::{corporations, registration};
pub(crate) use transactions::transactions;

use super::fee;
use crate::clock::timestamp;
use crate::profile::{View, codes, places};

/// In the order in which they are listed.
const PAGES: [ProfilePage; 9] = [
    ProfilePage::About,
    ProfilePage::Contact,
    ProfilePage::Addresses,
    ProfilePage::Practice,
    ProfilePage::Registration,
    ProfilePage::Corporations,
    ProfilePage::Transactions,
    ProfilePage::Messages,
    ProfilePage::History,
];

/// `profile`; none before the record was fetched.
pub(crate) fn profile(view: &View<'_>) -> Option<Profile> {
    view.profile.identity.as_ref()?;
    Some(Profile {
        sections: PAGES.into_iter().map(|page| section(view, page)).collect(),
        reminder: addresses::reminder(view),
        changes: view.changes(),
    })
}

fn section(view: &View<'_>, page: ProfilePage) -> ProfileSection {
    let changes = view.changes_of(page);
    let count = |states: &[ChangeState]| {
        let found = changes.iter().filter(|change| states.contains(&change.state)).count();
        u32::try_from(found).unwrap_or(u32::MAX)
    };
    ProfileSection {
        page,
        title: view.texts.get(&format!("profile-page-{}", name(page))),
        summary: summary(view, page),
        waiting: count(&[ChangeState::Waiting, ChangeState::Sending]),
        attention: count(&[ChangeState::NeedsAttention]),
    }
}

fn name(page: ProfilePage) -> &'static str {
    match page {
        ProfilePage::About => "about",
        ProfilePage::Contact => "contact",
        ProfilePage::Addresses => "addresses",
        ProfilePage::Practice => "practice",
        ProfilePage::Registration => "registration",
        ProfilePage::Corporations => "corporations",
        ProfilePage::Transactions => "transactions",
        ProfilePage::Messages => "messages",
        ProfilePage::History => "history",
    }
}

fn summary(view: &View<'_>, page: ProfilePage) -> String {
    let texts = view.texts;
    let profile = &view.profile;
    match page {
        ProfilePage::About => {
            let Some(identity) = &profile.identity else { return String::new() };
            let number = texts.format("cpso-number", &[("number", identity.cpso_number.to_string())]);
            joined([Some(identity.name.full()), Some(number)])
        }
        ProfilePage::Contact => {
            let email = profile.contact.emails.get(&EmailKind::College).map(|email| email.address.clone());
            let phone = profile.contact.phones.get(&PhoneKind::Business);
            joined([email, phone.map(|set| places::phone(texts, &set.number, set.extension.as_deref()))])
        }
        ProfilePage::Addresses => places_summary(view),
        ProfilePage::Practice => practice_summary(view),
        ProfilePage::Registration => {
            let class = profile.registration.class.as_ref();
            let expires = class.and_then(|class| class.expires);
            let expires = expires.map(|day| texts.format("profile-expires", &[("what", texts.date(day))]));
            let status = profile.registration.status.as_ref();
            joined([
                class.map(|class| codes::class(view.college(), &class.class)),
                status.map(|set| texts.get(&format!("status-{}", set.status.code()))),
                expires,
            ])
        }
        ProfilePage::Corporations => {
            counted(texts, "profile-summary-corporations", profile.corporations.len())
        }
        ProfilePage::Transactions => money_summary(view),
        ProfilePage::Messages => counted(texts, "profile-summary-messages", profile.messages.len()),
        ProfilePage::History => {
            let last =
                view.replica.events.last().map(|event| texts.date_eastern(timestamp(event.received_at)));
            let last = last.unwrap_or_default();
            texts.format("profile-summary-history", &[("day", last)])
        }
    }
}

fn places_summary(view: &View<'_>) -> String {
    let texts = view.texts;
    let primary = view.profile.location(AddressKind::Primary).map(|it| match it.held.fact.at() {
        Some(set) => places::short(&set.address),
        None => texts.get("profile-not-in-practice"),
    });
    let further = view.profile.in_force(AddressKind::Additional).count();
    let to_come = view.profile.addresses.iter().filter(|it| it.held.state == State::Scheduled).count();
    joined([
        Some(primary.unwrap_or_else(|| texts.get("profile-summary-no-address"))),
        (further > 0).then(|| counted(texts, "profile-summary-locations", further)),
        (to_come > 0).then(|| counted(texts, "profile-summary-scheduled", to_come)),
    ])
}

fn practice_summary(view: &View<'_>) -> String {
    let texts = view.texts;
    let activities = view.profile.activities.iter().filter(|held| held.state == State::InForce).count();
    let privileges = view.profile.privileges.iter().filter(|held| held.state == State::InForce).count();
    joined([
        Some(counted(texts, "profile-summary-activities", activities)),
        Some(counted(texts, "profile-summary-privileges", privileges)),
    ])
}

fn money_summary(view: &View<'_>) -> String {
    let texts = view.texts;
    let open = view.profile.invoices.iter().filter(|it| !matches!(it.state, InvoiceState::Paid { .. }));
    let due: i64 = open.map(|invoice| fee::total(&fee::lines(view.replica, invoice, view.now)).0).sum();
    if due == 0 {
        return texts.get("profile-summary-nothing-due");
    }
    texts.format("profile-summary-due", &[("amount", texts.money(due))])
}

fn counted(texts: &Texts, id: &str, count: usize) -> String {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    texts.format(id, &[("count", Argument::from(count))])
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

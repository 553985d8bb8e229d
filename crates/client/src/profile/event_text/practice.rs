//! Events of practice in words: activities, privileges, registrations elsewhere, specialties, cover and CPD.

use jiff::civil::Date;
use portal_record::practice::{
    ActivityAdded, ActivityRemoved, CpdSet, LiabilitySet, PrivilegeAdded, PrivilegeRemoved,
    RegistrationAdded, RegistrationRemoved, SpecialtyRecognised,
};
pub(crate) use portal_record::words::privilege as privilege_lines;
use portal_record::{College, Record, words};
use portal_texts::Texts;

use super::{EventText, filled, simple, text};
use crate::profile::codes;

/// An activity ended.
pub(super) fn activity_removed(body: &ActivityRemoved, before: &Record) -> EventText {
    let name = before.practice.activities.get(body.id).map(|entry| entry.fact.name.clone());
    removed("profile-activity", name, body.effective)
}

/// Privileges ended.
pub(super) fn privilege_removed(body: &PrivilegeRemoved, before: &Record) -> EventText {
    let hospital = before.practice.privileges.get(body.id).map(|entry| entry.fact.hospital.clone());
    removed("profile-privilege", hospital, body.effective)
}

/// A registration elsewhere ended.
pub(super) fn registration_removed(body: &RegistrationRemoved, before: &Record) -> EventText {
    let regulator = before.practice.registrations.get(body.id).map(|entry| entry.fact.regulator.clone());
    removed("profile-registration", regulator, body.effective)
}

/// `Since 2 Jul 2015`, `2 Jul 2015 to 31 May 2027`.
pub(crate) fn span(from: Date, to: Option<Date>) -> String {
    words::span(Texts::english(), from, to)
}

/// What a registration elsewhere says besides its regulator and its days.
pub(crate) fn registration_lines(body: &RegistrationAdded, college: &College) -> Vec<String> {
    words::registration(Texts::english(), body, college)
}

/// Protection and its number.
pub(crate) fn liability_lines(body: &LiabilitySet, college: &College) -> Vec<String> {
    words::liability(Texts::english(), body, college)
}

/// Organisation, number and the end of the cycle.
pub(crate) fn cpd_lines(body: &CpdSet, college: &College) -> Vec<String> {
    words::cpd(Texts::english(), body, college)
}

/// An activity began.
pub(super) fn activity(body: &ActivityAdded) -> EventText {
    let text = simple("profile-activity-added", body.name.clone(), "profile-will-add-activity");
    EventText { effective: Some(body.effective), ..text }
}

/// Privileges at a hospital.
pub(super) fn privilege(body: &PrivilegeAdded, college: &College) -> EventText {
    let mut lines = vec![body.hospital.clone()];
    lines.extend(privilege_lines(body, college));
    lines.push(span(body.from, body.to));
    let arguments = [
        ("what", body.hospital.clone()),
        ("kind", codes::name(&college.lists().privilege_kinds, &body.kind)),
        ("span", span(body.from, body.to)),
    ];
    let preview = vec![Texts::english().format("profile-will-add-privilege", &arguments)];
    EventText { preview, ..EventText::plain(text("profile-privilege-added"), lines) }
}

/// A registration elsewhere.
pub(super) fn registration(body: &RegistrationAdded, college: &College) -> EventText {
    let mut lines = vec![body.regulator.clone()];
    lines.extend(registration_lines(body, college));
    lines.push(span(body.from, body.to));
    let arguments = [
        ("what", body.regulator.clone()),
        ("where", codes::jurisdiction(college, &body.jurisdiction)),
        ("number", body.number.clone()),
        ("span", span(body.from, body.to)),
    ];
    let preview = vec![Texts::english().format("profile-will-add-registration", &arguments)];
    EventText { preview, ..EventText::plain(text("profile-registration-added"), lines) }
}

fn removed(kind: &str, what: Option<String>, effective: Date) -> EventText {
    let what = what.unwrap_or_else(|| text(kind));
    let preview = vec![filled("profile-will-be-historical-today", &what)];
    let title = filled("profile-removed", &text(kind));
    EventText { effective: Some(effective), preview, ..EventText::plain(title, vec![what]) }
}

/// A specialty was recognised.
pub(super) fn specialty(body: &SpecialtyRecognised) -> EventText {
    let lines = vec![body.specialty.clone(), body.body.clone()];
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(text("profile-specialty-recognised"), lines)
    }
}

/// The organization in which professional development is tracked.
pub(super) fn cpd(body: &CpdSet, college: &College) -> EventText {
    let lines = cpd_lines(body, college);
    let preview = vec![filled("profile-will-cpd", &lines.join("; "))];
    EventText { preview, ..EventText::plain(text("profile-cpd"), lines) }
}

/// The liability cover.
pub(super) fn liability(body: &LiabilitySet, college: &College) -> EventText {
    let lines = liability_lines(body, college);
    let preview = vec![filled("profile-will-liability", &lines.join("; "))];
    EventText { preview, ..EventText::plain(text("profile-liability"), lines) }
}

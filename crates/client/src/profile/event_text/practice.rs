//! Events of practice in words: activities, privileges, registrations elsewhere, specialties, cover and CPD.

use jiff::civil::Date;
use portal_record::practice::{
    ActivityAdded, ActivityRemoved, CpdSet, LiabilitySet, PrivilegeAdded, PrivilegeRemoved,
    RegistrationAdded, RegistrationRemoved, SpecialtyRecognised,
};
pub(crate) use portal_record::words::privilege as privilege_lines;
use portal_record::{College, Record, words};
use portal_texts::Texts;

use super::{EventText, filled, simple};
use crate::profile::codes;

/// An activity ended.
pub(super) fn activity_removed(texts: &Texts, body: &ActivityRemoved, before: &Record) -> EventText {
    let name = before.practice.activities.get(body.id).map(|entry| entry.fact.name.clone());
    removed(texts, "profile-activity", name, body.effective)
}

/// Privileges ended.
pub(super) fn privilege_removed(texts: &Texts, body: &PrivilegeRemoved, before: &Record) -> EventText {
    let hospital = before.practice.privileges.get(body.id).map(|entry| entry.fact.hospital.clone());
    removed(texts, "profile-privilege", hospital, body.effective)
}

/// A registration elsewhere ended.
pub(super) fn registration_removed(texts: &Texts, body: &RegistrationRemoved, before: &Record) -> EventText {
    let regulator = before.practice.registrations.get(body.id).map(|entry| entry.fact.regulator.clone());
    removed(texts, "profile-registration", regulator, body.effective)
}

/// `Since 2 Jul 2015`, `2 Jul 2015 to 31 May 2027`.
pub(crate) fn span(texts: &Texts, from: Date, to: Option<Date>) -> String {
    words::span(texts, from, to)
}

/// What a registration elsewhere says besides its regulator and its days.
pub(crate) fn registration_lines(texts: &Texts, body: &RegistrationAdded, college: &College) -> Vec<String> {
    words::registration(texts, body, college)
}

/// Protection and its number.
pub(crate) fn liability_lines(texts: &Texts, body: &LiabilitySet, college: &College) -> Vec<String> {
    words::liability(texts, body, college)
}

/// Organisation, number and the end of the cycle.
pub(crate) fn cpd_lines(texts: &Texts, body: &CpdSet, college: &College) -> Vec<String> {
    words::cpd(texts, body, college)
}

/// An activity began.
pub(super) fn activity(texts: &Texts, body: &ActivityAdded) -> EventText {
    let text = simple(texts, "profile-activity-added", body.name.clone(), "profile-will-add-activity");
    EventText { effective: Some(body.effective), ..text }
}

/// Privileges at a hospital.
pub(super) fn privilege(texts: &Texts, body: &PrivilegeAdded, college: &College) -> EventText {
    let mut lines = vec![body.hospital.clone()];
    lines.extend(privilege_lines(body, college));
    lines.push(span(texts, body.from, body.to));
    let arguments = [
        ("what", body.hospital.clone()),
        ("kind", codes::name(&college.lists().privilege_kinds, &body.kind)),
        ("span", span(texts, body.from, body.to)),
    ];
    let preview = vec![texts.format("profile-will-add-privilege", &arguments)];
    EventText { preview, ..EventText::plain(texts.get("profile-privilege-added"), lines) }
}

/// A registration elsewhere.
pub(super) fn registration(texts: &Texts, body: &RegistrationAdded, college: &College) -> EventText {
    let mut lines = vec![body.regulator.clone()];
    lines.extend(registration_lines(texts, body, college));
    lines.push(span(texts, body.from, body.to));
    let arguments = [
        ("what", body.regulator.clone()),
        ("where", codes::jurisdiction(college, &body.jurisdiction)),
        ("number", body.number.clone()),
        ("span", span(texts, body.from, body.to)),
    ];
    let preview = vec![texts.format("profile-will-add-registration", &arguments)];
    EventText { preview, ..EventText::plain(texts.get("profile-registration-added"), lines) }
}

fn removed(texts: &Texts, kind: &str, what: Option<String>, effective: Date) -> EventText {
    let what = what.unwrap_or_else(|| texts.get(kind));
    let preview = vec![filled(texts, "profile-will-be-historical-today", &what)];
    let title = filled(texts, "profile-removed", &texts.get(kind));
    EventText { effective: Some(effective), preview, ..EventText::plain(title, vec![what]) }
}

/// A specialty was recognised.
pub(super) fn specialty(texts: &Texts, body: &SpecialtyRecognised) -> EventText {
    let lines = vec![body.specialty.clone(), body.body.clone()];
    EventText {
        effective: Some(body.effective),
        ..EventText::plain(texts.get("profile-specialty-recognised"), lines)
    }
}

/// The organization in which professional development is tracked.
pub(super) fn cpd(texts: &Texts, body: &CpdSet, college: &College) -> EventText {
    let lines = cpd_lines(texts, body, college);
    let preview = vec![filled(texts, "profile-will-cpd", &lines.join("; "))];
    EventText { preview, ..EventText::plain(texts.get("profile-cpd"), lines) }
}

/// The liability cover.
pub(super) fn liability(texts: &Texts, body: &LiabilitySet, college: &College) -> EventText {
    let lines = liability_lines(texts, body, college);
    let preview = vec![filled(texts, "profile-will-liability", &lines.join("; "))];
    EventText { preview, ..EventText::plain(texts.get("profile-liability"), lines) }
}

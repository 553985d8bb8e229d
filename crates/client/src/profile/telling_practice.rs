//! Events of practice in words: activities, privileges, registrations elsewhere, specialties, cover and CPD.

use jiff::civil::Date;
use portal_record::practice::{
    ActivityAdded, ActivityRemoved, CpdSet, LiabilitySet, PrivilegeAdded, PrivilegeRemoved,
    RegistrationAdded, RegistrationRemoved, SpecialtyRecognised,
};
pub(crate) use portal_record::words::privilege as privilege_lines;
use portal_record::{College, Record, words};
use portal_texts::Texts;

use super::codes;
use super::telling::{Told, filled, simple, text};

/// An activity ended.
pub(super) fn activity_removed(body: &ActivityRemoved, before: &Record) -> Told {
    let name = before.practice.activities.get(body.id).map(|entry| entry.fact.name.clone());
    removed("profile-activity", name, body.effective)
}

/// Privileges ended.
pub(super) fn privilege_removed(body: &PrivilegeRemoved, before: &Record) -> Told {
    let hospital = before.practice.privileges.get(body.id).map(|entry| entry.fact.hospital.clone());
    removed("profile-privilege", hospital, body.effective)
}

/// A registration elsewhere ended.
pub(super) fn registration_removed(body: &RegistrationRemoved, before: &Record) -> Told {
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
pub(super) fn activity(body: &ActivityAdded) -> Told {
    let told = simple("profile-activity-added", body.name.clone(), "profile-will-add-activity");
    Told { effective: Some(body.effective), ..told }
}

/// Privileges at a hospital.
pub(super) fn privilege(body: &PrivilegeAdded, college: &College) -> Told {
    let mut lines = vec![body.hospital.clone()];
    lines.extend(privilege_lines(body, college));
    lines.push(span(body.from, body.to));
    let arguments = [
        ("what", body.hospital.clone()),
        ("kind", codes::name(&college.lists().privilege_kinds, &body.kind)),
        ("span", span(body.from, body.to)),
    ];
    let foretold = vec![Texts::english().format("profile-will-add-privilege", &arguments)];
    Told { foretold, ..Told::plain(text("profile-privilege-added"), lines) }
}

/// A registration elsewhere.
pub(super) fn registration(body: &RegistrationAdded, college: &College) -> Told {
    let mut lines = vec![body.regulator.clone()];
    lines.extend(registration_lines(body, college));
    lines.push(span(body.from, body.to));
    let arguments = [
        ("what", body.regulator.clone()),
        ("where", codes::jurisdiction(college, &body.jurisdiction)),
        ("number", body.number.clone()),
        ("span", span(body.from, body.to)),
    ];
    let foretold = vec![Texts::english().format("profile-will-add-registration", &arguments)];
    Told { foretold, ..Told::plain(text("profile-registration-added"), lines) }
}

fn removed(kind: &str, what: Option<String>, effective: Date) -> Told {
    let what = what.unwrap_or_else(|| text(kind));
    let foretold = vec![filled("profile-will-be-historical-today", &what)];
    let title = filled("profile-removed", &text(kind));
    Told { effective: Some(effective), foretold, ..Told::plain(title, vec![what]) }
}

/// A specialty was recognised.
pub(super) fn specialty(body: &SpecialtyRecognised) -> Told {
    let lines = vec![body.specialty.clone(), body.body.clone()];
    Told { effective: Some(body.effective), ..Told::plain(text("profile-specialty-recognised"), lines) }
}

/// The organization in which professional development is tracked.
pub(super) fn cpd(body: &CpdSet, college: &College) -> Told {
    let lines = cpd_lines(body, college);
    let foretold = vec![filled("profile-will-cpd", &lines.join("; "))];
    Told { foretold, ..Told::plain(text("profile-cpd"), lines) }
}

/// The liability cover.
pub(super) fn liability(body: &LiabilitySet, college: &College) -> Told {
    let lines = liability_lines(body, college);
    let foretold = vec![filled("profile-will-liability", &lines.join("; "))];
    Told { foretold, ..Told::plain(text("profile-liability"), lines) }
}

//! What stands in the way of an edit, in a sentence at its field.

use portal_ipc::{FieldProblem, ProfileEdit};
use portal_record::Rejection;
use portal_record::rejection::{Field, Reason};
use portal_texts::Texts;

use super::codes;

/// A rejection, at the field of this edit that it is about.
pub(super) fn of(edit: &ProfileEdit, rejection: &Rejection) -> FieldProblem {
    match rejection {
        Rejection::Invalid { field, at, reason } => match field_name(edit, *field, at.map(usize::from)) {
            Some(name) => self::at(&name, reason),
            None => whole(rejection),
        },
        Rejection::EffectiveNotAfterToday { .. }
        | Rejection::EffectiveTooFar { .. }
        | Rejection::ScheduledAlready { .. }
        | Rejection::BeforeWhatItReplaces { .. } => {
            FieldProblem { field: Some("effective".to_owned()), sentence: rejection.sentence() }
        }
        _ => whole(rejection),
    }
}

/// A rejection that belongs to the whole form.
pub(super) fn whole(rejection: &Rejection) -> FieldProblem {
    FieldProblem { field: None, sentence: rejection.sentence() }
}

/// Why this field cannot be read.
pub(super) fn at(field: &str, reason: &Reason) -> FieldProblem {
    let missing = format!("profile-missing-{}", spelled(field));
    let sentence = if matches!(reason, Reason::Missing) && Texts::english().has(&missing) {
        Texts::english().get(&missing)
    } else {
        reason.sentence()
    };
    FieldProblem { field: Some(field.to_owned()), sentence }
}

/// Text that is no day of the calendar.
pub(super) fn not_a_day(field: &str, typed: &str) -> FieldProblem {
    typed_wrong(field, "profile-not-a-day", typed)
}

/// Text that is no time of day.
pub(super) fn not_a_time(field: &str, typed: &str) -> FieldProblem {
    if typed.trim().is_empty() {
        return FieldProblem {
            field: Some(field.to_owned()),
            sentence: Texts::english().get("profile-missing-time"),
        };
    }
    typed_wrong(field, "profile-not-a-time", typed)
}

fn typed_wrong(field: &str, id: &str, typed: &str) -> FieldProblem {
    let sentence = Texts::english().format(id, &[("typed", codes::shortened(typed))]);
    FieldProblem { field: Some(field.to_owned()), sentence }
}

/// `postal-code` for `postalCode`.
fn spelled(field: &str) -> String {
    let mut name = String::with_capacity(field.len() + 2);
    for letter in field.chars() {
        if letter.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// What a command's field is called in the edit; none when the edit has no such field.
pub(super) fn field_name(edit: &ProfileEdit, field: Field, at: Option<usize>) -> Option<String> {
    let name = match (field, edit) {
        (Field::Gender, _) => "gender",
        (Field::Languages, _) => "languages",
        (Field::Minc, _) => "minc",
        (Field::Email, _) => "address",
        (Field::Phone, ProfileEdit::Phone { .. }) => "number",
        (Field::Phone, _) => "phone",
        (Field::Extension, _) => "extension",
        (Field::Correspondence, _) => "language",
        (Field::Dialogue, _) => "dialogue",
        (Field::Lines, ProfileEdit::Address { fields, .. }) => {
            let filled =
                [("organization", &fields.organization), ("street", &fields.street), ("unit", &fields.unit)];
            let mut filled = filled.into_iter().filter(|(_, text)| !text.trim().is_empty());
            filled.nth(at.unwrap_or(0)).map_or("street", |(name, _)| name)
        }
        (Field::City, _) => "city",
        (Field::Province, _) => "province",
        (Field::PostalCode, _) => "postalCode",
        (Field::Country, _) => "country",
        (Field::Hours, _) => return Some(format!("hours.{}.from", at.unwrap_or(0))),
        (Field::Activity, ProfileEdit::Activity { code: Some(_), .. }) => "code",
        (Field::Activity, _) => "name",
        (Field::Hospital, _) => "hospital",
        (Field::PrivilegeKind, _) => "kind",
        (Field::Regulator, _) => "regulator",
        (Field::Jurisdiction, _) => "jurisdiction",
        (Field::Number | Field::ProtectionNumber, _) => "number",
        (Field::From, ProfileEdit::Address { .. } | ProfileEdit::NotInPractice { .. }) => "effective",
        (Field::From, ProfileEdit::Activity { .. }) => return None,
        (Field::From, _) => "from",
        (Field::To, _) => "to",
        (Field::Protection, _) => "protection",
        (Field::Organization, _) => "organization",
        (Field::MemberNumber, _) => "memberNumber",
        (Field::CycleEnd, _) => "cycleEnd",
        (
            Field::Lines
            | Field::Documents
            | Field::Words
            | Field::Letter
            | Field::Decision
            | Field::Reasons
            | Field::Fields
            | Field::Items
            | Field::Due
            | Field::Requirement
            | Field::Flag
            | Field::Files,
            _,
        ) => return None,
    };
    Some(name.to_owned())
}

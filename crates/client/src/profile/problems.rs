//! What stands in the way of an edit, in a sentence at its field.

use portal_ipc::{FieldProblem, ProfileEdit};
use portal_record::Rejection;
use portal_record::rejection::{Field, Reason};
use portal_texts::Texts;

use super::codes;

/// A rejection, at the field of this edit that it is about.
pub(super) fn of(texts: &Texts, edit: &ProfileEdit, rejection: &Rejection) -> FieldProblem {
    match rejection {
        Rejection::Invalid { field, at, reason } => match field_name(edit, *field, at.map(usize::from)) {
            Some(name) => self::at(texts, &name, reason),
            None => whole(texts, rejection),
        },
        Rejection::EffectiveNotAfterToday { .. }
        | Rejection::EffectiveTooFar { .. }
        | Rejection::ScheduledAlready { .. }
        | Rejection::BeforeWhatItReplaces { .. } => {
            FieldProblem { field: Some("effective".to_owned()), sentence: rejection.sentence(texts) }
        }
        _ => whole(texts, rejection),
    }
}

/// A rejection that belongs to the whole form.
pub(super) fn whole(texts: &Texts, rejection: &Rejection) -> FieldProblem {
    FieldProblem { field: None, sentence: rejection.sentence(texts) }
}

/// Why this field cannot be read.
pub(super) fn at(texts: &Texts, field: &str, reason: &Reason) -> FieldProblem {
    let missing = format!("profile-missing-{}", spelled(field));
    let sentence = if matches!(reason, Reason::Missing) && texts.has(&missing) {
        texts.get(&missing)
    } else {
        reason.sentence(texts)
    };
    FieldProblem { field: Some(field.to_owned()), sentence }
}

/// Text that is no day of the calendar.
pub(super) fn not_a_day(texts: &Texts, field: &str, typed: &str) -> FieldProblem {
    typed_wrong(texts, field, "profile-not-a-day", typed)
}

/// Text that is no time of day.
pub(super) fn not_a_time(texts: &Texts, field: &str, typed: &str) -> FieldProblem {
    if typed.trim().is_empty() {
        return FieldProblem { field: Some(field.to_owned()), sentence: texts.get("profile-missing-time") };
    }
    typed_wrong(texts, field, "profile-not-a-time", typed)
}

fn typed_wrong(texts: &Texts, field: &str, id: &str, typed: &str) -> FieldProblem {
    let sentence = texts.format(id, &[("typed", codes::shortened(typed))]);
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

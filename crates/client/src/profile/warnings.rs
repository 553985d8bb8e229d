//! What may be a mistake in an edit and does not stand in its way: the record's own warnings, and what only the person's whole
//! profile tells.

use jiff::civil::Date;
use portal_ipc::{FieldProblem, ProfileEdit};
use portal_record::contact::{EmailKind, SetEmail};
use portal_record::decide::warnings;
use portal_record::identity::SetMinc;
use portal_record::{Command, ProfileCommand, Record};
use portal_texts::Texts;

use super::problems;

/// Changes are seldom planned further ahead: a wrong year is likelier.
const USUAL_DAYS_AHEAD: i32 = 180;

/// Warnings about a command that the rules allow.
pub(super) fn of(
    texts: &Texts,
    edit: &ProfileEdit,
    command: &Command,
    record: &Record,
    today: Date,
) -> Vec<FieldProblem> {
    let own = match command {
        Command::Profile(ProfileCommand::SetAddress(command)) => far(texts, command.effective, today),
        Command::Profile(ProfileCommand::SetNotInPractice(command)) => far(texts, command.effective, today),
        Command::Profile(ProfileCommand::SetEmail(command)) => public_college_email(texts, command, record),
        _ => None,
    };
    let from_record = warnings(command).into_iter().map(|warning| FieldProblem {
        field: problems::field_name(edit, warning.field(), None),
        sentence: warning.sentence(texts),
    });
    from_record.chain(own).collect()
}

/// Nothing would change.
pub(super) fn no_change(texts: &Texts) -> FieldProblem {
    FieldProblem { field: None, sentence: texts.get("profile-no-change") }
}

/// What looks wrong with a MINC, in words.
pub(crate) fn of_minc(texts: &Texts, minc: &str) -> Option<String> {
    let found = warnings(&ProfileCommand::SetMinc(SetMinc { minc: minc.to_owned(), seen: 0 }).into());
    found.into_iter().next().map(|warning| warning.sentence(texts))
}

fn far(texts: &Texts, day: Date, today: Date) -> Option<FieldProblem> {
    let ahead = today.until(day).ok()?.get_days();
    (ahead > USUAL_DAYS_AHEAD).then(|| {
        let day = [("day", texts.date_with_weekday(day))];
        let sentence = texts.format("profile-warning-far", &day);
        FieldProblem { field: Some("effective".to_owned()), sentence }
    })
}

/// The College e-mail is private, unless the registrant shows it as the business one.
fn public_college_email(texts: &Texts, command: &SetEmail, record: &Record) -> Option<FieldProblem> {
    let college = record.contact.emails.get(&EmailKind::College)?;
    let same = college.address.eq_ignore_ascii_case(command.address.trim());
    (command.public && same).then(|| FieldProblem {
        field: Some("public".to_owned()),
        sentence: texts.get("profile-warning-college-email-public"),
    })
}

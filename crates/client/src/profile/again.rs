//! A command as the edit that makes it anew: what its form opens with after it was refused.

use jiff::civil::{Date, Time};
use portal_ipc::{self as ipc, AddressFields, HoursRow, ProfileEdit};
use portal_record::ProfileCommand;
use portal_record::addresses::SetAddress;
use portal_record::contact::PhoneKind;

use super::places::{self, Parts};

/// The edit that means this command; none for what no form of the window makes.
pub(super) fn again(command: &ProfileCommand) -> Option<ProfileEdit> {
    Some(match command {
        ProfileCommand::ConfirmEmail(_) | ProfileCommand::UndoEmailChange(_) => return None,
        ProfileCommand::DescribeSelf(it) => {
            ProfileEdit::Describe { gender: it.gender.clone(), languages: it.languages.clone() }
        }
        ProfileCommand::SetMinc(it) => ProfileEdit::Minc { minc: it.minc.clone() },
        ProfileCommand::SetEmail(it) => {
            ProfileEdit::BusinessEmail { address: it.address.clone(), public: it.public }
        }
        ProfileCommand::RemoveEmail(_) => {
            ProfileEdit::BusinessEmail { address: String::new(), public: false }
        }
        ProfileCommand::RequestEmailChange(it) => ProfileEdit::CollegeEmail { address: it.address.clone() },
        ProfileCommand::WithdrawEmailChange(it) => {
            ProfileEdit::WithdrawCollegeEmail { id: it.request.0.to_string() }
        }
        ProfileCommand::SetPhone(it) => ProfileEdit::Phone {
            kind: ipc_phone(it.kind),
            number: it.number.clone(),
            extension: it.extension.clone().unwrap_or_default(),
        },
        ProfileCommand::RemovePhone(it) => {
            ProfileEdit::Phone { kind: ipc_phone(it.kind), number: String::new(), extension: String::new() }
        }
        ProfileCommand::SetPreferences(it) => ProfileEdit::Preferences {
            language: it.language.clone(),
            dialogue: it.dialogue.clone(),
            reminders: it.reminders,
        },
        ProfileCommand::SetAddress(it) => ProfileEdit::Address {
            fields: fields(it),
            effective: it.effective.to_string(),
            replaces: it.replaces.map(|id| id.0.to_string()),
        },
        ProfileCommand::SetNotInPractice(it) => {
            ProfileEdit::NotInPractice { effective: it.effective.to_string() }
        }
        ProfileCommand::WithdrawAddress(it) => ProfileEdit::WithdrawAddress { id: it.id.0.to_string() },
        ProfileCommand::RemoveLocation(it) => ProfileEdit::RemoveLocation { id: it.id.0.to_string() },
        ProfileCommand::AddActivity(it) => {
            ProfileEdit::Activity { code: it.code.clone(), name: it.name.clone() }
        }
        ProfileCommand::RemoveActivity(it) => ProfileEdit::RemoveActivity { id: it.id.0.to_string() },
        ProfileCommand::AddPrivilege(it) => ProfileEdit::Privilege {
            hospital: it.hospital.clone(),
            kind: it.kind.clone(),
            from: it.from.to_string(),
            to: day(it.to),
        },
        ProfileCommand::RemovePrivilege(it) => ProfileEdit::RemovePrivilege { id: it.id.0.to_string() },
        ProfileCommand::AddRegistration(it) => ProfileEdit::OtherRegistration {
            regulator: it.regulator.clone(),
            jurisdiction: it.jurisdiction.clone(),
            number: it.number.clone(),
            from: it.from.to_string(),
            to: day(it.to),
        },
        ProfileCommand::RemoveRegistration(it) => {
            ProfileEdit::RemoveOtherRegistration { id: it.id.0.to_string() }
        }
        ProfileCommand::SetLiability(it) => ProfileEdit::Liability {
            protection: it.protection.clone(),
            number: it.number.clone().unwrap_or_default(),
        },
        ProfileCommand::SetCpd(it) => ProfileEdit::Cpd {
            organization: it.organization.clone(),
            member_number: it.member_number.clone(),
            cycle_end: day(it.cycle_end),
        },
    })
}

/// The window's word for a telephone.
pub(super) fn ipc_phone(kind: PhoneKind) -> ipc::PhoneKind {
    match kind {
        PhoneKind::Business => ipc::PhoneKind::Business,
        PhoneKind::Mobile => ipc::PhoneKind::Mobile,
    }
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// As it was typed: a command carries what the person wrote.
fn fields(command: &SetAddress) -> AddressFields {
    let Parts { organization, street, unit } = Parts::of(&command.address.lines);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let typed = |time: Time| format!("{}:{:02}", time.hour(), time.minute());
    AddressFields {
        kind: places::ipc_kind(command.kind),
        organization,
        street,
        unit,
        city: command.address.city.clone(),
        province: text(&command.address.province),
        postal_code: text(&command.address.postal_code),
        country: command.address.country.clone(),
        phone: text(&command.phone),
        extension: text(&command.extension),
        hours: (command.hours.iter())
            .map(|open| HoursRow {
                day: places::number(open.day),
                from: typed(open.from),
                to: typed(open.to),
            })
            .collect(),
    }
}

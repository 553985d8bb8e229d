//! An edit, as it was typed, read into the command that it means. What cannot be read is told at its field, all of it at once.
//!
//! Not here: whether the record allows it; `portal_record::decide` says so, and reads the text once more.

use jiff::civil::{Date, Time};
use portal_ipc::{self as ipc, AddressFields, FieldProblem, HoursRow, ProfileEdit};
use portal_record::addresses::{Address, RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress};
use portal_record::contact::{
    EmailKind, PhoneKind, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail, SetPhone, SetPreferences,
    WithdrawEmailChange,
};
use portal_record::formats::{self, OpenHours};
use portal_record::identity::{DescribeSelf, SetMinc};
use portal_record::practice::{
    AddActivity, AddPrivilege, AddRegistration, RemoveActivity, RemovePrivilege, RemoveRegistration, SetCpd,
    SetLiability,
};
use portal_record::rejection::Reason;
use portal_record::{College, EntryId, MessageId, ProfileCommand, Rejection};
use portal_texts::Texts;
use uuid::Uuid;

use super::{places, problems};
use crate::drafts::times;

/// What reading an edit takes besides the edit.
pub(super) struct Reader<'r> {
    pub(super) texts: &'r Texts,
    pub(super) college: &'r College,
    pub(super) today: Date,
    /// Version of the record, as the College confirmed it, that the person sees.
    pub(super) seen: u64,
    /// Where the ids of new entries come from.
    pub(super) new_id: &'r mut dyn FnMut() -> Uuid,
    pub(super) problems: Vec<FieldProblem>,
}

/// A whole day, in any of the ways in which the survey's fields take one.
pub(crate) fn day(text: &str) -> Result<Date, Reason> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Reason::Missing);
    }
    let read = times::date(text).map(|date| date.to_string());
    read.and_then(|whole| whole.parse().ok()).ok_or(Reason::NotADay)
}

impl Reader<'_> {
    /// The command that the edit means; none when there are problems.
    pub(super) fn read(&mut self, edit: &ProfileEdit) -> Option<ProfileCommand> {
        let command = match edit {
            ProfileEdit::Describe { .. }
            | ProfileEdit::Minc { .. }
            | ProfileEdit::BusinessEmail { .. }
            | ProfileEdit::CollegeEmail { .. }
            | ProfileEdit::WithdrawCollegeEmail { .. }
            | ProfileEdit::Phone { .. }
            | ProfileEdit::Preferences { .. } => self.person(edit),
            ProfileEdit::Address { .. }
            | ProfileEdit::NotInPractice { .. }
            | ProfileEdit::WithdrawAddress { .. }
            | ProfileEdit::RemoveLocation { .. } => self.place(edit),
            _ => self.practice(edit),
        };
        command.filter(|_| self.problems.is_empty())
    }

    fn person(&mut self, edit: &ProfileEdit) -> Option<ProfileCommand> {
        Some(match edit {
            ProfileEdit::Describe { gender, languages } => {
                let gender = gender.clone().filter(|code| !code.is_empty());
                ProfileCommand::DescribeSelf(DescribeSelf {
                    gender,
                    languages: languages.clone(),
                    seen: self.seen,
                })
            }
            ProfileEdit::Minc { minc } => {
                ProfileCommand::SetMinc(SetMinc { minc: minc.clone(), seen: self.seen })
            }
            ProfileEdit::BusinessEmail { address, .. } if address.trim().is_empty() => {
                ProfileCommand::RemoveEmail(RemoveEmail { kind: EmailKind::Business, seen: self.seen })
            }
            ProfileEdit::BusinessEmail { address, public } => ProfileCommand::SetEmail(SetEmail {
                kind: EmailKind::Business,
                address: address.clone(),
                public: *public,
                seen: self.seen,
            }),
            ProfileEdit::CollegeEmail { address } => {
                let request = EntryId((self.new_id)());
                ProfileCommand::RequestEmailChange(RequestEmailChange { request, address: address.clone() })
            }
            ProfileEdit::WithdrawCollegeEmail { id } => {
                ProfileCommand::WithdrawEmailChange(WithdrawEmailChange { request: self.entry(id)? })
            }
            ProfileEdit::Phone { kind, number, extension } => {
                let kind = record_phone(*kind);
                if number.trim().is_empty() && extension.trim().is_empty() {
                    ProfileCommand::RemovePhone(RemovePhone { kind, seen: self.seen })
                } else {
                    let extension = optional(extension);
                    ProfileCommand::SetPhone(SetPhone {
                        kind,
                        number: number.clone(),
                        extension,
                        seen: self.seen,
                    })
                }
            }
            ProfileEdit::Preferences { language, dialogue, reminders } => {
                ProfileCommand::SetPreferences(SetPreferences {
                    language: language.clone(),
                    dialogue: dialogue.clone(),
                    reminders: *reminders,
                    seen: self.seen,
                })
            }
            _ => return None,
        })
    }

    fn place(&mut self, edit: &ProfileEdit) -> Option<ProfileCommand> {
        Some(match edit {
            ProfileEdit::Address { fields, effective, replaces } => {
                return self.address(fields, effective, replaces.as_deref());
            }
            ProfileEdit::NotInPractice { effective } => {
                let effective = self.day("effective", effective)?;
                ProfileCommand::SetNotInPractice(SetNotInPractice { id: EntryId((self.new_id)()), effective })
            }
            ProfileEdit::WithdrawAddress { id } => {
                ProfileCommand::WithdrawAddress(WithdrawAddress { id: self.entry(id)? })
            }
            ProfileEdit::RemoveLocation { id } => {
                let id = self.entry(id)?;
                ProfileCommand::RemoveLocation(RemoveLocation { id, message: MessageId((self.new_id)()) })
            }
            _ => return None,
        })
    }

    fn practice(&mut self, edit: &ProfileEdit) -> Option<ProfileCommand> {
        Some(match edit {
            ProfileEdit::Activity { code, name } => ProfileCommand::AddActivity(AddActivity {
                id: EntryId((self.new_id)()),
                code: code.clone().filter(|code| !code.is_empty()),
                name: name.clone(),
                effective: self.today,
            }),
            ProfileEdit::RemoveActivity { id } => {
                ProfileCommand::RemoveActivity(RemoveActivity { id: self.entry(id)? })
            }
            ProfileEdit::Privilege { hospital, kind, from, to } => {
                self.required("hospital", hospital);
                self.required("kind", kind);
                let (from, to) = (self.day("from", from), self.optional_day("to", to));
                let id = EntryId((self.new_id)());
                ProfileCommand::AddPrivilege(AddPrivilege {
                    id,
                    hospital: hospital.clone(),
                    kind: kind.clone(),
                    from: from?,
                    to,
                })
            }
            ProfileEdit::RemovePrivilege { id } => {
                ProfileCommand::RemovePrivilege(RemovePrivilege { id: self.entry(id)? })
            }
            ProfileEdit::OtherRegistration { regulator, jurisdiction, number, from, to } => {
                self.required("regulator", regulator);
                self.required("jurisdiction", jurisdiction);
                self.required("number", number);
                let (from, to) = (self.day("from", from), self.optional_day("to", to));
                ProfileCommand::AddRegistration(AddRegistration {
                    id: EntryId((self.new_id)()),
                    regulator: regulator.clone(),
                    jurisdiction: jurisdiction.clone(),
                    number: number.clone(),
                    from: from?,
                    to,
                })
            }
            ProfileEdit::RemoveOtherRegistration { id } => {
                ProfileCommand::RemoveRegistration(RemoveRegistration { id: self.entry(id)? })
            }
            ProfileEdit::Liability { protection, number } => ProfileCommand::SetLiability(SetLiability {
                protection: protection.clone(),
                number: optional(number),
                seen: self.seen,
            }),
            ProfileEdit::Cpd { organization, member_number, cycle_end } => {
                let cycle_end = self.optional_day("cycleEnd", cycle_end);
                ProfileCommand::SetCpd(SetCpd {
                    organization: organization.clone(),
                    member_number: member_number.clone(),
                    cycle_end,
                    seen: self.seen,
                })
            }
            _ => return None,
        })
    }

    fn address(
        &mut self,
        fields: &AddressFields,
        effective: &str,
        replaces: Option<&str>,
    ) -> Option<ProfileCommand> {
        self.check_address(fields);
        let replaces = match replaces {
            Some(id) => Some(self.entry(id)?),
            None => None,
        };
        let hours: Vec<Option<OpenHours>> =
            fields.hours.iter().enumerate().map(|(row, hours)| self.hours(row, hours)).collect();
        let effective = self.day("effective", effective);
        let hours: Vec<OpenHours> = hours.into_iter().collect::<Option<_>>()?;
        if let Err((row, reason)) = formats::hours(&hours) {
            self.wrong(&format!("hours.{row}.from"), reason);
        }
        let lines = [&fields.organization, &fields.street, &fields.unit];
        let lines = lines.into_iter().filter_map(|line| optional(line)).collect();
        let address = Address {
            lines,
            city: fields.city.clone(),
            province: optional(&fields.province),
            postal_code: optional(&fields.postal_code),
            country: fields.country.clone(),
        };
        Some(ProfileCommand::SetAddress(SetAddress {
            id: EntryId((self.new_id)()),
            kind: places::record_kind(fields.kind),
            address,
            phone: optional(&fields.phone),
            extension: optional(&fields.extension),
            hours,
            effective: effective?,
            replaces,
        }))
    }

    /// The fields that can be judged by themselves, so that a form is told everything at once.
    fn check_address(&mut self, fields: &AddressFields) {
        let longest = self.college.profile().line_characters_max;
        self.check("organization", &formats::optional_line(Some(&fields.organization), longest));
        self.check("street", &formats::line(&fields.street, longest));
        self.check("unit", &formats::optional_line(Some(&fields.unit), longest));
        self.check("city", &formats::line(&fields.city, longest));
        self.required("country", &fields.country);
        if fields.country == places::CANADA {
            self.required("province", &fields.province);
            self.check("postalCode", &formats::PostalCode::parse(&fields.postal_code));
        }
        if !fields.phone.trim().is_empty() {
            self.check("phone", &formats::Phone::parse(&fields.phone));
        } else if !fields.extension.trim().is_empty() {
            self.wrong("phone", Reason::Missing);
        }
        self.check("extension", &formats::extension(Some(&fields.extension)));
    }

    fn hours(&mut self, row: usize, hours: &HoursRow) -> Option<OpenHours> {
        let from = self.time(&format!("hours.{row}.from"), &hours.from);
        let to = self.time(&format!("hours.{row}.to"), &hours.to);
        Some(OpenHours { day: places::day(hours.day), from: from?, to: to? })
    }

    fn time(&mut self, field: &str, text: &str) -> Option<Time> {
        let read = times::time(text).and_then(|time| time.to_string().parse().ok());
        if read.is_none() {
            self.problems.push(problems::not_a_time(self.texts, field, text));
        }
        read
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        match day(text) {
            Ok(day) => Some(day),
            Err(Reason::NotADay) => {
                self.problems.push(problems::not_a_day(self.texts, field, text));
                None
            }
            Err(reason) => {
                self.wrong(field, reason);
                None
            }
        }
    }

    fn optional_day(&mut self, field: &str, text: &str) -> Option<Date> {
        if text.trim().is_empty() { None } else { self.day(field, text) }
    }

    /// An entry's id. What is no id is no entry either.
    fn entry(&mut self, id: &str) -> Option<EntryId> {
        let read = id.parse().ok().map(EntryId);
        if read.is_none() {
            self.problems.push(problems::whole(self.texts, &Rejection::NoSuchEntry));
        }
        read
    }

    fn required(&mut self, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.wrong(field, Reason::Missing);
        }
    }

    fn check<T>(&mut self, field: &str, read: &Result<T, Reason>) {
        if let Err(reason) = read {
            self.wrong(field, *reason);
        }
    }

    fn wrong(&mut self, field: &str, reason: Reason) {
        self.problems.push(problems::at(self.texts, field, &reason));
    }
}

/// The record's word for a telephone.
pub(super) fn record_phone(kind: ipc::PhoneKind) -> PhoneKind {
    match kind {
        ipc::PhoneKind::Business => PhoneKind::Business,
        ipc::PhoneKind::Mobile => PhoneKind::Mobile,
    }
}

fn optional(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

//! Addresses, telephones and hours: in words, and as a form's fields.
//!
//! Not here: which of them counts when (`portal_record::addresses`).

use jiff::civil::Time;
use portal_ipc::{self as ipc, AddressFields, HoursRow};
use portal_record::addresses::{Address, AddressKind, AddressSet};
use portal_record::college::College;
use portal_record::formats::{OpenHours, Weekday};
use portal_record::words;
pub(crate) use portal_record::words::address_lines as lines;
pub(super) use portal_record::words::weekday_number as number;
use portal_texts::Texts;

/// The country whose provinces and postal codes have a list and a form.
pub(super) const CANADA: &str = "CA";

/// The same on one line.
pub(crate) fn one_line(address: &Address, college: &College) -> String {
    lines(address, college).join(", ")
}

/// Street and city: enough to tell one's own locations apart.
pub(crate) fn short(address: &Address) -> String {
    let parts = Parts::of(&address.lines);
    let first = if parts.street.is_empty() { parts.organization } else { parts.street };
    [first, address.city.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What an address of this kind is called.
pub(crate) fn kind(texts: &Texts, kind: AddressKind) -> String {
    words::address_kind(texts, kind)
}

/// `(416) 555-0100 ext. 12`.
pub(crate) fn phone(texts: &Texts, number: &str, extension: Option<&str>) -> String {
    words::phone(texts, number, extension)
}

/// `Monday to Friday, 9:00 a.m. to 5:00 p.m.`: days in a row with the same hours together.
pub(crate) fn hours(texts: &Texts, hours: &[OpenHours]) -> Vec<String> {
    words::hours(texts, hours)
}

/// The day of this number; numbers that no day has are Sunday, which a form cannot send.
pub(super) fn day(number: u8) -> Weekday {
    match number {
        1 => Weekday::Monday,
        2 => Weekday::Tuesday,
        3 => Weekday::Wednesday,
        4 => Weekday::Thursday,
        5 => Weekday::Friday,
        6 => Weekday::Saturday,
        _ => Weekday::Sunday,
    }
}

/// `Monday`.
pub(super) fn weekday(texts: &Texts, day: Weekday) -> String {
    words::weekday(texts, day)
}

/// What a form to change this address begins with.
pub(crate) fn fields(texts: &Texts, set: &AddressSet) -> AddressFields {
    let Parts { organization, street, unit } = Parts::of(&set.address.lines);
    AddressFields {
        kind: ipc_kind(set.kind),
        organization,
        street,
        unit,
        city: set.address.city.clone(),
        province: set.address.province.clone().unwrap_or_default(),
        postal_code: set.address.postal_code.clone().unwrap_or_default(),
        country: set.address.country.clone(),
        phone: set.phone.as_deref().map(|number| texts.phone(number)).unwrap_or_default(),
        extension: set.extension.clone().unwrap_or_default(),
        hours: set.hours.iter().map(hours_row).collect(),
    }
}

fn hours_row(open: &OpenHours) -> HoursRow {
    let typed = |time: Time| format!("{}:{:02}", time.hour(), time.minute());
    HoursRow { day: number(open.day), from: typed(open.from), to: typed(open.to) }
}

/// The window's word for what an address is for.
pub(crate) fn ipc_kind(kind: AddressKind) -> ipc::AddressKind {
    match kind {
        AddressKind::Primary => ipc::AddressKind::Primary,
        AddressKind::Mailing => ipc::AddressKind::Mailing,
        AddressKind::Additional => ipc::AddressKind::Additional,
    }
}

/// The record's.
pub(super) fn record_kind(kind: ipc::AddressKind) -> AddressKind {
    match kind {
        ipc::AddressKind::Primary => AddressKind::Primary,
        ipc::AddressKind::Mailing => AddressKind::Mailing,
        ipc::AddressKind::Additional => AddressKind::Additional,
    }
}

/// The lines of an address as the form has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) organization: String,
    pub(super) street: String,
    pub(super) unit: String,
}

impl Parts {
    /// The record keeps lines, not what each is for: the first that begins with a number is the street, what stands before it
    /// the organisation, what stands after it the unit. Without a number, the last of several lines is the street.
    pub(super) fn of(lines: &[String]) -> Parts {
        let numbered =
            lines.iter().position(|line| line.trim_start().starts_with(|first: char| first.is_ascii_digit()));
        let street = numbered.unwrap_or(match lines.len() {
            0..=2 => lines.len().saturating_sub(1),
            _ => 1,
        });
        let joined = |part: &[String]| part.join(", ");
        Parts {
            organization: joined(&lines[..street.min(lines.len())]),
            street: lines.get(street).cloned().unwrap_or_default(),
            unit: joined(lines.get(street + 1..).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_address_become_the_fields_of_its_form() {
        let cases: [(&[&str], [&str; 3]); 7] = [
            (&[], ["", "", ""]),
            (&["80 College Street"], ["", "80 College Street", ""]),
            (&["80 College Street", "Suite 200"], ["", "80 College Street", "Suite 200"]),
            (
                &["Women’s College Hospital", "76 Grenville Street"],
                ["Women’s College Hospital", "76 Grenville Street", ""],
            ),
            (&["A Clinic", "12 Main St", "Unit 3", "Floor 2"], ["A Clinic", "12 Main St", "Unit 3, Floor 2"]),
            (&["A Clinic", "Rue Principale", "Bureau 3"], ["A Clinic", "Rue Principale", "Bureau 3"]),
            (&["A Clinic", "Rue Principale"], ["A Clinic", "Rue Principale", ""]),
        ];
        for (lines, [organization, street, unit]) in cases {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            let expected =
                Parts { organization: organization.into(), street: street.into(), unit: unit.into() };
            assert_eq!(Parts::of(&lines), expected, "{lines:?}");
        }
    }
}

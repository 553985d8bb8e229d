//! Addresses, telephones and hours: in words, and as a form's fields.
//!
//! Not here: which of them counts when (`portal_record::addresses`).

use std::collections::BTreeMap;

use jiff::civil::Time;
use portal_record::addresses::{Address, AddressKind, AddressSet};
use portal_record::college::College;
use portal_record::formats::{OpenHours, Weekday};
use portal_texts::Texts;
use portal_wire::window::{self, AddressFields, HoursRow};

use super::codes;

/// Open from and to, of one day.
type Spans = Vec<(Time, Time)>;

/// The country whose provinces and postal codes have a list and a form.
pub(super) const CANADA: &str = "CA";

/// An address as an envelope has it, without the country when it is Canada.
pub(crate) fn lines(address: &Address, college: &College) -> Vec<String> {
    let place = [Some(address.city.as_str()), address.province.as_deref(), address.postal_code.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let country =
        (address.country != CANADA).then(|| codes::name(&college.lists().countries, &address.country));
    address.lines.iter().cloned().chain([place]).chain(country).filter(|line| !line.is_empty()).collect()
}

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
pub(crate) fn kind(kind: AddressKind) -> String {
    let id = match kind {
        AddressKind::Primary => "profile-address-primary",
        AddressKind::Mailing => "profile-address-mailing",
        AddressKind::Additional => "profile-address-additional",
    };
    Texts::english().get(id)
}

/// `(416) 555-0100 ext. 12`.
pub(crate) fn phone(number: &str, extension: Option<&str>) -> String {
    let whole = extension.map_or_else(|| number.to_owned(), |extension| format!("{number};ext={extension}"));
    Texts::english().phone(&whole)
}

/// `Monday to Friday, 9:00 a.m. to 5:00 p.m.`: days in a row with the same hours together.
pub(crate) fn hours(hours: &[OpenHours]) -> Vec<String> {
    let mut week: BTreeMap<Weekday, Spans> = BTreeMap::new();
    for open in hours {
        week.entry(open.day).or_default().push((open.from, open.to));
    }
    let mut runs: Vec<(Weekday, Weekday, Spans)> = Vec::new();
    for (day, spans) in week {
        match runs.last_mut() {
            Some((_, last, same)) if *same == spans && number(*last) + 1 == number(day) => *last = day,
            _ => runs.push((day, day, spans)),
        }
    }
    runs.iter().map(|(first, last, spans)| run(*first, *last, spans)).collect()
}

fn run(first: Weekday, last: Weekday, spans: &[(Time, Time)]) -> String {
    let texts = Texts::english();
    let days = [("first", weekday(first)), ("last", weekday(last))];
    let days = match number(last) - number(first) {
        0 => weekday(first),
        1 => texts.format("profile-hours-two-days", &days),
        _ => texts.format("profile-hours-days", &days),
    };
    let spans: Vec<String> = spans
        .iter()
        .map(|(from, to)| {
            texts.format("profile-hours-span", &[("from", texts.clock(*from)), ("to", texts.clock(*to))])
        })
        .collect();
    texts.format("profile-hours", &[("days", days), ("spans", codes::listed(&spans))])
}

/// 1 for Monday to 7 for Sunday.
pub(super) fn number(day: Weekday) -> u8 {
    match day {
        Weekday::Monday => 1,
        Weekday::Tuesday => 2,
        Weekday::Wednesday => 3,
        Weekday::Thursday => 4,
        Weekday::Friday => 5,
        Weekday::Saturday => 6,
        Weekday::Sunday => 7,
    }
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
pub(super) fn weekday(day: Weekday) -> String {
    Texts::english().get(&format!("format-weekday-{}", number(day)))
}

/// What a form to change this address begins with.
pub(crate) fn fields(set: &AddressSet) -> AddressFields {
    let Parts { organization, street, unit } = Parts::of(&set.address.lines);
    AddressFields {
        kind: window_kind(set.kind),
        organization,
        street,
        unit,
        city: set.address.city.clone(),
        province: set.address.province.clone().unwrap_or_default(),
        postal_code: set.address.postal_code.clone().unwrap_or_default(),
        country: set.address.country.clone(),
        phone: set.phone.as_deref().map(|number| Texts::english().phone(number)).unwrap_or_default(),
        extension: set.extension.clone().unwrap_or_default(),
        hours: set.hours.iter().map(hours_row).collect(),
    }
}

fn hours_row(open: &OpenHours) -> HoursRow {
    let typed = |time: Time| format!("{}:{:02}", time.hour(), time.minute());
    HoursRow { day: number(open.day), from: typed(open.from), to: typed(open.to) }
}

/// The window's word for what an address is for.
pub(crate) fn window_kind(kind: AddressKind) -> window::AddressKind {
    match kind {
        AddressKind::Primary => window::AddressKind::Primary,
        AddressKind::Mailing => window::AddressKind::Mailing,
        AddressKind::Additional => window::AddressKind::Additional,
    }
}

/// The record's.
pub(super) fn record_kind(kind: window::AddressKind) -> AddressKind {
    match kind {
        window::AddressKind::Primary => AddressKind::Primary,
        window::AddressKind::Mailing => AddressKind::Mailing,
        window::AddressKind::Additional => AddressKind::Additional,
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

    #[test]
    fn days_with_the_same_hours_are_told_together() {
        let open = |day: u8, from: i8, to: i8| OpenHours {
            day: super::day(day),
            from: Time::constant(from, 0, 0, 0),
            to: Time::constant(to, 0, 0, 0),
        };
        let cases = [
            (vec![], vec![]),
            ((1..=5).map(|day| open(day, 9, 17)).collect(), vec!["Monday to Friday, 9:00 a.m. to 5:00 p.m."]),
            (
                vec![open(1, 9, 12), open(1, 13, 17), open(2, 9, 12), open(2, 13, 17), open(4, 8, 10)],
                vec![
                    "Monday and Tuesday, 9:00 a.m. to 12:00 p.m. and 1:00 p.m. to 5:00 p.m.",
                    "Thursday, 8:00 a.m. to 10:00 a.m.",
                ],
            ),
        ];
        for (week, expected) in cases {
            assert_eq!(hours(&week), expected);
        }
    }
}

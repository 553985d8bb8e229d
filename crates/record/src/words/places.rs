//! Addresses, telephones and hours in words.

use std::collections::BTreeMap;

use jiff::civil::Time;
use portal_texts::Texts;

use super::codes;
use crate::{
    College,
    addresses::{Address, AddressKind},
    formats::{OpenHours, Weekday},
};

/// Open from and to, of one day.
type Spans = Vec<(Time, Time)>;

/// The country that an address within it does not name.
const CANADA: &str = "CA";

/// An address as an envelope has it, without the country when it is Canada.
pub fn address_lines(address: &Address, college: &College) -> Vec<String> {
    let place = [Some(address.city.as_str()), address.province.as_deref(), address.postal_code.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let country =
        (address.country != CANADA).then(|| codes::name(&college.lists().countries, &address.country));
    address.lines.iter().cloned().chain([place]).chain(country).filter(|line| !line.is_empty()).collect()
}

/// What an address of this kind is called.
pub fn address_kind(texts: &Texts, kind: AddressKind) -> String {
    let id = match kind {
        AddressKind::Primary => "profile-address-primary",
        AddressKind::Mailing => "profile-address-mailing",
        AddressKind::Additional => "profile-address-additional",
    };
    texts.get(id)
}

/// `(416) 555-0100 ext. 12`.
pub fn phone(texts: &Texts, number: &str, extension: Option<&str>) -> String {
    let whole = extension.map_or_else(|| number.to_owned(), |extension| format!("{number};ext={extension}"));
    texts.phone(&whole)
}

/// `Monday to Friday, 9:00 a.m. to 5:00 p.m.`: days in a row with the same hours together.
pub fn hours(texts: &Texts, hours: &[OpenHours]) -> Vec<String> {
    let mut week: BTreeMap<Weekday, Spans> = BTreeMap::new();
    for open in hours {
        week.entry(open.day).or_default().push((open.from, open.to));
    }
    let mut runs: Vec<(Weekday, Weekday, Spans)> = Vec::new();
    for (day, spans) in week {
        match runs.last_mut() {
            Some((_, last, same)) if *same == spans && weekday_number(*last) + 1 == weekday_number(day) => {
                *last = day;
            }
            _ => runs.push((day, day, spans)),
        }
    }
    runs.iter().map(|(first, last, spans)| run(texts, *first, *last, spans)).collect()
}

fn run(texts: &Texts, first: Weekday, last: Weekday, spans: &[(Time, Time)]) -> String {
    let days = [("first", weekday(texts, first)), ("last", weekday(texts, last))];
    let days = match weekday_number(last) - weekday_number(first) {
        0 => weekday(texts, first),
        1 => texts.format("profile-hours-two-days", &days),
        _ => texts.format("profile-hours-days", &days),
    };
    let span = |(from, to): &(Time, Time)| {
        texts.format("profile-hours-span", &[("from", texts.clock(*from)), ("to", texts.clock(*to))])
    };
    let spans: Vec<String> = spans.iter().map(span).collect();
    texts.format("profile-hours", &[("days", days), ("spans", codes::listed(texts, &spans))])
}

/// `Monday`.
pub fn weekday(texts: &Texts, day: Weekday) -> String {
    texts.get(&format!("format-weekday-{}", weekday_number(day)))
}

/// 1 for Monday to 7 for Sunday.
pub fn weekday_number(day: Weekday) -> u8 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    #[test]
    fn days_with_the_same_hours_are_told_together() {
        let open = |day: Weekday, from: i8, to: i8| OpenHours {
            day,
            from: Time::constant(from, 0, 0, 0),
            to: Time::constant(to, 0, 0, 0),
        };
        let weekdays =
            [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let [monday, tuesday, _, thursday, _] = weekdays;
        let cases = [
            (vec![], vec![]),
            (
                weekdays.into_iter().map(|day| open(day, 9, 17)).collect(),
                vec!["Monday to Friday, 9:00 a.m. to 5:00 p.m."],
            ),
            (
                vec![
                    open(monday, 9, 12),
                    open(monday, 13, 17),
                    open(tuesday, 9, 12),
                    open(tuesday, 13, 17),
                    open(thursday, 8, 10),
                ],
                vec![
                    "Monday and Tuesday, 9:00 a.m. to 12:00 p.m. and 1:00 p.m. to 5:00 p.m.",
                    "Thursday, 8:00 a.m. to 10:00 a.m.",
                ],
            ),
        ];
        for (week, expected) in cases {
            assert_eq!(hours(Texts::of(Language::English), &week), expected);
        }
    }
}

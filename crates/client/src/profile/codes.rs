//! Codes of the College's lists in words, and what a form can choose from.

use jiff::civil::Date;
use portal_ipc::{Coded, ProfileLists};
use portal_record::lists::List;
pub(crate) use portal_record::words::{class, jurisdiction, minc, name};
use portal_record::{College, words};
use portal_texts::Texts;

use super::places;

/// Country of the provinces' codes: `CA-ON`.
const PROVINCE_PREFIX: &str = "CA-";
/// As much of a text in one's own words as a title shows.
const SHOWN_CHARACTERS_MAX: usize = 60;

/// `Cardiology, Royal College`: parts that say something, with commas.
pub(crate) fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `English, French and Punjabi`.
pub(crate) fn listed(texts: &Texts, names: &[String]) -> String {
    words::listed(texts, names)
}

/// The beginning of a text that a person may have pasted whole, on one line.
pub(crate) fn shortened(text: &str) -> String {
    let plain: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= SHOWN_CHARACTERS_MAX {
        return plain;
    }
    plain.chars().take(SHOWN_CHARACTERS_MAX).chain(['…']).collect()
}

/// Everything that can be chosen on this day.
pub(crate) fn lists(texts: &Texts, college: &College, day: Date) -> ProfileLists {
    let lists = college.lists();
    let provinces = coded(&lists.provinces, day);
    let countries = coded(&lists.countries, day);
    ProfileLists {
        genders: coded(&lists.genders, day),
        languages: coded(&lists.languages, day),
        correspondence: coded(&lists.correspondence, day),
        dialogue: coded(&lists.dialogue, day),
        provinces: provinces.iter().map(without_country).collect(),
        jurisdictions: provinces.into_iter().chain(countries.iter().cloned()).collect(),
        countries,
        weekdays: (1..=7)
            .map(|number| Coded {
                code: number.to_string(),
                display: places::weekday(texts, places::day(number)),
            })
            .collect(),
        activities: coded(&lists.activities, day),
        hospitals: coded(&lists.hospitals, day),
        privilege_kinds: coded(&lists.privilege_kinds, day),
        regulators: coded(&lists.regulators, day),
        protections: coded(&lists.protections, day),
        cpd_organizations: coded(&lists.cpd_organizations, day),
    }
}

fn coded(list: &List, day: Date) -> Vec<Coded> {
    let can_be_chosen = |code: &str| matches!(list.listed(code, day), portal_record::lists::Listed::As(_));
    list.concepts()
        .iter()
        .filter(|concept| can_be_chosen(&concept.code))
        .map(|concept| Coded { code: concept.code.clone(), display: concept.display.clone() })
        .collect()
}

/// Addresses have `ON`, the list of provinces `CA-ON`.
fn without_country(province: &Coded) -> Coded {
    let code = province.code.strip_prefix(PROVINCE_PREFIX).unwrap_or(&province.code).to_owned();
    Coded { code, display: province.display.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_page_does_not_fill_a_title() {
        assert_eq!(shortened(" House\ncalls "), "House calls");
        assert_eq!(shortened(&"é".repeat(10_240)).chars().count(), SHOWN_CHARACTERS_MAX + 1);
    }
}

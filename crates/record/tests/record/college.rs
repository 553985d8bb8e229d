//! What the College publishes is read, whole and consistent.

use std::borrow::Cow;

use portal_record::{
    College,
    lists::{List, Listed},
};

use crate::builder::day;

#[test]
fn every_published_file_can_be_read() {
    let college = College::published().unwrap();
    let lists = college.lists();
    for (list, count_at_least, code, name) in [
        (&lists.activities, 100, "colonoscopy", "Colonoscopy"),
        (&lists.correspondence, 2, "fr", "French"),
        (&lists.countries, 240, "CA", "Canada"),
        (&lists.cpd_organizations, 4, "none", "None of these"),
        (&lists.dialogue, 2, "email", "By e-mail"),
        (&lists.genders, 5, "two-spirit", "Two-Spirit"),
        (&lists.hospitals, 120, "597", "Almonte General Hospital"),
        (&lists.languages, 150, "iu", "Inuktitut"),
        (&lists.privilege_kinds, 5, "active", "Active staff"),
        (&lists.protections, 4, "cmpa", "Canadian Medical Protective Association (CMPA)"),
        (&lists.provinces, 13, "CA-ON", "Ontario"),
        (&lists.regulators, 40, "cmq", "Collège des médecins du Québec"),
    ] {
        assert!(list.concepts().len() >= count_at_least, "{code}: {}", list.concepts().len());
        assert_eq!(list.name(code), Some(name));
        no_code_or_name_twice(list);
    }
    assert_eq!(college.profile().report_within_days, 30, "By-law, as the College's pages tell it");
}

fn no_code_or_name_twice(list: &List) {
    for (at, concept) in list.concepts().iter().enumerate() {
        let earlier = &list.concepts()[..at];
        assert!(earlier.iter().all(|other| other.code != concept.code), "{}", concept.code);
        assert!(earlier.iter().all(|other| other.display != concept.display), "{}", concept.display);
    }
}

#[test]
fn what_left_a_list_keeps_its_name() {
    let college = College::published().unwrap();
    let hospitals = &college.lists().hospitals;
    assert_eq!(hospitals.listed("653", day("2021-03-31")), Listed::As("Englehart and District Hospital"));
    assert_eq!(hospitals.listed("653", day("2021-04-01")), Listed::Until(day("2021-03-31")));
    assert_eq!(hospitals.name("653"), Some("Englehart and District Hospital"));
    assert_eq!(hospitals.listed("1", day("2021-04-01")), Listed::Never);
    assert!(hospitals.concepts().iter().all(|concept| concept.code != "653"), "it is not offered");
}

#[test]
fn a_file_can_be_put_in_place_of_another_and_must_be_of_its_form() {
    let with = |name: &'static str, text: &'static str| {
        College::read(move |file, published| Cow::Borrowed(if file == name { text } else { published }))
    };
    let classes = r#"{"classes":[{"code":"of-a-test","name":"Of a test"}]}"#;
    assert!(with("college/classes.json", classes).unwrap().class("of-a-test").is_some());
    let error = with("lists/genders.json", "{}").unwrap_err();
    assert_eq!(error.file, "lists/genders.json");
}

#[test]
fn every_year_names_a_form_that_is_shipped() {
    let college = College::published().unwrap();
    for year in college.years() {
        let (url, version) = (year.form.url.as_str(), year.form.version.as_str());
        let shipped = College::forms().iter().find(|(known, at, _)| (*known, *at) == (url, version));
        let (.., json) = shipped.unwrap_or_else(|| panic!("{}: {url} {version} is not shipped", year.year));
        let form = portal_forms::Form::parse(json.as_bytes()).unwrap();
        assert_eq!((form.url(), form.version()), (Some(url), Some(version)), "it is the one it is named");
    }
}

//! What the College publishes is read, whole and consistent.

use std::{collections::BTreeSet, fs, path::Path};

use portal_forms::Form;
use portal_record::{
    College, Published,
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
    let with =
        |name: &'static str, text: &'static str| College::of(&Published::compiled().clone().with(name, text));
    let classes = r#"{"classes":[{"code":"of-a-test","name":"Of a test"}]}"#;
    assert!(with("college/classes.json", classes).unwrap().class("of-a-test").is_some());
    let error = with("lists/genders.json", "{}").unwrap_err();
    assert_eq!(error.file, "lists/genders.json");
}

#[test]
fn every_file_of_a_folder_is_taken_in_and_can_be_read() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let published = Published::compiled();
    for folder in ["college", "forms", "lists", "services"] {
        let there = fs::read_dir(assets.join(folder)).unwrap().map(|file| file.unwrap().file_name());
        let there = there.filter_map(|name| name.into_string().ok()).filter(|name| name.ends_with(".json"));
        let there: BTreeSet<String> = there.map(|name| format!("{folder}/{name}")).collect();
        let taken: BTreeSet<String> = published.folder(folder).map(|(name, _)| name.to_owned()).collect();
        assert_eq!(taken, there, "{folder} is compiled in as it is");
    }
    for (name, text) in published.folder("lists") {
        let list: Result<List, _> = serde_json::from_str(text);
        no_code_or_name_twice(&list.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
    let forms = published.forms().unwrap();
    assert_eq!(forms.len(), College::forms().len());
    assert_eq!(forms.len(), published.folder("forms").count());
    let mut seen = BTreeSet::new();
    for (url, version, questionnaire) in forms {
        let form =
            Form::parse(questionnaire.as_bytes()).unwrap_or_else(|why| panic!("{url} {version}: {why}"));
        assert_eq!((form.url(), form.version()), (Some(url), Some(version)));
        assert!(seen.insert((url, version)), "{url} {version} stands in two files");
    }
    let college = College::published().unwrap();
    let ours = college.form("https://portal.cpso.on.ca/forms/annual-renewal", "2026.1").unwrap();
    assert_eq!(ours.version(), Some("2026.1"));
    assert!(college.form("https://portal.cpso.on.ca/forms/annual-renewal", "1999.1").is_none());
}

#[test]
fn what_a_file_does_not_say_is_named_with_it() {
    let published = Published::compiled().clone().with("forms/new.json", r#"{"url":"urn:new"}"#);
    let error = published.forms().unwrap_err();
    assert_eq!(error.to_string(), "forms/new.json: missing field `version` at line 1 column 17");
    let upper = Published::compiled().clone().each(|name, text| match name {
        "college/classes.json" => text.replace("Academic", "Scholarly").into(),
        _ => text,
    });
    assert_eq!(College::of(&upper).unwrap().class("academic").unwrap().name, "Scholarly Practice");
}

#[test]
fn every_year_names_a_form_that_is_shipped() {
    let college = College::published().unwrap();
    for year in college.years() {
        let (url, version) = (year.form.url.as_str(), year.form.version.as_str());
        let shipped = College::forms().iter().find(|(known, at, _)| (*known, *at) == (url, version));
        let (.., json) = shipped.unwrap_or_else(|| panic!("{}: {url} {version} is not shipped", year.year));
        let form = Form::parse(json.as_bytes()).unwrap();
        assert_eq!((form.url(), form.version()), (Some(url), Some(version)), "it is the one it is named");
    }
}
